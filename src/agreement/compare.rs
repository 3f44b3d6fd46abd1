//! From codings to figures.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;

use super::{
    Agreement, Alpha, Calibration, CalibrationLevel, Comparison, Confusion, Disagreement, Figures, Metric, NamedAlpha,
    NamedFigures, NotApplicable, QuoteOverlap, RatingFigures, SCALE, SCHEMA_VERSION, Side, Together, Unit, Unmatched,
    Weights, cohen_kappa, krippendorff_alpha, quotes_overlap, share, weighted_kappa,
};
use crate::coding::{CodedRating, Coding, document_key};
use crate::rating::{Confidence, Rating};
use crate::rubric::criterion_of;

/// The ratings as tables show them.
const SHOWN: [Rating; 4] = [Rating::Met, Rating::Partial, Rating::Silent, Rating::Adverse];

pub(super) fn agreement(reference: &Coding, others: &[Coding]) -> Agreement {
    let codings: Vec<&Coding> = std::iter::once(reference).chain(others).collect();
    Agreement {
        schema_version: SCHEMA_VERSION.to_owned(),
        codings: codings.iter().map(|coding| coding.name().to_owned()).collect(),
        together: (codings.len() > 2).then(|| together(&codings)),
        comparisons: others.iter().map(|other| comparison(reference, other)).collect(),
    }
}

/// The rows of a coding in its order, each document and indicator once.
fn rows(coding: &Coding) -> (Vec<&CodedRating>, HashMap<(&str, &str), &CodedRating>) {
    let mut by_key = HashMap::new();
    let mut rows = Vec::new();
    for row in coding.rows() {
        by_key.entry(row.key()).or_insert_with(|| {
            rows.push(row);
            row
        });
    }
    (rows, by_key)
}

/// Values by a key, in the order in which the keys first appear.
fn grouped<K: Copy + Eq + Hash, V>(values: impl IntoIterator<Item = (K, V)>) -> Vec<(K, Vec<V>)> {
    let mut groups: Vec<(K, Vec<V>)> = Vec::new();
    let mut places = HashMap::new();
    for (key, value) in values {
        let place = *places.entry(key).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        if let Some((_, group)) = groups.get_mut(place) {
            group.push(value);
        }
    }
    groups
}

fn together(codings: &[&Coding]) -> Together {
    let all = codings.iter().flat_map(|coding| rows(coding).0);
    let units: Vec<((&str, &str), Vec<Rating>)> =
        grouped(all.filter(|row| row.rating != Rating::NotApplicable).map(|row| (row.key(), row.rating)));
    let named = |(id, ratings): (&str, Vec<&Vec<Rating>>)| NamedAlpha { id: id.to_owned(), alpha: alpha(&ratings) };
    let by = |id: fn(&str) -> &str| {
        grouped(units.iter().map(|((_, indicator), ratings)| (id(indicator), ratings))).into_iter().map(named).collect()
    };
    Together {
        overall: alpha(&units.iter().map(|(_, ratings)| ratings).collect::<Vec<_>>()),
        criteria: by(criterion_of),
        indicators: by(|indicator| indicator),
    }
}

fn alpha(units: &[&Vec<Rating>]) -> Alpha {
    let pairable = || units.iter().filter(|ratings| ratings.len() > 1);
    Alpha {
        units: pairable().count(),
        ratings: pairable().map(|ratings| ratings.len()).sum(),
        nominal: krippendorff_alpha(units, &SCALE, Metric::Nominal),
        ordinal: krippendorff_alpha(units, &SCALE, Metric::Ordinal),
    }
}

impl Figures {
    fn of(pairs: &[(Rating, Rating)]) -> Self {
        let agreeing = pairs.iter().filter(|(a, b)| a == b).count();
        let addressed = |rating| matches!(rating, Rating::Met | Rating::Partial);
        let addressed: Vec<(bool, bool)> = pairs.iter().map(|&(a, b)| (addressed(a), addressed(b))).collect();
        let units: Vec<[Rating; 2]> = pairs.iter().map(|&(a, b)| [a, b]).collect();
        Figures {
            pairs: pairs.len(),
            agreeing,
            agreement: share(agreeing, pairs.len()),
            kappa: cohen_kappa(pairs),
            kappa_linear: weighted_kappa(pairs, &SCALE, Weights::Linear),
            kappa_quadratic: weighted_kappa(pairs, &SCALE, Weights::Quadratic),
            kappa_addressed: cohen_kappa(&addressed),
            alpha_nominal: krippendorff_alpha(&units, &SCALE, Metric::Nominal),
            alpha_ordinal: krippendorff_alpha(&units, &SCALE, Metric::Ordinal),
        }
    }
}

/// A document's indicator as both sides rated it.
#[derive(Clone, Copy)]
struct Pair<'a> {
    reference: &'a CodedRating,
    other: &'a CodedRating,
}

impl Pair<'_> {
    fn ratings(&self) -> (Rating, Rating) {
        (self.reference.rating, self.other.rating)
    }

    fn agrees(&self) -> bool {
        self.reference.rating == self.other.rating
    }

    fn applies(&self) -> bool {
        self.reference.rating != Rating::NotApplicable && self.other.rating != Rating::NotApplicable
    }
}

fn comparison(reference: &Coding, other: &Coding) -> Comparison {
    let (reference_rows, by_reference) = rows(reference);
    let (other_rows, by_other) = rows(other);
    let all: Vec<Pair<'_>> = reference_rows
        .iter()
        .filter_map(|row| Some(Pair { reference: row, other: by_other.get(&row.key())? }))
        .collect();
    let pairs: Vec<Pair<'_>> = all.iter().copied().filter(Pair::applies).collect();
    let ratings: Vec<(Rating, Rating)> = pairs.iter().map(Pair::ratings).collect();
    let by = |id: fn(&str) -> &str| {
        let groups = grouped(pairs.iter().map(|pair| (id(&pair.reference.indicator), pair.ratings())));
        let named = |(id, ratings): (&str, Vec<_>)| NamedFigures { id: id.to_owned(), figures: Figures::of(&ratings) };
        groups.into_iter().map(named).collect()
    };
    let of_ratings: Vec<RatingFigures> = SHOWN.iter().map(|&rating| rating_figures(rating, &ratings)).collect();
    let f1: Vec<f64> = of_ratings.iter().filter_map(|figures| figures.f1).collect();
    Comparison {
        reference: reference.name().to_owned(),
        other: other.name().to_owned(),
        documents: pairs.iter().map(|pair| pair.reference.key().0).collect::<HashSet<_>>().len(),
        figures: Figures::of(&ratings),
        macro_f1: (!f1.is_empty()).then(|| f1.iter().sum::<f64>() / f1.len() as f64),
        quotes: quote_overlap(&pairs),
        score_error: score_error(&pairs),
        ratings: of_ratings,
        confusion: confusion(&ratings),
        criteria: by(criterion_of),
        indicators: by(|indicator| indicator),
        calibration: calibration(&pairs),
        not_applicable: not_applicable(&all),
        disagreements: all.iter().filter(|pair| !pair.agrees()).map(disagreement).collect(),
        only_in_reference: unmatched(&reference_rows, &by_other),
        only_in_other: unmatched(&other_rows, &by_reference),
    }
}

fn rating_figures(rating: Rating, pairs: &[(Rating, Rating)]) -> RatingFigures {
    let in_reference = pairs.iter().filter(|(reference, _)| *reference == rating).count();
    let in_other = pairs.iter().filter(|(_, other)| *other == rating).count();
    let in_both = pairs.iter().filter(|pair| **pair == (rating, rating)).count();
    RatingFigures {
        rating,
        in_reference,
        in_other,
        in_both,
        precision: share(in_both, in_other),
        recall: share(in_both, in_reference),
        f1: share(2 * in_both, in_reference + in_other),
    }
}

fn confusion(pairs: &[(Rating, Rating)]) -> Confusion {
    let count = |reference, other| pairs.iter().filter(|pair| **pair == (reference, other)).count();
    let row = |&reference: &Rating| SHOWN.iter().map(|&other| count(reference, other)).collect();
    Confusion { ratings: SHOWN.to_vec(), counts: SHOWN.iter().map(row).collect() }
}

fn quote_overlap(pairs: &[Pair<'_>]) -> QuoteOverlap {
    let has_quote = |row: &CodedRating| row.quotes.iter().any(|quote| !quote.trim().is_empty());
    let quoted = || pairs.iter().filter(|pair| pair.reference.rating != Rating::Silent && has_quote(pair.reference));
    let met = quoted().filter(|pair| {
        let meets = |quote: &String| pair.other.quotes.iter().any(|other| quotes_overlap(quote, other));
        pair.reference.quotes.iter().any(meets)
    });
    let (quoted, met) = (quoted().count(), met.count());
    QuoteOverlap { quoted, met, share: share(met, quoted) }
}

/// Twice the value of a rating, so that sums are whole numbers.
fn twice_the_value(rating: Rating) -> usize {
    match rating {
        Rating::Met => 2,
        Rating::Partial => 1,
        Rating::Silent | Rating::Adverse | Rating::NotApplicable => 0,
    }
}

fn score_error(pairs: &[Pair<'_>]) -> Option<f64> {
    let documents: BTreeMap<&str, Vec<(Rating, Rating)>> =
        grouped(pairs.iter().map(|pair| (pair.reference.key().0, pair.ratings()))).into_iter().collect();
    let error = |ratings: &Vec<(Rating, Rating)>| {
        let reference: usize = ratings.iter().map(|(reference, _)| twice_the_value(*reference)).sum();
        let other: usize = ratings.iter().map(|(_, other)| twice_the_value(*other)).sum();
        reference.abs_diff(other) as f64 / (2 * ratings.len()) as f64
    };
    let sum: f64 = documents.values().map(error).sum();
    (!documents.is_empty()).then(|| sum / documents.len() as f64)
}

fn calibration(pairs: &[Pair<'_>]) -> Option<Calibration> {
    let found: Vec<_> = pairs.iter().filter_map(|pair| Some((pair.other.assurance?, pair.agrees()))).collect();
    if found.is_empty() {
        return None;
    }
    let level = |confidence: Confidence| {
        let findings = found.iter().filter(|(assurance, _)| assurance.confidence == confidence);
        let (findings, agreeing) = (findings.clone().count(), findings.filter(|(_, agrees)| *agrees).count());
        CalibrationLevel { confidence, findings, agreeing, agreement: share(agreeing, findings) }
    };
    let count = |which: fn(bool, bool) -> bool| {
        found.iter().filter(|(assurance, agrees)| which(assurance.needs_review, *agrees)).count()
    };
    let mistakes = count(|_, agrees| !agrees);
    let mistakes_for_review = count(|review, agrees| review && !agrees);
    let for_review = count(|review, _| review);
    Some(Calibration {
        levels: Confidence::ALL.iter().rev().map(|&confidence| level(confidence)).collect(),
        mistakes,
        mistakes_for_review,
        share_of_mistakes: share(mistakes_for_review, mistakes),
        for_review,
        share_of_review: share(mistakes_for_review, for_review),
    })
}

fn not_applicable(pairs: &[Pair<'_>]) -> NotApplicable {
    let mut counts = NotApplicable::default();
    for pair in pairs {
        match (pair.reference.rating == Rating::NotApplicable, pair.other.rating == Rating::NotApplicable) {
            (true, true) => counts.both += 1,
            (true, false) => counts.only_reference += 1,
            (false, true) => counts.only_other += 1,
            (false, false) => {}
        }
    }
    counts
}

fn disagreement(pair: &Pair<'_>) -> Disagreement {
    Disagreement {
        document: pair.reference.document.clone(),
        indicator: pair.reference.indicator.clone(),
        reference: side(pair.reference),
        other: side(pair.other),
    }
}

fn side(row: &CodedRating) -> Side {
    Side {
        rating: row.rating,
        quotes: row.quotes.iter().filter(|quote| !quote.trim().is_empty()).cloned().collect(),
        note: row.note.clone(),
        confidence: row.assurance.map(|assurance| assurance.confidence),
        needs_review: row.assurance.map(|assurance| assurance.needs_review),
    }
}

/// What is among the rows and not on the other side.
fn unmatched(rows: &[&CodedRating], other: &HashMap<(&str, &str), &CodedRating>) -> Unmatched {
    let known: HashSet<&str> = other.keys().map(|(document, _)| *document).collect();
    let (mut unmatched, mut documents) = (Unmatched::default(), HashSet::new());
    for row in rows {
        let key = document_key(&row.document);
        if !known.contains(key) {
            if documents.insert(key) {
                unmatched.documents.push(row.document.clone());
            }
        } else if !other.contains_key(&row.key()) {
            unmatched.ratings.push(Unit { document: row.document.clone(), indicator: row.indicator.clone() });
        }
    }
    unmatched
}
