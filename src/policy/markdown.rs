//! Markdown: headings, paragraphs, list items and table rows, with their place in the source.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::document::{BlockKind, ContactKind};
use super::draft::{Draft, Inline};
use super::html::{self, Html};
use super::{look, matter};

pub(super) fn blocks(source: &str) -> Vec<Draft> {
    let skipped = matter::front_matter(source);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut reader = Reader {
        source,
        templates: matter::templates(source),
        drafts: Vec::new(),
        open: None,
        heading: None,
        depth: 0,
        html_depth: 0,
        in_row: false,
        continued: false,
        hidden: 0,
        inlines: Vec::new(),
        html: Html::default(),
    };
    for (event, range) in Parser::new_ext(&source[skipped..], options).into_offset_iter() {
        reader.event(event, range.start + skipped..range.end + skipped);
    }
    reader.close();
    reader.drafts
}

struct Reader<'a> {
    source: &'a str,
    /// The tags of template languages, which are not read.
    templates: Vec<Range<usize>>,
    drafts: Vec<Draft>,
    open: Option<Draft>,
    heading: Option<u8>,
    depth: u8,
    /// Lists that HTML tags opened.
    html_depth: u8,
    in_row: bool,
    /// The item's first paragraph has been.
    continued: bool,
    /// Inside how many things that are not read: images, struck-out text.
    hidden: usize,
    /// Where the open inline elements began in the reading, and what a link leads to.
    inlines: Vec<(usize, Option<ContactKind>)>,
    html: Html,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(_) => self.code(range),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, range),
            Event::SoftBreak | Event::HardBreak => self.line_break(range),
            Event::Rule => self.close(),
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.close();
                self.html_depth = 0;
                self.heading = Some(*level as u8);
            }
            Tag::List(_) => {
                self.close();
                self.depth = self.depth.saturating_add(1);
            }
            Tag::Item => {
                self.close();
                self.continued = false;
            }
            Tag::TableHead | Tag::TableRow => {
                self.close();
                self.in_row = true;
            }
            Tag::Image { .. } | Tag::Strikethrough => self.hidden += 1,
            Tag::Emphasis | Tag::Strong => self.open_inline(None),
            Tag::Link { dest_url, .. } => self.open_inline(html::contact_of(dest_url)),
            Tag::TableCell | Tag::Superscript | Tag::Subscript => {}
            _ => self.close(),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Heading(_) => {
                self.demote(&range);
                self.close();
                self.heading = None;
            }
            TagEnd::List(_) => {
                self.close();
                self.depth = self.depth.saturating_sub(1);
                // What follows a nested list goes on with the item around it.
                self.continued = true;
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.close();
                self.in_row = false;
            }
            TagEnd::TableCell => self.separator("; "),
            TagEnd::Image | TagEnd::Strikethrough => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::Strong => self.close_inline(range, true),
            TagEnd::Emphasis | TagEnd::Link => self.close_inline(range, false),
            TagEnd::Superscript | TagEnd::Subscript => {}
            _ => self.close(),
        }
    }

    fn open_inline(&mut self, leads_to: Option<ContactKind>) {
        let at = self.open.as_ref().map_or(0, |draft| draft.reading.len());
        self.inlines.push((at, leads_to));
    }

    fn close_inline(&mut self, source: Range<usize>, strong: bool) {
        if let (Some((start, leads_to)), Some(draft)) = (self.inlines.pop(), &mut self.open) {
            draft.links.extend(leads_to.map(|kind| (source.end.saturating_sub(1), kind)));
            let reading = start.min(draft.reading.len())..draft.reading.len();
            draft.inlines.push(Inline { reading, source, strong });
        }
    }

    /// A paragraph that a rule happens to underline is no heading.
    fn demote(&mut self, range: &Range<usize>) {
        if let Some(draft) = &mut self.open {
            let underlined = !self.source[range.clone()].starts_with('#') && self.html.heading.is_none();
            if underlined && (look::ends_sentence(&draft.reading) || draft.reading.len() > 160) {
                draft.kind = BlockKind::Paragraph;
            }
        }
    }

    fn draft(&mut self) -> &mut Draft {
        let depth = self.depth.saturating_add(self.html_depth);
        let kind = match (self.heading.or(self.html.heading), self.in_row, depth) {
            (Some(level), _, _) => BlockKind::Heading(level),
            (None, true, _) => BlockKind::Row,
            (None, false, 0) => BlockKind::Paragraph,
            (None, false, depth) => BlockKind::Item(depth),
        };
        let continued = self.continued && depth > 0;
        self.open.get_or_insert_with(|| {
            let mut draft = Draft::new(kind);
            draft.continued = continued;
            draft
        })
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.hidden > 0 || self.html.is_hidden() {
            return;
        }
        let source = self.source;
        if &source[range.clone()] != text {
            return self.draft().written_as(&text.replace(['\n', '\r'], " "), range);
        }
        let mut start = range.start;
        let first = self.templates.partition_point(|template| template.end <= range.start);
        for number in first.. {
            let Some(template) = self.templates.get(number).cloned().filter(|template| template.start < range.end)
            else {
                break;
            };
            if start < template.start {
                self.draft().verbatim(source, start..template.start);
            }
            // A tag on a line of its own parts blocks: a hint begins, a tab ends.
            let own_line = source[..template.start].trim_end_matches([' ', '\t']).ends_with('\n');
            match own_line && self.heading.is_none() && !self.in_row {
                true => self.close(),
                false => self.separator(" "),
            }
            start = template.end.min(range.end);
        }
        if start < range.end {
            self.draft().verbatim(source, start..range.end);
        }
    }

    fn html(&mut self, text: &str, range: Range<usize>) {
        if self.source[range.clone()] != *text {
            return;
        }
        let mut at = 0;
        while at < text.len() {
            let (piece, length) = self.html.next(&text[at..]);
            let place = range.start + at..range.start + at + length;
            match piece {
                html::Piece::Text => self.text(&text[at..at + length], place),
                html::Piece::Character(c) => self.written(c, place),
                html::Piece::Nothing => {}
                html::Piece::Line => self.line_break(place),
                html::Piece::Cell => self.separator("; "),
                html::Piece::Link(kind) => {
                    if let Some(draft) = &mut self.open {
                        draft.links.push((place.end.saturating_sub(1), kind));
                    }
                }
                html::Piece::Block => self.close(),
                html::Piece::List => {
                    self.close();
                    self.html_depth = self.html_depth.saturating_add(1);
                }
                html::Piece::ListEnd => {
                    self.close();
                    self.html_depth = self.html_depth.saturating_sub(1);
                }
                html::Piece::Row(inside) => {
                    self.close();
                    self.in_row = inside;
                }
            }
            at += length;
        }
    }

    fn written(&mut self, text: &str, range: Range<usize>) {
        if self.hidden == 0 && !self.html.is_hidden() {
            self.draft().written_as(text, range);
        }
    }

    fn line_break(&mut self, range: Range<usize>) {
        if let Some(draft) = &mut self.open {
            draft.written_as("\n", range);
        }
    }

    fn separator(&mut self, text: &str) {
        if let Some(draft) = &mut self.open {
            draft.separator(text);
        }
    }

    fn close(&mut self) {
        if let Some(draft) = self.open.take().filter(|draft| !draft.is_blank()) {
            self.continued = true;
            self.drafts.push(draft);
        }
        self.inlines.clear();
    }

    /// Code is text like any other, between its backticks.
    fn code(&mut self, range: Range<usize>) {
        let start = self.open.as_ref().map_or(0, |draft| draft.reading.len());
        let markup = &self.source[range.clone()];
        let inner = range.start + (markup.len() - markup.trim_start_matches('`').len())..range.end;
        let inner = inner.start..inner.start + self.source[inner].trim_end_matches('`').len();
        let blocks = self.drafts.len();
        self.text(&self.source[inner.clone()], inner);
        if let Some(draft) = self.open.as_mut().filter(|_| self.drafts.len() == blocks) {
            let reading = start.min(draft.reading.len())..draft.reading.len();
            draft.inlines.push(Inline { reading, source: range, strong: false });
        }
    }
}
