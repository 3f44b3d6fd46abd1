//! Codings: what people, or reports, rated documents as, one row for each document and indicator.

mod assessor;
mod problem;
mod table;
mod verified;

use std::collections::HashMap;

use serde::Deserialize;

use crate::rating::{Confidence, Rating};
use crate::report::Report;

pub use assessor::Assessor;
pub use problem::{CodingError, CodingProblem};
pub(crate) use verified::VerifiedRating;
pub use verified::VerifiedRatings;

/// What one coder, or a set of reports, rated documents as.
///
/// ```
/// use principle31::{Coding, Rating};
///
/// let coding = Coding::from_csv(
///     "ada.csv",
///     "document,indicator,rating,quote\n\
///      notice.md,independence.appeal,met,You may appeal to a panel.\n\
///      notice.md,transparency.outcome-notice,silent,\n",
/// )?;
/// assert_eq!(coding.rows().len(), 2);
/// assert_eq!(coding.rows()[0].rating, Rating::Met);
/// # Ok::<(), principle31::CodingError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coding {
    name: String,
    rows: Vec<CodedRating>,
    warnings: Vec<CodingProblem>,
}

/// How one coder, or a report, rated an indicator of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodedRating {
    /// The document's name. Folder and ending do not count when documents are matched.
    pub document: String,
    /// The indicator's full identifier: `criterion.name`.
    pub indicator: String,
    /// The rating.
    pub rating: Rating,
    /// The passages that the rating stands on: one of a person, any number of a report.
    pub quotes: Vec<String>,
    /// Who rated, where a coding says it.
    pub coder: Option<String>,
    /// What the coder wants to be known.
    pub note: Option<String>,
    /// How sure a report is of the rating; none where a person rated.
    pub assurance: Option<Assurance>,
    /// The line of the table where the row begins.
    pub(crate) line: RowLine,
}

/// The line of the table where a row begins. Rows that say the same are equal wherever they stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowLine(pub(crate) Option<u64>);

impl PartialEq for RowLine {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for RowLine {}

/// How sure a report is of a rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Assurance {
    /// The finding's confidence.
    pub confidence: Confidence,
    /// Whether the finding asks for a person to look.
    pub needs_review: bool,
}

impl CodedRating {
    /// A rating without a quote.
    pub fn new(document: impl Into<String>, indicator: impl Into<String>, rating: Rating) -> Self {
        CodedRating {
            document: document.into(),
            indicator: indicator.into(),
            rating,
            quotes: Vec::new(),
            coder: None,
            note: None,
            assurance: None,
            line: RowLine(None),
        }
    }

    /// Adds a passage that the rating stands on.
    #[must_use]
    pub fn quote(mut self, quote: impl Into<String>) -> Self {
        self.quotes.push(quote.into());
        self
    }

    /// Names who rated.
    #[must_use]
    pub fn coder(mut self, coder: impl Into<String>) -> Self {
        self.coder = Some(coder.into());
        self
    }

    /// Says how sure a report is of the rating.
    #[must_use]
    pub fn assurance(mut self, confidence: Confidence, needs_review: bool) -> Self {
        self.assurance = Some(Assurance { confidence, needs_review });
        self
    }

    /// What makes two rows speak of the same thing.
    pub(crate) fn key(&self) -> (&str, &str) {
        (document_key(&self.document), &self.indicator)
    }
}

impl Coding {
    /// Reads a coding from a table: a header and a row for each document and indicator.
    ///
    /// The header names the columns, in any order: `document`, `indicator` and `rating` must be there, `quote`, `coder`
    /// and `note` may be, others are ignored. Commas, semicolons or tabs stand between the fields; the header tells
    /// which. A byte order mark and empty rows do no harm. A file may hold the ratings of several coders; see
    /// [`Coding::by_coder`].
    ///
    /// A rating that needs a quote and has none is a [warning](Coding::warnings): the figures can be had without it.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the table, each with its line: a column that is missing or named twice, a row with
    /// too few or too many fields, an empty document or indicator, an unknown rating, and a second rating of the same
    /// document and indicator by the same coder.
    pub fn from_csv(name: impl Into<String>, text: &str) -> Result<Self, CodingError> {
        let name = name.into();
        let (rows, warnings) = table::read(&name, text)?;
        Ok(Coding { name, rows, warnings })
    }

    /// A coding of rows.
    ///
    /// # Errors
    ///
    /// When a coder rates the same indicator of the same document twice.
    pub fn from_rows(
        name: impl Into<String>,
        rows: impl IntoIterator<Item = CodedRating>,
    ) -> Result<Self, CodingError> {
        let coding = Coding { name: name.into(), rows: rows.into_iter().collect(), warnings: Vec::new() };
        let mut seen = HashMap::new();
        let mut problems = Vec::new();
        for (index, row) in coding.rows.iter().enumerate() {
            if let Some(first) = seen.insert((row.key(), row.coder.as_deref()), index) {
                let row_of = |index: usize| format!("row {} (`{}`)", index + 1, coding.rows[index].document);
                problems.push(CodingProblem::new(
                    &coding.name,
                    None,
                    None,
                    format!(
                        "{} and {} both rate `{}` of the document `{}`; leave one out",
                        row_of(first),
                        row_of(index),
                        row.indicator,
                        document_key(&row.document)
                    ),
                ));
            }
        }
        CodingError::or(problems, coding)
    }

    /// The findings of a report as ratings of a document. The coding is named after the document.
    pub fn of_report(document: impl Into<String>, report: &Report) -> Self {
        let document = document.into();
        let rows = report.findings.iter().map(|finding| CodedRating {
            quotes: finding.evidence.iter().map(|evidence| evidence.quote.clone()).collect(),
            ..CodedRating::new(document.as_str(), finding.indicator.as_str(), finding.rating)
                .assurance(finding.confidence, finding.needs_review)
        });
        Coding { rows: rows.collect(), name: document, warnings: Vec::new() }
    }

    /// The findings of a report in JSON as ratings of a document. Of the report only what agreement needs is read
    /// (`findings`, in each `indicator`, `rating`, and where they are there `evidence`, `confidence`, `needs_review`), so
    /// that reports of other versions, and of other tools, can be compared. The coding is named after the document.
    ///
    /// # Errors
    ///
    /// When the text is no such JSON, or rates an indicator twice.
    pub fn from_report_json(document: impl Into<String>, text: &str) -> Result<Self, CodingError> {
        let document = document.into();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let report: JsonReport = serde_json::from_str(text).map_err(|error| {
            let expected = "expected a report as `p31 check --format json` writes it";
            let line = u64::try_from(error.line()).ok().filter(|&line| line > 0);
            CodingError::one(CodingProblem::new(&document, line, None, format!("{error}; {expected}")))
        })?;
        let rows = report.findings.into_iter().map(|finding| CodedRating {
            quotes: finding.evidence.into_iter().map(|evidence| evidence.quote).collect(),
            assurance: finding
                .confidence
                .map(|confidence| Assurance { confidence, needs_review: finding.needs_review.unwrap_or(false) }),
            ..CodedRating::new(document.as_str(), finding.indicator, finding.rating)
        });
        Coding::from_rows(document.clone(), rows)
    }

    /// One coding of several: the reports on each document, or the parts of a coding that people shared out.
    ///
    /// # Errors
    ///
    /// When two of them rate the same indicator of the same document, by the same coder.
    pub fn join(name: impl Into<String>, parts: impl IntoIterator<Item = Coding>) -> Result<Self, CodingError> {
        let (mut rows, mut warnings) = (Vec::new(), Vec::new());
        for part in parts {
            rows.extend(part.rows);
            warnings.extend(part.warnings);
        }
        Ok(Coding { warnings, ..Coding::from_rows(name, rows)? })
    }

    /// A coding for each coder, in the order in which they first appear; a coding without coders stays whole. Rows that
    /// name no coder, beside others that do, are a coding of their own.
    pub fn by_coder(self) -> Vec<Coding> {
        let mut coders: Vec<Option<String>> = Vec::new();
        for row in &self.rows {
            if !coders.contains(&row.coder) {
                coders.push(row.coder.clone());
            }
        }
        if coders.len() < 2 {
            return vec![self];
        }
        let of = |coder: &Option<String>| {
            let name = coder.as_ref().map_or(self.name.clone(), |coder| format!("{coder} ({})", self.name));
            let rows = self.rows.iter().filter(|row| row.coder == *coder).cloned().collect();
            Coding { name, rows, warnings: Vec::new() }
        };
        let mut codings: Vec<Coding> = coders.iter().map(of).collect();
        if let Some(first) = codings.first_mut() {
            first.warnings = self.warnings;
        }
        codings
    }

    /// The same coding under another name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// What the coding is called: its file's name, unless told otherwise.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The rows, in the order of the file.
    pub fn rows(&self) -> &[CodedRating] {
        &self.rows
    }

    /// What is doubtful about the table it was read from: ratings that need a quote and have none.
    pub fn warnings(&self) -> &[CodingProblem] {
        &self.warnings
    }
}

#[derive(Deserialize)]
struct JsonReport {
    findings: Vec<JsonFinding>,
}

#[derive(Deserialize)]
struct JsonFinding {
    indicator: String,
    rating: Rating,
    #[serde(default)]
    evidence: Vec<JsonEvidence>,
    confidence: Option<Confidence>,
    needs_review: Option<bool>,
}

#[derive(Deserialize)]
struct JsonEvidence {
    #[serde(default)]
    quote: String,
}

/// What is left of a document's name without its folder and its ending. An ending begins with a letter, so that
/// `complaints v1.2` stays what it is.
pub(crate) fn document_key(name: &str) -> &str {
    let name = name.trim();
    let file = name.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, ending))
            if !stem.is_empty()
                && ending.len() <= 8
                && ending.starts_with(|c: char| c.is_ascii_alphabetic())
                && ending.chars().all(|c| c.is_ascii_alphanumeric()) =>
        {
            stem
        }
        _ => file,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_and_ending_do_not_count() {
        for (name, key) in [
            ("a/b/policy.md", "policy"),
            (r"C:\texts\policy.PDF", "policy"),
            ("policy", "policy"),
            (" policy.txt ", "policy"),
            ("complaints v1.2", "complaints v1.2"),
            ("complaints v1.2.json", "complaints v1.2"),
            (".hidden", ".hidden"),
            ("folder/", "folder"),
            ("/", ""),
            ("", ""),
            ("a.b. c", "a.b. c"),
        ] {
            assert_eq!(document_key(name), key, "{name}");
        }
    }

    #[test]
    fn a_document_that_is_rated_twice_under_two_names_is_refused() {
        let rows = ["x/notice.md", "notice"].map(|document| CodedRating::new(document, "a.b", Rating::Met));
        assert_eq!(
            Coding::from_rows("reports", rows).unwrap_err().to_string(),
            "reports: row 1 (`x/notice.md`) and row 2 (`notice`) both rate `a.b` of the document `notice`; leave one out"
        );
    }

    #[test]
    fn coders_of_one_file_are_told_apart() {
        let rows = [("ada", Rating::Met), ("bea", Rating::Silent)]
            .map(|(coder, rating)| CodedRating::new("notice", "a.b", rating).coder(coder));
        let codings = Coding::from_rows("both.csv", rows).unwrap().by_coder();
        assert_eq!(codings.iter().map(Coding::name).collect::<Vec<_>>(), ["ada (both.csv)", "bea (both.csv)"]);
        assert_eq!(codings[1].rows()[0].rating, Rating::Silent);
    }

    #[test]
    fn of_a_report_in_json_only_what_is_needed_is_read() {
        let json = r#"{"findings": [{"indicator": "a.b", "rating": "met", "evidence": [{"quote": "We will."}, {}]},
            {"indicator": "a.c", "rating": "silent", "confidence": "low", "needs_review": true, "more": 1}]}"#;
        let coding = Coding::from_report_json("notice", json).unwrap();
        assert_eq!(coding.rows()[0].quotes, ["We will.", ""]);
        assert_eq!(coding.rows()[0].assurance, None);
        assert!(coding.rows()[1].assurance.unwrap().needs_review);
        let error = Coding::from_report_json("notice.json", "{\n\"findings\": 3}").unwrap_err().to_string();
        assert!(error.starts_with("notice.json:2: invalid type") && error.contains("p31 check"), "{error}");
    }
}
