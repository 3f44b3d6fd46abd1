//! The reports on the example policies, in every format, as snapshots.

use principle31::{Description, Document, Policy, Rating, ReadOptions, Report, RubricSet, assess, render};
use std::path::Path;

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/policies").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn report(name: &str) -> Report {
    let policy = match name.ends_with(".toml") {
        false => Policy::new(Document::from_bytes(name, file(name), &ReadOptions::new()).unwrap()),
        true => {
            let description = Description::from_toml(name, &file(name)).unwrap();
            description
                .policy(&ReadOptions::new(), |path| Ok::<_, String>(file(&path.to_string_lossy()).into_bytes()))
                .unwrap()
        }
    };
    // The digest changes with every word of the rubrics; the snapshots are about the findings.
    let mut report = assess(&RubricSet::builtin(), &policy);
    report.rubrics.digest = "0".repeat(64);
    report
}

#[test]
fn thorough_procedure() {
    insta::assert_snapshot!("thorough.text", render::text(&report("thorough-procedure.md"), render::Colour::Never));
}

#[test]
fn ordinary_speak_up_policy() {
    let report = report("ordinary-speak-up.md");
    insta::assert_snapshot!("ordinary.text", render::text(&report, render::Colour::Never));
    insta::assert_snapshot!("ordinary.markdown", render::markdown(&report));
}

#[test]
fn vendor_policy() {
    let report = report("vendor-policy.toml");
    insta::assert_snapshot!("vendor.text", render::text(&report, render::Colour::Never));
    insta::assert_snapshot!("vendor.json", render::json(&report));
}

#[cfg(feature = "letter")]
#[test]
fn letters() {
    use principle31::render::letter::{self, Letter};

    let given = Letter::new().sender("The Example Rights Watch").deadline("31 March 2027");
    insta::assert_snapshot!("vendor.letter", letter::markdown(&report("vendor-policy.toml"), &given).unwrap());
    insta::assert_snapshot!("silent.letter", letter::markdown(&report("silent.md"), &Letter::new()).unwrap());
}

#[test]
fn the_thorough_procedure_is_strong_and_the_vendor_policy_is_not() {
    let (thorough, ordinary, vendor) =
        (report("thorough-procedure.md"), report("ordinary-speak-up.md"), report("vendor-policy.toml"));
    let score = |report: &Report| report.score.value.unwrap().get();
    assert!(score(&thorough) >= 75.0, "{}", score(&thorough));
    assert!(score(&thorough) > score(&ordinary) && score(&ordinary) > score(&vendor));
    assert!(thorough.findings.iter().all(|finding| finding.rating != Rating::Adverse));
    let rating = |id: &str| vendor.findings.iter().find(|finding| finding.indicator == id).unwrap().rating;
    assert_eq!(rating("transparency.outcome-notice"), Rating::Adverse);
    assert_eq!(rating("independence.external-review"), Rating::Adverse);
    assert_eq!(rating("predictability.resolution-timeframe"), Rating::Adverse);
    assert_eq!(rating("rights-compatibility.non-preclusion"), Rating::Silent);
}
