//! The passages of a document in the order of reading: paragraphs, headings, list items, rows of tables.

use std::ops::Range;

use super::super::document::{BlockKind, ContactKind};
use super::super::draft::{Draft, Drawn, Inline};
use super::super::look;

/// A row with more words, and with several paragraphs in a cell, is there for the page's layout.
const ROW_WORDS: usize = 60;

#[derive(Debug)]
pub(super) struct Passage {
    pub(super) kind: BlockKind,
    /// A later paragraph of a list item.
    pub(super) continued: bool,
    /// An item that has a number or a letter, not a bullet.
    pub(super) numbered: bool,
    text: String,
    /// What is set in bold.
    strong: Vec<Range<usize>>,
    links: Vec<(usize, ContactKind)>,
    /// What stands between cells and the paragraphs in them, and what it is read as.
    borders: Vec<(Range<usize>, &'static str)>,
}

impl Passage {
    fn new() -> Self {
        Passage {
            kind: BlockKind::Paragraph,
            continued: false,
            numbered: false,
            text: String::new(),
            strong: Vec::new(),
            links: Vec::new(),
            borders: Vec::new(),
        }
    }

    /// White space at the beginning is not kept.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    fn push(&mut self, text: &str, strong: bool) {
        let start = self.text.len();
        let text = if start == 0 { text.trim_start() } else { text };
        self.text.push_str(text);
        if !strong || text.is_empty() {
            return;
        }
        match self.strong.last_mut() {
            Some(last) if self.text.get(last.end..start).is_some_and(|between| between.trim_start().is_empty()) => {
                last.end = self.text.len();
            }
            _ => self.strong.push(start..self.text.len()),
        }
    }

    /// Adds another passage of the same row.
    fn append(&mut self, other: Passage, border: (&str, &'static str)) {
        let start = self.text.len();
        self.text.push_str(border.0);
        let base = self.text.len();
        self.borders.push((start..base, border.1));
        self.text.push_str(&other.text);
        let shifted = |range: Range<usize>| base + range.start..base + range.end;
        self.strong.extend(other.strong.into_iter().map(shifted));
        self.links.extend(other.links.into_iter().map(|(at, kind)| (base + at, kind)));
        self.borders.extend(other.borders.into_iter().map(|(range, read)| (shifted(range), read)));
    }

    /// "1. Scope" in bold, its number given by a list, is rather a heading: whether it is, its look will tell.
    fn is_numbered_title(&self) -> bool {
        let (start, end) = self.bounds();
        let bold = self.strong.first().is_some_and(|strong| strong.start <= start && strong.end >= end);
        let text = self.text.trim();
        matches!(self.kind, BlockKind::Item(_)) && self.numbered && bold && look::is_title(text.trim_end_matches(':'))
    }

    /// Where the text begins and ends, the white space around it left out.
    fn bounds(&self) -> (usize, usize) {
        (self.text.len() - self.text.trim_start().len(), self.text.trim_end().len())
    }

    /// Writes the passage to the source, in which it stands alone on its line.
    fn draft(self, source: &mut String) -> Draft {
        let (start, end) = self.bounds();
        let kind = match self.kind {
            BlockKind::Item(_) if self.is_numbered_title() => BlockKind::Paragraph,
            // Clauses of a contract may be set in the style of a heading, to be numbered.
            BlockKind::Heading(_) if is_prose(self.text.trim()) => BlockKind::Paragraph,
            kind => kind,
        };
        let mut draft = Draft::new(kind);
        draft.continued = self.continued;
        let base = source.len();
        source.push_str(self.text.get(start..end).unwrap_or_default());
        let placed = |at: usize| base + at.clamp(start, end) - start;
        let mut at = base;
        for (range, read) in self.borders {
            let border = placed(range.start)..placed(range.end);
            draft.verbatim(source, at..border.start);
            if !border.is_empty() {
                draft.written_as(read, border.clone());
            }
            at = border.end;
        }
        draft.verbatim(source, at..source.len());
        if kind != BlockKind::Row {
            // Nothing is written otherwise: what is read stands as it does in the source.
            for strong in self.strong {
                let text = self.text.get(strong.clone()).unwrap_or_default().trim_end();
                let source = placed(strong.start)..placed(strong.start + text.len());
                let reading = source.start - base..source.end - base;
                draft.inlines.push(Inline { reading, source, strong: true });
            }
        }
        let last = source.len().saturating_sub(1);
        draft.links = self.links.into_iter().map(|(at, kind)| (placed(at).min(last), kind)).collect();
        source.push('\n');
        draft
    }
}

/// Is it too long for a heading, or a sentence and no title?
fn is_prose(text: &str) -> bool {
    text.len() > 160 || (look::ends_sentence(text) && text.split_whitespace().count() > 12)
}

/// An open row of a table.
struct Row {
    /// Where its passages begin.
    start: usize,
    /// Where each cell's passages begin.
    cells: Vec<usize>,
    words: usize,
    /// There is a row in a cell.
    nests: bool,
}

/// All passages, those that are still being written among them.
#[derive(Default)]
pub(super) struct Passages {
    all: Vec<Passage>,
    /// The passages being written: a text box stands within a paragraph.
    open: Vec<usize>,
    rows: Vec<Row>,
    /// The end of this paragraph was deleted: the next one goes on with it.
    carried: Option<usize>,
}

impl Passages {
    pub(super) fn open(&mut self) {
        let carried = self.carried.take().filter(|&at| at + 1 == self.all.len());
        let at = carried.unwrap_or_else(|| {
            self.all.push(Passage::new());
            self.all.len() - 1
        });
        self.open.push(at);
    }

    /// The passage being written.
    pub(super) fn current(&mut self) -> Option<&mut Passage> {
        self.all.get_mut(*self.open.last()?)
    }

    /// The last passage of the same cell or body before the one being written.
    pub(super) fn before(&self) -> Option<&Passage> {
        let start = self.rows.last().and_then(|row| row.cells.last().copied()).unwrap_or(0);
        let end = *self.open.last()?;
        self.all.get(start..end)?.iter().rev().take(8).find(|passage| !passage.is_blank())
    }

    /// Adds text as it stands, white space as blanks.
    pub(super) fn text(&mut self, text: &str, strong: bool) {
        if let Some(passage) = self.current() {
            let written = text.replace(['\n', '\r', '\t', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}'], " ");
            // Where a word may be parted if the line ends there is no part of it.
            passage.push(&written.replace('\u{ad}', ""), strong);
        }
    }

    /// Ends a line within a paragraph.
    pub(super) fn line_break(&mut self) {
        if let Some(passage) = self.current().filter(|passage| !passage.is_blank()) {
            passage.push("\n", false);
        }
    }

    /// How much has been written to the passage.
    pub(super) fn written(&mut self) -> usize {
        self.current().map_or(0, |passage| passage.text.len())
    }

    /// What has been written since `start` leads to a way to reach somebody.
    pub(super) fn link(&mut self, start: usize, kind: ContactKind) {
        if let Some(passage) = self.current() {
            let shown = passage.text.get(start..).unwrap_or_default().trim_end().len();
            passage.links.extend((shown > 0).then(|| (start + shown - 1, kind)));
        }
    }

    /// Ends the passage; `goes_on` if the next one goes on with it.
    pub(super) fn close(&mut self, goes_on: bool) {
        let Some(at) = self.open.pop() else { return };
        let Some(passage) = self.all.get(at) else { return };
        if goes_on {
            self.carried = Some(at);
        } else if let Some(row) = self.rows.last_mut() {
            row.words = row.words.saturating_add(passage.text.split_whitespace().count());
        }
    }

    pub(super) fn row(&mut self) {
        self.carried = None;
        self.rows.push(Row { start: self.all.len(), cells: Vec::new(), words: 0, nests: false });
    }

    pub(super) fn cell(&mut self) {
        self.carried = None;
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(self.all.len());
        }
    }

    /// Ends a row: its cells are read together, unless the table only arranges the page.
    pub(super) fn row_end(&mut self) {
        self.carried = None;
        let Some(row) = self.rows.pop() else { return };
        let mut filled = 0;
        let mut several = false;
        let ends = row.cells.iter().skip(1).copied().chain([self.all.len()]);
        for (&start, end) in row.cells.iter().zip(ends) {
            let passages = self.all.get(start..end).unwrap_or_default();
            let written = passages.iter().filter(|passage| !passage.is_blank()).count();
            filled += usize::from(written > 0);
            several |= written > 1;
        }
        let is_layout = row.nests || filled < 2 || (several && row.words > ROW_WORDS);
        if let Some(outer) = self.rows.last_mut() {
            outer.words = outer.words.saturating_add(row.words);
            outer.nests |= row.nests || !is_layout;
        }
        if !is_layout {
            self.join(&row);
        }
    }

    fn join(&mut self, row: &Row) {
        let mut joined: Option<Passage> = None;
        let mut cell = 0;
        for (at, passage) in self.all.drain(row.start.min(self.all.len())..).enumerate() {
            let of = row.cells.partition_point(|&start| start <= row.start + at);
            if passage.is_blank() {
                continue;
            }
            match &mut joined {
                None => joined = Some(Passage { kind: BlockKind::Row, continued: false, ..passage }),
                Some(joined) if of != cell => joined.append(passage, (" | ", "; ")),
                Some(joined) => {
                    let ended = joined.text.trim_end().ends_with(|c: char| c.is_ascii_punctuation());
                    joined.append(passage, ("\n", if ended { " " } else { "; " }));
                }
            }
            cell = of;
        }
        self.all.extend(joined);
    }

    /// Adds all passages of a text that comes after this one.
    pub(super) fn extend(&mut self, after: Passages) {
        self.all.extend(after.all);
    }

    pub(super) fn into_drawn(self) -> Drawn {
        let mut source = String::new();
        let written = self.all.into_iter().filter(|passage| !passage.is_blank());
        let drafts = written.map(|passage| passage.draft(&mut source)).collect();
        Drawn { source, drafts, pages: Vec::new(), notes: Vec::new() }
    }
}
