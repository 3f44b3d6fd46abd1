//! The letter as Markdown, as a web page and as a Word file: read by a parser of Markdown and one of XML that do not write it.
//! A browser, html-validate and mammoth read it in `tests/browser`.

use std::io::{Cursor, Read};
use std::path::Path;

use principle31::render::letter::{self, Frame, Letter};
use principle31::{Document, Policy, Rating, ReadOptions, Report};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use regex::Regex;
use roxmltree::Document as Xml;
use zip::ZipArchive;

use super::policies::{TRAPS, assert_inert, hostile, paged, part, report_of, thorough, vendor};

fn full() -> Letter {
    Letter::new()
        .sender("The Example Rights Watch")
        .recipient("The Ethics Committee")
        .date("3 March 2027")
        .deadline("31 March 2027")
}

/// A letter with traps in everything that is said of it.
fn trapped() -> Letter {
    Letter::new().sender(TRAPS).recipient(TRAPS).date(format!("1. {TRAPS}")).deadline(format!("- {TRAPS}"))
}

fn asked(report: &Report) -> usize {
    report.findings.iter().filter(|finding| letter::is_asked(finding.rating)).count()
}

/// How many clauses a letter quotes: two for a question at most.
fn quoted(report: &Report) -> usize {
    let speaks = |rating: Rating, of: Rating| match rating {
        Rating::Adverse => of == Rating::Adverse,
        Rating::Partial => of != Rating::Met,
        _ => false,
    };
    let of = |finding: &principle31::report::Finding| {
        finding.evidence.iter().filter(|evidence| speaks(finding.rating, evidence.rates)).count().min(2)
    };
    report.findings.iter().map(of).sum()
}

fn reports() -> Vec<Report> {
    let mut unknown = vendor();
    unknown.criteria.clear();
    vec![vendor(), thorough(), hostile(), paged(), unknown, report_of(&Policy::of(Vec::new()))]
}

/// Markdown as the most generous reader takes it.
fn events(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    let extensions = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_WIKILINKS;
    Parser::new_ext(markdown, extensions)
}

/// Questions and quotes in Markdown; fails on everything that the built-in frame does not write itself. The one link is
/// that to the policy, where its address is one.
#[track_caller]
fn counted(markdown: &str, url: Option<&str>) -> (usize, usize) {
    let (mut questions, mut quotes, mut next) = (0, 0, 1);
    for event in events(markdown) {
        match event {
            Event::Start(Tag::Item) => questions += 1,
            Event::Start(Tag::BlockQuote(None)) => quotes += 1,
            Event::Start(Tag::List(first)) => {
                assert_eq!(first, Some(next), "a list that is none of questions");
            }
            Event::Start(Tag::Link { dest_url, .. }) => assert_eq!(Some(&*dest_url), url),
            Event::End(TagEnd::List(_)) => next = u64::try_from(questions).unwrap() + 1,
            Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::Strong)
            | Event::End(_)
            | Event::Text(_)
            | Event::SoftBreak
            | Event::Rule => {}
            other => panic!("{other:?} in\n{markdown}"),
        }
    }
    (questions, quotes)
}

fn text(node: roxmltree::Node<'_, '_>) -> String {
    node.descendants().filter(|node| node.has_tag_name((WORD, "t"))).filter_map(|node| node.text()).collect()
}

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The parts of a Word file by name, each well-formed XML.
#[track_caller]
fn parts(file: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(file)).expect("an archive");
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let (name, mut text) = (part.name().expect("a name").into_owned(), String::new());
        part.read_to_string(&mut text).expect("UTF-8");
        Xml::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_inert(&text);
        parts.push((name, text));
    }
    parts
}

#[track_caller]
fn part_of(file: &[u8], name: &str) -> String {
    parts(file).into_iter().find(|(found, _)| found == name).expect(name).1
}

/// The paragraphs of a Word file: style, list and text.
fn paragraphs(file: &[u8]) -> Vec<(String, Option<String>, String)> {
    let document = part_of(file, "word/document.xml");
    let xml = Xml::parse(&document).unwrap();
    let paragraphs = xml.descendants().filter(|node| node.has_tag_name((WORD, "p"))).map(|paragraph| {
        let value = |name: &str| {
            let found = paragraph.descendants().find(|node| node.has_tag_name((WORD, name)));
            found.and_then(|node| node.attribute((WORD, "val"))).map(str::to_owned)
        };
        (value("pStyle").expect("a style"), value("numId"), text(paragraph))
    });
    paragraphs.collect()
}

/// Every tag and attribute of a page is one that the page writes itself.
#[track_caller]
fn only_own_markup(page: &str) {
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let rest = page.replacen(style, "", 1);
    let tag = Regex::new("<[^>]*>?").unwrap();
    let own = Regex::new(
        "^<(/?(html|head|meta|title|style|body|main|h1|h2|p|ol|ul|li|blockquote|hr|strong|a|br|em|code|pre)|!DOCTYPE html)\
         ( (lang|charset|http-equiv|content|name|class|dir|start|href|rel)=\"[^\"<>]*\")*>$",
    )
    .unwrap();
    for found in tag.find_iter(&rest) {
        assert!(own.is_match(found.as_str()), "{}", found.as_str());
    }
    for link in page.split("href=\"").skip(1) {
        assert!(link.starts_with("https://") || link.starts_with("mailto:"), "{link}");
    }
}

/// Leaves a file for the check by tools that are not Rust.
fn keep(name: &str, bytes: impl AsRef<[u8]>) {
    std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), bytes).unwrap();
}

#[test]
fn snapshots() {
    let report = part(vendor());
    insta::assert_snapshot!("vendor.letter-html", letter::html(&report, &full()).unwrap());
    let file = letter::docx(&report, &full()).unwrap();
    insta::assert_snapshot!("vendor.letter-docx", part_of(&file, "word/document.xml").replace("<w:p>", "\n<w:p>"));
    let rest = parts(&file).into_iter().filter(|(name, _)| name != "word/document.xml" && name != "word/styles.xml");
    let rest: Vec<String> = rest.map(|(name, text)| format!("{name}\n{text}")).collect();
    insta::assert_snapshot!("vendor.letter-docx-parts", rest.join("\n\n"));
}

#[test]
fn every_form_asks_every_question_and_quotes_every_clause() {
    for report in reports() {
        let (questions, quotes) = (asked(&report), quoted(&report));
        assert_eq!(
            counted(&letter::markdown(&report, &full()).unwrap(), report.policy.url.as_deref()),
            (questions, quotes)
        );
        let page = letter::html(&report, &full()).unwrap();
        assert_eq!((page.matches("<li>").count(), page.matches("<blockquote>").count()), (questions, quotes));
        let paragraphs = paragraphs(&letter::docx(&report, &full()).unwrap());
        let of = |style: &str| paragraphs.iter().filter(|(found, ..)| found == style).count();
        // A clause, and where it stands.
        assert_eq!((of("ListNumber"), of("Quote")), (questions, 2 * quotes));
        for finding in report.findings.iter().filter(|finding| letter::is_asked(finding.rating)) {
            let is_asked = |(style, list, text): &(String, Option<String>, String)| {
                style == "ListNumber" && list.is_some() && *text == finding.question
            };
            assert!(paragraphs.iter().any(is_asked), "{}", finding.question);
        }
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = vendor();
    assert_eq!(letter::docx(&report, &full()).unwrap(), letter::docx(&report, &full()).unwrap());
    assert_eq!(letter::html(&report, &full()).unwrap(), letter::html(&report, &full()).unwrap());
}

#[test]
fn numbers_go_on_from_one_list_to_the_next() {
    let file = letter::docx(&vendor(), &full()).unwrap();
    let numbering = part_of(&file, "word/numbering.xml");
    let xml = Xml::parse(&numbering).unwrap();
    let starts = xml.descendants().filter(|node| node.has_tag_name((WORD, "startOverride")));
    let starts: Vec<usize> = starts.map(|node| node.attribute((WORD, "val")).unwrap().parse().unwrap()).collect();
    let paragraphs = paragraphs(&file);
    for (list, start) in starts.iter().enumerate() {
        let id = (list + 1).to_string();
        let before = paragraphs.iter().take_while(|(_, of, _)| of.as_deref() != Some(&id));
        assert_eq!(before.filter(|(_, of, _)| of.is_some()).count() + 1, *start);
    }
    assert!(starts.len() > 5, "{starts:?}");
}

#[test]
fn our_own_reader_reads_the_word_file() {
    let report = vendor();
    let read =
        Document::from_bytes("letter.docx", letter::docx(&report, &full()).unwrap(), &ReadOptions::new()).unwrap();
    for finding in report.findings.iter().filter(|finding| letter::is_asked(finding.rating)) {
        assert!(read.source().contains(&finding.question), "{}", finding.question);
    }
}

#[test]
fn traps_do_not_spring() {
    let report = hostile();
    let markdown = letter::markdown(&report, &trapped()).unwrap();
    assert_inert(&markdown);
    assert_eq!(counted(&markdown, None), (asked(&report), quoted(&report)));

    let page = letter::html(&report, &trapped()).unwrap();
    keep("letter-hostile.html", &page);
    assert_inert(&page);
    only_own_markup(&page);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt;"));

    let file = letter::docx(&report, &trapped()).unwrap();
    keep("letter-hostile.docx", &file);
    let own = [
        "document",
        "body",
        "p",
        "pPr",
        "pStyle",
        "keepNext",
        "numPr",
        "ilvl",
        "numId",
        "ind",
        "r",
        "rPr",
        "b",
        "t",
        "sectPr",
        "footerReference",
        "pgSz",
        "pgMar",
    ];
    let document = part_of(&file, "word/document.xml");
    for node in Xml::parse(&document).unwrap().descendants().filter(|node| node.is_element()) {
        assert!(own.contains(&node.tag_name().name()), "{}", node.tag_name().name());
    }
    assert!(!part_of(&file, "word/_rels/document.xml.rels").contains("External"));
    let quote =
        "=cmd() decisions are final, and no appeal is possible <script>alert(1)</script> ]]> --> %0A::error::owned";
    assert!(paragraphs(&file).iter().any(|(style, _, text)| style == "Quote" && text.starts_with(quote)));
}

/// A frame that uses all that Markdown has for a letter.
const FRAME: &str = "![Our sign](https://example.org/sign.png)\n\nTo **{{ company or 'the company' }}** \\\n*{{ recipient or '-' }}*  \n\
    `{{ company or '-' }}` [our site](https://example.org/) <post@example.org>\n\n# {{ policy.title or 'Questions' }}\n\n\
    {% for criterion in criteria %}\n- {{ criterion.title }}\n\n  1. {{ criterion.principle or '-' }}\n  2. two\n\n     three\n{% endfor %}\n\n\
    {% for criterion in criteria %}\n## {{ criterion.title }}\n\n{% for question in criterion.questions %}\n\
    {{ question.number }}. **{{ question.title }}.** {{ question.recommendation }}\n\n{% for clause in question.clauses %}\n\
           > {{ clause.quote }} ({{ clause.document }}: {{ clause.says }})\n\n{% endfor %}\n{% endfor %}\n{% endfor %}\n\n\
    ```\n{{ company or '-' }}\n  {{ sender or '-' }}\n```\n";

#[test]
fn a_frame_of_ones_own_changes_everything_around_the_questions() {
    let frame = Frame::parse("own.md", FRAME).unwrap();
    for (name, report, given) in [("vendor", vendor(), full()), ("hostile", hostile(), trapped())] {
        let given = given.frame(frame.clone());
        assert_inert(&letter::markdown(&report, &given).unwrap());
        let page = letter::html(&report, &given).unwrap();
        keep(&format!("letter-own-{name}.html"), &page);
        only_own_markup(&page);
        let links: Vec<&str> = page.split("href=\"").skip(1).filter_map(|link| link.split('"').next()).collect();
        assert_eq!(links, ["https://example.org/", "mailto:post@example.org"]);
        let file = letter::docx(&report, &given).unwrap();
        let relations = part_of(&file, "word/_rels/document.xml.rels");
        assert_eq!(relations.matches("External").count(), 2, "{relations}");
        let paragraphs = paragraphs(&file);
        let numbered = paragraphs.iter().filter(|(style, ..)| style == "ListNumber").count();
        let criteria = page.matches("<h2").count();
        assert_eq!(numbered, asked(&report) + 3 * criteria);
        assert_eq!(page.matches("<li>").count(), asked(&report) + 3 * criteria);
    }
}

/// What people see of text: without characters that act, each stretch of white space a blank.
fn seen(text: &str) -> String {
    let acts = |c: char| matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|&c| !acts(c)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of each quote, paragraph by paragraph.
fn quotes(markdown: &str) -> Vec<String> {
    let (mut quotes, mut depth) = (Vec::new(), 0);
    for event in events(markdown) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_)) => depth -= 1,
            Event::Start(Tag::Paragraph) if depth > 0 => quotes.push(String::new()),
            Event::Text(text) if depth > 0 => quotes.last_mut().expect("a paragraph").push_str(&text),
            _ => {}
        }
    }
    quotes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn whatever_a_policy_holds_is_shown_as_it_is(
        company in r"\PC{0,20}|[-#*_`~=+>|\[\]()!<&:/@.0-9a-z{}%$ \t\n\\]{0,40}",
        quote in r"[-#*_`~=+>|\[\]()!<&;:/@.0-9a-z{}%$^\PC \t\n\\]{1,60}",
        sender: String,
    ) {
        prop_assume!(!seen(&quote).is_empty());
        let mut report = part(vendor());
        report.policy.company = Some(company);
        report.policy.title = Some(quote.clone());
        for evidence in report.findings.iter_mut().flat_map(|finding| &mut finding.evidence) {
            evidence.quote.clone_from(&quote);
            evidence.heading = Some(quote.clone());
        }
        let given = Letter::new().sender(sender.clone()).deadline(sender);
        let markdown = letter::markdown(&report, &given).unwrap();
        assert_eq!(counted(&markdown, report.policy.url.as_deref()), (asked(&report), quoted(&report)));
        let quotes = quotes(&markdown);
        prop_assert_eq!(quotes.len(), 2 * quoted(&report));
        for pair in quotes.chunks(2) {
            prop_assert_eq!(&pair[0], &seen(&quote));
        }
        only_own_markup(&letter::html(&report, &given).unwrap());
        parts(&letter::docx(&report, &given).unwrap());
    }
}
