//! Ratings that an embedder's own assessor gives: a person's tool, a language model.

use std::error::Error;

use super::verified::{Check, VerifiedRatings};
use super::{CodedRating, CodingProblem};
use crate::policy::Policy;
use crate::rubric::RubricSet;

/// Something outside this library that rates policies: a form that people fill in, a language model.
///
/// Whatever it gives must carry a quote, is verified like a person's coding and is marked by the assessor's name in the
/// report. It can therefore say that a policy promises something or takes something away, and where; it cannot say that a
/// policy is silent.
///
/// ```
/// use principle31::{Assessor, CodedRating, Document, Policy, Rating, RubricSet, VerifiedRatings, assess_with};
///
/// struct Model;
///
/// impl Assessor for Model {
///     fn name(&self) -> &str {
///         "example model"
///     }
///
///     fn rate(
///         &self,
///         _rubrics: &RubricSet,
///         policy: &Policy,
///     ) -> Result<Vec<CodedRating>, Box<dyn std::error::Error + Send + Sync>> {
///         let document = policy.documents()[0].name();
///         Ok(vec![
///             CodedRating::new(document, "independence.appeal", Rating::Met).quote("The elders hear you again."),
///             CodedRating::new(document, "transparency.reasons", Rating::Met).quote("We always give reasons."),
///         ])
///     }
/// }
///
/// let rubrics = RubricSet::builtin();
/// let policy = Policy::new(Document::text("notice.txt", "The elders hear you again."));
/// let ratings = VerifiedRatings::of_assessor(&Model, &rubrics, &policy);
/// assert_eq!(ratings.len(), 1);
/// assert!(ratings.refused()[0].to_string().contains("is not in the policy"));
/// let report = assess_with(&rubrics, &policy, &[ratings]);
/// assert_eq!(report.warnings.len(), 1);
/// ```
pub trait Assessor {
    /// What the report calls it.
    fn name(&self) -> &str;

    /// Its ratings: of indicators that it has something to say on, each with at least one quote.
    ///
    /// # Errors
    ///
    /// When it could not rate; the report then goes without it, and says so.
    fn rate(&self, rubrics: &RubricSet, policy: &Policy) -> Result<Vec<CodedRating>, Box<dyn Error + Send + Sync>>;
}

impl VerifiedRatings {
    /// Asks an assessor, and takes of its ratings those whose quotes stand in the policy. The others are
    /// [refused](VerifiedRatings::refused), and warned of in the report.
    pub fn of_assessor(assessor: &dyn Assessor, rubrics: &RubricSet, policy: &Policy) -> Self {
        let name = assessor.name();
        let mut check = Check::new(name, rubrics, policy);
        match assessor.rate(rubrics, policy) {
            Err(error) => {
                let message = format!("could not rate the policy: {error}");
                check.problems.push(CodingProblem::new(name, None, None, message));
            }
            Ok(rows) => rows.iter().for_each(|row| check.rating(row, name, false)),
        }
        VerifiedRatings::of(check, true)
    }
}
