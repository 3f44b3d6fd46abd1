//! `p31 explain`, `p31 rubrics check` and `p31 schema`.

use std::fmt::Write;

use principle31::{Criterion, Indicator, Rating, RubricSet, schema};

use crate::arguments::{ExplainArguments, RubricsCheckArguments, SchemaArguments, SchemaWord};
use crate::settings::{Settings, SettingsFile};
use crate::{Failure, Outcome, input, output};

/// Explains an indicator, a criterion or the whole set.
pub fn run(arguments: &ExplainArguments) -> Result<Outcome, Failure> {
    let rubrics = input::rubrics(&Settings::load(&arguments.against.settings)?.rubrics(&arguments.against))?;
    let text = match arguments.name.as_deref() {
        None => overview(&rubrics),
        Some(name) => match rubrics.criteria().find(|criterion| criterion.id() == name) {
            Some(criterion) => of_criterion(criterion),
            None => of_indicator(rubrics.indicator(name)?),
        },
    };
    output::write(None, &text)?;
    Ok(Outcome::Done)
}

fn overview(rubrics: &RubricSet) -> String {
    let mut text = format!("{} {}: {}\n", rubrics.name(), rubrics.version(), rubrics.title());
    for criterion in rubrics.criteria() {
        text.push('\n');
        text.push_str(&of_criterion(criterion));
    }
    text.push('\n');
    for (name, about) in rubrics.bands() {
        text.push_str(&format!("band {name}: {about}\n"));
    }
    for (name, about) in rubrics.profiles() {
        text.push_str(&format!("profile {name}: {about}\n"));
    }
    text
}

fn of_criterion(criterion: &Criterion) -> String {
    let mut text = format!("{} (UNGP {})\n  {}\n\n", criterion.title(), criterion.principle(), criterion.about());
    for indicator in criterion.indicators() {
        text.push_str(&format!("  {:48} {}\n", indicator.id(), indicator.asks()));
    }
    text
}

fn of_indicator(indicator: &Indicator) -> String {
    let mut text = format!("{}: {}\n{}\n\n", indicator.id(), indicator.title(), indicator.asks());
    for &rating in Rating::ALL {
        if let Some(counts) = indicator.counts_as(rating) {
            text.push_str(&format!("{:9} {counts}\n", rating.as_str()));
        }
    }
    text.push_str(&format!("\nseverity of a gap: {}\n", indicator.severity()));
    text.push_str(&format!("question:          {}\n", indicator.question()));
    text.push_str(&format!("recommendation:    {}\n", indicator.recommendation()));
    text.push_str(&format!("sources:           {}\n\nevidence, where the text …\n", indicator.sources().join("; ")));
    for (rating, says) in indicator.patterns() {
        // Writing to a string does not fail.
        let _ = writeln!(text, "  {:9} {says}", rating.as_str());
    }
    text
}

/// Checks rubrics; what is wrong with them is the error, what is doubtful goes to standard error.
pub fn check_rubrics(arguments: &RubricsCheckArguments) -> Result<Outcome, Failure> {
    let source = input::source(&arguments.paths);
    let rubrics = source.load()?;
    // The set could be loaded: what there is to tell are warnings.
    let warnings = source.problems();
    warnings.iter().for_each(output::say);
    let (name, version) = (rubrics.name(), rubrics.version());
    let counted = |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
    let criteria = counted(rubrics.criteria().count(), "criterion", "criteria");
    let indicators = counted(rubrics.indicators().count(), "indicator", "indicators");
    let found = match warnings.len() {
        0 => "no problems".to_owned(),
        count => counted(count, "warning", "warnings"),
    };
    output::write(None, &format!("{name} {version}: {criteria}, {indicators}, {found}\n"))?;
    Ok(Outcome::Done)
}

/// Prints the JSON Schema of a kind of file.
pub fn schema(arguments: &SchemaArguments) -> Result<Outcome, Failure> {
    let schema = match arguments.kind {
        SchemaWord::Report => schema::report(),
        SchemaWord::Agreement => schema::agreement(),
        SchemaWord::Changes => schema::changes(),
        SchemaWord::Ranking => schema::ranking(),
        SchemaWord::Rubric => schema::rubric(),
        SchemaWord::Lexicon => schema::lexicon(),
        SchemaWord::Set => schema::set(),
        SchemaWord::Overlay => schema::overlay(),
        SchemaWord::Description => schema::description(),
        SchemaWord::Settings => schemars::schema_for!(SettingsFile).to_value(),
    };
    output::write(None, &format!("{schema:#}\n"))?;
    Ok(Outcome::Done)
}
