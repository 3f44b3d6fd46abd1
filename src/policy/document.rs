//! A document: its source, its blocks and sentences with their spans, and its words folded for matching.

use std::ops::Range;

use super::lines::{Lines, Position};
use super::pieces::Pieces;

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
    /// A web page. Read with the feature `html`.
    Html,
    /// A PDF file. Read with the feature `pdf`.
    Pdf,
    /// A Word file. Read with the feature `docx`.
    Docx,
    /// An OpenDocument text. Read with the feature `docx`.
    Odt,
}

impl Form {
    /// Every form.
    pub const ALL: [Form; 6] = [Form::Text, Form::Markdown, Form::Html, Form::Pdf, Form::Docx, Form::Odt];

    /// The form that a file's name tells by its ending; what tells nothing is text.
    pub fn of_name(name: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("md" | "markdown" | "mdown" | "mkd") => Form::Markdown,
            Some("html" | "htm" | "xhtml" | "xht") => Form::Html,
            Some("pdf") => Form::Pdf,
            Some("docx" | "docm" | "dotx") => Form::Docx,
            Some("odt" | "ott") => Form::Odt,
            _ => Form::Text,
        }
    }

    /// The form's name in the report and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Form::Text => "text",
            Form::Markdown => "markdown",
            Form::Html => "html",
            Form::Pdf => "pdf",
            Form::Docx => "docx",
            Form::Odt => "odt",
        }
    }

    /// Whether headings and lists are marked as such: lines are then never taken for them by their look alone.
    pub(crate) fn marks_blocks(self) -> bool {
        !matches!(self, Form::Text | Form::Pdf)
    }

    /// Whether the source holds what its readers never see: tags, or hyphens and line ends that the page made.
    pub(crate) fn is_read_otherwise(self) -> bool {
        matches!(self, Form::Html | Form::Pdf)
    }
}

impl std::fmt::Display for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
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
    /// The word as it is read: bytes of `Document::reading`.
    pub(crate) reading: Range<usize>,
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

/// The file that a document's source was drawn from.
#[derive(Debug, Clone)]
pub(crate) struct FileRead {
    pub(crate) sha256: [u8; 32],
    pub(crate) bytes: usize,
}

/// Something that was noticed on reading a document, and that a reader of the report must know.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadNote {
    /// What kind of thing it is.
    pub kind: ReadNoteKind,
    /// What was noticed, and what it means for the findings.
    pub message: String,
}

/// A kind of [`ReadNote`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReadNoteKind {
    /// Bytes that are no text in the document's encoding were replaced by U+FFFD.
    Replaced,
    /// The encoding is not named in the document and was guessed.
    EncodingGuessed,
    /// Pages hold pictures only: what stands on them was not read.
    PagesWithoutText,
    /// Characters of a font cannot be told: the text has gaps.
    UnmappedGlyphs,
}

/// One text of a policy.
///
/// The source is kept as it came (of a PDF, DOCX or ODT file: its text, as it was drawn from the file); every span
/// counts its bytes, so that `source[span]` is what was quoted.
#[derive(Debug, Clone)]
pub struct Document {
    pub(crate) name: String,
    pub(crate) form: Form,
    pub(crate) source: String,
    /// Of a document whose source is not the file itself: the file's digest and length.
    pub(crate) file: Option<FileRead>,
    pub(crate) notes: Vec<ReadNote>,
    pub(crate) lines: Lines,
    /// Where each page begins in the source; none where there are no pages.
    pub(crate) pages: Vec<usize>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) sentences: Vec<Sentence>,
    /// The blocks' text as it is read: markup gone, line breaks blanks.
    pub(crate) reading: String,
    /// Where each part of `reading` stands in the source.
    pub(crate) pieces: Pieces,
    /// Every sentence as ` word word word ` on a line of its own: lower case, articles and punctuation gone.
    pub(crate) folded: String,
    pub(crate) words: Vec<Word>,
    /// Links' targets: the source offset of the link's last byte, and what it leads to.
    pub(crate) links: Vec<(usize, ContactKind)>,
}

impl Document {
    /// How evidence names the document.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The form it was read as.
    pub fn form(&self) -> Form {
        self.form
    }

    /// The text that spans count the bytes of: as it came, or as it was drawn from the file.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether bytes that are no text were replaced by U+FFFD on reading: spans then count the replaced text.
    pub fn is_lossy(&self) -> bool {
        self.notes.iter().any(|note| note.kind == ReadNoteKind::Replaced)
    }

    /// What was noticed on reading.
    pub fn notes(&self) -> &[ReadNote] {
        &self.notes
    }

    /// How many pages the document has; none where its form has no pages.
    pub fn page_count(&self) -> Option<usize> {
        Some(self.pages.len()).filter(|count| *count > 0)
    }

    /// The page of a byte of the source, from 1; none where the document has no pages.
    pub fn page(&self, offset: usize) -> Option<usize> {
        Some(self.pages.partition_point(|&start| start <= offset).max(1)).filter(|_| !self.pages.is_empty())
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

    /// The line and column of a byte of the source; where the document has pages, the line is counted on its page.
    pub fn position(&self, offset: usize) -> Position {
        let position = self.lines.position(&self.source, offset);
        let page = self.page(offset).and_then(|page| self.pages.get(page - 1));
        let above = page.map_or(0, |&start| self.lines.position(&self.source, start).line - 1);
        Position { line: position.line - above, ..position }
    }

    pub(crate) fn word(&self, at: usize) -> &str {
        &self.folded[self.words[at].folded.clone()]
    }

    /// A sentence as it is read: one line, without markup.
    pub(crate) fn reading_of(&self, sentence: &Sentence) -> &str {
        &self.reading[sentence.reading.clone()]
    }

    /// Some sentences of one block as they are read.
    pub(crate) fn reading_of_sentences(&self, sentences: Range<usize>) -> &str {
        let ends = (
            self.sentences.get(sentences.start),
            sentences.end.checked_sub(1).and_then(|last| self.sentences.get(last)),
        );
        match ends {
            (Some(first), Some(last)) => self.reading.get(first.reading.start..last.reading.end).unwrap_or_default(),
            _ => "",
        }
    }

    /// How many words some sentences have, articles not counted.
    pub(crate) fn words_of_sentences(&self, sentences: Range<usize>) -> usize {
        self.sentences.get(sentences).unwrap_or_default().iter().map(|sentence| sentence.words.len()).sum()
    }

    /// The words of a part of the source.
    pub(crate) fn words_in(&self, span: Range<usize>) -> Range<usize> {
        let first = self.words.partition_point(|word| word.source.start < span.start);
        first..self.words.partition_point(|word| word.source.end <= span.end).max(first)
    }

    /// The heading that a place of the source stands under, as it is read.
    pub(crate) fn heading_above(&self, offset: usize) -> Option<String> {
        let sentence = self.sentences.partition_point(|sentence| sentence.span.start <= offset).checked_sub(1)?;
        let block = self.blocks.get(self.sentences.get(sentence)?.block)?;
        let of_heading = self.blocks.get(*block.headings.last()?)?.sentences.clone();
        let sentences = self.sentences.get(of_heading)?.iter().map(|sentence| self.reading_of(sentence));
        Some(sentences.collect::<Vec<_>>().join(" "))
    }

    /// A part of the source as people read it, where the source is something else: without tags, words whole.
    pub(crate) fn shown(&self, span: Range<usize>) -> Option<String> {
        if !self.form.is_read_otherwise() {
            return None;
        }
        let next = self.sentences.partition_point(|sentence| sentence.span.start < span.start);
        let sentence = self.sentences.get(next).filter(|sentence| sentence.span == span);
        let words = self.words.get(self.words_in(span.clone())).unwrap_or_default();
        let shown = match (sentence, words) {
            (Some(sentence), _) => self.reading_of(sentence),
            (None, [first, .., last]) | (None, [first @ last]) => {
                // With the full stop or the quotation mark that still belongs to the part.
                let after = self.reading.get(last.reading.end..).unwrap_or_default();
                let ends = after.char_indices().map(|(at, c)| (last.reading.end + at + c.len_utf8(), c));
                let own = ends.take_while(|(end, c)| !c.is_whitespace() && self.pieces.source_end(*end) <= span.end);
                let end = own.last().map_or(last.reading.end, |(end, _)| end);
                self.reading.get(first.reading.start..end).unwrap_or_default()
            }
            (None, []) => return None,
        };
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let written = self.source.get(span).unwrap_or_default();
        (!shown.split(' ').eq(written.split_whitespace())).then_some(shown)
    }

    /// Some words as people read them.
    pub(crate) fn words_shown(&self, words: Range<usize>) -> &str {
        let ends = (self.words.get(words.start), words.end.checked_sub(1).and_then(|last| self.words.get(last)));
        match ends {
            (Some(first), Some(last)) if self.form.is_read_otherwise() => {
                self.reading.get(first.reading.start..last.reading.end).unwrap_or_default()
            }
            _ => self.source_of_words(words),
        }
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
