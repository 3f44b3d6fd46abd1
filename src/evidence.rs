//! Evidence: which passages of a policy a rubric's patterns take, and how the passages are meant.
//!
//! One pass over each document finds every phrase of every vocabulary, every duration and every contact; patterns are
//! then decided sentence by sentence from what was found. The cost grows with the text and what is found in it, hardly
//! with the number of indicators.

mod contacts;
mod decide;
mod durations;
mod modality;
mod scan;
mod view;

pub(crate) use decide::{Candidate, Outcome, Rejection, candidates};
pub use modality::Modality;
pub(crate) use scan::Scan;

use std::ops::Range;

use crate::policy::Document;
use crate::rubric::{Duration, RubricSet};

/// Everything that the lexicon finds in each document.
pub(crate) fn scans(rubrics: &RubricSet, documents: &[Document]) -> Vec<Scan> {
    documents.iter().map(|document| Scan::of(document, &rubrics.lexicon)).collect()
}

/// The durations that some words of a document state.
pub(crate) fn durations(document: &Document, words: Range<usize>) -> Vec<Duration> {
    let all = durations::find(document, words);
    all.into_iter().map(|(_, duration)| duration).collect()
}
