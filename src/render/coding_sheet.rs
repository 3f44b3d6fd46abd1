//! A sheet in which a person codes a policy, filled in with the tool's ratings to start from.

use super::table::{Table, defused};
use crate::report::{Finding, Report};

/// What a coding sheet holds beside the indicators.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodingSheet {
    /// Who is to code: stands in every row.
    pub coder: Option<String>,
    /// Leaves ratings and quotes out, so that a second coder does not see them.
    pub blank: bool,
}

impl CodingSheet {
    /// A sheet with the tool's ratings and quotes, for a coder who is not named.
    pub fn new() -> Self {
        Self::default()
    }
}

/// A coding sheet of a report, in CSV: a row for each indicator, with the columns that [`Coding::from_csv`] reads
/// (`document`, `indicator`, `rating`, `quote`, `coder`, `note`), and `asks` and `review` for the coder.
///
/// The quote is the first passage that the rating stands on. As it is written, the sheet is a coding that agrees with the
/// report; cells that begin like a formula have an apostrophe before them, which is no part of the quote.
///
/// [`Coding::from_csv`]: crate::Coding::from_csv
pub fn coding_sheet(report: &Report, sheet: &CodingSheet) -> String {
    let mut table = Table::new(&["document", "indicator", "rating", "quote", "coder", "note", "asks", "review"]);
    let first = report.policy.documents.first().map_or("", |document| document.name.as_str());
    for finding in &report.findings {
        let quoted = finding.decisive().next().filter(|_| !sheet.blank);
        let rating = if sheet.blank { "" } else { finding.rating.as_str() };
        let review = if sheet.blank { "" } else { review(finding) };
        table.row(vec![
            defused(quoted.map_or(first, |evidence| evidence.document.as_str())),
            defused(&finding.indicator),
            rating.to_owned(),
            quoted.map_or(String::new(), |evidence| defused(evidence.shown())),
            sheet.coder.as_deref().map_or(String::new(), defused),
            String::new(),
            defused(&finding.asks),
            review.to_owned(),
        ]);
    }
    table.text()
}

fn review(finding: &Finding) -> &'static str {
    if finding.needs_review { "yes" } else { "" }
}
