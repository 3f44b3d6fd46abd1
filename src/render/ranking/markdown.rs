//! A ranking as Markdown.

use super::{CAUTION, bounds, place, points, safe, subject};
use crate::ranking::{Ranking, RankingRow};

/// The ranking as Markdown, with a table as GitHub reads it; a policy's name leads to its report, where the ranking says
/// where that stands.
pub fn markdown(ranking: &Ranking) -> String {
    let mut out = format!("# Grievance mechanisms, ranked\n\n{}\n", safe::markdown(&subject(ranking)));
    for warning in &ranking.warnings {
        out.push_str(&format!("\n> **Warning:** {}\n", safe::markdown(warning)));
    }
    if !ranking.rows.is_empty() {
        let titles = ranking.criteria.iter().map(|criterion| format!(" {} |", safe::markdown(&criterion.title)));
        out.push_str(&format!("\n| Place | Policy | Score | Bounds |{}\n", titles.collect::<String>()));
        out.push_str(&format!("|---:|---|---:|---|{}\n", "---:|".repeat(ranking.criteria.len())));
        ranking.rows.iter().for_each(|row| out.push_str(&line(row)));
        out.push_str(&format!("\n{CAUTION}\n"));
    }
    let warned = ranking.rows.iter().flat_map(|row| row.warnings.iter().map(move |warning| (&row.name, warning)));
    list("Warnings", warned, &mut out);
    list("Not read", ranking.unread.iter().map(|unread| (&unread.name, &unread.reason)), &mut out);
    out
}

fn line(row: &RankingRow) -> String {
    let name = safe::markdown(&row.name);
    let name = match &row.report {
        Some(report) if safe::is_reference(report) => format!("[{name}](<{report}>)"),
        _ => name,
    };
    let cells = row.criteria.iter().map(|cell| {
        let value = cell.score.as_ref().and_then(|score| score.value);
        format!(" {} |", points(value))
    });
    format!(
        "| {} | {name} | {} | {} |{}\n",
        place(row),
        points(row.score.value),
        bounds(&row.score).unwrap_or_default(),
        cells.collect::<String>()
    )
}

fn list<'a>(title: &str, items: impl Iterator<Item = (&'a String, &'a String)>, out: &mut String) {
    let mut items = items.peekable();
    if items.peek().is_some() {
        out.push_str(&format!("\n## {title}\n\n"));
    }
    for (name, text) in items {
        out.push_str(&format!("- **{}**: {}\n", safe::markdown(name), safe::markdown(text)));
    }
}
