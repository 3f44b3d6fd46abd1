//! Rubrics: what a policy is rated against.
//!
//! The files are plain serde types; checked together they become a [`RubricSet`], in which the vocabularies of all
//! rubrics are looked for at once.

mod builtin;
mod check;
mod compile;
mod duration;
mod files;
mod findings;
mod lexicon;
mod load;
mod locate;
mod overlay;
mod phrase;
mod problem;
mod set;
mod shape;
mod source;
#[cfg(test)]
mod tests;

pub use duration::{Duration, DurationUnit};
pub(crate) use lexicon::{BuiltIn, Lexicon, SentenceWord, VocabularyId};
pub use load::RubricSource;
pub(crate) use phrase::Join;
pub use problem::{Level, LoadError, Problem, Related};
pub(crate) use set::{Atom, Cap, Grammar, Pattern, Term, criterion_of};
pub use set::{Criterion, Indicator, RubricSet, UnknownNameError};
pub use source::Aggregation;
#[cfg(feature = "schema")]
pub(crate) use source::{LexiconFile, OverlayFile, RubricFile, SetFile};
pub(crate) use source::{Reads, Turned, Within};
