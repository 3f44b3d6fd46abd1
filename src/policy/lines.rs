//! Where a byte offset stands: line and column.

use serde::{Deserialize, Serialize};

/// A place in a document, counted from one as editors do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Position {
    /// Line, from 1. LF, CRLF and a lone CR end a line.
    pub line: usize,
    /// Column, from 1, in Unicode scalar values; a byte order mark is not counted.
    pub column: usize,
}

/// The starts of a text's lines.
#[derive(Debug, Clone)]
pub(crate) struct Lines {
    starts: Vec<usize>,
    /// On long lines, every so often: a byte offset, and how many columns stand before it on its line. A text may
    /// be one line of a megabyte, and hundreds of places on it may be asked for.
    marks: Vec<(usize, usize)>,
}

/// How many bytes are counted through at most.
const STRIDE: usize = 4096;

impl Lines {
    pub(crate) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(at + 1);
            }
        }
        let mut lines = Lines { starts, marks: Vec::new() };
        for number in 0..lines.starts.len() {
            lines.mark(text, number);
        }
        lines
    }

    fn mark(&mut self, text: &str, number: usize) {
        let start = self.starts.get(number).copied().unwrap_or(text.len());
        let end = self.starts.get(number + 1).copied().unwrap_or(text.len());
        if end - start <= STRIDE {
            return;
        }
        let mut next = start + STRIDE;
        let mut columns = 0;
        for (at, c) in text.get(start..end).unwrap_or_default().char_indices() {
            if start + at >= next {
                self.marks.push((start + at, columns));
                next += STRIDE;
            }
            columns += usize::from(is_counted(c));
        }
    }

    /// The position of a byte offset; one inside a character counts as that character's start.
    pub(crate) fn position(&self, text: &str, offset: usize) -> Position {
        let offset = offset.min(text.len());
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let mark = self.marks.partition_point(|mark| mark.0 <= offset).checked_sub(1).and_then(|at| self.marks.get(at));
        let (from, columns) = mark.copied().filter(|mark| mark.0 > start).unwrap_or((start, 0));
        let after = text.get(from..).unwrap_or_default().char_indices();
        let before = after.take_while(|&(at, c)| from + at + c.len_utf8() <= offset);
        Position { line, column: columns + before.filter(|&(_, c)| is_counted(c)).count() + 1 }
    }

    /// The line's text without its end, for showing where something stands; nothing if there is no such line.
    pub(crate) fn line<'a>(&self, text: &'a str, line: usize) -> &'a str {
        let start = line.checked_sub(1).and_then(|line| self.starts.get(line)).copied().unwrap_or(text.len());
        let end = self.starts.get(line).copied().unwrap_or(text.len());
        text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }
}

fn is_counted(c: char) -> bool {
    c != '\u{feff}'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, offset: usize) -> (usize, usize) {
        let Position { line, column } = Lines::new(text).position(text, offset);
        (line, column)
    }

    #[test]
    fn lines_end_with_lf_crlf_and_cr() {
        let text = "ab\r\ncd\ref\ngh";
        assert_eq!(at(text, 0), (1, 1));
        assert_eq!(at(text, 4), (2, 1));
        assert_eq!(at(text, 7), (3, 1));
        assert_eq!(at(text, 11), (4, 2));
        assert_eq!(at(text, 99), (4, 3));
    }

    #[test]
    fn columns_count_characters_and_pass_over_a_byte_order_mark() {
        let text = "\u{feff}é§x";
        assert_eq!(at(text, 3), (1, 1));
        assert_eq!(at(text, text.len() - 1), (1, 3));
    }

    #[test]
    fn an_offset_inside_a_character_counts_as_its_start() {
        assert_eq!(at("é", 1), (1, 1));
    }

    #[test]
    fn long_lines_are_counted_like_short_ones() {
        let text = format!("a\n{}\nb", "é§x".repeat(STRIDE));
        for offset in [2, 7, 2 + STRIDE, 3 + 2 * STRIDE, 2 + 5 * STRIDE - 5] {
            let within = (offset - 2) / 5 * 3 + [0, 0, 1, 1, 2][(offset - 2) % 5];
            assert_eq!(at(&text, offset), (2, within + 1), "{offset}");
        }
        assert_eq!(at(&text, text.len()), (3, 2));
    }

    #[test]
    fn a_line_that_is_not_there_is_empty() {
        let lines = Lines::new("ab\r\ncd");
        assert_eq!([0, 1, 2, 3].map(|line| lines.line("ab\r\ncd", line)), ["", "ab", "cd", ""]);
    }
}
