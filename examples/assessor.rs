//! An assessor of one's own: here a list of phrases that a person keeps, in its place as well a language model.
//!
//! Whatever it gives is verified: a quote that is not in the policy is refused, and the report says so.
//!
//! ```text
//! cargo run --example assessor
//! ```

use std::error::Error;

use principle31::{Assessor, CodedRating, Document, Policy, Rating, RubricSet, VerifiedRatings, assess_with};

const TEXT: &str = "# Concerns

Bring what troubles you to the works council's open hour. Nobody there reports to the management.
A concern is looked into by people from outside of the company.
";

/// Phrases that somebody has come to know, and what they mean.
struct Phrases(&'static [(&'static str, &'static str, Rating)]);

impl Assessor for Phrases {
    fn name(&self) -> &str {
        "phrase list"
    }

    fn rate(&self, _: &RubricSet, policy: &Policy) -> Result<Vec<CodedRating>, Box<dyn Error + Send + Sync>> {
        let document = policy.documents().first().ok_or("there is no document")?.name();
        let row = |&(phrase, indicator, rating)| CodedRating::new(document, indicator, rating).quote(phrase);
        Ok(self.0.iter().map(row).collect())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let rubrics = RubricSet::builtin();
    let policy = Policy::new(Document::markdown("concerns.md", TEXT));
    let phrases = Phrases(&[
        ("Nobody there reports to the management", "independence.functional-independence", Rating::Met),
        ("You will always hear from us", "transparency.outcome-notice", Rating::Met),
    ]);

    let ratings = VerifiedRatings::of_assessor(&phrases, &rubrics, &policy);
    assert_eq!((ratings.len(), ratings.refused().len()), (1, 1));

    let report = assess_with(&rubrics, &policy, &[ratings]);
    for finding in report.findings.iter().filter(|finding| !finding.opinions.is_empty()) {
        println!("{}: {} ({})", finding.indicator, finding.rating, finding.basis);
        for evidence in &finding.evidence {
            let by = evidence.by.as_deref().unwrap_or("principle31");
            println!("    {}: “{}”, quoted by {by}", evidence.location(), evidence.shown());
        }
    }
    for warning in &report.warnings {
        println!("warning: {}", warning.message);
    }
    Ok(())
}
