//! What a new version of a policy, or another company's, gains and loses against an old one.

use serde::{Deserialize, Serialize};

use crate::rating::Rating;
use crate::report::{Evidence, Finding, Report};
use crate::score::Points;

/// The version of the form of [`Changes`] in JSON.
pub const CHANGES_VERSION: &str = "1.0";

/// The differences between two reports.
///
/// ```
/// use principle31::{Document, Policy, RubricSet, assess, compare};
///
/// let rubrics = RubricSet::builtin();
/// let report = |text: &str| assess(&rubrics, &Policy::new(Document::text("policy.txt", text)));
/// let changes = compare(&report("We acknowledge every complaint within seven days."), &report("We read complaints."));
/// assert!(changes.lost().any(|change| change.indicator == "predictability.acknowledgement-timeframe"));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Changes {
    /// The version of this form: [`CHANGES_VERSION`].
    pub schema_version: String,
    /// The old report's policy.
    pub old: Compared,
    /// The new report's policy.
    pub new: Compared,
    /// The overall score of both.
    pub score: ScoreChange,
    /// The score of each criterion, in the order of the new report.
    pub criteria: Vec<CriterionChange>,
    /// The indicators whose rating or evidence is not the same, in the order of the new report; then those that only the
    /// old report has.
    pub indicators: Vec<Change>,
    /// How many indicators are rated alike by the same passages in the same places.
    pub unchanged: usize,
    /// What a reader must know: that the reports were made with different rubrics, for instance.
    pub warnings: Vec<String>,
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Compared {
    /// What the policy is called: its company and title, or its documents.
    pub policy: String,
    /// The digest of the rubrics that it was rated against.
    pub rubrics: String,
}

/// A score, old and new.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ScoreChange {
    /// The old score; none where nothing applied.
    pub old: Option<Points>,
    /// The new score.
    pub new: Option<Points>,
}

impl ScoreChange {
    /// By how many points the score rose (or fell, below zero), to a tenth.
    pub fn difference(&self) -> Option<f64> {
        let (old, new) = (self.old?, self.new?);
        Some(((new.get() - old.get()) * 10.0).round() / 10.0)
    }
}

/// A criterion's score, old and new.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CriterionChange {
    /// The criterion's identifier.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The scores.
    pub score: ScoreChange,
}

/// What became of an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Change {
    /// The indicator's full identifier.
    pub indicator: String,
    /// What it is called.
    pub title: String,
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// The old rating; none where the old report does not have the indicator.
    pub old: Option<Rating>,
    /// The new rating; none where the new report does not have the indicator.
    pub new: Option<Rating>,
    /// The passages that the old rating stands on.
    pub old_evidence: Vec<Evidence>,
    /// The passages that the new rating stands on.
    pub new_evidence: Vec<Evidence>,
}

/// A kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ChangeKind {
    /// The rating fell: from met, partial, silent to the next, down to adverse.
    Lost,
    /// The rating rose.
    Gained,
    /// The rating is the same, the passages are others.
    Changed,
    /// The passages are the same and stand elsewhere.
    Moved,
    /// The indicator applies to, or is in, one of the reports only: there is nothing to compare.
    NotComparable,
}

impl ChangeKind {
    /// The word as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            ChangeKind::Lost => "lost",
            ChangeKind::Gained => "gained",
            ChangeKind::Changed => "changed",
            ChangeKind::Moved => "moved",
            ChangeKind::NotComparable => "not-comparable",
        }
    }
}

impl Changes {
    /// The indicators that are rated worse than before.
    pub fn lost(&self) -> impl Iterator<Item = &Change> {
        self.of_kind(ChangeKind::Lost)
    }

    /// The changes of one kind, in order.
    pub fn of_kind(&self, kind: ChangeKind) -> impl Iterator<Item = &Change> {
        self.indicators.iter().filter(move |change| change.kind == kind)
    }
}

/// Compares two reports, indicator by indicator.
///
/// The reports may be of two versions of a policy or of two companies' policies. They should be made with the same rubrics;
/// a warning says so where they are not.
pub fn compare(old: &Report, new: &Report) -> Changes {
    let mut indicators = Vec::new();
    let mut unchanged = 0;
    // Of policies of one document each, the file may be called otherwise: that moves nothing.
    let by_name = old.policy.documents.len() != 1 || new.policy.documents.len() != 1;
    for finding in &new.findings {
        match change(of(old, &finding.indicator), Some(finding), by_name) {
            Some(change) => indicators.push(change),
            None => unchanged += 1,
        }
    }
    let gone = old.findings.iter().filter(|finding| of(new, &finding.indicator).is_none());
    indicators.extend(gone.filter_map(|finding| change(Some(finding), None, by_name)));
    let criteria = new.criteria.iter().map(|criterion| {
        let before = old.criteria.iter().find(|before| before.id == criterion.id);
        CriterionChange {
            id: criterion.id.clone(),
            title: criterion.title.clone(),
            score: ScoreChange { old: before.and_then(|before| before.score.value), new: criterion.score.value },
        }
    });
    let mut warnings = Vec::new();
    if old.rubrics.digest != new.rubrics.digest {
        warnings.push(format!(
            "the reports were made with different rubrics ({} {} and {} {}); what changed may be the rubrics, not the policy",
            old.rubrics.name, old.rubrics.version, new.rubrics.name, new.rubrics.version
        ));
    }
    if old.tool.version != new.tool.version {
        warnings.push(format!(
            "the reports were made by different versions ({} and {}); what changed may be the tool, not the policy",
            old.tool.version, new.tool.version
        ));
    }
    if old.policy.mechanism != new.policy.mechanism {
        warnings.push(format!(
            "the mechanisms are of different kinds ({} and {})",
            old.policy.mechanism, new.policy.mechanism
        ));
    }
    Changes {
        schema_version: CHANGES_VERSION.to_owned(),
        old: compared(old),
        new: compared(new),
        score: ScoreChange { old: old.score.value, new: new.score.value },
        criteria: criteria.collect(),
        indicators,
        unchanged,
        warnings,
    }
}

fn compared(report: &Report) -> Compared {
    Compared { policy: report.policy.subject(), rubrics: report.rubrics.digest.clone() }
}

fn of<'a>(report: &'a Report, indicator: &str) -> Option<&'a Finding> {
    report.findings.iter().find(|finding| finding.indicator == indicator)
}

fn change(old: Option<&Finding>, new: Option<&Finding>, by_name: bool) -> Option<Change> {
    let kind = match (old, new) {
        (Some(old), Some(new)) => kind(old, new, by_name)?,
        _ => ChangeKind::NotComparable,
    };
    let either = new.or(old)?;
    let evidence = |finding: &Finding| finding.decisive().cloned().collect::<Vec<Evidence>>();
    Some(Change {
        indicator: either.indicator.clone(),
        title: either.title.clone(),
        kind,
        old: old.map(|finding| finding.rating),
        new: new.map(|finding| finding.rating),
        old_evidence: old.map(evidence).unwrap_or_default(),
        new_evidence: new.map(evidence).unwrap_or_default(),
    })
}

/// `by_name`: a passage in a document of another name has moved.
fn kind(old: &Finding, new: &Finding, by_name: bool) -> Option<ChangeKind> {
    match (rank(old.rating), rank(new.rating)) {
        (None, None) => return None,
        (None, _) | (_, None) => return Some(ChangeKind::NotComparable),
        (Some(before), Some(after)) if after < before => return Some(ChangeKind::Lost),
        (Some(before), Some(after)) if after > before => return Some(ChangeKind::Gained),
        _ => {}
    }
    let (before, after): (Vec<&Evidence>, Vec<&Evidence>) = (old.decisive().collect(), new.decisive().collect());
    let words = |all: &[&Evidence]| -> Vec<String> {
        let one_line = |evidence: &&Evidence| evidence.shown().split_whitespace().collect::<Vec<_>>().join(" ");
        all.iter().map(one_line).collect()
    };
    let place = |evidence: &&Evidence| (by_name.then(|| evidence.document.clone()), evidence.page, evidence.line);
    if words(&before) != words(&after) {
        Some(ChangeKind::Changed)
    } else if !before.iter().map(place).eq(after.iter().map(place)) {
        Some(ChangeKind::Moved)
    } else {
        None
    }
}

/// How good a rating is for those who complain; none where it does not apply.
fn rank(rating: Rating) -> Option<u8> {
    match rating {
        Rating::Adverse => Some(0),
        Rating::Silent => Some(1),
        Rating::Partial => Some(2),
        Rating::Met => Some(3),
        Rating::NotApplicable => None,
    }
}
