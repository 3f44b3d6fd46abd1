//! Annotations, read as the runner of GitHub's workflows reads commands.

use std::collections::BTreeMap;

use principle31::{Document, Policy, Rating, Severity, render};

use super::policies::{assert_inert, hostile, paged, report_of, thorough, vendor};

struct Annotation {
    command: String,
    properties: BTreeMap<String, String>,
    message: String,
}

fn unescaped(text: &str) -> String {
    let text = text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",");
    text.replace("%25", "%")
}

/// As `actions/runner` does: a line that begins with `::`, a command, properties, `::`, the rest.
fn read(text: &str) -> Vec<Annotation> {
    assert_inert(text);
    assert!(!text.contains('\r'));
    let parse = |line: &str| {
        let (head, message) = line.strip_prefix("::").and_then(|rest| rest.split_once("::")).expect("a command");
        let (command, properties) = head.split_once(' ').expect("properties");
        let pairs = properties.split(',').map(|pair| pair.split_once('=').expect("a property"));
        Annotation {
            command: command.to_owned(),
            properties: pairs.map(|(key, value)| (key.to_owned(), unescaped(value))).collect(),
            message: unescaped(message),
        }
    };
    text.lines().map(parse).collect()
}

#[test]
fn snapshots() {
    insta::assert_snapshot!("vendor.github", render::github(&vendor()));
    insta::assert_snapshot!("thorough.github", render::github(&thorough()));
}

#[test]
fn no_kind_has_more_than_github_shows_and_the_rest_is_counted() {
    let silent = report_of(&Policy::new(Document::text("a.txt", "Our offices are open.")));
    for report in [vendor(), thorough(), hostile(), paged(), silent] {
        let annotations = read(&render::github(&report));
        let shown = |command: &str| annotations.iter().filter(|each| each.command == command).count();
        let count = |ratings: &[Rating]| report.findings.iter().filter(|f| ratings.contains(&f.rating)).count();
        let (adverse, gaps) = (count(&[Rating::Adverse]), count(&[Rating::Partial, Rating::Silent]));
        assert_eq!((shown("error"), shown("warning")), (adverse.min(10), gaps.min(10)));
        let notices: Vec<&Annotation> = annotations.iter().filter(|each| each.command == "notice").collect();
        assert_eq!(notices.len(), usize::from(adverse > 10 || gaps > 10));
        if gaps > 10 {
            assert!(notices[0].message.contains(&format!("{} more partial or silent", gaps - 10)));
        }
        assert_eq!(render::github(&report), render::github(&report));
    }
}

#[test]
fn the_most_severe_come_first() {
    let report = vendor();
    let titles: Vec<String> = read(&render::github(&report))
        .into_iter()
        .filter(|each| each.command == "warning")
        .map(|each| each.properties["title"].clone())
        .collect();
    let severity = |title: &String| -> Severity {
        let found = report.findings.iter().find(|finding| format!("{}: {}", finding.title, finding.rating) == *title);
        found.expect("a finding").severity
    };
    assert!(titles.windows(2).all(|pair| severity(&pair[0]) >= severity(&pair[1])), "{titles:?}");
}

#[test]
fn pages_have_no_lines_of_their_file() {
    for annotation in read(&render::github(&paged())).iter().filter(|each| each.command != "notice") {
        assert!(annotation.properties.contains_key("file") && !annotation.properties.contains_key("line"));
    }
    assert!(render::github(&paged()).contains("(page 2, line "));
}

#[test]
fn traps_do_not_spring() {
    let report = hostile();
    let annotations = read(&render::github(&report));
    for annotation in annotations.iter().filter(|each| each.command != "notice") {
        let known = ["col", "file", "line", "title"];
        assert!(annotation.properties.keys().all(|key| known.contains(&key.as_str())), "{:?}", annotation.properties);
        assert!(annotation.properties["file"].starts_with("=a,b:c::d%::error::<script>"));
    }
    assert!(annotations.iter().any(|each| each.message.contains("%0A::error::owned")));
}

#[test]
fn a_policy_without_gaps_has_no_annotations() {
    let mut report = thorough();
    report.findings.retain(|finding| finding.rating == Rating::Met);
    assert_eq!(render::github(&report), "");
}
