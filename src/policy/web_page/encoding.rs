//! A page's bytes as text: the byte order mark tells the encoding, then the page itself, then the bytes' look.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

use super::super::document::{ReadNote, ReadNoteKind};
use super::elements::Element;
use super::tokens::{Attributes, Token, tokens};

/// So far a page is searched for the name of its encoding.
const HEAD: usize = 16 << 10;

/// The text, and what a reader of the report must know of how it came about. Of a page in UTF-8, the text is the
/// bytes as they are.
pub(super) fn decode(bytes: &[u8]) -> (String, Vec<ReadNote>) {
    let mut notes = Vec::new();
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => told(bytes).unwrap_or_else(|| match std::str::from_utf8(bytes) {
            Ok(_) => UTF_8,
            Err(_) => {
                notes.push(ReadNote {
                    kind: ReadNoteKind::EncodingGuessed,
                    message: "the page does not name its encoding, and is not UTF-8; it was read as windows-1252"
                        .into(),
                });
                WINDOWS_1252
            }
        }),
    };
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    // The mark of a page in UTF-8, if there is one, is part of the source.
    let (decoded, failed) = match encoding == UTF_8 {
        true => (String::from_utf8_lossy(bytes), !is_utf8),
        false => encoding.decode_with_bom_removal(bytes),
    };
    // No other text looks like UTF-8 by accident, but a page saved anew may still name what it was written in.
    if encoding != UTF_8 && is_utf8 && !bytes.is_ascii() && (failed || encoding.is_single_byte()) {
        notes.push(ReadNote {
            kind: ReadNoteKind::EncodingGuessed,
            message: format!("the page names its encoding as {}, but is UTF-8, as which it was read", encoding.name()),
        });
        return (String::from_utf8_lossy(bytes).into_owned(), notes);
    }
    if failed {
        notes.push(ReadNote {
            kind: ReadNoteKind::Replaced,
            message: format!(
                "bytes that are not {} were replaced by U+FFFD on reading; quotes and spans are of the replaced text",
                encoding.name()
            ),
        });
    }
    (decoded.into_owned(), notes)
}

/// The encoding that the page itself tells.
fn told(bytes: &[u8]) -> Option<&'static Encoding> {
    // UTF-16 without a mark shows by its zeros.
    match bytes {
        [b'<', 0, second, 0, ..] if *second != 0 => return Some(UTF_16LE),
        [0, b'<', 0, second, ..] if *second != 0 => return Some(UTF_16BE),
        _ => {}
    }
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes));
    let encoding = of_declaration(&head).or_else(|| of_meta(&head))?;
    Some(match encoding {
        // The page could not have been read so far.
        _ if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
        _ if encoding == X_USER_DEFINED => WINDOWS_1252,
        _ => encoding,
    })
}

fn of_label(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes())
}

/// `<?xml version="1.0" encoding="…"?>`
fn of_declaration(head: &str) -> Option<&'static Encoding> {
    let declaration = head.strip_prefix("<?xml")?;
    let declaration = declaration.get(..declaration.find('>')?)?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    of_label(value.get(1..)?.split(quote).next()?)
}

fn of_meta(head: &str) -> Option<&'static Encoding> {
    tokens(head, false).find_map(|token| match token {
        Token::Start(tag) if Element::of(&tag.name) == Element::Meta => of_attributes(&tag.attributes),
        _ => None,
    })
}

fn of_attributes(attributes: &Attributes) -> Option<&'static Encoding> {
    if let Some(label) = attributes.get("charset") {
        return of_label(label);
    }
    let content = attributes.get("content").filter(|_| attributes.is("http-equiv", "content-type"))?;
    let lower = content.to_ascii_lowercase();
    let (_, value) = lower.split_once("charset")?;
    of_label(value.trim_start().strip_prefix('=')?.trim_start().split([';', ' ']).next()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Vec<ReadNoteKind>) {
        let (text, notes) = decode(bytes);
        (text, notes.into_iter().map(|note| note.kind).collect())
    }

    #[test]
    fn a_page_tells_its_encoding() {
        for head in [
            "<meta charset=windows-1252>",
            "<!-- <meta charset=utf-8> --><META CHARSET=' Latin1 '>",
            "<meta content='text/html; charset=\"ISO-8859-1\"' http-equiv=content-type>",
            "<?xml version='1.0' encoding='iso-8859-1'?><html>",
        ] {
            let (text, notes) = read(&[head.as_bytes(), b"caf\xe9 \x93x\x94"].concat());
            assert_eq!((text.strip_prefix(head), notes), (Some("café “x”"), vec![]), "{head}");
        }
        let (text, notes) =
            read("<meta charset=shift_jis>".bytes().chain(*b"\x93\xfa\x96\x7b").collect::<Vec<_>>().as_slice());
        assert_eq!((text.ends_with("日本"), notes), (true, vec![]));
    }

    #[test]
    fn marks_come_first() {
        assert_eq!(read(b"\xff\xfe<\0p\0>\0\xe9\0"), ("<p>é".into(), vec![]));
        assert_eq!(read(b"\xfe\xff\0<\0p\0>\0\xe9"), ("<p>é".into(), vec![]));
        assert_eq!(read(b"<\0p\0>\0\xe9\0"), ("<p>é".into(), vec![]));
        assert_eq!(read(b"\0<\0p\0>\0\xe9"), ("<p>é".into(), vec![]));
        let text = "\u{feff}<meta charset=latin1>é";
        assert_eq!(read(text.as_bytes()), (text.into(), vec![]));
    }

    #[test]
    fn what_is_guessed_or_replaced_is_noted() {
        assert_eq!(read(b"<p>caf\xe9"), ("<p>café".into(), vec![ReadNoteKind::EncodingGuessed]));
        assert_eq!(read("<p>café".as_bytes()), ("<p>café".into(), vec![]));
        for text in ["<meta charset=iso-8859-1><p>café", "<meta charset=gb2312><p>这个页面不是国标码编码"] {
            assert_eq!(read(text.as_bytes()), (text.into(), vec![ReadNoteKind::EncodingGuessed]));
        }
        assert_eq!(
            read(b"<meta charset=utf-16><p>caf\xe9"),
            ("<meta charset=utf-16><p>caf\u{fffd}".into(), vec![ReadNoteKind::Replaced])
        );
    }
}
