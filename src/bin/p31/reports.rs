//! The reports that commands work on: of policies that are rated anew, or read from files.

use std::path::Path;

use principle31::{Coding, Description, Policy, Report, RubricSet, VerifiedRatings, assess_with};

use crate::arguments::PolicyArguments;
use crate::input::{self, Input};
use crate::settings::Settings;
use crate::{Failure, output};

/// The report, with its warnings on standard error.
pub fn report(arguments: &PolicyArguments) -> Result<Report, Failure> {
    let settings = Settings::load(&arguments.against.settings)?;
    rated(&settings.policy(arguments)?).map(|(report, _)| report)
}

/// The report, and the policy that it is of.
pub fn rated(arguments: &PolicyArguments) -> Result<(Report, Policy), Failure> {
    rated_against(&input::rubrics(&arguments.against)?, arguments)
}

/// The report against rubrics that are loaded already, and the policy that it is of.
pub fn rated_against(rubrics: &RubricSet, arguments: &PolicyArguments) -> Result<(Report, Policy), Failure> {
    let Input { policy, codings } = input::input(arguments)?;
    let report = assessed(rubrics, &policy, &codings)?;
    for warning in &report.warnings {
        output::say(format_args!("warning: {}", warning.message));
    }
    Ok((report, policy))
}

/// A policy's report, with the codings of it taken in.
pub fn assessed<'a>(
    rubrics: &RubricSet,
    policy: &Policy,
    codings: impl IntoIterator<Item = &'a Coding>,
) -> Result<Report, Failure> {
    let ratings = codings.into_iter().map(|coding| coding.verify(rubrics, policy));
    Ok(assess_with(rubrics, policy, &ratings.collect::<Result<Vec<VerifiedRatings>, _>>()?))
}

/// The report that a file holds, if it holds one: a description in JSON is none.
pub fn held_in(path: &Path) -> Result<Option<Report>, Failure> {
    if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
        return Ok(None);
    }
    match read(path) {
        Ok(report) => Ok(Some(report)),
        Err(failure) => match Description::from_bytes(path.to_string_lossy(), input::bytes(path)?) {
            Ok(_) => Ok(None),
            Err(_) => Err(failure),
        },
    }
}

/// Reads a report as `p31 check --format json` writes it.
pub fn read(path: &Path) -> Result<Report, Failure> {
    let name = path.display();
    let report: Report = serde_json::from_slice(&input::bytes(path)?)
        .map_err(|error| format!("{name}: {error}; expected a report as `p31 check --format json` writes it"))?;
    let own = principle31::report::SCHEMA_VERSION;
    match report.schema_version.split('.').next() == own.split('.').next() {
        true => Ok(report),
        false => Err(format!(
            "{name}: the report has the form {}, this version reads {own}; make it anew with `p31 check --format json`",
            report.schema_version
        )
        .into()),
    }
}
