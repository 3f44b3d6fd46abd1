//! A report as text for a terminal.

use super::figures::{bounds, points};
use super::paint::{Colour, Paint};
use super::safe;
use crate::rating::{Rating, Severity};
use crate::report::{Evidence, Finding, Report};
use crate::score::Score;

/// The width of a line, in characters.
const WIDTH: usize = 100;
/// How many cells the bar of a score has.
const CELLS: usize = 20;
/// How many passages a finding shows.
const PASSAGES: usize = 2;

/// The report as text: the scores, then the findings from adverse to silent, each with its passages.
pub fn text(report: &Report, colour: Colour) -> String {
    let paint = Paint(colour);
    let mut out = Vec::new();
    let subject = report.policy.subject();
    out.push(paint.bold(&safe::line(&subject)));
    for document in &report.policy.documents {
        let name = if document.name == subject { String::new() } else { format!("{}, ", safe::line(&document.name)) };
        out.push(paint.dim(&format!("{name}{} words, {} mechanism", document.words, report.policy.mechanism)));
    }
    out.push(paint.dim(&format!(
        "rated against {} {}",
        safe::line(&report.rubrics.name),
        safe::line(&report.rubrics.version)
    )));
    for warning in &report.warnings {
        out.push(paint.colour(33, &format!("warning: {}", safe::line(&warning.message))));
    }
    out.push(String::new());
    scores(report, &paint, &mut out);
    for (rating, title) in
        [(Rating::Adverse, "Takes away"), (Rating::Partial, "Promises in part"), (Rating::Met, "Promises")]
    {
        let findings: Vec<&Finding> = report.findings.iter().filter(|finding| finding.rating == rating).collect();
        if !findings.is_empty() {
            out.push(String::new());
            out.push(paint.rating(rating, &format!("{title} ({rating}, {})", findings.len())));
            findings.iter().for_each(|finding| shown(finding, &paint, &mut out));
        }
    }
    for (rating, title) in [(Rating::Silent, "Says nothing on"), (Rating::NotApplicable, "Does not apply")] {
        let findings: Vec<&Finding> = report.findings.iter().filter(|finding| finding.rating == rating).collect();
        if !findings.is_empty() {
            out.push(String::new());
            out.push(paint.bold(&format!("{title} ({rating}, {})", findings.len())));
            findings.iter().for_each(|finding| out.push(listed(finding, &paint)));
        }
    }
    out.push(String::new());
    safe::logged(&out.join("\n"))
}

fn scores(report: &Report, paint: &Paint, out: &mut Vec<String>) {
    let titles = report.criteria.iter().map(|criterion| criterion.title.chars().count());
    let width = titles.max().unwrap_or(0).max("Overall".len());
    let mut row = |title: &str, score: &Score, ratings: String| {
        let value = points(score.value);
        let band = score.band.as_deref().unwrap_or("");
        let bounds = bounds(score).unwrap_or_default();
        let length = score.value.map_or(0.0, |value| value.get());
        let line = format!("  {title:width$}  {value:>5}  {}  {band:9}  {bounds:13}  {ratings}", bar(length));
        out.push(paint.score(length, line.trim_end()));
    };
    let all = crate::report::RatingCounts::of(report.findings.iter().map(|finding| finding.rating));
    row("Overall", &report.score, counts(&all));
    for criterion in &report.criteria {
        row(&safe::line(&criterion.title), &criterion.score, counts(&criterion.ratings));
    }
    for cap in report.criteria.iter().flat_map(|criterion| &criterion.caps) {
        let text =
            format!("{} is {}: at most {}. {}", cap.indicator, cap.rating, cap.at_most, safe::line(&cap.because));
        out.push(paint.dim(&safe::wrapped(&text, WIDTH, 2)));
    }
    let review = report.findings.iter().filter(|finding| finding.needs_review).count();
    if review > 0 {
        let text = format!(
            "Findings that need review (marked ?): {review}; the bounds say how far the score moves with them."
        );
        out.push(paint.dim(&safe::wrapped(&text, WIDTH, 2)));
    }
}

fn counts(counts: &crate::report::RatingCounts) -> String {
    let parts =
        [(counts.met, "met"), (counts.partial, "partial"), (counts.silent, "silent"), (counts.adverse, "adverse")];
    let parts = parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}"));
    parts.collect::<Vec<_>>().join(", ")
}

fn bar(points: f64) -> String {
    let full = (0..CELLS).filter(|&cell| points >= (cell as f64 + 0.5) * 100.0 / CELLS as f64).count();
    "█".repeat(full) + &"░".repeat(CELLS - full)
}

fn listed(finding: &Finding, paint: &Paint) -> String {
    let review = if finding.needs_review { "?" } else { " " };
    let severity = match finding.severity {
        Severity::None => String::new(),
        severity => format!("  {}", paint.dim(severity.as_str())),
    };
    format!("{review} {:48} {}{severity}", finding.indicator, safe::line(&finding.title))
}

fn shown(finding: &Finding, paint: &Paint, out: &mut Vec<String>) {
    out.push(listed(finding, paint));
    out.push(paint.dim(&safe::wrapped(&safe::line(&finding.reason), WIDTH, 4)));
    finding.evidence.iter().take(PASSAGES).for_each(|evidence| out.push(passage(evidence)));
}

fn passage(evidence: &Evidence) -> String {
    let by = evidence.by.as_ref().map_or(String::new(), |by| format!(" (quoted by {by})"));
    let place = safe::line(&format!("{}{by}", evidence.location()));
    let quote = safe::wrapped(&format!("“{}”", safe::line(evidence.shown())), WIDTH, 6);
    format!("    {place}\n{quote}")
}
