//! Writing results: to standard output, or to a file that appears whole or not at all.

use std::io::Write;
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use principle31::render::{self, Colour};

use crate::Failure;

/// Whether what goes to standard output may be coloured: on a terminal, unless `NO_COLOR` is set.
pub fn colour(output: Option<&Path>) -> Colour {
    match (output, AutoStream::choice(&std::io::stdout())) {
        (Some(_), _) | (None, ColorChoice::Never) => Colour::Never,
        _ => Colour::Always,
    }
}

/// Writes a result.
pub fn write(output: Option<&Path>, text: &str) -> Result<(), Failure> {
    write_bytes(output, text.as_bytes())
}

/// Writes a result that is not text.
pub fn write_bytes(output: Option<&Path>, result: &[u8]) -> Result<(), Failure> {
    let Some(path) = output else {
        let mut out = std::io::stdout().lock();
        out.write_all(result)?;
        return Ok(out.flush()?);
    };
    let failed = |error: std::io::Error| format!("{}: cannot be written: {error}", path.display());
    // A device or a pipe is written to as it is; a file put in its place would destroy it.
    if std::fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return std::fs::write(path, result).map_err(|error| failed(error).into());
    }
    // A link stays one.
    let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let name = path.file_name().ok_or_else(|| format!("{}: not the name of a file", path.display()))?;
    // Beside the file, so that putting it in place is one step of the file system.
    let mut part = std::ffi::OsString::from(".");
    part.push(name);
    part.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(part);
    let written = std::fs::write(&part, result).and_then(|()| std::fs::rename(&part, path));
    written.map_err(|error| {
        // What could not be put in place must not lie about; that it cannot be removed adds nothing to the error.
        let _ = std::fs::remove_file(&part);
        failed(error).into()
    })
}

/// Makes the folder that a file of the settings is to stand in: a fresh checkout does not have it.
pub fn make_way(file: &Path) -> Result<(), Failure> {
    let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    std::fs::create_dir_all(folder)
        .map_err(|error| format!("{}: the folder cannot be made: {error}", folder.display()).into())
}

/// Says something on standard error, beside the results.
pub fn say(message: impl std::fmt::Display) {
    anstream::eprintln!("p31: {}", render::message(&message.to_string()));
}
