//! Where each part of the text as it is read stands in the source.

use std::ops::Range;

/// Parts of a text as it is read, in its order, each with the part of the source that it stands for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pieces(Vec<Piece>);

#[derive(Debug, Clone)]
struct Piece {
    reading: usize,
    source: Range<usize>,
    /// The reading is the source, byte for byte; otherwise every character stands for the whole of `source`.
    verbatim: bool,
}

impl Pieces {
    /// Adds a part of the source that is read from `reading` on as it stands.
    pub(super) fn verbatim(&mut self, reading: usize, source: Range<usize>) {
        self.0.push(Piece { reading, source, verbatim: true });
    }

    /// Adds a part of the source in whose place something else is read from `reading` on.
    pub(super) fn written_as(&mut self, reading: usize, source: Range<usize>) {
        self.0.push(Piece { reading, source, verbatim: false });
    }

    /// Where the last part ends in the source.
    pub(super) fn source_end_of_all(&self) -> usize {
        self.0.last().map_or(0, |last| last.source.end)
    }

    /// Where the first part begins in the source.
    pub(super) fn source_start_of_all(&self) -> Option<usize> {
        self.0.first().map(|first| first.source.start)
    }

    /// Adds the parts of a text that is read from `base` on.
    pub(super) fn append(&mut self, base: usize, other: &Pieces) {
        self.0.extend(other.0.iter().map(|piece| Piece { reading: base + piece.reading, ..piece.clone() }));
    }

    /// Cuts off the parts that are read from `at` on; `length` is how long the whole text is.
    pub(super) fn split_off(&mut self, at: usize, length: usize) -> Pieces {
        let from = self.0.partition_point(|piece| piece.reading < at);
        let mut rest = self.0.split_off(from);
        // A part that is cut in the middle stands on both sides.
        if let Some(cut) = self.0.last_mut() {
            let before = at - cut.reading;
            if cut.verbatim && before < cut.source.len() {
                let source = cut.source.start + before..cut.source.end;
                cut.source.end = source.start;
                rest.insert(0, Piece { reading: at, source, verbatim: true });
            } else if length > at && rest.first().is_none_or(|next| next.reading > at) {
                let source = cut.source.clone();
                rest.insert(0, Piece { reading: at, source, verbatim: false });
            }
        }
        rest.iter_mut().for_each(|piece| piece.reading -= at);
        Pieces(rest)
    }

    fn at(&self, reading: usize) -> Option<&Piece> {
        let next = self.0.partition_point(|piece| piece.reading <= reading);
        self.0.get(next.checked_sub(1)?)
    }

    /// Where in the source the character that begins at `reading` begins.
    pub(crate) fn source_start(&self, reading: usize) -> usize {
        self.at(reading).map_or(0, |piece| match piece.verbatim {
            true => piece.source.start + (reading - piece.reading),
            false => piece.source.start,
        })
    }

    /// Where in the source the character that ends at `reading` ends.
    pub(crate) fn source_end(&self, reading: usize) -> usize {
        let Some(last) = reading.checked_sub(1) else { return 0 };
        self.at(last).map_or(0, |piece| match piece.verbatim {
            true => piece.source.start + (reading - piece.reading),
            false => piece.source.end,
        })
    }
}
