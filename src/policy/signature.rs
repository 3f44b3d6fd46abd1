//! What a file is, as its first bytes tell.

use super::document::Form;

/// Whether the bytes, white space before them apart, begin so.
pub(super) fn begins(bytes: &[u8], magic: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    start.get(..magic.len()).is_some_and(|head| head.eq_ignore_ascii_case(magic))
}

const PDF: &[u8] = b"%PDF-";
pub(super) const ZIP: &[u8] = b"PK\x03\x04";
const HTML: [&[u8]; 2] = [b"<!doctype html", b"<html"];

/// Whether a page begins here: comments ("saved from url") and an XML declaration may stand before it.
pub(super) fn is_web_page(bytes: &[u8]) -> bool {
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
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
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
pub(super) fn shown_form(name: &str, bytes: &[u8]) -> Option<Form> {
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
}
