//! XML as a stream of elements' beginnings, ends and texts. Elements are known by their local names: prefixes differ
//! between programs, namespaces between the editions of the standards.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::Refusal;

/// No document nests elements so deep.
const MAX_DEPTH: usize = 1_000;

pub(super) enum Node<'a> {
    Start(Element<'a>),
    End,
    Text(Cow<'a, str>),
}

pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    pub(super) fn name(&self) -> String {
        self.0.local_name().as_ref().to_owned()
    }

    /// An attribute by its local name.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        // To look for duplicates takes quadratic time.
        let mut attributes = self.0.attributes();
        let found =
            attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    /// The attribute `val`, which most properties of Word are given by.
    pub(super) fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// The attribute `val` as a number.
    pub(super) fn number(&self) -> Option<u8> {
        self.value()?.trim().parse().ok()
    }

    /// A property that is switched on by being there, and off by its value.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.value().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    part: &'a str,
    depth: usize,
}

impl<'a> Xml<'a> {
    /// `part` is how a refusal names the file.
    pub(super) fn new(part: &'a str, text: &'a str) -> Self {
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, part, depth: 0 }
    }

    /// The next node; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Node<'a>>, Refusal> {
        loop {
            let event = self.reader.read_event().map_err(|error| self.broken(&error.to_string()))?;
            return Ok(Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(self.broken("elements nested too deep"));
                    }
                    Node::Start(Element(start))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::End
                }
                Event::Text(text) => Node::Text(text.into_inner()),
                Event::CData(text) => Node::Text(text.into_inner()),
                Event::GeneralRef(reference) => Node::Text(self.referred(&reference)?),
                Event::Eof if self.depth > 0 => return Err(self.broken("it ends in the middle")),
                Event::Eof => return Ok(None),
                _ => continue,
            }));
        }
    }

    /// Character references and the five entities of XML; a document type's own are never expanded.
    fn referred(&self, reference: &BytesRef<'a>) -> Result<Cow<'a, str>, Refusal> {
        match reference.resolve_char_ref() {
            Ok(Some(c)) => return Ok(Cow::Owned(c.to_string())),
            Err(error) => return Err(self.broken(&error.to_string())),
            Ok(None) => {}
        }
        let character = quick_xml::escape::resolve_predefined_entity(reference);
        character.map(Cow::Borrowed).ok_or_else(|| self.broken("an entity that is not defined"))
    }

    fn broken(&self, reason: &str) -> Refusal {
        Refusal::Damaged(format!("{} in it is no XML ({reason})", self.part))
    }
}
