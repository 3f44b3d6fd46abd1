//! Holds a policy to thresholds, as a step in continuous integration does; the exit status is 1 where it falls short.
//!
//! ```text
//! cargo run --example ci_gate                                            # the example that passes
//! cargo run --example ci_gate -- examples/policies/ordinary-speak-up.md 60
//! ```
//!
//! `p31 check --fail-under 60 --fail-on adverse` does the same from the command line.

use std::error::Error;
use std::process::ExitCode;

use principle31::{Document, Policy, Rating, ReadOptions, Report, RubricSet, assess};

/// What is asked of the policy.
struct Gate {
    /// The lowest overall score. A stricter gate holds `score.low` against it: what needs review then counts as silent.
    least: f64,
    /// The most adverse findings.
    adverse: usize,
}

impl Gate {
    /// What the report lacks; nothing where it passes.
    fn failures(&self, report: &Report) -> Vec<String> {
        let mut failures = Vec::new();
        match report.score.value {
            Some(score) if score.get() >= self.least => {}
            Some(score) => failures.push(format!("the score is {score}; {} is asked for", self.least)),
            None => failures.push("no indicator applies".to_owned()),
        }
        let adverse: Vec<&str> = report
            .findings
            .iter()
            .filter(|finding| finding.rating == Rating::Adverse)
            .map(|finding| finding.indicator.as_str())
            .collect();
        if adverse.len() > self.adverse {
            failures.push(format!("adverse: {}", adverse.join(", ")));
        }
        failures
    }
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_else(|| "examples/policies/thorough-procedure.md".to_owned());
    let least = arguments.next().map_or(Ok(50.0), |least| least.parse())?;

    let document = Document::from_bytes(path.as_str(), std::fs::read(&path)?, &ReadOptions::new())?;
    let report = assess(&RubricSet::builtin(), &Policy::new(document));

    let failures = Gate { least, adverse: 0 }.failures(&report);
    for failure in &failures {
        eprintln!("{path}: {failure}");
    }
    Ok(match failures.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(1),
    })
}
