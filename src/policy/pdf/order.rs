//! Reading order: a page's pieces become rows, columns are read one after the other, and the cells of a table row by
//! row.

use std::ops::Range;

use super::glyphs::Piece;

/// A blank strip between columns is at least so wide, measured by the font's size.
const GUTTER: f32 = 0.8;

/// How deep columns may stand within columns.
const DEEPEST: usize = 6;

/// No page that people read has more pieces: what has is not looked through for columns.
const MOST_PIECES: usize = 20_000;

/// How many rows are looked through for columns that begin at one of them.
const FARTHEST: usize = 400;

/// Pieces on one line, from left to right.
pub(super) type Row = Vec<Piece>;

/// Rows that stand below one another: a column, or a part of the page without columns.
pub(super) fn regions(pieces: Vec<Piece>) -> Vec<Vec<Row>> {
    let mut regions = Vec::new();
    let numbered = pieces.into_iter().enumerate().collect();
    cut(numbered, &mut regions, 0);
    regions
}

/// A piece and when it was drawn.
type Numbered = (usize, Piece);

/// Adds what stands in one column, if there is anything.
fn add(pieces: Vec<Numbered>, regions: &mut Vec<Vec<Row>>) {
    if !pieces.is_empty() {
        regions.push(rows(pieces.into_iter().map(|(_, piece)| piece).collect()));
    }
}

fn cut(pieces: Vec<Numbered>, regions: &mut Vec<Vec<Row>>, depth: usize) {
    if depth >= DEEPEST || !(4..MOST_PIECES).contains(&pieces.len()) {
        return add(pieces, regions);
    }
    if let Some(gutter) = gutter(&pieces) {
        let (left, right) = pieces.into_iter().partition(|(_, piece)| middle(piece) < gutter);
        cut(left, regions, depth + 1);
        cut(right, regions, depth + 1);
        return;
    }
    let bands = bands(pieces);
    let mut rest = bands.as_slice();
    let mut plain: Vec<Numbered> = Vec::new();
    while let Some((first, others)) = rest.split_first() {
        let (together, after) = rest.split_at(columns(rest.get(..FARTHEST).unwrap_or(rest)).min(rest.len()));
        if together.is_empty() {
            plain.extend(first.iter().cloned());
            rest = others;
            continue;
        }
        add(std::mem::take(&mut plain), regions);
        cut(together.concat(), regions, depth + 1);
        rest = after;
    }
    add(plain, regions);
}

fn middle(piece: &Piece) -> f32 {
    (piece.left + piece.right) / 2.0
}

/// The font size that stands in the middle of all.
fn middle_size(pieces: &[Numbered]) -> f32 {
    let mut sizes: Vec<f32> = pieces.iter().map(|(_, piece)| piece.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(10.0)
}

/// The middle of a blank strip that parts all the pieces into two columns.
fn gutter(pieces: &[Numbered]) -> Option<f32> {
    let wide = GUTTER * middle_size(pieces);
    let mut extents: Vec<Range<f32>> = pieces.iter().map(|(_, piece)| piece.left..piece.right).collect();
    extents.sort_by(|a, b| a.start.total_cmp(&b.start));
    let mut strips: Vec<Range<f32>> = Vec::new();
    let mut end = extents.first()?.end;
    for extent in &extents {
        if extent.start - end >= wide {
            strips.push(end..extent.start);
        }
        end = end.max(extent.end);
    }
    strips.sort_by(|a, b| (b.end - b.start).total_cmp(&(a.end - a.start)));
    let mut middles = strips.iter().take(4).map(|strip| (strip.start + strip.end) / 2.0);
    middles.find(|&middle| are_columns(pieces, middle))
}

/// What a side of a strip holds.
struct Side {
    rows: usize,
    left: f32,
    right: f32,
    /// How far its rows reach on average, of its whole width.
    fill: f32,
    characters: usize,
}

impl Side {
    fn new(pieces: &[&Numbered]) -> Self {
        let left = pieces.iter().map(|(_, piece)| piece.left).fold(f32::INFINITY, f32::min);
        let right = pieces.iter().map(|(_, piece)| piece.right).fold(f32::NEG_INFINITY, f32::max);
        let mut ends: Vec<(f32, f32)> = Vec::new();
        let mut sorted: Vec<&Piece> = pieces.iter().map(|(_, piece)| piece).collect();
        sorted.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
        for piece in sorted {
            match ends.last_mut() {
                Some((baseline, end)) if piece.baseline - *baseline < 0.5 * piece.size => *end = end.max(piece.right),
                _ => ends.push((piece.baseline, piece.right)),
            }
        }
        let width = (right - left).max(1.0);
        let fill = ends.iter().map(|(_, end)| (end - left) / width).sum::<f32>() / ends.len().max(1) as f32;
        let characters = pieces.iter().map(|(_, piece)| piece.text.chars().count()).sum();
        Side { rows: ends.len(), left, right, fill, characters }
    }
}

/// Are the two sides columns, to be read one after the other, and no table and no list with its numbers? What is
/// drawn column by column is; what is drawn line by line must look like prose on both sides.
fn are_columns(pieces: &[Numbered], middle_of_strip: f32) -> bool {
    let (left, right): (Vec<&Numbered>, Vec<&Numbered>) =
        pieces.iter().partition(|(_, piece)| middle(piece) < middle_of_strip);
    let (a, b) = (Side::new(&left), Side::new(&right));
    let rows = a.rows.min(b.rows);
    let size = middle_size(pieces);
    let narrow = (a.right - a.left).min(b.right - b.left) < 6.0 * size;
    if rows < 3 || narrow || a.characters < 6 * a.rows || b.characters < 6 * b.rows {
        return false;
    }
    let mut drawn: Vec<(usize, bool)> = left.iter().map(|(number, _)| (*number, true)).collect();
    drawn.extend(right.iter().map(|(number, _)| (*number, false)));
    drawn.sort_unstable();
    let changes = drawn.windows(2).filter(|pair| matches!(pair, [a, b] if a.1 != b.1)).count();
    let prose = |side: &Side| side.fill > 0.7 && side.characters > 18 * side.rows;
    changes <= 1 + rows / 8 || (rows >= 6 && prose(&a) && prose(&b))
}

/// The pieces parted where a blank strip runs from side to side, from the top down.
fn bands(mut pieces: Vec<Numbered>) -> Vec<Vec<Numbered>> {
    let top = |piece: &Piece| piece.baseline - 0.7 * piece.size;
    pieces.sort_by(|(_, a), (_, b)| top(a).total_cmp(&top(b)));
    let mut bands: Vec<Vec<Numbered>> = Vec::new();
    let mut bottom = f32::NEG_INFINITY;
    for (number, piece) in pieces {
        let end = piece.baseline + 0.15 * piece.size;
        match bands.last_mut() {
            Some(band) if top(&piece) < bottom => {
                bottom = bottom.max(end);
                band.push((number, piece));
            }
            _ => {
                bottom = end;
                bands.push(vec![(number, piece)]);
            }
        }
    }
    bands
}

/// How many of the bands, from the first, stand in columns together; none if the first does not.
fn columns(bands: &[Vec<Numbered>]) -> usize {
    let area = bands.iter().flatten().fold(f32::INFINITY..f32::NEG_INFINITY, |area, (_, piece)| {
        area.start.min(piece.left)..area.end.max(piece.right)
    });
    let size = bands.first().map_or(10.0, |band| middle_size(band));
    let wide = GUTTER * size;
    let mut free = vec![area];
    let mut together = 0;
    // The left ends and right ends of what has been seen.
    let (mut lefts, mut rights) = (f32::INFINITY, f32::NEG_INFINITY);
    for (number, band) in bands.iter().enumerate() {
        for (_, piece) in band {
            lefts = lefts.min(piece.left);
            rights = rights.max(piece.right);
            free = free.into_iter().flat_map(|strip| without(strip, piece)).collect();
        }
        free.retain(|strip| strip.end - strip.start >= wide);
        if free.is_empty() {
            break;
        }
        if free.iter().any(|strip| lefts < strip.start && strip.end < rights) {
            together = number + 1;
        }
    }
    let taken = bands.get(..together).unwrap_or_default();
    let pieces: Vec<Numbered> = taken.iter().flatten().cloned().collect();
    match gutter(&pieces) {
        Some(gutter) => without_afterword(taken, gutter),
        None => 0,
    }
}

/// What is left of a strip beside a piece.
fn without(strip: Range<f32>, piece: &Piece) -> impl Iterator<Item = Range<f32>> {
    let parts = match piece.right <= strip.start || piece.left >= strip.end {
        true => [Some(strip), None],
        false => [Some(strip.start..piece.left.min(strip.end)), Some(piece.right.max(strip.start)..strip.end)],
    };
    parts.into_iter().flatten()
}

/// How many bands there are without those after the columns: a heading at the left, away from what is above.
fn without_afterword(bands: &[Vec<Numbered>], gutter: f32) -> usize {
    let is_left_only = |band: &Vec<Numbered>| band.iter().all(|(_, piece)| middle(piece) < gutter);
    let tail = bands.iter().rev().take_while(|band| is_left_only(band)).count();
    let first = bands.len() - tail;
    let baseline =
        |band: &Vec<Numbered>| band.iter().map(|(_, piece)| piece.baseline).fold(f32::NEG_INFINITY, f32::max);
    for at in first.max(1)..bands.len() {
        let (Some(above), Some(band)) = (bands.get(at - 1), bands.get(at)) else { continue };
        if baseline(band) - baseline(above) > 2.2 * middle_size(band) {
            return at;
        }
    }
    bands.len()
}

/// The pieces in rows, from the top down.
pub(super) fn rows(mut pieces: Vec<Piece>) -> Vec<Row> {
    pieces.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut rows: Vec<Row> = Vec::new();
    for piece in pieces {
        let beside = |row: &&mut Row| {
            row.last().is_some_and(|last| {
                let (small, large) = (last.size.min(piece.size), last.size.max(piece.size));
                // A footnote's mark is raised.
                piece.baseline - last.baseline < if small < 0.8 * large { 0.5 } else { 0.3 } * large
            })
        };
        match rows.last_mut().filter(beside) {
            Some(row) => row.push(piece),
            None => rows.push(vec![piece]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    rows
}
