//! What a new version of a policy gains and loses.

use principle31::{ChangeKind, Changes, Document, Policy, Rating, Report, RubricSet, assess, compare, render};

const OLD: &str = "# Complaints\n\nWe acknowledge every complaint within seven days.\n\nYou may complain anonymously.\n\n\
    The complainant will be informed of the outcome.\n";

fn report(text: &str) -> Report {
    assess(&RubricSet::builtin(), &Policy::new(Document::markdown("policy.md", text)).company("Example Ltd"))
}

fn changes(new: &str) -> Changes {
    compare(&report(OLD), &report(new))
}

fn kind(changes: &Changes, indicator: &str) -> Option<ChangeKind> {
    changes.indicators.iter().find(|change| change.indicator == indicator).map(|change| change.kind)
}

#[test]
fn the_same_policy_changes_nothing() {
    let changes = changes(OLD);
    assert_eq!((changes.indicators.len(), changes.unchanged), (0, 54));
    assert_eq!(changes.score.difference(), Some(0.0));
    assert_eq!(changes.warnings, Vec::<String>::new());
}

#[test]
fn each_indicator_is_lost_gained_changed_moved_or_unchanged() {
    let new = "# Complaints\n\nYou may complain anonymously.\n\nWe acknowledge receipt of every complaint within five days.\n\n\
        The complainant will not be informed of the outcome.\n\nYou may appeal to a panel that took no part in the first \
        decision.\n";
    let changes = changes(new);
    assert_eq!(kind(&changes, "transparency.outcome-notice"), Some(ChangeKind::Lost));
    assert_eq!(kind(&changes, "independence.appeal"), Some(ChangeKind::Gained));
    assert_eq!(kind(&changes, "predictability.acknowledgement-timeframe"), Some(ChangeKind::Changed));
    assert_eq!(kind(&changes, "accessibility.anonymity"), Some(ChangeKind::Moved));
    assert_eq!(changes.indicators.len() + changes.unchanged, 54);
    let lost = changes.lost().find(|change| change.indicator == "transparency.outcome-notice").unwrap();
    assert_eq!((lost.old, lost.new), (Some(Rating::Met), Some(Rating::Adverse)));
    assert_eq!(lost.old_evidence[0].quote, "The complainant will be informed of the outcome.");
    assert_eq!(lost.new_evidence[0].quote, "The complainant will not be informed of the outcome.");
    for shown in [render::changes::text(&changes), render::changes::markdown(&changes)] {
        for quote in [&lost.old_evidence[0].quote, &lost.new_evidence[0].quote] {
            assert!(shown.contains(quote), "{shown}");
        }
    }
    let json: Changes = serde_json::from_str(&render::changes::json(&changes)).unwrap();
    assert_eq!(json, changes);
    insta::assert_snapshot!("changes-text", render::changes::text(&changes));
    insta::assert_snapshot!("changes-markdown", render::changes::markdown(&changes));
}

#[test]
fn what_one_report_alone_has_cannot_be_compared() {
    let core = RubricSet::builtin().profile("core").unwrap();
    let policy = || Policy::new(Document::markdown("policy.md", OLD)).company("Example Ltd");
    let all = report(OLD);
    let part = assess(&core, &policy());
    let fewer = compare(&all, &part);
    assert!(fewer.indicators.iter().all(|change| change.kind == ChangeKind::NotComparable && change.new.is_none()));
    assert_eq!(fewer.indicators.len() + fewer.unchanged, 54);
    let more = compare(&part, &all);
    assert!(more.indicators.iter().all(|change| change.kind == ChangeKind::NotComparable && change.old.is_none()));
    assert_eq!(more.lost().count(), 0);
}

#[test]
fn a_file_of_another_name_moves_nothing() {
    let renamed =
        assess(&RubricSet::builtin(), &Policy::new(Document::markdown("old/policy.md", OLD)).company("Example Ltd"));
    let changes = compare(&renamed, &report(OLD));
    assert!(changes.indicators.is_empty(), "{:?}", changes.indicators);
}

#[test]
fn other_rubrics_are_warned_of() {
    let overlay = "kind = \"overlay\"\nformat = 1\nname = \"Appeals first\"\n\n[weights]\nindependence = 5\n";
    let other = principle31::RubricSource::builtin().toml("overlay.toml", overlay).load().unwrap();
    let changes = compare(&report(OLD), &assess(&other, &Policy::new(Document::markdown("policy.md", OLD))));
    assert!(changes.warnings[0].contains("different rubrics"), "{:?}", changes.warnings);
}

#[test]
fn nothing_in_a_policy_becomes_markup() {
    let hostile =
        "We acknowledge every <b>complaint</b> within seven days, *at once* | [x](javascript:1) \u{1b}[31m\u{202e}.\n";
    let changes = compare(&report("Nothing."), &report(hostile));
    let (text, markdown) = (render::changes::text(&changes), render::changes::markdown(&changes));
    assert!(!text.contains(['\u{1b}', '\u{202e}']) && !markdown.contains(['\u{1b}', '\u{202e}']));
    assert!(!markdown.contains("<b>") && !markdown.contains("[x]("), "{markdown}");
}
