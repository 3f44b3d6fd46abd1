//! What a set must be to be used: everything that the types of its files cannot say.
//!
//! All checks are made on the set as it is once overlays are laid over it; what is wrong is shown where it is written.

mod patterns;
mod words;

use std::collections::BTreeMap;

use super::findings::{Findings, Home, Place};
use super::locate::{Part, Path};
use super::overlay::Merged;
use super::phrase::is_name;
use super::problem::Level;
use super::shape::nearest;
use super::source::{BandEntry, CapEntry, IndicatorEntry, RubricFile, SetFile};
use crate::rating::{Rating, Severity};
use words::Words;

/// The most decimals of a number: scores are computed exactly, and shown with one.
const MOST_DECIMALS: usize = 6;

/// Checks a set. `listed` says whether the manifest is the user's own, and so must list every rubric.
pub(super) fn check(merged: &Merged, listed: bool, findings: &mut Findings<'_, '_>) {
    let mut check = Check { merged, findings, words: Words::of(merged), alternatives: 0 };
    check.manifest(&merged.set);
    check.listing(&merged.set, listed);
    check.words();
    for (number, rubric) in merged.rubrics.iter().enumerate() {
        check.rubric(Home::Rubric(number), rubric);
    }
}

struct Check<'c, 'd, 'a> {
    merged: &'c Merged,
    findings: &'c mut Findings<'d, 'a>,
    words: Words,
    /// How many alternatives the phrases have held so far.
    alternatives: usize,
}

impl Check<'_, '_, '_> {
    fn place(&self, home: Home, path: &Path) -> Place {
        self.merged.origins.place(home, path)
    }

    fn error(&mut self, home: Home, path: &Path, part: Part<'_>, message: impl Into<String>, hint: impl Into<String>) {
        let place = self.place(home, path);
        self.findings.note(Level::Error, &place, part, message.into(), Some(hint.into()));
    }

    /// An error, unless a file that could not be read may hold what is looked for.
    fn unknown(&mut self, home: Home, path: &Path, part: Part<'_>, message: String, hint: String) {
        let place = self.place(home, path);
        self.findings.note_unknown(&place, part, message, hint);
    }

    fn warning(
        &mut self,
        home: Home,
        path: &Path,
        part: Part<'_>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let place = self.place(home, path);
        self.findings.note(Level::Warning, &place, part, message.into(), Some(hint.into()));
    }

    /// An error where something stands a second time.
    fn twice(
        &mut self,
        (home, path): (Home, &Path),
        first: (Home, &Path),
        part: Part<'_>,
        message: String,
        hint: &str,
    ) {
        let (place, first) = (self.place(home, path), self.place(first.0, first.1));
        self.findings.note_twice(Level::Error, &place, part, message, hint, &first);
    }

    /// A warning of the same.
    fn again(&mut self, (home, path): (Home, &Path), first: (Home, &Path), message: String, hint: &str) {
        let (place, first) = (self.place(home, path), self.place(first.0, first.1));
        self.findings.note_twice(Level::Warning, &place, Part::Value, message, hint, &first);
    }

    fn is_stand_in(&self, home: Home, path: &Path) -> bool {
        self.findings.is_stand_in(&self.place(home, path))
    }

    fn manifest(&mut self, set: &SetFile) {
        let root = Path::root();
        for (key, text) in [("name", &set.name), ("version", &set.version), ("title", &set.title)] {
            self.prose(Home::Manifest, &root.key(key), text);
        }
        self.scale(set);
        for (criterion, &weight) in &set.weights {
            let path = root.key("weights").key(criterion);
            self.known_criterion(Home::Manifest, &path, Part::Key, criterion);
            self.weight(Home::Manifest, &path, weight);
        }
        let weight = |rubric: &RubricFile| set.weights.get(&rubric.criterion).copied().unwrap_or(1.0);
        if !self.merged.rubrics.is_empty() && self.merged.rubrics.iter().all(|rubric| weight(rubric) == 0.0) {
            let message = "all criteria have the weight 0, and no score can be made of them";
            self.error(
                Home::Manifest,
                &root.key("weights"),
                Part::Key,
                message,
                "give at least one criterion a weight above 0",
            );
        }
        self.bands(&set.band);
        self.caps(&set.cap);
        for (name, profile) in &set.profiles {
            let path = root.key("profiles").key(name);
            self.name(Home::Manifest, &path, Part::Key, name, "a profile");
            self.prose(Home::Manifest, &path.key("about"), &profile.about);
            self.criteria(&path.key("criteria"), &profile.criteria);
        }
    }

    /// The criteria that a list names.
    fn criteria(&mut self, path: &Path, criteria: &[String]) {
        if criteria.is_empty() {
            self.error(
                Home::Manifest,
                path,
                Part::Value,
                "the list of criteria is empty",
                "name at least one criterion",
            );
        }
        for (at, criterion) in criteria.iter().enumerate() {
            let here = path.index(at);
            match criteria[..at].iter().position(|other| other == criterion) {
                Some(first) => {
                    let message = format!("`{criterion}` stands twice in the list");
                    let first = (Home::Manifest, &path.index(first));
                    self.twice((Home::Manifest, &here), first, Part::Value, message, "remove one of them");
                }
                None => self.known_criterion(Home::Manifest, &here, Part::Value, criterion),
            }
        }
    }

    fn known_criterion(&mut self, home: Home, path: &Path, part: Part<'_>, criterion: &str) {
        if self.merged.criteria().any(|known| known == criterion) {
            return;
        }
        let hint = nearest(criterion, self.merged.criteria()).unwrap_or_else(|| {
            let known: Vec<String> = self.merged.criteria().map(|known| format!("`{known}`")).collect();
            format!("the set has {}", known.join(", "))
        });
        self.unknown(home, path, part, format!("there is no rubric for a criterion `{criterion}`"), hint);
    }

    /// That the manifest lists every rubric, and every rubric is there once.
    fn listing(&mut self, set: &SetFile, listed: bool) {
        let root = Path::root();
        if listed {
            self.criteria(&root.key("rubrics"), &set.rubrics);
        }
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for (number, rubric) in self.merged.rubrics.iter().enumerate() {
            let (home, path) = (Home::Rubric(number), root.key("criterion"));
            let criterion = rubric.criterion.as_str();
            self.name(home, &path, Part::Value, criterion, "a criterion");
            if let Some(&first) = first.get(criterion) {
                let message = format!("there are two rubrics for the criterion `{criterion}`");
                let hint = "give one of them another identifier, or change a rubric by an overlay";
                self.twice((home, &path), (Home::Rubric(first), &path), Part::Value, message, hint);
                continue;
            }
            first.insert(criterion, number);
            if listed && !set.rubrics.contains(&rubric.criterion) {
                let hint = nearest(criterion, set.rubrics.iter().map(String::as_str));
                let hint = hint.unwrap_or_else(|| format!("add \"{criterion}\" to `rubrics` in the manifest"));
                self.unknown(
                    home,
                    &path,
                    Part::Value,
                    format!("the manifest does not list the criterion `{criterion}`"),
                    hint,
                );
            }
        }
    }

    fn scale(&mut self, set: &SetFile) {
        let scale = &set.scale;
        let path = Path::root().key("scale");
        let values =
            [("met", scale.met), ("partial", scale.partial), ("silent", scale.silent), ("adverse", scale.adverse)];
        let mut sound = true;
        for (key, value) in values {
            sound &= self.between(Home::Manifest, &path.key(key), value, 1.0);
        }
        let unread = values.iter().any(|(key, _)| self.is_stand_in(Home::Manifest, &path.key(key)));
        if !sound || unread {
            return;
        }
        for (better, worse) in [(0, 1), (1, 2), (1, 3)] {
            let ((better, high), (worse, low)) = (values[better], values[worse]);
            if high < low {
                let message = format!("`{worse}` is worth more than `{better}`");
                let hint = format!("make `{worse}` {high} at most");
                self.error(Home::Manifest, &path.key(worse), Part::Value, message, hint);
            }
        }
    }

    fn bands(&mut self, bands: &[BandEntry]) {
        let path = Path::root().key("band");
        for (at, band) in bands.iter().enumerate() {
            let here = path.index(at);
            self.name(Home::Manifest, &here.key("id"), Part::Value, &band.id, "a band");
            self.prose(Home::Manifest, &here.key("about"), &band.about);
            if let Some(first) = bands[..at].iter().position(|other| other.id == band.id) {
                let message = format!("there are two bands `{}`", band.id);
                let first = path.index(first).key("id");
                self.twice(
                    (Home::Manifest, &here.key("id")),
                    (Home::Manifest, &first),
                    Part::Value,
                    message,
                    "rename one of them",
                );
            }
            let from = here.key("from");
            let sound = self.between(Home::Manifest, &from, band.from, 100.0);
            let before = at.checked_sub(1).and_then(|before| bands.get(before));
            if let (true, Some(before)) = (sound, before)
                && before.from <= band.from
            {
                let message = format!("the band begins at {}, and the one before it at {}", band.from, before.from);
                self.error(Home::Manifest, &from, Part::Value, message, "order the bands from the highest down");
            } else if sound && at + 1 == bands.len() && band.from != 0.0 {
                let message = format!("the last band begins at {}, and lower scores have no name", band.from);
                self.error(Home::Manifest, &from, Part::Value, message, "let the last band begin at 0");
            }
        }
    }

    fn caps(&mut self, caps: &[CapEntry]) {
        let path = Path::root().key("cap");
        let known: Vec<String> = self.merged.identifiers().collect();
        for (at, cap) in caps.iter().enumerate() {
            let here = path.index(at);
            if !known.contains(&cap.indicator) {
                let hint = nearest(&cap.indicator, known.iter().map(String::as_str));
                let hint = hint.unwrap_or_else(|| "write the full identifier: `independence.appeal`".to_owned());
                let message = format!("there is no indicator `{}`", cap.indicator);
                self.unknown(Home::Manifest, &here.key("indicator"), Part::Value, message, hint);
            }
            let same = |other: &CapEntry| other.indicator == cap.indicator && other.rating == cap.rating;
            if let Some(first) = caps[..at].iter().position(same) {
                let message = format!("`{}` has two caps for the rating `{}`", cap.indicator, cap.rating);
                let first = path.index(first).key("indicator");
                let here = here.key("indicator");
                self.twice(
                    (Home::Manifest, &here),
                    (Home::Manifest, &first),
                    Part::Value,
                    message,
                    "remove one of them",
                );
            }
            if cap.rating == Rating::NotApplicable {
                let message = "an indicator that does not apply cannot cap a score";
                self.error(
                    Home::Manifest,
                    &here.key("rating"),
                    Part::Value,
                    message,
                    "write `adverse`, `silent` or `partial`",
                );
            }
            self.between(Home::Manifest, &here.key("at-most"), cap.at_most, 100.0);
            self.prose(Home::Manifest, &here.key("because"), &cap.because);
        }
    }

    fn rubric(&mut self, home: Home, rubric: &RubricFile) {
        let root = Path::root();
        for (key, text) in [("title", &rubric.title), ("principle", &rubric.principle), ("about", &rubric.about)] {
            self.prose(home, &root.key(key), text);
        }
        if rubric.indicator.is_empty() {
            let message = "the rubric has no indicators";
            self.error(home, &root.key("indicator"), Part::Value, message, "add at least one `[[indicator]]`");
        } else if rubric.indicator.iter().all(|indicator| indicator.weight == 0.0) {
            let message = "all indicators have the weight 0, and no score can be made of them";
            let hint = "give at least one indicator a weight above 0";
            self.error(home, &root.key("indicator").index(0).key("weight"), Part::Value, message, hint);
        }
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, indicator) in rubric.indicator.iter().enumerate() {
            let path = root.key("indicator").index(at);
            if let Some(&first) = first.get(indicator.id.as_str()) {
                let message = format!("the criterion `{}` has two indicators `{}`", rubric.criterion, indicator.id);
                let (here, first) = (path.key("id"), root.key("indicator").index(first).key("id"));
                self.twice((home, &here), (home, &first), Part::Value, message, "rename one of them");
            } else {
                first.insert(&indicator.id, at);
            }
            self.indicator(home, &path, indicator);
        }
    }

    fn indicator(&mut self, home: Home, path: &Path, indicator: &IndicatorEntry) {
        self.name(home, &path.key("id"), Part::Value, &indicator.id, "an indicator");
        let texts = [
            ("title", &indicator.title),
            ("asks", &indicator.asks),
            ("met", &indicator.met),
            ("partial", &indicator.partial),
            ("question", &indicator.question),
            ("recommendation", &indicator.recommendation),
        ];
        for (key, text) in texts.into_iter().chain(indicator.adverse.iter().map(|adverse| ("adverse", adverse))) {
            self.prose(home, &path.key(key), text);
        }
        if indicator.sources.is_empty() {
            let message = "the indicator names no source";
            self.error(
                home,
                &path.key("sources"),
                Part::Value,
                message,
                "say where the demand comes from: `sources = [\"UNGP 31(c)\"]`",
            );
        }
        for (at, source) in indicator.sources.iter().enumerate() {
            self.prose(home, &path.key("sources").index(at), source);
        }
        self.weight(home, &path.key("weight"), indicator.weight);
        if matches!(indicator.severity, Severity::None | Severity::Critical) {
            let message =
                format!("an indicator's severity cannot be `{}`, which only findings have", indicator.severity);
            self.error(home, &path.key("severity"), Part::Value, message, "write `low`, `medium` or `high`");
        }
        if indicator.applies_to.as_ref().is_some_and(Vec::is_empty) {
            let message = "the indicator applies to no kind of mechanism";
            self.error(
                home,
                &path.key("applies-to"),
                Part::Value,
                message,
                "leave the key out where it applies to all",
            );
        }
        self.evidence(home, path, &indicator.evidence);
    }

    /// A text that people read.
    fn prose(&mut self, home: Home, path: &Path, text: &str) {
        if text.trim().is_empty() {
            self.error(
                home,
                path,
                Part::Value,
                format!("`{}` is empty", last_key(path)),
                "write a text that readers can use",
            );
        }
    }

    /// An identifier.
    fn name(&mut self, home: Home, path: &Path, part: Part<'_>, name: &str, what: &str) {
        if !is_name(name) {
            let message = format!("`{name}` cannot name {what}");
            self.error(home, path, part, message, "write lower-case words with hyphens between them: `time-to-reply`");
        }
    }

    fn weight(&mut self, home: Home, path: &Path, weight: f64) {
        if self.number(home, path, weight) && weight < 0.0 {
            self.error(
                home,
                path,
                Part::Value,
                "a weight cannot be negative",
                "write 0 for what is reported without counting",
            );
        }
    }

    /// A number from 0 to `most`; whether it is one.
    fn between(&mut self, home: Home, path: &Path, number: f64, most: f64) -> bool {
        if !self.number(home, path, number) {
            return false;
        }
        let within = (0.0..=most).contains(&number);
        if !within {
            let message = format!("`{}` is {number}", last_key(path));
            self.error(home, path, Part::Value, message, format!("write a number from 0 to {most}"));
        }
        within
    }

    /// A number that can be reckoned with; whether it is one.
    fn number(&mut self, home: Home, path: &Path, number: f64) -> bool {
        let key = last_key(path);
        if !number.is_finite() {
            let message = format!("`{key}` is {}", if number.is_nan() { "not a number" } else { "infinite" });
            self.error(home, path, Part::Value, message, "write a number such as 1 or 0.5");
            return false;
        }
        let text = number.to_string();
        if text.split_once('.').is_some_and(|(_, decimals)| decimals.len() > MOST_DECIMALS) {
            let message = format!("`{key}` has more than {MOST_DECIMALS} decimals");
            self.error(home, path, Part::Value, message, format!("round it: {number:.3}"));
            return false;
        }
        true
    }
}

/// The key that a path ends with, or that holds the list that it ends in.
fn last_key(path: &Path) -> &str {
    path.last_key().unwrap_or("this")
}
