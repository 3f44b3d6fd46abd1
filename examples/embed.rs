//! Rates a text and prints what works against those who complain, word for word.
//!
//! ```text
//! cargo run --example embed
//! ```

use principle31::{Document, Policy, Rating, RubricSet, assess};

const TEXT: &str = "\
# Complaints

We acknowledge every complaint within seven days. The complainant will not be informed of the outcome.

Decisions under this procedure are final. By filing a complaint, the complainant waives the right to bring the
matter before a court.
";

fn main() {
    // Loading takes a moment: do it once, and rate any number of policies with the set, from any thread.
    let rubrics = RubricSet::builtin();
    let policy = Policy::new(Document::markdown("complaints.md", TEXT)).company("Example Ltd");
    let report = assess(&rubrics, &policy);

    for finding in report.findings.iter().filter(|finding| finding.rating == Rating::Adverse) {
        let review = if finding.needs_review { " (needs review)" } else { "" };
        println!("{}, {}{review}: {}", finding.indicator, finding.severity, finding.reason);
        for evidence in finding.evidence.iter().filter(|evidence| evidence.rates == Rating::Adverse) {
            // A quote is the text itself: it can be found at its span, and shown in its place.
            assert_eq!(&TEXT[evidence.start..evidence.end], evidence.quote);
            let quote = evidence.quote.replace('\n', " ");
            println!("    {}:{}:{}: “{quote}”", evidence.document, evidence.line, evidence.column);
        }
    }
    match report.score.value {
        Some(score) => println!("score: {score}"),
        None => println!("no indicator applies"),
    }
}
