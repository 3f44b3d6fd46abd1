//! The JSON Schemas of everything that is written or read: report, rubric, lexicon, manifest, overlay, description.

use serde_json::Value;

use crate::agreement::Agreement;
use crate::changes::Changes;
use crate::policy::RawDescription;
use crate::ranking::Ranking;
use crate::report::Report;
use crate::rubric::{LexiconFile, OverlayFile, RubricFile, SetFile};

/// Every schema by the name of its file in the folder `schemas`.
pub fn all() -> [(&'static str, Value); 9] {
    [
        ("report", report()),
        ("agreement", agreement()),
        ("changes", changes()),
        ("ranking", ranking()),
        ("rubric", rubric()),
        ("lexicon", lexicon()),
        ("set", set()),
        ("overlay", overlay()),
        ("description", description()),
    ]
}

/// The schema of a report, as [`render::json`](crate::render::json) writes it.
pub fn report() -> Value {
    schemars::schema_for!(Report).to_value()
}

/// The schema of an agreement, as [`render::agreement::json`](crate::render::agreement::json) writes it.
pub fn agreement() -> Value {
    schemars::schema_for!(Agreement).to_value()
}

/// The schema of changes, as [`render::changes::json`](crate::render::changes::json) writes them.
pub fn changes() -> Value {
    schemars::schema_for!(Changes).to_value()
}

/// The schema of a ranking, as [`render::ranking::json`](crate::render::ranking::json) writes it.
pub fn ranking() -> Value {
    schemars::schema_for!(Ranking).to_value()
}

/// The schema of a rubric: one criterion, its indicators and what counts as evidence.
pub fn rubric() -> Value {
    schemars::schema_for!(RubricFile).to_value()
}

/// The schema of a rubric set's lexicon.
pub fn lexicon() -> Value {
    schemars::schema_for!(LexiconFile).to_value()
}

/// The schema of a rubric set's manifest.
pub fn set() -> Value {
    schemars::schema_for!(SetFile).to_value()
}

/// The schema of an overlay over a rubric set.
pub fn overlay() -> Value {
    schemars::schema_for!(OverlayFile).to_value()
}

/// The schema of a description of a policy.
pub fn description() -> Value {
    schemars::schema_for!(RawDescription<String>).to_value()
}
