//! What the library promises for any text, as properties.

use principle31::{Document, Mechanism, Policy, Report, RubricSet, assess, render};
use proptest::prelude::*;
use std::sync::LazyLock;

static RUBRICS: LazyLock<RubricSet> = LazyLock::new(RubricSet::builtin);

/// Pieces of which policies are made, so that patterns match, and pieces that tear them apart.
const PIECES: &[&str] = &[
    "We acknowledge every complaint within seven (7) working days. ",
    "The reporter may not be informed of the outcome. ",
    "You will not be informed of the outcome",
    "Anonymous reports are accepted where possible.\n\n",
    "# Non-retaliation\n\n",
    "We will not tolerate it. ",
    "Investigators will:\n\n- acknowledge receipt within 3 days;\n- inform the complainant of the decision.\n\n",
    "| Stage | Days |\n|---|---|\n| Reply | 10 days |\n\n",
    "Write to ethics@example.com or call +44 20 7946 0018. ",
    "Can I appeal? Yes, to an independent panel.\r\n",
    "does not preclude access to courts",
    "é ﬁ “” – \u{ad}\u{feff}\u{202e}",
    "\u{0}\u{1b}[31m",
    " where appropriate, ",
    ". ",
    "\n",
    "**",
    "> ",
    "<b>&amp;",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn documents(text: &str) -> [Document; 2] {
    [Document::text("t", text), Document::markdown("m", text)]
}

fn ratings(report: &Report) -> Vec<(&str, principle31::Rating)> {
    report.findings.iter().map(|finding| (finding.indicator.as_str(), finding.rating)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_quote_stands_in_the_text_at_its_span(text in texts()) {
        for document in documents(&text) {
            let report = assess(&RUBRICS, &Policy::new(document));
            for evidence in report.findings.iter().flat_map(|finding| &finding.evidence) {
                prop_assert_eq!(&text[evidence.start..evidence.end], evidence.quote.as_str());
                for matched in &evidence.matched {
                    prop_assert!(text.contains(matched.as_str()));
                }
            }
        }
    }

    #[test]
    fn every_indicator_is_in_every_report_once_in_order(text in texts(), kind in proptest::sample::select(Mechanism::ALL)) {
        let [document, _] = documents(&text);
        let report = assess(&RUBRICS, &Policy::new(document).mechanism(kind));
        let expected: Vec<&str> = RUBRICS.indicators().map(|indicator| indicator.id()).collect();
        let found: Vec<&str> = report.findings.iter().map(|finding| finding.indicator.as_str()).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn every_format_takes_every_report(text in texts()) {
        for document in documents(&text) {
            let report = assess(&RUBRICS, &Policy::new(document));
            let read: Report = serde_json::from_str(&render::json(&report)).unwrap();
            prop_assert_eq!(&read, &report);
            for shown in [
                render::text(&report, render::Colour::Never),
                render::markdown(&report),
                #[cfg(feature = "letter")]
                render::letter::markdown(&report, &render::letter::Letter::new()).unwrap(),
            ] {
                let control = shown.chars().any(|c| c.is_control() && c != '\n');
                prop_assert!(!control);
                let turned = shown.contains(['\u{202e}', '\u{200b}']);
                prop_assert!(!turned);
            }
        }
    }

    #[test]
    fn text_without_a_word_of_the_lexicon_changes_no_rating(text in texts(), words in 1usize..40) {
        let strange = "\n\nQzxv vbnq jkxz wqzx.".repeat(words.div_ceil(4));
        let before = assess(&RUBRICS, &Policy::new(Document::text("t", text.trim_end())));
        let after = assess(&RUBRICS, &Policy::new(Document::text("t", format!("{}{strange}", text.trim_end()))));
        // A last line without a full stop can become a heading when something follows it.
        prop_assume!(text.trim_end().ends_with('.'));
        prop_assert_eq!(ratings(&before), ratings(&after));
    }

    #[test]
    fn the_score_lies_between_its_bounds(text in texts()) {
        let [_, document] = documents(&text);
        let report = assess(&RUBRICS, &Policy::new(document));
        for score in report.criteria.iter().map(|criterion| &criterion.score).chain([&report.score]) {
            let (Some(low), Some(value), Some(high)) = (score.low, score.value, score.high) else {
                // A text in another language has no score.
                prop_assert!(report.findings.iter().all(|finding| finding.rating == principle31::Rating::NotApplicable));
                continue;
            };
            prop_assert!(low <= high && (0.0..=100.0).contains(&value.get()), "{low} {value} {high}");
        }
    }
}

#[test]
fn reports_are_the_same_whatever_the_thread() {
    fn shared<T: Send + Sync>() {}
    shared::<RubricSet>();
    shared::<Policy>();
    shared::<Document>();
    shared::<Report>();
    shared::<principle31::LoadError>();
    let text = PIECES.concat();
    let make = || render::json(&assess(&RUBRICS, &Policy::new(Document::markdown("m", text.as_str()))));
    let reports: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..3).map(|_| scope.spawn(make)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(reports.iter().all(|report| *report == reports[0]));
}
