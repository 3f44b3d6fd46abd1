//! Colour in text for a terminal.

use crate::rating::Rating;

/// Whether text carries the escape sequences that colour it on a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Colour {
    /// Plain text.
    #[default]
    Never,
    /// ANSI escape sequences.
    Always,
}

/// Puts colour around text, or leaves it.
pub(super) struct Paint(pub(super) Colour);

impl Paint {
    fn with(&self, code: &str, text: &str) -> String {
        match self.0 {
            Colour::Never => text.to_owned(),
            Colour::Always => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        }
    }

    pub(super) fn bold(&self, text: &str) -> String {
        self.with("1", text)
    }

    pub(super) fn dim(&self, text: &str) -> String {
        self.with("2", text)
    }

    pub(super) fn colour(&self, code: u8, text: &str) -> String {
        self.with(&code.to_string(), text)
    }

    pub(super) fn rating(&self, rating: Rating, text: &str) -> String {
        let code = match rating {
            Rating::Adverse => "1;31",
            Rating::Partial => "1;33",
            Rating::Met => "1;32",
            Rating::Silent | Rating::NotApplicable => "1",
        };
        self.with(code, text)
    }

    pub(super) fn score(&self, points: f64, text: &str) -> String {
        match points {
            points if points >= 75.0 => self.colour(32, text),
            points if points < 25.0 => self.colour(31, text),
            _ => text.to_owned(),
        }
    }
}
