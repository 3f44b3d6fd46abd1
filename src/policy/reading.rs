//! From bytes to a document: the form is told, and what cannot be rated is refused with the place and the way out.

use sha2::{Digest, Sha256};

use super::document::{Document, FileRead, Form, ReadNote, ReadNoteKind};
use super::draft::Drawn;
use super::lines::Lines;
use super::options::ReadOptions;
use super::read_error::ReadError;
#[cfg(feature = "html")]
use super::signature::{is_utf16, is_web_page};
use super::signature::{not_text, shown_form};
use super::{layout, markdown, mend, plain};

impl Document {
    /// A document of plain text. `name` is how evidence names it: a path, a title.
    pub fn text(name: impl Into<String>, source: impl Into<String>) -> Self {
        Self::read(name.into(), source.into(), Form::Text)
    }

    /// A Markdown document. `name` is how evidence names it: a path, a title.
    pub fn markdown(name: impl Into<String>, source: impl Into<String>) -> Self {
        Self::read(name.into(), source.into(), Form::Markdown)
    }

    fn read(name: String, source: String, form: Form) -> Self {
        let drafts = match form {
            Form::Markdown => markdown::blocks(&source),
            _ => plain::blocks(&source),
        };
        let drafts = mend::mend(&source, drafts, form);
        layout::document(name, form, Drawn { source, drafts, pages: Vec::new(), notes: Vec::new() })
    }

    /// Reads a document from outside: tells its form, decodes the bytes and refuses what cannot be rated.
    ///
    /// `name` is how evidence names it. The form is the one that the options name; otherwise the one that the bytes
    /// show (PDF, DOCX and ODT files and web pages do), otherwise the one that the name's ending tells.
    ///
    /// ```
    /// use principle31::{Document, ReadOptions};
    ///
    /// let document = Document::from_bytes("faq.txt", "You may write to us.", &ReadOptions::new())?;
    /// assert_eq!(document.sentences().len(), 1);
    /// assert!(Document::from_bytes("scan.pdf", "%PDF-1.7", &ReadOptions::new()).is_err());
    /// # Ok::<(), principle31::ReadError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the bytes are broken, encrypted, larger than the options allow, of a form that this build does not read, or
    /// hold no sentence; when they are not UTF-8, and the options do not allow for it.
    pub fn from_bytes(
        name: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
        options: &ReadOptions,
    ) -> Result<Self, ReadError> {
        let (name, bytes) = (name.into(), bytes.into());
        if bytes.len() > options.max_bytes {
            return Err(ReadError::TooLarge {
                document: name,
                found: bytes.len(),
                limit: options.max_bytes,
                unit: "bytes",
                advice: "raise the limit if the file is a policy indeed",
            });
        }
        let form = options.form.or_else(|| shown_form(&name, &bytes)).unwrap_or_else(|| Form::of_name(&name));
        let document = match form {
            Form::Text | Form::Markdown => of_text(name, bytes, form, options.lossy)?,
            _ => {
                let drawn = draw(&name, &bytes, form, options)?;
                let file = FileRead { sha256: Sha256::digest(&bytes).into(), bytes: bytes.len() };
                Document { file: Some(file), ..layout::document(name, form, drawn) }
            }
        };
        match document.sentences.is_empty() {
            false => Ok(document),
            true if document.source.chars().all(is_blank) => Err(ReadError::Empty { document: document.name }),
            true => Err(ReadError::NoSentence { document: document.name }),
        }
    }
}

fn of_text(name: String, bytes: Vec<u8>, form: Form, lossy: bool) -> Result<Document, ReadError> {
    let (source, replaced) = decode(&name, bytes, form, lossy)?;
    let mut document = match form {
        Form::Markdown => Document::markdown(name, source),
        _ => Document::text(name, source),
    };
    if replaced {
        document.notes.push(ReadNote {
            kind: ReadNoteKind::Replaced,
            message: "bytes that are not UTF-8 were replaced on reading; quotes and spans are of the replaced text"
                .into(),
        });
    }
    Ok(document)
}

/// Draws the text and its blocks from a file that is more than its text.
#[allow(unused_variables, reason = "every reader is a feature")]
fn draw(name: &str, bytes: &[u8], form: Form, options: &ReadOptions) -> Result<Drawn, ReadError> {
    let not_built = |feature: &'static str| ReadError::NotBuilt { document: name.to_owned(), form, feature };
    match form {
        #[cfg(feature = "pdf")]
        Form::Pdf => super::pdf::draw(name, bytes, options),
        #[cfg(not(feature = "pdf"))]
        Form::Pdf => Err(not_built("pdf")),
        #[cfg(feature = "docx")]
        Form::Docx | Form::Odt => super::office::draw(name, bytes, form, options),
        #[cfg(not(feature = "docx"))]
        Form::Docx | Form::Odt => Err(not_built("docx")),
        #[cfg(feature = "html")]
        Form::Html => of_web_page(name, bytes, options),
        _ => Err(not_built("html")),
    }
}

#[cfg(feature = "html")]
fn of_web_page(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Drawn, ReadError> {
    let refusal = match not_text(bytes) {
        Some(_) if is_web_page(bytes) || is_utf16(bytes) => None,
        refusal => refusal,
    };
    if let Some((what, advice)) = refusal {
        return Err(ReadError::OtherForm { document: name.to_owned(), expected: Form::Html, what, advice });
    }
    let drawn = super::web_page::draw(bytes);
    if drawn.source.len() > options.max_bytes {
        return Err(ReadError::TooLarge {
            document: name.to_owned(),
            found: drawn.source.len(),
            limit: options.max_bytes,
            unit: "bytes as UTF-8",
            advice: "raise the limit if the file is a policy indeed",
        });
    }
    Ok(drawn)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// The text, and whether anything was replaced.
pub(super) fn decode(name: &str, bytes: Vec<u8>, form: Form, lossy: bool) -> Result<(String, bool), ReadError> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(ReadError::Utf16 { document: name.to_owned() });
    }
    if let Some((what, advice)) = not_text(&bytes) {
        return Err(ReadError::OtherForm { document: name.to_owned(), expected: form, what, advice });
    }
    let (bytes, error) = match String::from_utf8(bytes) {
        Ok(text) => return Ok((text, false)),
        Err(error) => {
            let place = error.utf8_error();
            (error.into_bytes(), place)
        }
    };
    if lossy {
        return Ok((String::from_utf8_lossy(&bytes).into_owned(), true));
    }
    let offset = error.valid_up_to();
    let (valid, rest) = bytes.split_at(offset);
    let valid = String::from_utf8_lossy(valid);
    let position = Lines::new(&valid).position(&valid, valid.len());
    Err(ReadError::NotUtf8 { document: name.to_owned(), offset, byte: rest.first().copied().unwrap_or(0), position })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Document, ReadError> {
        Document::from_bytes("policy.txt", bytes, &ReadOptions::new())
    }

    fn as_text(bytes: &[u8]) -> Result<Document, ReadError> {
        Document::from_bytes("policy.txt", bytes, &ReadOptions::new().form(Form::Text))
    }

    fn refusal(bytes: &[u8]) -> String {
        as_text(bytes).unwrap_err().to_string()
    }

    #[test]
    fn utf8_is_kept_as_it_came() {
        let document = read("\u{feff}Où écrire ? À nous.\r\n".as_bytes()).unwrap();
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
        let lossy = |bytes: &[u8]| Document::from_bytes("a", bytes, &ReadOptions::new().lossy()).unwrap();
        assert_eq!(lossy(b"We r\xe9ply.").source(), "We r\u{fffd}ply.");
        assert!(lossy(b"We r\xe9ply.").is_lossy());
        assert!(!lossy(b"We reply.").is_lossy());
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
            (b"\n<!DOCTYPE HTML><p>We reply.", "a web page"),
            (b"We\0reply", "NUL bytes"),
        ] {
            assert!(refusal(bytes).contains(what), "{}", refusal(bytes));
        }
        assert!(as_text(b"PK Ltd replies within a week.").is_ok());
    }

    #[test]
    fn sizes_are_bounded() {
        let error = Document::from_bytes("a.txt", "We reply.", &ReadOptions::new().max_bytes(4)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a.txt: 9 bytes, more than the 4 that are read at most; raise the limit if the file is a policy indeed"
        );
    }

    #[test]
    fn nothing_to_rate_is_an_error_from_outside_and_none_inside() {
        assert_eq!(read(b"").unwrap_err(), ReadError::Empty { document: "policy.txt".into() });
        assert!(matches!(read(b"\xef\xbb\xbf \r\n"), Err(ReadError::Empty { .. })));
        assert!(matches!(read(b"---\n* * *\n"), Err(ReadError::NoSentence { .. })));
        assert!(Document::text("", "").sentences().is_empty());
    }
}
