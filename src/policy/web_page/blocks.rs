//! The blocks of a page: headings, paragraphs, list items and rows, their white space as a browser shows it.

use std::ops::Range;

use super::super::document::{BlockKind, ContactKind};
use super::super::draft::{Draft, Inline};
use super::super::{html, look};
use super::content::{Content, Root};
use super::elements::Element;
use super::left_out::{Reason, declares, reason};
use super::tokens::StartTag;
use super::walk::{Place, Visitor, walk};

pub(super) fn blocks(source: &str) -> Vec<Draft> {
    let mut drafter = Drafter {
        source,
        content: Content::of(source),
        drafts: Vec::new(),
        open: None,
        number: 0,
        parts: 0,
        tables: 0,
        open_tables: Vec::new(),
        out: 0,
        headers_out: 0,
        roots: 0,
        heading: None,
        lists: 0,
        items: 0,
        rows: 0,
        pre: 0,
        strong: 0,
        strong_since: None,
        continued: false,
        blank: None,
        inlines: Vec::new(),
        term: None,
    };
    walk(source, &mut drafter);
    drafter.end_block();
    drafter.drafts
}

struct Drafter<'a> {
    source: &'a str,
    content: Content,
    drafts: Vec<Draft>,
    open: Option<Draft>,
    /// How many blocks have ended, empty ones too.
    number: usize,
    /// How many parts have begun that might be left out.
    parts: usize,
    tables: usize,
    /// For the open tables: do they only lay the page out?
    open_tables: Vec<bool>,
    /// Inside how many elements that are left out.
    out: usize,
    /// How many of those are the page's header.
    headers_out: usize,
    /// Inside how many elements that the text stands in.
    roots: usize,
    heading: Option<u8>,
    lists: usize,
    items: usize,
    rows: usize,
    pre: usize,
    strong: usize,
    /// Where in the open block bold text began, and the tag, if it stands in the block.
    strong_since: Option<(usize, Option<usize>)>,
    /// The item's first paragraph has been.
    continued: bool,
    /// White space that is shown if something follows on the line.
    blank: Option<Range<usize>>,
    /// The open links and emphases.
    inlines: Vec<Option<OpenInline>>,
    /// Which draft the last term of a description list is.
    term: Option<usize>,
}

struct OpenInline {
    /// The block it began in.
    block: usize,
    reading: usize,
    source: usize,
    leads_to: Option<ContactKind>,
}

/// What an open element is.
#[derive(Debug, Default)]
struct Mark {
    out: bool,
    header: bool,
    root: bool,
    block: bool,
    /// The level that headings around it have.
    heading: Option<Option<u8>>,
    row: bool,
    cell: bool,
    strong: bool,
    inline: Option<usize>,
}

impl Visitor for Drafter<'_> {
    type Mark = Mark;

    fn open(&mut self, element: Element, tag: &StartTag, place: Place) -> Mark {
        let mut mark = Mark::default();
        let root = Root::of(element, tag);
        let reason = reason(element, tag, place);
        let is_part = reason != Some(Reason::NoText) && (reason.is_some() || root.is_some());
        mark.out = match reason {
            Some(Reason::NoText) => true,
            Some(_) => self.content.is_left_out(self.parts),
            None => false,
        };
        self.parts += usize::from(is_part);
        let layout = match element {
            Element::Table => {
                self.open_tables.push(self.content.is_layout(self.tables));
                self.tables += 1;
                true
            }
            _ => self.open_tables.last().copied().unwrap_or(true),
        };
        mark.block = element.is_block() || declares(&tag.attributes, "display", &["block", "flex", "grid", "table"]);
        mark.row = element == Element::Tr && !layout;
        mark.cell = matches!(element, Element::Td | Element::Th) && !layout;
        if mark.block {
            self.part_blocks();
        }
        if self.reads() && !mark.block && element.is_replaced() {
            self.add_blank(tag.span.end..tag.span.end);
        }
        mark.header = mark.out && reason == Some(Reason::Header);
        mark.root = root.is_some() && root == Some(self.content.root);
        self.out += usize::from(mark.out);
        self.headers_out += usize::from(mark.header);
        self.roots += usize::from(mark.root);
        let level = element.heading().or_else(|| role_heading(tag));
        if let Some(level) = level {
            // One that is a heading by its role only begins a block, too.
            self.part_blocks();
            mark.block = true;
            mark.heading = Some(self.heading.replace(level));
        }
        match element {
            Element::Li => {
                self.items += 1;
                if self.reads() {
                    self.continued = false;
                }
            }
            Element::Pre | Element::Listing | Element::Xmp => self.pre += 1,
            Element::Dl => self.term = None,
            Element::Dt => self.term = Some(self.drafts.len()),
            Element::Br => self.line_break(tag.span.clone()),
            Element::Q => self.mark("“", tag.span.clone()),
            _ if element.is_list() => self.lists += 1,
            _ => {}
        }
        if mark.row {
            self.rows += 1;
        }
        self.open_inline(element, tag, &mut mark);
        mark
    }

    fn close(&mut self, element: Element, mark: Mark, end: Range<usize>) {
        if let Some(inline) = mark.inline {
            self.close_inline(inline, end.end);
        }
        if mark.strong {
            self.strong = self.strong.saturating_sub(1);
            if self.strong == 0 {
                self.end_strong(Some(end.end));
            }
        }
        if element == Element::Q {
            self.mark("”", end.clone());
        }
        if mark.cell {
            self.cell_ends();
        }
        if mark.row {
            self.rows = self.rows.saturating_sub(1);
        }
        if mark.block {
            self.part_blocks();
        }
        match element {
            Element::Dt => self.term = self.term.filter(|term| term + 1 == self.drafts.len()),
            Element::Dl => self.term = None,
            Element::Dd if self.reads() => self.join_term(),
            Element::Li => self.items = self.items.saturating_sub(1),
            Element::Pre | Element::Listing | Element::Xmp => self.pre = self.pre.saturating_sub(1),
            Element::Table => {
                self.open_tables.pop();
            }
            _ if element.is_list() => {
                self.lists = self.lists.saturating_sub(1);
                // What follows a nested list goes on with the item around it.
                self.continued = true;
            }
            _ => {}
        }
        if let Some(around) = mark.heading {
            self.heading = around;
        }
        self.roots = self.roots.saturating_sub(usize::from(mark.root));
        self.headers_out = self.headers_out.saturating_sub(usize::from(mark.header));
        self.out = self.out.saturating_sub(usize::from(mark.out));
    }

    fn text(&mut self, range: Range<usize>) {
        if !self.reads() {
            return;
        }
        let source = self.source;
        let text = source.get(range.clone()).unwrap_or_default();
        if self.pre > 0 && self.rows == 0 {
            return self.lines(text, range.start);
        }
        let mut at = range.start;
        // Where the text began that can be taken as it stands.
        let mut start = at;
        let mut after_blank = false;
        for (offset, byte) in text.bytes().enumerate() {
            let place = range.start + offset;
            if is_space(byte) {
                if after_blank || byte != b' ' || place == start {
                    self.add_text(start..at);
                    self.add_blank(at..place + 1);
                    start = place + 1;
                    at = start;
                }
                after_blank = true;
            } else {
                after_blank = false;
                at = place + 1;
            }
        }
        self.add_text(start..at);
        if at < range.end {
            self.add_blank(at..range.end);
        }
    }

    fn written(&mut self, text: &str, range: Range<usize>) {
        if !self.reads() {
            return;
        }
        match text.bytes().all(is_space) {
            true => self.add_blank(range),
            false => {
                self.write_blank();
                self.draft().written_as(text, range);
            }
        }
    }
}

/// White space that collapses; a no-break space does not.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

fn role_heading(tag: &StartTag) -> Option<u8> {
    let level = || tag.attributes.get("aria-level").and_then(|level| level.trim().parse::<u8>().ok()).unwrap_or(2);
    tag.attributes.is("role", "heading").then(|| level().clamp(1, 6))
}

impl Drafter<'_> {
    /// Is what stands here read?
    fn reads(&self) -> bool {
        let inside = self.content.root == Root::Page || self.roots > 0;
        let is_title = self.heading == Some(1) && self.content.title_outside && self.out == self.headers_out;
        (self.out == 0 && inside) || is_title
    }

    fn draft(&mut self) -> &mut Draft {
        let kind = match (self.heading, self.rows) {
            (Some(level), 0) => BlockKind::Heading(level),
            (_, 1..) => BlockKind::Row,
            _ if self.items > 0 => BlockKind::Item(u8::try_from(self.lists.max(1)).unwrap_or(u8::MAX)),
            _ => BlockKind::Paragraph,
        };
        let continued = self.continued && matches!(kind, BlockKind::Item(_));
        self.open.get_or_insert_with(|| {
            let mut draft = Draft::new(kind);
            draft.continued = continued;
            draft
        })
    }

    /// A block begins or ends here; in a row, words are parted only.
    fn part_blocks(&mut self) {
        if self.out > self.headers_out {
            return;
        }
        match self.rows {
            0 => self.end_block(),
            _ => self.add_blank(self.source.len()..self.source.len()),
        }
    }

    fn end_block(&mut self) {
        self.number += 1;
        self.blank = None;
        self.end_strong(None);
        if let Some(mut draft) = self.open.take().filter(|draft| !draft.is_blank()) {
            let is_long = draft.reading.len() > 160 && look::ends_sentence(&draft.reading);
            if is_long && matches!(draft.kind, BlockKind::Heading(_)) {
                draft.kind = BlockKind::Paragraph;
            }
            self.continued = true;
            self.drafts.push(draft);
        }
        self.strong_since = (self.strong > 0).then_some((0, None));
    }

    fn add_text(&mut self, range: Range<usize>) {
        if range.start < range.end {
            self.write_blank();
            let source = self.source;
            self.draft().verbatim(source, range);
        }
    }

    /// White space: shown as one blank where text stands before it and after.
    fn add_blank(&mut self, range: Range<usize>) {
        let follows = |draft: &Draft| !draft.reading.ends_with([' ', '\n']);
        if self.blank.is_none() && self.open.as_ref().is_some_and(follows) {
            self.blank = Some(range);
        }
    }

    fn write_blank(&mut self) {
        let Some(blank) = self.blank.take() else { return };
        let source = self.source;
        let Some(draft) = &mut self.open else { return };
        match source.get(blank.clone()) {
            Some(" ") => draft.verbatim(source, blank),
            Some("") | None => draft.separator(" "),
            Some(_) => draft.written_as(" ", blank),
        }
    }

    /// Text whose lines and blanks stand as they are written.
    fn lines(&mut self, text: &str, start: usize) {
        let mut at = start;
        for line in text.split_inclusive('\n') {
            let shown = line.trim_end_matches(['\n', '\r']);
            match shown.trim().is_empty() {
                true => self.add_blank(at..at + shown.len()),
                false => self.add_text(at..at + shown.len()),
            }
            if line.ends_with('\n') {
                self.line_break(at + shown.len()..at + line.len());
            }
            at += line.len();
        }
    }

    fn line_break(&mut self, range: Range<usize>) {
        if !self.reads() {
            return;
        }
        self.blank = None;
        let is_block = self.rows == 0 && self.heading.is_none();
        let Some(draft) = &mut self.open else { return };
        match draft.reading.ends_with('\n') {
            // An empty line parts paragraphs.
            true if is_block => self.end_block(),
            true => {}
            false => draft.written_as("\n", range),
        }
    }

    /// A mark that stands for a tag.
    fn mark(&mut self, text: &str, range: Range<usize>) {
        if self.reads() && range.start < range.end {
            self.write_blank();
            self.draft().written_as(text, range);
        }
    }

    fn cell_ends(&mut self) {
        if self.out == 0 && self.rows == 1 {
            self.blank = None;
            if let Some(draft) = &mut self.open {
                draft.separator("; ");
            }
        }
    }

    fn open_inline(&mut self, element: Element, tag: &StartTag, mark: &mut Mark) {
        let is_bold = || declares(&tag.attributes, "font-weight", &["bold", "bolder", "600", "700", "800", "900"]);
        let at = match &self.open {
            Some(draft) => draft.reading.len() + usize::from(self.blank.is_some()),
            None => 0,
        };
        mark.strong = match element {
            Element::B | Element::Strong => true,
            Element::P | Element::Span | Element::Font | Element::Div => is_bold(),
            _ => false,
        };
        if mark.strong {
            self.strong += 1;
            if self.strong == 1 {
                self.strong_since = Some((at, Some(tag.span.start).filter(|_| !mark.block)));
            }
        }
        if matches!(element, Element::A | Element::Em | Element::I | Element::Code) && self.reads() {
            let target = tag.attributes.get("href").filter(|_| element == Element::A);
            mark.inline = Some(self.inlines.len());
            self.inlines.push(Some(OpenInline {
                block: self.number,
                reading: at,
                source: tag.span.start,
                leads_to: target
                    .filter(|target| !target.trim_start().starts_with("javascript:"))
                    .and_then(html::contact_of),
            }));
        }
    }

    fn close_inline(&mut self, number: usize, end: usize) {
        let inline = self.inlines.get_mut(number).and_then(Option::take);
        while self.inlines.pop_if(|inline| inline.is_none()).is_some() {}
        let (Some(inline), Some(draft)) = (inline, &mut self.open) else { return };
        draft.links.extend(inline.leads_to.map(|kind| (end.saturating_sub(1), kind)));
        let reading = inline.reading..draft.reading.len();
        if inline.block == self.number && !reading.is_empty() {
            draft.inlines.push(Inline { reading, source: inline.source..end, strong: false });
        }
    }

    /// Bold text ends, with its tag or with its block.
    fn end_strong(&mut self, tag: Option<usize>) {
        let (Some((start, begin)), Some(draft)) = (self.strong_since.take(), &mut self.open) else { return };
        let reading = start..draft.reading.len();
        if !reading.is_empty() {
            let begin = begin.unwrap_or_else(|| draft.source_start(start));
            let end = tag.unwrap_or_else(|| draft.source_end(reading.end)).max(begin);
            draft.inlines.push(Inline { reading, source: begin..end, strong: true });
        }
    }

    /// A term and a short description of it are a row: "E-mail; office@example.org".
    fn join_term(&mut self) {
        let Some(term) = self.term.filter(|term| term + 2 == self.drafts.len()) else { return };
        let is_short = |draft: &Draft| {
            matches!(draft.kind, BlockKind::Paragraph | BlockKind::Row)
                && draft.reading.len() <= 160
                && !draft.reading.trim_end().ends_with(['.', '?', '!'])
        };
        if self.drafts.iter().skip(term).all(is_short)
            && let Some(description) = self.drafts.pop()
            && let Some(draft) = self.drafts.last_mut()
        {
            draft.kind = BlockKind::Row;
            draft.separator(";");
            draft.append(description);
        }
    }
}
