//! Assessment: from the passages that the patterns took to one rating an indicator.
//!
//! The rules are the codebook's: the best support counts, wherever it stands; a rule that defeats the indicator beats
//! support, unless its pattern says what becomes of it. A finding is of high confidence only where the indicator's
//! rubric says that readers shared the rating (`sure-of`), the match is plain and nothing speaks against it; every
//! other finding asks for review.

mod merge;
mod reason;

pub(crate) use merge::merge;

use std::ops::Range;

use crate::evidence::{Candidate, Gathered, Languages, Modality, Outcome, Rejection};
use crate::policy::Policy;
use crate::rating::{Basis, Confidence, Rating};
use crate::rubric::{Indicator, RubricSet};

/// The most passages that a finding shows for one side.
const MOST_PASSAGES: usize = 5;

/// An indicator's rating and what it stands on.
#[derive(Debug, Clone)]
pub(crate) struct Assessment {
    pub(crate) rating: Rating,
    pub(crate) basis: Basis,
    pub(crate) confidence: Confidence,
    pub(crate) needs_review: bool,
    pub(crate) reason: String,
    /// What the rating stands on, and after it what speaks against it.
    pub(crate) passages: Vec<Passage>,
    /// What coders and assessors say.
    pub(crate) opinions: Vec<Opinion>,
    /// Whether they differ, so that none of them was taken.
    pub(crate) conflict: bool,
}

/// A rating from elsewhere.
#[derive(Debug, Clone)]
pub(crate) struct Opinion {
    pub(crate) by: String,
    pub(crate) basis: Basis,
    pub(crate) rating: Rating,
    pub(crate) note: Option<String>,
}

/// A passage of the policy, and what it says of an indicator.
#[derive(Debug, Clone)]
pub(crate) struct Passage {
    /// The rating that the passage speaks for.
    pub(crate) rates: Rating,
    pub(crate) document: usize,
    /// The bytes of the document's source.
    pub(crate) span: Range<usize>,
    /// How it commits whom it speaks of; nothing is said of what a person or an assessor quotes.
    pub(crate) modality: Option<Modality>,
    /// What the passage says, as the pattern puts it.
    pub(crate) says: String,
    /// The words that matched, by their places in the document.
    pub(crate) words: Vec<Range<usize>>,
    /// Who quotes it; the tool itself, unless said.
    pub(crate) by: Option<String>,
}

/// How much of a policy the patterns could read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Read {
    Whole,
    /// Parts are in another language.
    InPart,
    Nothing,
}

/// Rates every indicator of a set, in the set's order.
pub(crate) fn assess(rubrics: &RubricSet, policy: &Policy, gathered: &Gathered) -> Vec<Assessment> {
    let mut by_indicator: Vec<Vec<&Candidate>> = vec![Vec::new(); rubrics.indicators().count()];
    for candidate in &gathered.candidates {
        by_indicator[candidate.indicator].push(candidate);
    }
    let languages = &gathered.languages;
    let read = match languages.iter().any(Languages::is_mixed) {
        true if languages.iter().all(|language| language.is_other() || language.words == 0) => Read::Nothing,
        true => Read::InPart,
        false => Read::Whole,
    };
    let indicators = rubrics.indicators().zip(&by_indicator);
    indicators.map(|(indicator, candidates)| rate(indicator, candidates, policy, read)).collect()
}

fn not_applicable(basis: Basis, reason: String) -> Assessment {
    Assessment {
        rating: Rating::NotApplicable,
        basis,
        confidence: Confidence::High,
        needs_review: false,
        reason,
        passages: Vec::new(),
        opinions: Vec::new(),
        conflict: false,
    }
}

fn rate(indicator: &Indicator, candidates: &[&Candidate], policy: &Policy, read: Read) -> Assessment {
    if !indicator.applies_to(policy.mechanism_kind()) {
        return not_applicable(Basis::Mechanism, reason::not_applicable(policy.mechanism_kind()));
    }
    if read == Read::Nothing {
        return not_applicable(Basis::Language, reason::other_language());
    }
    let speaking_for = |rating: Rating| -> Vec<&Candidate> {
        let taken = candidates.iter().copied().filter(|candidate| candidate.outcome == Outcome::Taken(rating));
        let mut taken: Vec<&Candidate> = taken.collect();
        taken.sort_by_key(|candidate| std::cmp::Reverse(candidate.confidence));
        taken
    };
    let (met, partial, adverse) =
        (speaking_for(Rating::Met), speaking_for(Rating::Partial), speaking_for(Rating::Adverse));
    let support = match (met.is_empty(), partial.is_empty()) {
        (false, _) => Rating::Met,
        (true, false) => Rating::Partial,
        (true, true) => Rating::Silent,
    };
    let becomes = |candidate: &Candidate, own: Rating| {
        let pattern = &indicator.patterns[candidate.pattern];
        match (support, own) {
            (Rating::Met, Rating::Adverse) => pattern.against_met.unwrap_or(Rating::Adverse),
            (Rating::Met, _) => pattern.against_met.unwrap_or(Rating::Met),
            (Rating::Partial, Rating::Adverse) => pattern.against_partial.unwrap_or(Rating::Adverse),
            (_, own) => own,
        }
    };
    let defeats = adverse.iter().map(|candidate| becomes(candidate, Rating::Adverse));
    let limits = partial.iter().map(|candidate| becomes(candidate, Rating::Partial));
    let rating = defeats.chain(limits).fold(support, worse);
    let (decisive, other): (Vec<&Candidate>, Vec<&Candidate>) = match rating {
        Rating::Met => (met, adverse.into_iter().chain(partial).collect()),
        Rating::Adverse => (adverse, met.into_iter().chain(partial).collect()),
        // A limit or a defeat that made it partial comes first; what it limits is shown beside it.
        Rating::Partial => (partial, adverse.into_iter().chain(met).collect()),
        _ => (Vec::new(), adverse.into_iter().chain(partial).collect()),
    };
    let conflict = other.iter().any(|candidate| is_conflict(rating, candidate));
    let near_miss = candidates
        .iter()
        .any(|candidate| matches!(candidate.outcome, Outcome::Rejected(Rejection::Negated | Rejection::Hedged)));
    let mut confidence = match rating {
        // What is not read may say it.
        Rating::Silent if near_miss || read == Read::InPart => Confidence::Medium,
        Rating::Silent => Confidence::High,
        _ => decisive.iter().map(|candidate| candidate.confidence).max().unwrap_or(Confidence::Medium),
    };
    if !indicator.sure_of.contains(&rating) {
        confidence = confidence.min(Confidence::Medium);
    }
    if conflict {
        confidence = confidence.lowered();
    }
    Assessment {
        rating,
        basis: if rating == Rating::Silent { Basis::Absence } else { Basis::Text },
        confidence,
        needs_review: confidence < Confidence::High,
        reason: reason::sentence(indicator, rating, &decisive, &other, candidates, policy),
        passages: passages(indicator, &decisive, &other, policy),
        opinions: Vec::new(),
        conflict: false,
    }
}

/// Whether a passage says the opposite of the rating.
fn is_conflict(rating: Rating, candidate: &Candidate) -> bool {
    matches!(
        (rating, &candidate.outcome),
        (Rating::Adverse, Outcome::Taken(Rating::Met | Rating::Partial))
            | (Rating::Met | Rating::Partial, Outcome::Taken(Rating::Adverse))
    )
}

/// The worse of two ratings for those who complain: adverse, partial, met; silent gives way to both.
fn worse(a: Rating, b: Rating) -> Rating {
    let rank = |rating: Rating| match rating {
        Rating::Adverse => 0,
        Rating::Partial => 1,
        Rating::Met => 2,
        Rating::Silent | Rating::NotApplicable => 3,
    };
    if rank(b) < rank(a) { b } else { a }
}

fn passages(indicator: &Indicator, decisive: &[&Candidate], other: &[&Candidate], policy: &Policy) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    for side in [decisive, other] {
        let mut shown = 0;
        for candidate in side {
            let Outcome::Taken(rates) = candidate.outcome else { continue };
            for &sentence in &candidate.sentences {
                let document = policy.documents().get(candidate.document);
                let Some(span) = document.and_then(|document| Some(document.sentences().get(sentence)?.span())) else {
                    continue;
                };
                let known =
                    passages.iter().any(|passage| passage.document == candidate.document && passage.span == span);
                if known || shown == MOST_PASSAGES {
                    continue;
                }
                shown += 1;
                passages.push(Passage {
                    rates,
                    document: candidate.document,
                    span,
                    modality: Some(candidate.modality),
                    says: indicator.patterns[candidate.pattern].says.clone(),
                    words: candidate.words.clone(),
                    by: None,
                });
            }
        }
    }
    passages
}
