//! Word files (DOCX) and OpenDocument texts (ODT): ZIP archives of XML.
//!
//! The source is the text as it is drawn: one block a line, list markers and numbers left out as they are in the file.

mod docx;
mod odt;
mod package;
mod passages;
#[cfg(test)]
mod tests;
mod xml;

use super::document::Form;
use super::draft::Drawn;
use super::mend;
use super::options::ReadOptions;
use super::read_error::ReadError;
use super::signature::{ZIP, begins, not_text};
use package::Package;

/// Why a file is not read; the document's name and form are still to be added.
#[derive(Debug)]
enum Refusal {
    Damaged(String),
    Encrypted,
    /// More bytes were unpacked than may be.
    TooMuch(usize),
    /// There are more files in the archive than may be.
    TooMany(usize),
    /// The archive holds something else.
    Other(&'static str),
}

/// What every encrypted Office file is wrapped in, and what old Office files are.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0";

pub(super) fn draw(name: &str, bytes: &[u8], form: Form, options: &ReadOptions) -> Result<Drawn, ReadError> {
    let document = || name.to_owned();
    let text = blocks(bytes, form, options.max_bytes).map_err(|refusal| match refusal {
        Refusal::Damaged(reason) => ReadError::Damaged { document: document(), form, reason },
        Refusal::Encrypted => ReadError::Encrypted { document: document(), form },
        Refusal::TooMuch(found) => ReadError::TooLarge {
            document: document(),
            found,
            limit: options.max_bytes,
            unit: "bytes unpacked",
            advice: "raise the limit if the file is a policy indeed",
        },
        Refusal::TooMany(found) => ReadError::TooLarge {
            document: document(),
            found,
            limit: package::MAX_FILES,
            unit: "files in the archive",
            advice: "save the document anew, or extract its text first",
        },
        Refusal::Other(what) => {
            let advice = match not_text(bytes) {
                Some((_, advice)) if !begins(bytes, ZIP) => advice,
                _ => "read it as that, or save the text as PDF or DOCX",
            };
            ReadError::OtherForm { document: document(), expected: form, what, advice }
        }
    })?;
    let drawn = text.into_drawn();
    Ok(Drawn { drafts: mend::mend(&drawn.source, drawn.drafts, form), ..drawn })
}

fn blocks(bytes: &[u8], form: Form, max_bytes: usize) -> Result<passages::Passages, Refusal> {
    if bytes.starts_with(OLE) {
        return Err(match holds_encrypted_package(bytes) {
            true => Refusal::Encrypted,
            false => Refusal::Other("an old Office document (DOC)"),
        });
    }
    if let Some((what, _)) = not_text(bytes).filter(|_| !begins(bytes, b"PK")) {
        return Err(Refusal::Other(what));
    }
    let mut package = Package::open(bytes, max_bytes)?;
    match form {
        Form::Odt => odt::read(&mut package),
        _ => docx::read(&mut package),
    }
}

/// The name of the stream that an encrypted document lies in, as it stands in the directory.
fn holds_encrypted_package(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}
