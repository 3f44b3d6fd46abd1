//! The policies that stand in a folder.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use principle31::Description;

use crate::Failure;
use crate::settings;

/// A policy in the folder.
pub struct Listed {
    /// The file or folder that it is, relative to the folder.
    pub name: String,
    /// Its documents, its description or its report, relative to the folder; or why it cannot be read.
    pub files: Result<Vec<PathBuf>, String>,
}

/// The endings of documents.
const DOCUMENTS: [&str; 10] = ["pdf", "html", "htm", "xhtml", "docx", "odt", "md", "markdown", "txt", "text"];

/// What is to be ranked of a folder, in the order of its names: each description and each report in JSON; each document
/// that no description names; and each folder with a description, or else with all the documents in it. Hidden files and
/// the settings are passed over.
pub fn list(folder: &Path) -> Result<Vec<Listed>, Failure> {
    let names = names(folder).map_err(|error| format!("{}: cannot be read: {error}", folder.display()))?;
    let described = described(folder, &names);
    let mut listed = Vec::new();
    for name in names {
        let path = Path::new(&name);
        let files = if folder.join(path).is_dir() {
            of_folder(folder, path)
        } else if described.contains(path) {
            continue;
        } else if is_description(path) || is_document(path) {
            Ok(vec![path.to_path_buf()])
        } else {
            Err(format!(
                "no policy by its ending; expected a description (toml, json) or one of {}",
                DOCUMENTS.join(", ")
            ))
        };
        listed.push(Listed { name: path.to_string_lossy().into_owned(), files });
    }
    Ok(listed)
}

/// The files of a company that has a folder of its own.
fn of_folder(folder: &Path, company: &Path) -> Result<Vec<PathBuf>, String> {
    let names = names(&folder.join(company)).map_err(|error| format!("cannot be read: {error}"))?;
    let paths: Vec<PathBuf> = names.iter().map(|name| company.join(name)).collect();
    let folders: Vec<String> = paths.iter().filter(|path| folder.join(path).is_dir()).map(|path| shown(path)).collect();
    if !folders.is_empty() {
        return Err(format!("a company's folder has no folders in it; move the files of {}", folders.join(", ")));
    }
    let descriptions: Vec<PathBuf> = paths.iter().filter(|path| is_description(path)).cloned().collect();
    match descriptions.as_slice() {
        [] => {}
        [_] => return Ok(descriptions),
        several => {
            let several: Vec<String> = several.iter().map(|path| shown(path)).collect();
            return Err(format!("several descriptions ({}); a company's folder has one at most", several.join(", ")));
        }
    }
    let documents: Vec<PathBuf> = paths.into_iter().filter(|path| is_document(path)).collect();
    match documents.is_empty() {
        true => Err("no document and no description in this folder".to_owned()),
        false => Ok(documents),
    }
}

/// The documents that descriptions in the folder name: they are no policies of their own.
fn described(folder: &Path, names: &[std::ffi::OsString]) -> HashSet<PathBuf> {
    let descriptions = names.iter().filter(|name| is_description(Path::new(name)));
    let read = descriptions.filter_map(|name| {
        let bytes = std::fs::read(folder.join(name)).ok()?;
        // What is wrong with a description is told when it is rated.
        Description::from_bytes(name.to_string_lossy(), bytes).ok()
    });
    let named = read.flat_map(|description| description.documents);
    // "./procedure.md" is "procedure.md".
    named
        .map(|document| Path::new(&document.path).components().filter(|part| part.as_os_str() != ".").collect())
        .collect()
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> std::io::Result<Vec<std::ffi::OsString>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        if !name.to_string_lossy().starts_with('.') && name != OsStr::new(settings::NAME) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn is_description(path: &Path) -> bool {
    Description::is_description(&path.to_string_lossy())
}

fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|ending| DOCUMENTS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
