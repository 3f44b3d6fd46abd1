//! Text in a workflow's log, read as GitHub's runner looks for commands (`ActionCommand.cs` of actions/runner): a line that
//! begins with `::` after blanks, and `##[` anywhere.

use principle31::{Document, Policy, Ranking, RankingEntry, RubricSet, compare, explain, render};

use super::policies::{TRAPS, assert_inert, hostile, hostile_text, thorough};

#[track_caller]
fn assert_no_command(text: &str) {
    assert_inert(text);
    assert!(!text.contains("##["), "{text}");
    let command = text.lines().find(|line| line.trim_start().starts_with("::"));
    assert_eq!(command, None);
}

#[test]
fn no_form_for_people_holds_a_command() {
    let report = hostile();
    let name = format!("::error::{TRAPS}");
    let changes = compare(&thorough(), &report);
    let ranking = Ranking::of([RankingEntry::new(&name, &report)]).without(&name, &name);
    let policy = Policy::new(Document::text("::error::a", hostile_text()));
    let explanation = explain(&RubricSet::builtin(), &policy, "independence.appeal").unwrap();
    for text in [
        render::text(&report, render::Colour::Never),
        render::markdown(&report),
        render::markdown_within(&report, render::COMMENT_LIMIT),
        render::changes::text(&changes),
        render::changes::markdown(&changes),
        render::csv(&report),
        render::ranking::csv(&ranking),
        render::ranking::text(&ranking, render::Colour::Never),
        render::ranking::markdown(&ranking),
        render::explanation(&explanation),
        render::message(&format!("{name}\n{name}")),
    ] {
        assert_no_command(&text);
    }
}

#[test]
fn json_holds_no_command() {
    let report = hostile();
    let changes = compare(&thorough(), &report);
    let ranking = Ranking::of([RankingEntry::new(TRAPS, &report)]);
    for (text, value) in [
        (render::json(&report), serde_json::to_value(&report).unwrap()),
        (render::changes::json(&changes), serde_json::to_value(&changes).unwrap()),
        (render::ranking::json(&ranking), serde_json::to_value(&ranking).unwrap()),
    ] {
        assert_no_command(&text);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
