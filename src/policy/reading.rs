//! From bytes to a document: what is no UTF-8 text is refused, with the place and the way out.

use super::document::{Document, Form};
use super::lines::{Lines, Position};

/// How bytes become text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark; anything else is an error.
    #[default]
    Utf8,
    /// UTF-8, every invalid sequence replaced by U+FFFD. Spans then count the replaced text
    /// ([`Document::is_lossy`]).
    Utf8Lossy,
}

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
    #[error("{document}: the text is UTF-16, which is not supported; save the file as UTF-8")]
    Utf16 {
        /// The document's name.
        document: String,
    },
    /// The bytes are no plain text at all.
    #[error("{document}: this is {what}, not plain text or Markdown; {advice}")]
    NotText {
        /// The document's name.
        document: String,
        /// What the bytes look like: "a PDF file".
        what: &'static str,
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

impl Document {
    /// Reads a document from outside: decodes the bytes and refuses what cannot be rated.
    ///
    /// `name` is how evidence names it, `form` how it is written ([`Form::of_name`] tells it from a name).
    ///
    /// ```
    /// use principle31::{Document, Encoding, Form};
    ///
    /// let document = Document::from_bytes("faq.txt", "You may write to us.", Form::Text, Encoding::Utf8)?;
    /// assert_eq!(document.sentences().len(), 1);
    /// assert!(Document::from_bytes("scan.pdf", "%PDF-1.7", Form::Text, Encoding::Utf8).is_err());
    /// # Ok::<(), principle31::ReadError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the bytes are not UTF-8 (and `encoding` does not allow for it), are UTF-16, are binary or HTML, or
    /// hold no sentence.
    pub fn from_bytes(
        name: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
        form: Form,
        encoding: Encoding,
    ) -> Result<Self, ReadError> {
        let name = name.into();
        let (source, lossy) = decode(&name, bytes.into(), encoding)?;
        if source.chars().all(is_blank) {
            return Err(ReadError::Empty { document: name });
        }
        let mut document = Document::read(name, source, form);
        document.lossy = lossy;
        match document.sentences.is_empty() {
            true => Err(ReadError::NoSentence { document: document.name }),
            false => Ok(document),
        }
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// The text, and whether anything was replaced.
pub(super) fn decode(name: &str, bytes: Vec<u8>, encoding: Encoding) -> Result<(String, bool), ReadError> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(ReadError::Utf16 { document: name.to_owned() });
    }
    if let Some((what, advice)) = not_text(&bytes) {
        return Err(ReadError::NotText { document: name.to_owned(), what, advice });
    }
    let (bytes, error) = match String::from_utf8(bytes) {
        Ok(text) => return Ok((text, false)),
        Err(error) => {
            let place = error.utf8_error();
            (error.into_bytes(), place)
        }
    };
    if encoding == Encoding::Utf8Lossy {
        return Ok((String::from_utf8_lossy(&bytes).into_owned(), true));
    }
    let offset = error.valid_up_to();
    let (valid, rest) = bytes.split_at(offset);
    let valid = String::from_utf8_lossy(valid);
    let position = Lines::new(&valid).position(&valid, valid.len());
    Err(ReadError::NotUtf8 { document: name.to_owned(), offset, byte: rest.first().copied().unwrap_or(0), position })
}

/// What the bytes are, if they are known not to be text, and what to do about it.
fn not_text(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const EXTRACT: &str = "extract its text first";
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins = |magic: &[u8]| start.get(..magic.len()).is_some_and(|head| head.eq_ignore_ascii_case(magic));
    if begins(b"%PDF-") {
        Some(("a PDF file", EXTRACT))
    } else if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        Some(("a ZIP archive (DOCX, ODT and EPUB files are such)", EXTRACT))
    } else if begins(b"\xd0\xcf\x11\xe0") {
        Some(("an old Office document (DOC)", EXTRACT))
    } else if begins(br"{\rtf") {
        Some(("an RTF file", EXTRACT))
    } else if begins(b"<!doctype html") || begins(b"<html") {
        Some(("an HTML page", "convert it to Markdown or save its text first"))
    } else if bytes.contains(&0) {
        Some(("binary data or UTF-16 (there are NUL bytes)", "save it as UTF-8 text"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], encoding: Encoding) -> Result<Document, ReadError> {
        Document::from_bytes("policy.txt", bytes, Form::Text, encoding)
    }

    fn refusal(bytes: &[u8]) -> String {
        read(bytes, Encoding::Utf8).unwrap_err().to_string()
    }

    #[test]
    fn utf8_is_kept_as_it_came() {
        let document = read("\u{feff}Où écrire ? À nous.\r\n".as_bytes(), Encoding::Utf8).unwrap();
        assert_eq!(document.source(), "\u{feff}Où écrire ? À nous.\r\n");
        assert!(!document.is_lossy());
    }

    #[test]
    fn an_invalid_byte_is_named_with_its_place() {
        assert_eq!(
            refusal(b"We reply.\n\xc3\xa9l\xe9ment"),
            "policy.txt:2:3: byte 0xE9 at offset 13 is not UTF-8; save the file as UTF-8, or read it lossily"
        );
    }

    #[test]
    fn lossy_reading_replaces_and_says_so() {
        let document = read(b"We r\xe9ply.", Encoding::Utf8Lossy).unwrap();
        assert_eq!(document.source(), "We r\u{fffd}ply.");
        assert!(document.is_lossy());
        assert!(!read(b"We reply.", Encoding::Utf8Lossy).unwrap().is_lossy());
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        for (bytes, what) in [
            (&b"\xff\xfeW\0e\0"[..], "UTF-16"),
            (b"\xfe\xff\0W\0e", "UTF-16"),
            (b"%PDF-1.7\n...", "a PDF file"),
            (b"PK\x03\x04word/document.xml", "DOCX"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1", "DOC"),
            (b"{\\rtf1 text}", "RTF"),
            (b"\n<!DOCTYPE HTML><p>We reply.", "an HTML page"),
            (b"We\0reply", "NUL bytes"),
        ] {
            assert!(refusal(bytes).contains(what), "{}", refusal(bytes));
            assert!(read(bytes, Encoding::Utf8Lossy).is_err());
        }
        assert!(read(b"PK Ltd replies within a week.", Encoding::Utf8).is_ok());
    }

    #[test]
    fn nothing_to_rate_is_an_error_from_outside_and_none_inside() {
        assert_eq!(read(b"", Encoding::Utf8).unwrap_err(), ReadError::Empty { document: "policy.txt".into() });
        assert!(matches!(read(b"\xef\xbb\xbf \r\n", Encoding::Utf8), Err(ReadError::Empty { .. })));
        assert!(matches!(read(b"---\n* * *\n", Encoding::Utf8), Err(ReadError::NoSentence { .. })));
        assert!(Document::text("", "").sentences().is_empty());
    }
}
