//! What a page draws: its glyphs, put together to pieces of lines as they come.

use std::collections::HashMap;

use hayro_interpret::font::{Glyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::dict::keys::{ACTUAL_TEXT, TYPE};
use hayro_interpret::hayro_syntax::object::{self, Dict, Name};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape, Vec2};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

/// Stands for a glyph whose character cannot be told.
pub(super) const UNMAPPED: char = '\u{fffd}';

/// No page that people read asks for more: glyphs, paths, pictures, clips and marks of a whole document.
pub(super) const MOST_DRAWN: usize = 20_000_000;

/// What is drawn again and again takes its time by the parts that set up others, so these count more.
const SET_UP: usize = 20;

/// A round dot is drawn in a few curves.
const LONGEST_DOT: usize = 32;

/// So many dots of a page may be bullets.
const MOST_DOTS: usize = 1_000;

/// A replacement text longer than this stands for more than a ligature or a hyphen: the glyphs tell better.
const LONGEST_REPLACEMENT: usize = 16;

/// Which way a text runs on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Turn {
    Upright,
    Down,
    Upended,
    Up,
    /// Across the page, as stamps and watermarks do.
    Slanted,
}

/// Glyphs that were drawn one after another on a line. Lengths are points; heights count downwards,
/// the page turned so that the text is upright.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) baseline: f32,
    pub(super) size: f32,
    /// The area of the glyphs' outlines, in squares of the font's size.
    pub(super) ink: f32,
    pub(super) turn: Turn,
    /// The file says that it belongs to the page, not to the text: a header, a footer, a page number.
    pub(super) running: bool,
}

/// Why the interpreter was stopped.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stop {
    /// The pages draw more than anybody could look at.
    Drawn,
    /// There is more text than the options allow.
    Text,
}

/// How much ink each character takes on average: what is set in bold takes more.
#[derive(Debug, Default)]
pub(super) struct Inks {
    characters: HashMap<char, (f64, u32)>,
    outlines: HashMap<u128, f32>,
}

impl Inks {
    /// How much heavier than the average a text is; 1 where that cannot be told.
    pub(super) fn weight(&self, text: &str, ink: f32) -> f32 {
        let average = |c: char| self.characters.get(&c).map_or(0.0, |&(sum, count)| sum / f64::from(count.max(1)));
        let expected = text.chars().map(average).sum::<f64>() as f32;
        if expected > 0.0 && ink > 0.0 { ink / expected } else { 1.0 }
    }

    fn add(&mut self, character: char, ink: f32) {
        let entry = self.characters.entry(character).or_default();
        *entry = (entry.0 + f64::from(ink), entry.1.saturating_add(1));
    }
}

/// Takes in what the interpreter draws, page by page.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub(super) pieces: Vec<Piece>,
    pub(super) inks: Inks,
    /// Of this page.
    pub(super) pictures: usize,
    pub(super) glyphs: usize,
    pub(super) unmapped: usize,
    /// Bytes of text and things drawn so far, over all pages.
    bytes: usize,
    drawn: usize,
    max_bytes: usize,
    marks: Vec<Mark>,
    /// Small round or square figures of this page.
    dots: Vec<Rect>,
    /// Where the last run began and how many glyphs it had: filled and stroked text comes twice.
    last_run: Option<(Point, usize)>,
}

/// A marked part of the page's content.
#[derive(Debug)]
struct Mark {
    running: bool,
    /// What its glyphs are to be read as; taken by the first of them.
    replacement: Option<String>,
    replaces: bool,
}

/// Where a glyph stands, the page turned so that it is upright.
struct Place {
    turn: Turn,
    left: f32,
    baseline: f32,
    size: f32,
    /// How much wider the glyph is drawn than it is high, compared with its design.
    stretch: f32,
}

impl Drawing {
    /// Nothing yet; of text at most so many bytes.
    pub(super) fn new(max_bytes: usize) -> Self {
        Drawing { max_bytes, ..Self::default() }
    }

    /// The page's pieces; the drawing is ready for the next page.
    pub(super) fn take_page(&mut self) -> Vec<Piece> {
        (self.pictures, self.glyphs, self.unmapped) = (0, 0, 0);
        self.marks.clear();
        self.last_run = None;
        let mut pieces = std::mem::take(&mut self.pieces);
        for dot in std::mem::take(&mut self.dots) {
            add_bullet(&mut pieces, dot);
        }
        pieces
    }

    /// Counts something drawn. The interpreter cannot be asked to stop, so it is unwound from here; it holds nothing
    /// that would be broken by that, and no panic hook is called.
    fn count(&mut self, things: usize) {
        self.drawn = self.drawn.saturating_add(things);
        if cfg!(panic = "unwind") {
            if self.drawn > MOST_DRAWN {
                std::panic::resume_unwind(Box::new(Stop::Drawn));
            }
            if self.bytes > self.max_bytes {
                std::panic::resume_unwind(Box::new(Stop::Text));
            }
        }
    }

    fn glyph(&mut self, glyph: &PositionedGlyph<'_>, place: &Place, stretch: f32) {
        self.glyphs += 1;
        let ink = self.ink(glyph);
        let mut text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => String::from(c),
            Some(BfString::String(text)) => text,
            None => String::new(),
        };
        text.retain(|c| c != '\0');
        if let Some(mark) = self.marks.iter_mut().rev().find(|mark| mark.replaces) {
            text = mark.replacement.take().unwrap_or_default();
        } else if text.is_empty() || text.contains(|c: char| c == UNMAPPED || (c.is_control() && !c.is_whitespace())) {
            // What leaves no trace on the page is a blank.
            let blank = ink <= 0.0 && matches!(&**glyph, Glyph::Outline(_));
            self.unmapped += usize::from(!blank);
            text = String::from(if blank { ' ' } else { UNMAPPED });
        }
        if text.contains(char::is_whitespace) {
            text = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        }
        if ink > 0.0
            && let Some(c) = text.chars().next()
        {
            self.inks.add(c, ink);
        }
        let advance = match &**glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(type3) => type3.advance_width(),
        };
        let width = advance.filter(|width| width.is_finite()).unwrap_or(500.0) / 1000.0 * place.size * stretch;
        let right = place.left + width.clamp(0.0, 4.0 * place.size);
        self.bytes += text.len();
        self.append(&text, place, right, ink);
    }

    /// Adds a glyph's text to the last piece, or begins another one.
    fn append(&mut self, text: &str, place: &Place, right: f32, ink: f32) {
        let running = self.marks.iter().any(|mark| mark.running);
        if let Some(last) = self.pieces.last_mut() {
            let size = last.size.max(place.size);
            let gap = place.left - last.right;
            let same = last.turn == place.turn
                && last.running == running
                && (last.baseline - place.baseline).abs() < 0.2 * size
                && last.size.min(place.size) > 0.6 * size
                && (-0.4 * size..0.8 * size).contains(&gap);
            if same {
                // A letter's width apart is a blank, whether or not the file has one.
                if gap > 0.17 * size && !last.text.ends_with(' ') && !text.starts_with(' ') {
                    last.text.push(' ');
                }
                last.text.push_str(text);
                last.right = last.right.max(right);
                last.ink += ink;
                if last.text.len() == text.len() {
                    last.size = place.size;
                }
                return;
            }
        }
        if text.trim().is_empty() {
            return;
        }
        self.pieces.push(Piece {
            text: text.to_owned(),
            left: place.left,
            right,
            baseline: place.baseline,
            size: place.size,
            ink,
            turn: place.turn,
            running,
        });
    }

    /// The area of a glyph's outline, in squares of the font's size. Outlines are looked at once.
    fn ink(&mut self, glyph: &Glyph<'_>) -> f32 {
        let Glyph::Outline(outline) = glyph else { return 0.0 };
        *self.inks.outlines.entry(outline.identifier().cache_key()).or_insert_with(|| {
            let area = outline.outline().area().abs() / 1e6;
            if area.is_finite() { area as f32 } else { 0.0 }
        })
    }
}

/// Adds a bullet where a dot stands alone before a line.
fn add_bullet(pieces: &mut Vec<Piece>, dot: Rect) {
    let (left, right, height) = (dot.x0 as f32, dot.x1 as f32, dot.center().y as f32);
    let beside = |piece: &Piece| {
        let middle = piece.baseline - 0.3 * piece.size;
        piece.turn == Turn::Upright && (middle - height).abs() < 0.25 * piece.size && right - left < 0.7 * piece.size
    };
    let is_before = |piece: &Piece| beside(piece) && piece.left > right && piece.left < right + 3.0 * piece.size;
    let is_after = |piece: &Piece| beside(piece) && piece.left < right && piece.right > left - piece.size;
    let Some(at) = pieces.iter().position(is_before).filter(|_| !pieces.iter().any(is_after)) else { return };
    let Some(line) = pieces.get(at) else { return };
    let bullet = Piece { text: "•".into(), left, right, ink: 0.0, ..line.clone() };
    pieces.insert(at, bullet);
}

/// Where a glyph stands; nothing if that is nowhere.
fn place(transform: Affine) -> Option<Place> {
    let origin = transform * Point::ZERO;
    let along = transform * Point::new(1000.0, 0.0) - origin;
    let up = transform * Point::new(0.0, 1000.0) - origin;
    let size = up.hypot();
    let in_sight = |value: f64| value.is_finite() && value.abs() < 1e6;
    if !in_sight(origin.x)
        || !in_sight(origin.y)
        || !(0.1..1e4).contains(&size)
        || !(1e-3..1e7).contains(&along.hypot())
    {
        return None;
    }
    let turn = turn(along);
    let (left, baseline) = match turn {
        Turn::Upright => (origin.x, origin.y),
        Turn::Slanted => {
            let (from, along) = (origin.to_vec2(), along / along.hypot());
            (from.dot(along), along.cross(from))
        }
        Turn::Down => (origin.y, -origin.x),
        Turn::Upended => (-origin.x, -origin.y),
        Turn::Up => (-origin.y, origin.x),
    };
    let stretch = (along.hypot() / size) as f32;
    Some(Place { turn, left: left as f32, baseline: baseline as f32, size: size as f32, stretch })
}

fn turn(along: Vec2) -> Turn {
    let level = |across: f64, along: f64| across.abs() < 0.1 * along.abs();
    match (level(along.y, along.x), level(along.x, along.y)) {
        (true, _) if along.x > 0.0 => Turn::Upright,
        (true, _) => Turn::Upended,
        (_, true) if along.y > 0.0 => Turn::Down,
        (_, true) => Turn::Up,
        _ => Turn::Slanted,
    }
}

/// By how much a run is stretched: what lies between its glyphs, compared with how wide they are. A glyph's own
/// stretching may be due to a substituted font, and tells nothing about its neighbour's place.
fn stretch(glyphs: &[(&PositionedGlyph<'_>, Place)]) -> f32 {
    let mut ratios: Vec<f32> = glyphs
        .windows(2)
        .filter_map(|pair| {
            let [(glyph, place), (_, next)] = pair else { return None };
            let Glyph::Outline(outline) = &***glyph else { return None };
            let width = outline.advance_width()? / 1000.0 * place.size;
            (width > 0.0).then(|| (next.left - place.left) / width).filter(|ratio| ratio.is_finite())
        })
        .collect();
    ratios.sort_by(f32::total_cmp);
    let drawn = glyphs.first().map_or(1.0, |(_, place)| place.stretch);
    match ratios.get(ratios.len() / 2) {
        Some(&middle) if (middle - 1.0).abs() > 0.15 && (middle / drawn - 1.0).abs() < 0.15 => drawn,
        _ => 1.0,
    }
}

/// The text that a marked part is to be read as.
fn replacement(properties: Option<&Dict<'_>>) -> Option<String> {
    let text = properties?.get::<object::String<'_>>(ACTUAL_TEXT)?;
    let bytes = text.as_bytes();
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).ok()?
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok()?.to_owned(),
        ascii => std::str::from_utf8(ascii).ok().filter(|text| text.is_ascii())?.to_owned(),
    };
    (text.chars().count() <= LONGEST_REPLACEMENT).then_some(text)
}

impl<'a> Device<'a> for Drawing {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.count(1);
        // Browsers draw the bullets of a list. A dot is a short path.
        if matches!(mode, DrawMode::Fill(_)) && path.elements().len() <= LONGEST_DOT && self.dots.len() < MOST_DOTS {
            let area = props.transform.transform_rect_bbox(path.bounding_box());
            let sizes = 1.0..9.0;
            if sizes.contains(&area.width()) && (0.8..1.25).contains(&(area.width() / area.height())) {
                self.dots.push(area);
            }
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.count(SET_UP);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.count(SET_UP);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.count(run.glyphs().len() + 1);
        let placed = |glyph| place(props.transform * PositionedGlyph::transform(glyph)).map(|place| (glyph, place));
        let glyphs: Vec<_> = run.glyphs().iter().filter_map(placed).collect();
        let begin = run.glyphs().first().map(|glyph| props.transform * glyph.transform() * Point::ZERO);
        let this = begin.map(|begin| (begin, run.glyphs().len()));
        if matches!(mode, DrawMode::Stroke(_)) && this.is_some() && this == self.last_run {
            return;
        }
        self.last_run = this;
        let stretch = stretch(&glyphs);
        for (glyph, place) in &glyphs {
            self.glyph(glyph, place, stretch);
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.count(1);
        self.pictures += 1;
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        self.count(1);
        let kind = properties.and_then(|properties| properties.get::<Name<'_>>(TYPE));
        let running = tag == b"Artifact" && kind.is_some_and(|kind| &*kind == b"Pagination");
        let replacement = replacement(properties);
        self.marks.push(Mark { running, replaces: replacement.is_some(), replacement });
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }
}
