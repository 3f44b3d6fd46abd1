//! PDF files of the same policy, made by different programs, read like the policy itself.
#![cfg(feature = "pdf")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use principle31::{
    BlockKind, Document, Form, Policy, Rating, ReadError, ReadNoteKind, ReadOptions, Report, RubricSet, assess,
};

static RUBRICS: LazyLock<RubricSet> = LazyLock::new(RubricSet::builtin);

const READABLE: [&str; 5] = ["chromium", "latex", "libreoffice", "owner", "twocolumn"];

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(format!("{name}.pdf"))
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).unwrap()
}

fn read(name: &str) -> Result<Document, ReadError> {
    Document::from_bytes(format!("{name}.pdf"), bytes(name), &ReadOptions::new())
}

fn markdown() -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/policies/thorough-procedure.md");
    Document::markdown("policy.md", std::fs::read_to_string(path).unwrap())
}

fn ratings(report: &Report) -> BTreeMap<&str, Rating> {
    report.findings.iter().map(|finding| (finding.indicator.as_str(), finding.rating)).collect()
}

/// Letters and digits only: what is left of a text whatever the hyphens, quotation marks and ligatures.
fn letters(text: &str) -> String {
    let ligatures = [('ﬀ', "ff"), ('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬃ', "ffi"), ('ﬄ', "ffl")];
    let resolved = ligatures.iter().fold(text.to_owned(), |text, (from, to)| text.replace(*from, to));
    resolved.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The blocks' text, without the numbers of lists.
fn block_letters(document: &Document) -> Vec<(BlockKind, String)> {
    let shown = |block: &principle31::Block| letters(&document.source()[block.span()]);
    document.blocks().iter().map(|block| (block.kind(), shown(block))).collect()
}

#[test]
fn every_indicator_is_rated_as_in_markdown() {
    let expected = assess(&RUBRICS, &Policy::new(markdown()));
    for name in READABLE {
        let report = assess(&RUBRICS, &Policy::new(read(name).unwrap()));
        assert_eq!(ratings(&report), ratings(&expected), "{name}");
        for (found, expected) in report.findings.iter().zip(&expected.findings) {
            assert_eq!(found.evidence.len(), expected.evidence.len(), "{name}: {}", found.indicator);
            for (found, expected) in found.evidence.iter().zip(&expected.evidence) {
                // Nothing of a header that stands between two parts of a sentence is shown.
                let shown = found.shown();
                let unnumbered = |text: &str| letters(text).trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
                let (shown, expected) = (unnumbered(shown), unnumbered(&expected.quote));
                assert!(shown.ends_with(&expected), "{name}: {shown} {expected}");
                assert!(found.page.is_some());
            }
        }
    }
}

#[test]
fn blocks_are_those_of_the_policy() {
    let expected = block_letters(&markdown());
    for name in ["chromium", "latex", "owner"] {
        let found = block_letters(&read(name).unwrap());
        assert_eq!(found, expected, "{name}");
    }
    // A sentence goes on over a page's end, and a list is numbered.
    for name in ["libreoffice", "twocolumn"] {
        let kinds = |blocks: &[(BlockKind, String)]| blocks.iter().map(|block| block.0).collect::<Vec<_>>();
        assert_eq!(kinds(&block_letters(&read(name).unwrap())), kinds(&expected), "{name}");
    }
}

#[test]
fn running_lines_stay_in_the_source_and_are_not_read() {
    let document = read("libreoffice").unwrap();
    assert_eq!(document.page_count(), Some(4));
    assert_eq!(document.source().matches("Example Ltd — Grievance procedure").count(), 4);
    assert!(document.source().contains("Page 2 of 4"));
    let words = markdown().word_count();
    // The numbers of section 11's list.
    assert_eq!(document.word_count(), words + 4);
    for name in ["chromium", "owner", "latex", "twocolumn"] {
        assert_eq!(read(name).unwrap().word_count(), words, "{name}");
    }
}

#[test]
fn evidence_says_page_and_line() {
    let document = read("twocolumn").unwrap();
    let at = document.source().find("We acknowledge receipt").or(document.source().find("acknowledge")).unwrap();
    assert_eq!(document.page(at), Some(2));
    let line = document.position(at).line;
    let page = document.source().split('\u{c}').nth(1).unwrap().trim_start_matches('\n');
    assert!(page.lines().nth(line - 1).unwrap().contains("acknowledge"));
}

#[test]
fn what_cannot_be_read_is_refused_with_the_reason() {
    let error = |name: &str| read(name).unwrap_err();
    assert!(matches!(error("encrypted"), ReadError::Encrypted { .. }));
    assert!(matches!(error("scan"), ReadError::NoTextLayer { pages: 1, .. }));
    assert!(matches!(error("broken"), ReadError::Damaged { .. }));
    assert!(matches!(error("nomap"), ReadError::UnmappedText { .. }));
    assert!(error("nomap").to_string().contains("ocrmypdf --force-ocr"));
    for bytes in [&b"%PDF-"[..], b"%PDF-1.7\n%%EOF", b"%PDF-1.7\ntrailer<</Root 1 0 R>>"] {
        let error = Document::from_bytes("a.pdf", bytes, &ReadOptions::new()).unwrap_err();
        assert!(matches!(error, ReadError::Damaged { .. }), "{error}");
    }
}

#[test]
fn pages_and_text_are_bounded() {
    let limited = |options: ReadOptions| Document::from_bytes("a.pdf", bytes("latex"), &options).unwrap_err();
    let error = limited(ReadOptions::new().max_pages(4));
    assert_eq!(
        error.to_string(),
        "a.pdf: 5 pages, more than the 4 that are read at most; raise the limit if the file is a policy indeed"
    );
    let size = bytes("latex").len();
    assert!(matches!(limited(ReadOptions::new().max_bytes(size)), ReadError::TooLarge { .. }));
}

#[test]
fn a_page_of_pictures_beside_pages_of_text_is_named() {
    // The content of the second page is a picture.
    let text =
        minimal(&["BT /F 12 Tf 72 700 Td (We reply within seven days.) Tj ET", "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"]);
    let document = Document::from_bytes("a.pdf", text, &ReadOptions::new()).unwrap();
    assert_eq!(document.sentences().len(), 1);
    let notes = document.notes();
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert_eq!(notes[0].kind, ReadNoteKind::PagesWithoutText);
    assert!(notes[0].message.starts_with("page 2 holds no text"), "{}", notes[0].message);
}

#[test]
fn turned_pages_are_read_and_stamps_are_not() {
    let upwards = "BT /F 12 Tf 0 1 -1 0 300 72 Tm (We reply within) Tj 0 -14 Td (seven days.) Tj ET \
                   BT /F 40 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (DRAFT) Tj ET";
    let document = Document::from_bytes("a.pdf", minimal(&[upwards]), &ReadOptions::new()).unwrap();
    assert_eq!(document.source(), "We reply within\nseven days.\nDRAFT\n");
    let sentences: Vec<_> = document.sentences().iter().map(|sentence| &document.source()[sentence.span()]).collect();
    assert_eq!(sentences, ["We reply within\nseven days."]);
}

#[test]
fn files_that_are_broken_anywhere_are_documents_or_errors() {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below.max(1) as u64).unwrap()
    };
    let mut files: Vec<Vec<u8>> = READABLE.iter().map(|name| bytes(name)).collect();
    files.push(minimal(&["BT /F 12 Tf 72 700 Td (We reply within) Tj 0 -14 Td [(se) -20 (ven)] TJ ( days.) ' ET"]));
    for round in 0..60 {
        let mut file = files[round % files.len()].clone();
        for _ in 0..=random(12) {
            let at = random(file.len());
            match random(4) {
                0 => file.truncate(at.max(64)),
                1 => drop(file.drain(at..(at + 40).min(file.len()))),
                _ => file[at] = u8::try_from(random(256)).unwrap(),
            }
        }
        let options = ReadOptions::new().form(Form::Pdf);
        let Ok(document) = Document::from_bytes("a.pdf", file, &options) else { continue };
        let mut end = 0;
        for sentence in document.sentences() {
            let span = sentence.span();
            assert!(document.source().get(span.clone()).is_some_and(|text| !text.trim().is_empty()));
            assert!(span.start >= end, "sentences overlap");
            end = span.end;
        }
        assess(&RUBRICS, &Policy::new(document));
    }
}

#[test]
fn a_link_is_a_contact_of_the_sentence_it_stands_in() {
    let file = minimal(&["BT /F 12 Tf 72 700 Td (Please write to us. We reply within seven days.) Tj ET"]);
    let link = "/Annots [<</Subtype/Link/Rect[72 695 160 712]/A<</S/URI/URI(mailto:us@example.org)>>>>]/Contents";
    let linked = String::from_utf8(file.clone()).unwrap().replace("/Contents", link).into_bytes();
    let channel = |file: Vec<u8>| {
        let document = Document::from_bytes("a.pdf", file, &ReadOptions::new()).unwrap();
        let report = assess(&RUBRICS, &Policy::new(document));
        report.findings.iter().find(|finding| finding.indicator == "accessibility.channels").unwrap().rating
    };
    assert_ne!(channel(linked), channel(file));
}

/// A PDF file of these pages' contents, in Helvetica that is not embedded.
fn minimal(contents: &[&str]) -> Vec<u8> {
    let count = contents.len();
    let kids: String = (0..count).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
    let mut file = format!(
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
         2 0 obj <</Type/Pages/Kids[{kids}]/Count {count}/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>>> endobj\n\
         3 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n"
    );
    for (page, content) in contents.iter().enumerate() {
        let number = 4 + 2 * page;
        file += &format!(
            "{number} 0 obj <</Type/Page/Parent 2 0 R/Contents {} 0 R>> endobj\n{} 0 obj <</Length {}>> stream\n{content}\nendstream endobj\n",
            number + 1,
            number + 1,
            content.len()
        );
    }
    file += "trailer <</Root 1 0 R>>\n%%EOF";
    file.into_bytes()
}
