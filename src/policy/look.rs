//! How a line looks: whether it begins a list item, reads as a heading, gives a contact, ends a sentence.

/// What begins an item or a numbered paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) style: Style,
    /// The marker's bytes and the white space after it.
    pub(super) length: usize,
    /// The letter of `(b)`, where it is one.
    pub(super) letter: Option<char>,
    /// "(a)" and "•" begin an item wherever they begin a line; "1." and "–" may also be a sentence's own.
    pub(super) certain: bool,
}

/// A list's markers look alike; another look inside a list is another level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Bullet(char),
    /// `1)` or `(1)`
    Number,
    /// `1.`
    Numbered,
    /// `1.2`
    Section,
    Letter,
    Capital,
    Roman,
}

impl Style {
    /// Paragraphs and headings are numbered so, too.
    pub(super) fn may_number_a_heading(self) -> bool {
        matches!(self, Style::Numbered | Style::Section | Style::Roman | Style::Capital)
    }

    /// A number or a letter: its order tells the level, whatever the indentation.
    pub(super) fn is_number(self) -> bool {
        !matches!(self, Style::Bullet(_))
    }
}

/// Bullets that are nothing else, even without a blank after them. The last two are private-use characters that
/// word processors leave behind.
const BULLETS: &[char] = &['•', '●', '▪', '■', '○', '◦', '‣', '►', '➢', '➤', '✓', '✔', '❖', '\u{f0b7}', '\u{f0a7}'];

/// The marker that the line begins with.
pub(super) fn marker(line: &str) -> Option<Marker> {
    let first = line.chars().next()?;
    let marked = |end: usize, style: Style, letter: Option<char>, certain: bool| {
        let rest = line.get(end..).unwrap_or_default();
        Some(Marker { style, length: end + (rest.len() - rest.trim_start().len()), letter, certain })
    };
    if BULLETS.contains(&first) {
        return marked(first.len_utf8(), Style::Bullet(first), None, true);
    }
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    let mark = line.get(..end).filter(|mark| mark.len() <= 12)?;
    match mark {
        "–" | "—" => return marked(end, Style::Bullet(first), None, false),
        // "o" is a word processor's hollow bullet; as a word it is no English.
        "-" | "*" | "·" | "o" => return marked(end, Style::Bullet(first), None, true),
        _ => {}
    }
    let bare = mark.trim_start_matches('(').trim_end_matches([')', '.', ':']);
    let closed = bare.len() < mark.len() && !bare.is_empty() && !mark.ends_with('(');
    let bracket = mark.ends_with(')');
    let digits = bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_digit() || c == '.')
        && bare.split('.').all(|number| number.len() <= 3);
    if digits {
        return match (bare.contains('.'), bracket, closed) {
            (true, ..) => marked(end, Style::Section, None, false),
            (false, true, _) => marked(end, Style::Number, None, true),
            (false, false, true) => marked(end, Style::Numbered, None, false),
            (false, false, false) => None,
        };
    }
    if !closed {
        return None;
    }
    let letter = bare.chars().next().filter(|c| bare.len() == 1 && c.is_ascii_alphabetic());
    let roman =
        bare.len() <= 5 && (bare.chars().all(|c| "ivxl".contains(c)) || bare.chars().all(|c| "IVXL".contains(c)));
    match letter {
        _ if roman => marked(end, Style::Roman, letter, bracket),
        Some(c) if c.is_ascii_uppercase() => marked(end, Style::Capital, letter, bracket),
        Some(_) => marked(end, Style::Letter, letter, bracket),
        None => None,
    }
}

/// A line of dashes, equals signs or the like.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let mark = line.chars().next().filter(|c| "=-_*~".contains(*c));
    line.len() >= 3 && mark.is_some_and(|mark| line.chars().all(|c| c == mark))
}

/// Could this line be a heading: short, no sentence, no contact, no item?
pub(super) fn is_title(line: &str) -> bool {
    let line = line.trim();
    let begins = line.chars().find(|c| !"\"'“‘([*".contains(*c));
    let ends = line.trim_end_matches(['*', '_', ' ', '"', '”', ')']);
    line.split_whitespace().take(13).count() <= 12
        && begins.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        && line.contains(char::is_alphabetic)
        && !ends.ends_with(['.', ',', ';', '!', ':', '-', '–'])
        && !is_contact(line)
        && marker(line).is_none_or(|marker| marker.style.may_number_a_heading() && !marker.certain)
}

/// All its letters are capitals, and there are some.
pub(super) fn is_capitals(line: &str) -> bool {
    let mut letters = line.chars().filter(|c| c.is_alphabetic());
    letters.clone().take(4).count() >= 4 && letters.all(char::is_uppercase)
}

/// A line that says how to reach somebody: an address, a number, a labelled value.
pub(super) fn is_contact(line: &str) -> bool {
    is_address(line) || line.chars().filter(char::is_ascii_digit).count() > 4
}

/// A labelled value ("Phone: …"), an e-mail or web address.
pub(super) fn is_address(line: &str) -> bool {
    const LABELS: &[&str] = &[
        "name",
        "mobile",
        "phone",
        "telephone",
        "tel",
        "email",
        "e-mail",
        "mail",
        "address",
        "fax",
        "website",
        "web",
        "contact",
        "contact no",
        "url",
        "date",
        "post",
        "hotline",
        "version",
    ];
    let label = line.split(':').next().unwrap_or_default().trim_matches(['*', '_', ' ', '.']);
    let labelled = label.len() < line.trim_end().len() && label.len() < 20 && {
        let label = label.to_lowercase();
        LABELS.contains(&label.as_str())
    };
    labelled || line.contains('@') || line.contains("://")
}

/// How many levels a heading's number has: 1 for "2", 2 for "2.1"; 0 without one.
pub(super) fn number_depth(line: &str) -> usize {
    let number = line.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ')', ':']);
    let is_number =
        number.starts_with(|c: char| c.is_ascii_digit()) && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    if is_number { number.split('.').count() } else { 0 }
}

/// The text without closing quotes, brackets and marks of emphasis.
pub(super) fn without_closers(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’»)]}*_".contains(c))
}

/// Does a sentence, or a part of one before a list, end here?
pub(super) fn ends_sentence(text: &str) -> bool {
    without_closers(text).ends_with(['.', '!', '?', ':', ';', '…', '。'])
}

/// The last word announces another one: "of", "the", "section".
pub(super) fn ends_open(text: &str) -> bool {
    const OPEN: &[&str] = &[
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "to",
        "by",
        "in",
        "for",
        "with",
        "from",
        "on",
        "at",
        "our",
        "your",
        "its",
        "their",
        "this",
        "that",
        "these",
        "those",
        "under",
        "any",
        "as",
        "is",
        "are",
        "be",
        "will",
        "shall",
        "may",
        "must",
        "such",
        "each",
        "every",
        "no",
        "not",
        "per",
        "via",
        "within",
        "between",
        "which",
        "who",
        "&",
        "/",
        "section",
        "sections",
        "article",
        "articles",
        "clause",
        "clauses",
        "rule",
        "paragraph",
        "annex",
        "part",
        "schedule",
        "chapter",
        "regulation",
        "appendix",
        "stage",
        "step",
        "level",
    ];
    let text = text.trim_end();
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    text.ends_with(',') || (last.len() <= 10 && OPEN.contains(&last.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_known_by_their_look() {
        for (line, style, rest) in [
            ("- We reply", Style::Bullet('-'), "We reply"),
            ("•We reply", Style::Bullet('•'), "We reply"),
            ("o\tWe reply", Style::Bullet('o'), "We reply"),
            ("(a) We reply", Style::Letter, "We reply"),
            ("B. We reply", Style::Capital, "We reply"),
            ("iv) We reply", Style::Roman, "We reply"),
            ("3) We reply", Style::Number, "We reply"),
            ("3. We reply", Style::Numbered, "We reply"),
            ("1.2 We reply", Style::Section, "We reply"),
            ("1.2.1. We reply", Style::Section, "We reply"),
        ] {
            let found = marker(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.style, &line[found.length..]), (style, rest));
        }
        for line in [
            "We reply",
            "a reply",
            "30 days",
            "I reply",
            "007/03.10.119 of",
            "2015.12345 is",
            "(see below)",
            "--",
            "e.g. by post",
        ] {
            assert_eq!(marker(line), None, "{line}");
        }
    }

    #[test]
    fn titles_are_short_and_say_nothing() {
        for line in [
            "Your rights",
            "HOW WE ACT",
            "4. PROCEDURE",
            "2.1 Deadlines",
            "Who may complain?",
            "Step 1: Write to us",
            "IV. Appeals",
        ] {
            assert!(is_title(line), "{line}");
        }
        for line in [
            "We reply.",
            "We will:",
            "Phone: 0800 066 2563",
            "Name: Jane Doe",
            "info@example.org",
            "of the Act",
            "(a) Employees",
            "• Fraud",
            "7",
            "Officer is as under:-",
        ] {
            assert!(!is_title(line), "{line}");
        }
    }

    #[test]
    fn capitals_need_letters() {
        assert!(is_capitals("4. PROCEDURE") && !is_capitals("4. A") && !is_capitals("Procedure"));
    }
}
