//! Which parts of a document are in the language that the rubrics are written for.
//!
//! Silence means something only in a text that the patterns can read. The share of function words tells the rubrics'
//! language (it is in their lexicon), trigrams (the crate whatlang) tell which other language it is. What is too short to
//! tell goes with what stands before it.

use whatlang::Lang;

use super::scan::Scan;
use crate::policy::Document;
use crate::rubric::RubricSet;

/// A block of fewer letters is too short to tell its language from.
const FEWEST_LETTERS: usize = 60;
/// English prose has some four function words in ten (articles are not counted here); other languages hardly any.
const FEWEST_FUNCTION_WORDS: f64 = 0.15;
/// A document is not rated where fewer of its words than one in so many are in the rubrics' language.
const ONE_IN: usize = 5;

/// What a document is written in.
#[derive(Debug, Clone)]
pub(crate) struct Languages {
    /// Whether each block is in another language.
    foreign: Vec<bool>,
    /// How many words there are, and how many in the rubrics' language.
    pub(crate) words: usize,
    pub(crate) own_words: usize,
    /// The other language that most of the rest is in, by its English name.
    pub(crate) other: Option<&'static str>,
}

impl Languages {
    pub(crate) fn of(document: &Document, scan: &Scan, rubrics: &RubricSet) -> Self {
        let own = Lang::from_code(rubrics.language());
        let mut verdicts: Vec<Option<bool>> = Vec::with_capacity(document.blocks().len());
        let mut found: Vec<(Lang, usize)> = Vec::new();
        for block in document.blocks() {
            let sentences = block.sentences();
            let words = document.words_of_sentences(sentences.clone());
            let text = document.reading_of_sentences(sentences.clone());
            let function_words: usize =
                sentences.map(|at| scan.of_vocabulary(at, rubrics.grammar.function_words).len()).sum();
            verdicts.push(match letters(text) < FEWEST_LETTERS {
                true => None,
                false if share(function_words, words) >= FEWEST_FUNCTION_WORDS => Some(false),
                false => other_language(text, own).map(|other| {
                    match found.iter_mut().find(|(lang, _)| *lang == other) {
                        Some((_, count)) => *count += words,
                        None => found.push((other, words)),
                    }
                    true
                }),
            });
        }
        let foreign = settled(&verdicts);
        let own_words = document.blocks().iter().zip(&foreign).filter(|(_, foreign)| !**foreign);
        let own_words = own_words.map(|(block, _)| document.words_of_sentences(block.sentences())).sum();
        let other = found.iter().max_by_key(|(_, count)| *count).map(|(lang, _)| lang.eng_name());
        Languages { foreign, words: document.word_count(), own_words, other }
    }

    /// Whether a block is in another language.
    pub(crate) fn is_foreign(&self, block: usize) -> bool {
        self.foreign.get(block).copied().unwrap_or(false)
    }

    /// Whether anything is in another language.
    pub(crate) fn is_mixed(&self) -> bool {
        self.own_words < self.words
    }

    /// Whether too little is in the rubrics' language to rate the document by.
    pub(crate) fn is_other(&self) -> bool {
        self.is_mixed() && self.own_words * ONE_IN < self.words
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// The language of a text, where it is surely another one.
fn other_language(text: &str, own: Option<Lang>) -> Option<Lang> {
    whatlang::detect(text).filter(|info| info.is_reliable() && Some(info.lang()) != own).map(|info| info.lang())
}

#[allow(clippy::cast_precision_loss)]
fn share(count: usize, words: usize) -> f64 {
    if words == 0 { 0.0 } else { count as f64 / words as f64 }
}

/// A verdict for every block: one that has none takes that of the block before it, or else of the one after.
fn settled(verdicts: &[Option<bool>]) -> Vec<bool> {
    let mut last = verdicts.iter().copied().flatten().next().unwrap_or(false);
    let settle = |verdict: &Option<bool>| {
        last = verdict.unwrap_or(last);
        last
    };
    verdicts.iter().map(settle).collect()
}
