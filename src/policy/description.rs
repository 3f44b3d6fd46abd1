//! The structured description of a mechanism: a TOML or JSON file that names the company, the kind of mechanism
//! and the texts, or holds the provisions itself. Nothing here reads a file: the caller does.

use std::error::Error;
use std::path::Path;

use serde::{Deserialize, Deserializer};

use super::Policy;
use super::document::{Document, Form};
use super::lines::{Lines, Position};
use super::options::ReadOptions;
use super::read_error::ReadError;
use super::reading::decode;
use crate::coding::{CodedRating, Coding, CodingError, RowLine};
use crate::rating::{Mechanism, Rating};

/// What a company has published, described in a TOML or JSON file.
///
/// ```
/// use principle31::{Description, ReadOptions};
///
/// let text = r#"
/// company = "Example Ltd"
/// title = "Grievance procedure"
/// mechanism = "operational-level"
/// url = "https://example.com/grievance"
/// date = "2026-03-01"
///
/// [[document]]                # a text beside this file
/// path = "procedure.md"
///
/// [[provision]]               # or the words themselves
/// heading = "Time limits"
/// text = "We reply within seven days."
/// "#;
/// let description = Description::from_toml("policies/example.toml", text)?;
/// // The paths are relative to the description's folder; how they are read is the caller's affair.
/// let policy = description.policy(&ReadOptions::new(), |path| match path.ends_with("procedure.md") {
///     true => Ok("# Complaints\n\nAnybody may complain.".into()),
///     false => Err("no such file"),
/// })?;
/// assert_eq!(policy.company_name(), Some("Example Ltd"));
/// assert_eq!(policy.documents().len(), 2);
/// # Ok::<(), principle31::DescriptionError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Description {
    /// Whose mechanism it is.
    pub company: Option<String>,
    /// What the policy is called.
    pub title: Option<String>,
    /// The kind of mechanism; operational-level unless said otherwise.
    pub mechanism: Mechanism,
    /// Where it was published.
    pub url: Option<String>,
    /// As of when it was read.
    pub date: Option<String>,
    /// The texts that stand in files of their own (`[[document]]`).
    pub documents: Vec<DocumentEntry>,
    /// The provisions written in the description (`[[provision]]`); see [`Description::provisions_text`].
    pub provisions: Vec<Provision>,
    /// How people rate the mechanism (`[[coding]]`).
    ratings: Vec<CodedRating>,
    /// The description's own name: errors begin with it, and paths are relative to its folder.
    name: String,
}

/// What the document is called that the provisions make.
const PROVISIONS: &str = "provisions";

/// A text that a description names.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DocumentEntry {
    /// Where it stands, relative to the description's folder.
    pub path: String,
    /// How evidence names it; the path, unless said otherwise.
    pub name: Option<String>,
    /// How it is written; what its bytes and its path tell, unless said otherwise.
    pub form: Option<Form>,
    position: Option<Position>,
}

/// A provision written in the description itself.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Provision {
    /// The heading it stands under.
    #[serde(default, deserialize_with = "some_words")]
    pub heading: Option<String>,
    /// The provision's words, in Markdown.
    #[serde(deserialize_with = "words")]
    pub text: String,
}

/// Why a description cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DescriptionError {
    /// The description's bytes are no text.
    #[error(transparent)]
    Encoding(ReadError),
    /// It is no TOML or JSON, or says something that a description cannot say.
    #[error("{}: {problem}{}", Place(description, *position), help(problem))]
    Invalid {
        /// The description's name.
        description: String,
        /// Where, as far as it is known.
        position: Option<Position>,
        /// What was found, and what was expected.
        problem: String,
    },
    /// It names no text and holds no provision.
    #[error("{description}: no text to rate; add a [[document]] with a `path`, or a [[provision]] with its `text`")]
    NoText {
        /// The description's name.
        description: String,
    },
    /// A text that it names cannot be had.
    #[error("{}: cannot read the document `{path}`: {source}; paths are relative to the description's folder",
        Place(description, *position))]
    Missing {
        /// The description's name.
        description: String,
        /// Where it names the text, as far as it is known.
        position: Option<Position>,
        /// The path that was tried.
        path: String,
        /// What the reader said.
        source: Box<dyn Error + Send + Sync>,
    },
    /// A text that it names is no document.
    #[error("{}: {source}", Place(description, *position))]
    Document {
        /// The description's name.
        description: String,
        /// Where it names the text, as far as it is known.
        position: Option<Position>,
        /// What is wrong with it.
        source: ReadError,
    },
}

impl Description {
    /// Whether a file of this name is taken for a description: `.toml` or `.json`.
    pub fn is_description(name: &str) -> bool {
        is_toml(name) || is_json(name)
    }

    /// Reads a description from a file's bytes: JSON if its name ends in `.json`, TOML otherwise.
    ///
    /// # Errors
    ///
    /// When the bytes are not UTF-8, or as [`Description::from_toml`] says.
    pub fn from_bytes(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Result<Self, DescriptionError> {
        let name = name.into();
        let (text, _) = decode(&name, bytes.into(), Form::Text, false).map_err(DescriptionError::Encoding)?;
        match is_json(&name) {
            true => Self::from_json(name, &text),
            false => Self::from_toml(name, &text),
        }
    }

    /// Reads a description in TOML. `name` is its path: errors begin with it, and the documents' paths are
    /// relative to its folder.
    ///
    /// # Errors
    ///
    /// When it is no TOML, has keys that a description does not know, lacks what it must say, or has no text.
    pub fn from_toml(name: impl Into<String>, text: &str) -> Result<Self, DescriptionError> {
        let name = name.into();
        let (mark, body) = without_mark(text);
        let at = |offset: usize| Lines::new(text).position(text, mark + offset);
        let raw: Raw<toml::Spanned<Words>> = toml::from_str(body).map_err(|error| DescriptionError::Invalid {
            description: name.clone(),
            position: error.span().map(|span| at(span.start)),
            problem: brief(error.message()),
        })?;
        Self::new(name, raw, |path| (Some(path.span().start), path.into_inner().0), text, mark)
    }

    /// Reads a description in JSON, with the same keys: `{"company": …, "document": [{"path": …}]}`.
    ///
    /// # Errors
    ///
    /// As [`Description::from_toml`].
    pub fn from_json(name: impl Into<String>, text: &str) -> Result<Self, DescriptionError> {
        let name = name.into();
        let (mark, body) = without_mark(text);
        let raw: Raw<Words> = serde_json::from_str(body).map_err(|error| {
            let offset = mark + json_offset(body, error.line(), error.column());
            let problem = error.to_string();
            let place = format!(" at line {} column {}", error.line(), error.column());
            DescriptionError::Invalid {
                description: name.clone(),
                position: Some(Lines::new(text).position(text, offset)),
                problem: brief(problem.strip_suffix(&place).unwrap_or(&problem)),
            }
        })?;
        Self::new(name, raw, |path| (json_path_offset(body, &path.0), path.0), text, mark)
    }

    fn new<P>(
        name: String,
        raw: Raw<P>,
        place: impl Fn(P) -> (Option<usize>, String),
        text: &str,
        mark: usize,
    ) -> Result<Self, DescriptionError> {
        if raw.document.is_empty() && raw.provision.is_empty() {
            return Err(DescriptionError::NoText { description: name });
        }
        let lines = Lines::new(text);
        let entry = |entry: RawEntry<P>| {
            let (offset, path) = place(entry.path);
            let position = offset.map(|offset| lines.position(text, mark + offset));
            DocumentEntry { path, name: entry.name, form: entry.form, position }
        };
        let documents: Vec<DocumentEntry> = raw.document.into_iter().map(entry).collect();
        let first = documents.first().map_or(PROVISIONS, |first| first.name.as_deref().unwrap_or(&first.path));
        let rating = |entry: RawRating<P>| {
            let (offset, indicator) = place(entry.indicator);
            let line = offset.and_then(|offset| u64::try_from(lines.position(text, mark + offset).line).ok());
            CodedRating {
                quotes: entry.quote.into_iter().collect(),
                coder: entry.coder,
                note: entry.note,
                line: RowLine(line),
                ..CodedRating::new(entry.document.unwrap_or_else(|| first.to_owned()), indicator, entry.rating)
            }
        };
        let ratings = raw.coding.into_iter().map(rating).collect();
        Ok(Description {
            company: raw.company,
            title: raw.title,
            mechanism: raw.mechanism.unwrap_or(Mechanism::OperationalLevel),
            url: raw.url,
            date: raw.date,
            documents,
            provisions: raw.provision,
            ratings,
            name,
        })
    }

    /// The ratings that people gave the mechanism in the description (`[[coding]]`), named after it; none where it holds
    /// none. A row that names no document speaks of the first.
    ///
    /// # Errors
    ///
    /// When a coder rates the same indicator of the same document twice.
    pub fn coding(&self) -> Result<Option<Coding>, CodingError> {
        match self.ratings.is_empty() {
            true => Ok(None),
            false => Coding::from_rows(&self.name, self.ratings.iter().cloned()).map(Some),
        }
    }

    /// The description's own name, as it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The Markdown text that the provisions make, whose bytes the spans of evidence count: each provision's
    /// heading, if it has one, as `## heading`, then its text as it stands, blank lines between them.
    pub fn provisions_text(&self) -> String {
        let mut text = String::new();
        for provision in &self.provisions {
            if let Some(heading) = &provision.heading {
                let heading: Vec<&str> = heading.split_whitespace().collect();
                text.push_str(&format!("## {}\n\n", heading.join(" ")));
            }
            text.push_str(provision.text.trim_matches(['\n', '\r']));
            text.push_str("\n\n");
        }
        text.truncate(text.trim_end_matches('\n').len() + usize::from(!text.is_empty()));
        text
    }

    /// The policy: the documents in their order, each read by `read` (which is given the path joined to the
    /// description's folder; `std::fs::read` will do), then the provisions as one document named "provisions".
    ///
    /// # Errors
    ///
    /// When `read` fails, or gives what is no document ([`ReadError`]).
    pub fn policy<E: Into<Box<dyn Error + Send + Sync>>>(
        &self,
        options: &ReadOptions,
        mut read: impl FnMut(&Path) -> Result<Vec<u8>, E>,
    ) -> Result<Policy, DescriptionError> {
        let folder = Path::new(&self.name).parent().unwrap_or(Path::new(""));
        let mut documents = Vec::new();
        for entry in &self.documents {
            let (description, position) = (self.name.clone(), entry.position);
            let path = folder.join(&entry.path);
            let shown = path.to_string_lossy().into_owned();
            let bytes = match read(&path) {
                Ok(bytes) => bytes,
                Err(error) => {
                    let source = error.into();
                    return Err(DescriptionError::Missing { description, position, path: shown, source });
                }
            };
            let options = match entry.form {
                Some(form) => options.clone().form(form),
                None => options.clone(),
            };
            let mut document = Document::from_bytes(shown, bytes, &options);
            if let (Ok(document), Some(name)) = (&mut document, &entry.name) {
                document.name.clone_from(name);
            }
            documents.push(document.map_err(|source| DescriptionError::Document { description, position, source })?);
        }
        if !self.provisions.is_empty() {
            documents.push(Document::markdown(PROVISIONS, self.provisions_text()));
        }
        let mut policy = Policy::of(documents).mechanism(self.mechanism);
        (policy.company, policy.title) = (self.company.clone(), self.title.clone());
        (policy.url, policy.date) = (self.url.clone(), self.date.clone());
        Ok(policy)
    }
}

/// The file as it is written. `P` is a path, with its place where the format tells it.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Description"))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", bound = "P: Deserialize<'de>")]
pub(crate) struct Raw<P> {
    /// Whose mechanism it is.
    #[serde(default, deserialize_with = "some_words")]
    company: Option<String>,
    /// What the policy is called.
    #[serde(default, deserialize_with = "some_words")]
    title: Option<String>,
    /// The kind of mechanism; operational-level unless said otherwise.
    mechanism: Option<Mechanism>,
    /// Where it was published.
    #[serde(default, deserialize_with = "some_words")]
    url: Option<String>,
    /// As of when it was read.
    #[serde(default, deserialize_with = "date")]
    date: Option<String>,
    /// The texts that stand in files of their own.
    #[serde(default)]
    document: Vec<RawEntry<P>>,
    /// The provisions written in the description.
    #[serde(default)]
    provision: Vec<Provision>,
    /// How people rate the mechanism.
    #[serde(default)]
    coding: Vec<RawRating<P>>,
}

/// A person's rating of an indicator.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CodedRating"))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", bound = "P: Deserialize<'de>")]
struct RawRating<P> {
    /// The indicator's full identifier: `independence.appeal`.
    indicator: P,
    /// The rating.
    rating: Rating,
    /// The passage that it stands on, word for word.
    #[serde(default, deserialize_with = "some_words")]
    quote: Option<String>,
    /// The document's name; the first document, unless said otherwise.
    #[serde(default, deserialize_with = "some_words")]
    document: Option<String>,
    /// Who rates.
    #[serde(default, deserialize_with = "some_words")]
    coder: Option<String>,
    /// What the coder wants to be known.
    #[serde(default, deserialize_with = "some_words")]
    note: Option<String>,
}

/// A text in a file of its own.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "DocumentEntry"))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", bound = "P: Deserialize<'de>")]
struct RawEntry<P> {
    /// Where it stands, relative to the description's folder.
    path: P,
    /// How evidence names it; the path, unless said otherwise.
    #[serde(default, deserialize_with = "some_words")]
    name: Option<String>,
    /// How it is written; what its bytes and its path tell, unless said otherwise.
    form: Option<Form>,
}

/// A string that says something. Checked while reading, so that the error has its place.
#[derive(Deserialize)]
struct Words(#[serde(deserialize_with = "words")] String);

fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    match text.trim().is_empty() {
        true => Err(serde::de::Error::custom("found an empty string, expected some text")),
        false => Ok(text),
    }
}

fn some_words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    words(deserializer).map(Some)
}

/// TOML has dates of its own; both `date = 2026-03-01` and `date = "March 2026"` are fine.
fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected a date: a string, or in TOML a plain date such as 2026-03-01")]
    enum Date {
        Toml(toml::value::Datetime),
        Text(Words),
    }
    Ok(Some(match Date::deserialize(deserializer)? {
        Date::Toml(date) => date.to_string(),
        Date::Text(text) => text.0,
    }))
}

/// `name:line:column`, or the name alone.
struct Place<'a>(&'a str, Option<Position>);

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.1 {
            Some(Position { line, column }) => write!(f, "{}:{line}:{column}", self.0),
            None => f.write_str(self.0),
        }
    }
}

fn is_toml(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

fn is_json(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

/// The text without its byte order mark, and how long that was.
fn without_mark(text: &str) -> (usize, &str) {
    match text.strip_prefix('\u{feff}') {
        Some(body) => ('\u{feff}'.len_utf8(), body),
        None => (0, text),
    }
}

/// One line of bounded length: a message must not carry a whole provision.
fn brief(message: &str) -> String {
    const MOST: usize = 300;
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// What to do about a problem, where the problem does not say it itself.
fn help(problem: &str) -> String {
    let mut quoted = problem.split('`').skip(1).step_by(2);
    let found = quoted.next().unwrap_or_default();
    if problem.starts_with("unknown field") || problem.starts_with("unknown variant") {
        let near = quoted.map(|word| (strsim::damerau_levenshtein(found, word), word)).min();
        return match near {
            Some((distance, word)) if distance <= 2 => format!("; write `{word}`"),
            _ => String::from("; remove it or use one of those"),
        };
    }
    match problem.starts_with("missing field") {
        true => format!("; every [[document]] has a `path`, every [[provision]] a `text`: add `{found}`"),
        false => String::new(),
    }
}

/// The byte that serde_json means by a line and a column: lines end with LF, columns count bytes from one.
fn json_offset(text: &str, line: usize, column: usize) -> usize {
    let start = match line.checked_sub(2) {
        Some(before) => text.match_indices('\n').nth(before).map_or(text.len(), |(at, _)| at + 1),
        None => 0,
    };
    (start + column.saturating_sub(1)).min(text.len())
}

/// Where a JSON text gives this path: serde_json tells no places of what it has read. `None` if it is written
/// with escapes; then the error names the path alone.
fn json_path_offset(text: &str, path: &str) -> Option<usize> {
    let value = serde_json::to_string(path).ok()?;
    text.match_indices("\"path\"").find_map(|(at, key)| {
        let after = text[at + key.len()..].trim_start().strip_prefix(':')?.trim_start();
        after.starts_with(&value).then(|| text.len() - after.len())
    })
}

#[cfg(test)]
mod tests;
