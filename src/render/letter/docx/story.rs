//! The body of a letter as paragraphs of a Word file, with the links and lists that they refer to.

use maud::{Markup, html};

use crate::render::letter::body::{Block, Body, Run};

/// How far a level of a list, or a quote, stands in: 1 cm, in twentieths of a point.
pub(super) const STEP: usize = 567;
/// How many levels a list can have in Word.
pub(super) const LEVELS: usize = 9;

/// The paragraphs, and what they refer to.
#[derive(Default)]
pub(super) struct Story {
    pub(super) paragraphs: Vec<Markup>,
    /// Where links lead; the first is `link1`.
    pub(super) links: Vec<String>,
    /// Each list's level and first number, if it is numbered; the first is list 1.
    pub(super) lists: Vec<(usize, Option<u64>)>,
}

/// Where a block stands.
#[derive(Clone, Copy, Default)]
struct Place {
    /// In how many lists and quotes.
    depth: usize,
    /// In how many lists.
    lists: usize,
    is_quoted: bool,
    /// Whether it stays on the page of what comes next.
    is_kept: bool,
}

/// A paragraph's style, and the list and level whose mark it bears.
#[derive(Clone, Copy)]
struct Look {
    style: &'static str,
    mark: Option<(usize, usize)>,
}

impl Story {
    pub(super) fn of(body: &Body) -> Self {
        let mut story = Story::default();
        story.blocks(&body.blocks, Place::default(), None);
        story
    }

    /// Adds blocks; the first paragraph bears the mark of the list's item, if they are one.
    fn blocks(&mut self, blocks: &[Block], place: Place, mut mark: Option<(usize, usize)>) {
        for (at, block) in blocks.iter().enumerate() {
            // On paper a question stays with what we say of it, and a quote with its place.
            let place = Place { is_kept: place.depth > 0 && at + 1 < blocks.len(), ..place };
            match block {
                Block::Heading(level, runs) => self.paragraph(runs, heading(*level), place, mark.take()),
                Block::Paragraph(runs) => {
                    let style = match (place.is_quoted, mark.is_some(), place.lists) {
                        (true, _, _) => "Quote",
                        (_, true, _) => "ListNumber",
                        (_, _, 0) => "BodyText",
                        _ => "ListContinue",
                    };
                    self.paragraph(runs, style, place, mark.take());
                }
                Block::Quote(within) => {
                    self.empty(place, mark.take());
                    self.blocks(within, Place { depth: place.depth + 1, is_quoted: true, ..place }, None);
                }
                Block::List(first, items) => {
                    self.empty(place, mark.take());
                    let level = place.lists.min(LEVELS - 1);
                    self.lists.push((level, *first));
                    let list = self.lists.len();
                    let within = Place { depth: place.depth + 1, lists: place.lists + 1, ..place };
                    items.iter().for_each(|item| self.blocks(item, within, Some((list, level))));
                }
                Block::Verbatim(text) => {
                    let line = |text: &str| Run { text: text.to_owned(), code: true, breaks: true, ..Run::default() };
                    let mut lines: Vec<Run> = text.lines().map(line).collect();
                    lines.iter_mut().take(1).for_each(|line| line.breaks = false);
                    self.paragraph(&lines, "BodyText", place, mark.take());
                }
                Block::Rule => {
                    self.empty(place, mark.take());
                    self.push(Look { style: "Rule", mark: None }, place, &html! {});
                }
            }
        }
    }

    /// A paragraph for the mark alone, where an item begins with something that cannot bear it.
    fn empty(&mut self, place: Place, mark: Option<(usize, usize)>) {
        if mark.is_some() {
            self.paragraph(&[], "ListNumber", place, mark);
        }
    }

    fn paragraph(&mut self, runs: &[Run], style: &'static str, place: Place, mark: Option<(usize, usize)>) {
        let mut words = Vec::new();
        for run in runs {
            let link = run.link.as_ref().map(|address| {
                self.links.push(address.clone());
                format!("link{}", self.links.len())
            });
            words.push(html! {
                @match link {
                    Some(link) => w:hyperlink r:id=(link) { (shown(run)) },
                    None => (shown(run)),
                }
            });
        }
        self.push(Look { style, mark }, place, &html! { @for word in &words { (word) } });
    }

    fn push(&mut self, look: Look, place: Place, words: &Markup) {
        self.paragraphs.push(html! {
            w:p {
                w:pPr {
                    w:pStyle w:val=(look.style) {}
                    @if place.is_kept { w:keepNext {} }
                    @if let Some((list, level)) = look.mark {
                        w:numPr { w:ilvl w:val=(level) {} w:numId w:val=(list) {} }
                    }
                    @if place.depth > 0 {
                        @if look.mark.is_some() {
                            w:ind w:left=(place.depth * STEP) w:hanging=(STEP) {}
                        } @else {
                            w:ind w:left=(place.depth * STEP) {}
                        }
                    }
                }
                (words)
            }
        });
    }
}

fn shown(run: &Run) -> Markup {
    html! {
        w:r {
            w:rPr {
                @if run.link.is_some() { w:rStyle w:val="Hyperlink" {} }
                @if run.code { w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New" {} }
                @if run.strong { w:b {} }
                @if run.emphasis { w:i {} }
            }
            @if run.breaks { w:br {} }
            w:t xml:space="preserve" { (run.text) }
        }
    }
}

fn heading(level: u8) -> &'static str {
    match level {
        1 => "Title",
        2 => "Heading1",
        3 => "Heading2",
        _ => "Heading3",
    }
}
