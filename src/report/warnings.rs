//! What a reader must know about the documents before relying on a report.

use super::{Warning, WarningKind};
use crate::evidence::Scan;
use crate::policy::{Document, ReadNoteKind};
use crate::rubric::Grammar;

/// Below this many words a text is too short to tell its language or subject from.
const FEWEST_WORDS: usize = 30;
/// English prose has some four function words in ten (articles are not counted here); other languages hardly any.
const FEWEST_FUNCTION_WORDS: f64 = 0.15;
/// A policy about complaints names them, or those who raise them, at least once in a hundred words.
const FEWEST_SUBJECT_WORDS: f64 = 0.01;

pub(super) fn warnings(grammar: &Grammar, documents: &[Document], scans: &[Scan]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |kind, document: &Document, message: String| {
        warnings.push(Warning { kind, document: Some(document.name().to_owned()), message });
    };
    for (document, scan) in documents.iter().zip(scans) {
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
        if words < FEWEST_WORDS {
            continue;
        }
        #[allow(clippy::cast_precision_loss)]
        let share = |count: usize| count as f64 / words as f64;
        if share(scan.occurrences(grammar.function_words)) < FEWEST_FUNCTION_WORDS {
            let message = format!(
                "{name}: this does not look like English, which the rubrics are written for; silence in it means nothing"
            );
            warn(WarningKind::NotEnglish, document, message);
        } else if share(scan.occurrences(grammar.subject)) < FEWEST_SUBJECT_WORDS {
            let message = format!(
                "{name}: this does not look like a policy about raising and handling complaints; check that it is the right text"
            );
            warn(WarningKind::NotAPolicy, document, message);
        }
    }
    warnings
}

fn kind_of(kind: ReadNoteKind) -> WarningKind {
    match kind {
        ReadNoteKind::Replaced => WarningKind::LossyText,
        ReadNoteKind::EncodingGuessed => WarningKind::EncodingGuessed,
        ReadNoteKind::PagesWithoutText => WarningKind::PagesWithoutText,
        ReadNoteKind::UnmappedGlyphs => WarningKind::UnmappedGlyphs,
    }
}
