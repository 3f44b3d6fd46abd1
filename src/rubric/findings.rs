//! Gathers what is wrong with the files of a set.

use std::collections::{BTreeMap, BTreeSet};

use super::locate::{Document, Part, Path, Step};
use super::problem::{Level, Problem};

/// A part of a set: which file it comes from is for [`Origins`] to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Home {
    Manifest,
    Lexicon,
    Rubric(usize),
}

/// A place in a file: which of the documents, and the way in it.
pub(super) type Place = (usize, Path);

/// Where the parts of a set stand, once overlays have been laid over it.
#[derive(Debug, Default)]
pub(super) struct Origins {
    files: BTreeMap<Home, usize>,
    moved: BTreeMap<(Home, Path), Place>,
}

impl Origins {
    pub(super) fn add_file(&mut self, home: Home, document: usize) {
        self.files.insert(home, document);
    }

    /// Says that what has this path in the set stands elsewhere.
    pub(super) fn moved(&mut self, home: Home, path: Path, place: Place) {
        self.moved.insert((home, path), place);
    }

    pub(super) fn place(&self, home: Home, path: &Path) -> Place {
        for length in (0..=path.steps().len()).rev() {
            let (front, rest) = path.steps().split_at(length);
            if let Some((document, place)) = self.moved.get(&(home, Path::of(front))) {
                return (*document, Path::of(&[place.steps(), rest].concat()));
            }
        }
        (self.files.get(&home).copied().unwrap_or(0), path.clone())
    }
}

/// What was found.
#[derive(Debug)]
pub(super) struct Findings<'d, 'a> {
    documents: &'d [Document<'a>],
    /// What could not be read, by document: what follows from a stand-in is not told.
    stand_ins: &'d [BTreeSet<Path>],
    /// Whether a file could not be read, so that what seems to be missing may stand there.
    partial: bool,
    /// With their documents, for the order.
    problems: Vec<(usize, Problem)>,
}

impl<'d, 'a> Findings<'d, 'a> {
    pub(super) fn new(documents: &'d [Document<'a>], stand_ins: &'d [BTreeSet<Path>], partial: bool) -> Self {
        Findings { documents, stand_ins, partial, problems: Vec::new() }
    }

    /// Notes that a name is known nowhere, unless the file that knows it could not be read.
    pub(super) fn note_unknown(&mut self, place: &Place, part: Part<'_>, message: String, hint: String) {
        if !self.partial {
            self.note(Level::Error, place, part, message, Some(hint));
        }
    }

    /// Whether a value, or something that it stands in, could not be read.
    pub(super) fn is_stand_in(&self, (document, path): &Place) -> bool {
        let Some(stand_ins) = self.stand_ins.get(*document) else { return false };
        let steps: &[Step] = path.steps();
        !stand_ins.is_empty() && (0..=steps.len()).any(|length| stand_ins.contains(&Path::of(&steps[..length])))
    }

    pub(super) fn note(&mut self, level: Level, place: &Place, part: Part<'_>, message: String, hint: Option<String>) {
        self.push(level, place, part, message, hint, None);
    }

    /// Notes that something stands twice, and where it stands first.
    pub(super) fn note_twice(
        &mut self,
        level: Level,
        place: &Place,
        part: Part<'_>,
        message: String,
        hint: &str,
        first: &Place,
    ) {
        self.push(level, place, part, message, Some(hint.to_owned()), Some((first, part)));
    }

    fn push(
        &mut self,
        level: Level,
        place: &Place,
        part: Part<'_>,
        message: String,
        hint: Option<String>,
        first: Option<(&Place, Part<'_>)>,
    ) {
        let (number, path) = place;
        let Some(document) = self.documents.get(*number) else { return };
        // Users cannot mend what the library brings.
        let idle = document.built_in && level == Level::Warning;
        if idle || self.is_stand_in(place) {
            return;
        }
        let mut problem = Problem::new(level, &document.file, document.span(path, part), message, hint);
        if let Some(((first, path), part)) = first
            && let Some(document) = self.documents.get(*first)
        {
            let at = document.span(path, part).start;
            problem = problem.with_related(&document.file, at, "the first one stands here");
        }
        self.problems.push((*number, problem));
    }

    pub(super) fn into_problems(self) -> Vec<(usize, Problem)> {
        self.problems
    }
}
