//! All vocabularies together: one pass over a document finds every phrase of every vocabulary.
//!
//! Phrases are compared word by word. Which words of phrases a document's word is equal to, or begins like, is looked
//! up once for every different word of the document; from then on words are numbers.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::phrase::{PhraseWord, Segment};

/// A vocabulary, by its place in the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct VocabularyId(pub(crate) u32);

/// What is found without a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BuiltIn {
    pub(crate) duration: VocabularyId,
    pub(crate) email: VocabularyId,
    pub(crate) phone: VocabularyId,
    pub(crate) url: VocabularyId,
    pub(crate) contact: VocabularyId,
}

/// The names of the built-in vocabularies, in the order of their identifiers.
pub(crate) const BUILT_IN: [&str; 5] = ["duration", "email", "phone", "url", "contact"];

/// The lists of the grammar that terms and vocabularies can name.
pub(crate) const GRAMMAR: [&str; 3] = ["negation", "hedge", "qualifier"];

impl BuiltIn {
    pub(crate) const IDS: BuiltIn = BuiltIn {
        duration: VocabularyId(0),
        email: VocabularyId(1),
        phone: VocabularyId(2),
        url: VocabularyId(3),
        contact: VocabularyId(4),
    };
}

/// A word of a phrase, by its place in the lexicon.
type WordId = u32;

/// A word of a sentence: the words of phrases that it is the same as, and whether a comma or more stands before it,
/// across which no phrase goes on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SentenceWord<'a> {
    pub(crate) same: &'a [WordId],
    pub(crate) apart: bool,
}

/// A phrase and the vocabularies that it belongs to.
#[derive(Debug, Clone)]
struct LexiconPhrase {
    parts: Vec<Part>,
    vocabularies: Vec<VocabularyId>,
}

/// A part of a phrase: one of the alternatives must follow, unless it may be left out.
#[derive(Debug, Clone)]
struct Part {
    alternatives: Vec<Vec<WordId>>,
    optional: bool,
}

/// The vocabularies, as they are looked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    words: HashMap<String, WordId>,
    prefixes: HashMap<String, WordId>,
    /// The bytes of the longest of them: no longer beginning of a word need be looked up.
    longest_prefix: usize,
    phrases: Vec<LexiconPhrase>,
    /// For every word, the phrases that may begin with it.
    beginning: Vec<Vec<usize>>,
    vocabularies: usize,
    /// For every built-in vocabulary, the vocabularies that take it in, and itself.
    built_in: Vec<Vec<VocabularyId>>,
}

impl Lexicon {
    /// The vocabularies that a built-in vocabulary's finds belong to: itself, and those that take it in.
    pub(crate) fn with(&self, built_in: VocabularyId) -> &[VocabularyId] {
        self.built_in.get(built_in.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// How many vocabularies there are; their identifiers are below it.
    pub(crate) fn vocabularies(&self) -> usize {
        self.vocabularies
    }

    /// The words of phrases that a word is equal to or begins like, in order.
    pub(crate) fn same(&self, word: &str) -> Vec<WordId> {
        let prefixes = word.char_indices().map(|(at, c)| &word[..at + c.len_utf8()]);
        let prefixes = prefixes.take_while(|prefix| prefix.len() <= self.longest_prefix);
        let prefixes = prefixes.filter_map(|prefix| self.prefixes.get(prefix));
        let mut same: Vec<WordId> = self.words.get(word).into_iter().chain(prefixes).copied().collect();
        same.sort_unstable();
        same
    }

    /// Finds every phrase in a sentence. Gives the places of the phrases' words in it.
    pub(crate) fn find(&self, sentence: &[SentenceWord<'_>], mut found: impl FnMut(VocabularyId, Range<usize>)) {
        let mut begun: Vec<usize> = Vec::new();
        let mut ends = Vec::new();
        for (start, word) in sentence.iter().enumerate() {
            begun.clear();
            begun.extend(word.same.iter().filter_map(|&word| self.beginning.get(word as usize)).flatten());
            // A phrase may begin with a word and with the same word's stem.
            begun.sort_unstable();
            begun.dedup();
            for phrase in begun.iter().filter_map(|&at| self.phrases.get(at)) {
                phrase.ends(sentence, start, &mut ends);
                for &end in &ends {
                    phrase.vocabularies.iter().for_each(|&vocabulary| found(vocabulary, start..end));
                }
            }
        }
    }
}

impl LexiconPhrase {
    /// Where the phrase may end if it begins at `start`.
    fn ends(&self, sentence: &[SentenceWord<'_>], start: usize, ends: &mut Vec<usize>) {
        ends.clear();
        ends.push(start);
        let mut reached = Vec::new();
        for part in &self.parts {
            reached.clear();
            for &from in ends.iter() {
                if part.optional {
                    reached.push(from);
                }
                for alternative in &part.alternatives {
                    let to = from + alternative.len();
                    let words = sentence.get(from..to).unwrap_or_default();
                    let all = words.len() == alternative.len()
                        && words.iter().enumerate().zip(alternative).all(|((at, word), expected)| {
                            (from + at == start || !word.apart) && word.same.contains(expected)
                        });
                    if all {
                        reached.push(to);
                    }
                }
            }
            reached.sort_unstable();
            reached.dedup();
            std::mem::swap(ends, &mut reached);
            if ends.is_empty() {
                return;
            }
        }
        // A phrase that begins with a part left out begins further on.
        ends.retain(|&end| end > start);
    }
}

/// Gathers vocabularies.
#[derive(Debug, Default)]
pub(crate) struct LexiconBuilder {
    ids: HashMap<String, VocabularyId>,
    phrases: BTreeMap<Vec<Segment>, BTreeSet<VocabularyId>>,
    /// Who takes in whom: the phrases of the key are also those of the values.
    included_in: BTreeMap<VocabularyId, BTreeSet<VocabularyId>>,
}

impl LexiconBuilder {
    pub(crate) fn new() -> Self {
        let mut builder = LexiconBuilder::default();
        for name in BUILT_IN {
            builder.id(&format!("@{name}"));
        }
        builder
    }

    /// The identifier of a vocabulary; a new one, if it is named for the first time.
    pub(crate) fn id(&mut self, name: &str) -> VocabularyId {
        let next = VocabularyId(u32::try_from(self.ids.len()).unwrap_or(u32::MAX));
        *self.ids.entry(name.to_owned()).or_insert(next)
    }

    pub(crate) fn known(&self, name: &str) -> Option<VocabularyId> {
        self.ids.get(name).copied()
    }

    pub(crate) fn add(&mut self, vocabulary: VocabularyId, phrase: Vec<Segment>) {
        self.phrases.entry(phrase).or_default().insert(vocabulary);
    }

    pub(crate) fn include(&mut self, vocabulary: VocabularyId, included: VocabularyId) {
        self.included_in.entry(included).or_default().insert(vocabulary);
    }

    pub(crate) fn build(self) -> Lexicon {
        let mut lexicon = Lexicon { vocabularies: self.ids.len(), ..Lexicon::default() };
        let built_in = BUILT_IN.iter().filter_map(|name| self.known(&format!("@{name}")));
        lexicon.built_in = built_in.map(|id| self.closed(&BTreeSet::from([id]))).collect();
        for (segments, own) in &self.phrases {
            let number = lexicon.phrases.len();
            let parts: Vec<Part> = segments.iter().map(|segment| lexicon.part(segment)).collect();
            let required = parts.iter().position(|part| !part.optional).unwrap_or(parts.len().saturating_sub(1));
            for alternative in parts[..=required].iter().flat_map(|part| &part.alternatives) {
                if let Some(phrases) = alternative.first().and_then(|&word| lexicon.beginning.get_mut(word as usize)) {
                    phrases.push(number);
                }
            }
            lexicon.phrases.push(LexiconPhrase { parts, vocabularies: self.closed(own) });
        }
        lexicon
    }

    /// The vocabularies and all that take them in.
    fn closed(&self, own: &BTreeSet<VocabularyId>) -> Vec<VocabularyId> {
        let mut all = own.clone();
        let mut open: Vec<VocabularyId> = own.iter().copied().collect();
        while let Some(next) = open.pop() {
            for &outer in self.included_in.get(&next).into_iter().flatten() {
                if all.insert(outer) {
                    open.push(outer);
                }
            }
        }
        all.into_iter().collect()
    }
}

impl Lexicon {
    fn part(&mut self, segment: &Segment) -> Part {
        let words = segment.iter().filter(|words| !words.is_empty());
        Part {
            alternatives: words.map(|words| words.iter().map(|word| self.word(word)).collect()).collect(),
            optional: segment.iter().any(Vec::is_empty),
        }
    }

    /// The number of a word; a new one, if it is named for the first time.
    fn word(&mut self, word: &PhraseWord) -> WordId {
        if word.prefix {
            self.longest_prefix = self.longest_prefix.max(word.text.len());
        }
        let next = WordId::try_from(self.beginning.len()).unwrap_or(WordId::MAX);
        let known = if word.prefix { &mut self.prefixes } else { &mut self.words };
        match known.get(&word.text) {
            Some(&known) => known,
            None => {
                known.insert(word.text.clone(), next);
                self.beginning.push(Vec::new());
                next
            }
        }
    }
}
