//! Finding a passage that somebody copied from a document, and the nearest one where it is not there.
//!
//! A copy has other white space, other quotation marks and dashes, ligatures or none, hyphens at the ends of lines; those
//! are folded on both sides. Words, their case and other punctuation must be the document's.

use std::ops::Range;

use super::document::Document;

/// How alike a passage must be at least to be shown as the nearest, 0 to 1.
const NEAR: f64 = 0.3;
/// What coders write for words left out; the parts around it are looked for one after the other.
const ELISIONS: [&str; 4] = ["[...]", "[…]", "(...)", "(…)"];

/// A document in which quotes are looked for.
pub(crate) struct Quotable<'a> {
    document: &'a Document,
    reading: Folded,
    /// Quotes may also be copied from the source, markup and all.
    source: Folded,
}

impl<'a> Quotable<'a> {
    pub(crate) fn new(document: &'a Document) -> Self {
        Quotable { document, reading: Folded::of(&document.reading), source: Folded::of(document.source()) }
    }

    /// Where the quote stands in the source: a span, or several where the quote leaves words out.
    pub(crate) fn find(&self, quote: &str) -> Option<Vec<Range<usize>>> {
        let mut parts = vec![quote];
        for elision in ELISIONS {
            parts = parts.into_iter().flat_map(|part| part.split(elision)).collect();
        }
        let parts: Vec<&str> = parts.into_iter().filter(|part| part.contains(char::is_alphanumeric)).collect();
        let mut spans: Vec<Range<usize>> = Vec::new();
        for part in &parts {
            let after = spans.last().map_or(0, |span| span.end);
            spans.push(self.find_part(part, after)?);
        }
        Some(spans).filter(|spans| !spans.is_empty())
    }

    fn find_part(&self, part: &str, after: usize) -> Option<Range<usize>> {
        // As it stands, then without the quotation marks that were put around it (or before it, against formulas).
        [part, part.trim().trim_matches(['"', '“', '”', '„', '«', '»', '\'', '‘', '’'])].iter().find_map(|part| {
            let part = Folded::of(part).text;
            let pieces = &self.document.pieces;
            let of_reading = |at: Range<usize>| pieces.source_start(at.start)..pieces.source_end(at.end);
            let found = self.reading.all(&part).map(of_reading).find(|span| span.start >= after);
            found
                .or_else(|| self.source.all(&part).find(|span| span.start >= after))
                .filter(|span| span.start < span.end)
        })
    }

    /// How alike the nearest sentence is, 0 to 1, and the sentence as it is read.
    fn nearest(&self, quote: &str) -> Option<(f64, &'a str)> {
        let quote = Folded::of(quote).text;
        let sentences = self.document.sentences().iter().map(|sentence| self.document.reading_of(sentence));
        let rated = sentences.map(|sentence| (strsim::sorensen_dice(&quote, &Folded::of(sentence).text), sentence));
        rated.max_by(|a, b| a.0.total_cmp(&b.0))
    }
}

/// The passage of several documents that is most like a quote, if any is: the document's name and its sentence.
pub(crate) fn nearest<'a>(documents: &[Quotable<'a>], quote: &str) -> Option<(&'a str, &'a str)> {
    let near = documents.iter().filter_map(|each| each.nearest(quote).map(|near| (each.document.name(), near)));
    let (name, (likeness, sentence)) = near.max_by(|a, b| a.1.0.total_cmp(&b.1.0))?;
    (likeness >= NEAR).then_some((name, sentence))
}

/// A text folded for comparison, and where each byte of it comes from.
struct Folded {
    text: String,
    /// For each byte of `text`: where the character that it stands for begins and ends.
    from: Vec<Range<usize>>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut folded = Folded { text: String::with_capacity(text.len()), from: Vec::with_capacity(text.len()) };
        let mut characters = text.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            let span = at..at + c.len_utf8();
            if c.is_whitespace() || c.is_control() {
                if !folded.text.ends_with(' ') && !folded.text.is_empty() {
                    folded.push(" ", span);
                }
                continue;
            }
            match c {
                // Soft hyphens, zero-width characters and marks of direction show nothing.
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
                }
                '-' | '\u{2010}'..='\u{2015}' | '−' => {
                    let cuts = folded.text.ends_with(char::is_alphabetic)
                        && characters.peek().is_some_and(|(_, next)| next.is_whitespace())
                        && text.get(span.end..).unwrap_or_default().trim_start().starts_with(char::is_lowercase);
                    match cuts {
                        // A word that the end of a line cuts.
                        true => while characters.next_if(|(_, next)| next.is_whitespace()).is_some() {},
                        false => folded.push("-", span),
                    }
                }
                '‘' | '’' | '‚' | '‛' | '′' | '´' | '`' => folded.push("'", span),
                '“' | '”' | '„' | '‟' | '″' | '«' | '»' => folded.push("\"", span),
                '…' => folded.push("...", span),
                'ﬀ' => folded.push("ff", span),
                'ﬁ' => folded.push("fi", span),
                'ﬂ' => folded.push("fl", span),
                'ﬃ' => folded.push("ffi", span),
                'ﬄ' => folded.push("ffl", span),
                c => folded.push(c.encode_utf8(&mut [0; 4]), span),
            }
        }
        if folded.text.ends_with(' ') {
            folded.text.pop();
            folded.from.pop();
        }
        folded
    }

    fn push(&mut self, text: &str, from: Range<usize>) {
        self.text.push_str(text);
        self.from.extend(std::iter::repeat_n(from, text.len()));
    }

    /// Everywhere that a folded text stands, as parts of the text before folding. It begins and ends with words.
    fn all<'f>(&'f self, part: &'f str) -> impl Iterator<Item = Range<usize>> + 'f {
        let word_at = |at: Option<char>| at.is_some_and(char::is_alphanumeric);
        // A part of a word is no quote of it.
        let joined = move |before: Option<char>, after: Option<char>| word_at(before) && word_at(after);
        let whole = move |at: usize| {
            let (before, after) = (&self.text[..at], &self.text[at + part.len()..]);
            let cut = joined(before.chars().next_back(), part.chars().next());
            !cut && !joined(part.chars().next_back(), after.chars().next())
        };
        let found = self.text.match_indices(part).map(|(at, _)| at).filter(move |&at| !part.is_empty() && whole(at));
        found.filter_map(|at| {
            let (first, last) = (self.from.get(at)?, self.from.get(at + part.len() - 1)?);
            Some(first.start..last.end)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str, quote: &str) -> Option<Vec<String>> {
        let document = Document::markdown("policy.md", source);
        let spans = Quotable::new(&document).find(quote)?;
        Some(spans.into_iter().map(|span| source[span].to_owned()).collect())
    }

    fn one(source: &str, quote: &str) -> String {
        found(source, quote).unwrap_or_else(|| panic!("{quote:?} in {source:?}")).join(" | ")
    }

    #[test]
    fn what_copying_changes_is_folded() {
        let source = "We don’t share it — “ever”. The of\u{ad}fice investi-\ngates ﬁrst.\n";
        assert_eq!(one(source, "We don't share it - \"ever\"."), "We don’t share it — “ever”.");
        assert_eq!(one(source, "The office  investigates\nfirst."), "The of\u{ad}fice investi-\ngates ﬁrst.");
        assert_eq!(one("short- and long-term", "short- and long-term"), "short- and long-term");
    }

    #[test]
    fn quotation_marks_around_the_quote_are_the_coders() {
        assert_eq!(one("We reply in time.", "“We reply in time.”"), "We reply in time.");
        assert_eq!(one("- = 5 days at most", "'= 5 days at most"), "= 5 days at most");
    }

    #[test]
    fn markup_may_be_copied_or_not() {
        let source = "We **never** share it.\n\nWe reply.";
        assert_eq!(one(source, "We never share it."), "We **never** share it.");
        assert_eq!(one(source, "We **never** share it."), "We **never** share it.");
        assert_eq!(one(source, "We never share it. We reply."), source);
    }

    #[test]
    fn words_left_out_part_the_quote() {
        assert_eq!(one("We reply. You wait. We close it.", "We reply. […] We close it."), "We reply. | We close it.");
        assert_eq!(found("We reply. We close it.", "We close it. [...] We reply."), None);
    }

    #[test]
    fn another_word_or_case_is_no_quote() {
        for quote in ["We replied.", "we reply.", "reply within", "e reply", "We rep", "", " ", "[…]"] {
            assert_eq!(found("We reply.", quote), None, "{quote:?}");
        }
    }

    #[test]
    fn the_nearest_passage_is_shown_if_it_is_near() {
        let documents =
            ["We reply within seven days.", "You may write to us."].map(|text| Document::text("a.txt", text));
        let documents = documents.each_ref().map(Quotable::new);
        assert_eq!(nearest(&documents, "We answer within seven days."), Some(("a.txt", "We reply within seven days.")));
        assert_eq!(nearest(&documents, "Zzz qqq"), None);
    }
}
