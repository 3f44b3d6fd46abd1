//! A report as a web page: one file that needs no script, no server and no network.
//!
//! The markup is written with maud, whose templates are checked by the compiler and escape everything that is not said to
//! be markup; only the style sheet is. Filters and orders work by style rules alone.

mod chart;
mod findings;
mod frame;
mod legend;
mod passages;
mod scores;
mod text;
mod words;

use super::safe;
use crate::policy::Policy;
use crate::report::Report;

/// The report as a web page. With the policy at hand, its text stands beside the findings, every passage marked and
/// linked with the findings that quote it; without, the findings and their quotes stand alone.
///
/// The page's content security policy forbids scripts and everything from elsewhere. A passage is marked only where the
/// policy holds it word for word at its place.
///
/// ```
/// use principle31::{Document, Policy, RubricSet, assess, render};
///
/// let policy = Policy::new(Document::text("a.txt", "We acknowledge every complaint within <b>seven</b> days."));
/// let page = render::html(&assess(&RubricSet::builtin(), &policy), Some(&policy));
/// assert!(page.starts_with("<!DOCTYPE html>"));
/// assert!(page.contains("within &lt;b&gt;seven&lt;/b&gt; days."));
/// ```
pub fn html(report: &Report, policy: Option<&Policy>) -> String {
    frame::page(report, policy)
}

/// Untrusted text, without what acts on how other text is shown. That it cannot become markup is maud's part.
pub(super) fn shown(text: &str) -> String {
    safe::visible(text)
}
