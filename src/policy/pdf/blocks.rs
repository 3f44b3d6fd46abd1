//! Lines become headings, paragraphs, list items and table rows.

use std::collections::HashMap;
use std::ops::Range;

use super::super::document::{BlockKind, ContactKind};
use super::super::draft::Draft;
use super::super::look;
use super::hyphens::{Joint, KnownWords};
use super::page_lines::{Belongs, PageLine};

/// Heavier than the average by so much is bold.
const BOLD: f32 = 1.2;

/// Larger than the text by so much is a heading's size.
const LARGER: f32 = 1.08;

/// No heading has more words.
const LONGEST_HEADING: usize = 25;

/// A line and where it stands in the source.
pub(super) struct SourceLine {
    pub(super) line: PageLine,
    pub(super) span: Range<usize>,
}

/// The blocks of all pages' lines, which come in reading order.
pub(super) fn blocks(source: &str, lines: &[SourceLine]) -> Vec<Draft> {
    let mut words = KnownWords::default();
    let text: Vec<&SourceLine> = lines.iter().filter(|line| line.line.belongs != Belongs::Page).collect();
    for line in &text {
        words.add(&line.line.text);
    }
    let look = Look::new(&text);
    let mut groups: Vec<Vec<&SourceLine>> = Vec::new();
    for &line in &text {
        match groups.last_mut() {
            Some(group) if look.goes_on(group, line) => group.push(line),
            _ => groups.push(vec![line]),
        }
    }
    let mut kinds: Vec<Kind> = groups.iter().map(|group| look.kind(group)).collect();
    mark_items(&groups, &mut kinds);
    let mut sizes: Vec<i32> =
        kinds.iter().filter_map(|kind| if let Kind::Larger(size) = kind { Some(*size) } else { None }).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes.dedup();
    let level = |rank: usize| u8::try_from(rank + 1).unwrap_or(u8::MAX).min(6);
    let mut drafts = Vec::new();
    for (group, kind) in groups.iter().zip(kinds) {
        let kind = match kind {
            Kind::Row => BlockKind::Row,
            Kind::Larger(size) => BlockKind::Heading(level(sizes.iter().position(|&other| other == size).unwrap_or(0))),
            Kind::Bold => BlockKind::Heading(level(sizes.len())),
            Kind::Item => BlockKind::Item(1),
            Kind::Text => BlockKind::Paragraph,
        };
        drafts.push(draft(source, group, kind, &words));
    }
    drafts
}

/// Gives every link to the block that it stands in.
pub(super) fn add_links(drafts: &mut [Draft], mut links: Vec<(usize, ContactKind)>) {
    links.sort_by_key(|link| link.0);
    links.dedup();
    let mut links = links.into_iter().peekable();
    for draft in drafts {
        let span = draft.source_start(0)..draft.source_end(draft.reading.len());
        while links.next_if(|link| link.0 < span.start).is_some() {}
        while let Some(link) = links.next_if(|link| span.contains(&link.0)) {
            draft.links.push(link);
        }
    }
}

/// What a group of lines looks like.
enum Kind {
    Row,
    /// A heading in a larger font, of this size in half points.
    Larger(i32),
    Bold,
    Item,
    Text,
}

/// A numbered paragraph whose lines hang under its text is an item, and what is numbered beside it is another.
fn mark_items(groups: &[Vec<&SourceLine>], kinds: &mut [Kind]) {
    let numbered = |group: &[&SourceLine]| {
        let first = &group.first()?.line;
        look::marker(&first.text).filter(|marker| marker.style.is_number()).map(|_| first.left)
    };
    let hangs = |group: &[&SourceLine]| matches!(group, [first, second, ..] if second.line.left > first.line.left + 0.8 * first.line.size);
    let mut hanging: Vec<f32> = Vec::new();
    for (group, kind) in groups.iter().zip(kinds.iter()) {
        if let (Some(left), Kind::Text) = (numbered(group).filter(|_| hangs(group)), kind) {
            hanging.push(left);
        }
    }
    hanging.sort_by(f32::total_cmp);
    for (group, kind) in groups.iter().zip(kinds.iter_mut()) {
        let Some(left) = numbered(group).filter(|_| matches!(kind, Kind::Text)) else { continue };
        let at = hanging.partition_point(|&other| other < left - 1.0);
        if hanging.get(at).is_some_and(|&other| other < left + 1.0) {
            *kind = Kind::Item;
        }
    }
}

/// The measures of the document's text.
struct Look {
    size: f32,
    /// From one line of a paragraph to the next, by the font's size: of the whole document, and of each region that
    /// has lines enough to tell.
    leading: f32,
    leadings: HashMap<usize, f32>,
}

impl Look {
    fn new(lines: &[&SourceLine]) -> Self {
        let mut sizes: HashMap<i32, usize> = HashMap::new();
        for line in lines {
            *sizes.entry(half_points(line.line.size)).or_default() += line.line.text.len();
        }
        let most = sizes.into_iter().max_by_key(|&(size, letters)| (letters, size));
        let mut all = Vec::new();
        let mut by_region: HashMap<usize, Vec<f32>> = HashMap::new();
        for pair in lines.windows(2) {
            let [above, below] = pair else { continue };
            let (above, below) = (&above.line, &below.line);
            let step = (below.baseline - above.baseline) / below.size.max(1.0);
            if above.region == below.region && alike(above.size, below.size) && (0.8..2.6).contains(&step) {
                all.push(step);
                by_region.entry(below.region).or_default().push(step);
            }
        }
        let leadings = by_region.into_iter().filter(|(_, steps)| steps.len() >= 6);
        Look {
            size: most.map_or(10.0, |(size, _)| size as f32 / 2.0),
            leading: lower_quarter(&mut all).unwrap_or(1.3),
            leadings: leadings.filter_map(|(region, mut steps)| Some((region, lower_quarter(&mut steps)?))).collect(),
        }
    }

    /// Does a line go on with the block of the lines before it?
    fn goes_on(&self, group: &[&SourceLine], next: &SourceLine) -> bool {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { return false };
        let (first, last, next) = (&first.line, &last.line, &next.line);
        match (last.belongs, next.belongs) {
            (Belongs::Row { row: a, .. }, Belongs::Row { row: b, .. }) => return a == b,
            (Belongs::Text, Belongs::Text) => {}
            _ => return false,
        }
        if !alike(last.size, next.size) {
            return false;
        }
        let bold = |line: &PageLine| line.weight > BOLD;
        // A sentence may begin or end in bold; a line that is bold throughout above one that is not is a heading.
        if bold(last) != bold(next) && !(fills(last) && next.text.starts_with(char::is_lowercase)) {
            return false;
        }
        let marker = look::marker(&next.text).filter(|marker| marker.certain || !look::ends_open(&last.text));
        let ended = look::ends_sentence(&last.text);
        if last.region != next.region {
            let lower = next.text.starts_with(char::is_lowercase);
            return !ended
                && marker.is_none()
                && !bold(last)
                && (lower || (fills(last) && next.text.starts_with(char::is_alphanumeric)));
        }
        let step = (next.baseline - last.baseline) / next.size.max(1.0);
        let leading = self.leadings.get(&next.region).copied().unwrap_or(self.leading);
        if !(0.0..leading * 1.22 + 0.02).contains(&step) {
            return false;
        }
        if marker.is_some_and(|marker| marker.certain || ended || !fills(last)) {
            return false;
        }
        let em = next.size;
        let is_item = look::marker(&first.text).is_some();
        // An item's own lines stand under its text; what stands under its marker again is no part of it.
        if is_item && group.len() > 1 && next.left < last.left - 0.8 * em {
            return false;
        }
        // The first line of a paragraph is set in.
        if !(is_item && group.len() == 1) && next.left > last.left + 0.8 * em && !is_centred(last, next) {
            return !ended && fills(last);
        }
        // The next word would have fitted: the line was ended on purpose.
        let word = next.text.split_whitespace().next().unwrap_or_default();
        let room = (last.edges.end - last.right) > next_width(next, word) + 1.0 * em;
        let begins = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        !(room && ended && begins)
    }

    fn kind(&self, group: &[&SourceLine]) -> Kind {
        let Some(first) = group.first() else { return Kind::Text };
        if matches!(first.line.belongs, Belongs::Row { .. }) {
            return Kind::Row;
        }
        let text = group.iter().map(|line| line.line.text.as_str()).collect::<Vec<_>>().join(" ");
        let words = text.split_whitespace().take(LONGEST_HEADING + 1).count();
        if words > LONGEST_HEADING || text.ends_with(['.', ',', ';']) || !text.contains(char::is_alphabetic) {
            return Kind::Text;
        }
        let is_item = look::marker(&text).is_some_and(|marker| !marker.style.may_number_a_heading());
        if first.line.size > LARGER * self.size && !is_item {
            return Kind::Larger(half_points(first.line.size));
        }
        let bold = group.iter().all(|line| line.line.weight > BOLD);
        if bold && look::is_title(&text) { Kind::Bold } else { Kind::Text }
    }
}

fn half_points(size: f32) -> i32 {
    (size * 2.0).round() as i32
}

fn alike(a: f32, b: f32) -> bool {
    (a - b).abs() < 0.08 * a.max(b)
}

fn lower_quarter(steps: &mut [f32]) -> Option<f32> {
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 4).copied()
}

/// Does a line reach (nearly) as far as its column?
fn fills(line: &PageLine) -> bool {
    line.right > line.edges.end - 0.2 * (line.edges.end - line.edges.start)
}

fn is_centred(a: &PageLine, b: &PageLine) -> bool {
    ((a.left + a.right) - (b.left + b.right)).abs() < 4.0
}

/// How wide a line's first word is, by the line's average letter.
fn next_width(line: &PageLine, word: &str) -> f32 {
    let letters = line.text.chars().count().max(1) as f32;
    word.chars().count() as f32 * (line.right - line.left) / letters
}

fn draft(source: &str, group: &[&SourceLine], kind: BlockKind, words: &KnownWords) -> Draft {
    let mut draft = Draft::new(kind);
    let mut before: Option<&PageLine> = None;
    for (number, SourceLine { line, span }) in group.iter().enumerate() {
        let next = group.get(number + 1).filter(|next| next.line.belongs == line.belongs);
        for (at, cell) in line.cells.iter().enumerate() {
            let other_cell = at > 0 || before.is_some_and(|before| before.belongs != line.belongs);
            if other_cell {
                draft.separator("; ");
            }
            let text = line.text.get(cell.clone()).unwrap_or_default();
            let joint = next.map_or(Joint::Blank, |next| words.joint(text, &next.line.text));
            let hyphen = text.chars().next_back().map_or(0, char::len_utf8);
            let end = if joint == Joint::Drop { cell.end - hyphen } else { cell.end };
            let mut start = cell.start;
            for note in &line.notes {
                if note.start < start || note.end > end {
                    continue;
                }
                draft.verbatim(source, span.start + start..span.start + note.start);
                start = note.end;
            }
            draft.verbatim(source, span.start + start..span.start + end);
            if joint == Joint::Blank && next.is_some() && at + 1 == line.cells.len() {
                draft.separator(if kind == BlockKind::Row { " " } else { "\n" });
            }
        }
        before = Some(line);
    }
    draft
}
