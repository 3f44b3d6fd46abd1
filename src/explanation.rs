//! Why an indicator has its rating: every passage that one of its patterns looked at, taken or not.

use serde::{Deserialize, Serialize};

use crate::assessment;
use crate::evidence::{Candidate, Modality, Outcome, Rejection, gather};
use crate::policy::Policy;
use crate::rating::Rating;
use crate::rubric::{Indicator, RubricSet, UnknownNameError};

/// Every passage that an indicator's patterns looked at in a policy, in the order of the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Explanation {
    /// The indicator's full identifier.
    pub indicator: String,
    /// What it asks.
    pub asks: String,
    /// The rating that came of it.
    pub rating: Rating,
    /// Why, in a sentence, as the report says it.
    pub reason: String,
    /// The passages.
    pub passages: Vec<PassageConsidered>,
}

/// A passage that a pattern looked at, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PassageConsidered {
    /// The pattern, counted from 1 in the order of the rubric.
    pub pattern: usize,
    /// What the pattern takes a passage to say; completes "The text …".
    pub says: String,
    /// The term of the pattern that was found; empty for a regular expression.
    pub term: String,
    /// The document's name.
    pub document: String,
    /// The line where the passage begins, from 1.
    pub line: usize,
    /// The column where it begins, from 1, in Unicode scalar values.
    pub column: usize,
    /// The passage, word for word.
    pub quote: String,
    /// The parts of it that the term matched, word for word.
    pub matched: Vec<String>,
    /// How the passage commits whom it speaks of.
    pub modality: Modality,
    /// The rating that it speaks for; none where it was passed over.
    pub speaks_for: Option<Rating>,
    /// What became of it and why.
    pub why: String,
}

/// Explains an indicator's rating of a policy.
///
/// ```
/// use principle31::{Document, Policy, RubricSet, explain};
///
/// let policy = Policy::new(Document::text("policy.txt", "We reply within seven days."));
/// let explanation = explain(&RubricSet::builtin(), &policy, "independence.appeal")?;
/// assert!(explanation.passages.is_empty());
/// # Ok::<(), principle31::UnknownNameError>(())
/// ```
///
/// # Errors
/// When the set has no such indicator.
pub fn explain(rubrics: &RubricSet, policy: &Policy, indicator: &str) -> Result<Explanation, UnknownNameError> {
    let wanted = rubrics.indicator(indicator)?;
    let number = rubrics.indicators().position(|each| each.id() == indicator);
    let gathered = gather(rubrics, policy.documents());
    let of_set = assessment::assess(rubrics, policy, &gathered);
    let assessed = number.and_then(|number| of_set.into_iter().nth(number));
    let own = gathered.candidates.iter().filter(|candidate| Some(candidate.indicator) == number);
    Ok(Explanation {
        indicator: wanted.id().to_owned(),
        asks: wanted.asks().to_owned(),
        rating: assessed.as_ref().map_or(Rating::Silent, |assessed| assessed.rating),
        reason: assessed.map(|assessed| assessed.reason).unwrap_or_default(),
        passages: own.filter_map(|candidate| considered(wanted, candidate, policy)).collect(),
    })
}

fn considered(indicator: &Indicator, candidate: &Candidate, policy: &Policy) -> Option<PassageConsidered> {
    let document = policy.documents().get(candidate.document)?;
    let sentence = document.sentences().get(*candidate.sentences.first()?)?;
    let pattern = indicator.patterns.get(candidate.pattern)?;
    let position = document.position(sentence.span().start);
    let (speaks_for, why) = match &candidate.outcome {
        Outcome::Taken(rating) => (Some(*rating), taken(pattern.rates, *rating, candidate.modality)),
        Outcome::Rejected(rejection) => (None, rejected(rejection, pattern.at_least)),
    };
    Some(PassageConsidered {
        pattern: candidate.pattern + 1,
        says: pattern.says.clone(),
        term: pattern.anchors().get(candidate.term).map(|term| term.text.clone()).unwrap_or_default(),
        document: document.name().to_owned(),
        line: position.line,
        column: position.column,
        quote: document.source().get(sentence.span()).unwrap_or_default().to_owned(),
        matched: candidate.words.iter().map(|words| document.words_shown(words.clone()).to_owned()).collect(),
        modality: candidate.modality,
        speaks_for,
        why,
    })
}

fn taken(own: Rating, rating: Rating, modality: Modality) -> String {
    match (modality, own == rating) {
        (_, true) => format!("taken for {rating}"),
        (Modality::Hedged, false) => format!("taken for {rating} instead of {own}, since the sentence hedges"),
        (_, false) => format!("taken for {rating} instead of {own}, since the sentence negates"),
    }
}

fn rejected(rejection: &Rejection, at_least: usize) -> String {
    match rejection {
        Rejection::Heading => "passed over: it stands in a heading".to_owned(),
        Rejection::Question => "passed over: it stands in a question".to_owned(),
        Rejection::Excluded(term) => {
            format!("passed over: beside it stands `{term}`, which the pattern excludes (none)")
        }
        Rejection::Missing(term) => format!("passed over: `{term}` does not stand near it (all)"),
        Rejection::NotUnder => "passed over: no heading above it holds what the pattern asks for (under)".to_owned(),
        Rejection::Lasting => "passed over: no duration of the length that the pattern asks for (lasting)".to_owned(),
        Rejection::Regex => "passed over: the regular expression does not match (regex)".to_owned(),
        Rejection::Negated => "passed over: the sentence negates it (negated)".to_owned(),
        Rejection::Hedged => "passed over: the sentence hedges it (hedged)".to_owned(),
        Rejection::TooFew { found } => {
            format!(
                "passed over: {found} of the {at_least} different things stand there that the pattern asks for (at-least)"
            )
        }
    }
}
