//! What a pattern sees of a document at a time: a sentence, with the lead-in of its list before it.

use std::ops::Range;

use super::scan::Scan;
use crate::policy::{Break, Document};
use crate::rubric::{Atom, Join, Term, VocabularyId};

/// A sentence as a pattern reads it. Places count words from the lead-in's first.
#[derive(Debug, Clone)]
pub(super) struct View<'a> {
    pub(super) document: &'a Document,
    pub(super) scan: &'a Scan,
    /// The sentence that leads the list in, if the item completes it.
    pub(super) lead: Option<usize>,
    pub(super) own: usize,
}

/// A term found in a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// From the first word of the first atom to the last of the last, by place in the view.
    pub(super) span: Range<usize>,
    /// Each atom's words.
    pub(super) atoms: Vec<Range<usize>>,
}

impl<'a> View<'a> {
    pub(super) fn new(document: &'a Document, scan: &'a Scan, own: usize) -> Self {
        View { document, scan, lead: lead(document, own), own }
    }

    fn lead_words(&self) -> Range<usize> {
        self.lead.map_or(0..0, |lead| self.document.sentences[lead].words.clone())
    }

    fn own_words(&self) -> Range<usize> {
        self.document.sentences[self.own].words.clone()
    }

    /// Where the sentence's own words begin.
    pub(super) fn own_from(&self) -> usize {
        self.lead_words().len()
    }

    pub(super) fn len(&self) -> usize {
        self.own_from() + self.own_words().len()
    }

    /// The word of the document at a place.
    pub(super) fn word(&self, place: usize) -> usize {
        match place.checked_sub(self.own_from()) {
            Some(own) => self.own_words().start + own,
            None => self.lead_words().start + place,
        }
    }

    /// The words of the document at these places: the lead-in's, and the sentence's own.
    pub(super) fn words(&self, places: Range<usize>) -> [Range<usize>; 2] {
        let own_from = self.own_from();
        let part = |places: Range<usize>| match places.is_empty() {
            true => 0..0,
            false => self.word(places.start)..self.word(places.end - 1) + 1,
        };
        [part(places.start..places.end.min(own_from)), part(places.start.max(own_from)..places.end.max(own_from))]
    }

    pub(super) fn text(&self, place: usize) -> &'a str {
        self.document.word(self.word(place))
    }

    /// What stands between the word at a place and the one before it.
    pub(super) fn break_before(&self, place: usize) -> Break {
        match place == self.own_from() {
            // The item goes on where its lead-in stops.
            true => Break::None,
            false => self.document.words[self.word(place)].after,
        }
    }

    /// Where a vocabulary's phrases stand, by place.
    pub(super) fn hits(&self, vocabulary: VocabularyId) -> impl Iterator<Item = Range<usize>> {
        let place = |sentence: usize, offset: usize| {
            let first = self.document.sentences[sentence].words.start;
            let hits = self.scan.of_vocabulary(sentence, vocabulary).iter();
            hits.map(move |hit| hit.start as usize - first + offset..hit.end as usize - first + offset)
        };
        let lead = self.lead.map(|lead| place(lead, 0));
        lead.into_iter().flatten().chain(place(self.own, self.own_from()))
    }

    /// Every place where a term stands, the shortest for each place of its last atom, in order.
    pub(super) fn find(&self, term: &Term) -> Vec<Found> {
        let mut chains: Vec<Found> =
            self.atom(&term.first).into_iter().map(|at| Found { span: at.clone(), atoms: vec![at] }).collect();
        for (join, atom) in &term.others {
            if chains.is_empty() {
                break;
            }
            chains = self.extend(&chains, *join, &self.atom(atom));
        }
        chains
    }

    pub(super) fn holds(&self, term: &Term) -> bool {
        !self.find(term).is_empty()
    }

    /// Where one of an atom's vocabularies stands.
    fn atom(&self, atom: &Atom) -> Vec<Range<usize>> {
        let mut places: Vec<Range<usize>> = atom.iter().flat_map(|&vocabulary| self.hits(vocabulary)).collect();
        if atom.len() > 1 {
            places.sort_unstable_by_key(|at| (at.start, at.end));
            places.dedup();
        }
        places
    }

    /// The chains that go on with one of these places.
    fn extend(&self, chains: &[Found], join: Join, places: &[Range<usize>]) -> Vec<Found> {
        // Chains are looked at within a window around a place; no chain is longer than the longest one.
        let mut by_end: Vec<&Found> = chains.iter().collect();
        by_end.sort_unstable_by_key(|chain| chain.span.end);
        let longest = chains.iter().map(|chain| chain.span.len()).max().unwrap_or(0);
        let mut extended = Vec::new();
        for at in places {
            let from = by_end.partition_point(|chain| chain.span.end + join.gap < at.start);
            let reach = if join.either { at.end + join.gap + longest } else { at.start };
            let near = by_end[from..].iter().take_while(|chain| chain.span.end <= reach);
            let fits = near.filter(|chain| {
                let then = chain.span.end <= at.start && at.start - chain.span.end <= join.gap;
                let before = join.either && at.end <= chain.span.start && chain.span.start - at.end <= join.gap;
                then || before
            });
            let joined = fits.map(|chain| (chain, chain.span.start.min(at.start)..chain.span.end.max(at.end)));
            if let Some((chain, span)) = joined.min_by_key(|(_, span)| span.len()) {
                let atoms = chain.atoms.iter().cloned().chain([at.clone()]).collect();
                extended.push(Found { span, atoms });
            }
        }
        extended
    }
}

/// The sentence that a list item's first sentence completes.
fn lead(document: &Document, sentence: usize) -> Option<usize> {
    let block = document.blocks.get(document.sentences[sentence].block)?;
    let lead = block.lead_in.filter(|lead| lead.open && block.sentences.start == sentence)?;
    document.blocks[lead.block].sentences.clone().last()
}
