//! `p31.toml`: what a repository fixes for everybody who runs `p31` in it. What the command line says goes before it.

use std::path::{Path, PathBuf};

use principle31::{Mechanism, Rating};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use crate::arguments::{
    CheckArguments, FormatWord, NO_SCORE, PolicyArguments, ReadingArguments, RubricArguments, SettingsArguments,
    is_score,
};
use crate::{Failure, input, output};

/// What the file is called where nobody names another.
pub const NAME: &str = "p31.toml";

/// The settings of a repository.
#[derive(Debug, Default)]
pub struct Settings {
    /// The folder that their paths are relative to.
    folder: PathBuf,
    file: SettingsFile,
}

/// The settings of `p31` for a repository; paths are relative to the file's folder.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct SettingsFile {
    /// The policy: its documents, or one description of it.
    policy: Vec<PathBuf>,
    /// The kind of mechanism.
    mechanism: Option<Mechanism>,
    /// Codings of people to take in.
    coding: Vec<PathBuf>,
    /// Rubrics to rate against in place of the built-in ones.
    rubrics: Vec<PathBuf>,
    /// Only these criteria.
    criteria: Vec<String>,
    /// Only the criteria of this profile.
    profile: Option<String>,
    /// Replace what is not UTF-8 instead of refusing it.
    lossy: bool,
    /// Read no document of more pages than this.
    max_pages: Option<usize>,
    /// Read no document that holds, or unpacks to, more bytes than this.
    max_bytes: Option<usize>,
    /// When `p31 check` fails.
    gate: Gate,
    /// What `p31 check` writes; one report at most without an `output`.
    report: Vec<ReportWritten>,
}

/// When `p31 check` fails with status 1.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Gate {
    /// When the overall score is lower than this, 0 to 100.
    #[serde(deserialize_with = "score")]
    #[schemars(range(min = 0, max = 100))]
    fail_under: Option<f64>,
    /// When a finding has one of these ratings.
    fail_on: Vec<Rating>,
    /// A report in JSON: only what is worse than in it fails.
    baseline: Option<PathBuf>,
}

/// A report that `p31 check` writes.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ReportWritten {
    /// Its form.
    format: FormatWord,
    /// The file to write it to; standard output, unless given.
    output: Option<PathBuf>,
}

/// What `p31 check` is to do, by the command line and the settings.
pub struct Check {
    pub policy: PolicyArguments,
    pub reports: Vec<(FormatWord, Option<PathBuf>)>,
    pub fail_under: Option<f64>,
    pub fail_on: Vec<Rating>,
    pub baseline: Option<PathBuf>,
}

impl Settings {
    /// The settings that hold here; without any, those that change nothing.
    pub fn load(arguments: &SettingsArguments) -> Result<Self, Failure> {
        let path = match (&arguments.settings, arguments.no_settings) {
            (_, true) => None,
            (Some(path), _) => Some(path.clone()),
            (None, _) => nearest(),
        };
        let Some(path) = path else { return Ok(Settings::default()) };
        let name = path.display();
        let text =
            String::from_utf8(input::bytes(&path)?).map_err(|_| format!("{name}: not UTF-8; save it as UTF-8"))?;
        let file: SettingsFile = toml::from_str(&text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            format!("{name}:{line}:{column}: {}", error.message())
        })?;
        if file.report.iter().filter(|report| report.output.is_none()).count() > 1 {
            return Err(
                format!("{name}: several [[report]] without `output`; only one can go to standard output").into()
            );
        }
        if file.profile.is_some() && !file.criteria.is_empty() {
            return Err(format!("{name}: both `criteria` and `profile`; leave one out").into());
        }
        output::say(format_args!("settings of {name}"));
        Ok(Settings { folder: path.parent().map(Path::to_path_buf).unwrap_or_default(), file })
    }

    /// What to rate against.
    pub fn rubrics(&self, arguments: &RubricArguments) -> RubricArguments {
        let mut arguments = arguments.clone();
        if arguments.rubrics.is_empty() {
            arguments.rubrics = self.paths(&self.file.rubrics);
        }
        if arguments.criteria.is_empty() && arguments.profile.is_none() {
            arguments.criteria.clone_from(&self.file.criteria);
            arguments.profile.clone_from(&self.file.profile);
        }
        arguments
    }

    /// How to read whatever policy it is.
    pub fn reading(&self, arguments: &ReadingArguments) -> ReadingArguments {
        let mut arguments = arguments.clone();
        arguments.lossy |= self.file.lossy;
        arguments.max_pages = arguments.max_pages.or(self.file.max_pages);
        arguments.max_bytes = arguments.max_bytes.or(self.file.max_bytes);
        arguments
    }

    /// The policy, how to read it and what to rate it against. What the settings know of their own policy holds where the
    /// command line names none.
    pub fn policy(&self, arguments: &PolicyArguments) -> Result<PolicyArguments, Failure> {
        let mut reading = self.reading(&arguments.reading);
        let against = self.rubrics(&arguments.against);
        if !arguments.policy.is_empty() {
            return Ok(PolicyArguments { reading, against, ..arguments.clone() });
        }
        if self.file.policy.is_empty() {
            return Err(
                format!("no policy: give its documents, or name them in {NAME} (policy = [\"policy.md\"])").into()
            );
        }
        reading.mechanism = reading.mechanism.or(self.file.mechanism);
        reading.coding.extend(self.paths(&self.file.coding));
        Ok(PolicyArguments {
            policy: self.file.policy.clone(),
            base: self.folder.clone(),
            reading,
            against,
            ..arguments.clone()
        })
    }

    /// What `p31 check` is to do. The baseline and the reports of the settings are of their own policy.
    pub fn check(&self, arguments: &CheckArguments) -> Result<Check, Failure> {
        let none = Gate::default();
        let gate = if arguments.no_gate { &none } else { &self.file.gate };
        let own = arguments.policy.policy.is_empty();
        let written = arguments.format.is_some() || arguments.output.is_some();
        let reports = match own && !written && !self.file.report.is_empty() {
            true => {
                let path = |report: &ReportWritten| report.output.as_ref().map(|path| self.folder.join(path));
                self.file.report.iter().map(|report| (report.format, path(report))).collect()
            }
            false => vec![(arguments.format.unwrap_or(FormatWord::Text), arguments.output.clone())],
        };
        let baseline = gate.baseline.as_ref().filter(|_| own).map(|path| self.folder.join(path));
        if let Some(path) = baseline.as_ref().filter(|path| !path.exists()) {
            let path = path.display();
            return Err(format!(
                "{path}: the baseline of the settings is not there; make it with `p31 check --no-gate --format json --output {path}`"
            )
            .into());
        }
        Ok(Check {
            policy: self.policy(&arguments.policy)?,
            reports,
            fail_under: arguments.fail_under.or(gate.fail_under),
            fail_on: if arguments.fail_on.is_empty() { gate.fail_on.clone() } else { arguments.fail_on.clone() },
            baseline: arguments.baseline.clone().or(baseline),
        })
    }

    fn paths(&self, paths: &[PathBuf]) -> Vec<PathBuf> {
        paths.iter().map(|path| self.folder.join(path)).collect()
    }
}

/// The settings of the current folder or of the nearest above it in the same repository, by the way from here.
fn nearest() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let in_repository = here.ancestors().any(|folder| folder.join(".git").exists());
    let mut way = PathBuf::new();
    for folder in here.ancestors() {
        if folder.join(NAME).is_file() {
            return Some(way.join(NAME));
        }
        if !in_repository || folder.join(".git").exists() {
            return None;
        }
        way.push("..");
    }
    None
}

fn score<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let number = f64::deserialize(deserializer)?;
    match is_score(number) {
        true => Ok(Some(number)),
        false => Err(serde::de::Error::custom(NO_SCORE)),
    }
}
