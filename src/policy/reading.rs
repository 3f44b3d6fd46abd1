//! From bytes to a document: the form is told, and what cannot be rated is refused with the place and the way out.

use sha2::{Digest, Sha256};

use super::document::{Document, FileRead, Form, ReadNote, ReadNoteKind};
use super::draft::Drawn;
use super::layout;
use super::lines::Lines;
use super::read_error::ReadError;

/// How bytes become a document.
///
/// ```
/// use principle31::{Document, Form, ReadOptions};
///
/// let options = ReadOptions::new().form(Form::Markdown).lossy();
/// let document = Document::from_bytes("faq", "You *may* write to us.", &options)?;
/// assert_eq!(document.form(), Form::Markdown);
/// # Ok::<(), principle31::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    form: Option<Form>,
    pub(super) lossy: bool,
    pub(super) max_bytes: usize,
    pub(super) max_pages: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions { form: None, lossy: false, max_bytes: Self::MAX_BYTES, max_pages: Self::MAX_PAGES }
    }
}

impl ReadOptions {
    /// The most bytes of a document, and of the text drawn from it, unless [set](Self::max_bytes) otherwise: 64 MiB.
    pub const MAX_BYTES: usize = 64 << 20;
    /// The most pages, unless [set](Self::max_pages) otherwise.
    pub const MAX_PAGES: usize = 2_000;

    /// The form is told by the bytes and the name; text that is not UTF-8 is an error.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads as this form, whatever the bytes and the name tell.
    #[must_use]
    pub fn form(mut self, form: Form) -> Self {
        self.form = Some(form);
        self
    }

    /// Replaces every byte sequence that is no text by U+FFFD instead of refusing it. Spans then count the replaced
    /// text ([`Document::is_lossy`]).
    #[must_use]
    pub fn lossy(mut self) -> Self {
        self.lossy = true;
        self
    }

    /// Reads at most so many bytes: of the file, and of what a compressed file unpacks to.
    #[must_use]
    pub fn max_bytes(mut self, bytes: usize) -> Self {
        self.max_bytes = bytes;
        self
    }

    /// Reads at most so many pages.
    #[must_use]
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.max_pages = pages;
        self
    }
}

impl Document {
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

/// Whether the bytes, white space before them apart, begin so.
pub(super) fn begins(bytes: &[u8], magic: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    start.get(..magic.len()).is_some_and(|head| head.eq_ignore_ascii_case(magic))
}

const PDF: &[u8] = b"%PDF-";
pub(super) const ZIP: &[u8] = b"PK\x03\x04";
const HTML: [&[u8]; 2] = [b"<!doctype html", b"<html"];

/// Whether a page begins here: comments ("saved from url") and an XML declaration may stand before it.
fn is_web_page(bytes: &[u8]) -> bool {
    let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    loop {
        let end: &[u8] = match rest {
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'?', ..] => b">",
            _ => return HTML.iter().any(|magic| begins(rest, magic)),
        };
        let Some(at) = rest.windows(end.len()).position(|window| window == end) else { return false };
        rest = rest.get(at + end.len()..).unwrap_or_default().trim_ascii_start();
    }
}

/// Whether the bytes are UTF-16, by their mark or by the zeros of a page's first characters.
fn is_utf16(bytes: &[u8]) -> bool {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [b'<', 0, second, 0, ..] | [0, b'<', 0, second, ..] => *second != 0,
        _ => false,
    }
}

/// Whether the bytes are a page in UTF-16: its beginning is ASCII, each character with a zero.
fn is_wide_web_page(bytes: &[u8]) -> bool {
    let head = bytes.get(..4096).unwrap_or(bytes);
    is_utf16(bytes) && {
        let narrow: Vec<u8> = head.iter().copied().filter(|byte| !matches!(byte, 0 | 0xfe | 0xff)).collect();
        is_web_page(&narrow)
    }
}

/// Whether a browser saved the page with everything in it, as a message of several parts.
fn is_web_archive(bytes: &[u8]) -> bool {
    const HEADERS: [&[u8]; 4] = [b"from:", b"mime-version:", b"content-type:", b"subject:"];
    let part = b"multipart/related";
    let head = bytes.get(..4096).unwrap_or(bytes);
    HEADERS.iter().any(|header| begins(bytes, header))
        && head.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part))
}

/// The form that the bytes themselves show.
fn shown_form(name: &str, bytes: &[u8]) -> Option<Form> {
    let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    if begins(bytes, PDF) {
        Some(Form::Pdf)
    } else if begins(bytes, ZIP) {
        // The first entry of an OpenDocument file is its media type, stored as it is.
        let head = bytes.get(..200).unwrap_or(bytes);
        let is_odt = head.windows(15).any(|window| window == b"vnd.oasis.opend");
        match Form::of_name(name) {
            form @ (Form::Docx | Form::Odt) => Some(form),
            _ if is_odt => Some(Form::Odt),
            _ => holds(b"word/document.xml").then_some(Form::Docx),
        }
    } else {
        (is_web_page(bytes) || is_wide_web_page(bytes)).then_some(Form::Html)
    }
}

/// What the bytes are, if they are known not to be text, and what to do about it.
pub(super) fn not_text(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const OTHER_FORM: &str = "read it as that";
    const EXTRACT: &str = "save it as PDF or DOCX, or extract its text first";
    if begins(bytes, PDF) {
        Some(("a PDF file", OTHER_FORM))
    } else if begins(bytes, ZIP) || begins(bytes, b"PK\x05\x06") {
        Some(("a ZIP archive", "unpack it first; DOCX and ODT files, which are such too, are read as what they are"))
    } else if begins(bytes, b"\xd0\xcf\x11\xe0") {
        Some(("an old Office document (DOC)", EXTRACT))
    } else if begins(bytes, br"{\rtf") {
        Some(("an RTF file", EXTRACT))
    } else if is_web_archive(bytes) {
        Some(("a saved web archive (MHTML)", "open it in a browser and save it as HTML or PDF"))
    } else if is_web_page(bytes) {
        Some(("a web page (HTML)", OTHER_FORM))
    } else if bytes.contains(&0) {
        Some(("binary data or UTF-16 (there are NUL bytes)", "save it as UTF-8 text"))
    } else {
        None
    }
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
    fn the_bytes_tell_the_form_before_the_name_does() {
        for (name, bytes, form) in [
            ("policy.txt", &b"%PDF-1.7"[..], Some(Form::Pdf)),
            ("policy", b" <!doctype HTML><p>", Some(Form::Html)),
            ("policy.docx", b"PK\x03\x04", Some(Form::Docx)),
            ("policy.zip", b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text", Some(Form::Odt)),
            ("policy", b"PK\x03\x04....word/document.xml", Some(Form::Docx)),
            ("policy", b"PK\x03\x04....readme.txt", None),
            ("policy.md", b"# We reply", None),
        ] {
            assert_eq!(shown_form(name, bytes), form, "{name}");
        }
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
