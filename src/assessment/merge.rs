//! Ratings from elsewhere beside those of the text.
//!
//! A person's coding overrides the text's rating. An assessor's rating overrides it too, but asks for review where it is
//! not the text's. Where two of the same rank differ, neither counts: the rating stays and the conflict is reported.

use super::{Assessment, Opinion, Passage};
use crate::coding::{VerifiedRating, VerifiedRatings};
use crate::policy::Policy;
use crate::rating::{Basis, Confidence, Rating};
use crate::rubric::RubricSet;

/// Merges the ratings into the assessments, which are in the set's order.
pub(crate) fn merge(rubrics: &RubricSet, policy: &Policy, assessments: &mut [Assessment], all: &[VerifiedRatings]) {
    for (indicator, assessment) in rubrics.indicators().zip(assessments) {
        let of = |by_assessor: bool| -> Vec<&VerifiedRating> {
            let of_rank = all.iter().filter(|ratings| ratings.by_assessor == by_assessor);
            of_rank.flat_map(|ratings| &ratings.ratings).filter(|rating| rating.indicator == indicator.id()).collect()
        };
        let (coders, assessors) = (of(false), of(true));
        let ranks = [(&coders, Basis::Coding), (&assessors, Basis::Assessor)];
        for (rank, basis) in ranks {
            for rating in rank {
                assessment.opinions.push(Opinion {
                    by: rating.by.clone(),
                    basis,
                    rating: rating.rating,
                    note: rating.note.clone(),
                });
            }
        }
        // Assessors are asked where no coder was.
        if let Some((rank, basis)) = ranks.into_iter().find(|(rank, _)| !rank.is_empty()) {
            decide(assessment, rank, basis, policy);
        }
    }
}

fn decide(assessment: &mut Assessment, rank: &[&VerifiedRating], basis: Basis, policy: &Policy) {
    let of_each = by_whom(rank);
    let given: Vec<String> = of_each.iter().map(|(by, rating)| format!("{by} rates it {rating}")).collect();
    let own = format!("From the text alone it is {}: {}", assessment.rating, assessment.reason);
    let rating =
        of_each.first().map(|(_, rating)| *rating).filter(|first| of_each.iter().all(|(_, each)| each == first));
    let passages = |for_rating: Option<Rating>| -> Vec<Passage> {
        let wanted = rank.iter().filter(|each| for_rating.is_none_or(|rating| each.rating == rating));
        wanted.flat_map(|each| quoted(each, policy)).collect()
    };
    let Some(rating) = rating else {
        assessment.conflict = true;
        assessment.confidence = Confidence::Low;
        assessment.needs_review = true;
        assessment.reason = format!("{}; they differ, and neither is taken. {own}", given.join(", "));
        assessment.passages.extend(passages(None));
        return;
    };
    let agrees = rating == assessment.rating;
    let names: Vec<&str> = of_each.iter().map(|(by, _)| by.as_str()).collect();
    let notes: Vec<String> =
        rank.iter().filter_map(|each| each.note.as_deref()).map(|note| format!(" Note: {note}")).collect();
    assessment.reason = format!("{} rated it {rating}.{} {own}", names.join(" and "), notes.concat());
    (assessment.confidence, assessment.needs_review) = match basis {
        Basis::Coding => (Confidence::High, false),
        _ if agrees => (assessment.confidence, assessment.needs_review),
        _ => (assessment.confidence.min(Confidence::Medium), true),
    };
    assessment.rating = rating;
    assessment.basis = basis;
    let mut merged = passages(Some(rating));
    for passage in std::mem::take(&mut assessment.passages) {
        if !merged.iter().any(|known| known.document == passage.document && known.span == passage.span) {
            merged.push(passage);
        }
    }
    assessment.passages = merged;
}

/// What each coder rates the policy: of several documents the best counts, and an adverse one anywhere.
fn by_whom(rank: &[&VerifiedRating]) -> Vec<(String, Rating)> {
    let order = |rating: Rating| match rating {
        Rating::Adverse => 0,
        Rating::Met => 1,
        Rating::Partial => 2,
        Rating::Silent => 3,
        Rating::NotApplicable => 4,
    };
    let mut of_each: Vec<(String, Rating)> = Vec::new();
    for each in rank {
        match of_each.iter_mut().find(|(by, _)| *by == each.by) {
            Some((_, rating)) if order(each.rating) < order(*rating) => *rating = each.rating,
            Some(_) => {}
            None => of_each.push((each.by.clone(), each.rating)),
        }
    }
    of_each
}

/// The passages that a rating stands on, as far as they are this policy's.
fn quoted(rating: &VerifiedRating, policy: &Policy) -> Vec<Passage> {
    let own = rating.quotes.iter().filter(|quote| {
        let document = policy.documents().get(quote.document);
        document.and_then(|document| document.source().get(quote.span.clone())) == Some(quote.text.as_str())
    });
    own.map(|quote| Passage {
        rates: rating.rating,
        document: quote.document,
        span: quote.span.clone(),
        modality: None,
        says: format!("is quoted by {} for {}", rating.by, rating.rating),
        words: Vec::new(),
        by: Some(rating.by.clone()),
    })
    .collect()
}
