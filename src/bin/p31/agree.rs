//! `p31 agree`.

use std::path::{Path, PathBuf};

use principle31::render;
use principle31::{Agreement, Coding};

use crate::arguments::{AgreeArguments, AgreementFormatWord};
use crate::{Failure, Outcome, input, output};

/// How many of a coding's warnings are shown.
const WARNINGS: usize = 5;

/// Compares codings and reports, writes the agreement and applies the gate.
pub fn run(arguments: &AgreeArguments) -> Result<Outcome, Failure> {
    let mut codings = Vec::new();
    for path in &arguments.codings {
        codings.extend(coding(path)?.by_coder());
    }
    for coding in &codings {
        let warnings = coding.warnings();
        warnings.iter().take(WARNINGS).for_each(|warning| output::say(format_args!("warning: {warning}")));
        if let Some(more) = warnings.len().checked_sub(WARNINGS).filter(|more| *more > 0) {
            output::say(format_args!("warning: {}: {more} more of this kind", coding.name()));
        }
    }
    let [reference, others @ ..] = codings.as_slice() else { return Err("give a coding to compare".into()) };
    if others.is_empty() {
        return Err(format!(
            "{} holds the ratings of one coder; give a second coding, reports, or a file with a column `coder` that names \
             several",
            reference.name()
        )
        .into());
    }
    let agreement = Agreement::of_several(reference, others);
    for comparison in agreement.comparisons.iter().filter(|comparison| comparison.figures.pairs == 0) {
        output::say(format_args!(
            "warning: {} and {} rate nothing in common; documents are matched by name without folder and ending \
             (`{}`, `{}`)",
            comparison.reference,
            comparison.other,
            comparison.only_in_reference.documents.first().map_or("none", String::as_str),
            comparison.only_in_other.documents.first().map_or("none", String::as_str)
        ));
    }
    let text = match arguments.format {
        AgreementFormatWord::Text => render::agreement::text(&agreement, arguments.disagreements),
        AgreementFormatWord::Markdown => render::agreement::markdown(&agreement, arguments.disagreements),
        AgreementFormatWord::Json => render::agreement::json(&agreement),
        AgreementFormatWord::Csv => render::agreement::csv(&agreement),
        AgreementFormatWord::CsvDisagreements => render::agreement::csv_of_disagreements(&agreement),
    };
    output::write(arguments.output.as_deref(), &text)?;
    Ok(gate(arguments, &agreement))
}

fn gate(arguments: &AgreeArguments, agreement: &Agreement) -> Outcome {
    let Some(least) = arguments.fail_under else { return Outcome::Done };
    let mut outcome = Outcome::Done;
    for comparison in &agreement.comparisons {
        let (reference, other) = (&comparison.reference, &comparison.other);
        match comparison.figures.kappa {
            Some(kappa) if kappa >= least => continue,
            Some(kappa) => output::say(format_args!(
                "kappa of {other} against {reference} is {kappa:.3}, lower than {least} (--fail-under)"
            )),
            None => output::say(format_args!("{other} and {reference} have no kappa (--fail-under)")),
        }
        outcome = Outcome::GateFailed;
    }
    outcome
}

/// A coding: a table, a report in JSON, or a folder of reports.
fn coding(path: &Path) -> Result<Coding, Failure> {
    let name = path.to_string_lossy();
    if path.is_dir() {
        let reports = reports(path)?;
        let parts: Vec<Coding> = reports.iter().map(|path| input::coding(path)).collect::<Result<_, _>>()?;
        return Ok(Coding::join(name, parts)?);
    }
    input::coding(path)
}

/// The reports in a folder, by name.
fn reports(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error: std::io::Error| format!("{}: cannot be read: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) && path.is_file() {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        return Err(format!(
            "{}: no report in it; expected files NAME.json, as `p31 check NAME.md --format json --output NAME.json` \
             writes them",
            folder.display()
        )
        .into());
    }
    paths.sort();
    Ok(paths)
}
