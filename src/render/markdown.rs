//! A report as Markdown, fit for a page of a wiki.

use super::figures::points;
use super::safe;
use crate::rating::Rating;
use crate::report::{Finding, RatingCounts, Report};
use crate::score::Score;

/// The report as Markdown (with tables, as GitHub reads it): the scores, then the findings by criterion.
pub fn markdown(report: &Report) -> String {
    let mut out = format!("# Grievance mechanism: {}\n\n", safe::markdown(&report.policy.subject()));
    about(report, &mut out);
    scores(report, &mut out);
    for criterion in &report.criteria {
        let findings: Vec<&Finding> =
            report.findings.iter().filter(|finding| finding.criterion() == criterion.id).collect();
        out.push_str(&format!(
            "\n## {} ({})\n",
            safe::markdown(&criterion.title),
            safe::markdown(&criterion.principle)
        ));
        for cap in &criterion.caps {
            let because = safe::markdown(&cap.because);
            out.push_str(&format!(
                "\nAt most {}, since `{}` is {}: {because}\n",
                cap.at_most, cap.indicator, cap.rating
            ));
        }
        findings.iter().filter(|finding| !finding.evidence.is_empty()).for_each(|finding| shown(finding, &mut out));
        let rest: Vec<&&Finding> = findings.iter().filter(|finding| finding.evidence.is_empty()).collect();
        if !rest.is_empty() {
            out.push_str("\n### Without a passage\n\n");
        }
        rest.iter().for_each(|finding| listed(finding, &mut out));
    }
    out.push_str(&footer(report));
    out
}

/// What made the report, and from what.
pub(super) fn footer(report: &Report) -> String {
    format!(
        "\n---\n\n{} {}, report form {}, rubrics {} {} (`{}`).\n",
        report.tool.name,
        report.tool.version,
        report.schema_version,
        safe::markdown(&report.rubrics.name),
        safe::markdown(&report.rubrics.version),
        report.rubrics.digest.get(..12).unwrap_or_default(),
    )
}

pub(super) fn about(report: &Report, out: &mut String) {
    let policy = &report.policy;
    let facts = [("Published at", &policy.url), ("As of", &policy.date)];
    for (what, fact) in facts {
        if let Some(fact) = fact {
            out.push_str(&format!("{what}: {}  \n", safe::markdown(fact)));
        }
    }
    for document in &policy.documents {
        let name = safe::markdown(&document.name);
        out.push_str(&format!("Document: {name}, {} words, SHA-256 `{}`  \n", document.words, document.sha256));
    }
    for warning in &report.warnings {
        out.push_str(&format!("\n> **Warning:** {}\n", safe::markdown(&warning.message)));
    }
}

pub(super) fn scores(report: &Report, out: &mut String) {
    out.push_str("\n| Criterion | Score | Band | After review | met | partial | silent | adverse |\n");
    out.push_str("|---|---:|---|---|---:|---:|---:|---:|\n");
    let mut row = |title: &str, score: &Score, counts: &RatingCounts| {
        out.push_str(&format!(
            "| {title} | {} | {} | {} to {} | {} | {} | {} | {} |\n",
            points(score.value),
            score.band.as_deref().unwrap_or("–"),
            points(score.low),
            points(score.high),
            counts.met,
            counts.partial,
            counts.silent,
            counts.adverse,
        ));
    };
    row("**Overall**", &report.score, &RatingCounts::of(report.findings.iter().map(|finding| finding.rating)));
    for criterion in &report.criteria {
        let title = format!("{} ({})", safe::markdown(&criterion.title), safe::markdown(&criterion.principle));
        row(&title, &criterion.score, &criterion.ratings);
    }
}

/// A finding without a passage, as an item of a list.
pub(super) fn listed(finding: &Finding, out: &mut String) {
    let review = if finding.needs_review { ", needs review" } else { "" };
    let asks = safe::markdown(&finding.asks);
    out.push_str(&format!("- **{}** `{}`{review}: {asks}\n", finding.rating, finding.indicator));
}

/// A finding with its passages.
pub(super) fn shown(finding: &Finding, out: &mut String) {
    let review = if finding.needs_review { ", **needs review**" } else { "" };
    out.push_str(&format!("\n### {}: {}\n\n", safe::markdown(&finding.title), finding.rating));
    out.push_str(&format!("`{}`, confidence {}{review}. ", finding.indicator, finding.confidence));
    out.push_str(&format!("{}\n", safe::markdown(&finding.reason)));
    for evidence in &finding.evidence {
        let place = format!("{}, {}", safe::markdown(&evidence.document), evidence.place());
        let heading = evidence.heading.as_ref().map(|heading| format!(", under “{}”", safe::markdown(heading)));
        let by = evidence.by.as_ref().map_or(String::new(), |by| format!(", quoted by {}", safe::markdown(by)));
        let speaks = if evidence.rates == finding.rating { "" } else { &format!(" (speaks for {})", evidence.rates) };
        out.push_str(&format!(
            "\n> {}\n>\n> — {place}{}{by}{speaks}\n",
            safe::markdown(evidence.shown()),
            heading.unwrap_or_default()
        ));
    }
    if finding.rating != Rating::Met {
        out.push_str(&format!("\nRecommendation: {}\n", safe::markdown(&finding.recommendation)));
    }
}
