//! A ranking as text for a terminal, Markdown, JSON, a table for a spreadsheet, and a web page with a heat map.
//!
//! Names come from descriptions and files: they are untrusted, and shown on one line.

mod csv;
#[cfg(feature = "html-report")]
mod html;
mod markdown;
mod text;

use super::safe;
use crate::ranking::{Ranking, RankingRow};
use crate::score::{Points, Score};

pub use csv::csv;
#[cfg(feature = "html-report")]
pub use html::html;
pub use markdown::markdown;
pub use text::text;

/// The ranking as indented JSON, ending with a line break.
pub fn json(ranking: &Ranking) -> String {
    super::indented(ranking)
}

/// What a reader must know before scores are compared.
const CAUTION: &str = "Scores are of what is written, as patterns read it. The bounds say what review can make of a score; \
                       policies whose bounds overlap may change places.";

/// Points, or a dash.
fn points(points: Option<Points>) -> String {
    points.map_or("–".to_owned(), |points| points.to_string())
}

/// A place, or a dash.
fn place(row: &RankingRow) -> String {
    row.place.map_or("–".to_owned(), |place| place.to_string())
}

/// What review can make of a score: "12.0 to 80.5"; nothing where it can make nothing of it.
fn bounds(score: &Score) -> Option<String> {
    match (score.low, score.high) {
        (Some(low), Some(high)) if low != high => Some(format!("{low} to {high}")),
        _ => None,
    }
}

/// What was ranked: "28 policies, rated against principle31 1.0.0".
fn subject(ranking: &Ranking) -> String {
    let count = match ranking.rows.len() {
        1 => "1 policy".to_owned(),
        many => format!("{many} policies"),
    };
    match &ranking.rubrics {
        Some(rubrics) => format!("{count}, rated against {} {}", rubrics.name, rubrics.version),
        None => count,
    }
}
