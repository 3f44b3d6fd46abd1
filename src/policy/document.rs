//! A document: its source, its blocks and sentences with their spans, and its words folded for matching.

use std::ops::Range;

use super::lines::{Lines, Position};

/// The form a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Form {
    /// Plain text, hard-wrapped or not.
    Text,
    /// Markdown (CommonMark with tables and front matter).
    Markdown,
}

impl Form {
    /// The form that a file's name tells: `.md`, `.markdown`, `.mdown` are Markdown, all else is text.
    pub fn of_name(name: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("md" | "markdown" | "mdown" | "mkd") => Form::Markdown,
            _ => Form::Text,
        }
    }
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BlockKind {
    /// A heading of this level, 1 the highest.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list item, nested this deep, 1 the outermost.
    Item(u8),
    /// A table's row: its cells are read together.
    Row,
}

/// A heading, paragraph, list item or table row.
#[derive(Debug, Clone)]
pub struct Block {
    pub(crate) kind: BlockKind,
    pub(crate) span: Range<usize>,
    pub(crate) sentences: Range<usize>,
    /// The headings above, nearest last, as block numbers.
    pub(crate) headings: Vec<usize>,
    /// The block that leads a list in, and whether it ends so that the items complete its sentence.
    pub(crate) lead_in: Option<LeadIn>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct LeadIn {
    pub(crate) block: usize,
    pub(crate) open: bool,
}

impl Block {
    /// What the block is.
    pub fn kind(&self) -> BlockKind {
        self.kind
    }

    /// The block's bytes in the source.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The block's sentences, as positions in [`Document::sentences`].
    pub fn sentences(&self) -> Range<usize> {
        self.sentences.clone()
    }
}

/// A sentence, or a list item or table row that is none but stands for one.
#[derive(Debug, Clone)]
pub struct Sentence {
    pub(crate) block: usize,
    pub(crate) span: Range<usize>,
    /// The sentence as it is read, markup and line breaks gone: bytes of `Document::reading`.
    pub(crate) reading: Range<usize>,
    pub(crate) words: Range<usize>,
    pub(crate) question: bool,
}

impl Sentence {
    /// The sentence's bytes in the source.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The position of the sentence's block in [`Document::blocks`].
    pub fn block(&self) -> usize {
        self.block
    }
}

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Break {
    None,
    Comma,
    /// Semicolon, colon, bracket or dash.
    Clause,
}

/// A word: where it stands in the folded text and in the source.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub(crate) folded: Range<usize>,
    pub(crate) source: Range<usize>,
    pub(crate) after: Break,
}

/// A way to reach somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ContactKind {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address, or a link's target.
    Url,
}

/// One text of a policy.
///
/// The source is kept as it came; every span counts its bytes, so that `source[span]` is what was quoted.
#[derive(Debug, Clone)]
pub struct Document {
    pub(crate) name: String,
    pub(crate) form: Form,
    pub(crate) source: String,
    pub(crate) lossy: bool,
    pub(crate) lines: Lines,
    pub(crate) blocks: Vec<Block>,
    pub(crate) sentences: Vec<Sentence>,
    /// The blocks' text as it is read: markup gone, line breaks blanks.
    pub(crate) reading: String,
    /// Every sentence as ` word word word ` on a line of its own: lower case, articles and punctuation gone.
    pub(crate) folded: String,
    pub(crate) words: Vec<Word>,
    /// Links' targets: the source offset of the link's last byte, and what it leads to.
    pub(crate) links: Vec<(usize, ContactKind)>,
}

impl Document {
    /// A document of plain text. `name` is how evidence names it: a path, a title.
    pub fn text(name: impl Into<String>, source: impl Into<String>) -> Self {
        Self::read(name.into(), source.into(), Form::Text)
    }

    /// A Markdown document. `name` is how evidence names it: a path, a title.
    pub fn markdown(name: impl Into<String>, source: impl Into<String>) -> Self {
        Self::read(name.into(), source.into(), Form::Markdown)
    }

    pub(crate) fn read(name: String, source: String, form: Form) -> Self {
        let drafts = match form {
            Form::Text => super::plain::blocks(&source),
            Form::Markdown => super::markdown::blocks(&source),
        };
        let drafts = super::mend::mend(&source, drafts, form);
        super::layout::document(name, source, form, drafts)
    }

    /// How evidence names the document.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The form it was read as.
    pub fn form(&self) -> Form {
        self.form
    }

    /// The text, as it came.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether bytes that are not UTF-8 were replaced by U+FFFD on reading: spans then count the replaced text.
    pub fn is_lossy(&self) -> bool {
        self.lossy
    }

    /// The blocks, in reading order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The sentences, in reading order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// How many words the document has, articles not counted.
    pub fn word_count(&self) -> usize {
        self.words.len()
    }

    /// The line and column of a byte of the source.
    pub fn position(&self, offset: usize) -> Position {
        self.lines.position(&self.source, offset)
    }

    pub(crate) fn word(&self, at: usize) -> &str {
        &self.folded[self.words[at].folded.clone()]
    }

    /// A sentence as it is read: one line, without markup.
    pub(crate) fn reading_of(&self, sentence: &Sentence) -> &str {
        &self.reading[sentence.reading.clone()]
    }

    /// The part of the source that some words stand in, as it is written.
    pub(crate) fn source_of_words(&self, words: Range<usize>) -> &str {
        let ends = (self.words.get(words.start), words.end.checked_sub(1).and_then(|last| self.words.get(last)));
        match ends {
            (Some(first), Some(last)) => self.source.get(first.source.start..last.source.end).unwrap_or_default(),
            _ => "",
        }
    }

    /// The word that covers a byte of the source, or the last one before it.
    pub(crate) fn word_at(&self, offset: usize) -> Option<usize> {
        self.words.partition_point(|word| word.source.start <= offset).checked_sub(1)
    }

    /// The sentence that a word belongs to.
    pub(crate) fn sentence_of_word(&self, word: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.words.end <= word)
    }
}
