//! The built-in rubrics against sentences whose rating a person has decided: `tests/sentences/<criterion>.toml`.
//!
//! Each text is rated as a policy of its own, written in Markdown. To add one, add a line to the file; no Rust is needed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use principle31::{Document, Policy, Rating, RubricSet, assess};

/// By indicator, then by rating: the texts.
type Sentences = BTreeMap<String, BTreeMap<Rating, Vec<String>>>;

fn sentences(criterion: &str) -> Sentences {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sentences").join(format!("{criterion}.toml"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_sentence_has_its_rating() {
    let rubrics = RubricSet::builtin();
    let mut wrong = Vec::new();
    for criterion in rubrics.criteria() {
        let own = rubrics.select(&[criterion.id()]).unwrap();
        for (indicator, by_rating) in sentences(criterion.id()) {
            let indicator = format!("{}.{indicator}", criterion.id());
            for (expected, text) in
                by_rating.iter().flat_map(|(rating, texts)| texts.iter().map(move |text| (rating, text)))
            {
                let report = assess(&own, &Policy::new(Document::markdown("sentence", text)));
                let finding = report.findings.iter().find(|finding| finding.indicator == indicator);
                let finding = finding.unwrap_or_else(|| panic!("there is no indicator {indicator}"));
                if finding.rating != *expected {
                    wrong.push(format!(
                        "{indicator}: {expected} expected, {} found: {text}\n    {}",
                        finding.rating, finding.reason
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} sentences are rated otherwise:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_indicator_has_sentences_for_every_rating() {
    let rubrics = RubricSet::builtin();
    for criterion in rubrics.criteria() {
        let all = sentences(criterion.id());
        let named: BTreeSet<String> = all.keys().map(|name| format!("{}.{name}", criterion.id())).collect();
        let known: BTreeSet<String> =
            criterion.indicators().iter().map(|indicator| indicator.id().to_owned()).collect();
        assert_eq!(named, known);
        for indicator in criterion.indicators() {
            let by_rating = &all[indicator.id().split_once('.').unwrap().1];
            let adverse = indicator.counts_as(Rating::Adverse).map(|_| Rating::Adverse);
            for rating in [Rating::Met, Rating::Partial, Rating::Silent].into_iter().chain(adverse) {
                let texts = by_rating.get(&rating).map_or(0, Vec::len);
                assert!(texts >= 2, "{} has {texts} sentences rated {rating}; two are the least", indicator.id());
            }
        }
    }
}
