//! The letter's Markdown as a tree: the few things that a letter is made of, for the forms that are made of it.
//!
//! Nothing else than these can come out of it: HTML is text here, pictures are their words, and a link that leads to
//! anything but a web page or a mailbox is text, too.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};

use crate::render::safe;

/// How deep blocks may stand in blocks; what is deeper stands there side by side.
const DEPTH: usize = 16;

/// A letter.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) blocks: Vec<Block>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading of a level from 1 to 6.
    Heading(u8, Vec<Run>),
    Paragraph(Vec<Run>),
    Quote(Vec<Block>),
    /// A list: its first number, if it is numbered, and its items.
    List(Option<u64>, Vec<Vec<Block>>),
    /// Text line by line, as it stands.
    Verbatim(String),
    Rule,
}

/// A stretch of text that is shown in one way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) code: bool,
    /// Where it leads: `https://`, `http://` or `mailto:`.
    pub(super) link: Option<String>,
    /// Whether a line ends before it.
    pub(super) breaks: bool,
}

impl Body {
    /// Reads a letter in Markdown.
    pub(super) fn of(markdown: &str) -> Self {
        let mut reader = Reader::default();
        Parser::new(markdown).for_each(|event| reader.take(event));
        reader.end_paragraph();
        while !reader.open.is_empty() {
            reader.close();
        }
        Body { blocks: reader.blocks }
    }

    /// What the letter is called: its first heading.
    pub(super) fn title(&self) -> String {
        let heading = self.blocks.iter().find_map(|block| match block {
            Block::Heading(_, runs) => Some(runs.iter().map(|run| run.text.as_str()).collect::<String>()),
            _ => None,
        });
        heading.unwrap_or_else(|| "Letter".to_owned())
    }
}

/// A block that is not complete, and the blocks in the one around it.
enum Open {
    Quote(Vec<Block>),
    List(Vec<Block>, Option<u64>, Vec<Vec<Block>>),
    Item(Vec<Block>),
    /// Too deep to be shown as what it is.
    Flat,
}

#[derive(Default)]
struct Reader {
    /// The blocks of what is innermost.
    blocks: Vec<Block>,
    open: Vec<Open>,
    /// The paragraph or heading that is being read.
    runs: Vec<Run>,
    /// How the text that comes next is shown.
    now: Run,
    strong: usize,
    emphasis: usize,
    /// The text of a block that is verbatim.
    verbatim: Option<String>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) => {
                self.now.code = true;
                self.text(&text);
                self.now.code = false;
            }
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.now.breaks = true,
            Event::Rule => {
                self.end_paragraph();
                self.blocks.push(Block::Rule);
            }
            // Of extensions, which are off.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Link { link_type, dest_url, .. } => {
                let address =
                    if link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                self.now.link = is_address(&address).then_some(address);
            }
            Tag::BlockQuote(_) => {
                self.end_paragraph();
                let around = std::mem::take(&mut self.blocks);
                self.push(around, Open::Quote);
            }
            Tag::List(first) => {
                self.end_paragraph();
                let around = std::mem::take(&mut self.blocks);
                self.push(around, |around| Open::List(around, first, Vec::new()));
            }
            Tag::Item => {
                let around = std::mem::take(&mut self.blocks);
                // An item is as deep as its list, and flat where that is.
                match self.open.last() {
                    Some(Open::List(..)) => self.open.push(Open::Item(around)),
                    _ => self.push(around, |_| Open::Flat),
                }
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.end_paragraph();
                self.verbatim = Some(String::new());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Link => self.now.link = None,
            TagEnd::Heading(level) => {
                let runs = self.runs();
                self.blocks.push(Block::Heading(level as u8, runs));
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.end_paragraph(),
            TagEnd::CodeBlock => {
                let text = self.verbatim.take().unwrap_or_default();
                self.blocks.push(Block::Verbatim(text.trim_end().to_owned()));
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.end_paragraph();
                self.close();
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(verbatim) = &mut self.verbatim {
            let lines: Vec<String> = text.split('\n').map(shown).collect();
            verbatim.push_str(&lines.join("\n"));
            return;
        }
        let run = Run { text: shown(text), strong: self.strong > 0, emphasis: self.emphasis > 0, ..self.now.clone() };
        self.now.breaks = false;
        match self.runs.last_mut() {
            Some(last) if is_like(last, &run) => last.text.push_str(&run.text),
            _ => self.runs.push(run),
        }
    }

    fn runs(&mut self) -> Vec<Run> {
        self.now = Run::default();
        std::mem::take(&mut self.runs)
    }

    fn end_paragraph(&mut self) {
        let runs = self.runs();
        if !runs.is_empty() {
            self.blocks.push(Block::Paragraph(runs));
        }
    }

    fn push(&mut self, around: Vec<Block>, open: impl FnOnce(Vec<Block>) -> Open) {
        match self.open.len() < DEPTH {
            true => self.open.push(open(around)),
            false => {
                self.blocks = around;
                self.open.push(Open::Flat);
            }
        }
    }

    /// Completes the innermost block.
    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Quote(around)) => {
                let blocks = std::mem::replace(&mut self.blocks, around);
                self.blocks.push(Block::Quote(blocks));
            }
            Some(Open::Item(around)) => {
                let blocks = std::mem::replace(&mut self.blocks, around);
                if let Some(Open::List(_, _, items)) = self.open.last_mut() {
                    items.push(blocks);
                }
            }
            Some(Open::List(around, first, items)) => {
                self.blocks = around;
                self.blocks.push(Block::List(first, items));
            }
            Some(Open::Flat) | None => {}
        }
    }
}

/// Text without what acts on how other text is shown, and without the two characters that XML cannot hold.
pub(super) fn shown(text: &str) -> String {
    safe::visible(text).replace(['\u{fffe}', '\u{ffff}'], "")
}

/// Whether a run goes on with another.
fn is_like(last: &Run, next: &Run) -> bool {
    let shown = |run: &Run| (run.strong, run.emphasis, run.code, run.link.clone());
    !next.breaks && shown(last) == shown(next)
}

fn is_address(text: &str) -> bool {
    let mail = text.strip_prefix("mailto:").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_graphic()));
    mail || safe::is_web_address(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Run {
        Run { text: text.to_owned(), ..Run::default() }
    }

    #[test]
    fn a_letter_is_read_as_what_it_is_made_of() {
        let body = Body::of("# A *b*\n\n3. c\\\n   d\n\n     > e\n\n- f\n\n---\n\n    g\n     h\n");
        let emphasis = Run { emphasis: true, ..plain("b") };
        let list = vec![vec![
            Block::Paragraph(vec![plain("c"), Run { breaks: true, ..plain("d") }]),
            Block::Quote(vec![Block::Paragraph(vec![plain("e")])]),
        ]];
        let expected = vec![
            Block::Heading(1, vec![plain("A "), emphasis]),
            Block::List(Some(3), list),
            Block::List(None, vec![vec![Block::Paragraph(vec![plain("f")])]]),
            Block::Rule,
            Block::Verbatim("g\n h".to_owned()),
        ];
        assert_eq!(body.title(), "A b");
        assert_eq!(body.blocks, expected);
    }

    #[test]
    fn what_could_act_is_text() {
        let body =
            Body::of("<b>a</b> [c](javascript:d) [e](https://f.org) ![g](https://h.org/i.png) <j@k.org>\n\n<div>\nx");
        let link = |text: &str, to: &str| Run { link: Some(to.to_owned()), ..plain(text) };
        let first =
            vec![plain("<b>a</b> c "), link("e", "https://f.org"), plain(" g "), link("j@k.org", "mailto:j@k.org")];
        assert_eq!(body.blocks, [Block::Paragraph(first), Block::Paragraph(vec![plain("<div> x")])]);
    }

    #[test]
    fn no_depth_is_too_deep() {
        for text in [">".repeat(5_000) + " a", "- ".repeat(5_000) + "a", "1. > ".repeat(2_000) + "a"] {
            let body = Body::of(&text);
            assert!(format!("{body:?}").contains("\"a\""));
        }
    }
}
