//! A ranking as text for a terminal, Markdown, JSON, a table for a spreadsheet, and a web page with a heat map.
//!
//! Names come from descriptions and files: they are untrusted, and shown on one line.

mod csv;
#[cfg(feature = "html-report")]
mod html;
mod markdown;
mod text;

use super::figures::{bounds, points};
use super::safe;
use crate::ranking::{Ranking, RankingRow};

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

/// A place, or a dash.
fn place(row: &RankingRow) -> String {
    row.place.map_or("–".to_owned(), |place| place.to_string())
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
