//! The page around the report: its head, what the report is about, the way through it, and how it was made.

use maud::{Markup, html};

use super::passages::Passages;
use super::{findings, legend, scores, shown, text};
use crate::policy::Policy;
use crate::render::{page, safe};
use crate::report::Report;

const STYLE: &str = include_str!("report.css");

pub(super) fn page(report: &Report, policy: Option<&Policy>) -> String {
    let subject = shown(&report.policy.subject());
    let passages = policy.map(|policy| Passages::of(report, policy));
    let text = policy.zip(passages.as_ref());
    let body = html! {
        a .skip href="#findings" { "Skip to the findings" }
        header {
            p .kind { "Grievance mechanism, rated against UN Guiding Principle 31" }
            h1 dir="auto" { (subject) }
            (about(report))
            nav aria-label="On this page" {
                ul {
                    li { a href="#scores" { "Scores" } }
                    li { a href="#findings" { "Findings" } }
                    @if text.is_some() { li { a href="#text" { "The policy’s text" } } }
                    li { a href="#legend" { "Legend" } }
                    li { a href="#made" { "How this report was made" } }
                }
            }
        }
        main {
            @if !report.warnings.is_empty() {
                section .warnings aria-labelledby="warnings-title" {
                    h2 #warnings-title { "Read this first" }
                    ul { @for warning in &report.warnings { li { (shown(&warning.message)) } } }
                }
            }
            (scores::section(report))
            div class=(if text.is_some() { "beside" } else { "alone" }) {
                (findings::section(report, passages.as_ref()))
                @if let Some((policy, passages)) = text { (text::section(report, policy, passages)) }
            }
            (legend::section(report))
        }
        (made(report))
    };
    let title = format!("{subject}: grievance mechanism under UN Guiding Principle 31");
    let generator = shown(&format!("{} {}", report.tool.name, report.tool.version));
    page::page(&title, Some(&generator), &[page::STYLE, STYLE, &findings::rules(report)], body)
}

/// What is known of the policy.
fn about(report: &Report) -> Markup {
    let policy = &report.policy;
    html! {
        dl .about {
            @if let Some(url) = &policy.url {
                dt { "Published at" }
                dd {
                    @if safe::is_web_address(url) {
                        a href=(url) rel="noopener noreferrer nofollow" { (url) }
                    } @else {
                        bdi { (shown(url)) }
                    }
                }
            }
            @if let Some(date) = &policy.date { dt { "As of" } dd { bdi { (shown(date)) } } }
            dt { "Kind of mechanism" }
            dd { (policy.mechanism) }
            dt { "Rated against" }
            dd { (shown(&report.rubrics.title)) " (" (shown(&report.rubrics.name)) " " (shown(&report.rubrics.version)) ")" }
        }
    }
}

/// What was read, by what, against what: enough to make the report again.
fn made(report: &Report) -> Markup {
    html! {
        footer #made {
            h2 { "How this report was made" }
            p {
                (shown(&report.tool.name)) " " (shown(&report.tool.version)) " rated the text against the rubrics "
                (shown(&report.rubrics.name)) " " (shown(&report.rubrics.version)) ". The same text and rubrics give the same "
                "report. It is a reading aid, no legal judgement: check the passages before you rely on a rating."
            }
            dl {
                @for document in &report.policy.documents {
                    dt { bdi { (shown(&document.name)) } }
                    dd {
                        (document.form) ", "
                        @if let Some(pages) = document.pages { (super::words::count(pages, "page", "pages")) ", " }
                        (super::words::count(document.words, "word", "words")) ", SHA-256 " code { (shown(&document.sha256)) }
                        @if document.lossy { "; bytes that are no text were replaced" }
                    }
                }
                dt { "Rubrics" } dd { "SHA-256 " code { (shown(&report.rubrics.digest)) } }
                dt { "Report form" } dd { (shown(&report.schema_version)) }
            }
        }
    }
}
