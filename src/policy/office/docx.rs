//! Word files: the text of the document and of its notes, as it reads with every tracked change accepted.

mod numbering;
mod relations;
mod story;
mod styles;

use super::Refusal;
use super::package::Package;
use super::passages::Passages;
use numbering::Numbering;
use relations::Relations;
use story::Story;
use styles::Styles;

pub(super) fn read(package: &mut Package<'_>) -> Result<Passages, Refusal> {
    let of_package = Relations::of(package, "")?;
    let main = of_package.part("officeDocument").unwrap_or("word/document.xml").to_owned();
    let Some(text) = package.text(&main)? else {
        return Err(match package.holds("content.xml") {
            true => Refusal::Other("an OpenDocument file"),
            false => Refusal::Damaged("there is no Word document in the archive".into()),
        });
    };
    let relations = Relations::of(package, &main)?;
    let mut part = |kind: &str| -> Result<Option<(String, String)>, Refusal> {
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
        let name = relations.part(kind).map_or_else(|| format!("{folder}/{kind}.xml"), str::to_owned);
        Ok(package.text(&name)?.map(|text| (name, text)))
    };
    let styles = match part("styles")? {
        Some((name, text)) => Styles::read(&name, &text)?,
        None => Styles::default(),
    };
    let numbering = match part("numbering")? {
        Some((name, text)) => Numbering::read(&name, &text)?,
        None => Numbering::default(),
    };
    let footnotes = part("footnotes")?;
    let endnotes = part("endnotes")?;
    let mut story = Story::new(&styles, &numbering);
    story.read(&main, &text, relations)?;
    if !story.is_document() {
        return Err(Refusal::Other("another Office document than a Word file"));
    }
    for (name, text) in footnotes.into_iter().chain(endnotes) {
        let relations = Relations::of(package, &name)?;
        story.read(&name, &text, relations)?;
    }
    Ok(story.into_passages())
}
