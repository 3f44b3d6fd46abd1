//! Findings as SARIF results: what they say, where, and by what they are known again.

use sha2::{Digest, Sha256};

use super::artifacts::{document_location, is_text};
use super::log::{
    Fingerprints, Location, LocationProperties, PhysicalLocation, Region, Result, ResultProperties, Snippet, Text,
};
use super::{Profile, is_problem, level, message};
use crate::policy::{Form, folded_words};
use crate::rating::{Confidence, Rating};
use crate::render::safe;
use crate::report::{Evidence, Finding, Report};

/// The result of a finding whose rule stands at `rule_index`.
pub(super) fn result<'a>(report: &Report, finding: &'a Finding, rule_index: usize, profile: Profile) -> Result<'a> {
    let kind = kind(finding);
    let (main, rest) = passages(finding);
    let first = main.map(|evidence| location(report, evidence, profile));
    let absence = || document_at_large(report, profile);
    Result {
        rule_id: &finding.indicator,
        rule_index,
        kind: match profile {
            Profile::Full => Some(kind),
            // Code scanning reads no kinds; what is not said is a failure.
            Profile::GitHub => None,
        },
        level: (kind == "fail" || profile == Profile::GitHub).then(|| level(finding.severity)),
        message: Text { text: message(&words(finding, main)), markdown: None },
        locations: first.or_else(absence).into_iter().collect(),
        related_locations: match profile {
            Profile::Full => related(report, finding, &rest, profile),
            Profile::GitHub => Vec::new(),
        },
        partial_fingerprints: fingerprints(report, finding, main),
        properties: (profile == Profile::Full).then_some(ResultProperties {
            rating: finding.rating,
            basis: finding.basis,
            severity: finding.severity,
            confidence: finding.confidence,
            needs_review: finding.needs_review,
            conflict: finding.conflict,
        }),
    }
}

/// What kind of result a finding is.
///
/// By SARIF 2.1.0, §3.27.9, `review` is for what a person must decide because the tool cannot, and such a result has no
/// level (§3.27.10). So it stands for findings that the tool leaves open: passages that contradict each other (low
/// confidence), or people who rate it differently. Of the others that ask for review the tool has an opinion, and they
/// keep their severity; `needsReview` among the result's properties says that a person must read before using them.
fn kind(finding: &Finding) -> &'static str {
    match finding.rating {
        Rating::NotApplicable => "notApplicable",
        _ if finding.needs_review && (finding.conflict || finding.confidence == Confidence::Low) => "review",
        rating if is_problem(rating) => "fail",
        _ => "pass",
    }
}

/// The passage that a finding is shown at, and all the others. Nothing stands where a policy is silent, whatever else
/// it says on the subject.
fn passages(finding: &Finding) -> (Option<&Evidence>, Vec<&Evidence>) {
    let speaks_for = finding.evidence.iter().position(|evidence| evidence.rates == finding.rating);
    let main = match finding.rating {
        Rating::Silent | Rating::NotApplicable => None,
        _ => speaks_for.or((!finding.evidence.is_empty()).then_some(0)),
    };
    let others = finding.evidence.iter().enumerate().filter(|(at, _)| Some(*at) != main);
    (main.and_then(|at| finding.evidence.get(at)), others.map(|(_, evidence)| evidence).collect())
}

fn words(finding: &Finding, main: Option<&Evidence>) -> String {
    let mut words = format!("{}: {}. {}", safe::line(&finding.title), finding.rating, safe::line(&finding.reason));
    if let Some(evidence) = main {
        let (quote, document) = (safe::line(evidence.shown()), safe::line(&evidence.document));
        words.push_str(&format!(" “{quote}” ({document}, {})", evidence.place()));
    }
    if is_problem(finding.rating) {
        words.push_str(&format!(" Question to the company: {}", safe::line(&finding.question)));
    }
    if finding.needs_review {
        words.push_str(" To be read by a person before it is used.");
    }
    words
}

/// A result has one location (§3.27.12: more than one only where all of them must change); every other passage, and what
/// it speaks for, is related.
fn related(report: &Report, finding: &Finding, passages: &[&Evidence], profile: Profile) -> Vec<Location> {
    let numbered = passages.iter().enumerate().map(|(at, evidence)| {
        let speaks = match evidence.rates == finding.rating {
            true => format!("Speaks for {} too", evidence.rates),
            false => format!("Speaks for {}", evidence.rates),
        };
        let mut location = location(report, evidence, profile);
        location.id = Some(at + 1);
        let place = format!("{speaks} ({}): “{}”", evidence.place(), safe::line(evidence.shown()));
        location.message = Some(Text { text: message(&place), markdown: None });
        location
    });
    numbered.collect()
}

fn location(report: &Report, evidence: &Evidence, profile: Profile) -> Location {
    let documents = &report.policy.documents;
    let at = documents.iter().position(|document| document.name == evidence.document);
    let form = at.and_then(|at| documents.get(at)).map(|document| document.form);
    let text = form.is_some_and(is_text) && evidence.page.is_none();
    let quote = format!("{}: “{}”", evidence.place(), safe::line(evidence.shown()));
    Location {
        id: None,
        physical_location: PhysicalLocation {
            artifact_location: document_location(&evidence.document, at, profile),
            region: match (profile, text) {
                (_, true) => Some(region(evidence, form, profile)),
                // Lines are those of the text that was drawn from the file, and it has no other: §3.30.1 forbids a text
                // region there, and a binary one would count the bytes of the file.
                (Profile::Full, false) => None,
                (Profile::GitHub, false) => Some(first_line()),
            },
        },
        message: (profile == Profile::Full && !text).then(|| Text { text: message(&quote), markdown: None }),
        properties: (profile == Profile::Full).then_some(LocationProperties {
            page: evidence.page,
            line: evidence.line,
            column: evidence.column,
            start: evidence.start,
            end: evidence.end,
            rates: evidence.rates,
        }),
    }
}

fn region(evidence: &Evidence, form: Option<Form>, profile: Profile) -> Region {
    let (end_line, end_column) = end(evidence);
    // A page may be in any encoding, and its digest is of its bytes; other text is digested in UTF-8, as it is counted.
    let bytes = profile == Profile::Full && matches!(form, Some(Form::Text | Form::Markdown));
    Region {
        start_line: evidence.line,
        start_column: Some(evidence.column),
        end_line: Some(end_line),
        end_column: Some(end_column),
        byte_offset: bytes.then_some(evidence.start),
        byte_length: bytes.then(|| evidence.end.saturating_sub(evidence.start)),
        snippet: (profile == Profile::Full).then(|| Snippet { text: evidence.quote.clone() }),
    }
}

/// The line of a passage's end, and the column after it.
fn end(evidence: &Evidence) -> (usize, usize) {
    let (mut line, mut column) = (evidence.line, evidence.column);
    let mut characters = evidence.quote.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' => (line, column) = (line + 1, 1),
            '\u{feff}' => {}
            _ => column += 1,
        }
    }
    (line, column)
}

/// Where a policy is silent: its first document, at the first line.
fn document_at_large(report: &Report, profile: Profile) -> Option<Location> {
    let document = report.policy.documents.first()?;
    let whole_file = profile == Profile::Full && !is_text(document.form);
    Some(Location {
        id: None,
        physical_location: PhysicalLocation {
            artifact_location: document_location(&document.name, Some(0), profile),
            region: (!whole_file).then(first_line),
        },
        message: None,
        properties: None,
    })
}

fn first_line() -> Region {
    Region {
        start_line: 1,
        start_column: None,
        end_line: None,
        end_column: None,
        byte_offset: None,
        byte_length: None,
        snippet: None,
    }
}

/// What makes a finding the same one in the next version of a policy: the indicator and the words of its passage, not where
/// they stand, how the lines break or how the finding is rated.
fn fingerprints(report: &Report, finding: &Finding, main: Option<&Evidence>) -> Fingerprints {
    let words = main.map(|evidence| folded_words(evidence.shown()).join(" ")).unwrap_or_default();
    let first = report.policy.documents.first().map_or("", |document| document.name.as_str());
    let document = main.map_or(first, |evidence| evidence.document.as_str());
    Fingerprints {
        p31: digest(&[&finding.indicator, &words], 16),
        // Code scanning takes two results with this key for one: those of another document are others.
        primary_location_line_hash: format!("{}:1", digest(&[document, &finding.indicator, &words], 8)),
    }
}

/// The first bytes of a digest, in hexadecimal. No part of a key can pass for two: they are separated by a byte that UTF-8
/// does not have.
fn digest(parts: &[&str], bytes: usize) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0xff]);
    }
    hasher.finalize().iter().take(bytes).map(|byte| format!("{byte:02x}")).collect()
}
