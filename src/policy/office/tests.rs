//! Documents made here: what is read of them, and what is refused.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::super::properties::check;
use super::super::tests::outline;
use super::super::{ContactKind, Document, ReadError, ReadOptions};

fn archive<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const STYLES: &str = r#"<w:styles>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:basedOn w:val="Level"/></w:style>
<w:style w:type="paragraph" w:styleId="Level"><w:name w:val="Level"/><w:basedOn w:val="Clause"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="B2"><w:name w:val="List Bullet 2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Bold"><w:name w:val="Bold"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>"#;

const NUMBERING: &str = r#"<w:numbering>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=" "/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"#;

const NOTES: &str = r#"<w:footnotes><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>No.</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/><w:t> A note.</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:t>Not referred to.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;

const RELATIONS: &str = r#"<Relationships><Relationship Id="rId1" TargetMode="External" Type="x/hyperlink"
Target="mailto:a@example.org"/></Relationships>"#;

fn word(body: &str) -> Vec<u8> {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    archive([
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", RELATIONS.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/numbering.xml", NUMBERING.as_bytes()),
        ("word/footnotes.xml", NOTES.as_bytes()),
    ])
}

fn opendocument(styles: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    archive([("mimetype", &b"application/vnd.oasis.opendocument.text"[..]), ("content.xml", content.as_bytes())])
}

fn open(name: &str, bytes: Vec<u8>) -> Result<Document, ReadError> {
    let document = Document::from_bytes(name, bytes, &ReadOptions::new())?;
    check(&document);
    Ok(document)
}

#[track_caller]
fn docx(body: &str, expected: &[&str]) {
    assert_eq!(outline(&open("a.docx", word(body)).unwrap()), expected);
}

#[track_caller]
fn odt(styles: &str, body: &str, expected: &[&str]) {
    assert_eq!(outline(&open("a.odt", opendocument(styles, body)).unwrap()), expected);
}

/// A paragraph with these properties.
fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn style(id: &str) -> String {
    format!(r#"<w:pStyle w:val="{id}"/>"#)
}

fn list(list: &str, level: &str) -> String {
    format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#)
}

#[test]
fn headings_are_told_by_their_style() {
    let clause =
        "We reply to every complaint within seven days, in writing and in the language of the person who complains.";
    let body = [
        p(&style("Title"), "Policy"),
        p(&style("berschrift1"), "Scope"),
        p(&style("Clause"), "Who may write"),
        p(&style("Clause"), clause),
        p(&format!(r#"{}<w:outlineLvl w:val="9"/>"#, style("berschrift1")), "No heading."),
        p(r#"<w:outlineLvl w:val="2"/>"#, "Third"),
        p(&style("Bold"), "Set in bold"),
        p("", "We reply."),
    ];
    docx(
        &body.concat(),
        &[
            "# Policy",
            "# Scope",
            "## Who may write",
            clause,
            "No heading.",
            "### Third",
            "###### Set in bold",
            "We reply.",
        ],
    );
}

#[test]
fn list_items_have_their_depth() {
    let body = [
        p("", "We will:"),
        p(&list("1", "0"), "reply:"),
        p(&list("1", "1"), "soon;"),
        p(&style("B2"), "well;"),
        p(&list("3", "0"), "and say why."),
        p(&list("2", "0"), "decide."),
        p(&format!("{}{}", style("B2"), list("0", "0")), "That is all."),
    ];
    docx(
        &body.concat(),
        &[
            "We will:",
            "- reply: < We will:",
            "-- soon; < reply:",
            "-- well; < reply:",
            "- and say why.",
            "- decide. < We will:",
            "That is all.",
        ],
    );
}

#[test]
fn a_bold_numbered_title_is_a_heading() {
    let title = |text: &str| {
        format!("<w:p><w:pPr>{}</w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>", list("2", "0"))
    };
    let body = [title("Scope"), p("", "Anybody may write."), title("Time"), p(&list("2", "0"), "We reply.")];
    docx(&body.concat(), &["###### Scope", "Anybody may write.", "###### Time", "- We reply."]);
}

#[test]
fn changes_are_read_as_accepted() {
    docx(
        r#"<w:p><w:r><w:t xml:space="preserve">We </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del>
        <w:ins><w:r><w:t>always </w:t></w:r></w:ins><w:r><w:rPr><w:b/><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>
        </w:rPr><w:t>reply</w:t></w:r><w:moveFrom><w:r><w:t> at once</w:t></w:r></w:moveFrom><w:r><w:t>.</w:t></w:r></w:p>
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>We </w:t></w:r></w:p><w:p><w:r><w:t>decide.</w:t></w:r></w:p>
        <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#,
        &["We always reply.", "We decide."],
    );
}

#[test]
fn what_is_not_shown_is_not_read() {
    let body = [
        &p(&style("T1"), "Scope 3"),
        r#"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>
        <w:sdtContent><w:p><w:r><w:t>Contents</w:t></w:r></w:p></w:sdtContent></w:sdt>"#,
        r#"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Click here.</w:t></w:r></w:p>
        </w:sdtContent></w:sdt>"#,
        r#"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden. </w:t></w:r><w:r><w:rPr><w:rStyle w:val="Gone"/></w:rPr>
        <w:t>Hidden. </w:t></w:r><w:r><w:rPr><w:rStyle w:val="Gone"/><w:vanish w:val="0"/></w:rPr><w:t>Shown.</w:t></w:r></w:p>"#,
        r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF a</w:instrText><w:t>b</w:t></w:r>
        <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Result.</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
        <w:r><w:fldChar w:fldCharType="begin"/><w:instrText>XE never ended</w:instrText></w:r></w:p>"#,
        &p("", "Read."),
    ];
    docx(&body.concat(), &["Shown.", "Result.", "Read."]);
}

#[test]
fn characters_may_be_elements() {
    docx(
        r#"<w:p><w:r><w:t>R&amp;D&#x2019;s co</w:t><w:softHyphen/><w:t>op&#xAD;eration</w:t><w:tab/><w:t>e</w:t>
        <w:noBreakHyphen/><w:t>mail
now</w:t></w:r></w:p><w:p><w:r><w:t>Grievance Office</w:t><w:br/><w:t>14 Weaver Street</w:t></w:r></w:p>"#,
        &["R&D’s cooperation e‑mail now", "Grievance Office | 14 Weaver Street"],
    );
}

#[test]
fn notes_come_last_and_text_boxes_after_their_paragraph() {
    let text = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let boxed = |inner: &str| format!("<w:txbxContent>{}</w:txbxContent>", p("", inner));
    let body = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>\
         <w:footnoteReference w:id=\"1\"/></w:r>{}</w:p>{}",
        text("We "),
        boxed("In a box."),
        boxed("In a box."),
        text("reply."),
        p("", "We decide."),
    );
    docx(&body, &["We reply.", "In a box.", "We decide.", "A note."]);
}

#[test]
fn rows_are_read_together_unless_a_table_arranges_the_page() {
    let cell = |inner: &str| format!("<w:tc><w:tcPr/>{inner}</w:tc>");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let long = "We reply to everybody who writes to us, and we say how long it will take. ".repeat(4);
    let nested = format!("<w:tbl>{}</w:tbl>", row(&[cell(&p("", "a")), cell(&p("", "b"))]));
    let body = [
        row(&[cell(&p(&style("berschrift1"), "Step")), cell(&p("", "Time"))]),
        row(&[cell(&p("", "Reply")), cell(&format!("{}{}", p("", "7 days"), p("", "in writing")))]),
        row(&[cell(&p("", "")), cell(&p("", "Alone."))]),
        row(&[cell(&p("", "Left.")), cell(&format!("{}{}", p("", &long), p(&list("1", "0"), "item")))]),
        row(&[cell(&p("", "Around.")), cell(&nested)]),
    ];
    let long = [long.trim().split(". ").map(str::trim).collect::<Vec<_>>().join(". | ")].concat();
    docx(
        &format!("<w:tbl>{}</w:tbl>", body.concat()),
        &["= Step; Time", "= Reply; 7 days; in writing", "Alone.", "Left.", &long, "- item", "Around.", "= a; b"],
    );
    let document = open("a.docx", word(&format!("<w:tbl>{}</w:tbl>", body.concat()))).unwrap();
    assert!(document.source().starts_with("Step | Time\nReply | 7 days\nin writing\nAlone.\n"));
}

#[test]
fn links_are_contacts() {
    let body = r#"<w:p><w:hyperlink r:id="rId1"><w:r><w:t>Write</w:t></w:r></w:hyperlink><w:r><w:t xml:space="preserve"> to us </w:t></w:r>
        <w:hyperlink w:anchor="here"><w:r><w:t>here</w:t></w:r></w:hyperlink><w:fldSimple w:instr=" HYPERLINK &quot;https://example.org&quot; ">
        <w:r><w:t>there</w:t></w:r></w:fldSimple></w:p>"#;
    let document = open("a.docx", word(body)).unwrap();
    assert_eq!(document.source(), "Write to us herethere\n");
    assert_eq!(document.links, [(4, ContactKind::Email), (20, ContactKind::Url)]);
}

#[test]
fn opendocument_texts_are_read_alike() {
    odt(
        r#"<style:style style:name="P1" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
        <style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>"#,
        r#"<text:tracked-changes><text:deletion><text:p>Deleted.</text:p></text:deletion></text:tracked-changes>
        <text:table-of-content><text:index-body><text:p>Scope 3</text:p></text:index-body></text:table-of-content>
        <text:h text:outline-level="2">Scope</text:h><text:p text:style-name="P1">Set in bold</text:p>
        <text:p>We  <text:span>re</text:span>ply<text:note><text:note-citation>1</text:note-citation><text:note-body>
        <text:p>A note.</text:p></text:note-body></text:note><office:annotation><text:p>Comment.</text:p></office:annotation>
        in<text:s text:c="3"/>time<text:span text:style-name="T1"> or never</text:span>.</text:p>
        <text:section text:display="none"><text:p>Hidden.</text:p></text:section>
        <text:p>We will:</text:p><text:list><text:list-item><text:p>reply:</text:p><text:list><text:list-item><text:p>soon;</text:p>
        </text:list-item></text:list><text:p>Indeed.</text:p></text:list-item><text:list-item><text:p>decide.</text:p></text:list-item>
        </text:list><table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell>
        <text:p>b</text:p></table:table-cell></table:table-row></table:table>"#,
        &[
            "## Scope",
            "###### Set in bold",
            "We reply in time.",
            "We will:",
            "- reply: < We will:",
            "-- soon; < reply:",
            "- Indeed.",
            "- decide. < We will:",
            "= a; b",
            "A note.",
        ],
    );
}

fn refusal(name: &str, bytes: Vec<u8>) -> String {
    open(name, bytes).unwrap_err().to_string()
}

#[test]
fn bombs_are_refused_whatever_their_directory_says() {
    let limit = 1 << 20;
    let mut bytes = word(&p("", &"a".repeat(8 << 20)));
    assert!(bytes.len() < 40_000);
    let read = |bytes: Vec<u8>| Document::from_bytes("a.docx", bytes, &ReadOptions::new().max_bytes(limit));
    let error = read(bytes.clone()).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { unit: "bytes unpacked", .. }), "{error}");
    // The size that the directory tells is 24 bytes after the entry's beginning.
    let entry = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bytes[entry + 24..entry + 28].copy_from_slice(&100_u32.to_le_bytes());
    let error = read(bytes).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { .. } | ReadError::Damaged { .. }), "{error}");
    // No part is too large alone.
    let half = p("", &"a".repeat(600_000));
    let parts = [("word/document.xml", half.as_bytes()), ("word/styles.xml", half.as_bytes())];
    assert!(matches!(read(archive(parts)).unwrap_err(), ReadError::TooLarge { .. }));
    let many = bytes_of_many_files();
    assert!(refusal("a.docx", many).contains("files in the archive"));
}

fn bytes_of_many_files() -> Vec<u8> {
    let mut bytes = b"PK\x03\x04".to_vec();
    bytes.extend(b"PK\x01\x02".repeat(super::package::MAX_FILES + 1));
    bytes
}

#[test]
fn entities_are_not_expanded() {
    let bomb = r#"<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"#;
    let error = refusal("a.docx", archive([("word/document.xml", bomb.as_bytes())]));
    assert!(error.contains("an entity that is not defined"), "{error}");
}

#[test]
fn broken_files_are_named_so() {
    let whole = word(&p("", "We reply."));
    let half = whole[..whole.len() / 2].to_vec();
    assert!(refusal("a.docx", half).contains("the archive is broken"));
    let xml = |text: &str| refusal("a.docx", archive([("word/document.xml", text.as_bytes())]));
    assert!(xml("<w:document><w:p>").contains("it ends in the middle"));
    assert!(xml("<w:document></w:body>").contains("is no XML"));
    let deep = format!("<w:document>{}", "<w:sdt>".repeat(2_000));
    assert!(xml(&deep).contains("nested too deep"));
    assert!(refusal("a.docx", archive([("readme.txt", &b"We reply."[..])])).contains("no Word document"));
    assert!(refusal("a.docx", b"We reply.".to_vec()).contains("the archive is broken"));
}

#[test]
fn other_files_are_named_as_what_they_are() {
    assert!(refusal("a.docx", opendocument("", "<text:p>We reply.</text:p>")).contains("an OpenDocument file"));
    assert!(refusal("a.odt", word(&p("", "We reply."))).contains("a Word file (DOCX)"));
    assert!(refusal("a.docx", b"{\\rtf1 We reply.}".to_vec()).contains("an RTF file"));
    let mut old = b"\xd0\xcf\x11\xe0\xa1\xb1".to_vec();
    assert!(refusal("a.docx", old.clone()).contains("an old Office document (DOC)"));
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(refusal("a.docx", old).contains("needs a password"));
    let manifest = "<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>";
    let locked = archive([("META-INF/manifest.xml", manifest.as_bytes()), ("content.xml", b"\x00")]);
    assert!(refusal("a.odt", locked).contains("needs a password"));
}

#[test]
fn parts_may_be_utf16_and_stand_elsewhere() {
    let text = format!("<w:document><w:body>{}</w:body></w:document>", p("", "Où écrire ?"));
    let mut utf16 = b"\xff\xfe".to_vec();
    utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let relations = r#"<Relationships><Relationship Id="a" Type="purl/officeDocument" Target="/Word\document2.xml"/></Relationships>"#;
    let files = [("_rels/.rels", relations.as_bytes()), ("word/Document2.xml", &utf16)];
    assert_eq!(outline(&open("a.docx", archive(files)).unwrap()), ["Où écrire ?"]);
}

const REAL: [(&str, &[u8]); 3] = [
    ("a.docx", include_bytes!("../../../tests/documents/word.docx")),
    ("b.docx", include_bytes!("../../../tests/documents/pandoc.docx")),
    ("c.odt", include_bytes!("../../../tests/documents/libreoffice.odt")),
];

/// Elements in any order, each closed: a document that no program writes.
fn elements(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    let step = prop_oneof![
        6 => prop::sample::select(names).prop_map(Some),
        3 => Just(None),
    ];
    prop::collection::vec((step, "[A-Za-z .:é•]{0,8}"), 0..60).prop_map(|steps| {
        let (mut written, mut open) = (String::new(), Vec::new());
        for (step, text) in steps {
            match step {
                Some(element) => {
                    written += &format!("<{element}>");
                    open.push(element.split(' ').next().unwrap_or_default());
                }
                None => written += &open.pop().map(|name| format!("</{name}>")).unwrap_or_default(),
            }
            written += &text;
        }
        open.into_iter().rev().for_each(|name| written += &format!("</{name}>"));
        written
    })
}

const WORD: &[&str] = &[
    "w:p",
    "w:p",
    "w:r",
    "w:r",
    "w:t",
    "w:t",
    "w:t",
    "w:pPr",
    "w:rPr",
    "w:b",
    "w:vanish",
    "w:del",
    "w:numPr",
    "w:numId w:val=\"2\"",
    "w:ilvl w:val=\"255\"",
    "w:outlineLvl w:val=\"250\"",
    "w:pStyle w:val=\"Clause\"",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:tr",
    "w:tc",
    "w:trPr",
    "w:br",
    "w:tab",
    "w:fldChar w:fldCharType=\"begin\"",
    "w:fldChar w:fldCharType=\"separate\"",
    "w:fldChar w:fldCharType=\"end\"",
    "w:instrText",
    "w:hyperlink r:id=\"rId1\"",
    "w:fldSimple w:instr=\"HYPERLINK a@b.example\"",
    "w:txbxContent",
    "mc:AlternateContent",
    "mc:Choice",
    "w:sdt",
    "w:sdtPr",
    "w:sdtContent",
    "w:footnoteReference w:id=\"1\"",
    "w:framePr w:dropCap=\"drop\"",
];

const OPEN: &[&str] = &[
    "text:p",
    "text:p",
    "text:p",
    "text:h text:outline-level=\"99\"",
    "text:span text:style-name=\"T1\"",
    "text:span",
    "text:a xlink:href=\"mailto:a@example.org\"",
    "text:list",
    "text:list-item",
    "text:list-header",
    "table:table-row",
    "table:table-cell",
    "table:table-row",
    "table:table-cell",
    "draw:text-box",
    "text:note",
    "text:note-body",
    "text:s text:c=\"9\"",
    "text:tab",
    "text:line-break",
    "office:annotation",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_elements_are_read_without_harm(word_body in elements(WORD), open_body in elements(OPEN)) {
        for (name, bytes) in [("a.docx", word(&word_body)), ("a.odt", opendocument("", &open_body))] {
            let read = open(name, bytes);
            prop_assert!(!matches!(read, Err(ReadError::Damaged { .. })), "{read:?}");
        }
    }

    #[test]
    fn broken_real_files_are_documents_or_errors(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
        tail in any::<bool>(),
    ) {
        for (name, bytes) in REAL {
            let mut bytes = bytes.to_vec();
            // The directory stands at the end.
            let from = if tail { bytes.len().saturating_sub(1_500) } else { 0 };
            for (at, byte) in &changes {
                let at = from + at.index(bytes.len() - from);
                bytes[at] = *byte;
            }
            bytes.truncate(cut.map_or(bytes.len(), |cut| cut.index(bytes.len())));
            let _ = open(name, bytes);
        }
    }
}
