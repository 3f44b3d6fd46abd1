//! Web pages, as they are saved: what a visitor reads of them, without what stands around it.
//!
//! The source is the page decoded to UTF-8. It is gone through twice: once to weigh its parts ([`content`]), once to
//! draw its blocks ([`blocks`]).

mod blocks;
mod content;
mod elements;
mod encoding;
mod left_out;
#[cfg(test)]
pub(super) mod pages;
#[cfg(test)]
mod tests;
mod tokens;
mod walk;

use super::document::Form;
use super::draft::Drawn;
use super::mend;

/// The page's text and blocks.
pub(super) fn draw(bytes: &[u8]) -> Drawn {
    let (source, notes) = encoding::decode(bytes);
    let drafts = mend::mend(&source, blocks::blocks(&source), Form::Html);
    Drawn { source, drafts, pages: Vec::new(), notes }
}
