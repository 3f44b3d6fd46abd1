//! A report as Markdown of limited length, for a comment on a change or the summary of a workflow.

use super::markdown::{about, footer, listed, scores, shown};
use super::safe;
use crate::rating::Rating;
use crate::report::{Finding, RatingCounts, Report};

/// How long a comment on GitHub may be, in characters.
pub const COMMENT_LIMIT: usize = 65_536;
/// How long what a step writes to `$GITHUB_STEP_SUMMARY` may be, in bytes.
pub const SUMMARY_LIMIT: usize = 1_048_576;

/// What comes first, what it is called, and whether it is folded.
const SECTIONS: [(Rating, &str, bool); 5] = [
    (Rating::Adverse, "Works against those who complain", false),
    (Rating::Partial, "Promised in part", false),
    (Rating::Silent, "Says nothing", true),
    (Rating::Met, "Promised", true),
    (Rating::NotApplicable, "Does not apply", true),
];

/// The report as Markdown of at most `limit` bytes: the scores, then what is adverse and partial with its passages, then what
/// is silent and met, folded.
///
/// Findings are whole or left out, the best last; the end says how many are. Where `limit` has no room for the
/// scores, they are left out too, and where it has none for a sentence, there is nothing.
/// [`COMMENT_LIMIT`] and [`SUMMARY_LIMIT`] are those of GitHub; a text has no more characters than bytes.
pub fn markdown_within(report: &Report, limit: usize) -> String {
    let foot = safe::unlinked(&footer(report));
    let all: Vec<&Finding> = report.findings.iter().collect();
    // The most that what is left out can take up: all of it.
    let reserve = left_out(&all).len();
    let heads = [full_head(report), short_head(report)];
    let fits = |head: &&String| head.len().saturating_mul(2) <= limit && head.len() + reserve + foot.len() <= limit;
    let Some(head) = heads.iter().find(fits) else {
        let sentence = format!("{}\n", left_out(&all).trim_start());
        return if sentence.len() <= limit { sentence } else { String::new() };
    };
    let room = limit - head.len() - foot.len();
    let (mut body, mut missing) = sections(report, room);
    if !missing.is_empty() {
        (body, missing) = sections(report, room - reserve);
    }
    format!("{head}{body}{}{foot}", left_out(&missing))
}

fn full_head(report: &Report) -> String {
    let mut head = format!("# Grievance mechanism: {}\n\n", safe::markdown(&report.policy.subject()));
    about(report, &mut head);
    scores(report, &mut head);
    safe::unlinked(&head)
}

fn short_head(report: &Report) -> String {
    let score = report.score.value.map_or("no score".to_owned(), |score| format!("{score} of 100"));
    format!("# Grievance mechanism: {score}\n")
}

/// As many findings as there is room for, and what was left out.
fn sections(report: &Report, room: usize) -> (String, Vec<&Finding>) {
    let mut body = String::new();
    let mut missing = Vec::new();
    for (rating, title, folded) in SECTIONS {
        let findings: Vec<&Finding> = report.findings.iter().filter(|finding| finding.rating == rating).collect();
        let count = findings.len();
        let (opening, closing) = match folded {
            true => (format!("\n<details>\n<summary>{title}: {count}</summary>\n"), "\n</details>\n"),
            false => (format!("\n## {title}: {count}\n"), ""),
        };
        let mut section = String::new();
        for finding in findings {
            let mut text = String::new();
            match finding.evidence.is_empty() {
                true => listed(finding, &mut text),
                false => shown(finding, &mut text),
            }
            let text = safe::unlinked(&text);
            // A list's first item stands after a blank line; a passage brings its own.
            let gap = if finding.evidence.is_empty() && !ends_with_item(&section) { "\n" } else { "" };
            let taken = body.len() + opening.len() + section.len() + gap.len() + text.len() + closing.len();
            match taken <= room {
                true => section.push_str(&format!("{gap}{text}")),
                false => missing.push(finding),
            }
        }
        if !section.is_empty() {
            body.push_str(&format!("{opening}{section}{closing}"));
        }
    }
    (body, missing)
}

fn ends_with_item(section: &str) -> bool {
    section.lines().next_back().is_some_and(|line| line.starts_with("- "))
}

/// The sentence that says what was left out; nothing if nothing was.
fn left_out(findings: &[&Finding]) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let counts = RatingCounts::of(findings.iter().map(|finding| finding.rating));
    let parts = SECTIONS.iter().map(|(rating, _, _)| (rating, counts.get(*rating))).filter(|(_, count)| *count > 0);
    let parts: Vec<String> = parts.map(|(rating, count)| format!("{count} {rating}")).collect();
    format!(
        "\n**Left out for length:** {} findings ({}). The whole report has them.\n",
        findings.len(),
        parts.join(", ")
    )
}
