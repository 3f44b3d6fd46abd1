//! Rates a policy against the built-in rubrics, one rubric more and an overlay. Run it from the repository's root.
//!
//! ```text
//! cargo run --example custom_rubrics
//! ```

use std::error::Error;

use principle31::{Document, Policy, ReadOptions, RubricSet, RubricSource, assess};

const POLICY: &str = "examples/policies/thorough-procedure.md";

fn main() -> Result<(), Box<dyn Error>> {
    // A rubric alone: its own criterion and no other, with the built-in lexicon and scale.
    let own = RubricSet::from_files(["examples/rubrics/supply-chain.toml"])?;
    // The same as one criterion among the built-in ones, and over them an overlay.
    let source =
        RubricSource::builtin().file("examples/rubrics/supply-chain.toml").file("examples/rubrics/courts-first.toml");
    // What is merely odd does not keep a set from loading. What is wrong does, and the error tells all of it.
    for problem in source.problems() {
        eprintln!("{problem}");
    }
    let all = source.load()?;

    let document = Document::from_bytes(POLICY, std::fs::read(POLICY)?, &ReadOptions::new())?;
    let policy = Policy::new(document);
    for rubrics in [&own, &all] {
        let report = assess(rubrics, &policy);
        println!("{} {}", report.rubrics.name, report.rubrics.version);
        for criterion in &report.criteria {
            let score = criterion.score.value.map_or("–".to_owned(), |score| score.to_string());
            println!("  {score:>5}  {}", criterion.title);
        }
        for finding in report.findings.iter().filter(|finding| finding.indicator.starts_with("supply-chain.")) {
            println!("         {} is {}: {}", finding.indicator, finding.rating, finding.reason);
        }
        println!();
    }
    Ok(())
}
