//! Agreement as text for a terminal.

use super::{COLUMNS, assurance, cells, coverage, of_them, safe, summary, three, two};
use crate::agreement::{Agreement, Alpha, Comparison, Disagreement, NamedFigures, Side};

/// The width of a line, in characters.
const WIDTH: usize = 110;

/// The agreement as text: what was compared, the figures, the tables, and the first `disagreements` disagreements with the
/// quotes of both sides.
pub fn text(agreement: &Agreement, disagreements: usize) -> String {
    let mut out = Vec::new();
    if let Some(together) = &agreement.together {
        out.push(format!("{} codings together, Krippendorff's alpha", agreement.codings.len()));
        let mut rows = vec![row("", &["units", "ratings", "alpha", "ordinal α"].map(str::to_owned))];
        rows.push(row("all indicators", &alpha_cells(&together.overall)));
        for named in together.criteria.iter().chain(&together.indicators) {
            rows.push(row(&named.id, &alpha_cells(&named.alpha)));
        }
        table(&rows, &mut out);
        out.push(String::new());
    }
    for comparison in &agreement.comparisons {
        compared(comparison, disagreements, &mut out);
    }
    safe::logged(&out.join("\n"))
}

fn alpha_cells(alpha: &Alpha) -> [String; 4] {
    [alpha.units.to_string(), alpha.ratings.to_string(), three(alpha.nominal), three(alpha.ordinal)]
}

fn compared(comparison: &Comparison, disagreements: usize, out: &mut Vec<String>) {
    out.push(format!(
        "{} (other) against {} (reference)",
        safe::line(&comparison.other),
        safe::line(&comparison.reference)
    ));
    out.extend(coverage(comparison, safe::line).iter().map(|line| safe::wrapped(line, WIDTH, 2)));
    out.push(String::new());
    let mut rows = vec![row("", &COLUMNS.map(str::to_owned))];
    rows.push(row("all indicators", &cells(&comparison.figures)));
    let named = |figures: &NamedFigures| row(&figures.id, &cells(&figures.figures));
    rows.extend(comparison.criteria.iter().map(named));
    rows.push(Vec::new());
    rows.extend(comparison.indicators.iter().map(named));
    table(&rows, out);
    out.push(String::new());
    out.extend(summary(comparison).iter().map(|line| safe::wrapped(line, WIDTH, 2)));
    out.push(String::new());
    let mut rows = vec![row("", &["precision", "recall", "F1", "reference", "other"].map(str::to_owned))];
    for each in &comparison.ratings {
        let cells = [two(each.precision), two(each.recall), two(each.f1)];
        let counts = [each.in_reference.to_string(), each.in_other.to_string()];
        rows.push(row(each.rating.as_str(), &[&cells[..], &counts[..]].concat()));
    }
    table(&rows, out);
    out.push(String::new());
    let ratings = &comparison.confusion.ratings;
    let words: Vec<String> = ratings.iter().map(|rating| rating.to_string()).collect();
    let mut rows = vec![row("reference ↓, other →", &words)];
    for (rating, counts) in ratings.iter().zip(&comparison.confusion.counts) {
        rows.push(row(rating.as_str(), &counts.iter().map(usize::to_string).collect::<Vec<_>>()));
    }
    table(&rows, out);
    if let Some(calibration) = &comparison.calibration {
        out.push(String::new());
        let mut rows = vec![row("confidence", &["findings", "alike", "share"].map(str::to_owned))];
        for level in &calibration.levels {
            let counts = [level.findings.to_string(), level.agreeing.to_string(), two(level.agreement)];
            rows.push(row(level.confidence.as_str(), &counts));
        }
        table(&rows, out);
    }
    out.push(String::new());
    let shown = disagreements.min(comparison.disagreements.len());
    out.push(format!("Disagreements ({})", of_them(shown, comparison.disagreements.len())));
    comparison.disagreements.iter().take(shown).for_each(|each| disagreement(each, out));
    out.push(String::new());
}

fn disagreement(disagreement: &Disagreement, out: &mut Vec<String>) {
    out.push(format!("  {}  {}", safe::line(&disagreement.document), safe::line(&disagreement.indicator)));
    for (who, side) in [("reference", &disagreement.reference), ("other", &disagreement.other)] {
        out.push(format!("    {who:9}  {}{}", side.rating, assurance(side)));
        out.extend(said(side));
    }
}

fn said(side: &Side) -> Vec<String> {
    let quotes = side.quotes.iter().map(|quote| format!("“{}”", safe::line(quote)));
    let note = side.note.iter().map(|note| format!("note: {}", safe::line(note)));
    quotes.chain(note).map(|line| safe::wrapped(&line, WIDTH, 15)).collect()
}

/// A row of a table: a title and cells.
fn row(title: &str, cells: &[String]) -> Vec<String> {
    std::iter::once(safe::line(title)).chain(cells.iter().cloned()).collect()
}

/// Rows with the title to the left and the cells to the right of their columns.
fn table(rows: &[Vec<String>], out: &mut Vec<String>) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| Some(row.get(column)?.chars().count())).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            match column {
                0 => line.push_str(&format!("  {cell:width$}")),
                _ => line.push_str(&format!("  {cell:>width$}")),
            }
        }
        out.push(line.trim_end().to_owned());
    }
}
