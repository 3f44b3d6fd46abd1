//! Any text is loaded as a rubric or refused with its problems, and rates a policy if it is loaded.
//!
//! ```text
//! cargo +nightly fuzz run rubrics
//! ```
#![no_main]

use libfuzzer_sys::fuzz_target;
use principle31::{Document, Policy, RubricSource, assess};

const POLICY: &str = include_str!("../../examples/policies/thorough-procedure.md");

fuzz_target!(|text: &str| load(text));

fn load(text: &str) {
    match RubricSource::new().toml("fuzz.toml", text).load() {
        Ok(rubrics) => drop(assess(&rubrics, &Policy::new(Document::markdown("policy", POLICY)))),
        // The message is made of the text: lines, columns and underlined parts of it.
        Err(error) => assert!(!error.problems().is_empty() && !error.to_string().is_empty()),
    }
}
