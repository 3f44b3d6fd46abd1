//! Which patterns a policy's text holds, and what each says there.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::rc::Rc;

use super::modality::{Cues, Modality};
use super::scan::Scan;
use super::view::{Found, View};
use crate::policy::{BlockKind, Document};
use crate::rating::{Confidence, Rating};
use crate::rubric::{Pattern, RubricSet, Term, Turned, Within};

/// A passage that a pattern looked at.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// The indicator, by its place in the set.
    pub(crate) indicator: usize,
    /// The pattern, by its place in the indicator.
    pub(crate) pattern: usize,
    /// The term that anchors it, by its place among the pattern's anchors.
    pub(crate) term: usize,
    pub(crate) document: usize,
    /// The anchor's sentence, then the others that the match needs.
    pub(crate) sentences: Vec<usize>,
    /// The words that matched.
    pub(crate) words: Vec<Range<usize>>,
    pub(crate) modality: Modality,
    /// The words that hedge or negate.
    pub(crate) cue: Option<Range<usize>>,
    pub(crate) confidence: Confidence,
    pub(crate) outcome: Outcome,
}

/// What becomes of a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It speaks for a rating.
    Taken(Rating),
    /// It was passed over.
    Rejected(Rejection),
}

/// Why a candidate was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rejection {
    /// It stands in a heading.
    Heading,
    /// It stands in a question.
    Question,
    /// A term stands beside it that the pattern excludes.
    Excluded(String),
    /// A term is missing beside it.
    Missing(String),
    /// No heading above it holds what the pattern asks for.
    NotUnder,
    /// Its duration is too short or too long, or there is none.
    Lasting,
    /// The regular expression does not match.
    Regex,
    /// The sentence is negated.
    Negated,
    /// The sentence is hedged.
    Hedged,
    /// Fewer different entries stand nearby than the pattern asks for.
    TooFew {
        /// How many do.
        found: usize,
    },
}

/// Where each anchor begins: for every vocabulary, the terms whose first atom it is in.
struct Anchors {
    by_vocabulary: Vec<Vec<Anchor>>,
    /// Patterns that hold a regular expression and nothing else.
    bare: Vec<Anchor>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Anchor {
    indicator: usize,
    pattern: usize,
    term: usize,
}

impl Anchors {
    fn of(rubrics: &RubricSet) -> Self {
        let mut anchors = Anchors { by_vocabulary: vec![Vec::new(); rubrics.lexicon.vocabularies()], bare: Vec::new() };
        for (indicator, entry) in rubrics.indicators().enumerate() {
            for (number, pattern) in entry.patterns.iter().enumerate() {
                for (term, anchor) in pattern.anchors().iter().enumerate() {
                    for vocabulary in &anchor.first {
                        if let Some(anchors) = anchors.by_vocabulary.get_mut(vocabulary.0 as usize) {
                            anchors.push(Anchor { indicator, pattern: number, term });
                        }
                    }
                }
                if pattern.anchors().is_empty() {
                    anchors.bare.push(Anchor { indicator, pattern: number, term: 0 });
                }
            }
        }
        anchors
    }
}

/// Looks through a policy's documents for everything that the rubrics' patterns take, in reading order.
pub(crate) fn candidates(rubrics: &RubricSet, documents: &[Document], scans: &[Scan]) -> Vec<Candidate> {
    let anchors = Anchors::of(rubrics);
    let patterns: Vec<&[Pattern]> = rubrics.indicators().map(|indicator| indicator.patterns.as_slice()).collect();
    let mut all = Vec::new();
    for (number, (document, scan)) in documents.iter().zip(scans).enumerate() {
        let room = Room { rubrics, number, document, scan, patterns: &patterns, memo: RefCell::default() };
        all.extend(room.candidates(&anchors));
    }
    all
}

/// One document, while its patterns are decided.
struct Room<'a> {
    rubrics: &'a RubricSet,
    number: usize,
    document: &'a Document,
    scan: &'a Scan,
    patterns: &'a [&'a [Pattern]],
    /// The sentences that hold a term, by the term's address: terms do not move while a document is read.
    memo: RefCell<HashMap<*const Term, Rc<Vec<usize>>>>,
}

impl Room<'_> {
    fn candidates(&self, anchors: &Anchors) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut near: Vec<Anchor> = Vec::new();
        for own in 0..self.document.sentences().len() {
            let view = View::new(self.document, self.scan, own);
            near.clear();
            for sentence in view.lead.into_iter().chain([own]) {
                let mut last = None;
                for hit in self.scan.of_sentence(sentence) {
                    if last != Some(hit.vocabulary) {
                        last = Some(hit.vocabulary);
                        near.extend(&anchors.by_vocabulary[hit.vocabulary.0 as usize]);
                    }
                }
            }
            near.sort_unstable();
            near.dedup();
            let mut cues = None;
            for &anchor in near.iter().chain(&anchors.bare) {
                self.look(anchor, &view, &mut cues, &mut found);
            }
        }
        self.count(found)
    }

    /// Adds what an anchor finds in a view.
    fn look(&self, anchor: Anchor, view: &View<'_>, cues: &mut Option<Cues>, found: &mut Vec<Candidate>) {
        let pattern = &self.patterns[anchor.indicator][anchor.pattern];
        let own_from = view.own_from();
        let places = match pattern.anchors().get(anchor.term) {
            Some(term) => view.find(term),
            // A bare regular expression speaks for the whole sentence.
            None => vec![Found { span: own_from..view.len(), atoms: Vec::new() }],
        };
        for place in places.into_iter().filter(|place| place.span.end > own_from) {
            if pattern.anchors().is_empty() && !self.matches_regex(pattern, view.own) {
                continue;
            }
            let cues = cues.get_or_insert_with(|| Cues::of(view, &self.rubrics.grammar));
            found.push(self.candidate(anchor, pattern, view, cues, &place));
        }
    }

    fn candidate(&self, anchor: Anchor, pattern: &Pattern, view: &View<'_>, cues: &Cues, place: &Found) -> Candidate {
        let reading = cues.read(view, place, pattern.reads);
        let mut sentences = vec![view.own];
        if place.span.start < view.own_from() {
            sentences.extend(view.lead);
        }
        let mut words: Vec<Range<usize>> = match place.atoms.is_empty() {
            true => Vec::new(),
            false => {
                place.atoms.iter().flat_map(|atom| view.words(atom.clone())).filter(|words| !words.is_empty()).collect()
            }
        };
        words.sort_unstable_by_key(|words| words.start);
        let outcome = match self.conditions(pattern, view, place, &mut sentences) {
            Err(rejection) => Outcome::Rejected(rejection),
            Ok(()) => turn(pattern, reading.modality),
        };
        let weaker =
            reading.softened || (reading.modality != Modality::Binding && pattern.confidence == Confidence::High);
        Candidate {
            indicator: anchor.indicator,
            pattern: anchor.pattern,
            term: anchor.term,
            document: self.number,
            sentences,
            words,
            modality: reading.modality,
            cue: reading
                .cue
                .map(|cue| view.words(cue))
                .and_then(|parts| parts.into_iter().find(|part| !part.is_empty())),
            confidence: if weaker { pattern.confidence.lowered() } else { pattern.confidence },
            outcome,
        }
    }

    /// Whether everything stands around an anchor that its pattern asks for; adds the sentences that it takes.
    fn conditions(
        &self,
        pattern: &Pattern,
        view: &View<'_>,
        place: &Found,
        sentences: &mut Vec<usize>,
    ) -> Result<(), Rejection> {
        let own = &self.document.sentences[view.own];
        let block = &self.document.blocks[own.block];
        if matches!(block.kind, BlockKind::Heading(_)) && !pattern.headings {
            return Err(Rejection::Heading);
        }
        if own.question && !pattern.questions {
            return Err(Rejection::Question);
        }
        if let Some(term) = pattern.none.iter().find(|term| view.holds(term)) {
            return Err(Rejection::Excluded(term.text.clone()));
        }
        if !pattern.under.is_empty() && !self.is_under(pattern, &block.headings) {
            return Err(Rejection::NotUnder);
        }
        if !pattern.anchors().is_empty() && !self.matches_regex(pattern, view.own) {
            return Err(Rejection::Regex);
        }
        for term in pattern.companions() {
            if view.holds(term) {
                continue;
            }
            let nearest = self.nearest(term, pattern.within, view.own);
            sentences.push(nearest.ok_or_else(|| Rejection::Missing(term.text.clone()))?);
        }
        if let Some(lasting) = &pattern.lasting {
            let mut durations = view.words(place.span.clone()).into_iter().flat_map(|words| self.scan.durations(words));
            let mut others =
                sentences.iter().flat_map(|&at| self.scan.durations(self.document.sentences[at].words.clone()));
            if !durations.any(|duration| lasting.holds(&duration)) && !others.any(|duration| lasting.holds(&duration)) {
                return Err(Rejection::Lasting);
            }
        }
        Ok(())
    }

    fn matches_regex(&self, pattern: &Pattern, sentence: usize) -> bool {
        let text = self.document.reading_of(&self.document.sentences[sentence]);
        pattern.regex.as_ref().is_none_or(|regex| regex.is_match(text))
    }

    fn is_under(&self, pattern: &Pattern, headings: &[usize]) -> bool {
        pattern.under.iter().any(|term| {
            let held = self.sentences_with(term);
            headings.iter().any(|&heading| {
                let sentences = &self.document.blocks[heading].sentences;
                let next = held.partition_point(|&sentence| sentence < sentences.start);
                held.get(next).is_some_and(|&sentence| sentence < sentences.end)
            })
        })
    }

    /// The sentence nearest to an anchor that holds a term, as far as the pattern reaches.
    fn nearest(&self, term: &Term, within: Within, own: usize) -> Option<usize> {
        let reach = self.reach(within, own);
        let held = self.sentences_with(term);
        let from = held.partition_point(|&sentence| sentence < reach.start);
        let to = held.partition_point(|&sentence| sentence < reach.end);
        let near = held.get(from..to)?;
        near.iter().copied().min_by_key(|sentence| sentence.abs_diff(own))
    }

    /// The sentences that a scope holds.
    fn reach(&self, within: Within, own: usize) -> Range<usize> {
        let document = self.document;
        let block = document.sentences[own].block;
        let body = |at: usize| {
            let of = &document.blocks[document.sentences[at].block];
            !matches!(of.kind, BlockKind::Heading(_)) && of.headings.last() == document.blocks[block].headings.last()
        };
        match within {
            Within::Sentence => own..own + 1,
            Within::Neighbours => {
                let start = own.checked_sub(1).filter(|&at| body(at)).unwrap_or(own);
                let end = Some(own + 1).filter(|&at| at < document.sentences.len() && body(at)).unwrap_or(own);
                start..end + 1
            }
            Within::Block => document.blocks[block].sentences.clone(),
            Within::Section => self.section(block),
            Within::Document => 0..document.sentences.len(),
        }
    }

    /// The sentences under a block's nearest heading, or before the first one.
    fn section(&self, block: usize) -> Range<usize> {
        let blocks = &self.document.blocks;
        let heading = match blocks[block].kind {
            BlockKind::Heading(_) => Some(block),
            _ => blocks[block].headings.last().copied(),
        };
        let first = heading.unwrap_or(0);
        let under = |at: usize| match heading {
            Some(heading) => blocks[at].headings.contains(&heading),
            None => blocks[at].headings.is_empty() && !matches!(blocks[at].kind, BlockKind::Heading(_)),
        };
        let end = (first + 1..blocks.len()).find(|&at| at > block && !under(at)).unwrap_or(blocks.len());
        blocks[first].sentences.start..blocks[end - 1].sentences.end
    }

    /// The sentences that hold a term, in order.
    fn sentences_with(&self, term: &Term) -> Rc<Vec<usize>> {
        let key: *const Term = term;
        if let Some(known) = self.memo.borrow().get(&key) {
            return Rc::clone(known);
        }
        let holds = |sentence: &usize| {
            let first = term.first.iter().any(|&vocabulary| !self.scan.of_vocabulary(*sentence, vocabulary).is_empty());
            let view = View { document: self.document, scan: self.scan, lead: None, own: *sentence };
            first && view.holds(term)
        };
        let held = Rc::new((0..self.document.sentences.len()).filter(holds).collect::<Vec<_>>());
        self.memo.borrow_mut().insert(key, Rc::clone(&held));
        held
    }

    /// Passes over the candidates of patterns that ask for several different entries where there are too few.
    fn count(&self, mut all: Vec<Candidate>) -> Vec<Candidate> {
        let mut scopes: BTreeMap<(usize, usize, usize), Vec<usize>> = BTreeMap::new();
        for (at, candidate) in all.iter().enumerate() {
            let pattern = &self.patterns[candidate.indicator][candidate.pattern];
            if pattern.at_least > 1 && matches!(candidate.outcome, Outcome::Taken(_)) {
                let scope = self.reach(pattern.within, candidate.sentences[0]).start;
                scopes.entry((candidate.indicator, candidate.pattern, scope)).or_default().push(at);
            }
        }
        for ((indicator, pattern, _), members) in scopes {
            let pattern = &self.patterns[indicator][pattern];
            let mut groups: Vec<usize> =
                members.iter().filter_map(|&at| pattern.group_of.get(all[at].term).copied()).collect();
            groups.sort_unstable();
            groups.dedup();
            let found = groups.len();
            if found < pattern.at_least {
                for at in members {
                    all[at].outcome = Outcome::Rejected(Rejection::TooFew { found });
                }
            }
        }
        all
    }
}

/// What a pattern says of a sentence that binds, hedges or negates.
fn turn(pattern: &Pattern, modality: Modality) -> Outcome {
    let (turned, rejection) = match modality {
        Modality::Binding => return Outcome::Taken(pattern.rates),
        Modality::Hedged => (pattern.hedged, Rejection::Hedged),
        Modality::Negated => (pattern.negated, Rejection::Negated),
    };
    match turned {
        Turned::Met => Outcome::Taken(Rating::Met),
        Turned::Partial => Outcome::Taken(Rating::Partial),
        Turned::Adverse => Outcome::Taken(Rating::Adverse),
        Turned::Ignore => Outcome::Taken(pattern.rates),
        Turned::Skip => Outcome::Rejected(rejection),
    }
}
