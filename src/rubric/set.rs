//! A rubric set, checked and compiled: what a policy is rated against.

use num_rational::BigRational;
use regex::Regex;

use super::duration::Duration;
use super::lexicon::{Lexicon, VocabularyId};
use super::phrase::Join;
use super::source::{Aggregation, Reads, Turned, Within};
use crate::rating::{Confidence, Mechanism, Rating, Severity};

/// The rubrics, the lexicon and the scale together.
///
/// ```
/// use principle31::RubricSet;
///
/// let rubrics = RubricSet::builtin();
/// assert_eq!(rubrics.criteria().count(), 9);
/// assert_eq!(rubrics.indicators().count(), 54);
/// let core = rubrics.profile("core")?;
/// assert_eq!(core.criteria().count(), 4);
/// # Ok::<(), principle31::UnknownNameError>(())
/// ```
#[derive(Debug, Clone)]
pub struct RubricSet {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) title: String,
    pub(crate) digest: String,
    pub(crate) language: String,
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) scale: Values,
    pub(crate) of_indicators: Aggregation,
    pub(crate) of_criteria: Aggregation,
    pub(crate) bands: Vec<Band>,
    pub(crate) caps: Vec<Cap>,
    pub(crate) profiles: Vec<Profile>,
    pub(crate) grammar: Grammar,
    pub(crate) lexicon: Lexicon,
}

/// A criterion and its indicators.
#[derive(Debug, Clone)]
pub struct Criterion {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) principle: String,
    pub(crate) about: String,
    pub(crate) weight: BigRational,
    pub(crate) indicators: Vec<Indicator>,
}

/// An indicator: what it asks, and the patterns that decide it.
#[derive(Debug, Clone)]
pub struct Indicator {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) asks: String,
    pub(crate) met: String,
    pub(crate) partial: String,
    pub(crate) adverse: Option<String>,
    pub(crate) sources: Vec<String>,
    pub(crate) weight: BigRational,
    pub(crate) severity: Severity,
    pub(crate) question: String,
    pub(crate) recommendation: String,
    pub(crate) applies_to: Option<Vec<Mechanism>>,
    pub(crate) sure_of: Vec<Rating>,
    pub(crate) patterns: Vec<Pattern>,
}

/// What each rating is worth, 0 to 1.
#[derive(Debug, Clone)]
pub(crate) struct Values {
    pub(crate) met: BigRational,
    pub(crate) partial: BigRational,
    pub(crate) silent: BigRational,
    pub(crate) adverse: BigRational,
}

#[derive(Debug, Clone)]
pub(crate) struct Band {
    pub(crate) id: String,
    pub(crate) from: BigRational,
    pub(crate) about: String,
}

#[derive(Debug, Clone)]
pub(crate) struct Cap {
    pub(crate) indicator: String,
    pub(crate) rating: Rating,
    pub(crate) at_most: BigRational,
    pub(crate) because: String,
}

/// A named selection of criteria.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    pub(crate) name: String,
    pub(crate) about: String,
    pub(crate) criteria: Vec<String>,
}

/// Where the words of grammar stand in the lexicon.
#[derive(Debug, Clone)]
pub(crate) struct Grammar {
    pub(crate) negations: VocabularyId,
    pub(crate) not_negations: VocabularyId,
    pub(crate) hedges: VocabularyId,
    pub(crate) not_hedges: VocabularyId,
    pub(crate) permissions: VocabularyId,
    pub(crate) qualifiers: VocabularyId,
    pub(crate) softeners: VocabularyId,
    pub(crate) subordinators: VocabularyId,
    pub(crate) auxiliaries: VocabularyId,
    pub(crate) function_words: VocabularyId,
    pub(crate) subject: VocabularyId,
}

/// A pattern, as it is decided.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    pub(crate) rates: Rating,
    pub(crate) says: String,
    pub(crate) any: Vec<Term>,
    /// For each of `any`, which of the things that are counted it speaks of.
    pub(crate) group_of: Vec<usize>,
    pub(crate) all: Vec<Term>,
    pub(crate) none: Vec<Term>,
    pub(crate) under: Vec<Term>,
    pub(crate) within: Within,
    pub(crate) at_least: usize,
    pub(crate) lasting: Option<Lasting>,
    pub(crate) reads: Reads,
    pub(crate) hedged: Turned,
    pub(crate) negated: Turned,
    pub(crate) against_met: Option<Rating>,
    pub(crate) against_partial: Option<Rating>,
    pub(crate) confidence: Confidence,
    pub(crate) regex: Option<Regex>,
    pub(crate) headings: bool,
    pub(crate) questions: bool,
}

impl Pattern {
    /// The terms that a match begins from.
    pub(crate) fn anchors(&self) -> &[Term] {
        match self.any.is_empty() {
            true => self.all.get(..1).unwrap_or_default(),
            false => &self.any,
        }
    }

    /// The terms that must stand by the anchor.
    pub(crate) fn companions(&self) -> &[Term] {
        match self.any.is_empty() {
            true => self.all.get(1..).unwrap_or_default(),
            false => &self.all,
        }
    }
}

/// How long a duration must be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lasting {
    pub(crate) at_least: Option<Duration>,
    pub(crate) at_most: Option<Duration>,
}

impl Lasting {
    pub(crate) fn holds(&self, duration: &Duration) -> bool {
        self.at_least.is_none_or(|least| duration.hours() >= least.hours())
            && self.at_most.is_none_or(|most| duration.hours() <= most.hours())
    }
}

/// Atoms that stand together.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    /// The term as the rubric writes it.
    pub(crate) text: String,
    pub(crate) first: Atom,
    pub(crate) others: Vec<(Join, Atom)>,
}

/// Vocabularies of which one must stand.
pub(crate) type Atom = Vec<VocabularyId>;

/// A criterion, profile or indicator that the rubric set does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no {what} `{name}` in the rubric set `{set}`; it has {known}")]
pub struct UnknownNameError {
    what: &'static str,
    name: String,
    set: String,
    known: String,
}

/// The criterion of an indicator's full identifier: what stands before the first full stop.
pub(crate) fn criterion_of(indicator: &str) -> &str {
    indicator.split_once('.').map_or(indicator, |(criterion, _)| criterion)
}

impl RubricSet {
    /// What the set is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The set's own version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What the set rates, in a line.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The SHA-256 of the files that the set was loaded from, in hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The language of the policies that the set can rate: a code of ISO 639-3, such as `eng`.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The criteria, in the order in which they are reported.
    pub fn criteria(&self) -> impl Iterator<Item = &Criterion> {
        self.criteria.iter()
    }

    /// All indicators, in the order in which they are reported.
    pub fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.criteria.iter().flat_map(|criterion| &criterion.indicators)
    }

    /// The indicator with this full identifier: `independence.appeal`.
    ///
    /// # Errors
    /// When there is none.
    pub fn indicator(&self, id: &str) -> Result<&Indicator, UnknownNameError> {
        let found = self.indicators().find(|indicator| indicator.id == id);
        found.ok_or_else(|| self.unknown("indicator", id, self.indicators().map(|indicator| indicator.id.as_str())))
    }

    /// The bands of scores, from the highest down, and what each means.
    pub fn bands(&self) -> impl Iterator<Item = (&str, &str)> {
        self.bands.iter().map(|band| (band.id.as_str(), band.about.as_str()))
    }

    /// The names of the profiles, each a selection of criteria, and what they are for.
    pub fn profiles(&self) -> impl Iterator<Item = (&str, &str)> {
        self.profiles.iter().map(|profile| (profile.name.as_str(), profile.about.as_str()))
    }

    /// The set with the criteria of a profile only.
    ///
    /// # Errors
    /// When there is no such profile.
    pub fn profile(&self, name: &str) -> Result<RubricSet, UnknownNameError> {
        let found = self.profiles.iter().find(|profile| profile.name == name);
        let profile = found
            .ok_or_else(|| self.unknown("profile", name, self.profiles.iter().map(|profile| profile.name.as_str())))?;
        self.select(&profile.criteria)
    }

    /// The set with these criteria only, in the set's own order.
    ///
    /// # Errors
    /// When one of them is not in the set.
    pub fn select<S: AsRef<str>>(&self, criteria: &[S]) -> Result<RubricSet, UnknownNameError> {
        for id in criteria {
            if !self.criteria.iter().any(|criterion| criterion.id == id.as_ref()) {
                let known = self.criteria.iter().map(|criterion| criterion.id.as_str());
                return Err(self.unknown("criterion", id.as_ref(), known));
            }
        }
        let mut selected = self.clone();
        selected.criteria.retain(|criterion| criteria.iter().any(|id| id.as_ref() == criterion.id));
        Ok(selected)
    }

    fn unknown<'a>(&self, what: &'static str, name: &str, known: impl Iterator<Item = &'a str>) -> UnknownNameError {
        let known: Vec<&str> = known.collect();
        let nearest = known.iter().map(|each| (strsim::jaro_winkler(each, name), *each));
        let nearest = nearest.filter(|(likeness, _)| *likeness > 0.8).max_by(|a, b| a.0.total_cmp(&b.0));
        let known = match nearest {
            Some((_, nearest)) if known.len() > 12 => format!("`{nearest}`"),
            _ => known.join(", "),
        };
        UnknownNameError { what, name: name.to_owned(), set: self.name.clone(), known }
    }
}

impl Criterion {
    /// The criterion's identifier: `rights-compatibility`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Where in the UN Guiding Principles it stands: `31(f)`.
    pub fn principle(&self) -> &str {
        &self.principle
    }

    /// What it is for.
    pub fn about(&self) -> &str {
        &self.about
    }

    /// Its indicators, in the order in which they are reported.
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }
}

impl Indicator {
    /// The full identifier: `independence.appeal`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What it asks of a policy.
    pub fn asks(&self) -> &str {
        &self.asks
    }

    /// What counts as this rating; nothing for `silent` and `not-applicable`, nor where `adverse` cannot be.
    pub fn counts_as(&self, rating: Rating) -> Option<&str> {
        match rating {
            Rating::Met => Some(&self.met),
            Rating::Partial => Some(&self.partial),
            Rating::Adverse => self.adverse.as_deref(),
            Rating::Silent | Rating::NotApplicable => None,
        }
    }

    /// Where the demand comes from.
    pub fn sources(&self) -> &[String] {
        &self.sources
    }

    /// How much a gap hurts those who complain.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The question to the company where it is not met.
    pub fn question(&self) -> &str {
        &self.question
    }

    /// What the company should write.
    pub fn recommendation(&self) -> &str {
        &self.recommendation
    }

    /// What the patterns look for, each with the rating that it speaks for.
    pub fn patterns(&self) -> impl Iterator<Item = (Rating, &str)> {
        self.patterns.iter().map(|pattern| (pattern.rates, pattern.says.as_str()))
    }

    /// Whether it applies to a kind of mechanism.
    pub fn applies_to(&self, mechanism: Mechanism) -> bool {
        self.applies_to.as_ref().is_none_or(|kinds| kinds.contains(&mechanism))
    }
}
