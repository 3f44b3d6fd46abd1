//! Agreement between codings: Cohen's kappa, Krippendorff's alpha, precision and recall, and where coders disagree.
//!
//! The statistics are plain functions ([`cohen_kappa`], [`weighted_kappa`], [`krippendorff_alpha`]); [`Agreement`] applies
//! them to [codings](crate::Coding) and to the findings of reports. A figure that is not defined for the ratings at hand
//! is `None`, never a number that looks like one.
//!
//! ```
//! use principle31::{Agreement, Coding};
//!
//! let header = "document,indicator,rating,quote\n";
//! let ada = Coding::from_csv("ada.csv", &format!("{header}a,x.one,met,We will.\na,x.two,silent,\n"))?;
//! let bea = Coding::from_csv("bea.csv", &format!("{header}a,x.one,met,We will.\na,x.two,partial,We may.\n"))?;
//! let agreement = Agreement::of(&ada, &bea);
//! let comparison = &agreement.comparisons[0];
//! assert_eq!((comparison.figures.agreeing, comparison.figures.pairs), (1, 2));
//! assert_eq!(comparison.disagreements[0].indicator, "x.two");
//! # Ok::<(), principle31::CodingError>(())
//! ```

mod alpha;
mod compare;
mod kappa;
mod overlap;

use serde::{Deserialize, Serialize};

use crate::coding::Coding;
use crate::rating::{Confidence, Rating};

pub use alpha::{Metric, krippendorff_alpha};
pub use kappa::{Weights, cohen_kappa, weighted_kappa, weighted_kappa_by};
pub use overlap::quotes_overlap;

/// The version of the form of an [`Agreement`] in JSON.
pub const SCHEMA_VERSION: &str = "1.0";

/// The ratings in order, from the worst for those who complain to the best: the scale of the weighted figures.
/// `not-applicable` has no place on it.
pub const SCALE: [Rating; 4] = [Rating::Adverse, Rating::Silent, Rating::Partial, Rating::Met];

/// How far codings agree: each of the others with the first, which is the reference, and all of them together.
///
/// Pairs in which one side is `not-applicable` are in no figure; they are counted in
/// [`NotApplicable`], and where only one side says so they are among the disagreements.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Agreement {
    /// The version of this form: [`SCHEMA_VERSION`].
    pub schema_version: String,
    /// The codings' names; the first is the reference.
    pub codings: Vec<String>,
    /// Krippendorff's alpha of all codings; only where there are more than two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub together: Option<Together>,
    /// Each of the other codings compared with the reference.
    pub comparisons: Vec<Comparison>,
}

impl Agreement {
    /// Compares a coding with a reference.
    ///
    /// Documents are matched by their names without folder and ending. A coding that holds ratings of several coders
    /// counts with the first of them for each document and indicator; tell them apart with [`Coding::by_coder`].
    pub fn of(reference: &Coding, other: &Coding) -> Self {
        Self::of_several(reference, std::slice::from_ref(other))
    }

    /// Compares each of several codings with a reference, and all with one another.
    pub fn of_several(reference: &Coding, others: &[Coding]) -> Self {
        compare::agreement(reference, others)
    }
}

/// Krippendorff's alpha of more than two codings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Together {
    /// Over all indicators.
    pub overall: Alpha,
    /// For each criterion.
    pub criteria: Vec<NamedAlpha>,
    /// For each indicator.
    pub indicators: Vec<NamedAlpha>,
}

/// Krippendorff's alpha, and what it is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Alpha {
    /// How many documents' indicators at least two coders rated.
    pub units: usize,
    /// How many ratings of them there are.
    pub ratings: usize,
    /// Alpha where any two ratings differ alike.
    pub nominal: Option<f64>,
    /// Alpha for the ordered [`SCALE`].
    pub ordinal: Option<f64>,
}

/// The alpha of a criterion or an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NamedAlpha {
    /// The criterion or the indicator.
    pub id: String,
    /// Its alpha.
    #[serde(flatten)]
    pub alpha: Alpha,
}

/// A coding, or reports, compared with a reference.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Comparison {
    /// The reference's name.
    pub reference: String,
    /// The other's name.
    pub other: String,
    /// How many documents both rated, in part at least.
    pub documents: usize,
    /// The figures over all indicators.
    pub figures: Figures,
    /// The mean F1 of the ratings that have one.
    pub macro_f1: Option<f64>,
    /// How many of the reference's quotes the other's quotes meet.
    pub quotes: QuoteOverlap,
    /// The mean over the documents of the absolute difference between the mean scores that either side gives (met 1,
    /// partial ½, silent and adverse 0), over what both rated.
    pub score_error: Option<f64>,
    /// Precision, recall and F1 of each rating.
    pub ratings: Vec<RatingFigures>,
    /// What the other rated as what the reference rated.
    pub confusion: Confusion,
    /// The figures for each criterion.
    pub criteria: Vec<NamedFigures>,
    /// The figures for each indicator.
    pub indicators: Vec<NamedFigures>,
    /// How sure a report was where it agreed and where it did not; only where the other side are reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calibration: Option<Calibration>,
    /// What either side called not applicable.
    pub not_applicable: NotApplicable,
    /// Where the ratings differ, in the reference's order.
    pub disagreements: Vec<Disagreement>,
    /// What only the reference rated.
    pub only_in_reference: Unmatched,
    /// What only the other rated.
    pub only_in_other: Unmatched,
}

/// How far pairs of ratings agree.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Figures {
    /// How many documents' indicators both rated.
    pub pairs: usize,
    /// How many of them alike.
    pub agreeing: usize,
    /// The share of them.
    pub agreement: Option<f64>,
    /// Cohen's kappa: [`cohen_kappa`].
    pub kappa: Option<f64>,
    /// Cohen's kappa with linear weights over the [`SCALE`].
    pub kappa_linear: Option<f64>,
    /// Cohen's kappa with quadratic weights over the [`SCALE`].
    pub kappa_quadratic: Option<f64>,
    /// Cohen's kappa of addressed (met or partial) against not.
    pub kappa_addressed: Option<f64>,
    /// Krippendorff's alpha, nominal: [`krippendorff_alpha`].
    pub alpha_nominal: Option<f64>,
    /// Krippendorff's alpha for the ordered [`SCALE`].
    pub alpha_ordinal: Option<f64>,
}

/// The figures of a criterion or an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NamedFigures {
    /// The criterion or the indicator.
    pub id: String,
    /// Its figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// How far one rating is given alike.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RatingFigures {
    /// The rating.
    pub rating: Rating,
    /// How often the reference gives it.
    pub in_reference: usize,
    /// How often the other gives it.
    pub in_other: usize,
    /// How often both do, of the same indicator.
    pub in_both: usize,
    /// In both, as a share of the other's: how far the other can be believed.
    pub precision: Option<f64>,
    /// In both, as a share of the reference's: how much of it the other finds.
    pub recall: Option<f64>,
    /// The harmonic mean of precision and recall; none where neither side gives the rating.
    pub f1: Option<f64>,
}

/// How often each rating of the reference is which rating of the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Confusion {
    /// The ratings, in the order of rows and columns.
    pub ratings: Vec<Rating>,
    /// A row for each rating of the reference, in it a count for each rating of the other.
    pub counts: Vec<Vec<usize>>,
}

/// How many of the reference's quotes the other's meet: at least half of the words of the shorter of two quotes stand in
/// the other one. See [`quotes_overlap`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct QuoteOverlap {
    /// How many of the reference's ratings other than silent have a quote.
    pub quoted: usize,
    /// How many of these quotes one of the other's quotes meets.
    pub met: usize,
    /// The share of them.
    pub share: Option<f64>,
}

/// How often each side calls an indicator not applicable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NotApplicable {
    /// Both do.
    pub both: usize,
    /// Only the reference does.
    pub only_reference: usize,
    /// Only the other does.
    pub only_other: usize,
}

/// What was rated by one side only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Unmatched {
    /// Documents that the other side does not know at all.
    pub documents: Vec<String>,
    /// Single indicators of documents that both sides know.
    pub ratings: Vec<Unit>,
}

/// An indicator of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Unit {
    /// The document.
    pub document: String,
    /// The indicator.
    pub indicator: String,
}

/// An indicator of a document that the two sides rate differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Disagreement {
    /// The document, as the reference names it.
    pub document: String,
    /// The indicator.
    pub indicator: String,
    /// What the reference says.
    pub reference: Side,
    /// What the other says.
    pub other: Side,
}

/// One side of a disagreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Side {
    /// The rating.
    pub rating: Rating,
    /// The passages that it stands on.
    pub quotes: Vec<String>,
    /// The coder's note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The finding's confidence, of a report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// Whether the finding asks for a person to look, of a report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs_review: Option<bool>,
}

/// Whether reports are sure where they agree with the reference, and ask for a person to look where they do not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Calibration {
    /// For each confidence, from high to low, how many findings agree.
    pub levels: Vec<CalibrationLevel>,
    /// How many findings differ from the reference.
    pub mistakes: usize,
    /// How many of the mistakes are marked for review.
    pub mistakes_for_review: usize,
    /// The share of them.
    pub share_of_mistakes: Option<f64>,
    /// How many findings are marked for review.
    pub for_review: usize,
    /// The share of these that are mistakes.
    pub share_of_review: Option<f64>,
}

/// How many findings of a confidence agree with the reference.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CalibrationLevel {
    /// The confidence.
    pub confidence: Confidence,
    /// How many findings have it.
    pub findings: usize,
    /// How many of them agree.
    pub agreeing: usize,
    /// The share of them.
    pub agreement: Option<f64>,
}

/// A part of a whole; none where there is no whole.
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
