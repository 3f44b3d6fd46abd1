//! Whether a sentence binds, hedges or negates what a pattern found in it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::view::{Found, View};
use crate::policy::Break;
use crate::rubric::{Grammar, Reads, VocabularyId};

/// How a passage commits whom it speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Modality {
    /// It is stated or promised: will, shall, must, or plainly so.
    Binding,
    /// It is left open: may, where possible, at its discretion, endeavour.
    Hedged,
    /// It is denied: will not, cannot, no.
    Negated,
}

/// How a match is meant, and by which words.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) modality: Modality,
    /// The words that hedge or negate, by place in the view.
    pub(super) cue: Option<Range<usize>>,
    /// Whether a word makes it less certain: "normally".
    pub(super) softened: bool,
}

/// How far from the match a qualifier still belongs to it, in words.
const QUALIFIER_REACH: usize = 14;
/// How far behind a subject its predicate's negation stands.
const PREDICATE_REACH: usize = 4;
/// The longest clause that is looked back over; a longer one is no sentence that a person wrote.
const CLAUSE_REACH: usize = 80;

/// Where the words of grammar stand in a view.
pub(super) struct Cues {
    negations: Vec<Range<usize>>,
    hedges: Vec<Range<usize>>,
    permissions: Vec<Range<usize>>,
    qualifiers: Vec<Range<usize>>,
    softeners: Vec<Range<usize>>,
    subordinators: Vec<Range<usize>>,
    auxiliaries: Vec<Range<usize>>,
}

impl Cues {
    pub(super) fn of(view: &View<'_>, grammar: &Grammar) -> Self {
        let all = |vocabulary: VocabularyId| -> Vec<Range<usize>> { view.hits(vocabulary).collect() };
        let not_negations = all(grammar.not_negations);
        let not_hedges = all(grammar.not_hedges);
        let permissions = outside(all(grammar.permissions), &not_hedges);
        Cues {
            negations: outside(all(grammar.negations), &not_negations),
            hedges: outside(outside(all(grammar.hedges), &permissions), &not_hedges),
            permissions,
            qualifiers: outside(all(grammar.qualifiers), &not_hedges),
            softeners: all(grammar.softeners),
            subordinators: all(grammar.subordinators),
            auxiliaries: all(grammar.auxiliaries),
        }
    }

    /// How a match is meant. The words that its term itself names neither hedge nor negate.
    pub(super) fn read(&self, view: &View<'_>, found: &Found, reads: Reads) -> Reading {
        let from = self.clause_start(view, found.span.start);
        let clause = from..found.span.end;
        let predicate = self.predicate(view, &clause, found.span.end);
        let consumed = |cue: &Range<usize>| found.atoms.iter().any(|atom| atom.start < cue.end && cue.start < atom.end);
        let free = |cues: &[Range<usize>]| {
            let mut cues = within(cues, &clause).iter().chain(within(cues, &predicate));
            cues.find(|cue| !consumed(cue)).cloned()
        };
        let softened = free(&self.softeners).is_some();
        if let Some(cue) = free(&self.negations) {
            return Reading { modality: Modality::Negated, cue: Some(cue), softened };
        }
        let verbs = match reads {
            Reads::Promise => free(&self.permissions).or_else(|| free(&self.hedges)),
            Reads::Right => free(&self.hedges),
            Reads::Fact => return Reading { modality: Modality::Binding, cue: None, softened },
        };
        let near = found.span.start.saturating_sub(QUALIFIER_REACH)..found.span.end + QUALIFIER_REACH;
        let qualifier = || within(&self.qualifiers, &near).iter().find(|cue| !consumed(cue)).cloned();
        match verbs.or_else(qualifier) {
            Some(cue) => Reading { modality: Modality::Hedged, cue: Some(cue), softened },
            None => Reading { modality: Modality::Binding, cue: None, softened },
        }
    }

    /// Where the clause begins that a place stands in.
    fn clause_start(&self, view: &View<'_>, place: usize) -> usize {
        let mut at = place;
        let limit = place.saturating_sub(CLAUSE_REACH);
        while at > limit {
            match view.break_before(at) {
                Break::Clause => return at,
                Break::Comma => {
                    if self.begins_clause(view, at) {
                        return at;
                    }
                    let before = segment_start(view, at);
                    if starts(&self.subordinators, before) {
                        // "If you ask, we reply": the main clause begins here. "We will, if you ask, reply": it goes on.
                        match before == 0 || view.break_before(before) != Break::Comma {
                            true => return at,
                            false => {
                                at = before;
                                continue;
                            }
                        }
                    }
                }
                Break::None => {}
            }
            at -= 1;
            if at < place && starts(&self.subordinators, at) {
                return at;
            }
            if matches!(view.text(at), "and" | "or") && at < place && self.begins_clause(view, at + 1) {
                return at + 1;
            }
        }
        limit
    }

    /// Whether a new main clause begins at a place: an auxiliary follows before the next comma or conjunction.
    fn begins_clause(&self, view: &View<'_>, place: usize) -> bool {
        let limit = view.len().min(place + CLAUSE_REACH);
        let end = (place + 1..limit).find(|&at| {
            view.break_before(at) != Break::None
                || matches!(view.text(at), "and" | "or")
                || starts(&self.subordinators, at)
        });
        !within(&self.auxiliaries, &(place..end.unwrap_or(limit))).is_empty()
    }

    /// The words behind a match that is the subject of its clause: "anonymous complaints | will not be".
    fn predicate(&self, view: &View<'_>, clause: &Range<usize>, end: usize) -> Range<usize> {
        if !within(&self.auxiliaries, clause).is_empty() || !within(&self.negations, clause).is_empty() {
            return end..end;
        }
        let limit = view.len().min(end + PREDICATE_REACH);
        let stop = (end..limit).find(|&at| view.break_before(at) != Break::None || starts(&self.subordinators, at));
        end..stop.unwrap_or(limit)
    }
}

/// Where the part of the sentence begins that ends before a place.
fn segment_start(view: &View<'_>, place: usize) -> usize {
    (place.saturating_sub(CLAUSE_REACH).max(1)..place)
        .rev()
        .find(|&at| view.break_before(at) != Break::None)
        .unwrap_or(0)
}

fn starts(cues: &[Range<usize>], place: usize) -> bool {
    let at = cues.partition_point(|cue| cue.start < place);
    cues.get(at).is_some_and(|cue| cue.start == place)
}

/// The cues that stand within these places. Cues are in the order of their places.
fn within<'a>(cues: &'a [Range<usize>], places: &Range<usize>) -> &'a [Range<usize>] {
    let from = cues.partition_point(|cue| cue.start < places.start);
    let to = cues.partition_point(|cue| cue.end <= places.end);
    cues.get(from..to).unwrap_or_default()
}

/// The cues that stand in none of the exceptions.
fn outside(cues: Vec<Range<usize>>, exceptions: &[Range<usize>]) -> Vec<Range<usize>> {
    let free = |cue: &Range<usize>| {
        let next = exceptions.partition_point(|exception| exception.end < cue.end);
        exceptions.get(next).is_none_or(|exception| cue.start < exception.start)
    };
    cues.into_iter().filter(free).collect()
}
