//! What is wrong with a coding, and where.

use std::fmt;

/// One thing that is wrong with a coding, in words for the person who must mend the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodingProblem {
    file: String,
    line: Option<u64>,
    column: Option<String>,
    message: String,
}

impl CodingProblem {
    pub(super) fn new(file: &str, line: Option<u64>, column: Option<&str>, message: String) -> Self {
        CodingProblem { file: file.to_owned(), line, column: column.map(str::to_owned), message }
    }

    /// The file's name.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1, where the row begins.
    pub fn line(&self) -> Option<u64> {
        self.line
    }

    /// The column of the table, by its name in the header.
    pub fn column(&self) -> Option<&str> {
        self.column.as_deref()
    }

    /// What was found, and what was expected.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for CodingProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        f.write_str(": ")?;
        if let Some(column) = &self.column {
            write!(f, "column `{column}`: ")?;
        }
        f.write_str(&self.message)
    }
}

/// Everything that keeps a coding from being used; [`Display`](fmt::Display) shows a problem a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodingError {
    problems: Vec<CodingProblem>,
}

impl CodingError {
    pub(super) fn one(problem: CodingProblem) -> Self {
        CodingError { problems: vec![problem] }
    }

    /// The value, or the problems if there are any.
    pub(super) fn or<T>(problems: Vec<CodingProblem>, value: T) -> Result<T, Self> {
        if problems.is_empty() { Ok(value) } else { Err(CodingError { problems }) }
    }

    /// The problems, in the order of the file; at least one.
    pub fn problems(&self) -> &[CodingProblem] {
        &self.problems
    }
}

impl fmt::Display for CodingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for CodingError {}

/// The first characters of what was found, without anything that acts on a terminal.
pub(super) fn brief(found: &str, most: usize) -> String {
    let mut shown: String = found.chars().take(most).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if found.chars().nth(most).is_some() {
        shown.push('…');
    }
    shown
}
