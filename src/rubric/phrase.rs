//! The phrase language: how a rubric writes the words that it looks for.
//!
//! A phrase is words; `investigat*` is every word that begins so; `(a|b|)` are alternatives, which may be empty, stand
//! inside a word, hold several words and nest. A term is one or more atoms, each a phrase, an `@vocabulary` or several
//! of them between `|`, joined by `~` (then, within so many words) or `&` (in either order, within so many words).

use crate::policy::{folded_words, is_word};

/// The most alternatives that one part of a phrase may have.
const MOST_EXPANSIONS: usize = 1_000;

/// The most words between two atoms, where a term does not say.
const GAP_THEN: usize = 8;
const GAP_EITHER: usize = 12;
/// A term spans a sentence at most; more words than this between two atoms are a mistake.
const WIDEST_GAP: usize = 60;

/// Why a phrase or term cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PhraseError {
    #[error("the phrase is empty")]
    Empty,
    #[error("the phrase can be read as no word at all, and so would match everywhere")]
    MatchesNothing,
    #[error("`(` without its `)`")]
    Unclosed,
    #[error("`)` without its `(`")]
    Unopened,
    #[error("`|` stands outside of brackets")]
    BareAlternative,
    #[error("`*` stands inside a word; it may only end one")]
    InnerStar,
    #[error("`*` without a word before it")]
    LoneStar,
    #[error("a part of the phrase has more than {MOST_EXPANSIONS} alternatives")]
    TooMany,
    #[error(
        "`@` without a name, or inside a word or brackets with other words; names are lower case, as in `@complainant`"
    )]
    BadName,
    #[error("`{0}` needs something on both sides")]
    LoneJoin(String),
    #[error("`{0}` is not a distance; write `~` or `&` with a number of words up to {WIDEST_GAP}, such as `~5`")]
    BadGap(String),
}

impl PhraseError {
    /// What to do about it.
    pub(crate) fn hint(&self) -> &'static str {
        match self {
            PhraseError::Empty => "write at least one word, or remove the entry",
            PhraseError::MatchesNothing => {
                "articles and punctuation are not matched: write at least one other word outside of an empty alternative"
            }
            PhraseError::Unclosed | PhraseError::Unopened => "close every bracket: `complainant(|s)`",
            PhraseError::BareAlternative => "put the alternatives in brackets: `(reply|answer)`",
            PhraseError::InnerStar | PhraseError::LoneStar => "write the star at the end of a word: `investigat*`",
            PhraseError::TooMany => "write several shorter phrases instead of one with so many alternatives",
            PhraseError::BadName => "between `|` a vocabulary stands alone: `@inform|@tell|hear from`",
            PhraseError::LoneJoin(_) => "write a phrase or an `@name` before and after it",
            PhraseError::BadGap(_) => "`~5`: then, within five words; `&5`: in either order, within five words",
        }
    }
}

/// One word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct PhraseWord {
    pub(crate) text: String,
    /// Whether every word that begins so is meant.
    pub(crate) prefix: bool,
}

/// Words in a row.
pub(crate) type Phrase = Vec<PhraseWord>;

/// A part of a phrase, from the beginning of a word to the end of one: its alternatives, sorted, each once. An empty
/// one says that the part may be left out.
pub(crate) type Segment = Vec<Phrase>;

/// The parts of a phrase. Alternatives are written out inside a part only: what one part stands for is added to what
/// the others stand for, not multiplied by it.
pub(crate) fn segments(phrase: &str) -> Result<Vec<Segment>, PhraseError> {
    if phrase.trim().is_empty() {
        return Err(PhraseError::Empty);
    }
    let mut rest = phrase.chars().peekable();
    let mut cut = Cut { segments: Vec::new(), open: vec![String::new()] };
    while let Some(c) = rest.next() {
        match c {
            ')' => return Err(PhraseError::Unopened),
            '|' => return Err(PhraseError::BareAlternative),
            '(' => cut.group(alternatives(&mut rest, 1)?)?,
            c if is_word(c) || c == '*' => cut.open.iter_mut().for_each(|text| text.push(c)),
            _ => cut.close()?,
        }
    }
    cut.close()?;
    match cut.segments.iter().all(|segment| segment.iter().any(Vec::is_empty)) {
        true => Err(PhraseError::MatchesNothing),
        false => Ok(cut.segments),
    }
}

/// A phrase while it is cut into its parts.
struct Cut {
    segments: Vec<Segment>,
    /// What the part that has begun may be so far.
    open: Vec<String>,
}

impl Cut {
    fn group(&mut self, group: Vec<String>) -> Result<(), PhraseError> {
        let begins = self.open.iter().all(String::is_empty);
        // "(|your |their )": whole words, so the part ends with it.
        let whole = group.iter().all(|text| text.is_empty() || text.ends_with(|c: char| !is_word(c) && c != '*'));
        if self.open.len().saturating_mul(group.len()) > MOST_EXPANSIONS {
            return Err(PhraseError::TooMany);
        }
        self.open = self.open.iter().flat_map(|text| group.iter().map(move |end| format!("{text}{end}"))).collect();
        if begins && whole { self.close() } else { Ok(()) }
    }

    fn close(&mut self) -> Result<(), PhraseError> {
        let open = std::mem::replace(&mut self.open, vec![String::new()]);
        let mut segment = open.iter().map(|text| words(text)).collect::<Result<Segment, _>>()?;
        segment.sort();
        segment.dedup();
        if segment.iter().any(|words| !words.is_empty()) {
            self.segments.push(segment);
        }
        Ok(())
    }
}

type Characters<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// The texts up to the next `|` or `)` of this depth.
fn sequence(rest: &mut Characters<'_>, depth: usize) -> Result<Vec<String>, PhraseError> {
    let mut texts = vec![String::new()];
    while let Some(&c) = rest.peek() {
        match c {
            ')' | '|' => return Ok(texts),
            '(' => {
                rest.next();
                let group = alternatives(rest, depth + 1)?;
                if texts.len().saturating_mul(group.len()) > MOST_EXPANSIONS {
                    return Err(PhraseError::TooMany);
                }
                texts = texts.iter().flat_map(|text| group.iter().map(move |end| format!("{text}{end}"))).collect();
            }
            _ => {
                rest.next();
                texts.iter_mut().for_each(|text| text.push(c));
            }
        }
    }
    Err(PhraseError::Unclosed)
}

/// What stands between `(` and `)`.
fn alternatives(rest: &mut Characters<'_>, depth: usize) -> Result<Vec<String>, PhraseError> {
    // Deep nesting is a mistake, and would be a deep recursion.
    if depth > 20 {
        return Err(PhraseError::TooMany);
    }
    let mut group = Vec::new();
    loop {
        group.extend(sequence(rest, depth)?);
        if group.len() > MOST_EXPANSIONS {
            return Err(PhraseError::TooMany);
        }
        match rest.next() {
            Some('|') => {}
            Some(_) => return Ok(group),
            None => return Err(PhraseError::Unclosed),
        }
    }
}

fn words(text: &str) -> Result<Phrase, PhraseError> {
    let mut phrase = Vec::new();
    for piece in text.split(|c: char| !is_word(c) && c != '*').filter(|piece| !piece.is_empty()) {
        let (stem, prefix) = match piece.strip_suffix('*') {
            Some(stem) => (stem, true),
            None => (piece, false),
        };
        match (stem.is_empty(), stem.contains('*')) {
            (true, _) => return Err(PhraseError::LoneStar),
            (_, true) => return Err(PhraseError::InnerStar),
            _ => {}
        }
        phrase.extend(folded_words(stem).into_iter().map(|text| PhraseWord { text, prefix }));
    }
    Ok(phrase)
}

/// One of the alternatives in an atom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AtomText<'a> {
    /// `@name`
    Name(&'a str),
    /// Words.
    Phrase(&'a str),
}

/// How an atom stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Join {
    /// Whether it may also stand before.
    pub(crate) either: bool,
    /// The most words between.
    pub(crate) gap: usize,
}

/// A term as it is written: its atoms, and how each but the first is joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TermText<'a> {
    pub(crate) first: Vec<AtomText<'a>>,
    pub(crate) others: Vec<(Join, Vec<AtomText<'a>>)>,
}

/// Reads a term.
pub(crate) fn term(text: &str) -> Result<TermText<'_>, PhraseError> {
    if text.trim().is_empty() {
        return Err(PhraseError::Empty);
    }
    let mut atoms: Vec<(Join, Vec<AtomText<'_>>)> = Vec::new();
    let mut join = (Join { either: false, gap: 0 }, "");
    let mut begin = 0;
    let joins = tokens(text).filter_map(|(at, token)| Some(join_of(token).transpose()?.map(|join| (at, token, join))));
    for each in joins.chain([Ok((text.len(), "", join.0))]) {
        let (at, token, next) = each?;
        let piece = text[begin..at].trim();
        if piece.is_empty() {
            let lone = if join.1.is_empty() || !token.is_empty() { token } else { join.1 };
            return Err(PhraseError::LoneJoin(lone.to_owned()));
        }
        for (number, part) in adjacent(piece).into_iter().enumerate() {
            let directly = Join { either: false, gap: 0 };
            atoms.push((if number == 0 { join.0 } else { directly }, atom(part)?));
        }
        begin = at + token.len();
        join = (next, token);
    }
    let mut atoms = atoms.into_iter();
    let first = atoms.next().map(|(_, atom)| atom).unwrap_or_default();
    Ok(TermText { first, others: atoms.collect() })
}

/// The atoms that stand directly one after the other without a sign between: "not been @tell".
fn adjacent(piece: &str) -> Vec<&str> {
    let mut depth = 0usize;
    let mut cuts = vec![0];
    let mut after_name = false;
    let mut blank = true;
    for (at, c) in piece.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            // Alternatives are one atom.
            '|' if depth == 0 => return vec![piece],
            _ => {}
        }
        if depth == 0 && blank && !c.is_whitespace() && (c == '@' || after_name) && at > 0 {
            cuts.push(at);
        }
        if blank && !c.is_whitespace() {
            after_name = c == '@';
        }
        blank = c.is_whitespace();
    }
    let ends = cuts.iter().skip(1).copied().chain([piece.len()]);
    cuts.iter().zip(ends).map(|(&from, to)| piece[from..to].trim()).collect()
}

/// The pieces between white space, with where they begin.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |token| (token.as_ptr() as usize - text.as_ptr() as usize, token))
}

fn join_of(token: &str) -> Result<Option<Join>, PhraseError> {
    let (either, number) = match (token.strip_prefix('~'), token.strip_prefix('&')) {
        (Some(number), _) => (false, number),
        (_, Some(number)) => (true, number),
        _ => return Ok(None),
    };
    let gap = match number {
        "" if either => GAP_EITHER,
        "" => GAP_THEN,
        number => match number.parse() {
            Ok(gap) if gap <= WIDEST_GAP => gap,
            _ => return Err(PhraseError::BadGap(token.to_owned())),
        },
    };
    Ok(Some(Join { either, gap }))
}

/// The alternatives of an atom: cut at the `|` outside of brackets. Brackets around all of them may stand or not.
fn atom(text: &str) -> Result<Vec<AtomText<'_>>, PhraseError> {
    let bracketed = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let text = bracketed.filter(|inner| inner.contains('@') && is_balanced(inner)).unwrap_or(text);
    let mut alternatives = Vec::new();
    let (mut begin, mut depth) = (0, 0usize);
    for (at, c) in text.char_indices().chain([(text.len(), '|')]) {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '|' if depth == 0 || at == text.len() => {
                let piece = text[begin..at].trim();
                alternatives.push(match piece.strip_prefix('@') {
                    _ if piece.is_empty() => return Err(PhraseError::Empty),
                    Some(name) if is_name(name) => AtomText::Name(name),
                    Some(_) => return Err(PhraseError::BadName),
                    None if piece.contains('@') => return Err(PhraseError::BadName),
                    None => AtomText::Phrase(piece),
                });
                begin = at + 1;
            }
            _ => {}
        }
    }
    Ok(alternatives)
}

/// Whether every bracket is closed, and none before it is opened.
fn is_balanced(text: &str) -> bool {
    let mut depth = 0usize;
    let closes = |c: char| match c {
        '(' => {
            depth += 1;
            true
        }
        ')' => depth.checked_sub(1).map(|less| depth = less).is_some(),
        _ => true,
    };
    text.chars().all(closes) && depth == 0
}

/// Whether a word can name a vocabulary, a criterion or an indicator: `kebab-case`.
pub(crate) fn is_name(name: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.split('-').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that a phrase stands for, written out.
    fn expanded(phrase: &str) -> Vec<String> {
        let mut texts = vec![String::new()];
        for segment in segments(phrase).unwrap() {
            let word =
                |word: &PhraseWord| if word.prefix { format!(" {}*", word.text) } else { format!(" {}", word.text) };
            let ends: Vec<String> = segment.iter().map(|words| words.iter().map(word).collect()).collect();
            texts = texts.iter().flat_map(|text| ends.iter().map(move |end| format!("{text}{end}"))).collect();
        }
        texts.into_iter().map(|text| text.trim().to_owned()).collect()
    }

    #[test]
    fn alternatives_stand_inside_words_hold_words_and_nest() {
        assert_eq!(expanded("complainant(|s)"), ["complainant", "complainants"]);
        assert_eq!(
            expanded("(as soon as|when(|ever)) possible"),
            ["as soon as possible", "when possible", "whenever possible"]
        );
        assert_eq!(expanded("(|very )big"), ["big", "very big"]);
        assert_eq!(expanded("(|re|un)open(|ed) (it|them)").len(), 12);
        assert_eq!(expanded("Investigat* the officer's"), ["investigat* officer s"]);
    }

    #[test]
    fn phrases_that_cannot_be_read_are_told() {
        for (phrase, error) in [
            ("", PhraseError::Empty),
            ("the", PhraseError::MatchesNothing),
            ("(|a)", PhraseError::MatchesNothing),
            ("(a|b", PhraseError::Unclosed),
            ("a)", PhraseError::Unopened),
            ("a|b", PhraseError::BareAlternative),
            ("in*form", PhraseError::InnerStar),
            ("big * one", PhraseError::LoneStar),
        ] {
            assert_eq!(segments(phrase), Err(error), "{phrase}");
        }
        assert_eq!(segments(&"(x|b|c|d|e|f|g|h|i|j)".repeat(4)), Err(PhraseError::TooMany));
        assert!(segments(&"(x|b|c|d|e|f|g|h|i|j) ".repeat(40)).is_ok());
        assert!(segments(&"(".repeat(100_000)).is_err());
    }

    #[test]
    fn terms_are_atoms_and_joins() {
        let read = term("@inform|hear from ~ outcome(|s) &5 @duration").unwrap();
        assert_eq!(read.first, [AtomText::Name("inform"), AtomText::Phrase("hear from")]);
        assert_eq!(read.others[0], (Join { either: false, gap: 8 }, vec![AtomText::Phrase("outcome(|s)")]));
        assert_eq!(read.others[1], (Join { either: true, gap: 5 }, vec![AtomText::Name("duration")]));
    }

    #[test]
    fn names_and_words_may_stand_side_by_side() {
        let directly = Join { either: false, gap: 0 };
        assert_eq!(term("not been @tell yet"), term("not been ~0 @tell ~0 yet"));
        assert_eq!(term("not been @tell yet").unwrap().others[0], (directly, vec![AtomText::Name("tell")]));
        assert_eq!(term("(@a|such (one|two)) ~ b"), term("@a|such (one|two) ~ b"));
    }

    #[test]
    fn terms_that_cannot_be_read_are_told() {
        for (text, error) in [
            ("  ", PhraseError::Empty),
            ("~ reply", PhraseError::LoneJoin("~".into())),
            ("reply ~3", PhraseError::LoneJoin("~3".into())),
            ("reply ~x later", PhraseError::BadGap("~x".into())),
            ("reply ~99 later", PhraseError::BadGap("~99".into())),
            ("@Inform", PhraseError::BadName),
            ("tell|now @inform", PhraseError::BadName),
            ("reply||answer", PhraseError::Empty),
        ] {
            assert_eq!(term(text), Err(error), "{text}");
        }
    }
}
