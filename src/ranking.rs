//! Many policies side by side: a row for each, from the highest score to the lowest, with a score for each criterion.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::rating::Mechanism;
use crate::report::{RatingCounts, Report, RubricsUsed, Tool};
use crate::score::Score;

/// The version of the form of a [`Ranking`] in JSON.
pub const RANKING_VERSION: &str = "1.0";

/// Policies in the order of their scores.
///
/// Policies of the same score share a place and stand in the order of their names.
///
/// ```
/// use principle31::{Document, Policy, RankingEntry, Ranking, RubricSet, assess};
///
/// let rubrics = RubricSet::builtin();
/// let report = |text: &str| assess(&rubrics, &Policy::new(Document::text("policy.txt", text)));
/// let ranking = Ranking::of([
///     RankingEntry::new("Quiet Ltd", &report("We read complaints.")),
///     RankingEntry::new("Prompt Ltd", &report("We acknowledge every complaint within seven days.")),
/// ]);
/// assert_eq!(ranking.rows[0].name, "Prompt Ltd");
/// assert_eq!(ranking.rows[0].place, Some(1));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Ranking {
    /// The version of this form: [`RANKING_VERSION`].
    pub schema_version: String,
    /// What made it.
    pub tool: Option<Tool>,
    /// What the policies were rated against; none where there is no row.
    pub rubrics: Option<RubricsUsed>,
    /// The criteria: a column for each, in the rubric set's order.
    pub criteria: Vec<RankedCriterion>,
    /// The policies, from the highest score to the lowest; those without a score come last.
    pub rows: Vec<RankingRow>,
    /// What was to be ranked and could not be read.
    pub unread: Vec<Unread>,
    /// What a reader must know: that the reports were made with different rubrics, for instance.
    pub warnings: Vec<String>,
}

/// A criterion that policies are ranked by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RankedCriterion {
    /// The criterion's identifier.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Where in the UN Guiding Principles it stands.
    pub principle: String,
}

/// A policy in a ranking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RankingRow {
    /// Its place, from 1; policies of the same score share one. None where there is no score.
    pub place: Option<usize>,
    /// What it is called.
    pub name: String,
    /// Where its report stands, relative to the ranking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// The kind of mechanism.
    pub mechanism: Mechanism,
    /// The overall score.
    pub score: Score,
    /// A cell for each of the ranking's criteria, in their order.
    pub criteria: Vec<RankingCell>,
    /// How many of its indicators have each rating.
    pub ratings: RatingCounts,
    /// How many of its findings a person must review.
    pub needs_review: usize,
    /// What a reader of its report must know about the documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

/// A policy's score for a criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RankingCell {
    /// The score; none where the policy was not rated by the criterion.
    pub score: Option<Score>,
    /// The number of the criterion's first finding in the report, from 1.
    pub first_finding: Option<usize>,
}

/// Something that was to be ranked and could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Unread {
    /// What it is called.
    pub name: String,
    /// Why it could not be read, and what to do.
    pub reason: String,
}

/// What a ranking takes of a report.
#[derive(Debug, Clone)]
pub struct RankingEntry {
    name: String,
    report: Option<String>,
    summary: Summary,
}

/// The part of a report that a ranking shows: the findings are not kept, so that hundreds of policies take little room.
#[derive(Debug, Clone)]
struct Summary {
    tool: Tool,
    rubrics: RubricsUsed,
    mechanism: Mechanism,
    score: Score,
    criteria: Vec<(RankedCriterion, RankingCell)>,
    ratings: RatingCounts,
    needs_review: usize,
    warnings: Vec<String>,
}

impl RankingEntry {
    /// A policy's report under the name that the ranking is to show: the company's, for instance, or
    /// [what the report calls the policy](crate::report::PolicyRead::subject).
    pub fn new(name: impl Into<String>, report: &Report) -> Self {
        let first_of = |criterion: &str| {
            report.findings.iter().position(|finding| finding.criterion() == criterion).map(|at| at + 1)
        };
        let criteria = report.criteria.iter().map(|criterion| {
            let cell = RankingCell { score: Some(criterion.score.clone()), first_finding: first_of(&criterion.id) };
            let criterion = RankedCriterion {
                id: criterion.id.clone(),
                title: criterion.title.clone(),
                principle: criterion.principle.clone(),
            };
            (criterion, cell)
        });
        let summary = Summary {
            tool: report.tool.clone(),
            rubrics: report.rubrics.clone(),
            mechanism: report.policy.mechanism,
            score: report.score.clone(),
            criteria: criteria.collect(),
            ratings: RatingCounts::of(report.findings.iter().map(|finding| finding.rating)),
            needs_review: report.findings.iter().filter(|finding| finding.needs_review).count(),
            warnings: report.warnings.iter().map(|warning| warning.message.clone()).collect(),
        };
        RankingEntry { name: name.into(), report: None, summary }
    }

    /// Says where the report stands, relative to the ranking: its row links there.
    #[must_use]
    pub fn report(mut self, place: impl Into<String>) -> Self {
        self.report = Some(place.into());
        self
    }
}

impl Ranking {
    /// Ranks policies by their overall scores.
    pub fn of(entries: impl IntoIterator<Item = RankingEntry>) -> Self {
        let mut entries: Vec<RankingEntry> = entries.into_iter().collect();
        entries.sort_by(order);
        // The columns of all reports: those of the first, then what others have beside them.
        let mut criteria: Vec<RankedCriterion> = Vec::new();
        for (criterion, _) in entries.iter().flat_map(|entry| &entry.summary.criteria) {
            if !criteria.iter().any(|known| known.id == criterion.id) {
                criteria.push(criterion.clone());
            }
        }
        let warnings = warnings(&entries);
        let (tool, rubrics) =
            entries.first().map(|entry| (entry.summary.tool.clone(), entry.summary.rubrics.clone())).unzip();
        let mut rows: Vec<RankingRow> = Vec::with_capacity(entries.len());
        for entry in entries {
            let place = entry.summary.score.value.map(|own| match rows.last() {
                Some(above) if above.score.value == Some(own) => above.place.unwrap_or(1),
                _ => rows.len() + 1,
            });
            rows.push(row(place, entry, &criteria));
        }
        Ranking {
            schema_version: RANKING_VERSION.to_owned(),
            tool,
            rubrics,
            criteria,
            rows,
            unread: Vec::new(),
            warnings,
        }
    }

    /// Adds something that was to be ranked and could not be read.
    #[must_use]
    pub fn without(mut self, name: impl Into<String>, reason: impl Into<String>) -> Self {
        self.unread.push(Unread { name: name.into(), reason: reason.into() });
        self
    }
}

/// The higher score first; then by name, and where those are the same too, by where the report stands.
fn order(one: &RankingEntry, other: &RankingEntry) -> Ordering {
    let points = |entry: &RankingEntry| entry.summary.score.value.map_or(-1.0, |value| value.get());
    points(other)
        .total_cmp(&points(one))
        .then_with(|| one.name.cmp(&other.name))
        .then_with(|| one.report.cmp(&other.report))
}

fn row(place: Option<usize>, entry: RankingEntry, criteria: &[RankedCriterion]) -> RankingRow {
    let RankingEntry { name, report, summary } = entry;
    let cell = |criterion: &RankedCriterion| {
        let own = summary.criteria.iter().find(|(own, _)| own.id == criterion.id);
        own.map_or(RankingCell { score: None, first_finding: None }, |(_, cell)| cell.clone())
    };
    RankingRow {
        place,
        name,
        report,
        mechanism: summary.mechanism,
        criteria: criteria.iter().map(cell).collect(),
        score: summary.score,
        ratings: summary.ratings,
        needs_review: summary.needs_review,
        warnings: summary.warnings,
    }
}

/// What makes the rows hard to compare.
fn warnings(entries: &[RankingEntry]) -> Vec<String> {
    let several = |what: &dyn Fn(&Summary) -> String| -> Vec<String> {
        let mut all: Vec<String> = entries.iter().map(|entry| what(&entry.summary)).collect();
        all.sort();
        all.dedup();
        all
    };
    let mut warnings = Vec::new();
    let digests = several(&|summary| summary.rubrics.digest.clone());
    if digests.len() > 1 {
        let names = several(&|summary| format!("{} {}", summary.rubrics.name, summary.rubrics.version));
        warnings.push(format!(
            "the reports were made with {} different rubric sets ({}); their scores cannot be compared",
            digests.len(),
            names.join(", ")
        ));
    }
    let criteria = several(&|summary| {
        summary.criteria.iter().map(|(criterion, _)| criterion.id.as_str()).collect::<Vec<_>>().join(", ")
    });
    if criteria.len() > 1 && digests.len() == 1 {
        warnings.push(
            "the policies were not all rated by the same criteria; their overall scores cannot be compared".to_owned(),
        );
    }
    let versions = several(&|summary| summary.tool.version.clone());
    if versions.len() > 1 {
        warnings.push(format!(
            "the reports were made by different versions ({}); make them anew before you compare scores",
            versions.join(", ")
        ));
    }
    let mechanisms = several(&|summary| summary.mechanism.to_string());
    if mechanisms.len() > 1 {
        warnings.push(format!(
            "the mechanisms are of different kinds ({}), of which not the same is asked",
            mechanisms.join(", ")
        ));
    }
    warnings
}
