//! One policy in five web pages: each is read as the policy itself, and nothing of what stands around it.
#![cfg(feature = "html")]

use std::path::Path;

use principle31::{Document, Form, Policy, Rating, ReadOptions, Report, RubricSet, assess};

const PAGES: [&str; 5] = ["pandoc.html", "website.html", "libreoffice.html", "latin1.html", "utf16.html"];

fn page(name: &str) -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(name);
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Document::from_bytes(name, bytes, &ReadOptions::new()).unwrap_or_else(|error| panic!("{error}"))
}

const POLICY: &str = include_str!("../examples/policies/thorough-procedure.md");

/// The letters and digits of a quote, without its markup.
fn words(document: &Document, quote: &str) -> String {
    let mut text = quote.to_owned();
    if document.form() == Form::Html {
        let tag = regex::Regex::new(r"(?s)<[^>]*>").unwrap();
        text = tag.replace_all(&text, "").into_owned();
        for (written, read) in [("&shy;", ""), ("&nbsp;", " "), ("&amp;", "&"), ("&#160;", " "), ("&#xA0;", " ")] {
            text = text.replace(written, read);
        }
        text = regex::Regex::new("&[#a-z0-9]+;").unwrap().replace_all(&text, "").into_owned();
    }
    text.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_lowercase()
}

type Told = Vec<(String, Rating, Vec<String>)>;

fn told(document: Document) -> Told {
    let policy = Policy::new(document.clone());
    let report: Report = assess(&RubricSet::builtin(), &policy);
    let findings = report.findings.into_iter();
    findings
        .map(|finding| {
            let quotes = finding.evidence.iter().map(|evidence| {
                assert_eq!(document.source().get(evidence.start..evidence.end), Some(evidence.quote.as_str()));
                words(&document, &evidence.quote)
            });
            (finding.indicator.clone(), finding.rating, quotes.collect())
        })
        .collect()
}

#[test]
fn a_page_is_rated_as_the_policy_is() {
    for name in PAGES {
        let expected = match name {
            // It has one dash more.
            "website.html" => POLICY.replace("to the Committee and", "to the Committee — and"),
            _ => POLICY.to_owned(),
        };
        let expected = told(Document::markdown("thorough-procedure.md", expected));
        let found = told(page(name));
        let differ: Vec<_> = expected.iter().zip(&found).filter(|(expected, found)| expected != found).collect();
        assert!(differ.is_empty() && expected.len() == found.len(), "{name}: {differ:#?}");
    }
}

/// The policy's words, in its order, and no others.
#[test]
fn nothing_is_read_of_what_stands_around() {
    let kinds = |document: &Document| document.blocks().iter().map(|block| block.kind()).collect::<Vec<_>>();
    let policy = Document::markdown("thorough-procedure.md", POLICY);
    for name in PAGES {
        let document = page(name);
        assert_eq!(document.word_count(), policy.word_count(), "{name}");
        assert_eq!(kinds(&document), kinds(&policy), "{name}");
        assert_eq!(document.sentences().len(), policy.sentences().len(), "{name}");
        let read: String = document.blocks().iter().filter_map(|block| document.source().get(block.span())).collect();
        for never in ["must never be read", "Cookie", "Imprint", "Page 3 of 3", "since 1874"] {
            assert!(!read.contains(never), "{name}: {never}");
        }
    }
}

#[test]
fn the_source_is_the_page_as_it_came() {
    for name in ["pandoc.html", "website.html", "libreoffice.html"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(name);
        assert_eq!(page(name).source().as_bytes(), std::fs::read(path).unwrap());
    }
    for name in PAGES {
        assert_eq!((page(name).form(), page(name).notes()), (Form::Html, &[][..]));
    }
    assert_eq!(page("latin1.html").source(), page("utf16.html").source().replace("utf-16", "windows-1252"));
}
