//! Reading what a command is given: the policy and the rubrics.

use std::io::Read;
use std::path::{Path, PathBuf};

use principle31::{Coding, Description, Document, Form, Policy, ReadOptions, RubricSet, RubricSource};

use crate::Failure;
use crate::arguments::{PolicyArguments, ReadingArguments, RubricArguments};

/// What standard input is called in evidence.
const STANDARD_INPUT: &str = "standard input";

/// A policy, and the codings that its description holds.
pub struct Input {
    pub policy: Policy,
    pub codings: Vec<Coding>,
}

/// Reads the policy: its documents, or the description that names them; and the codings of it.
pub fn input(arguments: &PolicyArguments) -> Result<Input, Failure> {
    let PolicyArguments { policy, base, reading, .. } = arguments;
    let options = match arguments.form {
        Some(form) => options(reading).form(Form::from(form)),
        None => options(reading),
    };
    let described = |path: &PathBuf| arguments.form.is_none() && Description::is_description(&path.to_string_lossy());
    let mut codings = Vec::new();
    let policy = match policy.as_slice() {
        [path] if described(path) => {
            let description = Description::from_bytes(path.to_string_lossy(), bytes_in(base, path)?)?;
            codings.extend(description.coding()?);
            description.policy(&options, |path| std::fs::read(base.join(path)))?
        }
        paths => {
            if let Some(path) = paths.iter().find(|path| described(path)) {
                let path = path.display();
                return Err(format!(
                    "{path}: a description names all documents of its policy; give it alone, or give the documents"
                )
                .into());
            }
            if paths.iter().filter(|path| is_standard_input(path)).count() > 1 {
                return Err("`-` can be given only once".into());
            }
            let documents = paths.iter().map(|path| document(base, path, &options));
            Policy::of(documents.collect::<Result<_, Failure>>()?)
        }
    };
    for path in &reading.coding {
        codings.push(coding(path)?);
    }
    let policy = match reading.mechanism {
        Some(mechanism) => policy.mechanism(mechanism),
        None => policy,
    };
    let policy = match &arguments.company {
        Some(company) => policy.company(company),
        None => policy,
    };
    Ok(Input { policy, codings })
}

/// Reads the ratings of a person, or of a report in JSON.
pub fn coding(path: &Path) -> Result<Coding, Failure> {
    let name = if is_standard_input(path) { STANDARD_INPUT.into() } else { path.to_string_lossy() };
    let text = String::from_utf8(bytes(path)?).map_err(|error| {
        let before = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = before.filter(|&&byte| byte == b'\n').count() + 1;
        format!("{name}:{line}: not UTF-8; save the table as “CSV UTF-8”")
    })?;
    // A table begins with the names of its columns.
    match text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        true => Ok(Coding::from_report_json(name, &text)?),
        false => Ok(Coding::from_csv(name, &text)?),
    }
}

/// How documents are to be read.
fn options(arguments: &ReadingArguments) -> ReadOptions {
    let mut options = ReadOptions::new();
    if arguments.lossy {
        options = options.lossy();
    }
    if let Some(pages) = arguments.max_pages {
        options = options.max_pages(pages);
    }
    match arguments.max_bytes {
        Some(bytes) => options.max_bytes(bytes),
        None => options,
    }
}

fn document(base: &Path, path: &Path, options: &ReadOptions) -> Result<Document, Failure> {
    let name = if is_standard_input(path) { STANDARD_INPUT.into() } else { path.to_string_lossy() };
    Ok(Document::from_bytes(name, bytes_in(base, path)?, options)?)
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// What a file in a folder holds, or standard input; errors name it as it was given.
fn bytes_in(base: &Path, path: &Path) -> Result<Vec<u8>, Failure> {
    match is_standard_input(path) {
        true => bytes(path),
        false => std::fs::read(base.join(path)).map_err(|error| unreadable(path, &error)),
    }
}

/// What a file holds, or standard input.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    if is_standard_input(path) {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        return read.map(|_| bytes).map_err(|error| format!("{STANDARD_INPUT}: cannot be read: {error}").into());
    }
    std::fs::read(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    format!("{}: cannot be read: {error}", path.display()).into()
}

/// The rubrics that stand in folders and files.
pub fn source(paths: &[PathBuf]) -> RubricSource {
    paths.iter().fold(RubricSource::new(), |source, path| match path.is_dir() {
        true => source.dir(path),
        false => source.file(path),
    })
}

/// Loads the rubrics that a command is to use, the built-in ones unless others are given, and of them only the criteria
/// asked for.
pub fn rubrics(arguments: &RubricArguments) -> Result<RubricSet, Failure> {
    let rubrics = match arguments.rubrics.is_empty() {
        true => RubricSet::builtin(),
        false => source(&arguments.rubrics).load()?,
    };
    match (&arguments.profile, arguments.criteria.as_slice()) {
        (Some(profile), _) => Ok(rubrics.profile(profile)?),
        (None, []) => Ok(rubrics),
        (None, criteria) => Ok(rubrics.select(criteria)?),
    }
}
