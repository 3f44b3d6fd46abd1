//! The policies that every format is tried on.

use std::path::Path;
use std::sync::LazyLock;

use principle31::{Description, Document, Policy, ReadOptions, Report, RubricSet, assess};

/// What a policy may hold and no format may act on.
pub const TRAPS: &str = "<script>alert(1)</script> ]]> --> %0A::error::owned ##[error]owned {0} [here](https://evil.example) @octocat #1 \
    \u{1b}[31m\u{202e}\u{9b}\u{fffe}\u{e0041} \"'`|;=cmd()|'/C calc'!A0 👩\u{200d}👩\u{200d}👧";

static RUBRICS: LazyLock<RubricSet> = LazyLock::new(RubricSet::builtin);

pub fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/policies").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn report_of(policy: &Policy) -> Report {
    // The digest changes with every word of the rubrics; the snapshots are about the findings.
    let mut report = assess(&RUBRICS, policy);
    report.rubrics.digest = "0".repeat(64);
    report
}

pub fn vendor() -> Report {
    let description = Description::from_toml("vendor-policy.toml", &example("vendor-policy.toml")).unwrap();
    let read = |path: &Path| Ok::<_, String>(example(&path.to_string_lossy()).into_bytes());
    report_of(&description.policy(&ReadOptions::new(), read).unwrap())
}

pub fn thorough() -> Report {
    let name = "thorough-procedure.md";
    report_of(&Policy::new(Document::from_bytes(name, example(name), &ReadOptions::new()).unwrap()))
}

/// The findings of two criteria: enough of a form that says much of each.
pub fn part(mut report: Report) -> Report {
    let kept = ["independence", "predictability"];
    report.findings.retain(|finding| kept.iter().any(|criterion| finding.indicator.starts_with(criterion)));
    report
}

/// The text of a policy full of traps, with findings of every rating.
pub fn hostile_text() -> String {
    let sentences = [
        "=cmd() decisions are final, and no appeal is possible",
        "::error::Complaints are acknowledged within seven days of receipt",
        "@SUM(1) We may inform the complainant of the outcome where possible",
        "-2+3 Anonymous complaints will not be accepted",
        "We protect complainants against retaliation of any kind",
    ];
    let text: Vec<String> =
        sentences.iter().map(|sentence| format!("{sentence} {TRAPS} {sentence}.\r\n\r\n")).collect();
    format!("Complaints\r\n\r\n{}", text.concat())
}

/// Traps in the text, the document's name, the company and the title.
pub fn hostile() -> Report {
    let name = format!("=a,b:c::d%\r\n::error::{TRAPS}.txt");
    let policy = Policy::new(Document::text(name, hostile_text()))
        .company(format!("=HYPERLINK(1) {TRAPS}"))
        .title(format!("::error::\n::warning::{TRAPS}"))
        .url(format!("javascript:alert(1) {TRAPS}"));
    let report = report_of(&policy);
    let quoted = report.findings.iter().flat_map(|finding| &finding.evidence).filter(|e| e.quote.contains("<script>"));
    assert!(quoted.count() >= 5, "the traps are not quoted");
    report
}

/// The passages of a document of pages, as a report on a PDF has them.
pub fn paged() -> Report {
    let mut json = serde_json::to_value(vendor()).unwrap();
    json["policy"]["documents"][0]["form"] = "pdf".into();
    json["policy"]["documents"][0]["pages"] = 3.into();
    for finding in json["findings"].as_array_mut().unwrap() {
        for evidence in finding["evidence"].as_array_mut().unwrap() {
            evidence["page"] = 2.into();
        }
    }
    serde_json::from_value(json).unwrap()
}

/// No character that acts on a terminal or turns the direction of writing stands in a text.
#[track_caller]
pub fn assert_inert(text: &str) {
    let acts = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\r'))
            || matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
    };
    assert_eq!(text.find(acts), None, "{:?}", text.find(acts).map(|at| &text[at.saturating_sub(20)..at]));
}
