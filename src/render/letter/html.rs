//! The letter as a web page, written with maud, which escapes everything but the style sheet.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::body::{Block, Body, Run};

const STYLE: &str = include_str!("letter.css");
/// No script, nothing from elsewhere, no form that could be sent.
const SECURITY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

pub(super) fn page(body: &Body) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(SECURITY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (body.title()) }
                style { (PreEscaped(STYLE)) }
            }
            body { main .letter { (blocks(&body.blocks)) } }
        }
    };
    let mut page = page.into_string();
    page.push('\n');
    page
}

fn blocks(all: &[Block]) -> Markup {
    html! { @for block in all { (shown(block)) "\n" } }
}

fn shown(block: &Block) -> Markup {
    html! {
        @match block {
            Block::Heading(1, runs) => h1 dir="auto" { (text(runs)) },
            Block::Heading(2, runs) => h2 dir="auto" { (text(runs)) },
            Block::Heading(3, runs) => h3 dir="auto" { (text(runs)) },
            Block::Heading(4, runs) => h4 dir="auto" { (text(runs)) },
            Block::Heading(5, runs) => h5 dir="auto" { (text(runs)) },
            Block::Heading(_, runs) => h6 dir="auto" { (text(runs)) },
            Block::Paragraph(runs) => p dir="auto" { (text(runs)) },
            Block::Quote(within) => blockquote { (blocks(within)) },
            Block::List(Some(first), of) => ol start=(first) { (items(of)) },
            Block::List(None, of) => ul { (items(of)) },
            Block::Verbatim(text) => pre { (text) },
            Block::Rule => hr;,
        }
    }
}

fn items(all: &[Vec<Block>]) -> Markup {
    html! { @for item in all { li { (blocks(item)) } "\n" } }
}

fn text(runs: &[Run]) -> Markup {
    html! { @for run in runs { @if run.breaks { br; } (linked(run)) } }
}

fn linked(run: &Run) -> Markup {
    html! {
        @match &run.link {
            Some(address) => a href=(address) rel="noopener noreferrer nofollow" { (strong(run)) },
            None => (strong(run)),
        }
    }
}

fn strong(run: &Run) -> Markup {
    html! { @if run.strong { strong { (emphasis(run)) } } @else { (emphasis(run)) } }
}

fn emphasis(run: &Run) -> Markup {
    html! { @if run.emphasis { em { (words(run)) } } @else { (words(run)) } }
}

fn words(run: &Run) -> Markup {
    html! { @if run.code { code { (run.text) } } @else { (run.text) } }
}
