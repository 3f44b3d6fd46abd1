//! The text of a Word document, element by element.

use std::collections::HashSet;

use super::super::super::document::{BlockKind, ContactKind};
use super::super::super::html::contact_of;
use super::super::Refusal;
use super::super::passages::Passages;
use super::super::xml::{Element, Node, Xml};
use super::numbering::{Marker, Numbering};
use super::relations::Relations;
use super::styles::Styles;

/// The most of a field's instruction that is looked at.
const MAX_INSTRUCTION: usize = 2_000;

/// An open element, as far as it matters what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Other,
    Paragraph,
    ParagraphProperties,
    /// The properties of the paragraph's end.
    MarkProperties,
    List,
    Run,
    RunProperties,
    Text,
    Instruction,
    Row {
        deleted: bool,
    },
    RowProperties,
    TextBox,
    /// A link: where its text begins.
    Link {
        start: usize,
        leads_to: Option<ContactKind>,
    },
    /// One of several ways to show the same.
    Alternatives {
        chosen: bool,
    },
    Control {
        /// It holds the table of contents, or asks for a text that nobody has written.
        idle: bool,
    },
    ControlProperties,
}

/// What a paragraph says about itself.
#[derive(Default)]
struct Paragraph {
    style: Option<String>,
    outline: Option<u8>,
    list: Option<String>,
    level: Option<u8>,
    /// Its end was deleted, or it is a large first letter: the next paragraph goes on with it.
    goes_on: bool,
}

/// What a run of characters says about itself.
#[derive(Default, Clone, Copy)]
struct Run {
    bold: Option<bool>,
    hidden: Option<bool>,
    /// What its style says, and otherwise its paragraph's.
    style_bold: bool,
    style_hidden: bool,
}

/// A field: an instruction, and the text that it gave.
#[derive(Default)]
struct Field {
    instruction: String,
    /// The instruction has ended.
    shown: bool,
    /// Where its text begins.
    start: usize,
}

pub(super) struct Story<'a> {
    styles: &'a Styles,
    numbering: &'a Numbering,
    relations: Relations,
    passages: Passages,
    places: Vec<Place>,
    /// So many elements are open that are not read.
    skipped: usize,
    paragraphs: Vec<Paragraph>,
    runs: Vec<Run>,
    fields: Vec<Field>,
    /// How many fields are open whose instruction has not ended.
    instructions: usize,
    deleted_rows: usize,
    /// The notes that the text refers to.
    notes: HashSet<(bool, String)>,
    is_document: bool,
}

impl<'a> Story<'a> {
    pub(super) fn new(styles: &'a Styles, numbering: &'a Numbering) -> Self {
        Story {
            styles,
            numbering,
            relations: Relations::default(),
            passages: Passages::default(),
            places: Vec::new(),
            skipped: 0,
            paragraphs: Vec::new(),
            runs: Vec::new(),
            fields: Vec::new(),
            instructions: 0,
            deleted_rows: 0,
            notes: HashSet::new(),
            is_document: false,
        }
    }

    /// Reads a part of the document; of notes those that what has been read refers to.
    pub(super) fn read(&mut self, part: &str, text: &str, relations: Relations) -> Result<(), Refusal> {
        self.relations = relations;
        self.fields.clear();
        self.instructions = 0;
        let mut xml = Xml::new(part, text);
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
                Node::Text(text) if self.skipped == 0 => self.characters(&text),
                Node::Text(_) => {}
            }
        }
        Ok(())
    }

    /// Whether there was a Word document in what has been read.
    pub(super) fn is_document(&self) -> bool {
        self.is_document
    }

    pub(super) fn into_passages(self) -> Passages {
        self.passages
    }

    /// What an element is; none if nothing in it is read.
    fn start(&mut self, element: &Element<'_>) -> Option<Place> {
        let parent = self.places.last().copied().unwrap_or(Place::Other);
        let name = element.name();
        match parent {
            Place::ParagraphProperties | Place::MarkProperties | Place::List => {
                return self.paragraph_property(parent, &name, element);
            }
            Place::RunProperties => {
                self.run_property(&name, element);
                return None;
            }
            Place::RowProperties => {
                if matches!(name.as_str(), "del" | "hidden") {
                    self.delete_row();
                }
                return None;
            }
            Place::ControlProperties => {
                let idle = match name.as_str() {
                    "showingPlcHdr" => element.is_on(),
                    "docPartObj" => return Some(Place::ControlProperties),
                    "docPartGallery" => element.value().is_some_and(|value| value == "Table of Contents"),
                    _ => false,
                };
                let control = self.places.iter_mut().rev().find(|place| matches!(place, Place::Control { .. }));
                if idle && let Some(Place::Control { idle }) = control {
                    *idle = true;
                }
                return None;
            }
            Place::Run => {
                if let Some(place) = self.in_run(&name, element) {
                    return place;
                }
            }
            _ => {}
        }
        Some(match name.as_str() {
            "document" => {
                self.is_document = true;
                Place::Other
            }
            // What is gone, how things were before a change, how the page looks, how a word is pronounced.
            "del" | "moveFrom" | "sectPr" | "tblPr" | "tblGrid" | "tcPr" | "rt" => return None,
            _ if name.ends_with("Change") => return None,
            "p" => {
                self.passages.open();
                self.paragraphs.push(Paragraph::default());
                Place::Paragraph
            }
            "pPr" if parent == Place::Paragraph => Place::ParagraphProperties,
            "r" => {
                self.runs.push(self.run());
                Place::Run
            }
            "tr" => {
                self.passages.row();
                Place::Row { deleted: false }
            }
            "trPr" => Place::RowProperties,
            "tc" => {
                self.passages.cell();
                Place::Other
            }
            "txbxContent" => Place::TextBox,
            "hyperlink" => {
                let target = element.attribute("id").and_then(|id| self.relations.target(&id).map(str::to_owned));
                Place::Link { start: self.passages.written(), leads_to: target.and_then(|target| contact_of(&target)) }
            }
            "fldSimple" => {
                let leads_to = element.attribute("instr").and_then(|instruction| field_leads_to(&instruction));
                Place::Link { start: self.passages.written(), leads_to }
            }
            "AlternateContent" => Place::Alternatives { chosen: false },
            "Choice" | "Fallback" => {
                if let Some(Place::Alternatives { chosen }) = self.places.last_mut() {
                    if *chosen {
                        return None;
                    }
                    *chosen = true;
                }
                Place::Other
            }
            "sdt" => Place::Control { idle: false },
            "sdtPr" => Place::ControlProperties,
            "sdtContent" if matches!(parent, Place::Control { idle: true }) => return None,
            "footnote" | "endnote" => {
                let note = (name == "endnote", element.attribute("id")?);
                if element.attribute("type").is_some_and(|kind| kind != "normal") || !self.notes.contains(&note) {
                    return None;
                }
                Place::Other
            }
            _ => Place::Other,
        })
    }

    /// What stands in a run; none if it is nothing that is special there.
    fn in_run(&mut self, name: &str, element: &Element<'_>) -> Option<Option<Place>> {
        match name {
            "rPr" => return Some(Some(Place::RunProperties)),
            "t" => return Some(Some(Place::Text)),
            "instrText" => return Some(Some(Place::Instruction)),
            "delText" | "delInstrText" => {}
            "tab" | "ptab" | "sym" => self.written(" "),
            "noBreakHyphen" => self.written("\u{2011}"),
            "br" | "cr" if self.is_shown() => self.passages.line_break(),
            "br" | "cr" | "softHyphen" => {}
            "fldChar" => self.field(element.attribute("fldCharType").as_deref()),
            "footnoteReference" | "endnoteReference" => {
                if self.is_shown()
                    && let Some(id) = element.attribute("id")
                {
                    self.notes.insert((name == "endnoteReference", id));
                }
            }
            _ => return None,
        }
        Some(None)
    }

    fn end(&mut self, place: Place) {
        match place {
            Place::Paragraph => self.end_paragraph(),
            Place::Run => _ = self.runs.pop(),
            Place::Row { deleted } => {
                self.deleted_rows = self.deleted_rows.saturating_sub(usize::from(deleted));
                self.passages.row_end();
            }
            Place::Link { start, leads_to: Some(kind) } => self.passages.link(start, kind),
            _ => {}
        }
    }

    fn characters(&mut self, text: &str) {
        match self.places.last() {
            Some(Place::Text) => self.written(text),
            Some(Place::Instruction) => {
                if let Some(field) = self.fields.last_mut()
                    && !field.shown
                    && field.instruction.len() + text.len() <= MAX_INSTRUCTION
                {
                    field.instruction.push_str(text);
                }
            }
            _ => {}
        }
    }

    fn written(&mut self, text: &str) {
        if self.is_shown() {
            let bold = self.runs.last().is_some_and(|run| run.bold.unwrap_or(run.style_bold));
            self.passages.text(text, bold);
        }
    }

    fn is_shown(&self) -> bool {
        let hidden = self.runs.last().is_some_and(|run| run.hidden.unwrap_or(run.style_hidden));
        let is_contents = || self.paragraphs.last().is_some_and(|of| self.styles.get(of.style.as_deref()).is_contents);
        !hidden && self.instructions == 0 && self.deleted_rows == 0 && !is_contents()
    }

    /// A run as its paragraph has it.
    fn run(&self) -> Run {
        let style = self.paragraphs.last().map(|paragraph| self.styles.get(paragraph.style.as_deref()));
        Run {
            style_bold: style.and_then(|style| style.bold).unwrap_or(false),
            style_hidden: style.and_then(|style| style.hidden).unwrap_or(false),
            ..Run::default()
        }
    }

    fn run_property(&mut self, name: &str, element: &Element<'_>) {
        let styles = self.styles;
        let Some(run) = self.runs.last_mut() else { return };
        match name {
            "b" => run.bold = Some(element.is_on()),
            "vanish" => run.hidden = Some(element.is_on()),
            "rStyle" => {
                if let Some(style) = styles.of_characters(element.value().as_deref()) {
                    run.style_bold = style.bold.unwrap_or(run.style_bold);
                    run.style_hidden = style.hidden.unwrap_or(run.style_hidden);
                }
            }
            _ => {}
        }
    }

    fn paragraph_property(&mut self, parent: Place, name: &str, element: &Element<'_>) -> Option<Place> {
        let paragraph = self.paragraphs.last_mut()?;
        match (parent, name) {
            (Place::ParagraphProperties, "rPr") => return Some(Place::MarkProperties),
            (Place::ParagraphProperties, "numPr") => return Some(Place::List),
            (Place::ParagraphProperties, "pStyle") => paragraph.style = element.value(),
            (Place::ParagraphProperties, "outlineLvl") => paragraph.outline = element.number(),
            (Place::ParagraphProperties, "framePr") => {
                paragraph.goes_on |= element.attribute("dropCap").is_some_and(|kind| kind != "none");
            }
            (Place::MarkProperties, "del" | "moveFrom") => paragraph.goes_on = true,
            (Place::List, "numId") => paragraph.list = element.value(),
            (Place::List, "ilvl") => paragraph.level = element.number(),
            _ => {}
        }
        None
    }

    fn delete_row(&mut self) {
        let row = self.places.iter_mut().rev().find(|place| matches!(place, Place::Row { .. }));
        if let Some(Place::Row { deleted }) = row.filter(|row| **row == Place::Row { deleted: false }) {
            *deleted = true;
            self.deleted_rows += 1;
        }
    }

    fn field(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") => {
                self.fields.push(Field::default());
                self.instructions += 1;
            }
            Some("separate") => {
                let start = self.passages.written();
                if let Some(field) = self.fields.last_mut().filter(|field| !field.shown) {
                    (field.shown, field.start) = (true, start);
                    self.instructions = self.instructions.saturating_sub(1);
                }
            }
            Some("end") => match self.fields.pop() {
                Some(field) if field.shown => {
                    if let Some(kind) = field_leads_to(&field.instruction) {
                        self.passages.link(field.start, kind);
                    }
                }
                Some(_) => self.instructions = self.instructions.saturating_sub(1),
                None => {}
            },
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        // An instruction that does not end hides no more than its paragraph.
        for field in self.fields.iter_mut().rev().filter(|field| !field.shown).take(self.instructions) {
            field.shown = true;
        }
        self.instructions = 0;
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let (kind, marker) = self.kind(&paragraph);
        let depth = self.passages.before().map_or(0, |before| match before.kind {
            BlockKind::Item(depth) => depth,
            _ => 0,
        });
        if let Some(passage) = self.passages.current() {
            (passage.kind, passage.numbered) = (kind, marker == Marker::Number);
            if let (BlockKind::Item(own), Marker::Blank) = (kind, marker) {
                passage.continued = depth >= own;
                passage.kind = if passage.continued { kind } else { BlockKind::Paragraph };
            }
        }
        self.passages.close(paragraph.goes_on);
    }

    fn kind(&self, paragraph: &Paragraph) -> (BlockKind, Marker) {
        let style = self.styles.get(paragraph.style.as_deref());
        if let Some(level) = paragraph.outline.or(style.outline).filter(|&level| level < 9) {
            return (BlockKind::Heading(level.saturating_add(1).min(6)), Marker::Blank);
        }
        let Some(list) = paragraph.list.as_deref().or(style.list.as_deref()).filter(|&list| list != "0") else {
            return (BlockKind::Paragraph, Marker::Blank);
        };
        let level = paragraph.level.or(style.level).unwrap_or(0);
        (BlockKind::Item(level.saturating_add(1)), self.numbering.marker(list, level))
    }
}

/// What the text of a field leads to.
fn field_leads_to(instruction: &str) -> Option<ContactKind> {
    let target = instruction.trim().strip_prefix("HYPERLINK")?.trim();
    // `\l` comes before a place in the same document.
    (!target.starts_with('\\')).then(|| contact_of(target.trim_matches('"')))?
}
