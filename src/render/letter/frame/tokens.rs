//! What stands in a value or a tag: words, words in quotation marks, signs.

use super::error::Fault;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A name, with dots: `policy.title`; or a word of the language: `if`.
    Word(&'a str),
    /// Words in quotation marks, without these.
    Quoted(&'a str),
    /// `==` or `!=`.
    Sign(&'a str),
}

/// The tokens of a value or a tag, read one after the other.
pub(super) struct Tokens<'a> {
    tokens: Vec<(Token<'a>, usize)>,
    next: usize,
    /// The byte after the last.
    end: usize,
}

impl<'a> Tokens<'a> {
    /// Reads what stands in a value or a tag, from a byte of the frame on.
    pub(super) fn of(text: &'a str, start: usize) -> Result<Self, Fault> {
        let mut tokens = Vec::new();
        let mut at = 0;
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = text.get(at..).unwrap_or_default();
            let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
            let (token, length) = if c.is_whitespace() {
                at += c.len_utf8();
                continue;
            } else if is_of_word(c) {
                let length = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
                (Token::Word(rest.get(..length).unwrap_or_default()), length)
            } else if matches!(c, '"' | '\'') {
                let Some(length) = rest.get(1..).and_then(|rest| rest.find(c)) else {
                    return Err(Fault::new(start + at, format!("the quotation mark `{c}` is not closed")));
                };
                (Token::Quoted(rest.get(1..=length).unwrap_or_default()), length + 2)
            } else if rest.starts_with("==") || rest.starts_with("!=") {
                (Token::Sign(rest.get(..2).unwrap_or_default()), 2)
            } else {
                let expected = "a name, words in quotation marks, `==` or `!=`";
                return Err(Fault::new(start + at, format!("`{c}` is no part of a frame; expected {expected}")));
            };
            tokens.push((token, start + at));
            at += length;
        }
        Ok(Tokens { tokens, next: 0, end: start + text.trim_end().len() })
    }

    pub(super) fn peek(&self) -> Option<Token<'a>> {
        self.tokens.get(self.next).map(|(token, _)| *token)
    }

    /// The byte where the next token stands.
    pub(super) fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(_, at)| *at)
    }

    /// Takes the next token if it is this word.
    pub(super) fn takes(&mut self, word: &str) -> bool {
        let found = self.peek() == Some(Token::Word(word));
        self.next += usize::from(found);
        found
    }

    /// Takes the next token, which must be a name or a word.
    pub(super) fn word(&mut self, expected: &str) -> Result<(&'a str, usize), Fault> {
        let at = self.at();
        match self.peek() {
            Some(Token::Word(word)) => {
                self.next += 1;
                Ok((word, at))
            }
            _ => Err(self.unexpected(expected)),
        }
    }

    /// Takes the next token, which must be words in quotation marks.
    pub(super) fn quoted(&mut self, expected: &str) -> Result<(&'a str, usize), Fault> {
        let at = self.at();
        match self.peek() {
            Some(Token::Quoted(words)) => {
                self.next += 1;
                Ok((words, at))
            }
            _ => Err(self.unexpected(expected)),
        }
    }

    /// Takes `==` or `!=`, if one is next.
    pub(super) fn sign(&mut self) -> Option<&'a str> {
        match self.peek() {
            Some(Token::Sign(sign)) => {
                self.next += 1;
                Some(sign)
            }
            _ => None,
        }
    }

    /// There must be nothing more.
    pub(super) fn end(&self, expected: &str) -> Result<(), Fault> {
        if self.peek().is_none() { Ok(()) } else { Err(self.unexpected(expected)) }
    }

    pub(super) fn unexpected(&self, expected: &str) -> Fault {
        let found = match self.peek() {
            Some(Token::Word(word) | Token::Sign(word)) => format!("`{word}`"),
            Some(Token::Quoted(words)) => format!("“{words}”"),
            None => "nothing".to_owned(),
        };
        Fault::new(self.at(), format!("found {found}; expected {expected}"))
    }
}
