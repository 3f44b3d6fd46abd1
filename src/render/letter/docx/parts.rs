//! The parts of the archive.

use maud::{Markup, PreEscaped, html};

use super::story::{LEVELS, STEP, Story};
use crate::render::letter::body::shown;

pub(super) const STYLES: &str = include_str!("styles.xml");

const XML: PreEscaped<&str> = PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const PACKAGE: &str = "application/vnd.openxmlformats-package";
const DOCUMENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

fn part(root: Markup) -> String {
    html! { (XML) (root) }.into_string()
}

pub(super) fn content_types() -> String {
    let types = ["document.main", "styles", "numbering", "settings", "footer"];
    let names = ["document", "styles", "numbering", "settings", "footer1"];
    part(html! {
        Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types" {
            Default Extension="rels" ContentType={ (PACKAGE) ".relationships+xml" } {}
            Default Extension="xml" ContentType="application/xml" {}
            Override PartName="/docProps/core.xml" ContentType={ (PACKAGE) ".core-properties+xml" } {}
            @for (name, kind) in names.iter().zip(types) {
                Override PartName={ "/word/" (name) ".xml" } ContentType={ (DOCUMENT) "." (kind) "+xml" } {}
            }
        }
    })
}

pub(super) fn package_relations() -> String {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    part(html! {
        Relationships xmlns=(RELATIONS) {
            Relationship Id="document" Type={ (OFFICE) "/officeDocument" } Target="word/document.xml" {}
            Relationship Id="properties" Type=(core) Target="docProps/core.xml" {}
        }
    })
}

/// What the letter is called, who writes it and in which language; no time, since the library has no clock.
pub(super) fn properties(title: &str, sender: Option<&str>) -> String {
    part(html! {
        cp:coreProperties
            xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
            xmlns:dc="http://purl.org/dc/elements/1.1/" {
            dc:title { (title) }
            @if let Some(sender) = sender { dc:creator { (shown(sender)) } }
            dc:language { "en-GB" }
        }
    })
}

pub(super) fn document(story: &Story) -> String {
    part(html! {
        w:document xmlns:w=(WORD) xmlns:r=(OFFICE) {
            w:body {
                @for paragraph in &story.paragraphs { (paragraph) "\n" }
                w:sectPr {
                    w:footerReference w:type="default" r:id="footer" {}
                    // A4 with margins of 2.5 cm.
                    w:pgSz w:w="11906" w:h="16838" {}
                    w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0" {}
                }
            }
        }
    })
}

pub(super) fn document_relations(story: &Story) -> String {
    let parts = [("styles", "styles"), ("numbering", "numbering"), ("settings", "settings"), ("footer", "footer1")];
    part(html! {
        Relationships xmlns=(RELATIONS) {
            @for (kind, name) in parts {
                Relationship Id=(kind) Type={ (OFFICE) "/" (kind) } Target={ (name) ".xml" } {}
            }
            @for (at, address) in story.links.iter().enumerate() {
                Relationship Id={ "link" (at + 1) } Type={ (OFFICE) "/hyperlink" } Target=(address) TargetMode="External" {}
            }
        }
    })
}

/// Two kinds of lists, with numbers and with dots, and each list of the letter as one of these.
pub(super) fn numbering(story: &Story) -> String {
    part(html! {
        w:numbering xmlns:w=(WORD) {
            @for (kind, format) in [(0, "decimal"), (1, "bullet")] {
                w:abstractNum w:abstractNumId=(kind) {
                    w:multiLevelType w:val="multilevel" {}
                    @for level in 0..LEVELS {
                        w:lvl w:ilvl=(level) {
                            w:start w:val="1" {}
                            w:numFmt w:val=(format) {}
                            @if kind == 0 { w:lvlText w:val={ "%" (level + 1) "." } {} } @else { w:lvlText w:val="•" {} }
                            w:lvlJc w:val="left" {}
                            w:pPr { w:ind w:left=((level + 1) * STEP) w:hanging=(STEP) {} }
                        }
                    }
                }
            }
            @for (at, (level, first)) in story.lists.iter().enumerate() {
                w:num w:numId=(at + 1) {
                    w:abstractNumId w:val=(usize::from(first.is_none())) {}
                    @if let Some(first) = first {
                        w:lvlOverride w:ilvl=(level) { w:startOverride w:val=(first) {} }
                    }
                }
            }
        }
    })
}

/// Says that the file is of a Word of today, which then does not open it as an old one.
pub(super) fn settings() -> String {
    part(html! {
        w:settings xmlns:w=(WORD) {
            w:compat {
                w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15" {}
            }
        }
    })
}

/// The number of the page: the only field in the file.
pub(super) fn footer() -> String {
    part(html! {
        w:ftr xmlns:w=(WORD) {
            w:p {
                w:pPr { w:pStyle w:val="Footer" {} }
                w:fldSimple w:instr="PAGE" { w:r { w:t { "1" } } }
            }
        }
    })
}
