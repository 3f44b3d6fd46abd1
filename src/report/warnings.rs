//! What a reader must know about the documents before relying on a report.

use super::{Warning, WarningKind};
use crate::coding::{CodingProblem, VerifiedRatings};
use crate::evidence::Gathered;
use crate::policy::{Document, ReadNoteKind};
use crate::rubric::RubricSet;

/// Below this many words a text is too short to tell its subject from.
const FEWEST_WORDS: usize = 30;
/// A policy about complaints names them, or those who raise them, at least once in a hundred words.
const FEWEST_SUBJECT_WORDS: f64 = 0.01;

pub(super) fn warnings(rubrics: &RubricSet, documents: &[Document], gathered: &Gathered) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |kind, document: &Document, message: String| {
        warnings.push(Warning { kind, document: Some(document.name().to_owned()), message });
    };
    for (number, (document, language)) in documents.iter().zip(&gathered.languages).enumerate() {
        let name = document.name();
        for note in document.notes() {
            warn(kind_of(note.kind), document, format!("{name}: {}", note.message));
        }
        let words = document.word_count();
        if words == 0 {
            warn(
                WarningKind::Empty,
                document,
                format!("{name}: the document holds no sentence; it is silent on everything"),
            );
            continue;
        }
        if language.is_mixed() {
            let (foreign, other) = (words - language.own_words, language.other.unwrap_or("another language"));
            let message = match language.is_other() {
                true => format!(
                    "{name}: the document is in {other}, which the rubrics are not written for; it was not rated"
                ),
                false => format!(
                    "{name}: {foreign} of {words} words are in {other}, which the rubrics are not written for; they were \
                     not rated, and what the rest is silent on may stand in them"
                ),
            };
            warn(WarningKind::OtherLanguage, document, message);
        }
        if language.own_words < FEWEST_WORDS {
            continue;
        }
        #[allow(clippy::cast_precision_loss)]
        let share = gathered.occurrences(number, rubrics.grammar.subject) as f64 / words as f64;
        if share < FEWEST_SUBJECT_WORDS {
            let message = format!(
                "{name}: this does not look like a policy about raising and handling complaints; check that it is the right text"
            );
            warn(WarningKind::NotAPolicy, document, message);
        }
    }
    warnings
}

/// What assessors gave that was not taken.
pub(super) fn refusals(ratings: &[VerifiedRatings]) -> Vec<Warning> {
    let refused = ratings.iter().flat_map(VerifiedRatings::refused);
    let warning = |problem: &CodingProblem| Warning {
        kind: WarningKind::RatingRefused,
        document: None,
        message: problem.to_string(),
    };
    refused.map(warning).collect()
}

fn kind_of(kind: ReadNoteKind) -> WarningKind {
    match kind {
        ReadNoteKind::Replaced => WarningKind::LossyText,
        ReadNoteKind::EncodingGuessed => WarningKind::EncodingGuessed,
        ReadNoteKind::PagesWithoutText => WarningKind::PagesWithoutText,
        ReadNoteKind::UnmappedGlyphs => WarningKind::UnmappedGlyphs,
    }
}
