//! Vocabularies and phrases: that they can be read, are known and do not take each other in.

use std::collections::{BTreeMap, BTreeSet};

use super::Check;
use crate::rubric::findings::Home;
use crate::rubric::lexicon::{BUILT_IN, GRAMMAR};
use crate::rubric::locate::{Part, Path};
use crate::rubric::overlay::Merged;
use crate::rubric::phrase::{self, AtomText, Phrase, PhraseError, PhraseWord, Segment, TermText};
use crate::rubric::shape::closest;
use crate::rubric::source::{GrammarKeys, VocabularyEntry};

/// The built-in vocabulary that `lasting` reads.
const DURATION: &str = "duration";
/// The most characters of a phrase or term: its alternatives are written out in memory.
const LONGEST: usize = 10_000;
/// The most phrases that one is written out into, to see whether it brings a new one.
const MOST_WRITTEN_OUT: usize = 100;
/// The most alternatives that the phrases of a set may hold.
const MOST_ALTERNATIVES: usize = 500_000;

/// The names of all vocabularies.
pub(super) struct Words {
    shared: BTreeSet<String>,
    /// The vocabularies of each rubric.
    local: Vec<BTreeSet<String>>,
    /// The vocabularies that take in `@duration`, also by way of others.
    durations: BTreeSet<(Home, String)>,
}

impl Words {
    pub(super) fn of(merged: &Merged) -> Self {
        let names = |vocabulary: &BTreeMap<String, VocabularyEntry>| vocabulary.keys().cloned().collect();
        let mut words = Words {
            shared: names(&merged.lexicon.vocabulary),
            local: merged.rubrics.iter().map(|rubric| names(&rubric.vocabulary)).collect(),
            durations: BTreeSet::new(),
        };
        words.durations = words.holding_duration(merged);
        words
    }

    fn holding_duration(&self, merged: &Merged) -> BTreeSet<(Home, String)> {
        // Who takes in whom, from the inside out.
        let mut outer: BTreeMap<(Home, &str), Vec<(Home, &str)>> = BTreeMap::new();
        for (home, vocabulary) in vocabularies(merged) {
            for (name, entry) in vocabulary {
                for inner in entry.phrases.iter().filter_map(|text| text.strip_prefix('@')) {
                    outer.entry((self.home_of(home, inner), inner)).or_default().push((home, name));
                }
            }
        }
        let mut open = vec![(Home::Lexicon, DURATION)];
        let mut found = BTreeSet::new();
        while let Some(inner) = open.pop() {
            for &(home, name) in outer.get(&inner).into_iter().flatten() {
                if found.insert((home, name.to_owned())) {
                    open.push((home, name));
                }
            }
        }
        found
    }

    /// Where a vocabulary stands that a file names.
    fn home_of(&self, home: Home, name: &str) -> Home {
        match self.local(home).is_some_and(|local| local.contains(name)) {
            true => home,
            false => Home::Lexicon,
        }
    }

    /// Whether a name in a file may mean a duration.
    pub(super) fn holds_duration(&self, home: Home, name: &str) -> bool {
        name == DURATION || self.durations.contains(&(self.home_of(home, name), name.to_owned()))
    }

    /// The names that can be used in a file.
    fn known(&self, home: Home) -> impl Iterator<Item = &str> {
        let shared = self.shared.iter().map(String::as_str);
        shared.chain(self.local(home).into_iter().flatten().map(String::as_str)).chain(BUILT_IN).chain(GRAMMAR)
    }

    fn local(&self, home: Home) -> Option<&BTreeSet<String>> {
        match home {
            Home::Rubric(number) => self.local.get(number),
            Home::Manifest | Home::Lexicon => None,
        }
    }

    fn is_known(&self, home: Home, name: &str) -> bool {
        is_given(name) || self.shared.contains(name) || self.local(home).is_some_and(|local| local.contains(name))
    }
}

/// Whether a name is the library's own.
fn is_given(name: &str) -> bool {
    BUILT_IN.contains(&name) || GRAMMAR.contains(&name)
}

impl Check<'_, '_, '_> {
    pub(super) fn words(&mut self) {
        let merged = self.merged;
        let language = &merged.lexicon.language;
        if language.len() != 3 || !language.bytes().all(|byte| byte.is_ascii_lowercase()) {
            let message = format!("`{language}` is no code of a language");
            let hint = "give three letters of ISO 639-3, such as `eng` for English or `deu` for German";
            self.error(Home::Lexicon, &Path::root().key("language"), Part::Value, message, hint);
        }
        for (key, _, phrases) in lists(&merged.lexicon.grammar) {
            let path = Path::root().key("grammar").key(key);
            for (at, text) in phrases.iter().enumerate() {
                self.entry(Home::Lexicon, &path, at, text);
            }
        }
        for (home, vocabulary) in vocabularies(merged) {
            for (name, entry) in vocabulary {
                self.vocabulary(home, name, entry);
            }
        }
        self.cycles();
    }

    fn vocabulary(&mut self, home: Home, name: &str, entry: &VocabularyEntry) {
        let path = Path::root().key("vocabulary").key(name);
        if is_given(name) {
            let message = format!("the vocabulary `{name}` is built in and cannot be defined anew");
            self.error(home, &path, Part::Value, message, "give it another name");
        } else if home != Home::Lexicon && self.words.shared.contains(name) {
            let message = format!("the vocabulary `{name}` hides the lexicon's vocabulary of the same name");
            self.twice(
                (home, &path),
                (Home::Lexicon, &path),
                Part::Value,
                message,
                "give it another name, or take in the lexicon's phrases",
            );
        } else {
            self.name(home, &path, Part::Value, name, "a vocabulary");
        }
        self.prose(home, &path.key("about"), &entry.about);
        let phrases = path.key("phrases");
        if entry.phrases.is_empty() {
            self.error(
                home,
                &phrases,
                Part::Value,
                format!("the vocabulary `{name}` is empty"),
                "write at least one phrase",
            );
        }
        let mut seen: BTreeMap<Vec<Segment>, usize> = BTreeMap::new();
        for (at, text) in entry.phrases.iter().enumerate() {
            let segments = self.entry(home, &phrases, at, text);
            let read = match text.starts_with('@') {
                true => vec![vec![vec![vec![PhraseWord { text: text.clone(), prefix: false }]]]],
                false => written_out(segments),
            };
            // An entry is of use if it brings at least one new phrase.
            let firsts: Vec<usize> = read.iter().filter_map(|phrase| seen.get(phrase).copied()).collect();
            if let (Some(first), true) = (firsts.first(), firsts.len() == read.len()) {
                let message = format!("the vocabulary `{name}` holds this already");
                self.again((home, &phrases.index(at)), (home, &phrases.index(*first)), message, "remove one of them");
            }
            for phrase in read {
                seen.entry(phrase).or_insert(at);
            }
        }
    }

    /// An entry of a vocabulary: the parts of its phrase.
    fn entry(&mut self, home: Home, list: &Path, at: usize, text: &str) -> Vec<Segment> {
        let Some(name) = text.strip_prefix('@') else { return self.phrase(home, &list.index(at), text) };
        let path = list.index(at);
        if !phrase::is_name(name) {
            self.unreadable(home, &path, &PhraseError::BadName);
        } else {
            self.known_word(home, &path, name);
        }
        Vec::new()
    }

    /// The parts of a phrase; none where it cannot be read.
    fn phrase(&mut self, home: Home, path: &Path, text: &str) -> Vec<Segment> {
        if !self.is_short(home, path, text) {
            return Vec::new();
        }
        if text.contains('@') {
            self.unreadable(home, path, &PhraseError::BadName);
            return Vec::new();
        }
        match phrase::segments(text) {
            Ok(segments) => {
                let before = self.alternatives;
                self.alternatives += segments.iter().map(Vec::len).sum::<usize>();
                if before <= MOST_ALTERNATIVES && self.alternatives > MOST_ALTERNATIVES {
                    let message = format!("up to here the set holds more than {MOST_ALTERNATIVES} alternatives");
                    self.error(home, path, Part::Value, message, "write fewer alternatives");
                }
                segments
            }
            Err(error) => {
                self.unreadable(home, path, &error);
                Vec::new()
            }
        }
    }

    fn unreadable(&mut self, home: Home, path: &Path, error: &PhraseError) {
        self.error(home, path, Part::Value, error.to_string(), error.hint());
    }

    fn is_short(&mut self, home: Home, path: &Path, text: &str) -> bool {
        let short = text.len() <= LONGEST;
        if !short {
            self.error(
                home,
                path,
                Part::Value,
                format!("the text is longer than {LONGEST} bytes"),
                "write several shorter phrases",
            );
        }
        short
    }

    /// A name that a phrase or term uses.
    fn known_word(&mut self, home: Home, path: &Path, name: &str) {
        if self.words.is_known(home, name) {
            return;
        }
        let elsewhere = self.words.local.iter().position(|local| local.contains(name));
        let elsewhere = elsewhere.and_then(|number| self.merged.rubrics.get(number));
        let hint = match (closest(name, self.words.known(home)), elsewhere) {
            (_, Some(rubric)) => format!("only the rubric of `{}` has it; move it to the lexicon", rubric.criterion),
            (Some(near), _) => format!("did you mean `@{near}`?"),
            (None, None) => format!("define it: `[vocabulary.{name}]` with `about` and `phrases`"),
        };
        self.unknown(home, path, Part::Words(&format!("@{name}")), format!("there is no vocabulary `@{name}`"), hint);
    }

    /// A term of a pattern.
    pub(super) fn term<'t>(&mut self, home: Home, path: &Path, text: &'t str) -> Option<TermText<'t>> {
        if !self.is_short(home, path, text) {
            return None;
        }
        let term = match phrase::term(text) {
            Ok(term) => term,
            Err(error) => {
                self.unreadable(home, path, &error);
                return None;
            }
        };
        for atom in std::iter::once(&term.first).chain(term.others.iter().map(|(_, atom)| atom)) {
            for text in atom {
                match text {
                    AtomText::Name(name) => self.known_word(home, path, name),
                    AtomText::Phrase(text) => {
                        self.phrase(home, path, text);
                    }
                }
            }
        }
        Some(term)
    }

    /// Vocabularies that take each other in, each circle told once.
    fn cycles(&mut self) {
        let graph = Graph::of(self.merged);
        for (names, home, path) in graph.cycles() {
            let message = format!("vocabularies take each other in: {}", names.join(" → "));
            let hint = "take one of them out of another, or move what they share to a third";
            self.error(home, &path, Part::Value, message, hint);
        }
    }
}

/// Which vocabulary takes in which.
struct Graph<'c> {
    names: Vec<&'c str>,
    /// What each takes in, and where that is written.
    edges: Vec<Vec<(usize, Home, Path)>>,
}

impl<'c> Graph<'c> {
    fn of(merged: &'c Merged) -> Self {
        let mut lists: Vec<(Home, &str, Path, &[String])> = Vec::new();
        for (key, name, phrases) in self::lists(&merged.lexicon.grammar) {
            lists.push((Home::Lexicon, name, Path::root().key("grammar").key(key), phrases));
        }
        for (home, vocabulary) in vocabularies(merged) {
            for (name, entry) in vocabulary {
                lists.push((home, name, Path::root().key("vocabulary").key(name).key("phrases"), &entry.phrases));
            }
        }
        let numbers: BTreeMap<(Home, &str), usize> =
            lists.iter().enumerate().map(|(number, (home, name, ..))| ((*home, *name), number)).collect();
        let edges = lists.iter().map(|(home, _, path, phrases)| {
            let named = |(at, text): (usize, &String)| {
                let name = text.strip_prefix('@')?;
                let target = numbers.get(&(*home, name)).or_else(|| numbers.get(&(Home::Lexicon, name)))?;
                Some((*target, *home, path.index(at)))
            };
            phrases.iter().enumerate().filter_map(named).collect()
        });
        Graph { edges: edges.collect(), names: lists.iter().map(|(_, name, ..)| *name).collect() }
    }

    /// The circles: the names along each, and the entry that closes it. Without recursion, whose depth files could set.
    fn cycles(&self) -> Vec<(Vec<&'c str>, Home, Path)> {
        let mut found = Vec::new();
        let mut done = vec![false; self.names.len()];
        for root in 0..self.names.len() {
            let mut way: Vec<(usize, usize)> = Vec::new();
            // Where on the way each stands.
            let mut on_way: BTreeMap<usize, usize> = BTreeMap::new();
            if !done[root] {
                on_way.insert(root, 0);
                way.push((root, 0));
            }
            while let Some((node, next)) = way.last_mut() {
                let Some((target, home, path)) = self.edges[*node].get(*next) else {
                    done[*node] = true;
                    on_way.remove(node);
                    way.pop();
                    continue;
                };
                *next += 1;
                if let Some(&from) = on_way.get(target) {
                    let names = way[from..].iter().map(|(node, _)| self.names[*node]);
                    found.push((names.chain([self.names[*target]]).collect(), *home, path.clone()));
                } else if !done[*target] {
                    on_way.insert(*target, way.len());
                    way.push((*target, 0));
                }
            }
        }
        found
    }
}

/// Everything that a phrase stands for, written out as phrases without alternatives; where that is a great deal, the
/// phrase itself, which only one with the same parts equals.
fn written_out(segments: Vec<Segment>) -> Vec<Vec<Segment>> {
    let number = segments.iter().fold(1usize, |number, segment| number.saturating_mul(segment.len()));
    if segments.is_empty() || number > MOST_WRITTEN_OUT {
        return Some(segments).filter(|segments| !segments.is_empty()).into_iter().collect();
    }
    let mut phrases = vec![Phrase::new()];
    for segment in &segments {
        let longer = |phrase: &Phrase| segment.iter().map(|end| [phrase.as_slice(), end].concat()).collect::<Vec<_>>();
        phrases = phrases.iter().flat_map(longer).collect();
    }
    phrases.into_iter().map(|phrase| vec![vec![phrase]]).collect()
}

fn vocabularies(merged: &Merged) -> impl Iterator<Item = (Home, &BTreeMap<String, VocabularyEntry>)> {
    let local = merged.rubrics.iter().enumerate().map(|(number, rubric)| (Home::Rubric(number), &rubric.vocabulary));
    std::iter::once((Home::Lexicon, &merged.lexicon.vocabulary)).chain(local)
}

/// The lists of the grammar: the key, the name that phrases know it by (none can be written for most), the phrases.
fn lists(grammar: &GrammarKeys) -> [(&'static str, &'static str, &[String]); 11] {
    [
        ("negations", "negation", &grammar.negations),
        ("not-negations", "not-negations (grammar)", &grammar.not_negations),
        ("hedges", "hedge", &grammar.hedges),
        ("not-hedges", "not-hedges (grammar)", &grammar.not_hedges),
        ("permissions", "permissions (grammar)", &grammar.permissions),
        ("qualifiers", "qualifier", &grammar.qualifiers),
        ("softeners", "softeners (grammar)", &grammar.softeners),
        ("subordinators", "subordinators (grammar)", &grammar.subordinators),
        ("auxiliaries", "auxiliaries (grammar)", &grammar.auxiliaries),
        ("function-words", "function-words (grammar)", &grammar.function_words),
        ("subject", "subject (grammar)", &grammar.subject),
    ]
}
