//! From the texts of a rubric set to the set: read the shape, lay overlays over it, check what it means, compile.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use toml::de::DeValue;

use super::builtin;
use super::check::check;
use super::compile::compile;
use super::findings::{Findings, Home, Origins};
use super::locate::{Document, Part, Path};
use super::overlay::Merged;
use super::problem::{Level, LoadError, Problem};
use super::set::RubricSet;
use super::shape::{self, closest};
use super::source::{LexiconFile, OverlayFile, RubricFile, SetFile};

/// The version of the rubric format that is read.
const FORMAT: &str = "1";
/// The most bytes of a file.
const LARGEST: usize = 1 << 20;

/// The TOML documents of a rubric set, each of the kind that its key `kind` says.
///
/// A set is a manifest (`kind = "set"`), a lexicon, and a rubric for each criterion; overlays change it, in the order
/// in which they are added. Whatever is not given is borrowed from the built-in set: a rubric alone is rated with the
/// built-in words and scale, an overlay alone changes the built-in set, a manifest alone chooses among its rubrics.
///
/// ```
/// use principle31::RubricSource;
///
/// let overlay = r#"
/// kind = "overlay"
/// format = 1
/// name = "Appeals first"
///
/// [weights]
/// independence = 5
///
/// [adjust."independence.appeal"]
/// weight = 3
/// "#;
/// let rubrics = RubricSource::new().toml("appeals.toml", overlay).load()?;
/// assert_eq!(rubrics.name(), "Appeals first");
/// # Ok::<(), principle31::LoadError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct RubricSource {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    name: String,
    text: Result<String, Unreadable>,
    built_in: bool,
}

/// Why there is no text, and what to do about it.
#[derive(Debug, Clone)]
struct Unreadable {
    message: String,
    hint: Option<String>,
}

impl RubricSource {
    /// A source without documents.
    pub fn new() -> Self {
        RubricSource::default()
    }

    /// The built-in set's documents, to which others can be added: a rubric for one more criterion, an overlay.
    pub fn builtin() -> Self {
        let entry =
            |&(name, text): &(&str, &str)| Entry { name: name.to_owned(), text: Ok(text.to_owned()), built_in: true };
        RubricSource { entries: builtin::FILES.iter().map(entry).collect() }
    }

    /// Adds a document. The name is for messages and for the digest.
    #[must_use]
    pub fn toml(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.entries.push(Entry { name: name.into(), text: Ok(text.into()), built_in: false });
        self
    }

    pub(super) fn unreadable(mut self, name: String, message: String, hint: Option<String>) -> Self {
        self.entries.push(Entry { name, text: Err(Unreadable { message, hint }), built_in: false });
        self
    }

    /// Checks the documents and makes a rubric set of them.
    ///
    /// # Errors
    /// When they cannot be used; the error holds everything that is wrong with them, warnings too.
    pub fn load(&self) -> Result<RubricSet, LoadError> {
        let (set, problems) = self.examine();
        set.ok_or_else(|| LoadError::new(problems))
    }

    /// Everything that is wrong with the documents, and what is merely odd, by file and place.
    pub fn problems(&self) -> Vec<Problem> {
        self.examine().1
    }

    fn examine(&self) -> (Option<RubricSet>, Vec<Problem>) {
        let mut files = Files::default();
        for entry in &self.entries {
            match &entry.text {
                Ok(text) => files.add(&entry.name, text, entry.built_in),
                Err(Unreadable { message, hint }) => files.skip(&entry.name, message.clone(), hint.clone()),
            }
        }
        if self.entries.is_empty() {
            files.skip("rubrics", "there are no files".to_owned(), None);
        }
        files.finish()
    }
}

impl RubricSet {
    /// The set that the library brings.
    pub fn builtin() -> RubricSet {
        // The files are part of the library; a test loads them.
        RubricSource::builtin().load().unwrap_or_else(|error| unreachable!("the built-in rubrics are faulty:\n{error}"))
    }

    /// Loads one document: a rubric, or an overlay over the built-in set. The name is for messages and the digest.
    ///
    /// # Errors
    /// When it cannot be used; the error holds everything that is wrong with it.
    pub fn parse(name: &str, text: &str) -> Result<RubricSet, LoadError> {
        RubricSource::new().toml(name, text).load()
    }
}

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Set,
    Lexicon,
    Rubric,
    Overlay,
}

impl Kind {
    const WORDS: [&str; 4] = ["set", "lexicon", "rubric", "overlay"];

    fn of_word(word: &str) -> Option<Self> {
        match word {
            "set" => Some(Kind::Set),
            "lexicon" => Some(Kind::Lexicon),
            "rubric" => Some(Kind::Rubric),
            "overlay" => Some(Kind::Overlay),
            _ => None,
        }
    }

    /// The kind that a file's keys speak for.
    fn of_keys(document: &Document<'_>) -> Option<Self> {
        let has = |key: &str| document.get(&Path::root().key(key)).is_some();
        let signs = [("criterion", Kind::Rubric), ("rubrics", Kind::Set), ("grammar", Kind::Lexicon)];
        let more = [("indicator", Kind::Rubric), ("adjust", Kind::Overlay), ("add", Kind::Overlay)];
        signs.into_iter().chain(more).find(|(key, _)| has(key)).map(|(_, kind)| kind)
    }
}

/// The files of a set while they are read.
#[derive(Debug, Default)]
struct Files<'a> {
    documents: Vec<Document<'a>>,
    stand_ins: Vec<BTreeSet<Path>>,
    set: Option<(usize, SetFile)>,
    lexicon: Option<(usize, LexiconFile)>,
    rubrics: Vec<(usize, RubricFile)>,
    overlays: Vec<(usize, OverlayFile)>,
    /// Problems with the documents, by their numbers, and with what never became one.
    problems: Vec<(usize, Problem)>,
    /// Whether something could not be read, so that what is missing may stand there.
    partial: bool,
}

impl<'a> Files<'a> {
    fn skip(&mut self, name: &str, message: String, hint: Option<String>) {
        self.partial = true;
        self.problems.push((self.documents.len(), Problem::of_file(Level::Error, name, message, hint)));
    }

    fn error(&mut self, document: &Document<'_>, key: &str, part: Part<'_>, message: String, hint: Option<String>) {
        let span = document.span(&Path::root().key(key), part);
        let problem = Problem::new(Level::Error, &document.file, span, message, hint);
        self.problems.push((self.documents.len(), problem));
    }

    fn add(&mut self, name: &'a str, text: &'a str, built_in: bool) {
        if text.len() > LARGEST {
            return self.skip(name, format!("the file is larger than {} MiB", LARGEST >> 20), None);
        }
        let (document, problems) = Document::parse(name, text, built_in);
        let number = self.documents.len();
        self.problems.extend(problems.into_iter().map(|problem| (number, problem)));
        self.stand_ins.push(BTreeSet::new());
        self.partial |= document.is_broken();
        if let Some(kind) = self.kind(&document) {
            match kind {
                Kind::Set => {
                    let read = self.read::<SetFile>(&document);
                    if self.is_first(&document, self.set.as_ref().map(|(first, _)| *first)) {
                        self.set = read.map(|read| (number, read));
                    }
                }
                Kind::Lexicon => {
                    let read = self.read::<LexiconFile>(&document);
                    if self.is_first(&document, self.lexicon.as_ref().map(|(first, _)| *first)) {
                        self.lexicon = read.map(|read| (number, read));
                    }
                }
                Kind::Rubric => {
                    let read = self.read::<RubricFile>(&document);
                    self.rubrics.extend(read.map(|read| (number, read)));
                }
                Kind::Overlay => {
                    let read = self.read::<OverlayFile>(&document);
                    self.overlays.extend(read.map(|read| (number, read)));
                }
            }
        } else {
            self.partial = true;
        }
        self.documents.push(document);
    }

    /// What kind a file is, if it is of the format that is read.
    fn kind(&mut self, document: &Document<'_>) -> Option<Kind> {
        let at = |key: &str| document.get(&Path::root().key(key)).map(|value| value.get_ref());
        if let Some(DeValue::Integer(format)) = at("format")
            && format.as_str() != FORMAT
        {
            let message =
                format!("the file is written in version {format} of the rubric format; this library reads {FORMAT}");
            let hint = format!("write `format = {FORMAT}`, if that is what it is written in");
            self.error(document, "format", Part::Value, message, Some(hint));
            return None;
        }
        let words = || Kind::WORDS.map(|word| format!("`{word}`")).join(", ");
        match at("kind") {
            Some(DeValue::String(word)) => Kind::of_word(word).or_else(|| {
                let near = closest(word, Kind::WORDS);
                let hint =
                    near.map_or_else(|| format!("write one of {}", words()), |near| format!("did you mean `{near}`?"));
                self.error(document, "kind", Part::Value, format!("`{word}` is not a kind of file"), Some(hint));
                near.and_then(Kind::of_word).or_else(|| Kind::of_keys(document))
            }),
            // That the key is missing or no text is told with the other keys.
            _ => Kind::of_keys(document).or_else(|| {
                // What is not TOML has been told to be none.
                if !document.is_broken() {
                    let hint = format!("begin the file with `kind = …`, one of {}", words());
                    self.error(document, "kind", Part::Key, "the file does not say what it is".to_owned(), Some(hint));
                }
                None
            }),
        }
    }

    fn read<T: DeserializeOwned>(&mut self, document: &Document<'_>) -> Option<T> {
        let shape = shape::read::<T>(&document.root);
        for mistake in shape.mistakes {
            if document.is_broken() && (mistake.missing || document.is_broken_at(&mistake.span)) {
                continue;
            }
            let problem = Problem::new(Level::Error, &document.file, mistake.span, mistake.message, mistake.hint);
            self.problems.push((self.documents.len(), problem));
        }
        if let Some(stand_ins) = self.stand_ins.last_mut() {
            stand_ins.extend(shape.stand_ins);
            if document.is_broken() {
                stand_ins.insert(Path::root());
            }
        }
        self.partial |= shape.read.is_none();
        shape.read
    }

    /// Whether a file is the only one of its kind so far; a problem if not.
    fn is_first(&mut self, document: &Document<'_>, first: Option<usize>) -> bool {
        let Some(first) = first.and_then(|first| self.documents.get(first)) else { return true };
        let kind = Path::root().key("kind");
        let message = "a set has one file of this kind".to_owned();
        let hint = Some("remove one of them, or make it an overlay".to_owned());
        let problem = Problem::new(Level::Error, &document.file, document.span(&kind, Part::Value), message, hint);
        let problem =
            problem.with_related(&first.file, first.span(&kind, Part::Value).start, "the first one stands here");
        self.problems.push((self.documents.len(), problem));
        false
    }

    /// Adds from the built-in set what is missing.
    fn borrow(&mut self) {
        let own_rubrics = !self.rubrics.is_empty();
        let own_manifest = self.set.is_some();
        let missing = |kind: Kind| match kind {
            Kind::Set => !own_manifest,
            Kind::Lexicon => self.lexicon.is_none(),
            Kind::Rubric => !own_rubrics,
            Kind::Overlay => false,
        };
        let missing: Vec<_> =
            builtin::FILES.iter().filter(|(_, text)| kind_of_builtin(text).is_some_and(missing)).collect();
        for (name, text) in missing {
            self.add(name, text, true);
        }
        if let (true, false, Some((_, set))) = (own_manifest, own_rubrics, &self.set) {
            let chosen = set.rubrics.clone();
            self.rubrics.retain(|(_, rubric)| chosen.contains(&rubric.criterion));
        }
        if let (false, true, Some((number, set))) = (own_manifest, own_rubrics, &mut self.set) {
            let criteria: Vec<&str> = self.rubrics.iter().map(|(_, rubric)| rubric.criterion.as_str()).collect();
            set.name = if criteria.len() <= 3 { criteria.join("+") } else { "custom".to_owned() };
            set.version = "unversioned".to_owned();
            set.title = self.rubrics.iter().map(|(_, rubric)| rubric.title.as_str()).collect::<Vec<_>>().join(", ");
            set.rubrics = criteria.into_iter().map(str::to_owned).collect();
            // Made of the rubrics' own texts, whose faults are told where they stand.
            let made = ["name", "title", "rubrics"].map(|key| Path::root().key(key));
            self.stand_ins.get_mut(*number).into_iter().for_each(|stand_ins| stand_ins.extend(made.clone()));
        }
    }

    fn finish(mut self) -> (Option<RubricSet>, Vec<Problem>) {
        let nothing =
            self.set.is_none() && self.lexicon.is_none() && self.rubrics.is_empty() && self.overlays.is_empty();
        if self.partial && nothing {
            return (None, sorted(self.problems));
        }
        self.borrow();
        let (Some((set_at, mut set)), Some((lexicon_at, lexicon))) = (self.set.take(), self.lexicon.take()) else {
            return (None, sorted(self.problems));
        };
        let listed = self.documents.get(set_at).is_some_and(|document| !document.built_in);
        let order = |criterion: &str| set.rubrics.iter().position(|listed| listed == criterion).unwrap_or(usize::MAX);
        self.rubrics.sort_by_key(|(_, rubric)| order(&rubric.criterion));
        if !listed {
            trim(&mut set, &self.rubrics);
        }
        let digest = self.digest(set_at, lexicon_at);
        let mut origins = Origins::default();
        origins.add_file(Home::Manifest, set_at);
        origins.add_file(Home::Lexicon, lexicon_at);
        for (number, (document, _)) in self.rubrics.iter().enumerate() {
            origins.add_file(Home::Rubric(number), *document);
        }
        let rubrics = self.rubrics.into_iter().map(|(_, rubric)| rubric).collect();
        let mut merged = Merged { set, lexicon, rubrics, origins };
        let mut findings = Findings::new(&self.documents, &self.stand_ins, self.partial);
        for (number, overlay) in self.overlays {
            let Some(document) = self.documents.get(number) else { continue };
            if overlay.name.is_none() {
                let name = document.file.name;
                merged.set.version = format!("{}+{}", merged.set.version, stem(name));
            }
            merged.lay_over(overlay, number, |path| document.get(path).is_some(), &mut findings);
        }
        check(&merged, listed, &mut findings);
        self.problems.extend(findings.into_problems());
        let problems = sorted(self.problems);
        let usable = problems.iter().all(|problem| problem.level() != Level::Error);
        (usable.then(|| compile(&merged.set, &merged.lexicon, &merged.rubrics, digest)), problems)
    }

    /// The SHA-256 of the files in the order of the set, each with its name and length; where they stand is no part of it.
    fn digest(&self, set: usize, lexicon: usize) -> String {
        let rubrics = self.rubrics.iter().map(|(document, _)| *document);
        let overlays = self.overlays.iter().map(|(document, _)| *document);
        let mut hash = Sha256::new();
        for document in [set, lexicon].into_iter().chain(rubrics).chain(overlays) {
            let Some(document) = self.documents.get(document) else { continue };
            for text in [base(document.file.name), document.file.text] {
                hash.update(format!("{}:", text.len()));
                hash.update(text);
            }
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The kind of a built-in file, from its first line that says so.
fn kind_of_builtin(text: &str) -> Option<Kind> {
    let line = text.lines().find_map(|line| line.strip_prefix("kind = \""))?;
    Kind::of_word(line.trim_end_matches('"'))
}

/// Takes out of a borrowed manifest what concerns rubrics that are not there.
fn trim(set: &mut SetFile, rubrics: &[(usize, RubricFile)]) {
    let has = |criterion: &String| rubrics.iter().any(|(_, rubric)| rubric.criterion == *criterion);
    let has_indicator = |id: &str| {
        let of = |rubric: &RubricFile| {
            let name = id.strip_prefix(rubric.criterion.as_str()).and_then(|rest| rest.strip_prefix('.'));
            name.is_some_and(|name| rubric.indicator.iter().any(|indicator| indicator.id == name))
        };
        rubrics.iter().any(|(_, rubric)| of(rubric))
    };
    set.weights.retain(|criterion, _| has(criterion));
    set.cap.retain(|cap| has_indicator(&cap.indicator));
    set.profiles.values_mut().for_each(|profile| profile.criteria.retain(&has));
    set.profiles.retain(|_, profile| !profile.criteria.is_empty());
}

/// The last part of a path.
fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// The last part of a path without its ending, in the characters that a version may have.
fn stem(name: &str) -> String {
    let base = base(name);
    let stem = base.strip_suffix(".toml").unwrap_or(base);
    stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// The problems by file and place.
fn sorted(mut problems: Vec<(usize, Problem)>) -> Vec<Problem> {
    problems.sort_by_key(|(file, problem)| (*file, problem.span().map(|span| (span.start, span.end))));
    problems.into_iter().map(|(_, problem)| problem).collect()
}
