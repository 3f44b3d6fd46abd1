//! Which files of a package belong to another one, and where its links lead.

use std::collections::HashMap;

use super::super::Refusal;
use super::super::package::Package;
use super::super::xml::{Node, Xml};

#[derive(Default)]
pub(super) struct Relations {
    /// By identifier: what links lead to.
    targets: HashMap<String, String>,
    /// By the last part of the kind's name: files of the package.
    parts: HashMap<String, String>,
}

impl Relations {
    /// The relations of a file; none if nothing says any. Those of the package itself are the ones of `""`.
    pub(super) fn of(package: &mut Package<'_>, part: &str) -> Result<Self, Refusal> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let Some(text) = package.text(&name)? else {
            return Ok(Relations::default());
        };
        let mut relations = Relations::default();
        let mut xml = Xml::new(&name, &text);
        while let Some(node) = xml.next()? {
            let Node::Start(element) = node else { continue };
            let (Some(target), Some(kind)) = (element.attribute("Target"), element.attribute("Type")) else { continue };
            let outside = element.attribute("TargetMode").is_some_and(|mode| mode == "External");
            if !outside && let Some((_, kind)) = kind.rsplit_once('/') {
                relations.parts.entry(kind.to_owned()).or_insert_with(|| path(folder, &target));
            }
            if let Some(id) = element.attribute("Id").filter(|_| outside) {
                relations.targets.insert(id, target);
            }
        }
        Ok(relations)
    }

    /// What a link leads to, outside of the package.
    pub(super) fn target(&self, id: &str) -> Option<&str> {
        self.targets.get(id).map(String::as_str)
    }

    /// The file of a kind: "styles".
    pub(super) fn part(&self, kind: &str) -> Option<&str> {
        self.parts.get(kind).map(String::as_str)
    }
}

/// A target as seen from a folder, as a path in the package.
fn path(folder: &str, target: &str) -> String {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => _ = path.pop(),
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn targets_are_seen_from_their_folder() {
        assert_eq!(path("word", "styles.xml"), "word/styles.xml");
        assert_eq!(path("word", "/other/styles.xml"), "other/styles.xml");
        assert_eq!(path("word", "../customXml/./item1.xml"), "customXml/item1.xml");
        assert_eq!(path("", "../../word/document.xml"), "word/document.xml");
    }
}
