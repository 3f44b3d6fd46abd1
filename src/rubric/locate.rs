//! Where the keys and values of a TOML document stand.

use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{File, Level, Problem};
use crate::policy::Lines;

/// One step from a value to a value inside of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// The way to a value from the root of its document: `indicator[3].evidence[1].any[0]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Path(Vec<Step>);

impl Path {
    pub(super) fn root() -> Self {
        Path::default()
    }

    pub(super) fn of(steps: &[Step]) -> Self {
        Path(steps.to_vec())
    }

    #[must_use]
    pub(super) fn key(&self, key: &str) -> Self {
        self.then(Step::Key(key.to_owned()))
    }

    #[must_use]
    pub(super) fn index(&self, index: usize) -> Self {
        self.then(Step::Index(index))
    }

    fn then(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Path(steps)
    }

    pub(super) fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The last key on the way.
    pub(super) fn last_key(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Index(_) => None,
        })
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if at == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// What of a path is meant.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part<'p> {
    /// The key.
    Key,
    /// The value.
    Value,
    /// These words inside the value, a string.
    Words(&'p str),
}

/// A parsed file.
#[derive(Debug)]
pub(super) struct Document<'a> {
    pub(super) file: File<'a>,
    pub(super) root: Spanned<DeValue<'a>>,
    /// Whether the file is one of those that the library brings.
    pub(super) built_in: bool,
    /// The lines that the TOML is broken in: what was made of them says nothing.
    broken: Vec<usize>,
}

impl<'a> Document<'a> {
    /// Parses a file; what can be read in spite of errors is read.
    pub(super) fn parse(name: &'a str, text: &'a str, built_in: bool) -> (Self, Vec<Problem>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let root = Spanned::new(0..0, DeValue::Table(table.into_inner()));
        let file = File { name, text, lines: Lines::new(text) };
        let mut broken = Vec::new();
        let mut problems: Vec<Problem> = Vec::new();
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let line = file.lines.position(text, span.start).line;
            // The parser stumbles on: what it says of the same line a second time is seldom true.
            if !broken.contains(&line) {
                broken.push(line);
                let message = format!("not TOML: {}", error.message());
                problems.push(Problem::new(Level::Error, &file, span, message, syntax_hint(error.message())));
            }
        }
        (Document { file, root, built_in, broken }, problems)
    }

    pub(super) fn is_broken(&self) -> bool {
        !self.broken.is_empty()
    }

    /// Whether a span begins in a line that is not TOML.
    pub(super) fn is_broken_at(&self, span: &Range<usize>) -> bool {
        let line = self.file.lines.position(self.file.text, span.start).line;
        self.broken.contains(&line)
    }

    /// The value at a path.
    pub(super) fn get(&self, path: &Path) -> Option<&Spanned<DeValue<'a>>> {
        path.steps().iter().try_fold(&self.root, step)
    }

    /// Where a path stands; where something on the way is missing, what holds it.
    pub(super) fn span(&self, path: &Path, part: Part<'_>) -> Range<usize> {
        let mut value = &self.root;
        let mut key = 0..0;
        for (at, each) in path.steps().iter().enumerate() {
            let Some(next) = step(value, each) else { return value.span() };
            if let (Step::Key(name), DeValue::Table(table), true) =
                (each, value.get_ref(), at + 1 == path.steps().len())
            {
                key = table.get_key_value(name.as_str()).map_or(0..0, |(key, _)| key.span());
            }
            value = next;
        }
        let span = value.span();
        match part {
            Part::Key if !key.is_empty() => key,
            Part::Key | Part::Value => span,
            Part::Words(words) => self.words(&span, words).unwrap_or(span),
        }
    }

    /// Where words stand in a string; nothing where they are written with escapes.
    fn words(&self, string: &Range<usize>, words: &str) -> Option<Range<usize>> {
        let source = self.file.text.get(string.clone())?;
        let goes_on = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
        let mut found = source.match_indices(words).filter(|(at, _)| !goes_on(&source[at + words.len()..]));
        found.next().map(|(at, _)| string.start + at..string.start + at + words.len())
    }
}

fn step<'v, 'a>(value: &'v Spanned<DeValue<'a>>, step: &Step) -> Option<&'v Spanned<DeValue<'a>>> {
    match (step, value.get_ref()) {
        (Step::Key(key), DeValue::Table(table)) => table.get(key.as_str()),
        (Step::Index(index), DeValue::Array(array)) => array.get(*index),
        _ => None,
    }
}

/// What to do about the commonest slips in TOML.
fn syntax_hint(message: &str) -> Option<String> {
    let hint = match message {
        _ if message.contains("duplicate key") => {
            "a key stands once in its table; write a list, or begin another `[[table]]`"
        }
        _ if message.contains("must be quoted") => "write texts in quotes: `title = \"Appeal\"`",
        _ if message.contains("no value") => "write `key = value`",
        _ if message.contains("unclosed") => "close the bracket",
        _ => return None,
    };
    Some(hint.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_the_text_that_they_name() {
        let text = "[[indicator]]\nid = 'x'\n[[indicator.evidence]]\nany = ['@a-b ~ @a', \"é @c\"]\nlasting.at-most = '7 days'\n";
        let (document, problems) = Document::parse("a.toml", text, false);
        assert!(problems.is_empty());
        let evidence = Path::root().key("indicator").index(0).key("evidence").index(0);
        let at = |path: &Path, part| &text[document.span(path, part)];
        assert_eq!(at(&evidence, Part::Value), "[[indicator.evidence]]");
        assert_eq!(at(&evidence.key("any"), Part::Key), "any");
        assert_eq!(at(&evidence.key("any").index(0), Part::Words("@a")), "@a");
        assert_eq!(document.span(&evidence.key("any").index(0), Part::Words("@a")).start, text.find("@a'").unwrap());
        assert_eq!(at(&evidence.key("any").index(1), Part::Value), "\"é @c\"");
        assert_eq!(at(&evidence.key("any").index(1), Part::Words("@zz")), "\"é @c\"");
        assert_eq!(at(&evidence.key("lasting").key("at-most"), Part::Key), "at-most");
        assert_eq!(at(&evidence.key("none").index(3), Part::Value), "[[indicator.evidence]]");
        assert_eq!(evidence.key("any").index(1).to_string(), "indicator[0].evidence[0].any[1]");
    }

    #[test]
    fn several_lines_that_are_not_toml_are_told_at_once() {
        let (document, problems) = Document::parse("a.toml", "a = = 1\nb = nope\nc = 2\nc = 3\n", false);
        let found: Vec<_> =
            problems.iter().map(|problem| (problem.position().unwrap().line, problem.text().unwrap())).collect();
        assert_eq!(found, [(1, "="), (2, "nope"), (4, "c")]);
        assert!(document.is_broken());
    }
}
