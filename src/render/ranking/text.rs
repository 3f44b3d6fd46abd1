//! A ranking as text for a terminal.

use super::super::paint::{Colour, Paint};
use super::{CAUTION, bounds, place, points, safe, subject};
use crate::ranking::Ranking;
use crate::score::Score;

/// The width of a line, in characters.
const WIDTH: usize = 110;
/// How wide the column of names is at most.
const NAME: usize = 34;
/// How much of a criterion's title stands above its column.
const TITLE: usize = 5;

/// The ranking as text: a row for each policy, then what could not be read.
pub fn text(ranking: &Ranking, colour: Colour) -> String {
    let paint = Paint(colour);
    let mut out = vec![paint.bold(&safe::line(&subject(ranking)))];
    for warning in &ranking.warnings {
        out.push(paint.colour(33, &safe::wrapped(&format!("warning: {}", safe::line(warning)), WIDTH, 0)));
    }
    if !ranking.rows.is_empty() {
        out.push(String::new());
        table(ranking, &paint, &mut out);
        out.push(String::new());
        out.push(paint.dim(&safe::wrapped(CAUTION, WIDTH, 2)));
        let columns = ranking.criteria.iter().map(|criterion| {
            let title = safe::line(&criterion.title);
            format!("{} {title} ({})", head(&title), safe::line(&criterion.principle))
        });
        let columns = format!("Columns: {}.", columns.collect::<Vec<_>>().join(", "));
        out.push(paint.dim(&safe::wrapped(&columns, WIDTH, 2)));
    }
    let warned = ranking.rows.iter().flat_map(|row| row.warnings.iter().map(move |warning| (&row.name, warning)));
    list("Warnings", warned, &paint, &mut out);
    let unread = ranking.unread.iter().map(|unread| (&unread.name, &unread.reason));
    list("Not read", unread, &paint, &mut out);
    out.push(String::new());
    safe::logged(&out.join("\n"))
}

fn table(ranking: &Ranking, paint: &Paint, out: &mut Vec<String>) {
    let name = |name: &str| safe::clipped(&safe::line(name), NAME);
    let longest = ranking.rows.iter().map(|row| name(&row.name).chars().count()).max().unwrap_or(0);
    let width = longest.max("Policy".len());
    let heads = ranking.criteria.iter().map(|criterion| format!("  {:>TITLE$}", head(&safe::line(&criterion.title))));
    let heads = heads.collect::<String>();
    out.push(paint.bold(&format!("  {:>3}  {:width$}  {:>5}  {:13}{heads}", "", "Policy", "Score", "Bounds")));
    let cell = |score: Option<&Score>, width: usize| {
        let value = score.and_then(|score| score.value);
        let shown = format!("{:>width$}", points(value));
        value.map_or(shown.clone(), |value| paint.score(value.get(), &shown))
    };
    for row in &ranking.rows {
        let cells = row.criteria.iter().map(|own| format!("  {}", cell(own.score.as_ref(), TITLE)));
        out.push(format!(
            "  {:>3}  {:width$}  {}  {:13}{}",
            place(row),
            name(&row.name),
            cell(Some(&row.score), 5),
            bounds(&row.score).unwrap_or_default(),
            cells.collect::<String>(),
        ));
    }
}

/// The beginning of a criterion's title.
fn head(title: &str) -> String {
    title.chars().take(TITLE).collect()
}

fn list<'a>(title: &str, items: impl Iterator<Item = (&'a String, &'a String)>, paint: &Paint, out: &mut Vec<String>) {
    let items: Vec<_> = items.collect();
    if items.is_empty() {
        return;
    }
    out.push(format!("\n{}", paint.bold(&format!("{title} ({})", items.len()))));
    for (name, text) in items {
        out.push(format!("  {}", safe::line(name)));
        out.push(safe::wrapped(&safe::line(text), WIDTH, 6));
    }
}
