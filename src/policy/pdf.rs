//! PDF files: the text as it is drawn, page by page and line by line, and the blocks that its look tells.
//!
//! The source is the text of all pages, a line of the page a line, indented as it is on the page; a form feed on a line
//! of its own parts pages. Running headers, footers and page numbers stay in the source, so that lines are counted as
//! on the page, and are in no block. Words that a line's end cuts are whole in what is read.
//!
//! # Which crate reads the file
//!
//! `hayro-interpret` with a device of our own ([`glyphs`]), for what it gives: every glyph with its place, its outline
//! and its character, in the order in which the page draws them; encrypted files, broken cross-reference tables, fonts
//! that are not embedded (hence `embed-fonts`) or that name their glyphs only. Compared on the readable files of
//! `tests/documents`, against the 1,525 words of the policy, and on 600 mutations of these files, as they are and
//! unpacked (bytes changed, parts cut, doubled and replaced; a stack of 2 MiB, overflow checks on; November 2026):
//!
//! | | words lost or misplaced | mutated files read | panics | 47 KB of LaTeX |
//! |---|---|---|---|---|
//! | this module, `hayro-interpret` 0.9.0 | none | 507 | none | 5.0 ms |
//! | `pdf-extract` 0.12.1 | 4 (table cells of `chromium.pdf`) | 70 | 14 | 9.0 ms |
//! | `lopdf` 0.47.0, `extract_text` | 42 in `twocolumn.pdf`, 9 in `latex.pdf` (ligatures) | 529 | none | 1.3 ms |
//!
//! Both others read running headers as text; neither gives the places of lines. Of `nomap.pdf`, whose font says nothing
//! about its letters, `lopdf` gives "*ULHYDQFH" for "Grievance", `pdf-extract` nothing; here it is an error. 20,000 more
//! mutated files brought no panic here, and took 0.14 s at most.
//!
//! What is not bounded: streams that are packed twice, or packed and encrypted, are unpacked whole. A panic within the
//! crate is caught, but goes through the program's panic hook, and is not caught where panics abort.

mod blocks;
mod glyphs;
mod hyphens;
mod links;
mod order;
mod page_lines;
mod running;
mod tables;
mod unpacked;

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, InterpreterWarning, TransformExt, interpret_page,
};

use super::document::{Form, ReadNote, ReadNoteKind};
use super::draft::Drawn;
use super::mend;
use super::options::ReadOptions;
use super::read_error::ReadError;
use blocks::SourceLine;
use glyphs::{Drawing, Inks, Piece, Stop, Turn};
use links::Link;
use page_lines::{Belongs, Counter, PageLine};
use running::Sheet;

/// More than this part of all characters cannot be told: what is left is no text.
const UNREADABLE: f64 = 0.3;

/// Deeper than this nobody indents.
const DEEPEST_INDENT: f32 = 60.0;

/// Draws the text of a PDF file.
pub(super) fn draw(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Drawn, ReadError> {
    if unpacked::exceeds(bytes, options.max_bytes) {
        return Err(too_large(name, options.max_bytes, "bytes, unpacked", RAISE));
    }
    let data = bytes.to_vec();
    // The file comes from outside, and the crate that reads it is young: a panic in it is an error about the file. It
    // owns all that it works on, so nothing broken is left behind. Too much work unwinds from the device.
    let pages = std::panic::catch_unwind(AssertUnwindSafe(|| pages(name, data, options)));
    let (pages, inks) = match pages {
        Ok(pages) => pages?,
        Err(panic) => {
            return Err(match panic.downcast_ref::<Stop>() {
                Some(Stop::Drawn) => too_large(name, glyphs::MOST_DRAWN, "things drawn", "print it to a simpler file"),
                Some(Stop::Text) => too_large(name, options.max_bytes, "bytes of text", RAISE),
                None => damaged(name, "its parts contradict each other"),
            });
        }
    };
    let notes = notes(name, &pages)?;
    Ok(Drawn { notes, ..text(pages, &inks) })
}

/// What a page holds.
struct DrawnPage {
    sheet: Sheet,
    /// What runs another way than the page's text.
    aside: Vec<Piece>,
    pictures: usize,
    glyphs: usize,
    unmapped: usize,
    /// A font cannot be read: text may be missing.
    lost_fonts: bool,
    links: Vec<Link>,
}

fn pages(name: &str, data: Vec<u8>, options: &ReadOptions) -> Result<(Vec<DrawnPage>, Inks), ReadError> {
    let pdf = Pdf::new(data).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            ReadError::Encrypted { document: name.to_owned(), form: Form::Pdf }
        }
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => {
            damaged(name, "it is encrypted in a way that is not known")
        }
        LoadPdfError::Decryption(_) => damaged(name, "its encryption is broken"),
        LoadPdfError::Invalid => damaged(name, "no page is found in it, it may be cut off"),
    })?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(damaged(name, "no page is found in it, it may be cut off"));
    }
    if pages.len() > options.max_pages {
        let (found, limit) = (pages.len(), options.max_pages);
        return Err(ReadError::TooLarge { document: name.to_owned(), found, limit, unit: "pages", advice: RAISE });
    }
    let lost_fonts = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&lost_fonts);
    let settings = InterpreterSettings {
        warning_sink: Arc::new(move |warning| {
            if matches!(warning, InterpreterWarning::UnsupportedFont) {
                count.fetch_add(1, Ordering::Relaxed);
            }
        }),
        ..InterpreterSettings::default()
    };
    let cache = InterpreterCache::new();
    let mut drawing = Drawing::new(options.max_bytes);
    let mut drawn = Vec::with_capacity(pages.len());
    for page in pages.iter() {
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let transform = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(transform, area, &cache, pdf.xref(), settings.clone());
        interpret_page(page, &mut context, &mut drawing);
        let (pictures, glyphs, unmapped) = (drawing.pictures, drawing.glyphs, drawing.unmapped);
        let (sheet, aside) = turned(drawing.take_page(), width, height);
        let lost_fonts = lost_fonts.swap(0, Ordering::Relaxed) > 0;
        drawn.push(DrawnPage { sheet, aside, pictures, glyphs, unmapped, lost_fonts, links: links::of(page) });
    }
    Ok((drawn, drawing.inks))
}

/// The page turned so that most of its text is upright, and what is not.
fn turned(pieces: Vec<Piece>, width: f32, height: f32) -> (Sheet, Vec<Piece>) {
    let mut letters: HashMap<Turn, usize> = HashMap::new();
    for piece in &pieces {
        *letters.entry(piece.turn).or_default() += piece.text.len();
    }
    let most = letters.into_iter().max_by_key(|&(turn, letters)| (letters, turn == Turn::Upright));
    let main = most.map_or(Turn::Upright, |(turn, _)| turn);
    let (mut pieces, aside): (Vec<Piece>, Vec<Piece>) = pieces.into_iter().partition(|piece| piece.turn == main);
    let (offset, height) = match main {
        Turn::Upright | Turn::Slanted => (0.0, height),
        Turn::Down => (width, width),
        Turn::Upended => (height, height),
        Turn::Up => (0.0, width),
    };
    for piece in &mut pieces {
        piece.baseline += offset;
    }
    (Sheet { height, pieces }, aside)
}

/// What the report must say about the pages; an error if there is nothing to be read.
fn notes(name: &str, pages: &[DrawnPage]) -> Result<Vec<ReadNote>, ReadError> {
    let glyphs: usize = pages.iter().map(|page| page.glyphs).sum();
    let unmapped: usize = pages.iter().map(|page| page.unmapped).sum();
    if glyphs == 0 || pages.iter().all(|page| page.sheet.pieces.is_empty()) {
        return Err(match pages.iter().any(|page| page.lost_fonts) {
            true => damaged(name, "its fonts are broken"),
            false => ReadError::NoTextLayer { document: name.to_owned(), pages: pages.len() },
        });
    }
    if unmapped as f64 > UNREADABLE * glyphs as f64 {
        return Err(ReadError::UnmappedText { document: name.to_owned(), unmapped, characters: glyphs });
    }
    let mut notes = Vec::new();
    let numbers = |is: &dyn Fn(&DrawnPage) -> bool| -> Vec<usize> {
        pages.iter().enumerate().filter(|(_, page)| is(page)).map(|(number, _)| number + 1).collect()
    };
    let pictures = numbers(&|page| page.glyphs == 0 && page.pictures > 0);
    if !pictures.is_empty() {
        let message = format!(
            "{} no text but pictures, a scan perhaps; what stands there was not read (run text recognition on it)",
            listed(&pictures, "holds", "hold")
        );
        notes.push(ReadNote { kind: ReadNoteKind::PagesWithoutText, message });
    }
    if unmapped > 0 {
        let on = numbers(&|page| page.unmapped > 0);
        let message = format!(
            "{unmapped} of {glyphs} characters cannot be told, because their font does not say what they are; the text \
             has gaps (U+FFFD): {} them",
            listed(&on, "has", "have")
        );
        notes.push(ReadNote { kind: ReadNoteKind::UnmappedGlyphs, message });
    }
    let lost = numbers(&|page| page.lost_fonts);
    if !lost.is_empty() {
        let message = format!("{} a font that cannot be read; text may be missing", listed(&lost, "uses", "use"));
        notes.push(ReadNote { kind: ReadNoteKind::UnmappedGlyphs, message });
    }
    Ok(notes)
}

/// "page 3 holds", "pages 3, 5–7 and 9 hold"
fn listed(pages: &[usize], one: &str, several: &str) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &page in pages {
        match runs.last_mut() {
            Some(run) if run.1 + 1 == page => run.1 = page,
            _ => runs.push((page, page)),
        }
    }
    let shown: Vec<String> = runs
        .iter()
        .map(|&(first, last)| if first == last { first.to_string() } else { format!("{first}–{last}") })
        .collect();
    match (pages, shown.as_slice()) {
        ([_], _) => format!("page {} {one}", shown.concat()),
        (_, [others @ .., last]) if !others.is_empty() => format!("pages {} and {last} {several}", others.join(", ")),
        _ => format!("pages {} {several}", shown.concat()),
    }
}

/// The source and its blocks.
fn text(pages: Vec<DrawnPage>, inks: &Inks) -> Drawn {
    let mut sheets = Vec::with_capacity(pages.len());
    let mut others = Vec::with_capacity(pages.len());
    for page in pages {
        sheets.push(page.sheet);
        others.push((page.aside, page.links));
    }
    running::mark(&mut sheets);
    let mut source = String::new();
    let mut starts = Vec::with_capacity(sheets.len());
    let mut lines = Vec::new();
    let mut counter = Counter::default();
    let mut links = Vec::new();
    for (sheet, (aside, page_links)) in sheets.into_iter().zip(others) {
        if !starts.is_empty() {
            source.push_str("\u{c}\n");
        }
        starts.push(source.len());
        let first = lines.len();
        for line in page_lines(sheet, aside, inks, &mut counter) {
            lines.push(write(&mut source, line));
        }
        links.extend(links::in_source(&page_links, lines.get(first..).unwrap_or_default()));
    }
    let mut drafts = blocks::blocks(&source, &lines);
    blocks::add_links(&mut drafts, links);
    let drafts = mend::mend(&source, drafts, Form::Pdf);
    Drawn { source, drafts, pages: starts, notes: Vec::new() }
}

/// A page's lines: what runs above the text, the text in reading order, what runs below it or across.
fn page_lines(sheet: Sheet, aside: Vec<Piece>, inks: &Inks, counter: &mut Counter) -> Vec<PageLine> {
    let (running, text): (Vec<Piece>, Vec<Piece>) = sheet.pieces.into_iter().partition(|piece| piece.running);
    let (above, below): (Vec<Piece>, Vec<Piece>) =
        running.into_iter().partition(|piece| piece.baseline < sheet.height / 2.0);
    let mut lines: Vec<PageLine> = order::rows(above).into_iter().map(page_lines::of_page).collect();
    for region in order::regions(text) {
        lines.extend(page_lines::of_region(region, inks, counter));
    }
    lines.extend(order::rows(below).into_iter().map(page_lines::of_page));
    lines.extend(aside.into_iter().map(|piece| page_lines::of_page(vec![piece])));
    lines
}

/// Writes a line, indented as it is on the page, half a letter's height a blank.
fn write(source: &mut String, line: PageLine) -> SourceLine {
    let indent = match line.belongs {
        Belongs::Text => ((line.left - line.edges.start) / (0.5 * line.size.max(1.0))).clamp(0.0, DEEPEST_INDENT),
        _ => 0.0,
    };
    source.extend(std::iter::repeat_n(' ', indent.round() as usize));
    let start = source.len();
    source.push_str(&line.text);
    let span = start..source.len();
    source.push('\n');
    SourceLine { line, span }
}

const RAISE: &str = "raise the limit if the file is a policy indeed";

fn damaged(name: &str, reason: &str) -> ReadError {
    ReadError::Damaged { document: name.to_owned(), form: Form::Pdf, reason: reason.to_owned() }
}

fn too_large(name: &str, limit: usize, unit: &'static str, advice: &'static str) -> ReadError {
    ReadError::TooLarge { document: name.to_owned(), found: limit.saturating_add(1), limit, unit, advice }
}
