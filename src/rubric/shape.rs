//! Reads a parsed file into its type and does not stop at the first mistake.
//!
//! Serde gives up at the first unknown key, wrong type or missing key. This deserializer notes it, puts a stand-in
//! there and goes on; only a missing key, which it cannot know beforehand, makes it begin anew, once for each key of
//! each type. The types in `source.rs` stay the only description of the format.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use serde::de::value::{StrDeserializer, StringDeserializer};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::locate::{Path, Step};

/// A mistake in the shape of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mistake {
    pub(super) span: Range<usize>,
    pub(super) message: String,
    pub(super) hint: Option<String>,
    /// Whether a key is missing; a line that is not TOML may have held it.
    pub(super) missing: bool,
}

/// What became of a file.
#[derive(Debug)]
pub(super) struct Shape<T> {
    /// What was read, with stand-ins for what could not be; nothing where that was impossible.
    pub(super) read: Option<T>,
    pub(super) mistakes: Vec<Mistake>,
    /// Where the stand-ins are: what else is wrong with them need not be told.
    pub(super) stand_ins: BTreeSet<Path>,
}

/// Reads a value.
pub(super) fn read<T: DeserializeOwned>(root: &Spanned<DeValue<'_>>) -> Shape<T> {
    let mut required = BTreeSet::new();
    loop {
        let pass = RefCell::new(Pass { required, path: Vec::new(), mistakes: Vec::new(), stand_ins: BTreeSet::new() });
        let read = T::deserialize(Reader { node: Node::There(root), pass: &pass });
        let mut pass = pass.into_inner();
        let read = match read {
            Ok(read) => Some(read),
            Err(ShapeError::Missing { of, field }) if pass.required.insert((of, field)) => {
                required = pass.required;
                continue;
            }
            Err(error) => {
                let message = error.to_string();
                pass.mistakes.push(Mistake { span: root.span(), message, hint: None, missing: false });
                None
            }
        };
        return Shape { read, mistakes: pass.mistakes, stand_ins: pass.stand_ins };
    }
}

/// Why a pass ended early.
#[derive(Debug, thiserror::Error)]
enum ShapeError {
    #[error("`{field}` is missing in {}", name_of(of))]
    Missing { of: &'static str, field: &'static str },
    #[error("{0}")]
    Other(String),
}

impl serde::de::Error for ShapeError {
    fn custom<M: fmt::Display>(message: M) -> Self {
        ShapeError::Other(message.to_string())
    }

    fn missing_field(field: &'static str) -> Self {
        ShapeError::Missing { of: "", field }
    }
}

struct Pass {
    /// The keys that are known to be required, by type.
    required: BTreeSet<(&'static str, &'static str)>,
    path: Vec<Step>,
    mistakes: Vec<Mistake>,
    stand_ins: BTreeSet<Path>,
}

/// A value, or the stand-in for one.
#[derive(Clone, Copy)]
enum Node<'v, 'a> {
    There(&'v Spanned<DeValue<'a>>),
    StandIn,
}

#[derive(Clone, Copy)]
struct Reader<'p, 'v, 'a> {
    node: Node<'v, 'a>,
    pass: &'p RefCell<Pass>,
}

impl<'p, 'v, 'a> Reader<'p, 'v, 'a> {
    fn value(self) -> Option<&'v DeValue<'a>> {
        match self.node {
            Node::There(value) => Some(value.get_ref()),
            Node::StandIn => None,
        }
    }

    fn note(self, span: Range<usize>, message: String, hint: Option<String>) {
        self.pass.borrow_mut().mistakes.push(Mistake { span, message, hint, missing: false });
    }

    /// Notes that something else is needed here, unless a stand-in is; what is read from here on is one.
    fn wrong(self, expected: &str, hint: Option<String>) -> Self {
        if let Node::There(value) = self.node {
            let mut pass = self.pass.borrow_mut();
            let path = Path::of(&pass.path);
            let what = match pass.path.iter().rev().find(|step| matches!(step, Step::Key(_))) {
                Some(Step::Key(key)) if matches!(pass.path.last(), Some(Step::Index(_))) => {
                    format!("an entry of `{key}`")
                }
                Some(Step::Key(key)) => format!("`{key}`"),
                _ => "this".to_owned(),
            };
            let message = format!("{what} must be {expected}, and is {}", type_of(value.get_ref()));
            pass.mistakes.push(Mistake { span: value.span(), message, hint, missing: false });
            pass.stand_ins.insert(path);
        }
        Reader { node: Node::StandIn, pass: self.pass }
    }

    /// Reads what stands a step further.
    fn enter<'de, S: DeserializeSeed<'de>>(
        self,
        step: Step,
        node: Node<'v, 'a>,
        seed: S,
    ) -> Result<S::Value, ShapeError> {
        self.pass.borrow_mut().path.push(step);
        let read = seed.deserialize(Reader { node, pass: self.pass });
        self.pass.borrow_mut().path.pop();
        read
    }

    fn number<N: std::str::FromStr + TryFrom<u64>>(self, or: N) -> N {
        let value = match self.value() {
            Some(DeValue::Integer(integer)) => {
                u64::from_str_radix(integer.as_str().trim_start_matches('+'), integer.radix()).ok()
            }
            _ => None,
        };
        value.and_then(|value| N::try_from(value).ok()).unwrap_or_else(|| {
            self.wrong("a whole number, 0 or more", unquoted(self.value()));
            or
        })
    }

    fn table(self) -> Option<&'v DeTable<'a>> {
        match self.value() {
            Some(DeValue::Table(table)) => Some(table),
            _ => None,
        }
    }
}

impl<'de> Deserializer<'de> for Reader<'_, '_, '_> {
    type Error = ShapeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match self.value() {
            Some(DeValue::Table(_)) => self.deserialize_map(visitor),
            Some(DeValue::Array(_)) => self.deserialize_seq(visitor),
            Some(DeValue::String(_)) => self.deserialize_string(visitor),
            Some(DeValue::Boolean(_)) => self.deserialize_bool(visitor),
            Some(DeValue::Integer(_) | DeValue::Float(_)) => self.deserialize_f64(visitor),
            Some(DeValue::Datetime(_)) | None => visitor.visit_unit(),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        let Some(&DeValue::Boolean(value)) = self.value() else {
            self.wrong("`true` or `false`", None);
            return visitor.visit_bool(false);
        };
        visitor.visit_bool(value)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        visitor.visit_u32(self.number(1))
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        // A `usize` may be narrower than 64 bits.
        visitor.visit_u64(u64::from(self.number(1u32)))
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        let number = match self.value() {
            Some(DeValue::Float(float)) => float.as_str().parse().ok(),
            Some(DeValue::Integer(integer)) if integer.radix() == 10 => integer.as_str().parse().ok(),
            _ => None,
        };
        visitor.visit_f64(number.unwrap_or_else(|| {
            self.wrong("a number", unquoted(self.value()));
            1.0
        }))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        let Some(DeValue::String(text)) = self.value() else {
            let hint = matches!(self.value(), Some(DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_)));
            self.wrong("a text", hint.then(|| "write it in quotes".to_owned()));
            return visitor.visit_string(String::new());
        };
        visitor.visit_str(text)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match self.node {
            Node::There(_) => visitor.visit_some(self),
            Node::StandIn => visitor.visit_none(),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        let Some(DeValue::Array(array)) = self.value() else {
            let hint = match (self.value(), self.pass.borrow().path.last()) {
                (Some(DeValue::String(_)), Some(Step::Key(key))) => {
                    Some(format!("write it in brackets: `{key} = [\"…\"]`"))
                }
                (Some(DeValue::Table(_)), Some(Step::Key(_))) => {
                    Some("write its name in double brackets: `[[…]]`".to_owned())
                }
                _ => None,
            };
            self.wrong("a list", hint);
            return visitor.visit_seq(Entries { reader: self, entries: [].iter(), at: 0 });
        };
        visitor.visit_seq(Entries { reader: self, entries: array.iter(), at: 0 })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        let fields = match self.table() {
            Some(table) => {
                table.iter().map(|(key, value)| (key.get_ref().as_ref().to_owned(), Node::There(value))).collect()
            }
            None => {
                self.wrong("a table", None);
                Vec::new()
            }
        };
        visitor.visit_map(Fields { reader: self, fields: fields.into_iter(), value: None })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ShapeError> {
        let mut fields = Vec::new();
        let table = self.table();
        let reader = match table {
            Some(_) => self,
            None => self.wrong(&format!("{}, a table", name_of(name)), None),
        };
        for (key, value) in table.into_iter().flat_map(DeTable::iter) {
            let text = key.get_ref().as_ref();
            match known.contains(&text) {
                true => fields.push((text.to_owned(), Node::There(value))),
                false => self.unknown_key(name, known, text, key.span(), table),
            }
        }
        let required: Vec<&str> = {
            let pass = self.pass.borrow();
            pass.required.iter().filter(|(of, _)| *of == name).map(|(_, field)| *field).collect()
        };
        for field in required {
            if !table.is_some_and(|table| table.contains_key(field)) {
                reader.missing_key(name, field);
                fields.push((field.to_owned(), Node::StandIn));
            }
        }
        visitor.visit_map(Fields { reader, fields: fields.into_iter(), value: None }).map_err(|error| match error {
            ShapeError::Missing { of: "", field } => ShapeError::Missing { of: name, field },
            other => other,
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ShapeError> {
        let word = match (self.node, self.value()) {
            (Node::There(value), Some(DeValue::String(text))) => match words.iter().find(|word| *word == text) {
                Some(word) => word,
                None => {
                    let mut pass = self.pass.borrow_mut();
                    let path = Path::of(&pass.path);
                    let of = pass.path.iter().rev().find_map(|step| match step {
                        Step::Key(key) => Some(format!("`{key}` cannot be `{text}`")),
                        Step::Index(_) => None,
                    });
                    let message = of.unwrap_or_else(|| format!("`{text}` cannot stand here"));
                    let hint = Some(nearest(text, words.iter().copied()).unwrap_or_else(|| one_of(words)));
                    pass.mistakes.push(Mistake { span: value.span(), message, hint, missing: false });
                    pass.stand_ins.insert(path);
                    words.first().unwrap_or(&"")
                }
            },
            _ => {
                self.wrong("one of its words", Some(one_of(words)));
                words.first().unwrap_or(&"")
            }
        };
        let word: StrDeserializer<'_, ShapeError> = word.into_deserializer();
        visitor.visit_enum(word)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 u8 u16 f32 char bytes byte_buf unit unit_struct newtype_struct tuple tuple_struct identifier
    }
}

impl Reader<'_, '_, '_> {
    fn unknown_key(self, name: &str, known: &[&str], key: &str, span: Range<usize>, table: Option<&DeTable<'_>>) {
        let near = closest(key, known.iter().copied());
        let hint = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => one_of(known),
        };
        if let Some(near) = near.filter(|near| !table.is_some_and(|table| table.contains_key(*near))) {
            // Most likely it is there under this name, and what follows from its absence would mislead.
            let mut pass = self.pass.borrow_mut();
            let path = Path::of(&pass.path).key(near);
            pass.stand_ins.insert(path);
        }
        self.note(span, format!("unknown key `{key}` in {}", name_of(name)), Some(hint));
    }

    fn missing_key(self, name: &str, field: &str) {
        let mut pass = self.pass.borrow_mut();
        let path = Path::of(&pass.path).key(field);
        // A key under a name that is nearly right has been told already.
        let new = pass.stand_ins.insert(path);
        if let (Node::There(value), true) = (self.node, new) {
            let message = format!("{} lacks `{field}`", name_of(name));
            let hint = Some(format!("add `{field} = …`"));
            pass.mistakes.push(Mistake { span: value.span(), message, hint, missing: true });
        }
    }
}

struct Entries<'p, 'v, 'a> {
    reader: Reader<'p, 'v, 'a>,
    entries: std::slice::Iter<'v, Spanned<DeValue<'a>>>,
    at: usize,
}

impl<'de> SeqAccess<'de> for Entries<'_, '_, '_> {
    type Error = ShapeError;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, ShapeError> {
        let Some(entry) = self.entries.next() else { return Ok(None) };
        self.at += 1;
        self.reader.enter(Step::Index(self.at - 1), Node::There(entry), seed).map(Some)
    }
}

struct Fields<'p, 'v, 'a> {
    reader: Reader<'p, 'v, 'a>,
    fields: std::vec::IntoIter<(String, Node<'v, 'a>)>,
    value: Option<(String, Node<'v, 'a>)>,
}

impl<'de> MapAccess<'de> for Fields<'_, '_, '_> {
    type Error = ShapeError;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, ShapeError> {
        let Some((key, node)) = self.fields.next() else { return Ok(None) };
        self.value = Some((key.clone(), node));
        let key: StringDeserializer<ShapeError> = key.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, ShapeError> {
        let Some((key, node)) = self.value.take() else {
            return Err(ShapeError::Other("a value was asked for without its key".to_owned()));
        };
        self.reader.enter(Step::Key(key), node, seed)
    }
}

/// What the tables of each type are called in messages.
fn name_of(name: &str) -> &'static str {
    match name {
        "SetFile" => "the manifest of a set",
        "Scale" => "the scale",
        "AggregationKeys" => "`aggregation`",
        "BandEntry" => "a band",
        "CapEntry" => "a cap",
        "ProfileEntry" => "a profile",
        "LexiconFile" => "a lexicon",
        "GrammarKeys" => "the grammar",
        "VocabularyEntry" => "a vocabulary",
        "RubricFile" => "a rubric",
        "IndicatorEntry" => "an indicator",
        "PatternEntry" => "a pattern",
        "LastingKeys" => "`lasting`",
        "OverlayFile" => "an overlay",
        "AdjustEntry" => "a change to an indicator",
        _ => "this table",
    }
}

fn type_of(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(_) => "a text".to_owned(),
        DeValue::Integer(number) => format!("`{number}`"),
        DeValue::Float(number) => format!("`{number}`"),
        DeValue::Boolean(value) => format!("`{value}`"),
        DeValue::Datetime(_) => "a date".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// What to do about a number that is written as a text.
fn unquoted(value: Option<&DeValue<'_>>) -> Option<String> {
    match value {
        Some(DeValue::String(text)) if text.trim().parse::<f64>().is_ok() => {
            Some(format!("write it without quotes: {}", text.trim()))
        }
        _ => None,
    }
}

fn one_of(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    format!("write one of {}", words.join(", "))
}

/// `did you mean …?`, where a known word is near.
pub(super) fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<String> {
    closest(word, known).map(|near| format!("did you mean `{near}`?"))
}

/// The known word that one most likely stands for.
pub(super) fn closest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    // Comparing costs the product of the lengths, and no name is so long.
    if word.len() > 200 {
        return None;
    }
    let likeness = |known: &'w str| (strsim::jaro_winkler(word, known), known);
    let likely = known.into_iter().map(likeness).filter(|(likeness, _)| *likeness > 0.84);
    likely.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, known)| known)
}
