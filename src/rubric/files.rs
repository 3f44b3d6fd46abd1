//! Reads the files of a rubric set from disk: all that this room has to do with the outside.

use std::fs;
use std::path::{Path, PathBuf};

use super::load::RubricSource;
use super::problem::LoadError;
use super::set::RubricSet;

impl RubricSource {
    /// Adds a file. What cannot be read is told by [`load`](RubricSource::load), with everything else.
    #[must_use]
    pub fn file(self, path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        let name = path.display().to_string();
        match fs::read(path).map(String::from_utf8) {
            Ok(Ok(text)) => self.toml(name, text),
            Ok(Err(error)) => {
                let at = error.utf8_error().valid_up_to();
                let hint = Some("save it as UTF-8".to_owned());
                self.unreadable(name, format!("not UTF-8 from byte {} on", at + 1), hint)
            }
            Err(error) => self.unreadable(name, format!("cannot be read: {error}"), None),
        }
    }

    /// Adds the `.toml` files that stand in a directory, by name; directories in it are passed over.
    #[must_use]
    pub fn dir(self, path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        let name = path.display().to_string();
        let entries = fs::read_dir(path).and_then(|entries| entries.collect::<Result<Vec<_>, _>>());
        let mut files: Vec<PathBuf> = match entries {
            Ok(entries) => entries.into_iter().map(|entry| entry.path()).filter(|path| is_toml(path)).collect(),
            Err(error) => return self.unreadable(name, format!("cannot be read: {error}"), None),
        };
        files.sort();
        match files.is_empty() {
            true => self.unreadable(name, "the directory holds no `.toml` file".to_owned(), None),
            false => files.into_iter().fold(self, RubricSource::file),
        }
    }
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml") && path.is_file()
}

impl RubricSet {
    /// Loads the `.toml` files of a directory. What it lacks is borrowed as [`RubricSource`] says.
    ///
    /// # Errors
    /// When the files cannot be read or used; the error holds everything that is wrong with them.
    pub fn from_dir(path: impl AsRef<Path>) -> Result<RubricSet, LoadError> {
        RubricSource::new().dir(path).load()
    }

    /// Loads files, in this order. What they lack is borrowed as [`RubricSource`] says.
    ///
    /// # Errors
    /// When the files cannot be read or used; the error holds everything that is wrong with them.
    pub fn from_files<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<RubricSet, LoadError> {
        paths.into_iter().fold(RubricSource::new(), RubricSource::file).load()
    }
}
