//! Contact details in a text: e-mail addresses, telephone numbers, web addresses and links, postal addresses.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::policy::{ContactKind, Document};

static EMAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // An address, or the mark that an archive or a redactor left in its place.
    Regex::new(r"(?-u)(?i:[a-z0-9._%+\[\]\\-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+|\\?\[e-?mail (?:address|protected)\\?\])")
        .ok()
});
static URL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?-u)(?i:https?://[!-~]*[a-z0-9]|www\.[a-z0-9-]+\.[a-z]{2,})").ok());
/// A number in the international form or with its trunk prefix; a blanked number.
static PHONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?-u)(?:\+|(?-u:\b)0|\(0)[0-9(][0-9 ()./-]{5,18}[0-9]|\[(?:mobile|phone|telephone|contact) number\]")
        .ok()
});
/// Any number, where a word just before it says that it is a telephone's.
static TOLD_PHONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?-u)(?i:phone|mobile|hotline|helpline|toll[ -]free|call(?:ing)?|dial|tel|contact no|whatsapp)[ -,.:*()a-z]{0,30}?((?:\+|\()?[0-9][0-9 ()./-]{5,18}[0-9])",
    )
    .ok()
});

/// Words that a postal address holds beside its code.
const STREETS: &[&str] = &[
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "square",
    "boulevard",
    "marg",
    "nagar",
    "lane",
    "plaza",
    "straße",
    "strasse",
    "building",
    "floor",
    "estate",
    "house",
    "block",
    "drive",
    "way",
    "court",
    "park",
    "tower",
    "suite",
    "place",
    "post",
    "address",
];
/// The longest sentence that is taken for an address, in words.
const LONGEST_ADDRESS: usize = 80;

/// All contact details of a document, with the words that give them; a postal address is of no kind.
pub(super) fn find(document: &Document) -> Vec<(Range<usize>, Option<ContactKind>)> {
    let source = document.source();
    let mut found = Vec::new();
    let mut add = |span: Range<usize>, kind| found.extend(words(document, span).map(|words| (words, Some(kind))));
    for (regex, kind) in [(&EMAIL, ContactKind::Email), (&URL, ContactKind::Url)] {
        regex.iter().flat_map(|regex| regex.find_iter(source)).for_each(|at| add(at.range(), kind));
    }
    for regex in [&PHONE, &TOLD_PHONE] {
        for at in regex.iter().flat_map(|regex| regex.captures_iter(source)) {
            let Some(number) = at.get(1).or_else(|| at.get(0)) else { continue };
            let digits = number.as_str().chars().filter(char::is_ascii_digit).count();
            if (7..=15).contains(&digits) || number.as_str().starts_with('[') {
                add(number.range(), ContactKind::Phone);
            }
        }
    }
    document.links.iter().for_each(|&(at, kind)| add(at..at + 1, kind));
    found.extend(
        document.sentences.iter().filter_map(|sentence| Some((postal(document, sentence.words.clone())?, None))),
    );
    found
}

/// A postal address in a sentence: a post-office box, or a street or building with a postal code.
fn postal(document: &Document, words: Range<usize>) -> Option<Range<usize>> {
    if words.len() > LONGEST_ADDRESS {
        return None;
    }
    let word = |at: usize| if words.contains(&at) { document.word(at) } else { "" };
    let digits = |at: usize, count: Range<usize>| {
        count.contains(&word(at).len()) && word(at).chars().all(|c| c.is_ascii_digit())
    };
    let outward = |at: usize| {
        let (letters, rest) = word(at).split_at(word(at).find(|c: char| c.is_ascii_digit()).unwrap_or(0));
        (1..=2).contains(&letters.len()) && (1..=2).contains(&rest.len())
    };
    let inward = |at: usize| {
        word(at).len() == 3
            && word(at).starts_with(|c: char| c.is_ascii_digit())
            && word(at).ends_with(char::is_alphabetic)
    };
    let code =
        |at: usize| digits(at, 5..7) || (digits(at, 3..4) && digits(at + 1, 3..4)) || (outward(at) && inward(at + 1));
    let box_number = words.clone().find(|&at| word(at) == "box" && digits(at + 1, 1..7));
    let blanked = words.clone().find(|&at| word(at) == "postal" && word(at + 1) == "address" && words.len() == 2);
    let street = words.clone().any(|at| STREETS.contains(&word(at)));
    let at = box_number.or(blanked).or_else(|| words.clone().find(|&at| street && code(at)))?;
    Some(at..at + 1)
}

/// The words that a part of the source covers, as far as it is read at all.
fn words(document: &Document, span: Range<usize>) -> Option<Range<usize>> {
    let last = document.word_at(span.end.saturating_sub(1))?;
    let first = document.word_at(span.start)?.min(last);
    let sentence = document.sentences.get(document.sentence_of_word(last))?;
    let first = match document.words.get(first) {
        Some(word) if word.source.end <= span.start && first < last => first + 1,
        _ => first,
    };
    let read = sentence.span.start <= span.start && span.start < sentence.span.end;
    read.then(|| first.max(sentence.words.start)..last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(document: &Document) -> Vec<Option<ContactKind>> {
        let mut kinds: Vec<_> = find(document).into_iter().map(|(_, kind)| kind).collect();
        kinds.dedup();
        kinds
    }

    #[test]
    fn addresses_and_numbers_are_found() {
        let text = |text: &str| found(&Document::text("t", text));
        assert_eq!(text("Write to ethics@example.com."), [Some(ContactKind::Email)]);
        assert_eq!(text("Call 0800 066 2563 or +44 20 7946 0018"), [Some(ContactKind::Phone)]);
        assert_eq!(text("Toll free number: 1-800-555-0199"), [Some(ContactKind::Phone)]);
        assert_eq!(text("See https://example.com/speak-up."), [Some(ContactKind::Url)]);
        assert_eq!(text("Post: Example Ltd, 5 High Street, London N1 9GU"), [None]);
        assert_eq!(text("Under Directive 2019/1937 of 23 October 2019, call us."), []);
    }

    #[test]
    fn a_links_target_counts_where_its_text_stands() {
        let document =
            Document::markdown("t", "Use [our form](https://example.com/form). Ask [us](mailto:us@example.com).");
        let all = find(&document);
        assert!(
            all.iter()
                .any(|(words, kind)| *kind == Some(ContactKind::Url) && document.sentence_of_word(words.start) == 0)
        );
        assert!(
            all.iter()
                .any(|(words, kind)| *kind == Some(ContactKind::Email) && document.sentence_of_word(words.start) == 1)
        );
    }
}
