//! Rows become lines of text; rows whose cells stand below one another become a table's.

use std::ops::Range;

use super::super::look;
use super::glyphs::{Inks, Piece};
use super::order::Row;
use super::tables;

/// What stands so far apart, measured by the font's size, may be two cells of a table.
const APART: f32 = 1.2;

/// No table has more columns.
const MOST_COLUMNS: usize = 40;

/// What begins so close below one another, measured by the font's size, is aligned.
pub(super) const ALIGNED: f32 = 0.4;

/// What a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Belongs {
    Text,
    /// To a table's row, counted through the document, and there to these columns or, its cells wrapped, to one.
    Row {
        row: usize,
        column: usize,
    },
    /// To the page: a header, a footer, a stamp, a table of contents.
    Page,
}

/// A line of a page.
#[derive(Debug)]
pub(super) struct PageLine {
    pub(super) text: String,
    /// The line's cells; without a table one.
    pub(super) cells: Vec<Range<usize>>,
    /// The marks of footnotes, which are no part of the word they stand at.
    pub(super) notes: Vec<Range<usize>>,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) baseline: f32,
    pub(super) size: f32,
    /// How heavy it is, 1 being the document's average.
    pub(super) weight: f32,
    /// The column that it stands in, counted through the document, and the column's edges.
    pub(super) region: usize,
    pub(super) edges: Range<f32>,
    pub(super) belongs: Belongs,
}

/// Counts regions and table rows through the document.
#[derive(Debug, Default)]
pub(super) struct Counter {
    regions: usize,
    rows: usize,
}

/// The lines of a region of a page.
pub(super) fn of_region(rows: Vec<Row>, inks: &Inks, counter: &mut Counter) -> Vec<PageLine> {
    counter.regions += 1;
    let left = rows.iter().flatten().map(|piece| piece.left).fold(f32::INFINITY, f32::min);
    let mut rights: Vec<f32> = rows.iter().filter_map(|row| Some(row.last()?.right)).collect();
    rights.sort_by(f32::total_cmp);
    // A line or two may stick out.
    let right = rights.get(rights.len() * 17 / 20).copied().unwrap_or(left);
    let edges = left..right;
    let rows: Vec<Cells> = rows.into_iter().map(Cells::new).collect();
    let mut lines = Vec::new();
    let mut rest = rows.as_slice();
    while let Some((first, others)) = rest.split_first() {
        match tables::at(rest) {
            Some(table) => {
                let (_, after) = rest.split_at(table.length.min(rest.len()));
                table.write(&mut counter.rows, &mut lines);
                rest = after;
            }
            None => {
                lines.push(first.line(Belongs::Text));
                rest = others;
            }
        }
    }
    for line in &mut lines {
        line.weight = inks.weight(&line.text, line.weight);
        line.region = counter.regions;
        line.edges = edges.clone();
        if is_contents(&line.text) {
            line.belongs = Belongs::Page;
        }
    }
    lines
}

/// A line of its own, outside of the text.
pub(super) fn of_page(row: Row) -> PageLine {
    Cells::new(row).line(Belongs::Page)
}

/// "1. Purpose ........ 3"
fn is_contents(text: &str) -> bool {
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let dots = before.chars().rev().take_while(|&c| matches!(c, '.' | ' ' | '…' | '·'));
    before.len() < text.len() && dots.filter(|&c| c != ' ').count() >= 4
}

/// A row's pieces, those together that stand together.
#[derive(Debug)]
pub(super) struct Cells {
    pub(super) cells: Vec<Cell>,
    row: Row,
}

#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) text: String,
    notes: Vec<Range<usize>>,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) baseline: f32,
    pub(super) size: f32,
    ink: f32,
}

impl Cells {
    fn new(row: Row) -> Self {
        Self::parted(row, &[])
    }

    /// The cells, parted where one of a table's columns begins, too.
    pub(super) fn in_columns(&self, columns: &[f32]) -> Self {
        Self::parted(self.row.clone(), columns)
    }

    fn parted(row: Row, columns: &[f32]) -> Self {
        let size = row.iter().map(|piece| piece.size).fold(0.0, f32::max);
        let baseline = row.iter().find(|piece| piece.size >= size).map_or(0.0, |piece| piece.baseline);
        let begins_column = |piece: &Piece, cell: &Cell| {
            piece.left > cell.right + 0.3 * size
                && columns.iter().any(|left| (left - piece.left).abs() < ALIGNED * size)
        };
        let mut cells: Vec<Cell> = Vec::new();
        for piece in &row {
            let text = piece.text.trim_end();
            let is_note = piece.size < 0.8 * size
                && baseline - piece.baseline > 0.15 * size
                && text.len() <= 3
                && text.chars().all(|c| c.is_ascii_digit() || "*†‡".contains(c));
            match cells.last_mut() {
                Some(cell) if piece.left - cell.right < APART * size && !begins_column(piece, cell) => {
                    if piece.left - cell.right > 0.17 * size && !text.starts_with(' ') {
                        cell.text.push(' ');
                    }
                    let start = cell.text.len();
                    cell.text.push_str(&piece.text);
                    if is_note {
                        cell.notes.push(start..start + text.len());
                    }
                    cell.right = cell.right.max(piece.right);
                    cell.ink += piece.ink;
                    if piece.text.len() > cell.text.len() / 2 {
                        cell.size = piece.size;
                    }
                }
                _ => cells.push(Cell {
                    text: piece.text.clone(),
                    notes: Vec::new(),
                    left: piece.left,
                    right: piece.right,
                    baseline,
                    size: piece.size,
                    ink: piece.ink,
                }),
            }
        }
        Cells { cells, row }
    }

    pub(super) fn baseline(&self) -> f32 {
        self.cells.first().map_or(0.0, |cell| cell.baseline)
    }

    pub(super) fn size(&self) -> f32 {
        self.cells.iter().map(|cell| cell.size).fold(0.0, f32::max)
    }

    /// May the cells be a table's? A list's number is no cell.
    pub(super) fn may_be_row(&self) -> bool {
        (2..=MOST_COLUMNS).contains(&self.cells.len()) && !self.begins_with_marker()
    }

    /// A line of some of the cells.
    pub(super) fn line_of(&self, cells: Vec<Cell>, belongs: Belongs) -> PageLine {
        Cells { cells, row: Row::new() }.line(belongs)
    }

    fn begins_with_marker(&self) -> bool {
        self.cells.first().is_some_and(|cell| {
            let text = cell.text.trim();
            look::marker(text).is_some_and(|marker| marker.length >= text.len())
        })
    }

    pub(super) fn line(&self, belongs: Belongs) -> PageLine {
        let mut line = PageLine {
            text: String::new(),
            cells: Vec::new(),
            notes: Vec::new(),
            left: self.cells.first().map_or(0.0, |cell| cell.left),
            right: self.cells.last().map_or(0.0, |cell| cell.right),
            baseline: self.baseline(),
            size: self.cells.iter().max_by_key(|cell| cell.text.len()).map_or(1.0, |cell| cell.size),
            weight: self.cells.iter().map(|cell| cell.ink).sum(),
            region: 0,
            edges: 0.0..0.0,
            belongs,
        };
        for cell in &self.cells {
            let trimmed = cell.text.trim_start();
            let cut = cell.text.len() - trimmed.len();
            if !line.text.is_empty() {
                line.text.push_str(if matches!(belongs, Belongs::Row { .. }) { "   " } else { " " });
            }
            let start = line.text.len();
            let moved =
                |note: &Range<usize>| start + note.start.saturating_sub(cut)..start + note.end - cut.min(note.end);
            line.notes.extend(cell.notes.iter().map(moved));
            line.text.push_str(trimmed.trim_end());
            line.cells.push(start..line.text.len());
        }
        if !matches!(belongs, Belongs::Row { .. }) {
            line.cells = std::iter::once(0..line.text.len()).collect();
        }
        let length = line.text.len();
        line.notes.retain(|note| note.start < note.end && note.end <= length);
        line
    }
}
