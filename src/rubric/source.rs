//! The files of a rubric set as they are written: one type a kind of file, one field a key.
//!
//! These types hold what a file says and nothing else; [`RubricSet`](super::RubricSet) holds what it means.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::rating::{Confidence, Mechanism, Rating, Severity};

/// The manifest of a rubric set, `set.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct SetFile {
    /// `"set"`.
    pub(crate) kind: String,
    /// The version of the rubric format that the file is written in: 1.
    pub(crate) format: u32,
    /// What the set is called.
    pub(crate) name: String,
    /// The set's own version; a report names it.
    pub(crate) version: String,
    /// What the set rates, in a line.
    pub(crate) title: String,
    /// The criteria, in the order in which they are reported.
    pub(crate) rubrics: Vec<String>,
    /// What each rating is worth.
    pub(crate) scale: Scale,
    /// How values become scores.
    #[serde(default)]
    pub(crate) aggregation: AggregationKeys,
    /// Each criterion's weight in the overall score; 1 where none is given.
    #[serde(default)]
    pub(crate) weights: BTreeMap<String, f64>,
    /// The names of the ranges of scores, from the highest down.
    #[serde(default)]
    pub(crate) band: Vec<BandEntry>,
    /// What an indicator's rating does to its criterion's score.
    #[serde(default)]
    pub(crate) cap: Vec<CapEntry>,
    /// Named selections of criteria.
    #[serde(default)]
    pub(crate) profiles: BTreeMap<String, ProfileEntry>,
}

/// What each rating is worth, 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Scale {
    pub(crate) met: f64,
    pub(crate) partial: f64,
    pub(crate) silent: f64,
    pub(crate) adverse: f64,
}

/// How values become scores.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct AggregationKeys {
    /// Of a criterion's indicators.
    #[serde(default)]
    pub(crate) indicators: Aggregation,
    /// Of the criteria.
    #[serde(default)]
    pub(crate) criteria: Aggregation,
}

/// A way to make one score of several values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Aggregation {
    /// Each value counts as its weight says.
    #[default]
    WeightedMean,
    /// Each value counts the same.
    Mean,
    /// The lowest value.
    Minimum,
}

/// The name of a range of scores.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct BandEntry {
    pub(crate) id: String,
    /// The lowest score in the band, 0 to 100.
    pub(crate) from: f64,
    /// What a score in the band means.
    pub(crate) about: String,
}

/// A ceiling on a criterion's score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CapEntry {
    /// The full identifier of the indicator.
    pub(crate) indicator: String,
    /// The rating that calls for the cap.
    pub(crate) rating: Rating,
    /// The ceiling, 0 to 100.
    pub(crate) at_most: f64,
    /// Why, as the report prints it.
    pub(crate) because: String,
}

/// A named selection of criteria.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct ProfileEntry {
    pub(crate) about: String,
    pub(crate) criteria: Vec<String>,
}

/// The words that rubrics share, `lexicon.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LexiconFile {
    /// `"lexicon"`.
    pub(crate) kind: String,
    /// The version of the rubric format that the file is written in: 1.
    pub(crate) format: u32,
    /// The language of the words, and so of the policies that can be rated: a code of ISO 639-3.
    #[serde(default = "english")]
    pub(crate) language: String,
    /// The words by which modality, negation and clauses are read.
    pub(crate) grammar: GrammarKeys,
    /// The vocabularies, by name.
    #[serde(default)]
    pub(crate) vocabulary: BTreeMap<String, VocabularyEntry>,
}

/// The words by which modality, negation and clauses are read, each a list of phrases.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct GrammarKeys {
    /// Turn a statement into its opposite.
    pub(crate) negations: Vec<String>,
    /// Hold a negation and are none: "no later than".
    pub(crate) not_negations: Vec<String>,
    /// Take the commitment out of a statement: "endeavour".
    pub(crate) hedges: Vec<String>,
    /// Hedges of the company's acts that give the complainant a right: "may".
    pub(crate) permissions: Vec<String>,
    /// Conditions that leave the promise to the company: "where appropriate".
    pub(crate) qualifiers: Vec<String>,
    /// Hold a hedge or a condition and are none: "as soon as possible".
    pub(crate) not_hedges: Vec<String>,
    /// Make a statement less certain without taking it back: "normally".
    pub(crate) softeners: Vec<String>,
    /// Begin a clause: "if".
    pub(crate) subordinators: Vec<String>,
    /// Show that a new main clause has begun: "will".
    pub(crate) auxiliaries: Vec<String>,
    /// Show that a text is in the language of the lexicon.
    pub(crate) function_words: Vec<String>,
    /// Show that a text is about raising and handling complaints.
    pub(crate) subject: Vec<String>,
}

/// A named list of phrases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct VocabularyEntry {
    /// What the phrases have in common.
    pub(crate) about: String,
    /// Phrases, or `@name` for all of another vocabulary's.
    pub(crate) phrases: Vec<String>,
}

/// A rubric: one criterion, its indicators and what counts as evidence for each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct RubricFile {
    /// `"rubric"`.
    pub(crate) kind: String,
    /// The version of the rubric format that the file is written in: 1.
    pub(crate) format: u32,
    /// The criterion's identifier.
    pub(crate) criterion: String,
    pub(crate) title: String,
    /// Where in the Guiding Principles the criterion stands: `31(c)`.
    pub(crate) principle: String,
    /// What the criterion is for.
    pub(crate) about: String,
    /// Words that only this rubric needs.
    #[serde(default)]
    pub(crate) vocabulary: BTreeMap<String, VocabularyEntry>,
    pub(crate) indicator: Vec<IndicatorEntry>,
}

/// An indicator: the smallest thing that is rated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct IndicatorEntry {
    /// The identifier without its criterion: `appeal`.
    pub(crate) id: String,
    pub(crate) title: String,
    /// What the indicator asks of a policy.
    pub(crate) asks: String,
    /// What counts as met.
    pub(crate) met: String,
    /// What counts as partial.
    pub(crate) partial: String,
    /// What counts as adverse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) adverse: Option<String>,
    /// Where the demand comes from.
    pub(crate) sources: Vec<String>,
    /// Weight in the criterion's score; 0 is reported without counting.
    #[serde(default = "one")]
    pub(crate) weight: f64,
    /// How much a gap hurts those who complain.
    pub(crate) severity: Severity,
    /// The question to the company where the indicator is not met.
    pub(crate) question: String,
    /// What the company should write.
    pub(crate) recommendation: String,
    /// The kinds of mechanism it applies to; all where the key is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) applies_to: Option<Vec<Mechanism>>,
    /// The ratings that readers shared nine times in ten, on coded policies that the patterns were not written on.
    /// Only they are given with high confidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) sure_of: Vec<Rating>,
    /// The patterns.
    #[serde(default)]
    pub(crate) evidence: Vec<PatternEntry>,
}

fn english() -> String {
    "eng".to_owned()
}

fn one() -> f64 {
    1.0
}

/// A pattern: what a passage must hold to count as evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct PatternEntry {
    /// The rating that the pattern speaks for: `met`, `partial` or `adverse`.
    pub(crate) rates: Rating,
    /// What a passage says that the pattern takes; completes "The text …".
    pub(crate) says: String,
    /// One of these terms must stand in the sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) any: Vec<String>,
    /// In place of `any`: terms in groups, each a thing that may be said in several ways.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) groups: Vec<Vec<String>>,
    /// All of these terms must stand within `within`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) all: Vec<String>,
    /// None of these terms may stand in the sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) none: Vec<String>,
    /// One of these terms must stand in a heading above.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) under: Vec<String>,
    /// How far `all` and `at-least` reach.
    #[serde(default)]
    pub(crate) within: Within,
    /// How many different entries of `any`, or different `groups`, must stand within `within`.
    #[serde(default = "at_least_one")]
    pub(crate) at_least: usize,
    /// How long a duration in the match must be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) lasting: Option<LastingKeys>,
    /// Whose act the sentence speaks of.
    #[serde(default)]
    pub(crate) reads: Reads,
    /// The rating when the sentence is hedged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) hedged: Option<Turned>,
    /// The rating when the sentence is negated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) negated: Option<Turned>,
    /// What becomes of the finding where another pattern says met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) against_met: Option<Rating>,
    /// What becomes of the finding where another pattern says partial and none says met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) against_partial: Option<Rating>,
    /// How sure a match is.
    #[serde(default = "sure")]
    pub(crate) confidence: Confidence,
    /// A regular expression that the sentence must match as it is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) regex: Option<String>,
    /// Whether the match may stand in a heading.
    #[serde(default)]
    pub(crate) headings: bool,
    /// Whether the match may stand in a question.
    #[serde(default)]
    pub(crate) questions: bool,
}

fn at_least_one() -> usize {
    1
}

fn sure() -> Confidence {
    Confidence::High
}

/// How far apart the parts of a match may stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Within {
    /// The sentence, with the lead-in of its list.
    #[default]
    Sentence,
    /// The sentence, the one before and the one after.
    Neighbours,
    /// The paragraph, list item or table row.
    Block,
    /// What stands under the same heading.
    Section,
    /// The whole document.
    Document,
}

/// Whose act a sentence speaks of, and so what weakens it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reads {
    /// An act of the company: "may" weakens it.
    #[default]
    Promise,
    /// An act of the complainant: "may" grants it.
    Right,
    /// A statement: nothing weakens it.
    Fact,
}

/// What becomes of a match whose sentence is hedged or negated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Turned {
    /// It speaks for `met`.
    Met,
    /// It speaks for `partial`.
    Partial,
    /// It speaks for `adverse`.
    Adverse,
    /// It is passed over.
    Skip,
    /// It speaks for the pattern's own rating, as if it were not turned.
    Ignore,
}

/// How long a duration must be: `"12 months"`, `"7 days"`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LastingKeys {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at_least: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at_most: Option<String>,
}

/// A change to a rubric set: other weights, other words, indicators more.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct OverlayFile {
    /// `"overlay"`.
    pub(crate) kind: String,
    /// The version of the rubric format that the file is written in: 1.
    pub(crate) format: u32,
    /// What the changed set is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// The criteria's weights, where they change.
    #[serde(default)]
    pub(crate) weights: BTreeMap<String, f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) scale: Option<Scale>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) aggregation: Option<AggregationKeys>,
    /// Replaces all bands.
    #[serde(default)]
    pub(crate) band: Vec<BandEntry>,
    /// Added to the caps; one for the same indicator and rating takes the place of the known one.
    #[serde(default)]
    pub(crate) cap: Vec<CapEntry>,
    #[serde(default)]
    pub(crate) profiles: BTreeMap<String, ProfileEntry>,
    /// Vocabularies: a new name adds one, a known name adds phrases to it.
    #[serde(default)]
    pub(crate) vocabulary: BTreeMap<String, VocabularyEntry>,
    /// Changes to indicators, by full identifier.
    #[serde(default)]
    pub(crate) adjust: BTreeMap<String, AdjustEntry>,
    /// New indicators, by the criterion they join.
    #[serde(default)]
    pub(crate) add: BTreeMap<String, Vec<IndicatorEntry>>,
}

/// A change to one indicator.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct AdjustEntry {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) weight: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) severity: Option<Severity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) question: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) recommendation: Option<String>,
    /// Patterns added to the indicator's own.
    #[serde(default)]
    pub(crate) evidence: Vec<PatternEntry>,
}
