//! A page as tags and text, each with its bytes in the source. The tokens are html5gum's; what is added is where each
//! piece of text stands, and which of them are written otherwise than they are read.

use std::collections::VecDeque;
use std::ops::Range;

use html5gum::{Emitter, Error, State, StringReader, Tokenizer};

/// A tag, a piece of text or anything else that stands in a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    Start(StartTag),
    End(EndTag),
    /// Text that is read as it is written.
    Text(Range<usize>),
    /// Text that is written otherwise: a character reference.
    Written(String, Range<usize>),
    /// A comment, a processing instruction, a document type.
    Other(Range<usize>),
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct StartTag {
    /// In lower case.
    pub(super) name: String,
    /// `<br/>`
    pub(super) closes_itself: bool,
    pub(super) attributes: Attributes,
    pub(super) span: Range<usize>,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct EndTag {
    /// In lower case.
    pub(super) name: String,
    pub(super) span: Range<usize>,
}

/// A tag's attributes, as far as they matter to a reader.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes(Vec<(&'static str, String)>);

/// The attributes that are kept.
const KEPT: &[&str] = &[
    "action",
    "aria-controls",
    "aria-expanded",
    "aria-hidden",
    "aria-level",
    "charset",
    "class",
    "content",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "open",
    "role",
    "style",
    "title",
];

impl Attributes {
    /// The attribute's value; of an attribute that stands twice, the first one's.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(kept, _)| *kept == name).map(|(_, value)| value.as_str())
    }

    /// Whether the attribute is this word, whatever its case.
    pub(super) fn is(&self, name: &str, word: &str) -> bool {
        self.get(name).is_some_and(|value| value.trim().eq_ignore_ascii_case(word))
    }
}

/// The tokens of a page. An XML page may close any tag by itself.
pub(super) fn tokens(source: &str, xml: bool) -> impl Iterator<Item = Token> {
    let emitter = Tokens {
        source,
        xml,
        foreign: 0,
        position: 0,
        tag_start: 0,
        read: 0,
        text: VecDeque::new(),
        ready: VecDeque::new(),
        is_end: false,
        name: Vec::new(),
        closes_itself: false,
        attributes: Attributes::default(),
        attribute: Vec::new(),
        value: Vec::new(),
        in_attribute: false,
        last_start: Vec::new(),
    };
    let tokenizer: Tokenizer<StringReader<'_>, Tokens<'_>> = Tokenizer::new_with_emitter(source, emitter);
    // A string is read without an error of input or output.
    tokenizer.map_while(Result::ok)
}

#[derive(Debug)]
struct Tokens<'a> {
    source: &'a str,
    xml: bool,
    /// Inside how many `<svg>` and `<math>`.
    foreign: usize,
    position: usize,
    tag_start: usize,
    /// Up to here the source has become tokens or text.
    read: usize,
    /// Text that may yet go on.
    text: VecDeque<Token>,
    ready: VecDeque<Token>,
    is_end: bool,
    name: Vec<u8>,
    closes_itself: bool,
    attributes: Attributes,
    attribute: Vec<u8>,
    value: Vec<u8>,
    in_attribute: bool,
    last_start: Vec<u8>,
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl Tokens<'_> {
    /// A piece of text ends at the position; where a tag turned out to be none, before it.
    fn add_text(&mut self, text: &[u8]) {
        let bytes = self.source.as_bytes();
        // The line feed of a CRLF is left out of the text, and a CR is made one.
        let before = self.read.checked_sub(1).and_then(|before| bytes.get(before));
        if before == Some(&b'\r') && bytes.get(self.read) == Some(&b'\n') {
            self.add_verbatim(self.read + 1);
        }
        let rest = bytes.get(self.read..).unwrap_or_default();
        if rest.starts_with(text) && !text.starts_with(b"&") {
            return self.add_verbatim(self.read + text.len());
        }
        let range = self.read..self.position.max(self.read);
        let written = bytes.get(range.clone()).unwrap_or_default();
        if written == text || (text == b"\n" && written == b"\r") {
            return self.add_verbatim(range.end);
        }
        // `<![CDATA[` and `]]>` are no tokens of their own.
        if written.ends_with(text) && !written.starts_with(b"&") {
            self.read = range.end - text.len();
            return self.add_verbatim(range.end);
        }
        // `</>` is nothing at all.
        let start = range.start + written.iter().rposition(|&byte| byte == b'&').unwrap_or(0);
        self.read = range.end;
        self.text.push_back(Token::Written(text_of(text), start..range.end));
    }

    fn add_verbatim(&mut self, end: usize) {
        let range = self.read..end;
        self.read = end;
        match self.text.back_mut() {
            Some(Token::Text(last)) if last.end == range.start => last.end = end,
            _ => self.text.push_back(Token::Text(range)),
        }
    }

    fn end_text(&mut self) {
        self.ready.append(&mut self.text);
    }

    fn end_attribute(&mut self) {
        if std::mem::take(&mut self.in_attribute) && !self.is_end {
            let kept = KEPT.iter().find(|kept| kept.as_bytes() == self.attribute);
            if let Some(kept) = kept.filter(|kept| self.attributes.get(kept).is_none()) {
                self.attributes.0.push((kept, text_of(&self.value)));
            }
        }
        self.attribute.clear();
        self.value.clear();
    }

    fn span(&mut self) -> Range<usize> {
        self.read = self.position;
        self.tag_start.min(self.position)..self.position
    }

    fn other(&mut self) {
        self.end_text();
        let span = self.span();
        self.ready.push_back(Token::Other(span));
    }

    /// What stands in some elements is no markup.
    fn state_after(&self, name: &str, closes_itself: bool) -> Option<State> {
        if closes_itself && (self.xml || self.foreign > 0) {
            return None;
        }
        match name {
            "title" | "textarea" => Some(State::RcData),
            "script" => Some(State::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => Some(State::RawText),
            "plaintext" => Some(State::PlainText),
            _ => None,
        }
    }
}

impl Emitter for Tokens<'_> {
    type Token = Token;

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start = name.unwrap_or_default().to_vec();
    }

    fn emit_eof(&mut self) {
        self.end_text();
    }

    fn emit_error(&mut self, _: Error) {}

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Token> {
        self.ready.pop_front()
    }

    fn emit_string(&mut self, text: &[u8]) {
        self.add_text(text);
    }

    fn init_start_tag(&mut self) {
        self.name.clear();
        self.is_end = false;
        self.closes_itself = false;
        self.attributes = Attributes::default();
    }

    fn init_end_tag(&mut self) {
        self.init_start_tag();
        self.is_end = true;
    }

    fn init_comment(&mut self) {}

    fn emit_current_tag(&mut self) -> Option<State> {
        self.end_attribute();
        self.end_text();
        let span = self.span();
        let name = text_of(&self.name);
        let is_foreign = matches!(name.as_str(), "svg" | "math");
        if self.is_end {
            self.foreign = self.foreign.saturating_sub(usize::from(is_foreign));
            self.last_start.clear();
            self.ready.push_back(Token::End(EndTag { name, span }));
            return None;
        }
        self.foreign += usize::from(is_foreign && !self.closes_itself);
        self.last_start.clone_from(&self.name);
        let state = self.state_after(&name, self.closes_itself);
        let attributes = std::mem::take(&mut self.attributes);
        self.ready.push_back(Token::Start(StartTag { name, closes_itself: self.closes_itself, attributes, span }));
        state
    }

    fn emit_current_comment(&mut self) {
        self.other();
    }

    fn emit_current_doctype(&mut self) {
        self.other();
    }

    fn set_self_closing(&mut self) {
        self.closes_itself = true;
    }

    fn set_force_quirks(&mut self) {}

    fn push_tag_name(&mut self, name: &[u8]) {
        self.name.extend_from_slice(name);
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {}

    fn init_attribute(&mut self) {
        self.end_attribute();
        self.in_attribute = true;
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.attribute.extend_from_slice(name);
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        self.value.extend_from_slice(value);
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn start_open_tag(&mut self) {
        self.tag_start = self.position.saturating_sub(1);
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end && !self.last_start.is_empty() && self.last_start == self.name
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.xml || self.foreign > 0
    }

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(source: &str) -> Vec<String> {
        tokens(source, false)
            .map(|token| match token {
                Token::Start(tag) => format!("+{}={}", tag.name, &source[tag.span]),
                Token::End(tag) => format!("-{}={}", tag.name, &source[tag.span]),
                Token::Text(range) => source[range].to_owned(),
                Token::Written(text, range) => format!("{text}={}", &source[range]),
                Token::Other(range) => format!("!{}", &source[range]),
            })
            .collect()
    }

    #[test]
    fn every_piece_knows_where_it_stands() {
        assert_eq!(
            written("<!doctype html><P CLASS=a id='b'>Q&amp;A: 5 < 6, &copy, R&D &é<!-- x --></p >"),
            [
                "!<!doctype html>",
                "+p=<P CLASS=a id='b'>",
                "Q",
                "&=&amp;",
                "A: 5 < 6, ",
                "©=&copy",
                ", R&D &é",
                "!<!-- x -->",
                "-p=</p >"
            ]
        );
    }

    #[test]
    fn line_ends_are_read_as_they_stand() {
        assert_eq!(
            written("a\r\nb\rc\n\r\n&#39;d<br\r\n/>e"),
            ["a\r\nb\rc\n\r\n", "'=&#39;", "d", "+br=<br\r\n/>", "e"]
        );
    }

    #[test]
    fn scripts_hold_no_tags() {
        assert_eq!(
            written("<script>if (a<b) '<p>'</script><title>&lt;b></title><p>"),
            [
                "+script=<script>",
                "if (a<b) '<p>'",
                "-script=</script>",
                "+title=<title>",
                "<=&lt;",
                "b>",
                "-title=</title>",
                "+p=<p>"
            ]
        );
        assert_eq!(written("<svg><title/><p>a")[1..3], ["+title=<title/>", "+p=<p>"]);
    }

    #[test]
    fn of_an_attribute_that_stands_twice_the_first_counts() {
        let token = tokens("<a href=x HREF=y data-z=1 class='&lt;b'>", false).next();
        let Some(Token::Start(tag)) = token else { panic!("{token:?}") };
        assert_eq!([tag.attributes.get("href"), tag.attributes.get("class")], [Some("x"), Some("<b")]);
        assert_eq!(tag.attributes.get("data-z"), None);
    }

    proptest! {
        #[test]
        fn the_tokens_cover_the_source_in_order(
            pieces in prop::collection::vec(prop::sample::select(&[
                "<p>", "</p>", "<", "</", "<!--", "-->", "&", "&amp;", "&amp", "&#x41;", "&#65", "&#", ";", "é", "日", "a", " ",
                "\r", "\n", "\r\n", "\0", "<script>", "</script>", "<svg>", "<![CDATA[", "]]>", "<title>", "</title", "=", "'",
                "\"", "/", ">", "<?xml ?>", "<!", "&notit;", "&NotEqualTilde;", "-", "<a b='", "<textarea>",
            ][..]), 0..30),
            xml in any::<bool>(),
        ) {
            let source = pieces.concat();
            let mut end = 0;
            for token in tokens(&source, xml) {
                let range = match &token {
                    Token::Start(tag) => tag.span.clone(),
                    Token::End(tag) => tag.span.clone(),
                    Token::Text(range) | Token::Written(_, range) | Token::Other(range) => range.clone(),
                };
                prop_assert!(range.start >= end && range.start < range.end, "{token:?} after {end} in {source:?}");
                let text = source.get(range.clone());
                prop_assert!(text.is_some(), "{token:?} in {source:?}");
                let text = text.unwrap_or_default();
                match &token {
                    Token::Start(_) | Token::End(_) | Token::Other(_) => prop_assert!(text.starts_with('<') , "{token:?} in {source:?}"),
                    Token::Written(read, _) => prop_assert!(text.starts_with('&') || read == "\n" || read == "\u{fffd}", "{token:?} in {source:?}"),
                    Token::Text(_) => {}
                }
                end = range.end;
            }
        }
    }
}
