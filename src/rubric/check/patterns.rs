//! Patterns: that they can match at all, and that an indicator can be met.

use std::collections::BTreeMap;

use super::Check;
use crate::rating::Rating;
use crate::rubric::duration::Duration;
use crate::rubric::findings::Home;
use crate::rubric::locate::{Part, Path};
use crate::rubric::phrase::{AtomText, TermText};
use crate::rubric::source::{LastingKeys, PatternEntry, Turned, Within};

/// What a compiled regular expression may take, in bytes.
pub(crate) const LARGEST_REGEX: usize = 1 << 20;

impl Check<'_, '_, '_> {
    /// The patterns of an indicator.
    pub(super) fn evidence(&mut self, home: Home, path: &Path, patterns: &[PatternEntry]) {
        let meets = |pattern: &PatternEntry| {
            pattern.rates == Rating::Met || [pattern.hedged, pattern.negated].contains(&Some(Turned::Met))
        };
        let evidence = path.key("evidence");
        if !patterns.iter().any(meets) && !self.is_stand_in(home, &evidence) {
            let message = "the indicator can never be met: none of its patterns rates `met`";
            let hint =
                "add an `[[indicator.evidence]]` with `rates = \"met\"`, or a `negated = \"met\"` to one that is there";
            self.error(home, &path.key("id"), Part::Value, message, hint);
        }
        for (at, pattern) in patterns.iter().enumerate() {
            self.pattern(home, &evidence.index(at), pattern);
        }
    }

    fn pattern(&mut self, home: Home, path: &Path, pattern: &PatternEntry) {
        if matches!(pattern.rates, Rating::Silent | Rating::NotApplicable) {
            let message = format!("a passage cannot be evidence for `{}`", pattern.rates);
            self.error(home, &path.key("rates"), Part::Value, message, "write `met`, `partial` or `adverse`");
        }
        self.prose(home, &path.key("says"), &pattern.says);
        let anchors = ["any", "groups", "all", "regex"];
        let unread = anchors.iter().any(|key| self.is_stand_in(home, &path.key(key)));
        let empty = pattern.any.is_empty() && pattern.groups.iter().all(Vec::is_empty) && pattern.all.is_empty();
        if empty && pattern.regex.is_none() && !unread {
            let message = "the pattern is empty: it says nothing that a text must hold";
            self.error(home, path, Part::Value, message, "add `any = [\"…\"]`, `all = [\"…\"]` or `regex = '…'`");
        }
        let mut has_duration = false;
        if !pattern.groups.is_empty() && !pattern.any.is_empty() {
            let message = "`groups` stands in place of `any`; the pattern has both";
            self.error(
                home,
                &path.key("groups"),
                Part::Key,
                message,
                "put the terms of `any` into groups of their own",
            );
        }
        for (key, terms) in
            [("any", &pattern.any), ("all", &pattern.all), ("none", &pattern.none), ("under", &pattern.under)]
        {
            has_duration |= self.terms(home, &path.key(key), terms) && matches!(key, "any" | "all");
        }
        for (at, terms) in pattern.groups.iter().enumerate() {
            let here = path.key("groups").index(at);
            has_duration |= self.terms(home, &here, terms);
            if terms.is_empty() {
                self.error(home, &here, Part::Value, "the group is empty", "write at least one term, or remove it");
            }
        }
        self.contradictions(home, path, pattern);
        self.at_least(home, path, pattern);
        if let Some(lasting) = &pattern.lasting {
            self.lasting(home, &path.key("lasting"), lasting, has_duration || unread);
        }
        self.regex(home, &path.key("regex"), pattern);
        for (key, against) in [("against-met", pattern.against_met), ("against-partial", pattern.against_partial)] {
            if let Some(rating @ (Rating::Silent | Rating::NotApplicable)) = against {
                let message = format!("a finding with evidence cannot become `{rating}`");
                self.error(home, &path.key(key), Part::Value, message, "write `met`, `partial` or `adverse`");
            }
        }
        let turned = pattern.hedged.is_some() || pattern.negated.is_some();
        if pattern.rates == Rating::Met && pattern.against_met.is_some() && !turned {
            let message = "`against-met` says nothing where the pattern itself rates `met`";
            self.warning(home, &path.key("against-met"), Part::Key, message, "remove it");
        }
    }

    /// The terms of a list; whether one of them names a duration, or cannot be read and may.
    fn terms(&mut self, home: Home, list: &Path, terms: &[String]) -> bool {
        let mut has_duration = false;
        let mut seen: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
        for (at, text) in terms.iter().enumerate() {
            let here = list.index(at);
            let term = self.term(home, &here, text);
            has_duration |= term.as_ref().is_none_or(|term| self.names_duration(home, term));
            if let Some(first) = seen.insert(text.split_whitespace().collect(), at) {
                let message = "the term stands twice in the list";
                self.again((home, &here), (home, &list.index(first)), message.to_owned(), "remove one of them");
            }
        }
        has_duration
    }

    /// Whether `@duration`, or a vocabulary that takes it in, is among the atoms of a term.
    fn names_duration(&self, home: Home, term: &TermText<'_>) -> bool {
        let atoms = std::iter::once(&term.first).chain(term.others.iter().map(|(_, atom)| atom));
        atoms.flatten().any(|text| matches!(text, AtomText::Name(name) if self.words.holds_duration(home, name)))
    }

    /// Terms that must and must not stand in the same sentence.
    fn contradictions(&mut self, home: Home, path: &Path, pattern: &PatternEntry) {
        let anchor = if pattern.any.is_empty() { "groups" } else { "any" };
        for (at, text) in pattern.none.iter().enumerate() {
            let in_any = pattern.any.iter().chain(pattern.groups.iter().flatten()).any(|other| same(other, text));
            // Of `all`, only what stands in the anchor's sentence whatever `within` says.
            let same_sentence = match (pattern.within, pattern.any.is_empty() && pattern.groups.is_empty()) {
                (Within::Sentence, _) => pattern.all.len(),
                (_, true) => 1,
                (_, false) => 0,
            };
            let in_all = pattern.all.iter().take(same_sentence).any(|other| same(other, text));
            if in_any || in_all {
                let key = if in_any { anchor } else { "all" };
                let message = format!("the term stands in `{key}` too, and so can never match");
                self.error(home, &path.key("none").index(at), Part::Value, message, "remove it from one of the two");
            }
        }
    }

    fn at_least(&mut self, home: Home, path: &Path, pattern: &PatternEntry) {
        let here = path.key("at-least");
        let (key, entries) = match pattern.groups.is_empty() {
            true => ("any", pattern.any.len()),
            false => ("groups", pattern.groups.len()),
        };
        if pattern.at_least == 0 {
            self.error(home, &here, Part::Value, "`at-least` is 0", "write 1 or more, or leave it out");
        } else if pattern.at_least > 1 && pattern.at_least > entries && !self.is_stand_in(home, &path.key(key)) {
            let message = format!("`at-least` asks for {} entries of `{key}`, which has {entries}", pattern.at_least);
            self.error(home, &here, Part::Value, message, "write more of them, one entry for each that counts");
        }
    }

    fn lasting(&mut self, home: Home, path: &Path, lasting: &LastingKeys, has_duration: bool) {
        let mut read = |key: &str, text: &Option<String>| {
            let text = text.as_deref()?;
            let duration = Duration::of_rubric(text);
            match duration {
                Some(duration) if duration.amount > 0 => {}
                _ => {
                    let message = format!("`{text}` is not a length of time");
                    let hint = "write a number and a unit: \"7 days\", \"10 working days\", \"3 months\"";
                    self.error(home, &path.key(key), Part::Value, message, hint);
                }
            }
            duration
        };
        let bounds = (read("at-least", &lasting.at_least), read("at-most", &lasting.at_most));
        if lasting.at_least.is_none() && lasting.at_most.is_none() {
            let (least, most) = (path.key("at-least"), path.key("at-most"));
            if !self.is_stand_in(home, &least) && !self.is_stand_in(home, &most) {
                self.error(
                    home,
                    path,
                    Part::Value,
                    "`lasting` sets no bound",
                    "write `lasting = { at-most = \"7 days\" }`",
                );
            }
        }
        if let (Some(least), Some(most)) = bounds
            && least.hours() > most.hours()
        {
            let message = format!("no duration is at least {least} and at most {most}");
            self.error(home, &path.key("at-least"), Part::Value, message, "exchange the two");
        }
        if !has_duration {
            let message = "`lasting` compares a `@duration`, and no term of `any`, `groups` or `all` holds one";
            self.error(home, path, Part::Key, message, "add it to a term: `@acknowledge ~12 @duration`");
        }
    }

    fn regex(&mut self, home: Home, path: &Path, pattern: &PatternEntry) {
        let Some(text) = &pattern.regex else { return };
        let message = match regex::RegexBuilder::new(text).size_limit(LARGEST_REGEX).build() {
            // One that takes the empty text takes every sentence.
            Ok(regex) if regex.is_match("") => {
                "the regular expression matches the empty text, and so everywhere".to_owned()
            }
            Ok(_) => return,
            Err(regex::Error::CompiledTooBig(_)) => "the regular expression is too large".to_owned(),
            Err(error) => {
                let text = error.to_string();
                let reason = text.lines().last().unwrap_or_default().trim();
                format!("the regular expression cannot be read: {}", reason.trim_start_matches("error: "))
            }
        };
        let hint = "write it in single quotes, in the syntax of the Rust crate `regex`: '(?i)\\bart\\. \\d+'";
        self.error(home, path, Part::Value, message, hint);
    }
}

/// Whether two terms are written with the same words.
fn same(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}
