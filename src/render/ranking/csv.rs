//! A ranking as a table for a spreadsheet.

use super::super::table::{Table, defused};
use crate::ranking::{Ranking, RankingRow};
use crate::score::Points;

/// The columns before those of the criteria.
const COLUMNS: [&str; 15] = [
    "place",
    "policy",
    "report",
    "mechanism",
    "score",
    "low",
    "high",
    "band",
    "completeness",
    "met",
    "partial",
    "silent",
    "adverse",
    "not_applicable",
    "needs_review",
];

/// The ranking as a table in CSV: a row for each policy, then one for each that could not be read.
///
/// After the place, the policy, the overall score and the counts of its ratings there is a column for each criterion, named by
/// its identifier, and `unread`, which says why a policy could not be read and is empty for all others. Every cell is
/// quoted, and one that begins like a formula has an apostrophe before it.
pub fn csv(ranking: &Ranking) -> String {
    let criteria: Vec<String> = ranking.criteria.iter().map(|criterion| defused(&criterion.id)).collect();
    let mut header = COLUMNS.to_vec();
    header.extend(criteria.iter().map(String::as_str));
    header.push("unread");
    let mut table = Table::quoted(&header);
    ranking.rows.iter().for_each(|row| table.row(cells(row)));
    for unread in &ranking.unread {
        let mut cells = vec![String::new(); header.len()];
        if let Some(name) = cells.get_mut(1) {
            *name = defused(&unread.name);
        }
        if let Some(reason) = cells.last_mut() {
            *reason = defused(&unread.reason);
        }
        table.row(cells);
    }
    table.text()
}

fn cells(row: &RankingRow) -> Vec<String> {
    let score = &row.score;
    let ratings = &row.ratings;
    let counts =
        [ratings.met, ratings.partial, ratings.silent, ratings.adverse, ratings.not_applicable, row.needs_review];
    let mut cells = vec![
        row.place.map_or(String::new(), |place| place.to_string()),
        defused(&row.name),
        defused(row.report.as_deref().unwrap_or_default()),
        row.mechanism.to_string(),
        number(score.value),
        number(score.low),
        number(score.high),
        defused(score.band.as_deref().unwrap_or_default()),
        number(score.completeness),
    ];
    cells.extend(counts.map(|count| count.to_string()));
    cells.extend(row.criteria.iter().map(|cell| number(cell.score.as_ref().and_then(|score| score.value))));
    cells.push(String::new());
    cells
}

fn number(points: Option<Points>) -> String {
    points.map_or(String::new(), |points| points.to_string())
}
