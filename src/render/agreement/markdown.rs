//! Agreement as Markdown, fit for a method note or a comment on a change.

use super::{COLUMNS, assurance, cells, coverage, of_them, safe, summary, three, two};
use crate::agreement::{Agreement, Alpha, Comparison, Disagreement, NamedFigures, Side};

/// The agreement as Markdown (with tables, as GitHub reads it), with the first `disagreements` disagreements side by side.
pub fn markdown(agreement: &Agreement, disagreements: usize) -> String {
    let mut out = "# Agreement of codings\n".to_owned();
    if let Some(together) = &agreement.together {
        out.push_str(&format!("\n## All {} together\n\n", agreement.codings.len()));
        let names: Vec<String> = agreement.codings.iter().map(|name| safe::markdown(name)).collect();
        out.push_str(&format!("Krippendorff's alpha of {}.\n\n", names.join(", ")));
        header("Indicator", &["units", "ratings", "alpha", "ordinal α"], &mut out);
        row("**All**", &alpha_cells(&together.overall), &mut out);
        for named in together.criteria.iter().chain(&together.indicators) {
            row(&safe::markdown(&named.id), &alpha_cells(&named.alpha), &mut out);
        }
    }
    comparisons(agreement, disagreements, &mut out);
    out
}

fn alpha_cells(alpha: &Alpha) -> [String; 4] {
    [alpha.units.to_string(), alpha.ratings.to_string(), three(alpha.nominal), three(alpha.ordinal)]
}

fn comparisons(agreement: &Agreement, disagreements: usize, out: &mut String) {
    for comparison in &agreement.comparisons {
        let (other, reference) = (safe::markdown(&comparison.other), safe::markdown(&comparison.reference));
        out.push_str(&format!("\n## {other} against {reference}\n\n"));
        out.push_str(&format!("The reference is {reference}, the other is {other}.\n"));
        for line in coverage(comparison, safe::markdown) {
            out.push_str(&format!("{line}\n"));
        }
        out.push('\n');
        for line in summary(comparison) {
            out.push_str(&format!("- {line}\n"));
        }
        tables(comparison, out);
        let shown = disagreements.min(comparison.disagreements.len());
        out.push_str(&format!("\n### Disagreements ({})\n", of_them(shown, comparison.disagreements.len())));
        if shown > 0 {
            out.push_str("\n| Document | Indicator | Reference | Other |\n|---|---|---|---|\n");
            comparison.disagreements.iter().take(shown).for_each(|each| disagreement(each, out));
        }
    }
}

fn tables(comparison: &Comparison, out: &mut String) {
    out.push('\n');
    let named = |figures: &NamedFigures, out: &mut String| {
        row(&safe::markdown(&figures.id), &cells(&figures.figures), out);
    };
    header("Criterion", &COLUMNS, out);
    row("**All**", &cells(&comparison.figures), out);
    comparison.criteria.iter().for_each(|figures| named(figures, out));
    out.push('\n');
    header("Indicator", &COLUMNS, out);
    comparison.indicators.iter().for_each(|figures| named(figures, out));
    out.push('\n');
    header("Rating", &["precision", "recall", "F1", "reference", "other"], out);
    for each in &comparison.ratings {
        let counts = [each.in_reference.to_string(), each.in_other.to_string()];
        let shares = [two(each.precision), two(each.recall), two(each.f1)];
        row(each.rating.as_str(), &[&shares[..], &counts[..]].concat(), out);
    }
    out.push('\n');
    let ratings = &comparison.confusion.ratings;
    header("Reference ↓, other →", &ratings.iter().map(|rating| rating.as_str()).collect::<Vec<_>>(), out);
    for (rating, counts) in ratings.iter().zip(&comparison.confusion.counts) {
        row(rating.as_str(), &counts.iter().map(usize::to_string).collect::<Vec<_>>(), out);
    }
    if let Some(calibration) = &comparison.calibration {
        out.push('\n');
        header("Confidence", &["findings", "alike", "share"], out);
        for level in &calibration.levels {
            let counts = [level.findings.to_string(), level.agreeing.to_string(), two(level.agreement)];
            row(level.confidence.as_str(), &counts, out);
        }
    }
}

fn disagreement(disagreement: &Disagreement, out: &mut String) {
    let side = |side: &Side| {
        let quotes = side.quotes.iter().map(|quote| format!("<br>“{}”", safe::markdown(quote)));
        let note = side.note.iter().map(|note| format!("<br>Note: {}", safe::markdown(note)));
        format!("**{}**{}{}", side.rating, assurance(side), quotes.chain(note).collect::<String>())
    };
    out.push_str(&format!(
        "| {} | {} | {} | {} |\n",
        safe::markdown(&disagreement.document),
        safe::markdown(&disagreement.indicator),
        side(&disagreement.reference),
        side(&disagreement.other)
    ));
}

fn header(title: &str, columns: &[&str], out: &mut String) {
    out.push_str(&format!("| {title} | {} |\n|---|{}\n", columns.join(" | "), "---:|".repeat(columns.len())));
}

fn row(title: &str, cells: &[String], out: &mut String) {
    out.push_str(&format!("| {title} | {} |\n", cells.join(" | ")));
}
