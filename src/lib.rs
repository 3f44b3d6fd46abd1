#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod agreement;
mod assessment;
mod changes;
mod coding;
mod evidence;
mod explanation;
mod policy;
mod ranking;
mod rating;
pub mod render;
pub mod report;
mod rubric;
#[cfg(feature = "schema")]
pub mod schema;
mod score;

pub use agreement::Agreement;
pub use changes::{CHANGES_VERSION, Change, ChangeKind, Changes, Compared, CriterionChange, ScoreChange, compare};
pub use coding::{Assessor, Assurance, CodedRating, Coding, CodingError, CodingProblem, VerifiedRatings};
pub use evidence::Modality;
pub use explanation::{Explanation, PassageConsidered, explain};
pub use policy::{
    Block, BlockKind, ContactKind, Description, DescriptionError, Document, DocumentEntry, Form, Policy, Position,
    Provision, ReadError, ReadNote, ReadNoteKind, ReadOptions, Sentence,
};
pub use ranking::{RANKING_VERSION, RankedCriterion, Ranking, RankingCell, RankingEntry, RankingRow, Unread};
pub use rating::{Basis, Confidence, Mechanism, Rating, Severity, UnknownWordError};
pub use report::{Report, assess, assess_all, assess_with};
pub use rubric::{
    Aggregation, Criterion, Duration, DurationUnit, Indicator, Level, LoadError, Problem, Related, RubricSet,
    RubricSource, UnknownNameError,
};
pub use score::{AppliedCap, Points, Score};
