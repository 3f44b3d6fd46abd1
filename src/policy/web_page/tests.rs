//! Pages from end to end: what is read of them, as which blocks.

use proptest::prelude::*;

use super::super::properties::check;
use super::super::{BlockKind, Document, Form, ReadError, ReadOptions};

fn document(page: &str) -> Result<Document, ReadError> {
    Document::from_bytes("page.html", page, &ReadOptions::new().form(Form::Html))
}

/// The blocks as they are read: `#` headings, `-` items, `|` rows; sentences parted by `/`.
fn read(page: &str) -> Vec<String> {
    let Ok(document) = document(page) else { return Vec::new() };
    check(&document);
    let blocks = document.blocks().iter().map(|block| {
        let mark = match block.kind() {
            BlockKind::Heading(level) => "#".repeat(level.into()) + " ",
            BlockKind::Item(depth) => "-".repeat(depth.into()) + " ",
            BlockKind::Row => "| ".into(),
            BlockKind::Paragraph => String::new(),
        };
        let sentences: Vec<_> = document.sentences()[block.sentences()]
            .iter()
            .map(|sentence| document.reading_of(sentence).trim().to_owned())
            .collect();
        mark + &sentences.join(" / ")
    });
    blocks.collect()
}

#[test]
fn blocks_are_read_as_they_are_marked() {
    assert_eq!(
        read(
            "<h1>Our <em>policy</em></h1><p>We reply.\n\nWe   <b>act</b>.<p>Always.\
             <ul><li>One<ul><li>Inner<p>More</ul>rest<li>Two</ul>\
             <div>Bare<div>Inner</div>text</div><blockquote>Quoted</blockquote><address>Mill Street</address>\
             <div role=heading aria-level=4>Last</div><figure><img><figcaption>Figure</figcaption></figure>"
        ),
        [
            "# Our policy",
            "We reply. / We act.",
            "Always.",
            "- One",
            "-- Inner",
            "-- More",
            "- rest",
            "- Two",
            "Bare",
            "Inner",
            "text",
            "Quoted",
            "Mill Street",
            "#### Last",
            "Figure",
        ]
    );
}

#[test]
fn white_space_is_read_as_it_is_shown() {
    assert_eq!(read("<p> a <b> b </b><i> c</i>\n<!-- x --> d<span>e</span>f </p>"), ["a b c de f".replace(" f", "f")]);
    assert_eq!(read("<p>a&nbsp;b&#32;&#32;c<br> d <br><br>e<img>f<wbr>g"), ["a\u{a0}b c d", "e fg"]);
    assert_eq!(read("<pre>\na  b\n <b>c</b> <b>d</b>\n\ne</pre>"), ["a  b c d", "e"]);
    assert_eq!(read("<p>They said <q>we reply</q>."), ["They said “we reply”."]);
}

#[test]
fn rows_hold_their_cells() {
    assert_eq!(
        read(
            "<table><caption>Stages</caption><thead><tr><th>Stage<th>Days</thead>\
             <tr><td><p>Reply</p><td><p>seven <b>days</b></p><tr><td>Appeal<td><ul><li>ten<li>days</ul></table>"
        ),
        ["Stages", "| Stage; Days;", "| Reply; seven days;", "| Appeal; ten days;"]
    );
    // A table that lays out a page holds what the page holds.
    assert_eq!(
        read("<table><tr><td>Left<td><h2>Right</h2><p>We reply.<table><tr><td>a<td>b</table></table>"),
        ["Left", "## Right", "We reply.", "| a; b;"]
    );
    assert_eq!(read("<table><tr><td><p>We reply.</p><p>We act.</p></td></tr></table>"), ["We reply.", "We act."]);
}

#[test]
fn terms_and_short_descriptions_are_rows() {
    assert_eq!(
        read("<dl><dt>E-mail<dd>a@example.org<dd>b@example.org<dt>Appeal?<dd>You may appeal.<dd>x</dl><dl><dd>y</dl>"),
        ["| E-mail; a@example.org; b@example.org", "Appeal?", "You may appeal.", "x", "y"]
    );
}

#[test]
fn a_header_gives_its_title_only() {
    let page = "<header><h1>Policy</h1><p>Home</p></header><p>We reply.</p><footer>Imprint</footer>";
    assert_eq!(read(page), ["# Policy", "We reply."]);
    assert_eq!(read(&page.replace("<p>We", "<h1>Ours</h1><p>We")), ["# Ours", "We reply."]);
    assert_eq!(
        read("<div><h1>Policy</h1>Hero</div><main><p>We reply to you.</main>"),
        ["# Policy", "We reply to you."]
    );
    assert_eq!(
        read("<article><header><h1>Policy</h1>2026</header>We reply.<footer>Write to us."),
        ["# Policy", "2026", "We reply.", "Write to us."]
    );
}

#[test]
fn panels_that_open_are_read() {
    assert_eq!(
        read(
            "<main><details><summary>Appeal</summary>You may appeal.</details>\
             <h2><button aria-controls=p aria-expanded=false>Reply</button></h2><div id=p hidden>We reply.</div>\
             <div role=tabpanel style='display: none'>We act.</div><div hidden>Never.</div></main>"
        ),
        ["Appeal", "You may appeal.", "## Reply", "We reply.", "We act."]
    );
}

#[test]
fn struck_out_text_and_the_numbers_of_notes_are_left_out() {
    assert_eq!(
        read(
            "<p>within <del>ten</del> seven days<sup><a href='#n1'>1</a></sup><a role=doc-noteref href=#n>2</a>, 1<sup>st</sup>"
        ),
        ["within seven days, 1st"]
    );
}

#[test]
fn a_policy_is_not_lost_in_what_is_usually_left_out() {
    let policy = "We reply to every complaint within seven days and tell you who handles it. ".repeat(5);
    for (before, after) in [
        ("<footer>", "</footer><p>Short.</p>"),
        ("<div aria-hidden=true>", "</div><div role=dialog class=cookie-banner>We use cookies.</div>"),
        ("<div style='display:none'><main>", "</main></div><p>Loading …</p>"),
        ("<div class=cookie-accepted><main>", "</main></div>"),
        ("<nav>Menu<main>", ""),
        ("<form>", "<input></form>"),
        ("<table id=menu><tr><td>", ""),
    ] {
        let page = format!("{before}<p>{policy}</p>{after}");
        assert!(read(&page).iter().any(|block| block.starts_with("We reply to every")), "{page}");
    }
    // Though it is longer than the policy.
    let page =
        format!("<main><h1>Policy</h1><p>{policy}</main><footer>{}</footer>", "Our mission is more. ".repeat(90));
    assert_eq!(read(&page).len(), 2);
}

#[test]
fn links_are_contacts() {
    let document =
        document("<p>Write to <a href='mailto:a@example.org'>us</a> or <a href='javascript:x()'>call</a>.").unwrap();
    assert_eq!(document.links.len(), 1);
    let end = document.links[0].0;
    assert_eq!(&document.source()[..=end], "<p>Write to <a href='mailto:a@example.org'>us</a>");
}

#[test]
fn web_archives_are_refused() {
    let archive =
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n<!doctype html>";
    for name in ["page.mhtml", "page.html"] {
        let error = Document::from_bytes(name, archive, &ReadOptions::new()).unwrap_err().to_string();
        assert!(error.contains("a saved web archive (MHTML)"), "{error}");
    }
    let error = Document::from_bytes("page.html", "\u{89}PNG\0", &ReadOptions::new()).unwrap_err();
    assert!(matches!(error, ReadError::OtherForm { .. }), "{error}");
}

#[test]
fn a_page_is_told_by_its_beginning() {
    let wide: Vec<u8> = "\u{feff}<!doctype html><p>We reply.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for page in [
        "<!-- saved from url=(0019)https://example.org/ -->\n<!DOCTYPE html><p>We reply.".as_bytes(),
        b"<?xml version='1.0'?>\n<!-- x -->\n<html xmlns='http://www.w3.org/1999/xhtml'><body><p>We reply.</p></body></html>",
        &wide,
    ] {
        let document = Document::from_bytes("page", page, &ReadOptions::new()).unwrap();
        assert_eq!((document.form(), document.sentences().len()), (Form::Html, 1));
    }
}

#[test]
fn long_and_deep_pages_take_no_longer() {
    for piece in [
        "<div>",
        "<p>",
        "<b>x ",
        "<b>x<p>",
        "<li>",
        "<ul><li>x",
        "<table><tr><td>x",
        "<a href=x>",
        "<span hidden>",
        "<nav>",
        "<main>",
        "<article>x",
        "<h1>x",
        "<dl><dt>x<dd>",
        "<svg>",
        "<q>",
        "<!--",
        "<!-- -->",
        "x&amp;",
        "<x",
        "</div>",
        "&",
        "<b><div></b>",
        "<br>x",
        "<b>x</b><br>",
        "<i>We. ",
        "<td>x",
        "<select><option>",
        "<script>",
        "<pre>x\n",
        "\r\n",
        "<em>x ",
    ] {
        let page = piece.repeat((1 << 17) / piece.len());
        let begun = std::time::Instant::now();
        let blocks = document(&page).map_or(0, |document| document.blocks().len());
        println!("{:?} {piece:?} {blocks}", begun.elapsed());
        assert!(begun.elapsed().as_secs() < 10, "{piece}: {:?} for {blocks} blocks", begun.elapsed());
    }
}

const FILES: [&[u8]; 3] = [
    include_bytes!("../../../tests/documents/website.html"),
    include_bytes!("../../../tests/documents/latin1.html"),
    include_bytes!("../../../tests/documents/utf16.html"),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_page_is_a_document_or_an_error(
        file in prop::sample::select(&FILES[..]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..40, prop::collection::vec(any::<u8>(), 0..4)), 0..12),
    ) {
        let mut bytes = file.to_vec();
        for (at, length, new) in changes {
            let at = at.index(bytes.len());
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, new);
        }
        if let Ok(document) = Document::from_bytes("page.html", bytes, &ReadOptions::new()) {
            check(&document);
        }
    }
}
