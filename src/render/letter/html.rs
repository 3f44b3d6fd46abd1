//! The letter as a web page, written with maud, which escapes everything but the style sheet.

use maud::{Markup, html};

use super::super::page;
use super::body::{Block, Body, Run};

const STYLE: &str = include_str!("letter.css");

pub(super) fn page(body: &Body) -> String {
    page::page(&body.title(), None, &[STYLE], html! { main .letter { (blocks(&body.blocks)) } })
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
