//! Renderers: a report as JSON, Markdown, text for a terminal, a web page, SARIF, JUnit XML, annotations of GitHub, a table
//! for a spreadsheet, or a letter to the company.
//!
//! A renderer computes nothing: what it writes stands in the report. A policy's text is untrusted: nothing in it can
//! become markup, a terminal's escape sequence or a spreadsheet's formula, nor a workflow's command in what a log may show
//! (all but web pages, JUnit XML and Word files).

pub mod agreement;
pub mod changes;
mod coding_sheet;
mod comment;
mod explanation;
mod figures;
mod github;
#[cfg(feature = "html-report")]
mod html;
#[cfg(feature = "junit")]
mod junit;
#[cfg(feature = "letter")]
pub mod letter;
mod markdown;
#[cfg(any(feature = "html-report", feature = "letter"))]
mod page;
mod paint;
pub mod ranking;
mod safe;
mod sarif;
mod spreadsheet;
mod table;
mod terminal;

use crate::report::Report;

pub use coding_sheet::{CodingSheet, coding_sheet};
pub use comment::{COMMENT_LIMIT, SUMMARY_LIMIT, markdown_within};
pub use explanation::explanation;
pub use github::github;
#[cfg(feature = "html-report")]
pub use html::html;
#[cfg(feature = "junit")]
pub use junit::junit;
pub use markdown::markdown;
pub use paint::Colour;
pub use sarif::{sarif, sarif_github};
pub use spreadsheet::csv;
pub use terminal::text;

/// The report as indented JSON, ending with a line break.
///
/// ```
/// use principle31::{Document, Policy, RubricSet, assess, render};
///
/// let report = assess(&RubricSet::builtin(), &Policy::new(Document::text("a.txt", "We reply.")));
/// let read: principle31::Report = serde_json::from_str(&render::json(&report))?;
/// assert_eq!(read, report);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn json(report: &Report) -> String {
    indented(report)
}

/// A message that is told beside a report, such as an error or a warning, without what acts on a terminal or in a workflow's
/// log. Its line breaks are kept.
///
/// ```
/// use principle31::render;
///
/// assert_eq!(render::message("\u{1b}[31mno “seven days”"), " [31mno “seven days”");
/// ```
pub fn message(text: &str) -> String {
    safe::message(text)
}

/// Plain data as indented JSON, ending with a line break.
fn indented(data: &impl serde::Serialize) -> String {
    // Strings, finite numbers and lists of them: nothing that is rendered can fail to be written as JSON.
    let mut text = safe::json(&serde_json::to_string_pretty(data).unwrap_or_default());
    text.push('\n');
    text
}
