//! The words and signs in which the page shows ratings and the like. No meaning is carried by a colour alone.

use maud::{Markup, html};

use crate::evidence::Modality;
use crate::rating::{Basis, Confidence, Rating, Severity};

/// The ratings in the order in which the page lists them: what a reader looks for first comes first.
pub(super) const RATINGS: [Rating; 5] =
    [Rating::Adverse, Rating::Partial, Rating::Silent, Rating::Met, Rating::NotApplicable];

/// A rating in words.
pub(super) fn rating(rating: Rating) -> &'static str {
    match rating {
        Rating::Adverse => "Adverse",
        Rating::Partial => "Partial",
        Rating::Silent => "Silent",
        Rating::Met => "Met",
        Rating::NotApplicable => "Not applicable",
    }
}

/// The sign that stands beside a rating's word, and for it where there is no room.
pub(super) fn sign(rating: Rating) -> &'static str {
    match rating {
        Rating::Adverse => "✕",
        Rating::Partial => "◐",
        Rating::Silent => "○",
        Rating::Met => "✓",
        Rating::NotApplicable => "–",
    }
}

/// A rating's sign and word on a ground of its colour.
pub(super) fn badge(of: Rating) -> Markup {
    html! {
        span class={ "badge " (of.as_str()) } { span aria-hidden="true" { (sign(of)) } " " (rating(of)) }
    }
}

/// What a rating means.
pub(super) fn meaning(rating: Rating) -> &'static str {
    match rating {
        Rating::Met => "The text clearly promises what the indicator asks, for the ordinary complainant.",
        Rating::Partial => "The text addresses the subject, but vaguely, conditionally or in part.",
        Rating::Silent => "The text says nothing on the subject.",
        Rating::Adverse => "The text states a rule that works against those who complain.",
        Rating::NotApplicable => "The indicator does not apply to this kind of mechanism; it drops out of the score.",
    }
}

/// What a rating stands on.
pub(super) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Text => "the policy’s text",
        Basis::Absence => "the absence of any passage",
        Basis::Mechanism => "the kind of mechanism",
        Basis::Language => "the language of the policy, which was not rated",
        Basis::Coding => "a person's coding",
        Basis::Assessor => "an assessor",
    }
}

/// How sure the tool is, and what that means.
pub(super) fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "The rating rests on plain words, or on the plain absence of any.",
        Confidence::Medium => "The rating rests on weaker signs: a hedge, a wide scope, a vague wording.",
        Confidence::Low => "A person should read the passage before relying on the rating.",
    }
}

/// How much a gap hurts.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => {
            "A rule that works against those who complain, where the gap alone would be of high severity."
        }
        Severity::High => "A gap that keeps people from a fair outcome.",
        Severity::Medium => "A gap that many complainants will feel.",
        Severity::Low => "A gap that makes the mechanism less useful.",
        Severity::None => "Nothing is missing.",
    }
}

/// How a passage commits whom it speaks of, where that is worth saying.
pub(super) fn modality(modality: Modality) -> Option<&'static str> {
    match modality {
        Modality::Binding => None,
        Modality::Hedged => Some("hedged"),
        Modality::Negated => Some("negated"),
    }
}

/// A number of things.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
