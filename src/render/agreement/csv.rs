//! Agreement as tables for a spreadsheet.

use super::super::table::{Table, defused};
use crate::agreement::{Agreement, Alpha, Comparison, Figures, Side};

/// The figures as a table: a row for each comparison as a whole (`overall`), each `criterion`, `indicator`, `rating` and
/// `confidence`; for more than two codings also the alpha of all of them, whose `reference` is `*`. An empty cell is a figure
/// that is not defined, or that has no meaning for the row.
pub fn csv(agreement: &Agreement) -> String {
    let mut table = Table::new(&[
        "reference",
        "other",
        "kind",
        "name",
        "pairs",
        "agreeing",
        "agreement",
        "kappa",
        "kappa_linear",
        "kappa_quadratic",
        "kappa_addressed",
        "alpha_nominal",
        "alpha_ordinal",
        "precision",
        "recall",
        "f1",
        "quote_overlap",
        "score_error",
        "mistakes_for_review",
    ]);
    if let Some(together) = &agreement.together {
        let mut row = |kind: &str, name: &str, alpha: &Alpha| {
            let names = ["*", "*", kind, name].map(defused);
            let units = vec![alpha.units.to_string()];
            table.row([names.to_vec(), units, blank(6), numbers(&[alpha.nominal, alpha.ordinal]), blank(6)].concat());
        };
        row("overall", "", &together.overall);
        together.criteria.iter().for_each(|named| row("criterion", &named.id, &named.alpha));
        together.indicators.iter().for_each(|named| row("indicator", &named.id, &named.alpha));
    }
    agreement.comparisons.iter().for_each(|comparison| rows(comparison, &mut table));
    table.text()
}

fn rows(comparison: &Comparison, table: &mut Table) {
    let mut row = |kind: &str, name: &str, cells: Vec<Vec<String>>| {
        let names = [&comparison.reference, &comparison.other, kind, name].map(defused);
        table.row([names.to_vec(), cells.concat()].concat());
    };
    let more = [comparison.macro_f1, comparison.quotes.share, comparison.score_error];
    let review = comparison.calibration.as_ref().and_then(|calibration| calibration.share_of_mistakes);
    let whole = vec![figures(&comparison.figures), blank(2), numbers(&more), numbers(&[review])];
    row("overall", "", whole);
    for named in &comparison.criteria {
        row("criterion", &named.id, vec![figures(&named.figures), blank(6)]);
    }
    for named in &comparison.indicators {
        row("indicator", &named.id, vec![figures(&named.figures), blank(6)]);
    }
    for each in &comparison.ratings {
        let counts = vec![each.in_reference.to_string(), each.in_both.to_string()];
        let shares = numbers(&[each.precision, each.recall, each.f1]);
        row("rating", each.rating.as_str(), vec![counts, blank(7), shares, blank(3)]);
    }
    for level in comparison.calibration.iter().flat_map(|calibration| &calibration.levels) {
        let counts = vec![level.findings.to_string(), level.agreeing.to_string()];
        let share = numbers(&[level.agreement]);
        row("confidence", level.confidence.as_str(), vec![counts, share, blank(12)]);
    }
}

fn figures(figures: &Figures) -> Vec<String> {
    let counts = [figures.pairs.to_string(), figures.agreeing.to_string()];
    let figures = [
        figures.agreement,
        figures.kappa,
        figures.kappa_linear,
        figures.kappa_quadratic,
        figures.kappa_addressed,
        figures.alpha_nominal,
        figures.alpha_ordinal,
    ];
    counts.into_iter().chain(numbers(&figures)).collect()
}

/// The disagreements as a table, both sides in a row, with a column for the one who decides. Several quotes of a side stand
/// in one cell, with ` … ` between.
pub fn csv_of_disagreements(agreement: &Agreement) -> String {
    let mut table = Table::new(&[
        "document",
        "indicator",
        "reference",
        "reference_rating",
        "reference_quote",
        "reference_note",
        "other",
        "other_rating",
        "other_quote",
        "other_note",
        "confidence",
        "needs_review",
        "decision",
    ]);
    for comparison in &agreement.comparisons {
        for each in &comparison.disagreements {
            let side = |name: &str, side: &Side| {
                let note = side.note.as_deref().unwrap_or("");
                [defused(name), side.rating.to_string(), defused(&side.quotes.join(" … ")), defused(note)]
            };
            let confidence = each.other.confidence.map_or(String::new(), |confidence| confidence.to_string());
            let review = each.other.needs_review.map_or(String::new(), |review| review.to_string());
            table.row(
                [
                    &[defused(&each.document), defused(&each.indicator)][..],
                    &side(&comparison.reference, &each.reference),
                    &side(&comparison.other, &each.other),
                    &[confidence, review, String::new()],
                ]
                .concat(),
            );
        }
    }
    table.text()
}

fn blank(cells: usize) -> Vec<String> {
    vec![String::new(); cells]
}

fn numbers(figures: &[Option<f64>]) -> Vec<String> {
    figures.iter().map(|figure| figure.map_or(String::new(), |figure| format!("{figure:.4}"))).collect()
}
