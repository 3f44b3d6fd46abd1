//! What a frame's own text may hold: Markdown, but no HTML and no link that could run something.
//!
//! A value is escaped for the places where Markdown shows text. In a tag of HTML or in a link's address other rules hold:
//! so there is none of the one in a frame, and no value in the other.

use super::error::Fault;

/// How a link may begin.
const ADDRESSES: [&str; 3] = ["https://", "http://", "mailto:"];

/// Checks a stretch of a frame's own text that stands between values, tags and comments, at a byte of the frame.
pub(super) fn check(text: &str, at: usize) -> Result<(), Fault> {
    let mut escaped = false;
    for (place, c) in text.char_indices() {
        let rest = text.get(place + c.len_utf8()..).unwrap_or_default();
        let message = match c {
            _ if escaped => None,
            '<' => angle(rest),
            ']' if rest.starts_with('(') || defines(text, place, rest) => address(rest.get(1..).unwrap_or_default()),
            _ => None,
        };
        if let Some(message) = message {
            return Err(Fault::new(at + place, message));
        }
        escaped = c == '\\' && !escaped;
    }
    Ok(())
}

/// What is wrong with what follows `<`.
fn angle(rest: &str) -> Option<String> {
    let opens = rest.chars().next().is_none_or(|c| c.is_alphabetic() || matches!(c, '/' | '!' | '?'));
    let length = rest.find(['>', '<', '\n']).unwrap_or(rest.len());
    let inner = rest.get(..length).unwrap_or_default();
    let is_closed = rest.get(length..).is_some_and(|rest| rest.starts_with('>'));
    let is_link = is_address(inner) && !inner.contains(char::is_whitespace) || is_mailbox(inner);
    if !opens || is_closed && is_link {
        return None;
    }
    let shown: String = inner.chars().take(40).collect();
    let close = if is_closed { ">" } else { "" };
    Some(format!(
        "`<{shown}{close}`: a frame is Markdown without HTML; expected `\\<` for the sign itself, or a whole address \
         of a web page or a mailbox between `<` and `>`"
    ))
}

/// Whether a `]` ends the name of a link that is defined on a line of its own: `[name]: https://…`.
fn defines(text: &str, place: usize, rest: &str) -> bool {
    let line = text.get(..place).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
    rest.starts_with(':') && line.trim_start().starts_with('[')
}

/// What is wrong with a link's address.
fn address(rest: &str) -> Option<String> {
    let rest = rest.trim_start();
    let inner = rest.strip_prefix('<').unwrap_or(rest);
    let Some(length) = inner.find([')', '>', ' ', '\n']) else {
        // It goes on with a value or a tag.
        return Some(
            "a value in a link's address; expected the whole address (`policy.url` is a link by itself)".to_owned(),
        );
    };
    let inner = inner.get(..length).unwrap_or_default();
    if is_address(inner) {
        return None;
    }
    let shown: String = inner.chars().take(40).collect();
    Some(format!("a link to `{shown}`; expected an address that begins with https://, http:// or mailto:"))
}

/// Whether a text is a plain address of a mailbox.
fn is_mailbox(text: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "._+-".contains(c));
    text.split_once('@').is_some_and(|(name, host)| plain(name) && plain(host))
}

fn is_address(text: &str) -> bool {
    ADDRESSES.iter().any(|start| text.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_taken() {
        for text in [
            "a < b, 1 <2, \\<b> and `x`\n> quote",
            "<https://example.org/a> <a.b@example.org> [here](https://example.org/(a)) [x](<mailto:a@example.org>)\n",
            "[name and organisation]\n[1]: https://example.org\nsee [this]: it is\n",
        ] {
            assert!(check(text, 0).is_ok(), "{:?}", check(text, 0));
        }
    }

    #[test]
    fn html_links_that_run_something_and_values_in_addresses_are_not() {
        for (text, place) in [
            ("a <b>", 2),
            ("</b>", 0),
            ("<!-- -->", 0),
            ("<?x", 0),
            ("<", 0),
            ("\\\\<b>", 2),
            ("<https://a b>", 0),
            ("<https://a", 0),
            ("<a@b c>", 0),
            ("<javascript:a>", 0),
            ("é[a](javascript:b)", 4),
            ("[a](https://example.org/", 2),
            ("[a](", 2),
            ("x\n [a]: data:b\n", 5),
        ] {
            assert_eq!(check(text, 10).map_err(|fault| fault.at), Err(place + 10), "{text}");
        }
    }
}
