//! From drafted blocks to a document: sentences, words folded for matching, headings above, lead-ins.

use std::ops::Range;

use super::document::{Block, BlockKind, Break, Document, Form, LeadIn, Sentence, Word};
use super::draft::{Draft, Drawn};
use super::lines::Lines;
use super::look;
use super::pieces::Pieces;
use super::sentences::sentences;

/// Passed over in matching: they carry nothing that a rubric asks about.
const ARTICLES: &[&str] = &["a", "an", "the"];

pub(super) fn document(name: String, form: Form, drawn: Drawn) -> Document {
    let Drawn { source, drafts, pages, notes } = drawn;
    let lines = Lines::new(&source);
    let mut document = Document {
        name,
        form,
        file: None,
        notes,
        lines,
        pages,
        blocks: Vec::new(),
        sentences: Vec::new(),
        reading: String::with_capacity(source.len()),
        pieces: Pieces::default(),
        folded: String::with_capacity(source.len()),
        words: Vec::new(),
        links: Vec::new(),
        source,
    };
    let mut open_headings: Vec<(u8, usize)> = Vec::new();
    let mut leads = Leads::default();
    for mut draft in drafts {
        draft.inlines.sort_by_key(|inline| inline.reading.start);
        let Some(span) = source_span(&draft, 0..draft.reading.len()) else {
            continue;
        };
        let number = document.blocks.len();
        let first = document.sentences.len();
        add_sentences(&mut document, &draft, number);
        document.links.extend(&draft.links);
        let sentences = first..document.sentences.len();
        if sentences.is_empty() {
            continue;
        }
        if let BlockKind::Heading(level) = draft.kind {
            open_headings.retain(|&(above, _)| above < level);
        }
        let headings = open_headings.iter().map(|&(_, block)| block).collect();
        if let BlockKind::Heading(level) = draft.kind {
            open_headings.push((level, number));
        }
        let lead_in = leads.add(&draft, number);
        document.blocks.push(Block { kind: draft.kind, span, sentences, headings, lead_in });
    }
    document
}

/// The blocks that a list item may complete, the outermost first: the paragraph before the list has depth 0.
#[derive(Default)]
struct Leads(Vec<Lead>);

struct Lead {
    depth: u8,
    block: LeadIn,
    /// "Everybody involved shall:", an item itself, leads into the items beside it.
    announces: bool,
}

impl Leads {
    /// Takes in a block; gives the one that leads into it.
    fn add(&mut self, draft: &Draft, block: usize) -> Option<LeadIn> {
        let depth = match draft.kind {
            BlockKind::Heading(_) | BlockKind::Row => {
                self.0.clear();
                return None;
            }
            BlockKind::Paragraph => 0,
            BlockKind::Item(depth) => depth,
        };
        let text = look::without_closers(&draft.reading);
        let announces = depth > 0 && text.ends_with(':') && text.split_whitespace().take(6).count() == 6;
        while self
            .0
            .pop_if(|lead| lead.depth > depth || (lead.depth == depth && (!lead.announces || announces)))
            .is_some()
        {}
        let lead_in = self.0.last().map(|lead| lead.block).filter(|_| !draft.continued && depth > 0);
        if let Some(above) = self.0.last_mut().filter(|lead| lead.depth < depth) {
            // It has a list of its own: what comes after that stands beside it.
            above.announces = false;
        }
        if self.0.last().is_none_or(|lead| lead.depth < depth) {
            let line = text.rsplit('\n').next().unwrap_or_default();
            let open = text.ends_with(':') || !(look::ends_sentence(line) || look::is_contact(line));
            self.0.push(Lead { depth, block: LeadIn { block, open }, announces });
        }
        lead_in
    }
}

fn add_sentences(document: &mut Document, draft: &Draft, block: usize) {
    let base = document.reading.len();
    // Lines have been told apart; a sentence is read as one.
    document.reading.extend(draft.reading.chars().map(|c| if c == '\n' { ' ' } else { c }));
    document.reading.push('\n');
    document.pieces.append(base, &draft.pieces);
    let ranges = match draft.kind {
        BlockKind::Row => row_sentences(&draft.reading),
        _ => sentences(&draft.reading),
    };
    let mut placed: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for range in ranges {
        let Some(span) = source_span(draft, range.clone()) else {
            continue;
        };
        match placed.last_mut() {
            // Both stand for the same piece of markup, which cannot be told apart.
            Some(last) if last.1.end > span.start => {
                *last = (last.0.start..range.end, last.1.start..span.end.max(last.1.end))
            }
            _ => placed.push((range, span)),
        }
    }
    for (range, span) in placed {
        let first = document.words.len();
        fold(document, draft, base, range.clone());
        let words = first..document.words.len();
        if words.is_empty() {
            continue;
        }
        document.folded.push_str(" \n");
        let text = &draft.reading[range.clone()];
        let question = look::without_closers(text).ends_with('?');
        document.sentences.push(Sentence {
            block,
            span,
            reading: base + range.start..base + range.end,
            words,
            question,
        });
    }
}

/// A row is one sentence, its cells together, unless a cell holds several.
fn row_sentences(reading: &str) -> Vec<Range<usize>> {
    let cut = sentences(reading);
    let whole = reading.trim_end();
    match whole.split_whitespace().count() > 60 && cut.len() > 1 {
        true => cut,
        false if whole.is_empty() => Vec::new(),
        false => std::iter::once(reading.len() - reading.trim_start().len()..whole.len()).collect(),
    }
}

/// The bytes of the source that a part of the reading stands for, with the markup that belongs to it.
fn source_span(draft: &Draft, reading: Range<usize>) -> Option<Range<usize>> {
    let text = &draft.reading[reading.clone()];
    let start = reading.start + (text.len() - text.trim_start().len());
    let end = reading.start + text.trim_end().len();
    if start >= end {
        return None;
    }
    let mut span = draft.source_start(start)..draft.source_end(end);
    // They are sorted by their start: only those that begin here are looked at.
    let first = draft.inlines.partition_point(|inline| inline.reading.start < start);
    for inline in draft.inlines.iter().skip(first).take_while(|inline| inline.reading.start < end) {
        if !inline.reading.is_empty() && inline.reading.end <= end {
            span = span.start.min(inline.source.start)..span.end.max(inline.source.end);
        }
    }
    (span.start < span.end).then_some(span)
}

/// Adds a sentence's words, folded: lower case, ligatures resolved, articles left out. `base` is where the draft's
/// text begins in the document's.
fn fold(document: &mut Document, draft: &Draft, base: usize, range: Range<usize>) {
    let mut between = Break::None;
    let mut word: Option<Range<usize>> = None;
    let text = &draft.reading[range.clone()];
    let mut characters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = characters.next() {
        let at = range.start + at;
        if is_word(c) {
            match &mut word {
                Some(open) => open.end = at + c.len_utf8(),
                None => word = Some(at..at + c.len_utf8()),
            }
        } else if !is_invisible(c) {
            if let Some(done) = word.take() {
                between = add_word(document, draft, base, done, between);
            }
            let after = characters.peek().map_or(' ', |&(_, next)| next);
            between = wider(between, break_of(c, before, after));
        }
        before = c;
    }
    if let Some(done) = word {
        add_word(document, draft, base, done, between);
    }
}

/// Adds a word; gives the break that the next one starts from.
fn add_word(document: &mut Document, draft: &Draft, base: usize, range: Range<usize>, after: Break) -> Break {
    let text = folded_word(&draft.reading[range.clone()]);
    if text.is_empty() || ARTICLES.contains(&text.as_str()) {
        return after;
    }
    document.folded.push(' ');
    let start = document.folded.len();
    document.folded.push_str(&text);
    let source = draft.source_start(range.start)..draft.source_end(range.end);
    let reading = base + range.start..base + range.end;
    document.words.push(Word { folded: start..document.folded.len(), source, reading, after });
    Break::None
}

pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

/// Stand inside words and are not compared: soft hyphen, zero-width characters, byte order mark, combining accents.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{300}'..='\u{36f}')
}

fn break_of(c: char, before: char, after: char) -> Break {
    match c {
        ',' => Break::Comma,
        ';' | '(' | ')' | '[' | ']' | '–' | '—' | '…' | '|' | '•' => Break::Clause,
        ':' if !(before.is_ascii_digit() && after.is_ascii_digit()) => Break::Clause,
        '-' if before.is_whitespace() && after.is_whitespace() => Break::Clause,
        _ => Break::None,
    }
}

fn wider(a: Break, b: Break) -> Break {
    match (a, b) {
        (Break::Clause, _) | (_, Break::Clause) => Break::Clause,
        (Break::Comma, _) | (_, Break::Comma) => Break::Comma,
        _ => Break::None,
    }
}

/// A word (or a phrase's word) as it is compared: lower case, ligatures resolved.
pub(crate) fn folded_word(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars().filter(|&c| !is_invisible(c)) {
        match c {
            'ﬀ' => folded.push_str("ff"),
            'ﬁ' => folded.push_str("fi"),
            'ﬂ' => folded.push_str("fl"),
            'ﬃ' => folded.push_str("ffi"),
            'ﬄ' => folded.push_str("ffl"),
            _ => folded.extend(c.to_lowercase().filter(|lower| lower.is_alphanumeric())),
        }
    }
    folded
}

/// A phrase's words as they are compared: what is no letter or digit separates, articles are left out.
pub(crate) fn folded_words(phrase: &str) -> Vec<String> {
    let visible: String = phrase.chars().filter(|&c| !is_invisible(c)).collect();
    let words = visible.split(|c: char| !is_word(c)).map(folded_word);
    words.filter(|word| !word.is_empty() && !ARTICLES.contains(&word.as_str())).collect()
}
