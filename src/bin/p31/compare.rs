//! `p31 compare`, and the baseline of `p31 check`.

use std::path::Path;

use principle31::{Changes, Description, Report, compare, render};

use crate::arguments::{ChangesFormatWord, CompareArguments, PolicyArguments, ReadingArguments};
use crate::settings::Settings;
use crate::{Failure, Outcome, check, input, output};

/// Compares two policies or reports and writes what changed.
pub fn run(arguments: &CompareArguments) -> Result<Outcome, Failure> {
    let rubrics = std::cell::OnceCell::new();
    let settings = Settings::load(&arguments.against.settings)?;
    let against = settings.rubrics(&arguments.against);
    let reading = settings.reading(&ReadingArguments::default());
    let report = |path: &Path| -> Result<Report, Failure> {
        if let Some(report) = report_in(path)? {
            return Ok(report);
        }
        // Two reports need no rubrics; two policies need them once.
        let rubrics = match rubrics.get() {
            Some(rubrics) => rubrics,
            None => {
                let loaded = input::rubrics(&against)?;
                rubrics.get_or_init(|| loaded)
            }
        };
        let policy = PolicyArguments {
            policy: vec![path.to_path_buf()],
            reading: reading.clone(),
            ..PolicyArguments::default()
        };
        check::rated_against(rubrics, &policy).map(|(report, _)| report)
    };
    let changes = compare(&report(&arguments.old)?, &report(&arguments.new)?);
    warn(&changes);
    let text = match arguments.format {
        ChangesFormatWord::Text => render::changes::text(&changes),
        ChangesFormatWord::Json => render::changes::json(&changes),
        ChangesFormatWord::Markdown => render::changes::markdown(&changes),
    };
    output::write(arguments.output.as_deref(), &text)?;
    match arguments.fail_on_loss && changes.lost().count() > 0 {
        true => Ok(Outcome::GateFailed),
        false => Ok(Outcome::Done),
    }
}

/// The report that a file holds, if it holds one: a description in JSON is none.
pub fn report_in(path: &Path) -> Result<Option<Report>, Failure> {
    if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
        return Ok(None);
    }
    match baseline(path) {
        Ok(report) => Ok(Some(report)),
        Err(failure) => match Description::from_bytes(path.to_string_lossy(), input::bytes(path)?) {
            Ok(_) => Ok(None),
            Err(_) => Err(failure),
        },
    }
}

/// Reads a report as `p31 check --format json` writes it.
pub fn baseline(path: &Path) -> Result<Report, Failure> {
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

/// Says on standard error what makes a comparison doubtful.
pub fn warn(changes: &Changes) {
    changes.warnings.iter().for_each(|warning| output::say(format_args!("warning: {warning}")));
}
