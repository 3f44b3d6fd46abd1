//! From the files of a set, once they are checked, to the set that policies are rated against.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use regex::Regex;

use super::duration::Duration;
use super::lexicon::{GRAMMAR, LexiconBuilder, VocabularyId};
use super::phrase::{self, AtomText};
use super::set::{Atom, Band, Cap, Criterion, Grammar, Indicator, Lasting, Pattern, Profile, RubricSet, Term, Values};
use super::source::{
    GrammarKeys, IndicatorEntry, LexiconFile, PatternEntry, RubricFile, SetFile, Turned, VocabularyEntry,
};
use crate::rating::Rating;

/// Compiles a set. The files are checked: what cannot be read is left out here and reported there.
pub(super) fn compile(set: &SetFile, lexicon: &LexiconFile, rubrics: &[RubricFile], digest: String) -> RubricSet {
    let mut words = LexiconBuilder::new();
    // Known before any vocabulary takes them in; their phrases come last, since they may take in vocabularies.
    GRAMMAR.iter().for_each(|name| {
        words.id(&format!("@{name}"));
    });
    add_vocabularies(&mut words, "", &lexicon.vocabulary);
    for rubric in rubrics {
        add_vocabularies(&mut words, &rubric.criterion, &rubric.vocabulary);
    }
    let grammar = add_grammar(&mut words, &lexicon.grammar);
    let criteria = rubrics.iter().map(|rubric| criterion(&mut words, set, rubric)).collect();
    RubricSet {
        name: set.name.clone(),
        version: set.version.clone(),
        title: set.title.clone(),
        digest,
        language: lexicon.language.clone(),
        criteria,
        scale: Values {
            met: exact(set.scale.met),
            partial: exact(set.scale.partial),
            silent: exact(set.scale.silent),
            adverse: exact(set.scale.adverse),
        },
        of_indicators: set.aggregation.indicators,
        of_criteria: set.aggregation.criteria,
        bands: set
            .band
            .iter()
            .map(|band| Band { id: band.id.clone(), from: exact(band.from), about: band.about.clone() })
            .collect(),
        caps: set
            .cap
            .iter()
            .map(|cap| Cap {
                indicator: cap.indicator.clone(),
                rating: cap.rating,
                at_most: exact(cap.at_most),
                because: cap.because.clone(),
            })
            .collect(),
        profiles: set
            .profiles
            .iter()
            .map(|(name, profile)| Profile {
                name: name.clone(),
                about: profile.about.clone(),
                criteria: profile.criteria.clone(),
            })
            .collect(),
        grammar,
        lexicon: words.build(),
    }
}

fn criterion(words: &mut LexiconBuilder, set: &SetFile, rubric: &RubricFile) -> Criterion {
    let weight = set.weights.get(&rubric.criterion).copied().unwrap_or(1.0);
    Criterion {
        id: rubric.criterion.clone(),
        title: rubric.title.clone(),
        principle: rubric.principle.clone(),
        about: rubric.about.clone(),
        weight: exact(weight),
        indicators: rubric.indicator.iter().map(|entry| indicator(words, &rubric.criterion, entry)).collect(),
    }
}

fn indicator(words: &mut LexiconBuilder, criterion: &str, entry: &IndicatorEntry) -> Indicator {
    Indicator {
        id: format!("{criterion}.{}", entry.id),
        title: entry.title.clone(),
        asks: entry.asks.clone(),
        met: entry.met.clone(),
        partial: entry.partial.clone(),
        adverse: entry.adverse.clone(),
        sources: entry.sources.clone(),
        weight: exact(entry.weight),
        severity: entry.severity,
        question: entry.question.clone(),
        recommendation: entry.recommendation.clone(),
        applies_to: entry.applies_to.clone(),
        sure_of: entry.sure_of.clone(),
        patterns: entry.evidence.iter().map(|entry| pattern(words, criterion, entry)).collect(),
    }
}

fn pattern(words: &mut LexiconBuilder, criterion: &str, entry: &PatternEntry) -> Pattern {
    let mut terms =
        |texts: &[String]| -> Vec<Term> { texts.iter().filter_map(|text| term(words, criterion, text)).collect() };
    let grouped = entry
        .groups
        .iter()
        .enumerate()
        .flat_map(|(group, texts)| terms(texts).into_iter().map(move |term| (group, term)));
    let (mut group_of, mut any): (Vec<usize>, Vec<Term>) = grouped.collect::<Vec<_>>().into_iter().unzip();
    if any.is_empty() {
        any = terms(&entry.any);
        group_of = (0..any.len()).collect();
    }
    let bound = |text: &Option<String>| text.as_deref().and_then(Duration::of_rubric);
    Pattern {
        rates: entry.rates,
        says: entry.says.clone(),
        any,
        group_of,
        all: terms(&entry.all),
        none: terms(&entry.none),
        under: terms(&entry.under),
        within: entry.within,
        at_least: entry.at_least,
        lasting: entry
            .lasting
            .as_ref()
            .map(|keys| Lasting { at_least: bound(&keys.at_least), at_most: bound(&keys.at_most) }),
        reads: entry.reads,
        hedged: entry.hedged.unwrap_or(match entry.rates {
            Rating::Met => Turned::Partial,
            _ => Turned::Ignore,
        }),
        negated: entry.negated.unwrap_or(Turned::Skip),
        against_met: entry.against_met,
        against_partial: entry.against_partial,
        confidence: entry.confidence,
        regex: entry.regex.as_deref().and_then(|regex| Regex::new(regex).ok()),
        headings: entry.headings,
        questions: entry.questions,
    }
}

fn term(words: &mut LexiconBuilder, criterion: &str, text: &str) -> Option<Term> {
    let read = phrase::term(text).ok()?;
    let first = atom(words, criterion, &read.first)?;
    let others = read.others.iter().map(|(join, texts)| Some((*join, atom(words, criterion, texts)?)));
    Some(Term { text: text.to_owned(), first, others: others.collect::<Option<_>>()? })
}

fn atom(words: &mut LexiconBuilder, criterion: &str, texts: &[AtomText<'_>]) -> Option<Atom> {
    texts
        .iter()
        .map(|text| match text {
            AtomText::Name(name) => named(words, criterion, name),
            AtomText::Phrase(text) => literal(words, text),
        })
        .collect()
}

/// The vocabulary that a name means in a rubric: its own first, then the lexicon's.
fn named(words: &LexiconBuilder, criterion: &str, name: &str) -> Option<VocabularyId> {
    words.known(&format!("@{criterion}.{name}")).or_else(|| words.known(&format!("@{name}")))
}

/// A phrase in a term is a vocabulary of its own.
fn literal(words: &mut LexiconBuilder, text: &str) -> Option<VocabularyId> {
    let name = format!("={text}");
    if let Some(known) = words.known(&name) {
        return Some(known);
    }
    let segments = phrase::segments(text).ok()?;
    let id = words.id(&name);
    words.add(id, segments);
    Some(id)
}

/// Adds vocabularies, of a rubric or (with no criterion) of the lexicon.
fn add_vocabularies(words: &mut LexiconBuilder, criterion: &str, entries: &BTreeMap<String, VocabularyEntry>) {
    let full = |name: &str| match criterion {
        "" => format!("@{name}"),
        criterion => format!("@{criterion}.{name}"),
    };
    // All names first: a vocabulary may take in one that stands further down.
    for name in entries.keys() {
        words.id(&full(name));
    }
    for (name, entry) in entries {
        let id = words.id(&full(name));
        add_phrases(words, id, criterion, &entry.phrases);
    }
}

fn add_phrases(words: &mut LexiconBuilder, id: VocabularyId, criterion: &str, phrases: &[String]) {
    for text in phrases {
        match text.strip_prefix('@') {
            Some(name) => {
                if let Some(included) = named(words, criterion, name) {
                    words.include(id, included);
                }
            }
            None => phrase::segments(text).into_iter().for_each(|segments| words.add(id, segments)),
        }
    }
}

fn add_grammar(words: &mut LexiconBuilder, keys: &GrammarKeys) -> Grammar {
    let mut add = |name: &str, phrases: &[String]| {
        let id = words.id(&format!("@{name}"));
        add_phrases(words, id, "", phrases);
        id
    };
    Grammar {
        negations: add("negation", &keys.negations),
        hedges: add("hedge", &keys.hedges),
        qualifiers: add("qualifier", &keys.qualifiers),
        not_negations: add("grammar.not-negations", &keys.not_negations),
        not_hedges: add("grammar.not-hedges", &keys.not_hedges),
        permissions: add("grammar.permissions", &keys.permissions),
        softeners: add("grammar.softeners", &keys.softeners),
        subordinators: add("grammar.subordinators", &keys.subordinators),
        auxiliaries: add("grammar.auxiliaries", &keys.auxiliaries),
        function_words: add("grammar.function-words", &keys.function_words),
        subject: add("grammar.subject", &keys.subject),
    }
}

/// A number of a rubric as the fraction that its decimals mean.
fn exact(number: f64) -> BigRational {
    let text = format!("{number}");
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let digits: Option<BigInt> = format!("{whole}{decimals}").parse().ok();
    let places = u32::try_from(decimals.len()).unwrap_or(0);
    digits.map_or_else(BigRational::default, |digits| BigRational::new(digits, BigInt::from(10).pow(places)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_fractions_that_their_decimals_mean() {
        let fraction = |above: i32, below: i32| BigRational::new(above.into(), below.into());
        assert_eq!(exact(2.0), fraction(2, 1));
        assert_eq!(exact(0.1), fraction(1, 10));
        assert_eq!(exact(0.125), fraction(1, 8));
        assert_eq!(exact(f64::NAN), fraction(0, 1));
    }
}
