//! What stands in Markdown files for machines: front matter and the tags of template languages.

use std::ops::Range;

/// How many bytes at the start are not read: a byte order mark, and front matter (`---` with YAML, `+++` with TOML).
///
/// More lenient than the Markdown parser's own: blank lines may stand anywhere. Stricter, too: a rule above
/// ordinary text hides nothing.
pub(super) fn front_matter(source: &str) -> usize {
    let mark = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut at = mark;
    let mut fence = None;
    let mut keys = 0;
    for line in source[mark..].split_inclusive('\n') {
        at += line.len();
        let text = line.trim_end();
        match fence {
            None if text == "---" || text == "+++" => fence = Some(text),
            None => return mark,
            Some(fence) if text == fence || (fence == "---" && text == "...") => {
                return if keys > 0 { at } else { mark };
            }
            Some(fence) => {
                let key = text.split(if fence == "---" { ':' } else { '=' }).next().unwrap_or_default();
                let is_key = key.len() < text.len()
                    && key.len() < 60
                    && key.chars().all(|c| c.is_alphanumeric() || " _-.\"'".contains(c))
                    && key.split_whitespace().count() <= 2;
                keys += usize::from(is_key);
                // Values may be continued, indented or as a list, once there is a key.
                let goes_on = keys > 0 && (line.starts_with([' ', '\t', '-', ']', '}', '[']));
                if !(is_key || goes_on || text.is_empty() || text.starts_with('#')) {
                    return mark;
                }
            }
        }
    }
    mark
}

/// Where tags of template languages stand (Liquid, Jinja, GitBook): `{% hint %}`, `{{ member.name }}`, each on one line.
pub(super) fn templates(source: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Option<(usize, u8)> = None;
    let bytes = source.as_bytes();
    let mut at = 0;
    while let (Some(&byte), next) = (bytes.get(at), bytes.get(at + 1).copied().unwrap_or(b'\n')) {
        match (byte, open) {
            (b'\n', _) => open = None,
            (b'{', None) if next == b'%' || next == b'{' => {
                open = Some((at, if next == b'{' { b'}' } else { b'%' }));
                at += 1;
            }
            (_, Some((start, end))) if byte == end && next == b'}' => {
                found.push(start..at + 2);
                open = None;
                at += 1;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_passed_over() {
        for (matter, text) in [
            ("---\ntitle: Policy\n---\n", "Text"),
            ("\u{feff}---\r\n\r\ntitle: Policy\r\ntags:\r\n- a\r\n\r\n---\r\n", "\r\nText"),
            ("---\ncover: >-\n  a line\n  ends\n...\n", "Text"),
            ("+++\ntitle = \"Policy\"\n+++\n", "Text"),
        ] {
            assert_eq!(front_matter(&format!("{matter}{text}")), matter.len(), "{matter:?}");
        }
    }

    #[test]
    fn rules_around_text_are_no_front_matter() {
        for text in
            ["---\nWe reply.\n---\n", "---\n---\nText", "---\ntitle: never closed\n", "Text\n---\na: b\n---\n", ""]
        {
            assert_eq!(front_matter(text), 0, "{text:?}");
        }
        // A sentence with a colon is no key.
        assert_eq!(front_matter("---\nWe promise all of this: a reply.\n---\n"), 0);
    }

    #[test]
    fn template_tags_are_found_on_one_line() {
        let text = "{% hint %}\nWe {{ x }} reply {% never\nclosed %} {{}}";
        let found: Vec<&str> = templates(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["{% hint %}", "{{ x }}", "{{}}"]);
    }
}
