//! Word's styles, as far as they say what a paragraph is and what is shown.

use std::collections::HashMap;

use super::super::Refusal;
use super::super::xml::{Node, Xml};

/// Styles are based on one another, but not in chains as long as this.
const MAX_CHAIN: usize = 24;

/// What a style says, and what it is based on says.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    based_on: Option<String>,
    /// 0 for the highest heading, 9 for no heading.
    pub(super) outline: Option<u8>,
    pub(super) list: Option<String>,
    pub(super) level: Option<u8>,
    pub(super) bold: Option<bool>,
    pub(super) hidden: Option<bool>,
    /// Lines of the table of contents.
    pub(super) is_contents: bool,
}

impl Style {
    /// Built-in styles have English names in every language.
    fn name(&mut self, name: &str) {
        let name = name.to_lowercase();
        let (family, number) = match name.rsplit_once(' ') {
            Some((family, number)) => (family, number.parse::<u8>().ok()),
            None => (name.as_str(), None),
        };
        match (family, number) {
            ("heading", Some(level @ 1..=9)) => self.outline = self.outline.or(Some(level - 1)),
            ("title", None) => self.outline = self.outline.or(Some(0)),
            ("toc", Some(_)) => self.is_contents = true,
            ("list bullet" | "list number", Some(depth @ 2..=9)) => self.level = Some(depth - 1),
            _ if matches!(name.as_str(), "toc heading" | "table of figures") => self.is_contents = true,
            _ => {}
        }
    }

    /// Takes over what it does not say itself.
    fn inherit(&mut self, base: &Style) {
        self.outline = self.outline.or(base.outline);
        self.level = self.level.or(if self.list.is_none() { base.level } else { None });
        self.list = self.list.take().or_else(|| base.list.clone());
        self.bold = self.bold.or(base.bold);
        self.hidden = self.hidden.or(base.hidden);
        self.is_contents |= base.is_contents;
    }
}

#[derive(Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    none: Style,
}

impl Styles {
    pub(super) fn read(part: &str, text: &str) -> Result<Self, Refusal> {
        let mut own: HashMap<String, Style> = HashMap::new();
        let mut open: Option<(String, Style)> = None;
        let mut default = None;
        let mut depth = 0_usize;
        // Inside of what says how things were before a tracked change, or how parts of a table look.
        let mut skipped = None;
        let mut style_depth = 0;
        let mut xml = Xml::new(part, text);
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(element) => {
                    depth += 1;
                    if skipped.is_some() {
                        continue;
                    }
                    let name = element.name();
                    if name == "style" {
                        let id = element.attribute("styleId").unwrap_or_default();
                        let is_paragraph = element.attribute("type").is_none_or(|kind| kind == "paragraph");
                        if is_paragraph && matches!(element.attribute("default").as_deref(), Some("1" | "true" | "on"))
                        {
                            default = Some(id.clone());
                        }
                        open = Some((id, Style::default()));
                        style_depth = depth;
                        continue;
                    }
                    let Some((_, style)) = &mut open else { continue };
                    match name.as_str() {
                        "name" => style.name(&element.value().unwrap_or_default()),
                        "basedOn" => style.based_on = element.value(),
                        "outlineLvl" => style.outline = element.number(),
                        "numId" => style.list = element.value(),
                        "ilvl" => style.level = element.number(),
                        "b" => style.bold = Some(element.is_on()),
                        "vanish" => style.hidden = Some(element.is_on()),
                        "tblStylePr" | "pPrChange" | "rPrChange" => skipped = Some(depth),
                        _ => {}
                    }
                }
                Node::End => {
                    if skipped == Some(depth) {
                        skipped = None;
                    }
                    if depth == style_depth
                        && let Some((id, style)) = open.take()
                    {
                        own.insert(id, style);
                    }
                    depth = depth.saturating_sub(1);
                }
                Node::Text(_) => {}
            }
        }
        let by_id: HashMap<String, Style> = own.keys().map(|id| (id.clone(), whole(&own, id))).collect();
        let none = default.and_then(|id| by_id.get(&id).cloned()).unwrap_or_default();
        Ok(Styles { by_id, none })
    }

    /// A style by its identifier; the default one where none is named, or an unknown one.
    pub(super) fn get(&self, id: Option<&str>) -> &Style {
        id.and_then(|id| self.by_id.get(id)).unwrap_or(&self.none)
    }

    /// A style of characters.
    pub(super) fn of_characters(&self, id: Option<&str>) -> Option<&Style> {
        self.by_id.get(id?)
    }
}

/// A style with all that it is based on.
fn whole(own: &HashMap<String, Style>, id: &str) -> Style {
    let mut style = own.get(id).cloned().unwrap_or_default();
    let mut base = style.based_on.clone();
    for _ in 0..MAX_CHAIN {
        let Some(next) = base.and_then(|id| own.get(&id)) else { break };
        style.inherit(next);
        base = next.based_on.clone();
    }
    style
}
