//! Any bytes can be rated, and every quote stands in the text at its span.
//!
//! ```text
//! cargo +nightly fuzz run assess
//! ```
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use principle31::{Document, Form, Policy, ReadOptions, RubricSet, assess};

static RUBRICS: LazyLock<RubricSet> = LazyLock::new(RubricSet::builtin);

fuzz_target!(|bytes: &[u8]| rate(bytes));

fn rate(bytes: &[u8]) {
    for form in Form::ALL {
        // What is refused has been answered.
        let Ok(document) = Document::from_bytes("fuzz", bytes, &ReadOptions::new().form(form).lossy()) else { continue };
        let source = document.source().to_owned();
        let report = assess(&RUBRICS, &Policy::new(document));
        assert_eq!(report.findings.len(), RUBRICS.indicators().count());
        for evidence in report.findings.iter().flat_map(|finding| &finding.evidence) {
            assert_eq!(source.get(evidence.start..evidence.end), Some(evidence.quote.as_str()));
        }
    }
}
