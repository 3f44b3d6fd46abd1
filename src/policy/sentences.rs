//! Where sentences end. The Unicode rules (UAX #29) cut; abbreviations and enumerators are joined again.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Never end a sentence.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "messrs", "hon", "e.g", "eg", "i.e", "ie", "cf", "viz", "vs", "incl", "approx",
    "m/s", "st", "pvt", "smt", "shri", "capt", "gen", "rev",
];

/// End one only when a sentence clearly begins after them, as do "U.S." and "B.V.".
const NAMES: &[&str] = &["ltd", "inc", "co", "corp", "llc", "bros", "dept", "govt", "attn", "est"];

/// End none when a number follows.
const REFERENCES: &[&str] = &[
    "art", "arts", "article", "no", "nos", "nr", "sec", "secs", "section", "para", "paras", "p", "pp", "fig", "ch",
    "cl", "s", "ss", "reg", "regs", "rule", "vol", "tel", "ph", "ext", "step", "stage", "phase", "level", "ref", "app",
    "annex", "part", "schedule", "sr",
];

/// Words that begin a sentence more often than they go on with a name.
const STARTERS: &[&str] = &[
    "we",
    "you",
    "the",
    "this",
    "these",
    "that",
    "if",
    "it",
    "they",
    "he",
    "she",
    "our",
    "your",
    "all",
    "any",
    "in",
    "a",
    "an",
    "when",
    "where",
    "for",
    "please",
    "no",
    "there",
    "such",
    "each",
    "every",
    "as",
    "to",
    "complaints",
];

/// No abbreviation and no enumerator is longer.
const LONGEST: usize = 24;

/// The sentences of a block's text, without the white space around them.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    // Is there a word in the last one yet? Without one it goes with what follows.
    let mut worded = true;
    for (start, piece) in text.split_sentence_bound_indices() {
        let begin = start + (piece.len() - piece.trim_start().len());
        let end = start + piece.trim_end().len();
        if begin >= end {
            continue;
        }
        let has_word = text[begin..end].contains(char::is_alphanumeric);
        match found.last_mut() {
            Some(before)
                if !worded
                    || !has_word
                    // "https://example.org/?q=1"
                    || (before.end == begin && !text[begin..end].starts_with(char::is_uppercase))
                    || joins(&text[before.clone()], &text[begin..end]) =>
            {
                before.end = end;
            }
            _ => {
                found.push(begin..end);
                worded = false;
            }
        }
        worded |= has_word;
    }
    found.into_iter().flat_map(|range| unglued(text, range)).collect()
}

fn joins(before: &str, after: &str) -> bool {
    if is_enumerator(before) {
        return true;
    }
    let Some(stem) = before.strip_suffix('.') else {
        return false;
    };
    let words = tail(stem);
    let mut words = words.rsplit(|c: char| c.is_whitespace() || "([{\"'“‘".contains(c));
    let last = words.next().unwrap_or_default();
    let lower = last.to_lowercase();
    let next = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let number =
        after.starts_with(|c: char| c.is_ascii_digit() || c == '(' || c == '+' || c == '[') || is_numeral(next);
    let starts = next.len() <= 10 && STARTERS.contains(&next.to_lowercase().as_str());
    let is_capitals = |word: &str| word.len() <= 5 && !word.is_empty() && word.chars().all(char::is_uppercase);
    if TITLES.contains(&lower.as_str()) || (number && REFERENCES.contains(&lower.as_str())) {
        return true;
    }
    // "Section III. A of this Policy"
    let referred =
        is_numeral(last) && words.next().is_some_and(|word| REFERENCES.contains(&word.to_lowercase().as_str()));
    // "J. Doe", "DNBR. PD. 007"
    let initial = is_capitals(last) && last != "I" && (last.len() == 1 || is_capitals(next) || number);
    let dotted = last.len() <= 8 && last.contains('.') && last.chars().all(|c| c == '.' || c.is_uppercase());
    ((initial || dotted || NAMES.contains(&lower.as_str())) && !starts) || (referred && next.len() == 1)
}

/// The last bytes of a text: what is looked at must not grow with it.
fn tail(text: &str) -> &str {
    let from = text.len().saturating_sub(2 * LONGEST);
    (from..text.len()).find_map(|at| text.get(at..)).unwrap_or_default()
}

fn is_numeral(word: &str) -> bool {
    !word.is_empty() && word.len() <= 5 && word.chars().all(|c| "IVXL".contains(c))
}

/// "1.", "(a)", "iv)", "Step 2.", "2.3.1" alone are no sentence but the start of the next.
fn is_enumerator(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let bare = text.trim_end_matches(['.', ')', ':']).trim_start_matches('(');
    let mut words = bare.split_whitespace();
    let (first, second, third) = (words.next().unwrap_or_default(), words.next(), words.next());
    let number = |word: &str| {
        let roman = word.len() <= 5 && word.chars().all(|c| "ivxIVX".contains(c));
        let letter = word.chars().count() == 1;
        word.chars().all(|c| c.is_ascii_digit() || c == '.') || roman || letter
    };
    match (second, third) {
        (None, _) => number(first) && bare.len() < text.len(),
        (Some(second), None) => REFERENCES.contains(&first.to_lowercase().as_str()) && number(second),
        _ => false,
    }
}

/// Cuts where the Unicode rules do not: "an issue.Grievances are", where a blank is missing, unless it is a name or an
/// address; "in time. (b) We decide".
fn unglued(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let is = |at: usize, test: fn(&u8) -> bool| bytes.get(at).is_some_and(test);
    let (mut start, mut cuts) = (range.start, Vec::new());
    for (at, _) in text[range.clone()].match_indices('.') {
        let end = range.start + at + 1;
        if end < start + 4 || !(2..=4).all(|back| is(end - back, u8::is_ascii_lowercase)) {
            continue;
        }
        let rest = &text[end..range.end];
        let glued = is(end, u8::is_ascii_uppercase) && is(end + 1, |byte| byte.is_ascii_lowercase() || *byte == b' ');
        let next = end + usize::from(rest.starts_with(' '));
        let item = next > end && is_item(&text[next..]) && !joins(&text[start..end], &text[next..]);
        if item || (glued && !in_address(&text[start..range.end], end - 1 - start)) {
            cuts.push(start..end);
            start = next;
        }
    }
    cuts.push(start..range.end);
    cuts
}

/// "(b) We", "(iv) we"
fn is_item(text: &str) -> bool {
    let Some((letters, rest)) = text.strip_prefix('(').and_then(|text| text.split_once(')')) else {
        return false;
    };
    let letter = letters.len() == 1 || (letters.len() <= 4 && letters.chars().all(|c| "ivx".contains(c)));
    letter && letters.starts_with(|c: char| c.is_ascii_lowercase()) && rest.starts_with(' ')
}

/// Is the word around this byte an address, a path or a file's name?
fn in_address(text: &str, at: usize) -> bool {
    let before = tail(&text[..at]).rsplit(char::is_whitespace).next().unwrap_or_default();
    let after = text[at + 1..].chars().take(2 * LONGEST).take_while(|c| !c.is_whitespace());
    before.contains('.') || before.chars().chain(after).any(|c| "@/:_\\".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    /// The sentences are marked by `|`.
    fn check(marked: &str) {
        let expected: Vec<&str> = marked.split('|').collect();
        assert_eq!(cut(&marked.replace('|', " ")), expected);
    }

    #[test]
    fn full_stops_end_sentences() {
        check("We reply.|You wait!|Who decides?");
        check("He said “stop.”|We did (at once.)|Then…");
        check("We reply...|You wait.");
        check("no end");
        assert_eq!(cut("  "), Vec::<&str>::new());
    }

    #[test]
    fn abbreviations_do_not() {
        check("See Art. 5, Sec. 177, No. 3 and para. (b) of the Act.|Ask Mr. Doe, e.g. by post.");
        check("Under Art. II we act, i.e. M/s. Example Pvt. Ltd. Mumbai acts.|You wait.");
        check("Ask J. R. Doe or the U.S. Embassy.|Our answer is no.|We said so.");
        check("We are Example Ltd.|We reply (Master Direction DNBR. PD. 007/03).");
        check(
            "Write to P.O. Box 77, Example B.V. (“we”) or the U.N.|We are in the U.S. Embassy.|See Section III. A of this Policy.|It covers eg theft, fraud etc.|You may report.",
        );
        check("Choose plan B.|The plan is good.");
    }

    #[test]
    fn addresses_hold_together() {
        check("Write to jane.Doe@example.org or www.example.org/a.Html now.|Thank you.");
        check("See https://example.org/a.b?c=d.|We reply.");
    }

    #[test]
    fn a_blank_may_be_missing() {
        assert_eq!(cut("Raise an issue.Grievances are concerns."), ["Raise an issue.", "Grievances are concerns."]);
    }

    #[test]
    fn enumerators_belong_to_what_follows() {
        check("1. We reply.|2. We decide.|(a) You wait.");
        check("Step 1. Write to us.|2.3.1. We read it.");
        check("* * * We reply.");
    }

    #[test]
    fn lines_that_stand_alone_are_sentences() {
        assert_eq!(
            cut("Compliance Office\n12 Harbour Street\nExampleton"),
            ["Compliance Office", "12 Harbour Street", "Exampleton"]
        );
    }
}
