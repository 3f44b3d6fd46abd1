//! A report as JUnit XML, which servers of continuous integration show as tests.

use quick_junit::{NonSuccessKind, Property, TestCase, TestCaseStatus, TestSuite};

use super::safe;
use crate::rating::Rating;
use crate::report::{Finding, Report};

/// The report as JUnit XML: a suite for each criterion, a case for each indicator.
///
/// What is met passes, and its passages are the case's output; what does not apply is skipped; everything else is a
/// failure whose type is the rating. No times are given, so that the same report gives the same bytes.
pub fn junit(report: &Report) -> String {
    let mut tests = quick_junit::Report::new(text(&report.policy.subject()));
    let mut suites: Vec<(&str, TestSuite)> = Vec::new();
    for finding in &report.findings {
        let criterion = finding.criterion();
        if !suites.iter().any(|(known, _)| *known == criterion) {
            suites.push((criterion, suite(report, criterion)));
        }
        if let Some((_, suite)) = suites.iter_mut().find(|(known, _)| *known == criterion) {
            suite.add_test_case(case(finding, criterion));
        }
    }
    tests.add_test_suites(suites.into_iter().map(|(_, suite)| suite));
    // Writing to memory does not fail.
    tests.to_string().unwrap_or_default()
}

fn suite(report: &Report, criterion: &str) -> TestSuite {
    let mut suite = TestSuite::new(text(criterion));
    if let Some(result) = report.criteria.iter().find(|result| result.id == criterion) {
        suite.add_property(Property::new("title", text(&result.title)));
        suite.add_property(Property::new("principle", text(&result.principle)));
        if let Some(score) = result.score.value {
            suite.add_property(Property::new("score", score.to_string()));
        }
    }
    suite
}

fn case(finding: &Finding, criterion: &str) -> TestCase {
    let status = match finding.rating {
        Rating::Met => TestCaseStatus::success(),
        Rating::NotApplicable => {
            let mut skipped = TestCaseStatus::skipped();
            skipped.set_message(text(&finding.reason));
            skipped
        }
        rating => {
            let mut failure = TestCaseStatus::non_success(NonSuccessKind::Failure);
            failure.set_type(rating.as_str());
            failure.set_message(text(&format!("{}: {rating}. {}", finding.title, finding.reason)));
            failure.set_description(details(finding));
            failure
        }
    };
    let mut case = TestCase::new(text(&finding.indicator), status);
    case.set_classname(text(criterion));
    if finding.rating == Rating::Met {
        case.set_system_out(details(finding));
    }
    case
}

/// The passages, and what is asked of the company.
fn details(finding: &Finding) -> String {
    let mut lines: Vec<String> = Vec::new();
    for evidence in &finding.evidence {
        let speaks = if evidence.rates == finding.rating { "" } else { &format!(" (speaks for {})", evidence.rates) };
        lines.push(format!("{}{speaks}: “{}”", text(&evidence.location()), text(evidence.shown())));
    }
    if finding.rating == Rating::Met {
        lines.insert(0, text(&finding.reason));
    } else {
        lines.push(format!("Severity: {}, confidence: {}", finding.severity, finding.confidence));
        lines.push(format!("Question: {}", text(&finding.question)));
        lines.push(format!("Recommendation: {}", text(&finding.recommendation)));
    }
    if finding.needs_review {
        lines.push("To be read by a person before it is used.".to_owned());
    }
    lines.join("\n")
}

/// A line without the characters that XML cannot hold, not even escaped. (Control characters are no part of a line.)
fn text(text: &str) -> String {
    safe::line(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
