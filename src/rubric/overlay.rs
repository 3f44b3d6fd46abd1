//! Lays overlays over a set: other weights, more words, more patterns, more indicators.

use super::findings::{Findings, Home, Origins};
use super::locate::{Part, Path};
use super::shape::nearest;
use super::source::{
    AdjustEntry, CapEntry, IndicatorEntry, LexiconFile, OverlayFile, RubricFile, SetFile, VocabularyEntry,
};

/// The files of a set as one, with where each part stands.
#[derive(Debug)]
pub(super) struct Merged {
    pub(super) set: SetFile,
    pub(super) lexicon: LexiconFile,
    pub(super) rubrics: Vec<RubricFile>,
    pub(super) origins: Origins,
}

impl Merged {
    /// Changes the set as an overlay says; `written` tells which of two keys of a table stand in the file.
    pub(super) fn lay_over(
        &mut self,
        overlay: OverlayFile,
        document: usize,
        written: impl Fn(&Path) -> bool,
        findings: &mut Findings<'_, '_>,
    ) {
        let mut moved = |path: Path| self.origins.moved(Home::Manifest, path.clone(), (document, path));
        if let Some(name) = overlay.name {
            self.set.name = name;
            moved(Path::root().key("name"));
        }
        for (criterion, weight) in overlay.weights {
            moved(Path::root().key("weights").key(&criterion));
            self.set.weights.insert(criterion, weight);
        }
        if let Some(scale) = overlay.scale {
            self.set.scale = scale;
            moved(Path::root().key("scale"));
        }
        if let Some(aggregation) = overlay.aggregation {
            let path = Path::root().key("aggregation");
            if written(&path.key("indicators")) {
                self.set.aggregation.indicators = aggregation.indicators;
            }
            if written(&path.key("criteria")) {
                self.set.aggregation.criteria = aggregation.criteria;
            }
        }
        if !overlay.band.is_empty() {
            self.set.band = overlay.band;
            moved(Path::root().key("band"));
        }
        for (name, profile) in overlay.profiles {
            moved(Path::root().key("profiles").key(&name));
            self.set.profiles.insert(name, profile);
        }
        // A cap for an indicator's rating that has one takes its place: otherwise none could ever be lifted.
        for (at, cap) in overlay.cap.into_iter().enumerate() {
            let same = |known: &CapEntry| known.indicator == cap.indicator && known.rating == cap.rating;
            let index = self.set.cap.iter().position(same).unwrap_or(self.set.cap.len());
            let path = Path::root().key("cap");
            self.origins.moved(Home::Manifest, path.index(index), (document, path.index(at)));
            match self.set.cap.get_mut(index) {
                Some(known) => *known = cap,
                None => self.set.cap.push(cap),
            }
        }
        for (name, entry) in overlay.vocabulary {
            self.add_words(name, entry, document);
        }
        for (id, entry) in overlay.adjust {
            self.adjust(&id, entry, document, findings);
        }
        for (criterion, entries) in overlay.add {
            self.add(&criterion, entries, document, findings);
        }
    }

    fn add_words(&mut self, name: String, entry: VocabularyEntry, document: usize) {
        let path = Path::root().key("vocabulary").key(&name);
        match self.lexicon.vocabulary.get_mut(&name) {
            Some(known) => {
                for (at, phrase) in entry.phrases.into_iter().enumerate() {
                    let here = path.key("phrases").index(known.phrases.len());
                    self.origins.moved(Home::Lexicon, here, (document, path.key("phrases").index(at)));
                    known.phrases.push(phrase);
                }
            }
            None => {
                self.origins.moved(Home::Lexicon, path.clone(), (document, path));
                self.lexicon.vocabulary.insert(name, entry);
            }
        }
    }

    fn adjust(&mut self, id: &str, entry: AdjustEntry, document: usize, findings: &mut Findings<'_, '_>) {
        let path = Path::root().key("adjust").key(id);
        let found = self.rubrics.iter().enumerate().find_map(|(number, rubric)| {
            let name = id.strip_prefix(rubric.criterion.as_str())?.strip_prefix('.')?;
            Some((number, rubric.indicator.iter().position(|indicator| indicator.id == name)?))
        });
        let Some((rubric, indicator)) = found else {
            let known: Vec<String> = self.identifiers().collect();
            let hint = nearest(id, known.iter().map(String::as_str));
            let hint = hint.unwrap_or_else(|| {
                "write an indicator's full identifier, in quotes: `[adjust.\"independence.appeal\"]`".to_owned()
            });
            let message = format!("there is no indicator `{id}` to change");
            return findings.note_unknown(&(document, path), Part::Key, message, hint);
        };
        let home = Home::Rubric(rubric);
        let here = Path::root().key("indicator").index(indicator);
        let Some(target) = self.rubrics.get_mut(rubric).and_then(|rubric| rubric.indicator.get_mut(indicator)) else {
            return;
        };
        let mut moved = |key: &str| self.origins.moved(home, here.key(key), (document, path.key(key)));
        if let Some(weight) = entry.weight {
            target.weight = weight;
            moved("weight");
        }
        if let Some(severity) = entry.severity {
            target.severity = severity;
            moved("severity");
        }
        if let Some(question) = entry.question {
            target.question = question;
            moved("question");
        }
        if let Some(recommendation) = entry.recommendation {
            target.recommendation = recommendation;
            moved("recommendation");
        }
        for (at, pattern) in entry.evidence.into_iter().enumerate() {
            let here = here.key("evidence").index(target.evidence.len());
            self.origins.moved(home, here, (document, path.key("evidence").index(at)));
            target.evidence.push(pattern);
        }
    }

    fn add(&mut self, criterion: &str, entries: Vec<IndicatorEntry>, document: usize, findings: &mut Findings<'_, '_>) {
        let path = Path::root().key("add").key(criterion);
        let Some(number) = self.rubrics.iter().position(|rubric| rubric.criterion == criterion) else {
            let hint = nearest(criterion, self.criteria());
            let hint = hint.unwrap_or_else(|| {
                "an overlay adds indicators to the criteria of a set; a new criterion is a rubric of its own".to_owned()
            });
            let message = format!("there is no criterion `{criterion}` to add to");
            return findings.note_unknown(&(document, path), Part::Key, message, hint);
        };
        let Some(rubric) = self.rubrics.get_mut(number) else { return };
        for (at, entry) in entries.into_iter().enumerate() {
            let here = Path::root().key("indicator").index(rubric.indicator.len());
            self.origins.moved(Home::Rubric(number), here, (document, path.index(at)));
            rubric.indicator.push(entry);
        }
    }

    /// The criteria's identifiers.
    pub(super) fn criteria(&self) -> impl Iterator<Item = &str> {
        self.rubrics.iter().map(|rubric| rubric.criterion.as_str())
    }

    /// The indicators' full identifiers.
    pub(super) fn identifiers(&self) -> impl Iterator<Item = String> {
        let of = |rubric: &RubricFile| -> Vec<String> {
            rubric.indicator.iter().map(|indicator| format!("{}.{}", rubric.criterion, indicator.id)).collect()
        };
        self.rubrics.iter().flat_map(of)
    }
}
