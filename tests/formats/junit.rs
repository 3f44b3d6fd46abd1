//! JUnit XML, read by a parser of XML that is not the one that writes it.

use principle31::{Document, Mechanism, Policy, Rating, Report, render};
use roxmltree::{Document as Xml, Node};

use super::policies::{assert_inert, hostile, paged, report_of, thorough, vendor};

fn elements<'a>(xml: &'a Xml<'a>, name: &'static str) -> Vec<Node<'a, 'a>> {
    xml.descendants().filter(|node| node.has_tag_name(name)).collect()
}

#[test]
fn snapshots() {
    insta::assert_snapshot!("vendor.junit", render::junit(&vendor()));
    insta::assert_snapshot!("thorough.junit", render::junit(&thorough()));
}

#[test]
fn every_finding_is_a_case() {
    let state = Policy::new(Document::text("a.txt", "We reply.")).mechanism(Mechanism::StateBased);
    for report in [vendor(), thorough(), hostile(), paged(), report_of(&state), report_of(&Policy::of(Vec::new()))] {
        let text = render::junit(&report);
        assert_inert(&text);
        let xml = Xml::parse(&text).expect("XML");
        let cases = elements(&xml, "testcase");
        let names: Vec<&str> = cases.iter().filter_map(|case| case.attribute("name")).collect();
        let indicators: Vec<&str> = report.findings.iter().map(|finding| finding.indicator.as_str()).collect();
        assert_eq!(names, indicators);
        for (case, finding) in cases.iter().zip(&report.findings) {
            let outcome = case.children().find(|node| node.has_tag_name("failure") || node.has_tag_name("skipped"));
            let outcome = outcome.map(|node| node.tag_name().name());
            let expected = match finding.rating {
                Rating::Met => None,
                Rating::NotApplicable => Some("skipped"),
                _ => Some("failure"),
            };
            assert_eq!(outcome, expected, "{}", finding.indicator);
        }
        let count =
            |rating: fn(Rating) -> bool| report.findings.iter().filter(|f| rating(f.rating)).count().to_string();
        let root = xml.root_element();
        assert_eq!(root.attribute("tests"), Some(report.findings.len().to_string().as_str()));
        let failures = count(|rating| !matches!(rating, Rating::Met | Rating::NotApplicable));
        assert_eq!(root.attribute("failures"), Some(failures.as_str()));
        assert_eq!(root.attribute("skipped"), Some(count(|rating| rating == Rating::NotApplicable).as_str()));
        quick_junit::Report::deserialize_from_str(&text).expect("what quick-junit reads");
        assert_eq!(text, render::junit(&report));
    }
}

#[test]
fn a_finding_of_an_unknown_criterion_is_not_lost() {
    let mut report: Report = vendor();
    report.criteria.clear();
    let text = render::junit(&report);
    assert_eq!(elements(&Xml::parse(&text).expect("XML"), "testcase").len(), report.findings.len());
}

#[test]
fn traps_do_not_spring() {
    let text = render::junit(&hostile());
    let xml = Xml::parse(&text).expect("XML");
    assert!(elements(&xml, "script").is_empty());
    assert!(
        elements(&xml, "failure")
            .iter()
            .any(|node| node.text().unwrap_or_default().contains("<script>alert(1)</script> ]]>"))
    );
}
