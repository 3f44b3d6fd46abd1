//! Indicators as SARIF rules, and the principle's criteria as the taxonomy that they belong to.

use super::log::{
    Configuration, Relationship, Rule, RuleProperties, Taxon, TaxonReference, Text, ToolComponent,
    ToolComponentReference,
};
use super::{Profile, is_problem, level, message};
use crate::rating::{Confidence, Severity};
use crate::render::safe;
use crate::report::{Finding, Report};

/// The taxonomy's name.
const TAXONOMY: &str = "UN Guiding Principles on Business and Human Rights";
/// How long a rule's name may be for code scanning, and its descriptions.
const GITHUB_NAME: usize = 255;
const GITHUB_DESCRIPTION: usize = 1024;

/// The effectiveness criteria: where each stands, its name, its words.
const TAXA: [(&str, &str, &str); 8] = [
    (
        "31(a)",
        "Legitimate",
        "enabling trust from the stakeholder groups for whose use they are intended, and being accountable for the fair \
         conduct of grievance processes",
    ),
    (
        "31(b)",
        "Accessible",
        "being known to all stakeholder groups for whose use they are intended, and providing adequate assistance for \
         those who may face particular barriers to access",
    ),
    (
        "31(c)",
        "Predictable",
        "providing a clear and known procedure with an indicative time frame for each stage, and clarity on the types of \
         process and outcome available and means of monitoring implementation",
    ),
    (
        "31(d)",
        "Equitable",
        "seeking to ensure that aggrieved parties have reasonable access to sources of information, advice and expertise \
         necessary to engage in a grievance process on fair, informed and respectful terms",
    ),
    (
        "31(e)",
        "Transparent",
        "keeping parties to a grievance informed about its progress, and providing sufficient information about the \
         mechanism's performance to build confidence in its effectiveness and meet any public interest at stake",
    ),
    (
        "31(f)",
        "Rights-compatible",
        "ensuring that outcomes and remedies accord with internationally recognized human rights",
    ),
    (
        "31(g)",
        "A source of continuous learning",
        "drawing on relevant measures to identify lessons for improving the mechanism and preventing future grievances \
         and harms",
    ),
    (
        "31(h)",
        "Based on engagement and dialogue",
        "consulting the stakeholder groups for whose use they are intended on their design and performance, and focusing \
         on dialogue as the means to address and resolve grievances",
    ),
];

/// The rule that an indicator is.
///
/// A report has one finding an indicator, so what the rule says of severity and precision is the finding's: code
/// scanning shows the rule's.
pub(super) fn rule<'a>(report: &Report, finding: &'a Finding, profile: Profile) -> Rule<'a> {
    let id = finding.criterion();
    let principle = report.criteria.iter().find(|criterion| criterion.id == id).map(|found| found.principle.as_str());
    let named: Vec<(usize, &'static str)> = principle.map(taxa_named).unwrap_or_default();
    let mut tags = vec!["grievance-mechanism".to_owned(), safe::line(id)];
    tags.extend(named.iter().filter_map(|(at, _)| TAXA.get(*at)).map(|(id, _, _)| (*id).to_owned()));
    let (most_name, most_text) = match profile {
        Profile::Full => (usize::MAX, usize::MAX),
        Profile::GitHub => (GITHUB_NAME, GITHUB_DESCRIPTION),
    };
    let title = safe::line(&finding.title);
    Rule {
        id: &finding.indicator,
        name: safe::clipped(&title, most_name),
        short_description: plain(&safe::clipped(&title, most_text)),
        full_description: plain(&safe::clipped(&safe::line(&finding.asks), most_text)),
        default_configuration: Configuration {
            level: if is_problem(finding.rating) { level(finding.severity) } else { "warning" },
        },
        help: help(finding),
        relationships: match profile {
            Profile::Full => named.into_iter().filter_map(relationship).collect(),
            Profile::GitHub => Vec::new(),
        },
        properties: RuleProperties {
            tags,
            precision: is_problem(finding.rating).then_some(match finding.confidence {
                Confidence::High => "high",
                Confidence::Medium => "medium",
                Confidence::Low => "low",
            }),
            problem_severity: is_problem(finding.rating).then_some(match finding.severity {
                Severity::Critical | Severity::High => "error",
                Severity::Medium => "warning",
                Severity::Low | Severity::None => "recommendation",
            }),
        },
    }
}

/// The taxonomy, if a criterion of the report belongs to it.
pub(super) fn taxonomies(report: &Report) -> Vec<ToolComponent> {
    if report.criteria.iter().all(|criterion| taxa_named(&criterion.principle).is_empty()) {
        return Vec::new();
    }
    let taxon = |(id, name, words): (&'static str, &'static str, &str)| Taxon {
        id,
        name,
        short_description: plain(&format!("{name}: {words}.")),
    };
    vec![ToolComponent {
        name: TAXONOMY,
        version: "2011",
        organization: "United Nations",
        short_description: plain("The effectiveness criteria for non-judicial grievance mechanisms in Principle 31."),
        is_comprehensive: false,
        taxa: TAXA.into_iter().map(taxon).collect(),
    }]
}

pub(super) fn taxonomy() -> ToolComponentReference {
    ToolComponentReference { name: TAXONOMY, index: 0 }
}

/// Which criteria a principle names ("31(a), commentary to 31(h)"), and how a rule stands to each: what a criterion says
/// takes in what its indicators ask; a commentary is only relevant to them.
fn taxa_named(principle: &str) -> Vec<(usize, &'static str)> {
    let parts = principle.split([',', ';']).flat_map(|part| {
        let kind = if part.to_lowercase().contains("commentary") { "relevant" } else { "superset" };
        let named = TAXA.iter().enumerate().filter(move |(_, (id, _, _))| part.contains(id));
        named.map(move |(at, _)| (at, kind))
    });
    let mut named: Vec<(usize, &'static str)> = Vec::new();
    for (at, kind) in parts {
        if !named.iter().any(|(known, _)| *known == at) {
            named.push((at, kind));
        }
    }
    named
}

fn relationship((index, kind): (usize, &'static str)) -> Option<Relationship> {
    let (id, _, _) = TAXA.get(index)?;
    Some(Relationship { target: TaxonReference { id, index, tool_component: taxonomy() }, kinds: [kind] })
}

fn help(finding: &Finding) -> Text {
    let parts = [
        ("What it asks", &finding.asks),
        ("Question to the company", &finding.question),
        ("What the company should write", &finding.recommendation),
    ];
    let parts = parts.into_iter().filter(|(_, text)| !text.is_empty());
    let (mut text, mut markdown) = (String::new(), String::new());
    for (what, words) in parts {
        text.push_str(&format!("{what}: {}\n", safe::line(words)));
        markdown.push_str(&format!("**{what}:** {}\n\n", safe::markdown(words)));
    }
    if !finding.sources.is_empty() {
        let sources: Vec<String> = finding.sources.iter().map(|source| safe::line(source)).collect();
        text.push_str(&format!("Where that comes from: {}\n", sources.join("; ")));
        let sources: Vec<String> =
            finding.sources.iter().map(|source| format!("- {}", safe::markdown(source))).collect();
        markdown.push_str(&format!("**Where that comes from:**\n\n{}\n", sources.join("\n")));
    }
    Text { text: message(text.trim_end()), markdown: Some(message(markdown.trim_end())) }
}

fn plain(text: &str) -> Text {
    Text { text: message(text), markdown: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_principle_names_its_criteria() {
        assert_eq!(taxa_named("31(b)"), [(1, "superset")]);
        assert_eq!(taxa_named("31(a), commentary to 31(h)"), [(0, "superset"), (7, "relevant")]);
        assert_eq!(taxa_named("LkSG s. 8"), []);
    }
}
