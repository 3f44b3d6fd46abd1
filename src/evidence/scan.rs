//! One pass over a document: every phrase of every vocabulary, every duration and every contact, by sentence.

use std::collections::HashMap;
use std::ops::Range;

use super::contacts;
use super::durations;
use crate::policy::{Break, ContactKind, Document};
use crate::rubric::{BuiltIn, Duration, Lexicon, SentenceWord, VocabularyId};

/// A vocabulary's phrase in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    sentence: u32,
    pub(super) vocabulary: VocabularyId,
    /// The first word, and the one after the last, counted over the document.
    pub(super) start: u32,
    pub(super) end: u32,
}

/// All that was found in a document.
#[derive(Debug)]
pub(crate) struct Scan {
    /// By sentence, then by vocabulary, then by place.
    hits: Vec<Hit>,
    /// Where each sentence's hits begin, and the end of the last.
    starts: Vec<usize>,
    durations: Vec<(Range<usize>, Duration)>,
}

impl Scan {
    pub(crate) fn of(document: &Document, lexicon: &Lexicon) -> Self {
        let mut hits = Vec::new();
        let mut add = |vocabulary: VocabularyId, words: Range<usize>| {
            let sentence = document.sentence_of_word(words.start);
            let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            hits.push(Hit {
                sentence: number(sentence),
                vocabulary,
                start: number(words.start),
                end: number(words.end),
            });
        };
        let mut known: HashMap<&str, Vec<u32>> = HashMap::new();
        for at in 0..document.words.len() {
            let word = document.word(at);
            known.entry(word).or_insert_with(|| lexicon.same(word));
        }
        for sentence in &document.sentences {
            let word = |at: usize| SentenceWord {
                same: known.get(document.word(at)).map_or(&[][..], Vec::as_slice),
                apart: document.words[at].after != Break::None,
            };
            let words: Vec<SentenceWord<'_>> = sentence.words.clone().map(word).collect();
            let first = sentence.words.start;
            lexicon.find(&words, |vocabulary, at| add(vocabulary, first + at.start..first + at.end));
        }
        let durations = durations::find(document, 0..document.words.len());
        for (words, _) in &durations {
            lexicon.with(BuiltIn::IDS.duration).iter().for_each(|&vocabulary| add(vocabulary, words.clone()));
        }
        for (words, kind) in contacts::find(document) {
            let own = match kind {
                Some(ContactKind::Email) => Some(BuiltIn::IDS.email),
                Some(ContactKind::Phone) => Some(BuiltIn::IDS.phone),
                Some(ContactKind::Url) => Some(BuiltIn::IDS.url),
                None => None,
            };
            let kinds = own.into_iter().chain([BuiltIn::IDS.contact]);
            kinds.flat_map(|kind| lexicon.with(kind)).for_each(|&vocabulary| add(vocabulary, words.clone()));
        }
        hits.sort_unstable();
        hits.dedup();
        let mut starts = Vec::with_capacity(document.sentences().len() + 1);
        let mut next = 0;
        for sentence in 0..=document.sentences().len() {
            while hits.get(next).is_some_and(|hit| (hit.sentence as usize) < sentence) {
                next += 1;
            }
            starts.push(next);
        }
        Scan { hits, starts, durations }
    }

    /// A sentence's hits, by vocabulary, then by place.
    pub(super) fn of_sentence(&self, sentence: usize) -> &[Hit] {
        match (self.starts.get(sentence), self.starts.get(sentence + 1)) {
            (Some(&from), Some(&to)) => self.hits.get(from..to).unwrap_or_default(),
            _ => &[],
        }
    }

    /// A sentence's hits of one vocabulary, by place.
    pub(super) fn of_vocabulary(&self, sentence: usize, vocabulary: VocabularyId) -> &[Hit] {
        let hits = self.of_sentence(sentence);
        let from = hits.partition_point(|hit| hit.vocabulary < vocabulary);
        let to = hits.partition_point(|hit| hit.vocabulary <= vocabulary);
        &hits[from..to]
    }

    /// How often a vocabulary's phrases stand in the document.
    pub(crate) fn occurrences(&self, vocabulary: VocabularyId) -> usize {
        self.hits.iter().filter(|hit| hit.vocabulary == vocabulary).count()
    }

    /// The durations among these words.
    pub(super) fn durations(&self, words: Range<usize>) -> impl Iterator<Item = Duration> {
        let from = self.durations.partition_point(|(at, _)| at.start < words.start);
        let within = self.durations[from..].iter().take_while(move |(at, _)| at.start < words.end);
        within.map(|(_, duration)| *duration)
    }
}
