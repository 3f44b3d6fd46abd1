//! What is wrong with a frame, and where.

use std::fmt;

use minijinja::{Error, ErrorKind};

use super::names;

/// What keeps a text from being a frame, or a frame from being written: the first thing that is wrong with it.
///
/// [`Display`](fmt::Display) shows the file, the line and the column before what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameError {
    file: String,
    line: usize,
    column: usize,
    message: String,
}

impl FrameError {
    /// Something wrong at a byte of a frame.
    pub(super) fn at(file: &str, text: &str, at: usize, message: impl Into<String>) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        FrameError { file: file.to_owned(), line, column, message: message.into() }
    }

    /// What minijinja says is wrong.
    pub(super) fn of(error: &Error, file: &str, text: &str) -> Self {
        let range = error.range().filter(|range| text.is_char_boundary(range.start));
        let found = range.clone().and_then(|range| text.get(range)).unwrap_or("…");
        let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
        let message = match error.kind() {
            // Of our own.
            ErrorKind::NonPrimitive => detail.replace('…', found),
            ErrorKind::UndefinedError => detail.split('`').nth(1).map_or(detail.clone(), names::unknown_in_loop),
            ErrorKind::OutOfFuel => "the letter takes too long to write, or becomes too long".to_owned(),
            _ => detail,
        };
        let line_start = || text.split_inclusive('\n').take(error.line().unwrap_or(1) - 1).map(str::len).sum();
        Self::at(file, text, range.map_or_else(line_start, |range| range.start), message)
    }

    /// The frame's name, as it was given.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column, from 1, in Unicode scalar values.
    pub fn column(&self) -> usize {
        self.column
    }

    /// What was found, and what was expected.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

impl std::error::Error for FrameError {}
