//! What is wrong with a frame, and where.

use std::fmt;

/// What keeps a text from being a frame: the first thing that is wrong with it.
///
/// [`Display`](fmt::Display) shows the file, the line and the column before what was found and what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameError {
    file: String,
    line: usize,
    column: usize,
    message: String,
}

/// Something wrong at a byte of a frame.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) message: String,
}

impl Fault {
    pub(super) fn new(at: usize, message: impl Into<String>) -> Self {
        Fault { at, message: message.into() }
    }
}

impl FrameError {
    pub(super) fn new(file: &str, text: &str, fault: Fault) -> Self {
        let before = text.get(..fault.at).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        FrameError { file: file.to_owned(), line, column, message: fault.message }
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
