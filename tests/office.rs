//! Word files and OpenDocument texts are rated as the same policy in Markdown is.
#![cfg(feature = "docx")]

use std::path::{Path, PathBuf};

use principle31::report::Finding;
use principle31::{BlockKind, Document, Form, Policy, ReadError, ReadOptions, Report, RubricSet, assess};

const FILES: [(&str, Form); 5] = [
    ("pandoc.docx", Form::Docx),
    ("libreoffice.docx", Form::Docx),
    ("word.docx", Form::Docx),
    ("pandoc.odt", Form::Odt),
    ("libreoffice.odt", Form::Odt),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents")
}

fn bytes(file: &str) -> Vec<u8> {
    std::fs::read(folder().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn document(file: &str) -> Document {
    Document::from_bytes(file, bytes(file), &ReadOptions::new()).unwrap()
}

fn markdown() -> Document {
    let path = "../../examples/policies/thorough-procedure.md";
    Document::from_bytes(path, bytes(path), &ReadOptions::new()).unwrap()
}

fn report(document: Document) -> Report {
    assess(&RubricSet::builtin(), &Policy::new(document))
}

/// A text's words without what marks them up, and without signs that differ between programs.
fn words(text: &str) -> Vec<String> {
    let text: String = text.replace("](", " (").chars().filter(|c| !matches!(c, '\u{ad}' | '\'' | '’')).collect();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn quoted(finding: &Finding) -> Vec<Vec<String>> {
    finding.evidence.iter().map(|evidence| words(&evidence.quote)).collect()
}

#[test]
fn every_form_has_the_ratings_and_quotes_of_the_markdown() {
    let expected = report(markdown());
    let mut wrong = Vec::new();
    for (file, _) in FILES {
        let found = report(document(file));
        for (expected, found) in expected.findings.iter().zip(&found.findings) {
            assert_eq!(expected.indicator, found.indicator);
            if expected.rating != found.rating {
                wrong.push(format!("{file}: {}: {} is {}", found.indicator, expected.rating, found.rating));
            } else if quoted(expected) != quoted(found) {
                let (expected, found_quotes) = (quoted(expected), quoted(found));
                wrong.push(format!("{file}: {}:\n  {expected:?}\n  {found_quotes:?}", found.indicator));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn dump() {
    for file in std::env::var("P31_DUMP").unwrap_or_default().split_whitespace() {
        let document = document(file);
        println!("=== {file} {:?}", document.form());
        for block in document.blocks() {
            println!("{:?} {:?}", block.kind(), &document.source()[block.span()]);
        }
    }
}
