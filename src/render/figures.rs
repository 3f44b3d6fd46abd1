//! Scores in figures, as every form for people writes them.

use crate::score::{Points, Score};

/// Points, or a dash.
pub(super) fn points(points: Option<Points>) -> String {
    points.map_or("–".to_owned(), |points| points.to_string())
}

/// What review can make of a score: "12.0 to 80.5"; none where it can make nothing of it.
pub(super) fn bounds(score: &Score) -> Option<String> {
    match (score.low, score.high) {
        (Some(low), Some(high)) if low != high => Some(format!("{low} to {high}")),
        _ => None,
    }
}
