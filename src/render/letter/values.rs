//! What a frame can write: the values of a report and of who writes the letter.

use serde_json::{Value, json};

use super::{Letter, is_asked};
use crate::rating::Rating;
use crate::render::safe;
use crate::report::{Evidence, Finding, Report};
use crate::rubric::criterion_of;

/// How many clauses are quoted for a question. More would bury it.
const CLAUSES: usize = 2;

/// The values under the names that `frame/names.rs` lists. What is missing is null.
pub(super) fn values(report: &Report, letter: &Letter) -> Value {
    let policy = &report.policy;
    let open: Vec<&Finding> = report.findings.iter().filter(|finding| is_asked(finding.rating)).collect();
    json!({
        "company": given(policy.company.as_deref()),
        "policy": {
            "title": given(policy.title.as_deref()),
            "url": given(policy.url.as_deref()),
            "date": given(policy.date.as_deref()),
            "mechanism": policy.mechanism.as_str(),
        },
        "sender": given(letter.sender.as_deref()),
        "recipient": given(letter.recipient.as_deref()),
        "date": given(letter.date.as_deref()),
        "deadline": given(letter.deadline.as_deref()),
        "count": open.len(),
        "criteria": criteria(report, &open),
        "rubrics": { "name": report.rubrics.name, "version": report.rubrics.version, "title": report.rubrics.title },
        "tool": { "name": report.tool.name, "version": report.tool.version },
    })
}

/// A text that says something.
fn given(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !safe::line(text).is_empty())
}

/// The questions by criterion, numbered throughout.
fn criteria(report: &Report, open: &[&Finding]) -> Value {
    let mut groups: Vec<(&str, Vec<&Finding>)> = Vec::new();
    for &finding in open {
        let criterion = criterion_of(&finding.indicator);
        match groups.iter_mut().find(|(id, _)| *id == criterion) {
            Some((_, findings)) => findings.push(finding),
            None => groups.push((criterion, vec![finding])),
        }
    }
    let mut number = 0;
    let titled = |(id, findings): (&str, Vec<&Finding>)| {
        let known = report.criteria.iter().find(|criterion| criterion.id == id);
        let numbered = |finding: &Finding| {
            number += 1;
            question(number, finding, report.policy.documents.len() > 1)
        };
        json!({
            "title": known.map_or(id, |criterion| &criterion.title),
            "principle": known.and_then(|criterion| given(Some(&criterion.principle))),
            "questions": findings.into_iter().map(numbered).collect::<Vec<_>>(),
        })
    };
    groups.into_iter().map(titled).collect()
}

fn question(number: usize, finding: &Finding, several: bool) -> Value {
    let speaks = |evidence: &&Evidence| match finding.rating {
        Rating::Adverse => evidence.rates == Rating::Adverse,
        Rating::Partial => evidence.rates != Rating::Met,
        _ => false,
    };
    let clause = |evidence: &Evidence| {
        json!({
            "quote": evidence.shown(),
            "document": evidence.document,
            "place": if several { format!("{}, {}", evidence.document, evidence.place()) } else { evidence.place() },
            "heading": given(evidence.heading.as_deref()),
            "says": evidence.says,
        })
    };
    let clauses: Vec<Value> = finding.evidence.iter().filter(speaks).take(CLAUSES).map(clause).collect();
    json!({
        "number": number,
        "question": finding.question,
        "indicator": finding.indicator,
        "title": finding.title,
        "rating": finding.rating.as_str(),
        "recommendation": finding.recommendation,
        "needs_review": finding.needs_review,
        "clauses": clauses,
    })
}
