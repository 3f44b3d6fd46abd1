//! What a frame can write: the values of a report and of who writes the letter.

use minijinja::{Value, context};

use super::{Letter, OPEN, is_asked};
use crate::rating::Rating;
use crate::render::safe;
use crate::report::{Evidence, Finding, Report};

/// How many clauses are quoted for a question. More would bury it.
const CLAUSES: usize = 2;

/// The values under the names that the comment in `frame/letter.md` tells. What is missing is none.
pub(super) fn values(report: &Report, letter: &Letter) -> Value {
    let policy = &report.policy;
    let open: Vec<&Finding> = report.findings.iter().filter(|finding| is_asked(finding.rating)).collect();
    context! {
        company => given(policy.company.as_deref()),
        policy => context! {
            title => given(policy.title.as_deref()),
            url => given(policy.url.as_deref()).map(|url| Value::from_safe_string(safe::address(url))),
            date => given(policy.date.as_deref()),
            mechanism => policy.mechanism.as_str(),
        },
        sender => given(letter.sender.as_deref()),
        recipient => given(letter.recipient.as_deref()),
        date => given(letter.date.as_deref()),
        deadline => given(letter.deadline.as_deref()),
        count => open.len(),
        criteria => criteria(report, &open),
        rubrics => context! {
            name => &report.rubrics.name,
            version => &report.rubrics.version,
            title => &report.rubrics.title,
        },
        tool => context! { name => &report.tool.name, version => &report.tool.version },
    }
}

/// A text that says something.
fn given(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !safe::line(text).is_empty())
}

/// The questions by criterion, numbered throughout.
fn criteria(report: &Report, open: &[&Finding]) -> Vec<Value> {
    let mut groups: Vec<(&str, Vec<&Finding>)> = Vec::new();
    for &finding in open {
        let criterion = finding.criterion();
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
        context! {
            title => known.map_or(id, |criterion| &criterion.title),
            principle => known.and_then(|criterion| given(Some(&criterion.principle))),
            questions => findings.into_iter().map(numbered).collect::<Vec<Value>>(),
        }
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
        context! {
            quote => evidence.shown(),
            document => &evidence.document,
            place => if several { format!("{}, {}", evidence.document, evidence.place()) } else { evidence.place() },
            heading => given(evidence.heading.as_deref()),
            says => &evidence.says,
        }
    };
    let clauses: Vec<Value> = finding.evidence.iter().filter(speaks).take(CLAUSES).map(clause).collect();
    context! {
        number => number,
        question => &finding.question,
        indicator => &finding.indicator,
        title => &finding.title,
        rating => finding.rating.as_str(),
        recommendation => &finding.recommendation,
        needs_review => finding.needs_review,
        clauses => clauses,
    }
}

/// The values of a letter that a frame is tried on: with all that may be missing, or nothing of it; with a question of each
/// rating, or none.
pub(super) fn sample(all: bool, asked: bool) -> Value {
    let maybe = all.then_some("A");
    let clause = context! { quote => "A", document => "A", place => "A", heading => maybe, says => "A" };
    let question = |rating: Rating| {
        context! {
            number => 1,
            question => "A",
            indicator => "A",
            title => "A",
            rating => rating.as_str(),
            recommendation => "A",
            needs_review => all,
            clauses => vec![clause.clone()],
        }
    };
    let questions: Vec<Value> = OPEN.into_iter().filter(|_| asked).map(question).collect();
    let criterion = context! { title => "A", principle => maybe, questions => questions.clone() };
    context! {
        company => maybe,
        policy => context! { title => maybe, url => maybe, date => maybe, mechanism => "operational-level" },
        sender => maybe,
        recipient => maybe,
        date => maybe,
        deadline => maybe,
        count => questions.len(),
        criteria => if asked { vec![criterion] } else { Vec::new() },
        rubrics => context! { name => "A", version => "A", title => "A" },
        tool => context! { name => "A", version => "A" },
    }
}
