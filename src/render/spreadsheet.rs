//! A report as a table for a spreadsheet, in CSV.

use super::table::{Table, defused};
use crate::report::Report;

/// The columns, in order.
const COLUMNS: [&str; 17] = [
    "document",
    "criterion",
    "indicator",
    "title",
    "rating",
    "basis",
    "severity",
    "confidence",
    "needs_review",
    "reason",
    "quote",
    "page",
    "line",
    "start",
    "end",
    "question",
    "recommendation",
];

/// The findings as a table in CSV: a row for each, in the report's order, under a header.
///
/// - `document`: where the quote stands; the first document, where there is none
/// - `criterion`, `indicator`, `title`: what is rated
/// - `rating`, `basis`, `severity`, `confidence`: in the words that the JSON report has
/// - `needs_review`: `yes`, or nothing
/// - `reason`: why it has its rating
/// - `quote`: the first passage that speaks for the rating, as people read it; the first of all where none does
/// - `page`, `line`, `start`, `end`: where the quote stands, as in the JSON report
/// - `question`, `recommendation`: what to ask the company, and what it should write
///
/// Every cell is quoted, and one that begins like a formula has an apostrophe before it.
pub fn csv(report: &Report) -> String {
    let mut table = Table::quoted(&COLUMNS);
    let first = report.policy.documents.first().map_or("", |document| document.name.as_str());
    for finding in &report.findings {
        let quoted = finding.decisive().next().or(finding.evidence.first());
        let place = |number: Option<usize>| number.map_or(String::new(), |number| number.to_string());
        table.row(vec![
            defused(quoted.map_or(first, |evidence| evidence.document.as_str())),
            defused(finding.criterion()),
            defused(&finding.indicator),
            defused(&finding.title),
            finding.rating.to_string(),
            finding.basis.to_string(),
            finding.severity.to_string(),
            finding.confidence.to_string(),
            if finding.needs_review { "yes" } else { "" }.to_owned(),
            defused(&finding.reason),
            quoted.map_or(String::new(), |evidence| defused(evidence.shown())),
            place(quoted.and_then(|evidence| evidence.page)),
            place(quoted.map(|evidence| evidence.line)),
            place(quoted.map(|evidence| evidence.start)),
            place(quoted.map(|evidence| evidence.end)),
            defused(&finding.question),
            defused(&finding.recommendation),
        ]);
    }
    table.text()
}
