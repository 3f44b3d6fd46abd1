//! The arguments of every command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use principle31::{Form, Mechanism, Rating};
use schemars::JsonSchema;
use serde::Deserialize;

/// Rates published grievance mechanisms against the effectiveness criteria of UN Guiding Principle 31.
#[derive(Debug, Parser)]
#[command(name = "p31", version, max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Rate a policy and report the findings
    Check(CheckArguments),
    /// Write the questions to the company, from the findings
    Letter(LetterArguments),
    /// Say what a new version of a policy, or another policy, gains and loses
    Compare(CompareArguments),
    /// Rank the policies in a folder by their scores, one row each
    Rank(RankArguments),
    /// Compare codings, or reports with a coding: kappa, alpha, and where they disagree
    Agree(AgreeArguments),
    /// Write a coding sheet (CSV) with the tool's ratings and quotes, for a person to correct
    Template(TemplateArguments),
    /// Say what an indicator asks, where that comes from, and what counts as evidence
    Explain(ExplainArguments),
    /// Work on rubrics
    #[command(subcommand)]
    Rubrics(RubricsCommand),
    /// Print the JSON Schema of a kind of file
    Schema(SchemaArguments),
}

#[derive(Debug, Subcommand)]
pub enum RubricsCommand {
    /// Check rubrics and say everything that is wrong with them
    Check(RubricsCheckArguments),
}

/// What is rated, and against what.
#[derive(Debug, Clone, Default, Args)]
pub struct PolicyArguments {
    /// The policy's documents (PDF, HTML, DOCX, ODT, Markdown or text), or one description of it (TOML or JSON); `-` is standard
    /// input; what the settings name, unless this is given
    #[arg(value_name = "POLICY")]
    pub policy: Vec<PathBuf>,

    /// How the documents are written; their bytes and names tell, unless this is given
    #[arg(long, value_enum, value_name = "FORM")]
    pub form: Option<FormWord>,

    /// Whose policy it is, whatever a description says
    #[arg(long, value_name = "NAME")]
    pub company: Option<String>,

    /// The folder that the policy's paths are relative to: the settings', where these name the policy.
    #[arg(skip)]
    pub base: PathBuf,

    #[command(flatten)]
    pub reading: ReadingArguments,

    #[command(flatten)]
    pub against: RubricArguments,
}

/// How policies are read.
#[derive(Debug, Clone, Default, Args)]
pub struct ReadingArguments {
    /// Replace what is not UTF-8 instead of refusing it
    #[arg(long)]
    pub lossy: bool,

    /// Read no document of more pages than this
    #[arg(long, value_name = "N")]
    pub max_pages: Option<usize>,

    /// Read no document that holds, or unpacks to, more bytes than this
    #[arg(long, value_name = "N")]
    pub max_bytes: Option<usize>,

    /// The kind of mechanism: operational-level, multi-stakeholder, state-based or international
    #[arg(long, value_name = "KIND")]
    pub mechanism: Option<Mechanism>,

    /// Codings of people to take in: CSV tables (document, indicator, rating, quote, coder, note); their quotes must stand in
    /// the policy
    #[arg(long, value_name = "FILE")]
    pub coding: Vec<PathBuf>,
}

/// What policies are rated against.
#[derive(Debug, Clone, Default, Args)]
pub struct RubricArguments {
    /// Rubrics to rate against: a folder, a rubric or an overlay; the settings', or the built-in ones, unless this is given
    #[arg(long, value_name = "PATH")]
    pub rubrics: Vec<PathBuf>,

    /// Only these criteria, with commas between
    #[arg(long, value_delimiter = ',', value_name = "CRITERIA", conflicts_with = "profile")]
    pub criteria: Vec<String>,

    /// Only the criteria of this profile, such as `core`
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,

    #[command(flatten)]
    pub settings: SettingsArguments,
}

/// Which settings hold.
#[derive(Debug, Clone, Default, Args)]
pub struct SettingsArguments {
    /// The settings; `p31.toml` here or above, up to the repository's root, unless this is given
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,

    /// Use no settings
    #[arg(long, conflicts_with = "settings")]
    pub no_settings: bool,
}

#[derive(Debug, Args)]
pub struct CheckArguments {
    #[command(flatten)]
    pub policy: PolicyArguments,

    /// The form of the report; the settings' reports, or text, unless this is given
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<FormatWord>,

    /// Instead of the report, show every passage that an indicator's patterns looked at, taken or not
    #[arg(long, value_name = "INDICATOR", conflicts_with_all = ["format", "fail_under", "fail_on", "baseline"])]
    pub explain: Option<String>,

    /// Write the report here instead of to standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Apply none of the settings' gates
    #[arg(long)]
    pub no_gate: bool,

    /// Fail (status 1) when the overall score is lower than this, 0 to 100
    #[arg(long, value_name = "SCORE", value_parser = score)]
    pub fail_under: Option<f64>,

    /// A report in JSON of an earlier version: fail (status 1) only on ratings that are worse than in it
    #[arg(long, value_name = "REPORT")]
    pub baseline: Option<PathBuf>,

    /// Fail (status 1) when a finding has one of these ratings, with commas between
    #[arg(long, value_delimiter = ',', value_name = "RATINGS")]
    pub fail_on: Vec<Rating>,
}

#[derive(Debug, Args)]
pub struct LetterArguments {
    #[command(flatten)]
    pub policy: PolicyArguments,

    /// Who writes
    #[arg(long, value_name = "NAME")]
    pub sender: Option<String>,

    /// The person or office at the company that is written to
    #[arg(long, value_name = "NAME")]
    pub recipient: Option<String>,

    /// The date of the letter, in its words
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,

    /// By when an answer is asked for, in the letter's words
    #[arg(long, value_name = "DATE")]
    pub deadline: Option<String>,

    /// The form of the letter; the ending of the output's name tells, unless this is given
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<LetterFormatWord>,

    /// A frame of your own: everything around the questions, in Markdown
    #[arg(long, value_name = "FILE")]
    pub frame: Option<PathBuf>,

    /// Instead of a letter, print the built-in frame, to begin one of your own with
    #[arg(long, exclusive = true)]
    pub show_frame: bool,

    /// Write the letter here instead of to standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct CompareArguments {
    /// The old version: a policy's document, a description, or a report in JSON
    #[arg(value_name = "OLD")]
    pub old: PathBuf,

    /// The new version, or another policy
    #[arg(value_name = "NEW")]
    pub new: PathBuf,

    #[command(flatten)]
    pub against: RubricArguments,

    /// The form of the result
    #[arg(long, value_enum, default_value_t = ChangesFormatWord::Text, value_name = "FORMAT")]
    pub format: ChangesFormatWord,

    /// Write the result here instead of to standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Fail (status 1) when a rating is worse in the new version
    #[arg(long)]
    pub fail_on_loss: bool,
}

#[derive(Debug, Args)]
pub struct RankArguments {
    /// The folder of the policies: each description, document and report (JSON) in it is one, and each folder
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,

    #[command(flatten)]
    pub reading: ReadingArguments,

    #[command(flatten)]
    pub against: RubricArguments,

    /// The form of the ranking
    #[arg(long, value_enum, default_value_t = RankingFormatWord::Text, value_name = "FORMAT")]
    pub format: RankingFormatWord,

    /// Write the ranking here instead of to standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Write each policy's report into this folder, as a web page that the ranking leads to; with `--format html --output
    /// NAME.html` it is NAME-reports, unless this is given
    #[arg(long, value_name = "DIR")]
    pub reports: Option<PathBuf>,

    /// How many policies to rate at once; as many as there are cores, unless this is given
    #[arg(long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
}

#[derive(Debug, Args)]
pub struct TemplateArguments {
    #[command(flatten)]
    pub policy: PolicyArguments,

    /// Who is to code; stands in every row
    #[arg(long, value_name = "NAME")]
    pub coder: Option<String>,

    /// Leave the ratings and quotes out, for a coder who is not to see them
    #[arg(long)]
    pub blank: bool,

    /// Write the sheet here instead of to standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct AgreeArguments {
    /// Codings: CSV tables (document, indicator, rating, quote, coder, note), reports in JSON, or folders of reports, each
    /// named after its document; the first is the reference
    #[arg(required = true, value_name = "CODING")]
    pub codings: Vec<PathBuf>,

    /// The form of the result
    #[arg(long, value_enum, default_value_t = AgreementFormatWord::Text, value_name = "FORMAT")]
    pub format: AgreementFormatWord,

    /// How many disagreements text and Markdown show; the other formats have all of them, or none
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub disagreements: usize,

    /// Write the result here instead of to standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Fail (status 1) when Cohen's kappa with the reference is lower than this, -1 to 1, or cannot be had
    #[arg(long, value_name = "KAPPA", value_parser = kappa, allow_negative_numbers = true)]
    pub fail_under: Option<f64>,
}

#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// An indicator (independence.appeal) or a criterion (independence); all of them, unless one is given
    #[arg(value_name = "INDICATOR")]
    pub name: Option<String>,

    #[command(flatten)]
    pub against: RubricArguments,
}

#[derive(Debug, Args)]
pub struct RubricsCheckArguments {
    /// A folder of rubrics, or single files
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// The kind of file
    #[arg(value_enum)]
    pub kind: SchemaWord,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FormatWord {
    /// For a terminal
    Text,
    /// For programs
    Json,
    /// For a wiki
    Markdown,
    /// A web page in one file: scores, findings, and the policy's text with the passages marked
    Html,
    /// For a comment on a change: Markdown that is never too long for one on GitHub
    MarkdownComment,
    /// SARIF 2.1.0, for tools that show findings
    Sarif,
    /// SARIF 2.1.0 as GitHub's code scanning reads it: the gaps only
    SarifGithub,
    /// JUnit XML, for servers of continuous integration
    Junit,
    /// Workflow commands, which GitHub shows as annotations
    Github,
    /// For a spreadsheet
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LetterFormatWord {
    /// Markdown, which reads as plain text too
    Markdown,
    /// A web page in one file, which prints well
    Html,
    /// For Word, LibreOffice and Google Docs
    Docx,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ChangesFormatWord {
    /// For a terminal
    Text,
    /// For programs
    Json,
    /// For a comment on a change
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RankingFormatWord {
    /// For a terminal
    Text,
    /// For a wiki
    Markdown,
    /// For programs
    Json,
    /// For a spreadsheet
    Csv,
    /// A web page in one file, with a heat map that leads to each report
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AgreementFormatWord {
    /// For a terminal
    Text,
    /// For a method note or a comment on a change
    Markdown,
    /// For programs
    Json,
    /// The figures, for a spreadsheet
    Csv,
    /// The disagreements, for the one who decides
    CsvDisagreements,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormWord {
    /// Plain text
    Text,
    /// Markdown
    Markdown,
    /// A web page
    Html,
    /// PDF
    Pdf,
    /// Word
    Docx,
    /// OpenDocument
    Odt,
}

impl From<FormWord> for Form {
    fn from(word: FormWord) -> Self {
        match word {
            FormWord::Text => Form::Text,
            FormWord::Markdown => Form::Markdown,
            FormWord::Html => Form::Html,
            FormWord::Pdf => Form::Pdf,
            FormWord::Docx => Form::Docx,
            FormWord::Odt => Form::Odt,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaWord {
    /// A report, as `check --format json` writes it
    Report,
    /// An agreement, as `agree --format json` writes it
    Agreement,
    /// Changes, as `compare --format json` writes them
    Changes,
    /// A ranking, as `rank --format json` writes it
    Ranking,
    /// A rubric: one criterion
    Rubric,
    /// The lexicon of a rubric set
    Lexicon,
    /// The manifest of a rubric set
    Set,
    /// An overlay over a rubric set
    Overlay,
    /// A description of a policy
    Description,
    /// The settings: `p31.toml`
    Settings,
}

fn kappa(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(kappa) if (-1.0..=1.0).contains(&kappa) => Ok(kappa),
        _ => Err("a kappa is a number from -1 to 1".to_owned()),
    }
}

fn score(text: &str) -> Result<f64, String> {
    text.parse::<f64>().ok().filter(|score| is_score(*score)).ok_or_else(|| NO_SCORE.to_owned())
}

/// Whether a number can be a score.
pub fn is_score(number: f64) -> bool {
    (0.0..=100.0).contains(&number)
}

pub const NO_SCORE: &str = "a score is a number from 0 to 100";
