//! The letter to the company: a question for everything that is not met, with the clause where there is one; as Markdown,
//! as a web page and as a Word file. (Feature `letter`.)
//!
//! The wording of the questions comes from the rubrics, everything around it from a [`Frame`] that can be replaced. The web
//! page and the Word file are made of the same Markdown: they say the same.

mod body;
mod docx;
mod frame;
mod html;
mod values;

use crate::rating::Rating;
use crate::report::Report;

pub use frame::{Frame, FrameError};

/// The ratings that a company is asked about.
const OPEN: [Rating; 3] = [Rating::Partial, Rating::Silent, Rating::Adverse];

/// Whether a company is asked about what has this rating: partial, silent or adverse.
pub fn is_asked(rating: Rating) -> bool {
    OPEN.contains(&rating)
}

/// Who writes to whom, by when an answer is asked for, and in which frame.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Letter {
    /// Who writes; the built-in frame has a blank to fill in, where it is missing.
    pub sender: Option<String>,
    /// The person or office at the company that is written to.
    pub recipient: Option<String>,
    /// The date of the letter, in its words: "3 March 2027".
    pub date: Option<String>,
    /// By when the company should answer, in the words of the letter: "14 March 2027".
    pub deadline: Option<String>,
    /// The frame; the built-in one, where it is missing.
    pub frame: Option<Frame>,
}

impl Letter {
    /// A letter in the built-in frame, with a blank for who writes it, and no deadline.
    pub fn new() -> Self {
        Letter::default()
    }

    /// Says who writes.
    #[must_use]
    pub fn sender(mut self, sender: impl Into<String>) -> Self {
        self.sender = Some(sender.into());
        self
    }

    /// Says which person or office at the company is written to.
    #[must_use]
    pub fn recipient(mut self, recipient: impl Into<String>) -> Self {
        self.recipient = Some(recipient.into());
        self
    }

    /// Says what date the letter has.
    #[must_use]
    pub fn date(mut self, date: impl Into<String>) -> Self {
        self.date = Some(date.into());
        self
    }

    /// Says by when the company should answer.
    #[must_use]
    pub fn deadline(mut self, deadline: impl Into<String>) -> Self {
        self.deadline = Some(deadline.into());
        self
    }

    /// Says in which frame the letter is written.
    #[must_use]
    pub fn frame(mut self, frame: Frame) -> Self {
        self.frame = Some(frame);
        self
    }
}

/// The letter as Markdown that reads as plain text too: questions grouped by criterion, numbered throughout.
///
/// ```
/// use principle31::render::letter::{self, Letter};
/// use principle31::{Document, Policy, RubricSet, assess};
///
/// let policy = Policy::new(Document::text("a.txt", "The decision is final.")).company("Example Ltd");
/// let report = assess(&RubricSet::builtin(), &policy);
/// let letter = letter::markdown(&report, &Letter::new().sender("A. Reader").deadline("14 March 2027"))?;
/// assert!(letter.starts_with("# Questions on the grievance mechanism of Example Ltd\n"));
/// assert!(letter.contains("     > The decision is final.\n     >\n     > — line 1\n"));
/// # Ok::<(), letter::FrameError>(())
/// ```
///
/// # Errors
/// When its frame is at fault in a part that [`Frame::parse`] did not reach, or when the letter would be far too long.
pub fn markdown(report: &Report, letter: &Letter) -> Result<String, FrameError> {
    letter.frame.clone().unwrap_or_else(Frame::builtin).write(values::values(report, letter))
}

/// The letter as a web page: one file without script and without anything from elsewhere, which prints well.
///
/// ```
/// use principle31::render::letter::{self, Letter};
/// use principle31::{Document, Policy, RubricSet, assess};
///
/// let policy = Policy::new(Document::text("a.txt", "The <b>decision</b> is final."));
/// let page = letter::html(&assess(&RubricSet::builtin(), &policy), &Letter::new())?;
/// assert!(page.starts_with("<!DOCTYPE html>"));
/// assert!(page.contains("The &lt;b&gt;decision&lt;/b&gt; is final."));
/// # Ok::<(), letter::FrameError>(())
/// ```
///
/// # Errors
/// As those of [`markdown`].
pub fn html(report: &Report, letter: &Letter) -> Result<String, FrameError> {
    Ok(html::page(&body::Body::of(&markdown(report, letter)?)))
}

/// The letter as a Word file (DOCX) that Word, LibreOffice and Google Docs open, with styles for titles, questions and quotes.
///
/// The same letter gives the same bytes: there is no date in the file that the letter does not name.
///
/// ```
/// use principle31::render::letter::{self, Letter};
/// use principle31::{Document, Policy, RubricSet, assess};
///
/// let policy = Policy::new(Document::text("a.txt", "The decision is final."));
/// let file = letter::docx(&assess(&RubricSet::builtin(), &policy), &Letter::new())?;
/// assert!(file.starts_with(b"PK"));
/// # Ok::<(), letter::FrameError>(())
/// ```
///
/// # Errors
/// As those of [`markdown`].
pub fn docx(report: &Report, letter: &Letter) -> Result<Vec<u8>, FrameError> {
    Ok(docx::file(&body::Body::of(&markdown(report, letter)?), letter.sender.as_deref()))
}
