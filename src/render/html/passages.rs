//! Where the findings' passages stand in the policy's text as people read it.
//!
//! Evidence counts the bytes of the source; the page shows the text without its markup. Passages of several findings may
//! be the same, overlap or run over blocks: the text is cut wherever one begins or ends, and every segment knows the
//! passages that it is part of.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::policy::{Block, Document, Policy};
use crate::report::Report;

/// A finding's passage: the finding's number and the passage's, both from 0 and in the report's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Passage {
    pub(super) finding: usize,
    pub(super) evidence: usize,
}

/// A part of a block's text.
#[derive(Debug)]
pub(super) struct Segment {
    /// Its bytes in the text as it is read.
    pub(super) reading: Range<usize>,
    /// The name that links lead to; none where no passage covers it.
    pub(super) mark: Option<String>,
    /// The passages that it is part of.
    pub(super) of: Vec<Passage>,
    /// The passages that end with it.
    pub(super) ending: Vec<Passage>,
}

/// Every passage's place in the policy's text.
#[derive(Debug, Default)]
pub(super) struct Passages {
    /// Of each document, of each block: its segments.
    segments: Vec<Vec<Vec<Segment>>>,
    /// The mark where each passage begins.
    first: BTreeMap<Passage, String>,
}

impl Passages {
    pub(super) fn of(report: &Report, policy: &Policy) -> Self {
        let mut placed: Vec<Vec<(Range<usize>, Passage)>> = vec![Vec::new(); policy.documents().len()];
        for (finding, found) in report.findings.iter().enumerate() {
            for (evidence, quoted) in found.evidence.iter().enumerate() {
                let holds = |document: &Document| {
                    document.name() == quoted.document
                        && document.source().get(quoted.start..quoted.end) == Some(quoted.quote.as_str())
                };
                let document = policy.documents().iter().position(holds);
                let reading = document.and_then(|at| reading_of(policy.documents().get(at)?, quoted.start..quoted.end));
                if let (Some(reading), Some(of_document)) = (reading, document.and_then(|at| placed.get_mut(at))) {
                    of_document.push((reading, Passage { finding, evidence }));
                }
            }
        }
        let mut passages = Passages::default();
        for (number, (document, mut placed)) in policy.documents().iter().zip(placed).enumerate() {
            let mut marks = 0;
            placed.sort_by_key(|(at, _)| at.start);
            let mut next = placed.into_iter().peekable();
            // The passages that reach into the block: both they and the blocks come in the text's order.
            let mut open: Vec<(Range<usize>, Passage)> = Vec::new();
            let blocks = document.blocks().iter().map(|block| {
                let line = line_of(document, block);
                open.retain(|(at, _)| at.end > line.start);
                while let Some(begun) = next.next_if(|(at, _)| at.start < line.end) {
                    open.push(begun);
                }
                let mut segments = segments(line, &open);
                for segment in segments.iter_mut().filter(|segment| !segment.of.is_empty()) {
                    marks += 1;
                    let mark = format!("p{}-{marks}", number + 1);
                    for &passage in &segment.of {
                        passages.first.entry(passage).or_insert_with(|| mark.clone());
                    }
                    segment.mark = Some(mark);
                }
                segments
            });
            let blocks: Vec<Vec<Segment>> = blocks.collect();
            passages.segments.push(blocks);
        }
        passages
    }

    /// The segments of a document's block, in its order.
    pub(super) fn segments(&self, document: usize, block: usize) -> &[Segment] {
        self.segments.get(document).and_then(|blocks| blocks.get(block)).map_or(&[], Vec::as_slice)
    }

    /// The mark where a passage begins; none where the text does not hold it.
    pub(super) fn mark(&self, passage: Passage) -> Option<&str> {
        self.first.get(&passage).map(String::as_str)
    }
}

/// The bytes of a block's text as it is read. A block is a line of the document's reading.
fn line_of(document: &Document, block: &Block) -> Range<usize> {
    let sentences = document.sentences().get(block.sentences()).unwrap_or_default();
    let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else { return 0..0 };
    let (before, after) = (document.reading.get(..first.reading.start), document.reading.get(last.reading.end..));
    let start = before.and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
    let end = after.and_then(|text| text.find('\n')).map_or(document.reading.len(), |at| last.reading.end + at);
    start..end
}

/// The bytes of the text as it is read that a part of the source stands for.
fn reading_of(document: &Document, span: Range<usize>) -> Option<Range<usize>> {
    let first = document.sentences().partition_point(|sentence| sentence.span.end <= span.start);
    let end = document.sentences().partition_point(|sentence| sentence.span.start < span.end);
    let touched = document.sentences().get(first..end)?;
    let region = touched.first()?.reading.start..touched.last()?.reading.end;
    let text = document.reading.get(region.clone())?;
    let own = text.char_indices().filter(|(_, c)| !c.is_whitespace()).map(|(at, c)| {
        let start = region.start + at;
        start..start + c.len_utf8()
    });
    let mut own = own.filter(|at| {
        document.pieces.source_start(at.start) >= span.start && document.pieces.source_end(at.end) <= span.end
    });
    let first = own.next()?;
    let end = own.next_back().map_or(first.end, |last| last.end);
    Some(first.start..end)
}

/// A block's text, cut wherever a passage begins or ends.
fn segments(block: Range<usize>, placed: &[(Range<usize>, Passage)]) -> Vec<Segment> {
    let here: Vec<&(Range<usize>, Passage)> =
        placed.iter().filter(|(at, _)| at.start < block.end && block.start < at.end).collect();
    let mut cuts = vec![block.start, block.end];
    cuts.extend(here.iter().flat_map(|(at, _)| [at.start, at.end]).filter(|cut| block.contains(cut)));
    cuts.sort_unstable();
    cuts.dedup();
    let pairs = cuts.windows(2).filter_map(|pair| Some(*pair.first()?..*pair.get(1)?));
    pairs
        .map(|reading| {
            let covering = || here.iter().filter(|(at, _)| at.start <= reading.start && reading.end <= at.end);
            let of = covering().map(|(_, passage)| *passage).collect();
            let ending = covering().filter(|(at, _)| at.end == reading.end).map(|(_, passage)| *passage).collect();
            Segment { reading, mark: None, of, ending }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rubric::RubricSet;

    fn passage(finding: usize) -> Passage {
        Passage { finding, evidence: 0 }
    }

    fn cut(block: Range<usize>, placed: &[Range<usize>]) -> Vec<(Range<usize>, Vec<usize>, Vec<usize>)> {
        let placed: Vec<_> = placed.iter().cloned().enumerate().map(|(at, span)| (span, passage(at))).collect();
        let findings = |of: &[Passage]| of.iter().map(|passage| passage.finding).collect::<Vec<_>>();
        let segments = segments(block, &placed).into_iter();
        segments.map(|segment| (segment.reading, findings(&segment.of), findings(&segment.ending))).collect()
    }

    #[test]
    fn overlapping_passages_are_cut_apart() {
        assert_eq!(
            cut(0..20, &[2..10, 5..15, 5..15]),
            [
                (0..2, vec![], vec![]),
                (2..5, vec![0], vec![]),
                (5..10, vec![0, 1, 2], vec![0]),
                (10..15, vec![1, 2], vec![1, 2]),
                (15..20, vec![], vec![]),
            ]
        );
    }

    #[test]
    #[allow(clippy::single_range_in_vec_init)]
    fn a_passage_over_several_blocks_is_marked_in_each() {
        assert_eq!(cut(0..10, &[5..25]), [(0..5, vec![], vec![]), (5..10, vec![0], vec![])]);
        assert_eq!(cut(11..20, &[5..25]), [(11..20, vec![0], vec![])]);
        assert_eq!(cut(21..30, &[5..25]), [(21..25, vec![0], vec![0]), (25..30, vec![], vec![])]);
    }

    #[test]
    fn the_source_is_found_in_the_reading() {
        let source = "# Über uns\n\n- We **never** share\n  it &amp; *reply*.\n";
        let document = Document::markdown("a.md", source);
        let read = |part: &str| {
            let start = source.find(part).unwrap();
            reading_of(&document, start..start + part.len()).map(|at| &document.reading[at])
        };
        assert_eq!(read("We **never** share\n  it"), Some("We never share it"));
        assert_eq!(read("it &amp; *reply*."), Some("it & reply."));
        assert_eq!(read("Über"), Some("Über"));
        assert_eq!(read("**"), None);
    }
    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn every_sentence_is_found_in_the_reading(
            source in r"([a-cA é.*_`\[\]()#>|&;<-]|We reply\. |\n|\r\n|&amp;|\*\*no\*\*|<b>|- |1\. ){0,60}"
        ) {
            for document in [Document::markdown("a", source.as_str()), Document::text("a", source.as_str())] {
                for sentence in document.sentences() {
                    let found = reading_of(&document, sentence.span()).and_then(|at| document.reading.get(at));
                    let read = document.reading_of(sentence).trim();
                    prop_assert!(found.is_some_and(|found| found.contains(read)), "{found:?}, not {read:?}");
                }
                for block in document.blocks() {
                    let line = line_of(&document, block);
                    let whole = document.reading.get(line.clone());
                    prop_assert!(whole.is_some_and(|whole| !whole.contains('\n')));
                    prop_assert!(whole.is_some_and(|whole| whole.contains(document.reading_of_sentences(block.sentences()))));
                }
            }
        }
    }

    #[test]
    fn the_segments_are_the_text() {
        let source = "# Complaints\n\nWe acknowledge every complaint within **seven** days. Decisions are final.\n\n- You may appeal.\n";
        let policy = Policy::new(Document::markdown("a.md", source));
        let passages = Passages::of(&crate::report::assess(&RubricSet::builtin(), &policy), &policy);
        let document = &policy.documents()[0];
        for (number, block) in document.blocks().iter().enumerate() {
            let parts = passages.segments(0, number).iter().map(|segment| &document.reading[segment.reading.clone()]);
            assert_eq!(parts.collect::<String>(), document.reading[line_of(document, block)]);
        }
        assert!(passages.first.len() > 2);
    }
}
