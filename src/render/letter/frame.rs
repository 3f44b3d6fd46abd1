//! The frame of the letter: a template of Jinja in Markdown, which minijinja reads and writes.

mod error;
mod names;
mod template;
#[cfg(test)]
mod tests;

use minijinja::Value;

use super::values;
pub use error::FrameError;

const BUILTIN: &str = include_str!("frame/letter.md");

/// The frame of a letter: everything that does not come from the report, and the places for what does.
///
/// A frame is a template of [Jinja](https://docs.rs/minijinja/3/minijinja/syntax/) in Markdown, without filters, functions and
/// other templates:
///
/// - `{{ company or "the company" }}` writes a value, or the words in quotation marks where it is missing;
/// - `{% if policy.url %} … {% elif … %} … {% else %} … {% endif %}` writes what is so;
/// - `{% for criterion in criteria %} … {% endfor %}` writes something for each of a list.
///
/// `{# … #}` is left out. A line on which only tags and comments stand, side by side, leaves no line; several blank lines
/// become one.
///
/// Values are data: they are shown as they are written, on one line, whatever Markdown or template stands in them. A frame
/// has no HTML, and its links lead to `https://`, `http://` and `mailto:` addresses without a value in them.
///
/// A frame is tried when it is read, on letters in which everything is given and in which all is missing that may be: nearly
/// every mistake is told then. One in a part of the frame that these do not reach is told when a letter is.
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
/// let letter = letter::markdown(&report, &Letter::new().frame(frame))?;
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    name: String,
    text: String,
}

impl Frame {
    /// The frame that the library brings.
    pub fn builtin() -> Self {
        // A test reads it.
        Frame { name: "<built-in>/letter.md".to_owned(), text: BUILTIN.to_owned() }
    }

    /// Reads a frame. The name is for messages.
    ///
    /// # Errors
    /// When it cannot be used; the error says where and why.
    pub fn parse(name: impl Into<String>, text: impl Into<String>) -> Result<Self, FrameError> {
        let frame = Frame { name: name.into(), text: text.into() };
        template::check(&frame.name, &frame.text)?;
        for (given, asked) in [(true, true), (false, true), (true, false), (false, false)] {
            frame.write(values::sample(given, asked))?;
        }
        Ok(frame)
    }

    /// The frame as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The letter in Markdown; several blank lines become one.
    pub(super) fn write(&self, values: Value) -> Result<String, FrameError> {
        let written = template::write(&self.name, &self.text, values)?;
        let mut letter = String::with_capacity(written.len());
        let mut blank = true;
        for line in written.lines() {
            let was_blank = std::mem::replace(&mut blank, line.trim().is_empty());
            match (blank, was_blank) {
                (true, true) => {}
                (true, false) => letter.push('\n'),
                // Blanks at its end may stand for a line break.
                (false, _) => letter.extend([line, "\n"]),
            }
        }
        letter.truncate(letter.trim_end().len());
        letter.push('\n');
        Ok(letter)
    }
}
