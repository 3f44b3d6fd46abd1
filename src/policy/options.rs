//! How documents are to be read.

use super::document::Form;

/// How bytes become a document.
///
/// ```
/// use principle31::{Document, Form, ReadOptions};
///
/// let options = ReadOptions::new().form(Form::Markdown).lossy();
/// let document = Document::from_bytes("faq", "You *may* write to us.", &options)?;
/// assert_eq!(document.form(), Form::Markdown);
/// # Ok::<(), principle31::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    pub(super) form: Option<Form>,
    pub(super) lossy: bool,
    pub(super) max_bytes: usize,
    pub(super) max_pages: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions { form: None, lossy: false, max_bytes: Self::MAX_BYTES, max_pages: Self::MAX_PAGES }
    }
}

impl ReadOptions {
    /// The most bytes of a document, and of the text drawn from it, unless [set](Self::max_bytes) otherwise: 64 MiB.
    pub const MAX_BYTES: usize = 64 << 20;
    /// The most pages, unless [set](Self::max_pages) otherwise.
    pub const MAX_PAGES: usize = 2_000;

    /// The form is told by the bytes and the name; text that is not UTF-8 is an error.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads as this form, whatever the bytes and the name tell.
    #[must_use]
    pub fn form(mut self, form: Form) -> Self {
        self.form = Some(form);
        self
    }

    /// Replaces every byte sequence that is no text by U+FFFD instead of refusing it. Spans then count the replaced
    /// text ([`Document::is_lossy`](crate::Document::is_lossy)).
    #[must_use]
    pub fn lossy(mut self) -> Self {
        self.lossy = true;
        self
    }

    /// Reads at most so many bytes: of the file, and of what a compressed file unpacks to.
    #[must_use]
    pub fn max_bytes(mut self, bytes: usize) -> Self {
        self.max_bytes = bytes;
        self
    }

    /// Reads at most so many pages.
    #[must_use]
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.max_pages = pages;
        self
    }
}
