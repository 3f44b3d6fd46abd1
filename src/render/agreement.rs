//! Agreement as text for a terminal, Markdown, JSON, and tables for a spreadsheet.
//!
//! Quotes come from policies and codings alike: they are untrusted, and shown on one line.

mod csv;
mod markdown;
mod text;

use super::safe;
use crate::agreement::{Agreement, Comparison, Figures, Side, Unmatched};

pub use csv::{csv, csv_of_disagreements};
pub use markdown::markdown;
pub use text::text;

/// The agreement as indented JSON, ending with a line break.
pub fn json(agreement: &Agreement) -> String {
    super::indented(agreement)
}

/// What stands for a figure that is not defined.
const UNDEFINED: &str = "–";

/// A figure with three decimals.
fn three(figure: Option<f64>) -> String {
    figure.map_or(UNDEFINED.to_owned(), |figure| format!("{figure:.3}"))
}

/// A figure with two decimals.
fn two(figure: Option<f64>) -> String {
    figure.map_or(UNDEFINED.to_owned(), |figure| format!("{figure:.2}"))
}

/// What the columns of [`cells`] are called.
const COLUMNS: [&str; 9] =
    ["pairs", "alike", "share", "kappa", "linear", "quadratic", "addressed", "alpha", "ordinal α"];

fn cells(figures: &Figures) -> [String; 9] {
    [
        figures.pairs.to_string(),
        figures.agreeing.to_string(),
        two(figures.agreement),
        three(figures.kappa),
        three(figures.kappa_linear),
        three(figures.kappa_quadratic),
        three(figures.kappa_addressed),
        three(figures.alpha_nominal),
        three(figures.alpha_ordinal),
    ]
}

/// What was compared and what was not, a sentence each. Names are made safe with `name`.
fn coverage(comparison: &Comparison, name: fn(&str) -> String) -> Vec<String> {
    let mut lines = vec![format!(
        "{} compared in {}.",
        counted(comparison.figures.pairs, "rating"),
        counted(comparison.documents, "document")
    )];
    let not = &comparison.not_applicable;
    if not.both + not.only_reference + not.only_other > 0 {
        lines.push(format!(
            "Left out as not applicable: {} by both, {} by the reference only, {} by the other only.",
            not.both, not.only_reference, not.only_other
        ));
    }
    for (whose, unmatched) in
        [(&comparison.reference, &comparison.only_in_reference), (&comparison.other, &comparison.only_in_other)]
    {
        lines.extend(only_in(&name(whose), unmatched, name));
    }
    lines
}

fn only_in(whose: &str, unmatched: &Unmatched, name: fn(&str) -> String) -> Option<String> {
    const NAMED: usize = 5;
    let mut parts = Vec::new();
    if !unmatched.documents.is_empty() {
        parts.push((counted(unmatched.documents.len(), "document"), unmatched.documents.clone()));
    }
    if !unmatched.ratings.is_empty() {
        let units = unmatched.ratings.iter().map(|unit| format!("{} {}", unit.document, unit.indicator));
        parts.push((counted(unmatched.ratings.len(), "rating"), units.collect()));
    }
    let parts = parts.iter().map(|(count, names)| {
        let more = if names.len() > NAMED { ", …" } else { "" };
        let names: Vec<String> = names.iter().take(NAMED).map(|each| name(each)).collect();
        format!("{count} ({}{more})", names.join(", "))
    });
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| format!("Only in {whose}: {}.", parts.join("; ")))
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// What a side says beside its rating: confidence, review.
fn assurance(side: &Side) -> String {
    let confidence = side.confidence.map_or(String::new(), |confidence| format!(", {confidence} confidence"));
    format!("{confidence}{}", if side.needs_review == Some(true) { ", needs review" } else { "" })
}

/// The sentences that sum a comparison up beside its kappa.
fn summary(comparison: &Comparison) -> Vec<String> {
    let quotes = &comparison.quotes;
    let mut lines = vec![format!("Macro F1: {}", three(comparison.macro_f1))];
    lines.push(format!(
        "Quotes of the reference that the other's meet: {} ({} of {})",
        two(quotes.share),
        quotes.met,
        quotes.quoted
    ));
    lines.push(format!("Mean absolute error of a document's score: {}", three(comparison.score_error)));
    if let Some(calibration) = &comparison.calibration {
        lines.push(format!(
            "Mistakes marked for review: {} ({} of {}); of what is marked, mistakes: {} ({} of {})",
            two(calibration.share_of_mistakes),
            calibration.mistakes_for_review,
            calibration.mistakes,
            two(calibration.share_of_review),
            calibration.mistakes_for_review,
            calibration.for_review
        ));
    }
    lines
}

/// The heading of a list of disagreements, of which `shown` are shown.
fn of_them(shown: usize, all: usize) -> String {
    if shown < all { format!("{shown} of {all}") } else { all.to_string() }
}
