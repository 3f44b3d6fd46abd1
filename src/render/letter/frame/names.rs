//! The names that a frame can use, and what stands under each.

use crate::rating::{Mechanism, Rating};

/// What stands under a name.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// A text.
    Text,
    /// A text that may be missing.
    Maybe,
    /// A web address, or what was given for one; may be missing.
    Address,
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// Names with a dot before each.
    Group(&'static [Name]),
    /// Things, each with these names.
    List(&'static [Name]),
}

impl Kind {
    /// Whether a frame must say what to write where it is missing.
    pub(super) fn may_be_missing(self) -> bool {
        matches!(self, Kind::Maybe | Kind::Address)
    }
}

/// A name and what stands under it.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
}

const fn name(name: &'static str, kind: Kind) -> Name {
    Name { name, kind }
}

/// The names outside of any loop. The comment in `letter.md` says what they mean.
pub(super) static LETTER: &[Name] = &[
    name("company", Kind::Maybe),
    name("policy", Kind::Group(POLICY)),
    name("sender", Kind::Maybe),
    name("recipient", Kind::Maybe),
    name("date", Kind::Maybe),
    name("deadline", Kind::Maybe),
    name("count", Kind::Number),
    name("criteria", Kind::List(CRITERION)),
    name("rubrics", Kind::Group(&[name("name", Kind::Text), name("version", Kind::Text), name("title", Kind::Text)])),
    name("tool", Kind::Group(&[name("name", Kind::Text), name("version", Kind::Text)])),
];

const POLICY: &[Name] = &[
    name("title", Kind::Maybe),
    name("url", Kind::Address),
    name("date", Kind::Maybe),
    name("mechanism", Kind::Word(|| Mechanism::ALL.iter().map(|mechanism| mechanism.as_str()).collect())),
];

const CRITERION: &[Name] =
    &[name("title", Kind::Text), name("principle", Kind::Maybe), name("questions", Kind::List(QUESTION))];

const QUESTION: &[Name] = &[
    name("number", Kind::Number),
    name("question", Kind::Text),
    name("indicator", Kind::Text),
    name("title", Kind::Text),
    name("rating", Kind::Word(|| super::super::OPEN.iter().map(|rating: &Rating| rating.as_str()).collect())),
    name("recommendation", Kind::Text),
    name("needs_review", Kind::Flag),
    name("clauses", Kind::List(CLAUSE)),
];

const CLAUSE: &[Name] = &[
    name("quote", Kind::Text),
    name("document", Kind::Text),
    name("place", Kind::Text),
    name("heading", Kind::Maybe),
    name("says", Kind::Text),
];

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Every name as a frame writes it outside of loops: `policy.title`, `criteria`.
    fn spelled(names: &[Name], before: &str, all: &mut Vec<String>) {
        for name in names {
            match name.kind {
                Kind::Group(names) => spelled(names, &format!("{before}{}.", name.name), all),
                Kind::List(names) => {
                    all.push(format!("{before}{}", name.name));
                    let one = match name.name {
                        "criteria" => "criterion".to_owned(),
                        plural => plural.trim_end_matches('s').to_owned(),
                    };
                    spelled(names, &format!("{one}."), all);
                }
                _ => all.push(format!("{before}{}", name.name)),
            }
        }
    }

    #[test]
    fn the_built_in_frame_says_what_every_name_means() {
        let mut all = Vec::new();
        spelled(LETTER, "", &mut all);
        let comment = super::super::BUILTIN.split("#}").next().unwrap();
        let told: Vec<&str> = comment.lines().filter_map(|line| line.strip_prefix("  ")?.split("  ").next()).collect();
        assert_eq!(told, all);
    }
}
