//! The report: findings, scores and warnings, as plain data with a version of its own.

mod build;
mod warnings;

use serde::{Deserialize, Serialize};

use crate::evidence::Modality;
use crate::policy::Form;
use crate::rating::{Basis, Confidence, Mechanism, Rating, Severity};
use crate::rubric::{Duration, criterion_of};
use crate::score::{AppliedCap, Score};

pub use build::{assess, assess_all, assess_with};

/// The version of the report's form. The first number changes when a reader of an older one could be misled.
pub const SCHEMA_VERSION: &str = "1.0";

/// What came of rating a policy against a rubric set.
///
/// The same policy and the same rubrics give the same report, byte for byte.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Report {
    /// The version of the report's form: [`SCHEMA_VERSION`].
    pub schema_version: String,
    /// What made the report.
    pub tool: Tool,
    /// What the policy was rated against.
    pub rubrics: RubricsUsed,
    /// What was rated.
    pub policy: PolicyRead,
    /// The overall score.
    pub score: Score,
    /// The criteria, in the rubric set's order.
    pub criteria: Vec<CriterionResult>,
    /// Every indicator of the rubric set exactly once, in the set's order.
    pub findings: Vec<Finding>,
    /// What a reader of the report must know about the documents.
    pub warnings: Vec<Warning>,
}

/// What made a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Tool {
    /// `principle31`.
    pub name: String,
    /// The crate's version.
    pub version: String,
}

/// The rubric set that a policy was rated against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RubricsUsed {
    /// What the set is called.
    pub name: String,
    /// The set's own version.
    pub version: String,
    /// What the set rates, in a line.
    pub title: String,
    /// The SHA-256 of the set's files.
    pub digest: String,
}

/// The policy that was rated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PolicyRead {
    /// Whose policy it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The kind of mechanism.
    pub mechanism: Mechanism,
    /// Where it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// As of when it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Its documents.
    pub documents: Vec<DocumentRead>,
}

impl PolicyRead {
    /// What to call the policy: its company and title, or the name of its text.
    pub fn subject(&self) -> String {
        let named: Vec<&str> = [&self.company, &self.title].into_iter().flatten().map(String::as_str).collect();
        match (named.is_empty(), self.documents.as_slice()) {
            (false, _) => named.join(": "),
            (true, []) => "a policy without a text".to_owned(),
            (true, [only]) => only.name.clone(),
            (true, [first, others @ ..]) => format!("{} and {} more", first.name, others.len()),
        }
    }
}

/// A document that was rated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DocumentRead {
    /// How evidence names it.
    pub name: String,
    /// The form it was read as.
    pub form: Form,
    /// The SHA-256 of the file in hexadecimal; of its text in UTF-8 where it is text or Markdown.
    pub sha256: String,
    /// The length of what the digest is of, in bytes.
    pub bytes: usize,
    /// How many pages it has; none where its form has no pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// How many words were read, articles not counted.
    pub words: usize,
    /// Whether bytes that are not UTF-8 were replaced on reading.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lossy: bool,
}

/// A criterion's score and what it comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CriterionResult {
    /// The criterion's identifier.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Where in the UN Guiding Principles it stands.
    pub principle: String,
    /// Its score.
    pub score: Score,
    /// How many of its indicators have each rating.
    pub ratings: RatingCounts,
    /// The ceilings that its ratings called for.
    pub caps: Vec<AppliedCap>,
}

/// How many indicators have each rating.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct RatingCounts {
    /// How many are met.
    pub met: usize,
    /// How many are partial.
    pub partial: usize,
    /// How many are silent.
    pub silent: usize,
    /// How many are adverse.
    pub adverse: usize,
    /// How many do not apply.
    pub not_applicable: usize,
}

impl RatingCounts {
    /// Counts ratings.
    pub fn of(ratings: impl IntoIterator<Item = Rating>) -> Self {
        let mut counts = RatingCounts::default();
        for rating in ratings {
            *match rating {
                Rating::Met => &mut counts.met,
                Rating::Partial => &mut counts.partial,
                Rating::Silent => &mut counts.silent,
                Rating::Adverse => &mut counts.adverse,
                Rating::NotApplicable => &mut counts.not_applicable,
            } += 1;
        }
        counts
    }

    /// How many have a rating.
    pub(crate) fn get(&self, rating: Rating) -> usize {
        match rating {
            Rating::Met => self.met,
            Rating::Partial => self.partial,
            Rating::Silent => self.silent,
            Rating::Adverse => self.adverse,
            Rating::NotApplicable => self.not_applicable,
        }
    }
}

/// An indicator's rating and everything that a reader needs to check it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Finding {
    /// The indicator's full identifier.
    pub indicator: String,
    /// What the indicator is called.
    pub title: String,
    /// What it asks.
    pub asks: String,
    /// The rating.
    pub rating: Rating,
    /// What the rating stands on.
    pub basis: Basis,
    /// How sure the tool is.
    pub confidence: Confidence,
    /// Whether a person must look before the finding is used.
    pub needs_review: bool,
    /// How much the gap hurts those who complain; `none` where nothing is missing.
    pub severity: Severity,
    /// Why it has its rating, in a sentence.
    pub reason: String,
    /// The passages that the rating stands on, then those that speak against it.
    pub evidence: Vec<Evidence>,
    /// How coders and assessors rate it, where any do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opinions: Vec<Opinion>,
    /// Whether those who rate it differ: then none of their ratings is taken.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub conflict: bool,
    /// The question to the company where it is not met.
    pub question: String,
    /// What the company should write.
    pub recommendation: String,
    /// Where the demand comes from.
    pub sources: Vec<String>,
}

impl Finding {
    /// The identifier of its indicator's criterion.
    pub(crate) fn criterion(&self) -> &str {
        criterion_of(&self.indicator)
    }

    /// The passages that speak for its rating.
    pub(crate) fn decisive(&self) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().filter(|evidence| evidence.rates == self.rating)
    }
}

/// A rating from elsewhere: a person's coding, or an assessor's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Opinion {
    /// Who rates: the coder, the coding's file, or the assessor.
    pub by: String,
    /// What the opinion is: `coding` or `assessor`.
    pub basis: Basis,
    /// The rating.
    pub rating: Rating,
    /// What the coder wants to be known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A passage, word for word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Evidence {
    /// The document's name.
    pub document: String,
    /// The passage as the document's source writes it: `source[start..end]`.
    pub quote: String,
    /// The passage as people read it, where its source is something else: a web page's without tags and entities, a
    /// PDF's with the words whole that a line end cuts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The byte where it begins in the document's source ([`Document::source`](crate::Document::source)).
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// The page where it begins, from 1; none where the document has no pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<usize>,
    /// The line where it begins, from 1; where there are pages, on its page.
    pub line: usize,
    /// The column where it begins, from 1, in Unicode scalar values.
    pub column: usize,
    /// The heading that it stands under, as it is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// The rating that the passage speaks for.
    pub rates: Rating,
    /// How the passage commits whom it speaks of; nothing is said of what a coder or an assessor quotes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modality: Option<Modality>,
    /// What the passage says; completes "The text …".
    pub says: String,
    /// The coder or assessor who quotes it; the tool itself, where nobody is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The parts of the passage that decided, word for word.
    pub matched: Vec<String>,
    /// The durations that the passage states.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub durations: Vec<Duration>,
}

impl Evidence {
    /// The passage as people read it.
    pub fn shown(&self) -> &str {
        self.text.as_deref().unwrap_or(&self.quote)
    }

    /// Where it stands, as terminals and editors follow it: "policy.md:40:1", or "policy.pdf, page 3, line 12".
    pub fn location(&self) -> String {
        match self.page {
            Some(_) => format!("{}, {}", self.document, self.place()),
            None => format!("{}:{}:{}", self.document, self.line, self.column),
        }
    }

    /// Where on which page it stands, in words: "page 3, line 12", "line 40".
    pub fn place(&self) -> String {
        match self.page {
            Some(page) => format!("page {page}, line {}", self.line),
            None => format!("line {}", self.line),
        }
    }
}

/// Something that a reader of the report must know about the documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Warning {
    /// What kind of thing it is.
    pub kind: WarningKind,
    /// The document that it is about; none where it is about all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The warning in words.
    pub message: String,
}

/// A kind of warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WarningKind {
    /// A document has nothing that can be rated.
    Empty,
    /// A document does not look like a policy about raising and handling complaints.
    NotAPolicy,
    /// A document, or a part of it, is in a language that the rubrics are not written for, and was not rated.
    OtherLanguage,
    /// Bytes that are no text were replaced on reading; spans count the replaced text.
    LossyText,
    /// A document does not name its encoding, which was guessed.
    EncodingGuessed,
    /// Pages of a document are pictures without text, and were not read.
    PagesWithoutText,
    /// A rating from an assessor was refused: it has no quote, or one that is not in the policy.
    RatingRefused,
    /// Characters of a document's fonts cannot be told: its text has gaps.
    UnmappedGlyphs,
}
