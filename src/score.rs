//! Scores: from ratings to a number per criterion and overall, with its bounds.
//!
//! A rating has a value, an indicator a weight; `not-applicable` drops out and the others share its weight. A criterion
//! is aggregated as the set says and then capped where an indicator's rating calls for it. All arithmetic is exact;
//! the one rounding, to a tenth of a point, comes last.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use serde::{Deserialize, Serialize};

use crate::assessment::Assessment;
use crate::rating::Rating;
use crate::rubric::{Aggregation, Criterion, RubricSet};

/// A score from 0 to 100, in tenths of a point.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Points(#[cfg_attr(feature = "schema", schemars(range(min = 0, max = 100)))] f64);

impl Points {
    /// The number of points.
    pub fn get(self) -> f64 {
        self.0
    }

    /// A share of one as points, rounded half up.
    fn of(share: &BigRational) -> Self {
        let tenths = share * BigInt::from(1000) + BigRational::new(BigInt::from(1), BigInt::from(2));
        Points(tenths.floor().to_integer().to_f64().unwrap_or(0.0) / 10.0)
    }
}

impl std::fmt::Display for Points {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&format!("{:.1}", self.0))
    }
}

/// A score and how far it could fall or rise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Score {
    /// The score; none where no indicator applies.
    pub value: Option<Points>,
    /// The score if every rating that needs review were silent.
    pub low: Option<Points>,
    /// The score if every rating that needs review were met.
    pub high: Option<Points>,
    /// The band that the score falls in; none where there is no score, or the set names no bands.
    pub band: Option<String>,
    /// The share of the applicable indicators that the policy says anything about, 0 to 100.
    pub completeness: Option<Points>,
}

/// A ceiling that held a criterion's score down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AppliedCap {
    /// The indicator whose rating called for it.
    pub indicator: String,
    /// That rating.
    pub rating: Rating,
    /// The ceiling.
    pub at_most: Points,
    /// Why, in the words of the rubric set.
    pub because: String,
}

/// A criterion's score, and the ceilings that held it down.
pub(crate) struct CriterionScore {
    pub(crate) score: Score,
    pub(crate) caps: Vec<AppliedCap>,
}

/// How the ratings that need review are read.
#[derive(Clone, Copy)]
enum Reading {
    AsRated,
    Silent,
    Met,
}

/// The overall score and each criterion's, in the set's order.
pub(crate) fn scores(rubrics: &RubricSet, assessments: &[Assessment]) -> (Score, Vec<CriterionScore>) {
    let mut rest = assessments;
    let parts: Vec<&[Assessment]> = rubrics
        .criteria
        .iter()
        .map(|criterion| {
            let (own, others) = rest.split_at(criterion.indicators.len().min(rest.len()));
            rest = others;
            own
        })
        .collect();
    let exact = |reading: Reading| -> Vec<Option<BigRational>> {
        let pairs = rubrics.criteria.iter().zip(&parts);
        pairs.map(|(criterion, own)| criterion_share(rubrics, criterion, own, reading)).collect()
    };
    let (rated, low, high) = (exact(Reading::AsRated), exact(Reading::Silent), exact(Reading::Met));
    let criteria = rubrics.criteria.iter().zip(&parts).enumerate().map(|(at, (criterion, own))| CriterionScore {
        score: score(rubrics, [rated[at].as_ref(), low[at].as_ref(), high[at].as_ref()], own),
        caps: applied_caps(rubrics, criterion, own, Reading::AsRated),
    });
    let overall = |shares: &[Option<BigRational>]| {
        let weighted = rubrics
            .criteria
            .iter()
            .zip(shares)
            .filter_map(|(criterion, share)| Some((share.clone()?, criterion.weight.clone())));
        aggregate(rubrics.of_criteria, weighted.collect())
    };
    let overall = [overall(&rated), overall(&low), overall(&high)];
    let overall = score(rubrics, overall.each_ref().map(Option::as_ref), assessments);
    (overall, criteria.collect())
}

fn score(rubrics: &RubricSet, [value, low, high]: [Option<&BigRational>; 3], own: &[Assessment]) -> Score {
    let applicable = own.iter().filter(|each| each.rating != Rating::NotApplicable).count();
    let addressed = own.iter().filter(|each| !matches!(each.rating, Rating::NotApplicable | Rating::Silent)).count();
    let share = (applicable > 0).then(|| BigRational::new(BigInt::from(addressed), BigInt::from(applicable)));
    Score {
        value: value.map(Points::of),
        low: low.map(Points::of),
        high: high.map(Points::of),
        band: value.and_then(|share| band(rubrics, share)),
        completeness: share.as_ref().map(Points::of),
    }
}

/// The band of a share of one. The exact share counts: what is rounded up to a band's border is still below it.
fn band(rubrics: &RubricSet, share: &BigRational) -> Option<String> {
    let points = share * BigInt::from(100);
    let band = rubrics.bands.iter().find(|band| points >= band.from)?;
    Some(band.id.clone())
}

fn read(assessment: &Assessment, reading: Reading) -> Rating {
    match (reading, assessment.rating) {
        (Reading::AsRated, rating) | (_, rating @ Rating::NotApplicable) => rating,
        (_, rating) if !assessment.needs_review => rating,
        (Reading::Silent, _) => Rating::Silent,
        (Reading::Met, _) => Rating::Met,
    }
}

fn criterion_share(
    rubrics: &RubricSet,
    criterion: &Criterion,
    own: &[Assessment],
    reading: Reading,
) -> Option<BigRational> {
    let scale = &rubrics.scale;
    let values = criterion.indicators.iter().zip(own).filter_map(|(indicator, assessment)| {
        let value = match read(assessment, reading) {
            Rating::Met => &scale.met,
            Rating::Partial => &scale.partial,
            Rating::Silent => &scale.silent,
            Rating::Adverse => &scale.adverse,
            Rating::NotApplicable => return None,
        };
        Some((value.clone(), indicator.weight.clone()))
    });
    let share = aggregate(rubrics.of_indicators, values.collect())?;
    let caps = caps(rubrics, criterion, own, reading).map(|cap| &cap.at_most / BigInt::from(100));
    Some(caps.fold(share, |share, cap| share.min(cap)))
}

/// The caps that a criterion's ratings call for.
fn caps<'a>(
    rubrics: &'a RubricSet,
    criterion: &'a Criterion,
    own: &'a [Assessment],
    reading: Reading,
) -> impl Iterator<Item = &'a crate::rubric::Cap> {
    rubrics.caps.iter().filter(move |cap| {
        let mut rated = criterion.indicators.iter().zip(own);
        rated.any(|(indicator, assessment)| indicator.id == cap.indicator && read(assessment, reading) == cap.rating)
    })
}

fn applied_caps(rubrics: &RubricSet, criterion: &Criterion, own: &[Assessment], reading: Reading) -> Vec<AppliedCap> {
    caps(rubrics, criterion, own, reading)
        .map(|cap| AppliedCap {
            indicator: cap.indicator.clone(),
            rating: cap.rating,
            at_most: Points::of(&(&cap.at_most / BigInt::from(100))),
            because: cap.because.clone(),
        })
        .collect()
}

/// One share of values and their weights; none where nothing counts.
fn aggregate(aggregation: Aggregation, values: Vec<(BigRational, BigRational)>) -> Option<BigRational> {
    let mut counting = values.into_iter().filter(|(_, weight)| !weight.is_zero());
    match aggregation {
        Aggregation::Minimum => counting.map(|(value, _)| value).min(),
        Aggregation::Mean | Aggregation::WeightedMean => {
            let zero = (BigRational::zero(), BigRational::zero());
            let weigh = |weight: BigRational| match aggregation {
                Aggregation::Mean => BigRational::from_integer(BigInt::from(1)),
                _ => weight,
            };
            let (sum, weights) = counting.by_ref().fold(zero, |(sum, weights), (value, weight)| {
                let weight = weigh(weight);
                (sum + value * &weight, weights + weight)
            });
            (!weights.is_zero()).then(|| sum / weights)
        }
    }
}
