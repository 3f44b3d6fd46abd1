//! Running headers, footers and page numbers: what stands at the same height on several pages, numbers apart, and
//! numbers alone at a page's edge.

use std::collections::HashMap;

use super::glyphs::Piece;

/// The part of a page, at its top and at its bottom, where running lines stand.
const EDGE: f32 = 0.14;

/// How many lines a header or a footer has at most.
const MOST_LINES: usize = 5;

/// A page's pieces and its measures.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) height: f32,
    /// Of the way in which most of the page's text runs.
    pub(super) pieces: Vec<Piece>,
}

/// Marks the running lines of all pages.
pub(super) fn mark(sheets: &mut [Sheet]) {
    let edges: Vec<[Vec<EdgeLine>; 2]> = sheets.iter().map(edge_lines).collect();
    let mut seen: HashMap<(usize, &str), Vec<(usize, f32)>> = HashMap::new();
    for (page, ends) in edges.iter().enumerate() {
        for (end, lines) in ends.iter().enumerate() {
            for line in lines {
                seen.entry((end, &line.look)).or_default().push((page, line.height));
            }
        }
    }
    let mut running: Vec<Vec<usize>> = Vec::with_capacity(edges.len());
    for (page, ends) in edges.iter().enumerate() {
        let mut found = Vec::new();
        for (end, lines) in ends.iter().enumerate() {
            // From the edge inwards: what stands behind the first line of the text is text itself.
            for line in lines {
                let places = seen.get(&(end, line.look.as_str()));
                let again = places.is_some_and(|places| {
                    places.iter().any(|&(other, height)| other != page && (height - line.height).abs() < 4.0)
                });
                if !(again || is_page_number(&line.text) || line.marked) {
                    break;
                }
                found.extend(&line.pieces);
            }
        }
        running.push(found);
    }
    for (sheet, pieces) in sheets.iter_mut().zip(running) {
        for piece in pieces {
            if let Some(piece) = sheet.pieces.get_mut(piece) {
                piece.running = true;
            }
        }
    }
}

#[derive(Debug)]
struct EdgeLine {
    pieces: Vec<usize>,
    text: String,
    /// The text with its numbers blotted out.
    look: String,
    height: f32,
    /// The file itself says so.
    marked: bool,
}

/// The lines at the page's top, from the outermost inwards, and those at its bottom.
fn edge_lines(sheet: &Sheet) -> [Vec<EdgeLine>; 2] {
    let mut order: Vec<usize> = (0..sheet.pieces.len()).collect();
    let baseline = |at: usize| sheet.pieces.get(at).map_or(0.0, |piece| piece.baseline);
    order.sort_by(|&a, &b| baseline(a).total_cmp(&baseline(b)));
    let is_top = |at: &usize| baseline(*at) < EDGE * sheet.height;
    let is_bottom = |at: &usize| baseline(*at) > (1.0 - EDGE) * sheet.height;
    let top: Vec<usize> = order.iter().copied().take_while(is_top).collect();
    let bottom: Vec<usize> = order.iter().copied().rev().take_while(is_bottom).collect();
    [top, bottom].map(|ordered| {
        let mut lines: Vec<Vec<usize>> = Vec::new();
        for at in ordered {
            let beside = |line: &&mut Vec<usize>| {
                line.first().is_some_and(|&first| (baseline(first) - baseline(at)).abs() < 3.0)
            };
            if let Some(line) = lines.last_mut().filter(beside) {
                line.push(at);
            } else if lines.len() < MOST_LINES {
                lines.push(vec![at]);
            } else {
                break;
            }
        }
        lines.into_iter().map(|pieces| edge_line(sheet, pieces)).collect()
    })
}

fn edge_line(sheet: &Sheet, mut pieces: Vec<usize>) -> EdgeLine {
    let piece = |at: usize| sheet.pieces.get(at);
    pieces.sort_by(|&a, &b| {
        let left = |at| piece(at).map_or(0.0, |piece| piece.left);
        left(a).total_cmp(&left(b))
    });
    let texts: Vec<&str> = pieces.iter().filter_map(|&at| piece(at)).map(|piece| piece.text.trim()).collect();
    let text = texts.join(" ");
    let look = text.split(|c: char| c.is_ascii_digit()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("#");
    let height = pieces.first().and_then(|&at| piece(at)).map_or(0.0, |piece| piece.baseline);
    let marked = pieces.iter().filter_map(|&at| piece(at)).all(|piece| piece.running);
    EdgeLine { pieces, text, look, height, marked }
}

/// "7", "- 7 -", "Page 7 of 9", "vii", "7 | Page"
fn is_page_number(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(5)
        .map(str::to_lowercase)
        .collect();
    let is_number = |word: &String| word.len() <= 4 && word.chars().all(|c| c.is_ascii_digit());
    let is_roman = |word: &String| word.len() <= 6 && word.chars().all(|c| "ivxl".contains(c));
    let said = |word: &String| matches!(word.as_str(), "page" | "p" | "pg" | "of" | "seite" | "pagina" | "página");
    let numbers = words.iter().filter(|word| is_number(word)).count();
    match words.as_slice() {
        [] => false,
        [only] => is_number(only) || is_roman(only),
        _ => (1..=2).contains(&numbers) && words.len() <= 4 && words.iter().all(|word| is_number(word) || said(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::glyphs::Turn;
    use super::*;

    fn piece(text: &str, left: f32, baseline: f32) -> Piece {
        let right = left + 5.0 * text.len() as f32;
        Piece { text: text.into(), left, right, baseline, size: 10.0, ink: 0.0, turn: Turn::Upright, running: false }
    }

    fn marked(pages: Vec<Vec<Piece>>) -> Vec<Vec<String>> {
        let mut sheets: Vec<Sheet> = pages.into_iter().map(|pieces| Sheet { height: 800.0, pieces }).collect();
        mark(&mut sheets);
        let texts = |sheet: Sheet| sheet.pieces.into_iter().filter(|piece| piece.running).map(|piece| piece.text);
        sheets.into_iter().map(|sheet| texts(sheet).collect()).collect()
    }

    #[test]
    fn what_comes_again_at_the_same_height_is_no_text() {
        let page = |number: &str, first: &str| {
            let header = [piece("Example Ltd", 50.0, 30.0), piece(number, 500.0, 31.0)];
            header.into_iter().chain([piece(first, 50.0, 60.0), piece("Reply", 50.0, 400.0)]).collect::<Vec<_>>()
        };
        let pages = vec![page("Page 1", "We reply."), page("Page 2", "You may appeal.")];
        assert_eq!(marked(pages), [["Example Ltd", "Page 1"], ["Example Ltd", "Page 2"]]);
    }

    #[test]
    fn the_text_s_first_line_ends_the_header() {
        let page = |first: &str| vec![piece(first, 50.0, 40.0), piece("1. Purpose", 50.0, 60.0)];
        assert_eq!(marked(vec![page("We reply."), page("You may appeal.")]), [[""; 0], [""; 0]]);
    }

    #[test]
    fn page_numbers_are_known_on_a_single_page() {
        for text in ["7", "- 7 -", "Page 7 of 9", "vii", "7 | Page", "1/5"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["", "Appeal", "7 days", "Version 7", "2026 Report"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
