//! What is wrong with the files of a rubric set, and where.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

use crate::policy::{Lines, Position};

/// How many characters of a line are shown with a problem; rubrics hold long lists of phrases in one line.
const SHOWN: usize = 100;
/// How many characters of them stand before the offending text.
const SHOWN_BEFORE: usize = 30;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Level {
    /// The set cannot be used.
    Error,
    /// The set can be used; something in it is useless or not what it looks like.
    Warning,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Level::Error => "error",
            Level::Warning => "warning",
        })
    }
}

/// One thing that is wrong with a file of a rubric set.
///
/// [`Display`](fmt::Display) shows it with the line that it stands in:
///
/// ```
/// use principle31::RubricSet;
///
/// let error = RubricSet::parse("weights.toml", "kind = \"overlay\"\nformat = 1\nwieghts = { independence = 3 }").unwrap_err();
/// let expected = "\
/// weights.toml:3:1: error: unknown key `wieghts` in an overlay
///   3 | wieghts = { independence = 3 }
///     | ^^^^^^^
///   help: did you mean `weights`?";
/// assert_eq!(error.problems()[0].to_string(), expected);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    level: Level,
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    related: Option<Related>,
}

/// Where in its file a problem stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Place {
    #[serde(flatten)]
    position: Position,
    start: usize,
    end: usize,
    text: String,
    /// The part of the line that is shown, and what is underlined in it.
    #[serde(skip)]
    shown: String,
    #[serde(skip)]
    underline: String,
}

/// Another place that a problem has to do with: where an identifier stood first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Related {
    file: String,
    #[serde(flatten)]
    position: Position,
    message: String,
}

impl Problem {
    /// A problem with a file as a whole.
    pub(super) fn of_file(level: Level, file: &str, message: String, hint: Option<String>) -> Self {
        Problem { level, file: file.to_owned(), place: None, message, hint, related: None }
    }

    /// A problem with a span of a file.
    pub(super) fn new(
        level: Level,
        file: &File<'_>,
        span: Range<usize>,
        message: String,
        hint: Option<String>,
    ) -> Self {
        Problem { level, file: file.name.to_owned(), place: Some(Place::new(file, span)), message, hint, related: None }
    }

    pub(super) fn with_related(mut self, file: &File<'_>, at: usize, message: &str) -> Self {
        let position = file.lines.position(file.text, at);
        self.related = Some(Related { file: file.name.to_owned(), position, message: message.to_owned() });
        self
    }

    /// Whether the set can be used in spite of it.
    pub fn level(&self) -> Level {
        self.level
    }

    /// The name of the file, as it was given.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Where it stands; nothing where it concerns the file as a whole.
    pub fn position(&self) -> Option<Position> {
        self.place.as_ref().map(|place| place.position)
    }

    /// The bytes of the file that are underlined.
    pub fn span(&self) -> Option<Range<usize>> {
        self.place.as_ref().map(|place| place.start..place.end)
    }

    /// The offending text itself.
    pub fn text(&self) -> Option<&str> {
        self.place.as_ref().map(|place| place.text.as_str())
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// Another place that it has to do with.
    pub fn related(&self) -> Option<&Related> {
        self.related.as_ref()
    }
}

impl Related {
    /// The name of the file.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Where it stands.
    pub fn position(&self) -> Position {
        self.position
    }

    /// What stands there.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printable(&self.file))?;
        if let Some(Position { line, column }) = self.position() {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}: {}", self.level, printable(&self.message))?;
        if let Some(place) = &self.place {
            let line = place.position.line.to_string();
            let gutter = " ".repeat(line.len());
            write!(f, "\n  {line} | {}\n  {gutter} | {}", place.shown, place.underline)?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "\n  help: {}", printable(hint))?;
        }
        if let Some(Related { file, position: Position { line, column }, message }) = &self.related {
            write!(f, "\n  note: {message}: {}:{line}:{column}", printable(file))?;
        }
        Ok(())
    }
}

/// A text that problems are found in.
#[derive(Debug)]
pub(super) struct File<'a> {
    pub(super) name: &'a str,
    pub(super) text: &'a str,
    pub(super) lines: Lines,
}

impl Place {
    fn new(file: &File<'_>, span: Range<usize>) -> Self {
        let start = boundary(file.text, span.start);
        let end = boundary(file.text, span.end).max(start);
        let position = file.lines.position(file.text, start);
        let text = file.text[start..end].to_owned();
        let line = file.lines.line(file.text, position.line);
        let line_start = line.as_ptr() as usize - file.text.as_ptr() as usize;
        // A byte order mark is not shown; nothing is shown of the blanks at the end.
        let from = line_start + if line.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let shown_line = file.text[from..(line_start + line.len()).max(from)].trim_end();
        let at = start.saturating_sub(from).min(shown_line.len());
        let length = text.lines().next().unwrap_or_default().chars().count();
        let (shown, underline) = snippet(shown_line, at, length);
        Place { position, start, end, text, shown, underline }
    }
}

/// The nearest start of a character at or before an offset.
fn boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// What is shown of a line, and the line of `^` under it; `at` is where the offending text begins, `length` how many
/// characters it has. Looks at the neighbourhood only: lines may be long, and problems many.
fn snippet(line: &str, at: usize, length: usize) -> (String, String) {
    let back =
        |from: usize, number: usize| line[..from].char_indices().rev().take(number).last().map_or(from, |(at, _)| at);
    let from = match line.chars().nth(SHOWN) {
        Some(_) => {
            let from = back(at, SHOWN_BEFORE);
            // Near the end of the line, more of what stands before.
            back(from, SHOWN - line[from..].chars().take(SHOWN).count())
        }
        None => 0,
    };
    let mut shown = String::new();
    let mut underline = String::new();
    if from > 0 {
        shown.push('…');
        underline.push(' ');
    }
    let mut under = 0;
    let mut rest = line[from..].char_indices();
    for (index, c) in rest.by_ref().take(SHOWN) {
        shown.push(if c == '\t' || !c.is_control() { c } else { '\u{fffd}' });
        match from + index < at {
            // A tab above a tab, whatever its width is.
            true => underline.push(if c == '\t' { '\t' } else { ' ' }),
            false => under += 1,
        }
    }
    underline.push_str(&"^".repeat(length.min(under).max(1)));
    if rest.next().is_some() {
        shown.push('…');
    }
    (shown, underline)
}

/// Text for a terminal: what rubrics hold must not steer it.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// Why a rubric set cannot be loaded: all that is wrong with its files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct LoadError {
    problems: Vec<Problem>,
}

impl LoadError {
    pub(super) fn new(problems: Vec<Problem>) -> Self {
        LoadError { problems }
    }

    /// The problems, by file and place; warnings are among them.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The problems, for keeping.
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.problems {
            writeln!(f, "{problem}")?;
        }
        let errors = self.problems.iter().filter(|problem| problem.level == Level::Error).count();
        let warnings = self.problems.len() - errors;
        write!(f, "{}", counted(errors, "error"))?;
        match warnings {
            0 => Ok(()),
            _ => write!(f, ", {}", counted(warnings, "warning")),
        }
    }
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, span: Range<usize>) -> String {
        let file = File { name: "a.toml", text, lines: Lines::new(text) };
        Problem::new(Level::Error, &file, span, "no".into(), None).to_string()
    }

    #[test]
    fn a_problem_is_shown_under_its_line() {
        let text = "x = 1\n\tkéy = 2\n";
        assert_eq!(shown(text, 7..11), "a.toml:2:2: error: no\n  2 | \tkéy = 2\n    | \t^^^");
        assert_eq!(shown("x = [\n1]", 4..7), "a.toml:1:5: error: no\n  1 | x = [\n    |     ^");
        assert_eq!(shown("", 0..0), "a.toml:1:1: error: no\n  1 | \n    | ^");
        assert_eq!(shown("\u{feff}x", 3..4), "a.toml:1:1: error: no\n  1 | x\n    | ^");
    }

    #[test]
    fn of_a_long_line_the_offending_part_is_shown() {
        let text = format!("x = \"{}\", \"wrong\", \"{}\"", "a".repeat(300), "b".repeat(300));
        let at = text.find("\"wrong").unwrap();
        let shown = shown(&text, at..at + 7);
        let lines: Vec<&str> = shown.lines().collect();
        let column = lines[2].chars().position(|c| c == '^').unwrap();
        let under: String = lines[1].chars().skip(column).take(7).collect();
        assert_eq!(under, "\"wrong\"");
        assert_eq!(lines[2].trim_start_matches([' ', '|']), "^^^^^^^");
        assert!(lines[1].chars().count() < 120);
    }

    #[test]
    fn control_characters_do_not_reach_a_terminal() {
        assert!(!shown("x = \u{1b}[31m", 4..5).contains('\u{1b}'));
    }
}
