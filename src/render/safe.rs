//! Making a policy's text safe to show: on one line, without anything that acts.

use unicode_segmentation::UnicodeSegmentation;

/// Text on one line, without control characters and marks that turn the direction of writing.
pub(super) fn line(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text without control characters and marks that turn the direction of writing; its white space is kept.
pub(super) fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|&c| !acts(c)).collect()
}

/// A name as it is, blanks and all, without control characters and marks that turn the direction of writing.
pub(super) fn name(text: &str) -> String {
    text.chars().filter(|&c| !c.is_control() && !acts(c)).collect()
}

/// Characters that show nothing and change how others are shown (UAX #9 marks, embeddings, overrides and isolates; tags;
/// zero-width characters).
fn acts(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// JSON that says the same without any character that acts, or a command of a workflow (`##[`): as escapes, so that a quote
/// stays word for word.
pub(super) fn json(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        // Line breaks in JSON stand between its values; those in strings are escaped already.
        match c != '\n' && (c.is_control() || acts(c) || matches!(c, '\u{2028}' | '\u{2029}')) {
            true => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| escaped.push_str(&format!("\\u{unit:04x}"))),
            // A bracket after these stands in a string, where else could they.
            false if c == '[' && escaped.ends_with("##") => escaped.push_str("\\u005b"),
            false => escaped.push(c),
        }
    }
    escaped
}

/// A line of at most `most` characters; what is too long ends with an ellipsis, after a whole character as people see it.
pub(super) fn clipped(line: &str, most: usize) -> String {
    if line.chars().count() <= most {
        return line.to_owned();
    }
    let (mut clipped, mut length) = (String::new(), 1);
    for grapheme in line.graphemes(true) {
        length += grapheme.chars().count();
        if length > most {
            break;
        }
        clipped.push_str(grapheme);
    }
    clipped.truncate(clipped.trim_end().len());
    clipped.push('…');
    clipped
}

/// A line of text that Markdown shows as it is.
pub(super) fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    for c in line(text).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '^' | '$' | '!' => escaped.push('\\'),
            // "{{" would be a command where a page is a template, too.
            '{' => escaped.push('\\'),
            '#' | '+' | '-' | '=' if escaped.is_empty() => escaped.push('\\'),
            // "1. " at the beginning would be a list's item.
            '.' | ')' if before.is_ascii_digit() && escaped.chars().all(|c| c.is_ascii_digit()) => escaped.push('\\'),
            // Names that are mentioned, addresses that are linked, and entities are shown as they stand.
            '&' => {
                escaped.push_str("&amp;");
                before = c;
                continue;
            }
            '@' => {
                escaped.push_str("&#64;");
                before = c;
                continue;
            }
            _ => {}
        }
        escaped.push(c);
        before = c;
    }
    // "##" at the end of a heading would only close it.
    if escaped.len() > 2 && escaped.ends_with('#') {
        escaped.insert(escaped.len() - 1, '\\');
    }
    escaped.replace("://", ":&#47;/").replace("www.", "www&#46;")
}

/// Markdown in which GitHub finds nobody to notify and no issue to link: it looks for `@name` and `#12` in what is shown,
/// escaped or not, so a blank of no width parts them.
pub(super) fn unlinked(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut characters = markdown.chars().peekable();
    let mut before = ' ';
    while let Some(c) = characters.next() {
        out.push(c);
        let issue = c == '#' && before != '&' && characters.peek().is_some_and(char::is_ascii_digit);
        if issue || out.ends_with("&#64;") {
            out.push_str("&#8203;");
        }
        before = c;
    }
    out
}

/// A web address as a link that Markdown makes of it; anything else that was given for one as plain text.
#[cfg(feature = "letter")]
pub(super) fn address(text: &str) -> String {
    match is_web_address(text) {
        true => format!("<{text}>"),
        false => markdown(text),
    }
}

/// Whether a text is a web address and nothing else: only then may it become a link.
pub(super) fn is_web_address(text: &str) -> bool {
    let plain = text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\'));
    plain && (text.starts_with("https://") || text.starts_with("http://"))
}

/// Whether a text is a web address or a reference to a file beside the page, and nothing else: only then may it become a
/// link.
pub(super) fn is_reference(text: &str) -> bool {
    let plain = text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\'));
    // What stands before a colon in the first part of a path would be a scheme.
    let first = text.split(['/', '?', '#']).next().unwrap_or_default();
    is_web_address(text) || plain && !text.is_empty() && !text.starts_with("//") && !first.contains(':')
}

/// Text for a terminal in which a workflow's log finds no command: GitHub's runner looks for `::` at the beginning of a line,
/// blanks or not, and for `##[` anywhere. A character of no width parts them.
pub(super) fn logged(text: &str) -> String {
    let apart = |line: &str| match line.trim_start().starts_with("::") {
        true => line.replacen("::", "\u{2060}::", 1),
        false => line.to_owned(),
    };
    text.split('\n').map(apart).collect::<Vec<_>>().join("\n").replace("##[", "##\u{2060}[")
}

/// What is told beside a report, in lines: without what acts on a terminal or in a workflow's log.
pub(super) fn message(text: &str) -> String {
    logged(&text.split('\n').map(visible).collect::<Vec<_>>().join("\n"))
}

/// Lines of at most `width` characters, each after `indent` blanks.
pub(super) fn wrapped(text: &str, width: usize, indent: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut();
        match last {
            Some(last) if last.is_empty() => last.push_str(word),
            Some(last) if indent + last.chars().count() + 1 + word.chars().count() <= width => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let indent = " ".repeat(indent);
    lines.iter().map(|line| format!("{indent}{line}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_is_left() {
        assert_eq!(line("a\u{1b}[31mb\r\nc\u{202e}d\u{200b}\te"), "a [31mb cd e");
    }

    #[test]
    fn json_keeps_what_it_says() {
        let text = serde_json::to_string("a\u{202e}b\u{9b}\n\u{e0041}é##[x").unwrap();
        assert_eq!(json(&text), r#""a\u202eb\u009b\n\udb40\udc41é##\u005bx""#);
        assert_eq!(serde_json::from_str::<String>(&json(&text)).unwrap(), "a\u{202e}b\u{9b}\n\u{e0041}é##[x");
    }

    #[test]
    fn a_line_is_clipped_between_the_characters_that_people_see() {
        assert_eq!(clipped("one two", 7), "one two");
        assert_eq!(clipped("one two", 5), "one…");
        let family = "👩\u{200d}👩\u{200d}👧";
        assert_eq!(clipped(&format!("ab{family}c"), 6), "ab…");
        assert_eq!(clipped(&format!("ab{family}cd"), 8), format!("ab{family}…"));
    }

    #[test]
    fn markdown_shows_what_was_written() {
        assert_eq!(markdown("# <b> *x* [y](z) a@b"), "\\# \\<b\\> \\*x\\* \\[y\\](z) a&#64;b");
        assert_eq!(markdown("1. one"), "1\\. one");
        assert_eq!((markdown("#"), markdown("C #")), ("\\#".to_owned(), "C \\#".to_owned()));
        assert_eq!(markdown("see https://example.com"), "see https:&#47;/example.com");
    }

    #[test]
    fn nobody_is_notified_and_no_issue_is_linked() {
        assert_eq!(
            unlinked("# 1\n\na&#64;b &#47;/ #12 \\#3 `#4`"),
            "# 1\n\na&#64;&#8203;b &#47;/ #&#8203;12 \\#&#8203;3 `#&#8203;4`"
        );
    }

    #[test]
    fn a_log_finds_no_command() {
        assert_eq!(logged("a\n  ::error::b c::d\nx ##[error]y"), "a\n  \u{2060}::error::b c::d\nx ##\u{2060}[error]y");
        assert_eq!(message("a\u{1b}[31m\n::stop-commands::x"), "a [31m\n\u{2060}::stop-commands::x");
    }

    #[cfg(feature = "letter")]
    #[test]
    fn only_a_web_address_becomes_a_link() {
        assert_eq!(address("https://example.com/a_b"), "<https://example.com/a_b>");
        assert_eq!(address("javascript:alert(1)"), "javascript:alert(1)");
        assert_eq!(address("https://a.b/> <b>"), "https:&#47;/a.b/\\> \\<b\\>");
    }

    #[test]
    fn a_reference_has_no_scheme_of_its_own() {
        for reference in ["reports/a.html", "a%3Ab.html#f1", "./a:b.html", "https://example.com/a"] {
            assert!(is_reference(reference), "{reference}");
        }
        for other in ["javascript:alert(1)", "//example.com", "", "a b.html", "data:text/html,x", "a\\b>"] {
            assert!(!is_reference(other), "{other}");
        }
    }

    #[test]
    fn lines_are_no_wider_than_asked() {
        assert_eq!(wrapped("one two three", 9, 2), "  one two\n  three");
        assert_eq!(wrapped("extraordinary", 5, 0), "extraordinary");
    }
}
