//! Links of a page: where they are and what they lead to.

use hayro_interpret::TransformExt;
use hayro_interpret::hayro_syntax::object::dict::keys::{A, ANNOTS, RECT, SUBTYPE, URI};
use hayro_interpret::hayro_syntax::object::{self, Array, Dict, Name, Rect};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo;

use super::super::document::ContactKind;
use super::super::html::contact_of;
use super::blocks::SourceLine;

/// So many links of a page are looked at.
const MOST: usize = 1_000;

/// A link that reaches somebody, and the part of the page that it covers.
pub(super) struct Link {
    area: kurbo::Rect,
    kind: ContactKind,
}

/// The links of a page that lead out of the document.
pub(super) fn of(page: &Page<'_>) -> Vec<Link> {
    let Some(notes) = page.raw().get::<Array<'_>>(ANNOTS) else { return Vec::new() };
    let turn = page.initial_transform(true).to_kurbo();
    let link = |note: Dict<'_>| {
        let is_link = note.get::<Name<'_>>(SUBTYPE).is_some_and(|kind| &*kind == b"Link");
        let target = note.get::<Dict<'_>>(A).filter(|_| is_link)?.get::<object::String<'_>>(URI)?;
        let area = note.get::<Rect>(RECT)?;
        let area = turn.transform_rect_bbox(kurbo::Rect::new(area.x0, area.y0, area.x1, area.y1));
        let kind = contact_of(std::str::from_utf8(target.as_bytes()).ok()?)?;
        Some(Link { area, kind })
    };
    notes.iter::<Dict<'_>>().take(MOST).filter_map(link).collect()
}

/// Where in the source a page's links end: their lines' letters are taken to be of the same width.
pub(super) fn in_source(links: &[Link], lines: &[SourceLine]) -> Vec<(usize, ContactKind)> {
    let mut found = Vec::new();
    for link in links {
        let (left, right) = (link.area.x0 as f32, link.area.x1 as f32);
        let covers = |line: &&SourceLine| {
            let middle = line.line.baseline - 0.3 * line.line.size;
            (link.area.y0 as f32..link.area.y1 as f32).contains(&middle)
                && line.line.left < right
                && left < line.line.right
        };
        let Some(SourceLine { line, span }) = lines.iter().find(covers) else { continue };
        let letters = line.text.chars().count();
        let part = ((right.min(line.right) - line.left) / (line.right - line.left).max(1.0)).clamp(0.0, 1.0);
        let number = (part * letters as f32).round() as usize;
        let before: usize = line.text.chars().take(number.max(1)).map(char::len_utf8).sum();
        found.push((span.start + before.saturating_sub(1), link.kind));
    }
    found
}
