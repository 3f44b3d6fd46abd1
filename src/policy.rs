//! A company's description of its mechanism: documents, read into blocks and sentences with their spans.
//!
//! One reader per form ([`Form`]), all giving the same [`Document`]. The source is never changed: lines are
//! joined, markup dropped and words folded beside it, and every span counts the source's bytes.

mod description;
mod document;
mod draft;
mod html;
mod layout;
mod lines;
mod look;
mod markdown;
mod matter;
mod mend;
#[cfg(feature = "docx")]
mod office;
mod options;
#[cfg(feature = "pdf")]
mod pdf;
mod pieces;
mod plain;
#[cfg(test)]
mod properties;
mod quotes;
mod read_error;
mod reading;
mod sentences;
mod signature;
#[cfg(test)]
mod tests;
#[cfg(feature = "html")]
mod web_page;

#[cfg(feature = "schema")]
pub(crate) use description::Raw as RawDescription;
pub use description::{Description, DescriptionError, DocumentEntry, Provision};
pub(crate) use document::Break;
pub use document::{Block, BlockKind, ContactKind, Document, Form, ReadNote, ReadNoteKind, Sentence};
pub(crate) use layout::{folded_words, is_word};
pub(crate) use lines::Lines;
pub use lines::Position;
pub use options::ReadOptions;
pub(crate) use quotes::{Quotable, nearest};
pub use read_error::ReadError;

use crate::rating::Mechanism;

/// What is rated: one or more documents, and what is known about them.
///
/// ```
/// use principle31::{Document, Policy};
///
/// let policy = Policy::new(Document::markdown("policy.md", "# Complaints\n\nWe reply within seven days."))
///     .company("Example Ltd")
///     .and(Document::text("faq.txt", "You may write to us."));
/// assert_eq!(policy.documents().len(), 2);
/// ```
#[derive(Debug, Clone)]
pub struct Policy {
    documents: Vec<Document>,
    company: Option<String>,
    title: Option<String>,
    mechanism: Mechanism,
    url: Option<String>,
    date: Option<String>,
}

impl Policy {
    /// A policy of one document, of an operational-level mechanism.
    pub fn new(document: Document) -> Self {
        Self::of(vec![document])
    }

    /// A policy of these documents, in this order. A policy without any is silent on everything.
    pub fn of(documents: Vec<Document>) -> Self {
        Policy { documents, company: None, title: None, mechanism: Mechanism::OperationalLevel, url: None, date: None }
    }

    /// Adds a document.
    #[must_use]
    pub fn and(mut self, document: Document) -> Self {
        self.documents.push(document);
        self
    }

    /// Says whose policy it is.
    #[must_use]
    pub fn company(mut self, company: impl Into<String>) -> Self {
        self.company = Some(company.into());
        self
    }

    /// Says what the policy is called.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Says what kind of mechanism it describes. Some indicators apply to some kinds only.
    #[must_use]
    pub fn mechanism(mut self, mechanism: Mechanism) -> Self {
        self.mechanism = mechanism;
        self
    }

    /// Says where it was published.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Says as of when it was read, in the words that the report shall carry (ISO 8601 recommended).
    #[must_use]
    pub fn date(mut self, date: impl Into<String>) -> Self {
        self.date = Some(date.into());
        self
    }

    /// The documents.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// Whose policy it is, if said.
    pub fn company_name(&self) -> Option<&str> {
        self.company.as_deref()
    }

    /// What it is called, if said.
    pub fn title_text(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The kind of mechanism.
    pub fn mechanism_kind(&self) -> Mechanism {
        self.mechanism
    }

    /// Where it was published, if said.
    pub fn url_text(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// As of when, if said.
    pub fn date_text(&self) -> Option<&str> {
        self.date.as_deref()
    }
}
