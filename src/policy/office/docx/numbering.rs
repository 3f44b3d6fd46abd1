//! What the levels of Word's lists put before their paragraphs.

use std::collections::HashMap;

use super::super::Refusal;
use super::super::xml::{Node, Xml};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    Bullet,
    /// A number or a letter.
    Number,
    /// Nothing: the paragraph goes on with the item before.
    Blank,
}

#[derive(Default)]
pub(super) struct Numbering {
    /// By list definition and level.
    markers: HashMap<(String, u8), Marker>,
    /// By list: its definition.
    lists: HashMap<String, String>,
}

impl Numbering {
    pub(super) fn read(part: &str, text: &str) -> Result<Self, Refusal> {
        let mut numbering = Numbering::default();
        let mut definition = None;
        let mut list = None;
        let mut level = 0;
        let (mut format, mut shown) = (String::new(), String::new());
        // The names of the open elements: what a level says is told apart by where it ends.
        let mut open: Vec<String> = Vec::new();
        let mut xml = Xml::new(part, text);
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(element) => {
                    let name = element.name();
                    match name.as_str() {
                        "abstractNum" => definition = element.attribute("abstractNumId"),
                        "num" => list = element.attribute("numId"),
                        "abstractNumId" => {
                            if let (Some(list), Some(of)) = (&list, element.value()) {
                                numbering.lists.insert(list.clone(), of);
                            }
                        }
                        "lvl" => {
                            level = element.attribute("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
                            format.clear();
                            shown = "?".into();
                        }
                        "numFmt" => format = element.value().unwrap_or_default(),
                        "lvlText" => shown = element.value().unwrap_or_default(),
                        _ => {}
                    }
                    open.push(name);
                }
                Node::End => match open.pop().as_deref() {
                    Some("abstractNum") => definition = None,
                    Some("num") => list = None,
                    Some("lvl") => {
                        let marker = match format.as_str() {
                            "none" => Marker::Blank,
                            _ if shown.trim().is_empty() => Marker::Blank,
                            "bullet" => Marker::Bullet,
                            _ => Marker::Number,
                        };
                        if let Some(definition) = &definition {
                            numbering.markers.insert((definition.clone(), level), marker);
                        }
                    }
                    _ => {}
                },
                Node::Text(_) => {}
            }
        }
        Ok(numbering)
    }

    /// What a level of a list puts before its paragraphs; a bullet if nothing is said.
    pub(super) fn marker(&self, list: &str, level: u8) -> Marker {
        let definition = self.lists.get(list).cloned().unwrap_or_default();
        self.markers.get(&(definition, level)).copied().unwrap_or(Marker::Bullet)
    }
}
