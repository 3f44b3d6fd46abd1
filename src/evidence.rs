//! Evidence: which passages of a policy a rubric's patterns take, and how the passages are meant.
//!
//! One pass over each document finds every phrase of every vocabulary, every duration and every contact; patterns are
//! then decided sentence by sentence from what was found. The cost grows with the text and what is found in it, hardly
//! with the number of indicators.

mod contacts;
mod decide;
mod durations;
mod language;
mod modality;
mod scan;
mod view;

pub(crate) use decide::{Candidate, Outcome, Rejection};
pub(crate) use language::Languages;
pub use modality::Modality;
use scan::Scan;

use std::ops::Range;

use crate::policy::Document;
use crate::rubric::{Duration, RubricSet, VocabularyId};

/// What was found in a policy's documents.
pub(crate) struct Gathered {
    /// Every passage that a pattern looked at, in reading order.
    pub(crate) candidates: Vec<Candidate>,
    /// What each document is written in.
    pub(crate) languages: Vec<Languages>,
    scans: Vec<Scan>,
}

impl Gathered {
    /// How often a vocabulary's phrases stand in a document.
    pub(crate) fn occurrences(&self, document: usize, vocabulary: VocabularyId) -> usize {
        self.scans.get(document).map_or(0, |scan| scan.occurrences(vocabulary))
    }
}

/// Looks through documents for everything that the rubrics ask for. What is in another language is passed over.
pub(crate) fn gather(rubrics: &RubricSet, documents: &[Document]) -> Gathered {
    let scans: Vec<Scan> = documents.iter().map(|document| Scan::of(document, &rubrics.lexicon)).collect();
    let languages: Vec<Languages> =
        documents.iter().zip(&scans).map(|(document, scan)| Languages::of(document, scan, rubrics)).collect();
    let mut candidates = decide::candidates(rubrics, documents, &scans);
    candidates.retain(|candidate| {
        let sentence = candidate.sentences.first().and_then(|&at| documents[candidate.document].sentences().get(at));
        !sentence.is_some_and(|sentence| languages[candidate.document].is_foreign(sentence.block()))
    });
    Gathered { candidates, languages, scans }
}

/// The durations that some words of a document state.
pub(crate) fn durations(document: &Document, words: Range<usize>) -> Vec<Duration> {
    let all = durations::find(document, words);
    all.into_iter().map(|(_, duration)| duration).collect()
}
