//! A report as annotations of a workflow on GitHub, which shows them beside the lines of a change.

use super::safe;
use crate::rating::{Rating, Severity};
use crate::report::{Evidence, Finding, Report};

/// How many annotations of each kind GitHub shows in a step.
const MOST: usize = 10;

/// The gaps of a report as workflow commands, one a line: an error for what is adverse, a warning for what is partial or
/// silent, the most severe first.
///
/// GitHub shows ten of each kind in a step; what is beyond them is left out, and a notice says how much that is. An
/// annotation stands at the first passage that speaks for the rating, or at the beginning of the first document where the
/// policy is silent. Lines are given where the document has no pages.
///
/// ```
/// use principle31::{Document, Policy, RubricSet, assess, render};
///
/// let policy = Policy::new(Document::text("policy.txt", "The decision is final, and no appeal is possible."));
/// let commands = render::github(&assess(&RubricSet::builtin(), &policy));
/// assert!(commands.starts_with("::error file=policy.txt,line=1,col=1,"));
/// ```
pub fn github(report: &Report) -> String {
    let mut out = String::new();
    let mut left_out = Vec::new();
    let kinds = [
        ("error", "adverse", &[Rating::Adverse][..]),
        ("warning", "partial or silent", &[Rating::Partial, Rating::Silent]),
    ];
    for (command, what, ratings) in kinds {
        let mut gaps: Vec<&Finding> =
            report.findings.iter().filter(|finding| ratings.contains(&finding.rating)).collect();
        gaps.sort_by_key(|finding| std::cmp::Reverse::<Severity>(finding.severity));
        gaps.iter().take(MOST).for_each(|finding| out.push_str(&annotation(command, finding, report)));
        if gaps.len() > MOST {
            left_out.push(format!("{} more {what}", gaps.len() - MOST));
        }
    }
    if !left_out.is_empty() {
        let message =
            format!("{}: GitHub shows {MOST} annotations of a kind; the report has all.", left_out.join(", "));
        out.push_str(&format!("::notice title={}::{}\n", property("More findings"), data(&message)));
    }
    out
}

fn annotation(command: &str, finding: &Finding, report: &Report) -> String {
    let passage = match finding.rating {
        Rating::Silent => None,
        _ => finding.decisive().next().or(finding.evidence.first()),
    };
    let document = passage.map(|evidence| evidence.document.as_str());
    let document = document.or(report.policy.documents.first().map(|document| document.name.as_str()));
    let mut properties = Vec::new();
    if let Some(document) = document {
        properties.push(format!("file={}", property(&safe::name(document))));
        let has_pages = report.policy.documents.iter().any(|read| read.name == document && read.pages.is_some());
        match passage {
            Some(Evidence { page: None, line, column, .. }) => properties.push(format!("line={line},col={column}")),
            None if !has_pages => properties.push("line=1".to_owned()),
            _ => {}
        }
    }
    let title = format!("{}: {}", safe::line(&finding.title), finding.rating);
    properties.push(format!("title={}", property(&title)));
    format!("::{command} {}::{}\n", properties.join(","), data(&message(finding, passage)))
}

fn message(finding: &Finding, passage: Option<&Evidence>) -> String {
    let mut message = safe::line(&finding.reason);
    if let Some(evidence) = passage {
        let place = evidence.page.map_or(String::new(), |_| format!(" ({})", evidence.place()));
        message.push_str(&format!("\n“{}”{place}", safe::line(evidence.shown())));
    }
    message.push_str(&format!("\n{}: {}", safe::line(&finding.indicator), safe::line(&finding.question)));
    if finding.needs_review {
        message.push_str("\nTo be read by a person before it is used.");
    }
    message
}

/// What a command says, escaped as the runner unescapes it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command, which ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
