//! `p31 compare`, and the baseline of `p31 check`.

use std::path::Path;

use principle31::{Changes, Report, compare, render};

use crate::arguments::{ChangesFormatWord, CompareArguments, PolicyArguments, ReadingArguments};
use crate::settings::Settings;
use crate::{Failure, Outcome, input, output, reports};

/// Compares two policies or reports and writes what changed.
pub fn run(arguments: &CompareArguments) -> Result<Outcome, Failure> {
    let rubrics = std::cell::OnceCell::new();
    let settings = Settings::load(&arguments.against.settings)?;
    let against = settings.rubrics(&arguments.against);
    let reading = settings.reading(&ReadingArguments::default());
    let report = |path: &Path| -> Result<Report, Failure> {
        if let Some(report) = reports::held_in(path)? {
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
        reports::rated_against(rubrics, &policy).map(|(report, _)| report)
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

/// Says on standard error what makes a comparison doubtful.
pub fn warn(changes: &Changes) {
    changes.warnings.iter().for_each(|warning| output::say(format_args!("warning: {warning}")));
}
