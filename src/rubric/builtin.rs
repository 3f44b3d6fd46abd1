//! The rubric set that the library brings, as it stands in `rubrics/`.

/// The files: name and text, in the order of the set.
pub(super) const FILES: &[(&str, &str)] = &[
    ("<built-in>/set.toml", include_str!("../../rubrics/set.toml")),
    ("<built-in>/lexicon.toml", include_str!("../../rubrics/lexicon.toml")),
    ("<built-in>/predictability.toml", include_str!("../../rubrics/predictability.toml")),
    ("<built-in>/equitability.toml", include_str!("../../rubrics/equitability.toml")),
    ("<built-in>/transparency.toml", include_str!("../../rubrics/transparency.toml")),
    ("<built-in>/independence.toml", include_str!("../../rubrics/independence.toml")),
    ("<built-in>/legitimacy.toml", include_str!("../../rubrics/legitimacy.toml")),
    ("<built-in>/accessibility.toml", include_str!("../../rubrics/accessibility.toml")),
    ("<built-in>/rights-compatibility.toml", include_str!("../../rubrics/rights-compatibility.toml")),
    ("<built-in>/continuous-learning.toml", include_str!("../../rubrics/continuous-learning.toml")),
    ("<built-in>/engagement.toml", include_str!("../../rubrics/engagement.toml")),
];
