//! The sentence that says why an indicator has its rating.

use std::ops::Range;

use crate::evidence::{Candidate, Modality, Outcome, Rejection};
use crate::policy::{Document, Policy};
use crate::rating::{Mechanism, Rating};
use crate::rubric::Indicator;

pub(super) fn not_applicable(mechanism: Mechanism) -> String {
    format!("The indicator does not apply to a mechanism of this kind ({mechanism}).")
}

pub(super) fn other_language() -> String {
    "The policy is in a language that the rubrics are not written for; nothing was rated.".to_owned()
}

/// Which pattern decided, by which words, and what it had against it.
pub(super) fn sentence(
    indicator: &Indicator,
    rating: Rating,
    decisive: &[&Candidate],
    other: &[&Candidate],
    all: &[&Candidate],
    policy: &Policy,
) -> String {
    let says = |candidate: &Candidate| says(indicator, candidate, policy);
    let Some(first) = decisive.first() else {
        return match (rating, other.first()) {
            (Rating::Silent, _) => silence(indicator, all, policy),
            (_, Some(other)) => format!("The text {}, but in part only.", says(other)),
            (_, None) => String::new(),
        };
    };
    let opposite = |candidate: &&&Candidate| match rating {
        Rating::Adverse => matches!(candidate.outcome, Outcome::Taken(Rating::Met | Rating::Partial)),
        Rating::Partial => matches!(candidate.outcome, Outcome::Taken(Rating::Adverse | Rating::Met)),
        _ => matches!(candidate.outcome, Outcome::Taken(Rating::Adverse)),
    };
    match other.iter().find(opposite) {
        None => format!("The text {}.", says(first)),
        Some(against) => match rating {
            Rating::Adverse => {
                format!("The text {}; that defeats the passage in which it {}.", says(first), says(against))
            }
            Rating::Partial => {
                format!("The text {}; beside it stands a passage in which it {}.", says(first), says(against))
            }
            _ => format!("The text {}, although a passage {}.", says(first), says(against)),
        },
    }
}

/// What a passage says, by which words.
fn says(indicator: &Indicator, candidate: &Candidate, policy: &Policy) -> String {
    let pattern = &indicator.patterns[candidate.pattern];
    let Some(document) = policy.documents().get(candidate.document) else { return pattern.says.clone() };
    let cue = candidate.cue.clone().map(|cue| quoted(document, cue));
    let turned = candidate.outcome != Outcome::Taken(pattern.rates);
    let opening = match (candidate.modality, cue) {
        (Modality::Negated, Some(cue)) if turned => format!("denies by {cue} that it {}", pattern.says),
        (Modality::Hedged, Some(cue)) if turned => format!("{}, but only {cue}", pattern.says),
        _ => pattern.says.clone(),
    };
    let words: Vec<String> = candidate.words.iter().take(4).map(|words| quoted(document, words.clone())).collect();
    match words.is_empty() {
        true => opening,
        false => format!("{opening} ({})", words.join(" … ")),
    }
}

fn silence(indicator: &Indicator, all: &[&Candidate], policy: &Policy) -> String {
    let near = all.iter().find_map(|candidate| match candidate.outcome {
        Outcome::Rejected(Rejection::Negated) => Some((candidate, "denies it")),
        Outcome::Rejected(Rejection::Hedged) => Some((candidate, "leaves it open")),
        _ => None,
    });
    let near = near.and_then(|(candidate, why)| {
        let document = policy.documents().get(candidate.document)?;
        Some((quoted(document, candidate.words.first()?.clone()), why))
    });
    match near {
        None => format!("No passage answers the question “{}”", indicator.asks),
        Some((words, why)) => {
            format!("No passage answers the question “{}” One comes near ({words}), but {why}.", indicator.asks)
        }
    }
}

/// Words of a document as it writes them, on one line.
fn quoted(document: &Document, words: Range<usize>) -> String {
    let text = document.words_shown(words);
    format!("“{}”", text.split_whitespace().collect::<Vec<_>>().join(" "))
}
