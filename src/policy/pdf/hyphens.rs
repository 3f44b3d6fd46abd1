//! Words that the end of a line cuts in two.

use std::collections::HashSet;

/// What becomes of a hyphen at a line's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// The lines are parted by a blank, as lines are.
    Blank,
    /// The hyphen belongs to the word, which goes on at once.
    Keep,
    /// The hyphen is the line's: the word is read without it.
    Drop,
    /// An address goes on.
    Address,
}

/// Words that are mostly written with a hyphen after them.
const PREFIXES: &[&str] = &["self", "non", "well", "cross", "quasi", "half", "third", "decision", "whistle"];

/// The words of a text, whole and hyphenated, as they stand within its lines.
#[derive(Debug, Default)]
pub(super) struct KnownWords(HashSet<String>);

impl KnownWords {
    /// Takes in a line; the parts of a word that is cut at its ends are none.
    pub(super) fn add(&mut self, line: &str) {
        for word in line.split_whitespace() {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !is_hyphen(c));
            if word.len() > 64 || word.ends_with(is_hyphen) || word.is_empty() {
                continue;
            }
            self.0.insert(word.to_lowercase());
        }
    }

    fn knows(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// How a line and the next one are joined.
    pub(super) fn joint(&self, line: &str, next: &str) -> Joint {
        if goes_on_as_address(line, next) {
            return Joint::Address;
        }
        let Some(hyphen) = line.chars().next_back().filter(|&c| is_hyphen(c)) else { return Joint::Blank };
        let before = line.trim_end_matches(hyphen);
        let letters = |c: char| c.is_alphanumeric() || is_hyphen(c);
        let left = before.rsplit(|c| !letters(c)).next().unwrap_or_default();
        let right = next.split(|c| !letters(c)).next().unwrap_or_default();
        if before.len() + hyphen.len_utf8() != line.len()
            || !left.ends_with(char::is_alphanumeric)
            || !right.starts_with(char::is_alphanumeric)
        {
            return Joint::Blank;
        }
        if hyphen == '\u{ad}' {
            return Joint::Drop;
        }
        let (left, right) = (left.to_lowercase(), right.to_lowercase());
        // "short- and long-term"
        if matches!(right.as_str(), "and" | "or" | "to") {
            return Joint::Blank;
        }
        if !next.starts_with(char::is_lowercase) || !left.ends_with(char::is_alphabetic) {
            return Joint::Keep;
        }
        let last = left.rsplit(is_hyphen).next().unwrap_or_default();
        if self.knows(&format!("{left}{right}")) {
            Joint::Drop
        } else if self.knows(&format!("{left}-{right}")) || PREFIXES.contains(&last) {
            Joint::Keep
        } else if last.len() > 2 && right.len() > 2 && self.knows(last) && self.knows(&right) {
            // Two words of the text: "long-" and "term".
            Joint::Keep
        } else {
            Joint::Drop
        }
    }
}

/// "https://www.example." and "org/complaints"
fn goes_on_as_address(line: &str, next: &str) -> bool {
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let first = next.split(char::is_whitespace).next().unwrap_or_default();
    let is_address = last.contains("://") || last.contains("www.") || last.contains('@');
    let open =
        last.ends_with('/') || (last.ends_with(['.', '-', '_', '=', '?', '&']) && first.contains(['.', '/', '=', '&']));
    is_address && open && first.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '\u{2010}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_cut_in_two_is_whole_and_a_compound_keeps_its_hyphen() {
        let mut words = KnownWords::default();
        words.add("A long-term plan, a term so long, agency workers on the premises");
        for (line, next, joint) in [
            ("We acknowl-", "edge receipt", Joint::Drop),
            ("the long-", "term plan", Joint::Keep),
            ("each long-", "term, too", Joint::Keep),
            ("a non-", "governmental body", Joint::Keep),
            ("Anglo-", "American law", Joint::Keep),
            ("short-", "and long-term", Joint::Blank),
            ("COVID-", "19", Joint::Keep),
            ("the soft\u{ad}", "ened", Joint::Drop),
            ("we reply --", "soon", Joint::Blank),
            ("We reply", "soon", Joint::Blank),
            ("-", "soon", Joint::Blank),
            ("é-", "é", Joint::Drop),
            ("at https://www.", "example.org/complaints.", Joint::Address),
            ("at https://example.org/", "complaints", Joint::Address),
            ("at https://example.org.", "we reply", Joint::Blank),
        ] {
            assert_eq!(words.joint(line, next), joint, "{line} {next}");
        }
    }
}
