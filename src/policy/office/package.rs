//! The ZIP archive around a document, unpacked within bounds.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::Refusal;

/// Documents with hundreds of pictures have hundreds of files.
pub(super) const MAX_FILES: usize = 20_000;

/// How each file's entry in the archive's directory begins.
const ENTRY: &[u8] = b"PK\x01\x02";

pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The files' places by their names, written as [`normalized`] does.
    places: HashMap<String, usize>,
    /// How many bytes have been unpacked, and how many may be, all files together.
    unpacked: usize,
    max_bytes: usize,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8], max_bytes: usize) -> Result<Self, Refusal> {
        // The directory is read as a whole: it is measured first.
        let files = bytes.windows(ENTRY.len()).filter(|&window| window == ENTRY).count();
        if files > MAX_FILES {
            return Err(Refusal::TooMany(files));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged("the archive", &error))?;
        let mut places = HashMap::new();
        for place in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(place) {
                places.insert(normalized(&name), place);
            }
        }
        Ok(Package { archive, places, unpacked: 0, max_bytes })
    }

    pub(super) fn holds(&self, name: &str) -> bool {
        self.places.contains_key(&normalized(name))
    }

    /// Unpacks a file, if there is one of that name. What the archive says about its size is not trusted.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(&place) = self.places.get(&normalized(name)) else {
            return Ok(None);
        };
        if self.archive.by_index_data(place).is_ok_and(|file| file.encrypted()) {
            return Err(Refusal::Encrypted);
        }
        let file = self.archive.by_index(place).map_err(|error| damaged(name, &error))?;
        let left = self.max_bytes.saturating_sub(self.unpacked);
        let mut bytes = Vec::new();
        let limit = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
        file.take(limit).read_to_end(&mut bytes).map_err(|error| damaged(name, &error.into()))?;
        self.unpacked = self.unpacked.saturating_add(bytes.len());
        if bytes.len() > left {
            return Err(Refusal::TooMuch(self.unpacked));
        }
        decoded(bytes).map(Some).ok_or_else(|| Refusal::Damaged(format!("{name} in it is neither UTF-8 nor UTF-16")))
    }
}

/// XML is UTF-8, or UTF-16 with a byte order mark.
fn decoded(bytes: Vec<u8>) -> Option<String> {
    let utf16 = |unit: fn([u8; 2]) -> u16| {
        let units = bytes.get(2..)?.chunks_exact(2).map(|pair| match pair {
            &[a, b] => unit([a, b]),
            _ => 0,
        });
        char::decode_utf16(units).collect::<Result<String, _>>().ok()
    };
    if bytes.starts_with(b"\xff\xfe") {
        utf16(u16::from_le_bytes)
    } else if bytes.starts_with(b"\xfe\xff") {
        utf16(u16::from_be_bytes)
    } else {
        String::from_utf8(bytes).ok()
    }
}

/// Names are compared without regard to case; some programs write backslashes.
fn normalized(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

fn damaged(what: &str, error: &ZipError) -> Refusal {
    Refusal::Damaged(match error {
        ZipError::CompressionMethodNotSupported(method) => {
            format!("{what} is compressed in a way that is not known (method {method})")
        }
        ZipError::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => format!("{what} is cut off"),
        error => format!("{what} is broken ({error})"),
    })
}
