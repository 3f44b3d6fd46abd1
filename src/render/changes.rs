//! What changed between two reports, as text for a terminal, Markdown and JSON.

use super::figures::points;
use super::safe;
use crate::changes::{Change, ChangeKind, Changes, ScoreChange};
use crate::rating::Rating;
use crate::report::Evidence;

/// The kinds in the order in which they are shown, and their headings.
const KINDS: [(ChangeKind, &str); 5] = [
    (ChangeKind::Lost, "Lost"),
    (ChangeKind::Gained, "Gained"),
    (ChangeKind::Changed, "Changed, rated the same"),
    (ChangeKind::Moved, "Moved"),
    (ChangeKind::NotComparable, "Not comparable"),
];
const WIDTH: usize = 100;

/// The changes as indented JSON, ending with a line break.
pub fn json(changes: &Changes) -> String {
    super::indented(changes)
}

/// The changes for a terminal.
pub fn text(changes: &Changes) -> String {
    let mut out =
        vec![format!("old  {}", safe::line(&changes.old.policy)), format!("new  {}", safe::line(&changes.new.policy))];
    out.extend(changes.warnings.iter().map(|warning| format!("warning: {}", safe::line(warning))));
    out.push(String::new());
    out.push(format!("  {:24} {}", "Overall", scores(&changes.score)));
    for criterion in &changes.criteria {
        out.push(format!("  {:24} {}", safe::line(&criterion.title), scores(&criterion.score)));
    }
    for (kind, heading) in KINDS {
        let of_kind: Vec<&Change> = changes.of_kind(kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        out.push(format!("\n{heading} ({})", of_kind.len()));
        for change in of_kind {
            out.push(format!("  {:46} {}  {}", change.indicator, ratings(change), safe::line(&change.title)));
            for (side, evidence) in [("old", &change.old_evidence), ("new", &change.new_evidence)] {
                for passage in evidence {
                    out.push(format!("    {side}  {}", safe::line(&passage.location())));
                    out.push(safe::wrapped(&format!("“{}”", safe::line(passage.shown())), WIDTH, 9));
                }
            }
        }
    }
    out.push(format!("\nUnchanged: {}", changes.unchanged));
    safe::logged(&(out.join("\n") + "\n"))
}

/// The changes in Markdown, for a comment on a change.
pub fn markdown(changes: &Changes) -> String {
    let mut out =
        format!("# {} against {}\n\n", safe::markdown(&changes.new.policy), safe::markdown(&changes.old.policy));
    for warning in &changes.warnings {
        out.push_str(&format!("> **Warning:** {}\n\n", safe::markdown(warning)));
    }
    out.push_str("| Criterion | Old | New | Change |\n|---|---:|---:|---:|\n");
    let mut row = |title: &str, score: &ScoreChange| {
        out.push_str(&format!("| {title} | {} | {} | {} |\n", points(score.old), points(score.new), difference(score)));
    };
    row("**Overall**", &changes.score);
    for criterion in &changes.criteria {
        row(&safe::markdown(&criterion.title), &criterion.score);
    }
    for (kind, heading) in KINDS {
        let of_kind: Vec<&Change> = changes.of_kind(kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        out.push_str(&format!("\n## {heading} ({})\n", of_kind.len()));
        for change in of_kind {
            let title = safe::markdown(&change.title);
            out.push_str(&format!("\n**{title}** (`{}`): {}\n", change.indicator, ratings(change)));
            for (side, evidence) in [("Old", &change.old_evidence), ("New", &change.new_evidence)] {
                evidence.iter().for_each(|passage| out.push_str(&quoted(side, passage)));
            }
        }
    }
    out.push_str(&format!("\nUnchanged: {}\n", changes.unchanged));
    safe::unlinked(&out)
}

fn quoted(side: &str, passage: &Evidence) -> String {
    let place = format!("{}, {}", safe::markdown(&passage.document), passage.place());
    format!("\n{side} ({place}):\n\n> {}\n", safe::markdown(passage.shown()))
}

fn scores(score: &ScoreChange) -> String {
    format!("{:>5} → {:>5}  {:>6}", points(score.old), points(score.new), difference(score))
}

fn difference(score: &ScoreChange) -> String {
    match score.difference() {
        Some(difference) if difference != 0.0 => format!("{difference:+.1}"),
        _ => "=".to_owned(),
    }
}

fn ratings(change: &Change) -> String {
    let word = |rating: Option<Rating>| rating.map_or("(not rated)", Rating::as_str);
    match change.old == change.new {
        true => word(change.new).to_owned(),
        false => format!("{} → {}", word(change.old), word(change.new)),
    }
}
