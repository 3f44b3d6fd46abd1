//! The styles of OpenDocument texts, as far as they say what is a title, bold or hidden.

use std::collections::{HashMap, HashSet};

use super::super::Refusal;
use super::super::xml::{Node, Xml};

/// Styles have parents, but not in chains as long as this.
const MAX_CHAIN: usize = 24;

/// What a style says, and what its parents say.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    parent: Option<String>,
    pub(super) bold: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) is_title: bool,
}

impl Style {
    /// This style inside of another one.
    pub(super) fn over(&self, around: &Style) -> Style {
        Style { bold: self.bold.or(around.bold), hidden: self.hidden.or(around.hidden), ..Style::default() }
    }
}

#[derive(Default)]
pub(super) struct Styles {
    /// By family, then by name; each as it is said.
    own: HashMap<String, HashMap<String, Style>>,
    /// With their parents.
    whole: HashMap<String, HashMap<String, Style>>,
    /// The lists whose items are numbered.
    numbered: HashSet<String>,
    none: Style,
}

impl Styles {
    /// Takes in the styles of a file. What the page's headers and footers use stands apart under the same names.
    pub(super) fn read(&mut self, part: &str, text: &str) -> Result<(), Refusal> {
        let only_common = part == "styles.xml";
        let mut list = None;
        let mut open: Option<(String, String)> = None;
        let mut skipped = 0_usize;
        let mut xml = Xml::new(part, text);
        while let Some(node) = xml.next()? {
            let element = match node {
                Node::Start(_) if skipped > 0 => {
                    skipped += 1;
                    continue;
                }
                Node::Start(element) => element,
                Node::End => {
                    skipped = skipped.saturating_sub(1);
                    continue;
                }
                Node::Text(_) => continue,
            };
            match element.name().as_str() {
                "automatic-styles" if only_common => skipped = 1,
                "master-styles" | "body" => skipped = 1,
                "style" => {
                    let family = element.attribute("family").unwrap_or_default();
                    let name = element.attribute("name").unwrap_or_default();
                    let style = Style {
                        parent: element.attribute("parent-style-name"),
                        is_title: name == "Title",
                        ..Style::default()
                    };
                    self.own.entry(family.clone()).or_default().insert(name.clone(), style);
                    open = Some((family, name));
                }
                "text-properties" => {
                    let style = open.as_ref().and_then(|(family, name)| self.own.get_mut(family)?.get_mut(name));
                    if let Some(style) = style {
                        let weight = element.attribute("font-weight");
                        style.bold = weight
                            .map(|weight| weight == "bold" || weight.parse::<u16>().is_ok_and(|weight| weight >= 600));
                        style.hidden = element.attribute("display").map(|display| display == "none");
                    }
                }
                "list-style" => (list, open) = (element.attribute("name"), None),
                "default-style" | "outline-style" | "notes-configuration" => open = None,
                "list-level-style-number" if element.attribute("level").is_some_and(|level| level == "1") => {
                    self.numbered.extend(list.take());
                }
                _ => {}
            }
        }
        let families = self.own.iter();
        self.whole = families
            .map(|(family, own)| (family.clone(), own.keys().map(|name| (name.clone(), whole(own, name))).collect()))
            .collect();
        Ok(())
    }

    pub(super) fn get(&self, family: &str, name: Option<&str>) -> &Style {
        name.and_then(|name| self.whole.get(family)?.get(name)).unwrap_or(&self.none)
    }

    /// Whether a list's items are numbered.
    pub(super) fn numbers(&self, list: &str) -> bool {
        self.numbered.contains(list)
    }
}

/// A style with all that its parents say.
fn whole(own: &HashMap<String, Style>, name: &str) -> Style {
    let mut style = own.get(name).cloned().unwrap_or_default();
    let mut parent = style.parent.clone();
    for _ in 0..MAX_CHAIN {
        let Some(next) = parent.and_then(|name| own.get(&name)) else { break };
        style.bold = style.bold.or(next.bold);
        style.hidden = style.hidden.or(next.hidden);
        style.is_title |= next.is_title;
        parent = next.parent.clone();
    }
    style
}
