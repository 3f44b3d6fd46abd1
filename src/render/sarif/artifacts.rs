//! Documents as SARIF artifacts, and their names as addresses.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Profile;
use super::log::{Artifact, ArtifactLocation, Hashes};
use crate::policy::Form;
use crate::report::{DocumentRead, Report};

/// What an address of a file holds as it is (RFC 3986, unreserved characters, and the slash between folders).
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Every document of a report.
pub(super) fn artifacts(report: &Report) -> Vec<Artifact<'_>> {
    let artifact =
        |(at, document): (usize, &'_ DocumentRead)| (document_location(&document.name, Some(at), Profile::Full), at);
    let locations: Vec<(ArtifactLocation, usize)> = report.policy.documents.iter().enumerate().map(artifact).collect();
    let documents =
        locations.into_iter().filter_map(|(location, at)| Some((location, report.policy.documents.get(at)?)));
    documents
        .map(|(location, document)| Artifact {
            location,
            length: document.bytes,
            roles: ["analysisTarget"],
            mime_type: mime_type(document.form),
            hashes: Hashes { sha_256: &document.sha256 },
        })
        .collect()
}

/// Where a document is: as it was named, below the root of the sources unless the name says where it is.
pub(super) fn document_location(name: &str, index: Option<usize>, profile: Profile) -> ArtifactLocation {
    let (uri, uri_base_id) = address(name);
    ArtifactLocation { uri, uri_base_id, index: index.filter(|_| profile == Profile::Full) }
}

/// Whether the lines of a passage are the file's own.
pub(super) fn is_text(form: Form) -> bool {
    matches!(form, Form::Text | Form::Markdown | Form::Html)
}

fn address(name: &str) -> (String, Option<&'static str>) {
    let path = match is_windows_path(name) {
        true => format!("/{}", name.replace('\\', "/")),
        false => name.to_owned(),
    };
    let encoded = utf8_percent_encode(&path, KEPT).to_string();
    match (path.starts_with('/'), encoded.is_empty()) {
        // An empty authority, so that no name of a folder becomes one.
        (true, _) => (format!("file://{encoded}"), None),
        (false, true) => ("unnamed".to_owned(), Some("%SRCROOT%")),
        (false, false) => (encoded, Some("%SRCROOT%")),
    }
}

/// Whether a name is a whole path as Windows writes it, with a drive before it.
fn is_windows_path(name: &str) -> bool {
    let mut bytes = name.bytes();
    let (drive, colon, slash) = (bytes.next(), bytes.next(), bytes.next());
    drive.is_some_and(|drive| drive.is_ascii_alphabetic()) && colon == Some(b':') && matches!(slash, Some(b'\\' | b'/'))
}

fn mime_type(form: Form) -> &'static str {
    match form {
        Form::Text => "text/plain",
        Form::Markdown => "text/markdown",
        Form::Html => "text/html",
        Form::Pdf => "application/pdf",
        Form::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Form::Odt => "application/vnd.oasis.opendocument.text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_addresses() {
        let cases = [
            ("policies/a b.md", "policies/a%20b.md", true),
            ("Beschwerden für alle.md", "Beschwerden%20f%C3%BCr%20alle.md", true),
            ("/srv/policy.md", "file:///srv/policy.md", false),
            ("//evil/policy.md", "file:////evil/policy.md", false),
            ("C:\\policies\\a.md", "file:///C%3A/policies/a.md", false),
            ("javascript:alert(1)", "javascript%3Aalert%281%29", true),
            ("100%?#\n.md", "100%25%3F%23%0A.md", true),
            ("", "unnamed", true),
        ];
        for (name, uri, relative) in cases {
            assert_eq!(address(name), (uri.to_owned(), relative.then_some("%SRCROOT%")), "{name}");
        }
    }
}
