//! What the letter must ask of a company whose policy is silent throughout.
#![cfg(feature = "letter")]

use principle31::{Document, Policy, Rating, RubricSet, assess, render};

/// What is asked about, and the words of which one must stand in the letter for each group.
const DEMANDS: &[(&str, &[&[&str]])] = &[
    ("on what criteria an investigation is opened", &[&["criteria", "grounds"], &["open", "accept", "investigat"]]),
    ("what counts as misuse", &[&["misuse", "abuse", "bad faith", "malicious"]]),
    (
        "what happened to reports already made",
        &[&["so far", "already", "received", "to date", "previous"], &["reports", "complaints"]],
    ),
    (
        "in what time a complainant hears back",
        &[
            &["how many days", "within what time", "how long"],
            &["acknowledg", "hear back", "first reply", "receipt", "received"],
        ],
    ),
    (
        "in what time there is an outcome",
        &[&["how long", "within what time", "how many"], &["outcome", "decision", "final"]],
    ),
    (
        "who investigates and how they are appointed",
        &[&["who investigates", "who carries out", "who will investigate"], &["appoint"]],
    ),
    ("whether they are functionally independent", &[&["independen"], &["function"]]),
    (
        "whether the complainant is told that an investigation began",
        &[&["told", "inform", "tell", "notif"], &["opened", "begun", "began", "started", "under investigation"]],
    ),
    ("that it ended and what was found", &[&["ended", "concluded", "closed", "end"], &["found", "finding"]]),
    ("was this person or device affected", &[&["device"], &["affected", "target"]]),
    ("what remedy followed", &[&["remed"], &["told", "tell", "inform", "learn"]]),
    ("which provisions stand against telling", &[&["law", "legal"], &["contract"], &["provision", "clause", "rules"]]),
    ("how data are kept secure", &[&["secur"], &["data"]]),
    ("what goes to authorities or the public", &[&["authorit"], &["public"]]),
    ("how reprisals are prevented", &[&["reprisal", "retaliat"], &["prevent"]]),
    ("whether there is a written privacy policy", &[&["privacy"], &["written", "published"]]),
    ("whether remedy elsewhere stays open, with no waiver", &[&["waive"], &["court", "elsewhere", "other"]]),
    ("what restrictions fall on the complainant", &[&["restriction", "restrict", "confidentiality duty", "silence"]]),
    (
        "whether the harm will be prevented from happening again",
        &[&["happening again", "recur", "repeat"], &["protected list", "list of"]],
    ),
];

#[test]
fn a_policy_silent_throughout_is_asked_everything() {
    let rubrics = RubricSet::builtin();
    let report =
        assess(&rubrics, &Policy::new(Document::text("notice.txt", "Thank you for your visit. Our offices are open.")));
    assert!(report.findings.iter().all(|finding| finding.rating == Rating::Silent));
    let letter = render::letter::markdown(&report, &render::letter::Letter::new()).unwrap().to_lowercase();
    // A demand is met by one question, not by words scattered over several.
    let questions: Vec<&str> = letter.split("\n\n").collect();
    let asked = |words: &[&[&str]]| {
        questions.iter().any(|question| words.iter().all(|group| group.iter().any(|word| question.contains(word))))
    };
    let missing: Vec<&str> = DEMANDS.iter().filter(|(_, words)| !asked(words)).map(|(what, _)| *what).collect();
    assert!(missing.is_empty(), "the letter does not ask {missing:#?}\n{letter}");
    for indicator in rubrics.indicators() {
        let question: String =
            indicator.question().to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
        let plain: String = letter.chars().filter(char::is_ascii_alphanumeric).collect();
        assert!(plain.contains(&question), "{}: the question is missing", indicator.id());
    }
}

#[test]
fn clauses_are_quoted_where_they_are_adverse_or_partial() {
    let text = "The reporter may not be informed of the outcome.";
    let report = assess(&RubricSet::builtin(), &Policy::new(Document::text("policy.txt", text)));
    let letter = render::letter::markdown(&report, &render::letter::Letter::new()).unwrap();
    assert!(letter.contains("> The reporter may not be informed of the outcome."), "{letter}");
}
