//! `p31 check` and `p31 template`: what is made of a policy's report.

use std::path::Path;

use principle31::render;
use principle31::{Policy, Report, explain};

use crate::arguments::{CheckArguments, FormatWord, TemplateArguments};
use crate::settings::{Check, Settings};
use crate::{Failure, Outcome, compare, input, output, reports};

/// Rates a policy, writes the report and applies the gates.
pub fn run(arguments: &CheckArguments) -> Result<Outcome, Failure> {
    let settings = Settings::load(&arguments.policy.against.settings)?;
    if let Some(indicator) = &arguments.explain {
        let policy = settings.policy(&arguments.policy)?;
        let rubrics = input::rubrics(&policy.against)?;
        let explanation = explain(&rubrics, &input::input(&policy)?.policy, indicator)?;
        output::write(arguments.output.as_deref(), &render::explanation(&explanation))?;
        return Ok(Outcome::Done);
    }
    let check = settings.check(arguments)?;
    let (report, policy) = reports::rated(&check.policy)?;
    let baseline = check.baseline.as_deref().map(reports::read).transpose()?;
    for (format, file) in &check.reports {
        if let Some(file) = file.as_ref().filter(|_| arguments.output.is_none()) {
            output::make_way(file)?;
        }
        output::write(file.as_deref(), &rendered(*format, &report, &policy, file.as_deref()))?;
    }
    Ok(gate(&check, &report, baseline.as_ref()))
}

/// The report in the form asked for.
fn rendered(format: FormatWord, report: &Report, policy: &Policy, file: Option<&Path>) -> String {
    match format {
        FormatWord::Text => render::text(report, output::colour(file)),
        FormatWord::Json => render::json(report),
        FormatWord::Markdown => render::markdown(report),
        FormatWord::MarkdownComment => render::markdown_within(report, render::COMMENT_LIMIT),
        FormatWord::Sarif => render::sarif(report),
        FormatWord::SarifGithub => render::sarif_github(report),
        FormatWord::Junit => render::junit(report),
        FormatWord::Github => render::github(report),
        FormatWord::Csv => render::csv(report),
        FormatWord::Html => render::html(report, Some(policy)),
    }
}

/// Rates a policy and writes a sheet for a person to code it in.
pub fn template(arguments: &TemplateArguments) -> Result<Outcome, Failure> {
    let mut sheet = render::CodingSheet::new();
    sheet.coder.clone_from(&arguments.coder);
    sheet.blank = arguments.blank;
    output::write(arguments.output.as_deref(), &render::coding_sheet(&reports::report(&arguments.policy)?, &sheet))?;
    Ok(Outcome::Done)
}

/// Whether the report passes what the arguments ask of it; says on standard error what does not.
fn gate(check: &Check, report: &Report, baseline: Option<&Report>) -> Outcome {
    let mut failed = false;
    if let Some(least) = check.fail_under {
        match report.score.value {
            Some(score) if score.get() >= least => {}
            Some(score) => {
                failed = true;
                output::say(format_args!("the score {score} is lower than {least} (--fail-under)"));
            }
            None => {
                failed = true;
                output::say(format_args!("there is no score, since no indicator applies (--fail-under)"));
            }
        }
    }
    let changes = baseline.map(|baseline| principle31::compare(baseline, report));
    changes.iter().for_each(compare::warn);
    for finding in &report.findings {
        let asked = check.fail_on.contains(&finding.rating);
        let why = match &changes {
            // With a baseline only what got worse fails: any of it, or what has the ratings asked for.
            Some(changes) => {
                let lost = changes.lost().find(|change| change.indicator == finding.indicator);
                let lost = lost.filter(|_| asked || check.fail_on.is_empty());
                lost.and_then(|change| change.old).map(|old| format!("it was {old} (--baseline)"))
            }
            None => asked.then(|| "(--fail-on)".to_owned()),
        };
        let Some(why) = why else { continue };
        failed = true;
        let place = finding.evidence.first().map(|evidence| format!(", {}", evidence.location())).unwrap_or_default();
        let separator = if why.starts_with('(') { " " } else { ": " };
        output::say(format_args!("{} is {}{place}{separator}{why}", finding.indicator, finding.rating));
    }
    if failed { Outcome::GateFailed } else { Outcome::Done }
}
