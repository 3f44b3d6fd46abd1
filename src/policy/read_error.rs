//! Why a document cannot be read, in words for the person who has the file.

use super::document::Form;
use super::lines::Position;

/// Why bytes cannot be read as a document that could be rated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// A byte is not UTF-8.
    #[error(
        "{document}:{}:{}: byte 0x{byte:02X} at offset {offset} is not UTF-8; save the file as UTF-8, or read it lossily",
        position.line, position.column
    )]
    NotUtf8 {
        /// The document's name.
        document: String,
        /// The first invalid byte's offset.
        offset: usize,
        /// The first invalid byte.
        byte: u8,
        /// The first invalid byte's line and column.
        position: Position,
    },
    /// The text is UTF-16.
    #[error("{document}: the text is UTF-16, which is read in web pages only; save the file as UTF-8")]
    Utf16 {
        /// The document's name.
        document: String,
    },
    /// The bytes are of another form than the one asked for, or of one that is never read.
    #[error("{document}: this is {what}, not {}; {advice}", expected.described())]
    OtherForm {
        /// The document's name.
        document: String,
        /// The form that was to be read.
        expected: Form,
        /// What the bytes look like: "a PDF file".
        what: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// The form is read by a feature that this build leaves out.
    #[error(
        "{document}: this is {}, which this build does not read; build it with the feature `{feature}`, or extract its \
         text first", form.described()
    )]
    NotBuilt {
        /// The document's name.
        document: String,
        /// The form.
        form: Form,
        /// The feature of this crate that reads it.
        feature: &'static str,
    },
    /// The file is broken.
    #[error("{document}: {} that cannot be read: {reason}; open it, save it anew and try again", form.described())]
    Damaged {
        /// The document's name.
        document: String,
        /// The form.
        form: Form,
        /// What is wrong with it.
        reason: String,
    },
    /// The file is encrypted, and cannot be read without a password.
    #[error("{document}: {} that needs a password; save a copy without one", form.described())]
    Encrypted {
        /// The document's name.
        document: String,
        /// The form.
        form: Form,
    },
    /// There are pictures of text, and no text.
    #[error(
        "{document}: a PDF file of {pages} page(s) without text, a scan it seems; run text recognition on it first \
         (OCR: `ocrmypdf` or the scanner's own)"
    )]
    NoTextLayer {
        /// The document's name.
        document: String,
        /// How many pages there are.
        pages: usize,
    },
    /// There is text, but the fonts do not say which letters it is made of.
    #[error(
        "{document}: a PDF file whose fonts do not say what their characters are ({unmapped} of {characters} cannot be \
         told); export it anew, or run text recognition on it (OCR: `ocrmypdf --force-ocr`)"
    )]
    UnmappedText {
        /// The document's name.
        document: String,
        /// How many characters cannot be told.
        unmapped: usize,
        /// How many there are.
        characters: usize,
    },
    /// The file is larger than the options allow.
    #[error("{document}: {found} {unit}, more than the {limit} that are read at most; {advice}")]
    TooLarge {
        /// The document's name.
        document: String,
        /// How much there is.
        found: usize,
        /// The limit ([`ReadOptions`](super::ReadOptions)).
        limit: usize,
        /// What is counted: "bytes", "pages".
        unit: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// There is nothing but white space.
    #[error("{document}: the document is empty; nothing can be said about it")]
    Empty {
        /// The document's name.
        document: String,
    },
    /// There are characters, but no word that is read.
    #[error(
        "{document}: the document holds no sentence, only symbols, markup or front matter; check that it is the right file"
    )]
    NoSentence {
        /// The document's name.
        document: String,
    },
}

impl Form {
    /// The form in a sentence: "a web page".
    fn described(self) -> &'static str {
        match self {
            Form::Text => "plain text",
            Form::Markdown => "Markdown",
            Form::Html => "a web page (HTML)",
            Form::Pdf => "a PDF file",
            Form::Docx => "a Word file (DOCX)",
            Form::Odt => "an OpenDocument text (ODT)",
        }
    }
}
