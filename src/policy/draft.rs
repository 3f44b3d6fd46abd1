//! A block as a reader finds it: the text as it is read, and where each part of it stands in the source.

use std::ops::Range;

use super::document::{BlockKind, ContactKind, ReadNote};
use super::pieces::Pieces;

/// What a reader draws from a document: the source that spans count the bytes of, and its blocks.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) source: String,
    pub(super) drafts: Vec<Draft>,
    /// Where each page begins in the source; none where the form has no pages.
    pub(super) pages: Vec<usize>,
    pub(super) notes: Vec<ReadNote>,
}

/// Emphasis, a link, code: markup that belongs to the text inside it.
#[derive(Debug)]
pub(super) struct Inline {
    pub(super) reading: Range<usize>,
    pub(super) source: Range<usize>,
    pub(super) strong: bool,
}

#[derive(Debug)]
pub(super) struct Draft {
    pub(super) kind: BlockKind,
    /// A later paragraph of a list item: it does not complete the lead-in's sentence.
    pub(super) continued: bool,
    /// The text as it is read; a `\n` ends a line that is to stand by itself.
    pub(super) reading: String,
    /// In the order of their ends.
    pub(super) inlines: Vec<Inline>,
    pub(super) links: Vec<(usize, ContactKind)>,
    pub(super) pieces: Pieces,
}

impl Draft {
    pub(super) fn new(kind: BlockKind) -> Self {
        let (reading, inlines, links, pieces) = Default::default();
        Draft { kind, continued: false, reading, inlines, links, pieces }
    }

    /// Adds a piece of the source as it stands; its line breaks become `\n`.
    pub(super) fn verbatim(&mut self, source: &str, range: Range<usize>) {
        let mut start = range.start;
        for line in source[range].split_inclusive(['\n', '\r']) {
            let end = start + line.len();
            let text = line.trim_end_matches(['\n', '\r']).len();
            if text > 0 {
                self.pieces.verbatim(self.reading.len(), start..start + text);
                self.reading.push_str(&line[..text]);
            }
            if text < line.len() {
                self.written_as("\n", start + text..end);
            }
            start = end;
        }
    }

    /// Adds text that is written otherwise in the source: an entity, an escape.
    pub(super) fn written_as(&mut self, text: &str, range: Range<usize>) {
        if !text.is_empty() {
            self.pieces.written_as(self.reading.len(), range);
            self.reading.push_str(text);
        }
    }

    /// Adds a separator that stands for nothing in particular: the end of a line, the border of a cell.
    pub(super) fn separator(&mut self, text: &str) {
        let at = self.pieces.source_end_of_all();
        self.written_as(text, at..at);
    }

    pub(super) fn is_blank(&self) -> bool {
        self.reading.trim().is_empty()
    }

    /// Cuts the draft in two: what is read from `at` on becomes a draft of its own.
    pub(super) fn split_off(&mut self, at: usize) -> Draft {
        let mut rest = Draft::new(self.kind);
        rest.pieces = self.pieces.split_off(at, self.reading.len());
        rest.reading = self.reading.split_off(at);
        let start = rest.pieces.source_start_of_all().unwrap_or(usize::MAX);
        rest.links = self.links.split_off(self.links.partition_point(|link| link.0 < start));
        // Markup that spans the cut belongs to neither side.
        while let Some(inline) = self.inlines.pop_if(|inline| inline.reading.end > at) {
            if let Some(start) = inline.reading.start.checked_sub(at) {
                rest.inlines.push(Inline {
                    reading: start..inline.reading.end - at,
                    source: inline.source,
                    strong: inline.strong,
                });
            }
        }
        rest.inlines.reverse();
        rest
    }

    /// Leaves out the first bytes of what is read.
    pub(super) fn strip(self, length: usize) -> Draft {
        let (kind, continued) = (self.kind, self.continued);
        let mut whole = self;
        let rest = whole.split_off(length);
        Draft { kind, continued, ..rest }
    }

    /// Adds another draft's text on a new line.
    pub(super) fn append(&mut self, other: Draft) {
        self.separator("\n");
        let base = self.reading.len();
        self.reading.push_str(&other.reading);
        self.links.extend(other.links);
        self.pieces.append(base, &other.pieces);
        self.inlines.extend(
            other
                .inlines
                .into_iter()
                .map(|inline| Inline { reading: base + inline.reading.start..base + inline.reading.end, ..inline }),
        );
    }

    /// Where in the source the character that begins at `reading` begins.
    pub(super) fn source_start(&self, reading: usize) -> usize {
        self.pieces.source_start(reading)
    }

    /// Where in the source the character that ends at `reading` ends.
    pub(super) fn source_end(&self, reading: usize) -> usize {
        self.pieces.source_end(reading)
    }
}
