//! From a policy and a rubric set to the report.

use sha2::{Digest, Sha256};

use super::warnings::{refusals, warnings};
use super::{
    CriterionResult, DocumentRead, Evidence, Finding, Opinion, PolicyRead, RatingCounts, Report, RubricsUsed,
    SCHEMA_VERSION, Tool,
};
use crate::assessment::{self, Assessment, Passage};
use crate::coding::VerifiedRatings;
use crate::evidence;
use crate::policy::{Document, Policy};
use crate::rating::{Rating, Severity};
use crate::rubric::{Indicator, RubricSet};
use crate::score::scores;

/// Rates a policy against a rubric set.
///
/// It is total: whatever the documents hold, there is a report with every indicator in it.
///
/// ```
/// use principle31::{Document, Policy, RubricSet, assess};
///
/// let policy = Policy::new(Document::text("policy.txt", "We acknowledge every complaint within seven days."));
/// let report = assess(&RubricSet::builtin(), &policy);
/// assert_eq!(report.findings.len(), 54);
/// ```
pub fn assess(rubrics: &RubricSet, policy: &Policy) -> Report {
    assess_with(rubrics, policy, &[])
}

/// Rates many policies against a rubric set, with the feature `parallel` on all cores; the reports stand in the order of
/// the policies, and are those that [`assess`] gives.
///
/// ```
/// use principle31::{Document, Policy, RubricSet, assess, assess_all};
///
/// let rubrics = RubricSet::builtin();
/// let policies = ["We reply within a month.", "We reply."].map(|text| Policy::new(Document::text("policy", text)));
/// let reports = assess_all(&rubrics, &policies);
/// assert_eq!(reports, [assess(&rubrics, &policies[0]), assess(&rubrics, &policies[1])]);
/// ```
pub fn assess_all(rubrics: &RubricSet, policies: &[Policy]) -> Vec<Report> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        policies.par_iter().map(|policy| assess(rubrics, policy)).collect()
    }
    #[cfg(not(feature = "parallel"))]
    {
        policies.iter().map(|policy| assess(rubrics, policy)).collect()
    }
}

/// Rates a policy against a rubric set, and takes ratings from elsewhere in: codings of people, and assessors of the
/// embedder's.
///
/// A coding overrides the text's rating. An assessor's rating does where there is no coding, and asks for review unless it
/// is the text's own. Where coders differ (or, without any, assessors), the text's rating stands and the finding reports
/// the conflict. Each finding says who rated it how, and each passage who quotes it.
pub fn assess_with(rubrics: &RubricSet, policy: &Policy, ratings: &[VerifiedRatings]) -> Report {
    let gathered = evidence::gather(rubrics, policy.documents());
    let mut assessments = assessment::assess(rubrics, policy, &gathered);
    assessment::merge(rubrics, policy, &mut assessments, ratings);
    let (score, of_criteria) = scores(rubrics, &assessments);
    let mut findings = Vec::with_capacity(assessments.len());
    for (indicator, assessment) in rubrics.indicators().zip(&assessments) {
        findings.push(finding(indicator, assessment, policy));
    }
    let mut rest = assessments.as_slice();
    let criteria = rubrics.criteria().zip(of_criteria).map(|(criterion, scored)| {
        let (own, others) = rest.split_at(criterion.indicators().len().min(rest.len()));
        rest = others;
        CriterionResult {
            id: criterion.id().to_owned(),
            title: criterion.title().to_owned(),
            principle: criterion.principle().to_owned(),
            score: scored.score,
            ratings: RatingCounts::of(own.iter().map(|assessment| assessment.rating)),
            caps: scored.caps,
        }
    });
    Report {
        schema_version: SCHEMA_VERSION.to_owned(),
        tool: Tool { name: env!("CARGO_PKG_NAME").to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        rubrics: RubricsUsed {
            name: rubrics.name().to_owned(),
            version: rubrics.version().to_owned(),
            title: rubrics.title().to_owned(),
            digest: rubrics.digest().to_owned(),
        },
        policy: policy_read(policy),
        score,
        criteria: criteria.collect(),
        findings,
        warnings: [warnings(rubrics, policy.documents(), &gathered), refusals(ratings)].concat(),
    }
}

fn policy_read(policy: &Policy) -> PolicyRead {
    PolicyRead {
        company: policy.company_name().map(str::to_owned),
        title: policy.title_text().map(str::to_owned),
        mechanism: policy.mechanism_kind(),
        url: policy.url_text().map(str::to_owned),
        date: policy.date_text().map(str::to_owned),
        documents: policy.documents().iter().map(document_read).collect(),
    }
}

fn document_read(document: &Document) -> DocumentRead {
    let (sha256, bytes) = match &document.file {
        Some(file) => (file.sha256, file.bytes),
        None => (Sha256::digest(document.source()).into(), document.source().len()),
    };
    DocumentRead {
        name: document.name().to_owned(),
        form: document.form(),
        sha256: sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
        bytes,
        pages: document.page_count(),
        words: document.word_count(),
        lossy: document.is_lossy(),
    }
}

fn finding(indicator: &Indicator, assessment: &Assessment, policy: &Policy) -> Finding {
    let evidence = assessment.passages.iter().filter_map(|passage| {
        let document = policy.documents().get(passage.document)?;
        Some(evidence_of(document, passage))
    });
    Finding {
        indicator: indicator.id().to_owned(),
        title: indicator.title().to_owned(),
        asks: indicator.asks().to_owned(),
        rating: assessment.rating,
        basis: assessment.basis,
        confidence: assessment.confidence,
        needs_review: assessment.needs_review,
        severity: severity(indicator.severity(), assessment.rating),
        reason: assessment.reason.clone(),
        evidence: evidence.collect(),
        opinions: assessment.opinions.iter().map(opinion).collect(),
        conflict: assessment.conflict,
        question: indicator.question().to_owned(),
        recommendation: indicator.recommendation().to_owned(),
        sources: indicator.sources().to_vec(),
    }
}

/// How severe a finding is, where the plain gap is of severity `gap`: half a promise is a step less, a rule that
/// works against those who complain a step more.
fn severity(gap: Severity, rating: Rating) -> Severity {
    let step = |by: isize| {
        let at = Severity::ALL.iter().position(|each| *each == gap).unwrap_or(0);
        Severity::ALL.get(at.saturating_add_signed(by)).copied().unwrap_or(Severity::Critical)
    };
    match rating {
        Rating::Met | Rating::NotApplicable => Severity::None,
        Rating::Partial => step(-1),
        Rating::Silent => gap,
        Rating::Adverse => step(1),
    }
}

fn opinion(opinion: &assessment::Opinion) -> Opinion {
    let assessment::Opinion { by, basis, rating, note } = opinion.clone();
    Opinion { by, basis, rating, note }
}

fn evidence_of(document: &Document, passage: &Passage) -> Evidence {
    let span = passage.span.clone();
    let position = document.position(span.start);
    let words = document.words_in(span.clone());
    let matched = passage.words.iter().filter(|at| words.start <= at.start && at.end <= words.end && !at.is_empty());
    let matched = matched.map(|at| document.words_shown(at.clone()).to_owned());
    Evidence {
        document: document.name().to_owned(),
        quote: document.source().get(span.clone()).unwrap_or_default().to_owned(),
        text: document.shown(span.clone()),
        start: span.start,
        end: span.end,
        page: document.page(span.start),
        line: position.line,
        column: position.column,
        heading: document.heading_above(span.start),
        rates: passage.rates,
        modality: passage.modality,
        says: passage.says.clone(),
        by: passage.by.clone(),
        matched: matched.collect(),
        durations: evidence::durations(document, words),
    }
}
