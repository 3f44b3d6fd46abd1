//! A score as a bar, with the bounds that it could fall or rise to.

use maud::{Markup, html};

use super::super::figures::bounds;
use super::shown;
use crate::score::{Points, Score};

/// The chart's size in its own units: two for each point, and room at both ends for the bounds' strokes.
const WIDTH: u32 = 204;
const HEIGHT: u32 = 20;

/// A score's bar from 0 to 100; a line from the lowest to the highest score that review can lead to. `id` tells the page's
/// charts apart. The table around it says the same in numbers.
pub(super) fn bar(id: &str, title: &str, score: &Score) -> Markup {
    let at = |points: Points| format!("{:.1}", 2.0 + points.get() * 2.0);
    let length = score.value.map_or(0.0, |value| value.get() * 2.0);
    html! {
        svg .chart viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } preserveAspectRatio="none" role="img" aria-labelledby={ (id) "-t " (id) "-d" } {
            title id={ (id) "-t" } { (shown(title)) ": " (in_words(score)) }
            desc id={ (id) "-d" } { (bounds_in_words(score)) }
            rect .track x="2" y="4" width="200" height="12" {}
            rect .bar x="2" y="4" width=(format!("{length:.1}")) height="12" {}
            @for tick in [52, 102, 152] { line .tick x1=(tick) x2=(tick) y1="4" y2="16" {} }
            @if let (Some(low), Some(high)) = (score.low, score.high) {
                @if low != high {
                    g .bounds {
                        line x1=(at(low)) x2=(at(high)) y1="10" y2="10" {}
                        line x1=(at(low)) x2=(at(low)) y1="2" y2="18" {}
                        line x1=(at(high)) x2=(at(high)) y1="2" y2="18" {}
                    }
                }
            }
        }
    }
}

/// A score as a sentence's part: "62.5 of 100".
pub(super) fn in_words(score: &Score) -> String {
    score.value.map_or("no score, since no indicator applies".to_owned(), |value| format!("{value} of 100"))
}

/// What review can make of a score.
pub(super) fn bounds_in_words(score: &Score) -> String {
    match bounds(score) {
        Some(bounds) => format!("{bounds} after review"),
        None if score.low.is_some() && score.high.is_some() => "nothing that review could change".to_owned(),
        None => "no bounds".to_owned(),
    }
}
