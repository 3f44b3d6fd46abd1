//! The frame of the letter: a template in Markdown, and what a letter is from it.

mod error;
mod names;
mod parse;
mod pieces;
#[cfg(test)]
mod tests;
mod text;
mod tokens;
mod write;

use std::fmt;

use serde_json::Value;

pub use error::FrameError;

const BUILTIN: &str = include_str!("frame/letter.md");

/// The frame of a letter: everything that does not come from the report, and the places for what does.
///
/// A frame is Markdown with three kinds of marks, a small part of what Jinja knows:
///
/// - `{{ company or "the company" }}` writes a value, or the words in quotation marks where it is missing;
/// - `{% if policy.url %} … {% elif … %} … {% else %} … {% endif %}`, with `not` before the name, or `== "word"` or
///   `!= "word"` after it, writes what is so;
/// - `{% for criterion in criteria %} … {% endfor %}` writes something for each of a list.
///
/// `{# … #}` is left out. A line on which only tags and comments stand leaves no line; several blank lines become one.
///
/// Values are data: they are shown as they are written, on one line, whatever Markdown or template stands in them. A frame
/// has no HTML, and its links lead to `https://`, `http://` and `mailto:` addresses without a value in them.
/// Every name is checked when the frame is read, and so is that the frame says what to write where a value is missing:
/// a frame that was read makes a letter from any report, in time that grows with the number of clauses.
///
/// ```
/// use principle31::render::letter::{self, Frame, Letter};
/// use principle31::{Document, Policy, RubricSet, assess};
///
/// let text = "Dear {{ company or \"all\" }},\n\n{% for criterion in criteria %}\n## {{ criterion.title }}\n\n\
///     {% for question in criterion.questions %}\n{{ question.number }}. {{ question.question }}\n{% endfor %}\n\n{% endfor %}\n";
/// let frame = Frame::parse("short.md", text)?;
/// let policy = Policy::new(Document::text("a.txt", "We reply.")).company("Example *Ltd*");
/// let report = assess(&RubricSet::builtin(), &policy);
/// let letter = letter::markdown(&report, &Letter::new().frame(frame));
/// assert!(letter.starts_with("Dear Example \\*Ltd\\*,\n\n## Predictability\n\n1. Which matters"));
///
/// let error = Frame::parse("short.md", "Dear {{ compnay }},").unwrap_err();
/// assert!(error.to_string().starts_with("short.md:1:9: unknown name `compnay` (did you mean `company`?); known are "));
/// # Ok::<(), principle31::render::letter::FrameError>(())
/// ```
///
/// The built-in frame, with what every name means:
///
/// ```text
#[doc = include_str!("frame/letter.md")]
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Frame {
    text: String,
    nodes: Vec<Node>,
}

impl Frame {
    /// The frame that the library brings.
    pub fn builtin() -> Self {
        // The file is part of the library; a test reads it.
        Self::parse("<built-in>/letter.md", BUILTIN)
            .unwrap_or_else(|error| unreachable!("the built-in frame is faulty:\n{error}"))
    }

    /// Reads a frame. The name is for messages.
    ///
    /// # Errors
    /// When it cannot be used; the error says where and why.
    pub fn parse(name: impl AsRef<str>, text: impl Into<String>) -> Result<Self, FrameError> {
        let text = text.into();
        match parse::parse(&text) {
            Ok(nodes) => Ok(Frame { text, nodes }),
            Err(fault) => Err(FrameError::new(name.as_ref(), &text, fault)),
        }
    }

    /// The frame as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The letter in Markdown.
    pub(super) fn write(&self, values: &Value) -> String {
        write::write(&self.nodes, values)
    }
}

impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Frame").field("text", &self.text).finish_non_exhaustive()
    }
}

/// A part of a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Text(String),
    Value { path: Path, or: Option<String>, address: bool },
    If { branches: Vec<Branch>, other: Vec<Node> },
    For { list: Path, nodes: Vec<Node> },
}

/// What is written where a test holds and none before it did.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Branch {
    test: Test,
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Test {
    path: Path,
    not: bool,
    equals: Option<String>,
}

/// Where a value is found.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Path {
    /// Of which loop it is, counted from the outermost, which is 1; 0 where it is of none.
    loops: usize,
    /// The names that lead to it.
    names: Vec<&'static str>,
    /// The name as the frame writes it.
    spelled: String,
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.spelled)
    }
}
