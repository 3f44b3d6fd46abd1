//! The words in which everything is rated: rating, confidence, severity, kind of mechanism.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A word that is none of those expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not a {what}; expected {expected}")]
pub struct UnknownWordError {
    what: &'static str,
    found: String,
    expected: String,
}

/// An enum of words that are spelled the same in TOML, JSON and on the command line.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident ($what:literal) { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &[$name] = &[$($name::$variant,)+];

            /// The word as it stands in TOML, JSON and on the command line.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownWordError;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|each| each.as_str() == word).ok_or_else(|| UnknownWordError {
                    what: $what,
                    found: word.to_owned(),
                    expected: Self::ALL.iter().map(|each| each.as_str()).collect::<Vec<_>>().join(", "),
                })
            }
        }
    };
}

words! {
    /// What a rating stands on.
    Basis ("basis") {
        /// The policy's text.
        Text = "text",
        /// The plain absence of any text.
        Absence = "absence",
        /// The kind of mechanism, to which the indicator does not apply.
        Mechanism = "mechanism",
        /// The language of the policy, which the rubrics are not written for.
        Language = "language",
        /// The coding of a person.
        Coding = "coding",
        /// An assessor that an embedder brought along.
        Assessor = "assessor",
    }
}

words! {
    /// What a policy does about an indicator.
    Rating ("rating") {
        /// The text clearly promises what the indicator asks, for the ordinary complainant.
        Met = "met",
        /// The text addresses the subject, but vaguely, conditionally or in part.
        Partial = "partial",
        /// The text says nothing on the subject.
        Silent = "silent",
        /// The text states a rule that defeats the subject.
        Adverse = "adverse",
        /// The indicator does not apply to this policy; it has no value and drops out of the score.
        NotApplicable = "not-applicable",
    }
}

words! {
    /// How sure the tool is of a rating.
    Confidence ("confidence") {
        /// A person should read the passage before relying on the rating.
        Low = "low",
        /// The rating rests on weaker signs: a hedge, a wide scope, a vague wording.
        Medium = "medium",
        /// The rating rests on plain words, or on the plain absence of any.
        High = "high",
    }
}

impl Confidence {
    /// One step less sure.
    pub(crate) fn lowered(self) -> Self {
        match self {
            Confidence::High => Confidence::Medium,
            Confidence::Medium | Confidence::Low => Confidence::Low,
        }
    }
}

words! {
    /// How much a gap matters to those who complain.
    Severity ("severity") {
        /// Nothing is missing.
        None = "none",
        /// A gap that makes the mechanism less useful.
        Low = "low",
        /// A gap that many complainants will feel.
        Medium = "medium",
        /// A gap that keeps people from a fair outcome.
        High = "high",
        /// A rule that works against those who complain, where the gap alone would be of high severity.
        Critical = "critical",
    }
}

words! {
    /// The kind of grievance mechanism (UNGP 25 to 31). Principle 31(h), engagement and dialogue, binds
    /// operational-level mechanisms only.
    Mechanism ("kind of mechanism") {
        /// Run by a company, alone or with others, for those it may harm (UNGP 29).
        OperationalLevel = "operational-level",
        /// Run by an industry, multi-stakeholder or other collaborative initiative (UNGP 30).
        MultiStakeholder = "multi-stakeholder",
        /// Run by a State, judicial or not (UNGP 26 and 27).
        StateBased = "state-based",
        /// Run by an international or regional body (UNGP 28).
        International = "international",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_serde_display_and_from_str_are_the_same() {
        for &rating in Rating::ALL {
            assert_eq!(serde_json::to_string(&rating).unwrap(), format!("\"{rating}\""));
            assert_eq!(rating.as_str().parse::<Rating>().unwrap(), rating);
        }
        for &mechanism in Mechanism::ALL {
            assert_eq!(serde_json::to_string(&mechanism).unwrap(), format!("\"{mechanism}\""));
        }
    }

    #[test]
    fn an_unknown_word_is_answered_with_the_known_ones() {
        assert_eq!(
            "good".parse::<Severity>().unwrap_err().to_string(),
            "`good` is not a severity; expected none, low, medium, high, critical"
        );
    }
}
