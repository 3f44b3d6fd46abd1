//! Word files and OpenDocument texts are rated as the same policy in Markdown is.
#![cfg(feature = "docx")]

use std::path::{Path, PathBuf};

use principle31::report::Finding;
use principle31::{Block, BlockKind, Document, Form, Policy, ReadOptions, RubricSet, assess};

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
    let rubrics = RubricSet::builtin();
    let report = |document| assess(&rubrics, &Policy::new(document));
    let expected = report(markdown());
    let mut wrong = Vec::new();
    for (file, _) in FILES {
        let document = document(file);
        let source = document.source().to_owned();
        let found = report(document);
        assert_eq!(expected.findings.len(), found.findings.len());
        for (expected, found) in expected.findings.iter().zip(&found.findings) {
            assert_eq!(expected.indicator, found.indicator);
            if (expected.rating, quoted(expected)) != (found.rating, quoted(found)) {
                let quotes = (quoted(expected), quoted(found));
                let indicator = &found.indicator;
                wrong.push(format!("{file}: {indicator}: {} is {}: {quotes:?}", expected.rating, found.rating));
            }
        }
        for evidence in found.findings.iter().flat_map(|finding| &finding.evidence) {
            assert_eq!(source.get(evidence.start..evidence.end), Some(evidence.quote.as_str()), "{file}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_word_is_read_once_and_in_order() {
    let expected = words(markdown().source());
    for (file, form) in FILES {
        let document = document(file);
        assert_eq!(document.form(), form, "{file}");
        let mut found = words(document.source());
        if file == "word.docx" {
            // A footnote, beyond the policy's words.
            assert_eq!(found.split_off(found.len() - 6), words("Northford is a town of mills."));
        }
        let differs = expected.iter().zip(&found).position(|(expected, found)| expected != found);
        let around =
            differs.map(|at| (&expected[at..(at + 8).min(expected.len())], &found[at..(at + 8).min(found.len())]));
        assert_eq!((around, expected.len()), (None, found.len()), "{file}");
    }
}

#[test]
fn blocks_are_those_of_the_markdown() {
    let kinds = |document: &Document| -> Vec<BlockKind> { document.blocks().iter().map(Block::kind).collect() };
    let expected = kinds(&markdown());
    for (file, _) in FILES {
        let mut found = kinds(&document(file));
        found.truncate(expected.len() + usize::from(file != "word.docx"));
        assert_eq!(expected, found, "{file}");
    }
}

#[test]
fn the_form_is_told_by_the_bytes() {
    for (file, form) in FILES {
        let document = Document::from_bytes("policy", bytes(file), &ReadOptions::new()).unwrap();
        assert_eq!(document.form(), form, "{file}");
    }
}
