//! OpenDocument texts: the text of the document, its notes at the end.

mod styles;

use super::super::document::{BlockKind, ContactKind};
use super::super::html::contact_of;
use super::Refusal;
use super::package::Package;
use super::passages::Passages;
use super::xml::{Element, Node, Xml};
use styles::{Style, Styles};

pub(super) fn read(package: &mut Package<'_>) -> Result<Passages, Refusal> {
    if let Some(manifest) = package.text("META-INF/manifest.xml")?
        && holds(&manifest, "META-INF/manifest.xml", "encryption-data")?
    {
        return Err(Refusal::Encrypted);
    }
    let Some(content) = package.text("content.xml")? else {
        return Err(match package.holds("word/document.xml") {
            true => Refusal::Other("a Word file (DOCX)"),
            false => Refusal::Damaged("there is no OpenDocument text in the archive".into()),
        });
    };
    let mut styles = Styles::default();
    if let Some(common) = package.text("styles.xml")? {
        styles.read("styles.xml", &common)?;
    }
    styles.read("content.xml", &content)?;
    let mut reader = Reader::new(&styles);
    reader.read(&content)?;
    if !reader.is_text {
        return Err(Refusal::Other("another OpenDocument file than a text"));
    }
    reader.passages.extend(reader.notes);
    Ok(reader.passages)
}

/// Is there such an element?
fn holds(text: &str, part: &str, name: &str) -> Result<bool, Refusal> {
    let mut xml = Xml::new(part, text);
    while let Some(node) = xml.next()? {
        if matches!(&node, Node::Start(element) if element.name() == name) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// An open element, as far as it matters what stands in it.
#[derive(Debug, Clone, Copy)]
enum Place {
    Other,
    /// The text itself.
    Body,
    /// A paragraph or a heading.
    Block {
        kind: BlockKind,
        continued: bool,
    },
    Span,
    /// A link: where its text begins.
    Link {
        start: usize,
        leads_to: Option<ContactKind>,
    },
    List {
        /// Whether the list around it is numbered.
        outer_numbered: bool,
    },
    Row,
    /// A cell, a text box: the lists around it go on only after it.
    Apart {
        lists: u8,
    },
    Note {
        lists: u8,
    },
}

struct Reader<'a> {
    styles: &'a Styles,
    passages: Passages,
    notes: Passages,
    places: Vec<Place>,
    /// So many elements are open that are not read.
    skipped: usize,
    /// What the open paragraphs and the spans in them look like.
    looks: Vec<Style>,
    /// How many lists are open.
    lists: u8,
    numbered: bool,
    /// Nothing of the item has been read.
    item_begins: bool,
    in_notes: usize,
    /// The last character was a blank: those that follow are not shown.
    after_blank: bool,
    is_text: bool,
}

impl<'a> Reader<'a> {
    fn new(styles: &'a Styles) -> Self {
        Reader {
            styles,
            passages: Passages::default(),
            notes: Passages::default(),
            places: Vec::new(),
            skipped: 0,
            looks: Vec::new(),
            lists: 0,
            numbered: false,
            item_begins: false,
            in_notes: 0,
            after_blank: true,
            is_text: false,
        }
    }

    fn read(&mut self, content: &str) -> Result<(), Refusal> {
        let mut xml = Xml::new("content.xml", content);
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(_) if self.skipped > 0 => self.skipped += 1,
                Node::Start(element) => match self.start(&element) {
                    Some(place) => self.places.push(place),
                    None => self.skipped = 1,
                },
                Node::End if self.skipped > 0 => self.skipped -= 1,
                Node::End => {
                    if let Some(place) = self.places.pop() {
                        self.end(place);
                    }
                }
                Node::Text(text) if self.skipped == 0 && !self.looks.is_empty() => self.characters(&text),
                Node::Text(_) => {}
            }
        }
        Ok(())
    }

    /// The text that is being read: the document's or its notes'.
    fn story(&mut self) -> &mut Passages {
        match self.in_notes {
            0 => &mut self.passages,
            _ => &mut self.notes,
        }
    }

    /// What an element is; none if nothing in it is read.
    fn start(&mut self, element: &Element<'_>) -> Option<Place> {
        let name = element.name();
        Some(match name.as_str() {
            // What is gone or not shown, what only describes, what repeats the headings, how a word is pronounced.
            "tracked-changes" | "annotation" | "hidden-text" | "script" | "scripts" | "forms" | "binary-data"
            | "title" | "desc" | "note-citation" | "ruby-text" | "automatic-styles" | "font-face-decls"
            | "table-of-content" | "illustration-index" | "table-index" | "object-index" | "user-index"
            | "alphabetical-index" => return None,
            "section" if element.attribute("display").is_some_and(|display| display == "none") => return None,
            "section" if element.attribute("is-hidden").is_some_and(|hidden| hidden == "true") => return None,
            "text" if matches!(self.places.last(), Some(Place::Body)) => {
                self.is_text = true;
                Place::Other
            }
            "body" => Place::Body,
            "p" => self.block(element, None),
            "h" => self.block(element, Some(element.attribute("outline-level"))),
            "span" => {
                let around = self.looks.last().cloned().unwrap_or_default();
                let own = self.styles.get("text", element.attribute("style-name").as_deref());
                self.looks.push(own.over(&around));
                Place::Span
            }
            "a" => {
                let start = self.story().written();
                Place::Link { start, leads_to: element.attribute("href").and_then(|target| contact_of(&target)) }
            }
            "s" => {
                self.written(" ");
                Place::Other
            }
            "tab" => {
                self.characters(" ");
                Place::Other
            }
            "line-break" => {
                if !self.is_hidden() {
                    self.story().line_break();
                    self.after_blank = true;
                }
                Place::Other
            }
            "list" => {
                let outer_numbered = self.numbered;
                if let Some(style) = element.attribute("style-name") {
                    self.numbered = self.styles.numbers(&style);
                }
                self.lists = self.lists.saturating_add(1);
                Place::List { outer_numbered }
            }
            "list-item" => {
                self.item_begins = true;
                Place::Other
            }
            "table-row" => {
                self.story().row();
                Place::Row
            }
            "table-cell" => {
                self.story().cell();
                self.apart()
            }
            "text-box" | "custom-shape" => self.apart(),
            "note-body" => {
                self.in_notes += 1;
                Place::Note { lists: std::mem::take(&mut self.lists) }
            }
            _ => Place::Other,
        })
    }

    fn apart(&mut self) -> Place {
        Place::Apart { lists: std::mem::take(&mut self.lists) }
    }

    /// Begins a paragraph, or a heading of a level.
    fn block(&mut self, element: &Element<'_>, heading: Option<Option<String>>) -> Place {
        let style = self.styles.get("paragraph", element.attribute("style-name").as_deref());
        let level = |written: Option<String>| written.and_then(|level| level.parse().ok()).unwrap_or(1_u8);
        let kind = match (heading, self.lists) {
            (Some(written), _) => BlockKind::Heading(level(written).clamp(1, 6)),
            (None, _) if style.is_title => BlockKind::Heading(1),
            (None, 0) => BlockKind::Paragraph,
            (None, depth) => BlockKind::Item(depth),
        };
        let continued = matches!(kind, BlockKind::Item(_)) && !self.item_begins;
        self.looks.push(style.clone());
        self.story().open();
        self.after_blank = true;
        Place::Block { kind, continued }
    }

    fn end(&mut self, place: Place) {
        match place {
            Place::Block { kind, continued } => {
                self.looks.pop();
                let numbered = self.numbered && kind == BlockKind::Item(1);
                if let Some(passage) = self.story().current() {
                    (passage.kind, passage.continued, passage.numbered) = (kind, continued, numbered);
                    if !passage.is_blank() {
                        self.item_begins = false;
                    }
                }
                self.story().close(false);
                self.after_blank = false;
            }
            Place::Span => _ = self.looks.pop(),
            Place::Link { start, leads_to: Some(kind) } => self.story().link(start, kind),
            Place::List { outer_numbered } => {
                self.lists = self.lists.saturating_sub(1);
                self.numbered = outer_numbered;
                self.item_begins = false;
            }
            Place::Row => self.story().row_end(),
            Place::Apart { lists } => self.lists = lists,
            Place::Note { lists } => {
                self.lists = lists;
                self.in_notes = self.in_notes.saturating_sub(1);
            }
            Place::Link { .. } | Place::Body | Place::Other => {}
        }
    }

    /// Characters of a paragraph: white space is one blank, and none where a line begins.
    fn characters(&mut self, text: &str) {
        let mut shown = String::with_capacity(text.len());
        for c in text.chars() {
            let blank = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !(blank && self.after_blank) {
                shown.push(if blank { ' ' } else { c });
            }
            self.after_blank = blank;
        }
        self.written(&shown);
    }

    fn written(&mut self, text: &str) {
        if !self.is_hidden() && !self.looks.is_empty() {
            let bold = self.looks.last().is_some_and(|look| look.bold == Some(true));
            self.story().text(text, bold);
        }
    }

    fn is_hidden(&self) -> bool {
        self.looks.last().is_some_and(|look| look.hidden == Some(true))
    }
}
