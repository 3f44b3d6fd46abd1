//! A report as SARIF 2.1.0 (Static Analysis Results Interchange Format, an OASIS standard).

mod artifacts;
mod log;
mod results;
mod rules;

use log::{Driver, DriverProperties, Invocation, Log, Notification, NotificationProperties, Run, Text, Tool};

use super::safe;
use crate::rating::{Rating, Severity};
use crate::report::{Finding, Report};

/// The edition of the standard, with its errata, that the schema is of.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// How many results of a run code scanning shows.
const MOST_OF_GITHUB: usize = 5_000;

/// For whom the log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Profile {
    Full,
    GitHub,
}

/// The report as a SARIF log: every indicator a rule, every finding a result, in the report's order.
///
/// What is met is of kind `pass`, what does not apply `notApplicable`; a gap is of kind `fail`, at the level of its severity
/// (critical and high: `error`, medium: `warning`, low: `note`). What the tool cannot decide is of kind `review`: passages
/// that contradict each other, people who rate it differently. A result stands at its passage, and at the beginning of the
/// first document where a policy is silent; other passages are related locations. Lines and columns are given where the
/// document is text; of other files (PDF, DOCX, ODT) the location's message says page and line.
pub fn sarif(report: &Report) -> String {
    written(report, report.findings.iter().collect(), Profile::Full, None)
}

/// The report as the part of SARIF that GitHub's code scanning reads: the gaps only, each at its first passage.
///
/// Of more than 5,000 gaps, the most severe are shown; a notification says how many are not.
pub fn sarif_github(report: &Report) -> String {
    let problems: Vec<&Finding> = report.findings.iter().filter(|finding| is_problem(finding.rating)).collect();
    let all = problems.len();
    // Code scanning refuses results without a location.
    let problems = if report.policy.documents.is_empty() { Vec::new() } else { most_severe(problems, MOST_OF_GITHUB) };
    let left_out = (problems.len() < all).then(|| format!("{} of {all} gaps are not shown.", all - problems.len()));
    written(report, problems, Profile::GitHub, left_out)
}

/// At most so many findings, the most severe, in the order they have.
fn most_severe(findings: Vec<&Finding>, most: usize) -> Vec<&Finding> {
    let mut by_severity: Vec<usize> = (0..findings.len()).collect();
    by_severity.sort_by_key(|&at| std::cmp::Reverse(findings.get(at).map(|finding| finding.severity)));
    by_severity.truncate(most);
    by_severity.sort_unstable();
    by_severity.into_iter().filter_map(|at| findings.get(at).copied()).collect()
}

fn written(report: &Report, findings: Vec<&Finding>, profile: Profile, left_out: Option<String>) -> String {
    let taxonomies = match profile {
        Profile::Full => rules::taxonomies(report),
        Profile::GitHub => Vec::new(),
    };
    let warnings = report.warnings.iter().map(|warning| Notification {
        level: "warning",
        message: Text { text: message(&safe::line(&warning.message)), markdown: None },
        properties: Some(NotificationProperties { kind: warning.kind }),
    });
    let left_out =
        left_out.map(|text| Notification { level: "note", message: Text { text, markdown: None }, properties: None });
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: &report.tool.name,
                version: &report.tool.version,
                semantic_version: &report.tool.version,
                short_description: Text { text: message(&safe::line(&report.rubrics.title)), markdown: None },
                supported_taxonomies: taxonomies.iter().map(|_| rules::taxonomy()).collect(),
                rules: findings.iter().map(|finding| rules::rule(report, finding, profile)).collect(),
                properties: (profile == Profile::Full).then(|| DriverProperties {
                    rubrics: &report.rubrics.name,
                    rubrics_version: &report.rubrics.version,
                    rubrics_digest: &report.rubrics.digest,
                    score: report.score.value.map(|points| points.get()),
                }),
            },
        },
        invocations: [Invocation {
            execution_successful: true,
            tool_execution_notifications: warnings.chain(left_out).collect(),
        }],
        taxonomies,
        artifacts: match profile {
            Profile::Full => artifacts::artifacts(report),
            Profile::GitHub => Vec::new(),
        },
        results: findings
            .iter()
            .enumerate()
            .map(|(at, finding)| results::result(report, finding, at, profile))
            .collect(),
        newline_sequences: ["\r\n", "\n", "\r"],
        column_kind: "unicodeCodePoints",
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    super::indented(&log)
}

/// Whether something is missing, or works against those who complain.
fn is_problem(rating: Rating) -> bool {
    matches!(rating, Rating::Partial | Rating::Silent | Rating::Adverse)
}

/// A failure has a level, also the half of a promise whose gap would be of low severity.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::None => "note",
    }
}

/// Text as a SARIF message: braces doubled, since single ones are placeholders (§3.11.5), and no link in it (§3.11.6).
fn message(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}").replace("](", "] (")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Policy, RubricSet, assess};

    #[test]
    fn a_message_has_no_placeholder_and_no_link() {
        assert_eq!(message("{0} [here](https://example.com)"), "{{0}} [here] (https://example.com)");
    }

    #[test]
    fn the_most_severe_are_kept_in_their_order() {
        let report = assess(&RubricSet::builtin(), &Policy::new(Document::text("a.txt", "Our offices are open.")));
        let all: Vec<&Finding> = report.findings.iter().collect();
        let high = all.iter().filter(|finding| finding.severity == Severity::High).count();
        let kept = most_severe(all.clone(), high);
        assert!(kept.iter().all(|finding| finding.severity == Severity::High));
        let order = |finding: &Finding| all.iter().position(|each| each.indicator == finding.indicator);
        assert!(kept.windows(2).all(|pair| order(pair[0]) < order(pair[1])));
        assert_eq!(most_severe(all.clone(), 5_000).len(), all.len());
    }
}
