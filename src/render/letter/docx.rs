//! The letter as a Word file: an archive of a few parts in XML (ECMA-376), written with maud, which escapes everything that is
//! not the file's own.

mod parts;
mod story;

use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::body::Body;
use story::Story;

pub(super) fn file(body: &Body, sender: Option<&str>) -> Vec<u8> {
    let story = Story::of(body);
    // Writing to memory does not fail, and no letter comes near the size that an archive can have.
    archive(&[
        ("[Content_Types].xml", parts::content_types()),
        ("_rels/.rels", parts::package_relations()),
        ("docProps/core.xml", parts::properties(&body.title(), sender)),
        ("word/document.xml", parts::document(&story)),
        ("word/_rels/document.xml.rels", parts::document_relations(&story)),
        ("word/styles.xml", parts::STYLES.to_owned()),
        ("word/numbering.xml", parts::numbering(&story)),
        ("word/settings.xml", parts::settings()),
        ("word/footer1.xml", parts::footer()),
    ])
    .unwrap_or_default()
}

fn archive(parts: &[(&str, String)]) -> Result<Vec<u8>, ZipError> {
    // Said, since other features of the crate would take the clock's.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
