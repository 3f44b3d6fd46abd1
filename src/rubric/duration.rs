//! Durations as rubrics compare them: "7 days", "12 months", "48 hours".

use std::fmt;

/// The unit that a duration is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DurationUnit {
    /// Hours.
    Hours,
    /// Calendar days, or days that are not said to be others.
    Days,
    /// Working or business days: five of them are a week.
    WorkingDays,
    /// Weeks of seven days.
    Weeks,
    /// Months: twelve of them are a year of 365 days.
    Months,
    /// Years of 365 days.
    Years,
}

impl DurationUnit {
    /// The unit that a folded word names, singular or plural.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        match word {
            "hour" | "hours" | "hr" | "hrs" => Some(DurationUnit::Hours),
            "day" | "days" => Some(DurationUnit::Days),
            "week" | "weeks" => Some(DurationUnit::Weeks),
            "month" | "months" => Some(DurationUnit::Months),
            "year" | "years" => Some(DurationUnit::Years),
            _ => None,
        }
    }

    fn hours(self) -> f64 {
        match self {
            DurationUnit::Hours => 1.0,
            DurationUnit::Days => 24.0,
            DurationUnit::WorkingDays => 24.0 * 7.0 / 5.0,
            DurationUnit::Weeks => 24.0 * 7.0,
            DurationUnit::Months => 24.0 * 365.0 / 12.0,
            DurationUnit::Years => 24.0 * 365.0,
        }
    }
}

/// A length of time as a policy states it.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Duration {
    /// How many of the unit.
    pub amount: u32,
    /// The unit.
    pub unit: DurationUnit,
}

impl Duration {
    /// The length in hours, by the calendar: a working day is a fifth of a week, a month a twelfth of 365 days.
    pub fn hours(&self) -> f64 {
        f64::from(self.amount) * self.unit.hours()
    }

    /// Reads a duration as a rubric writes it: `"7 days"`, `"10 working days"`.
    pub(crate) fn of_rubric(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let amount = words.next()?.parse().ok()?;
        let (unit, rest) = match (words.next()?, words.next()) {
            ("working" | "business", Some("day" | "days")) => (DurationUnit::WorkingDays, None),
            (unit, rest) => (DurationUnit::of_word(unit)?, rest),
        };
        (rest.is_none() && words.next().is_none()).then_some(Duration { amount, unit })
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            DurationUnit::Hours => "hour",
            DurationUnit::Days => "day",
            DurationUnit::WorkingDays => "working day",
            DurationUnit::Weeks => "week",
            DurationUnit::Months => "month",
            DurationUnit::Years => "year",
        };
        write!(f, "{} {unit}{}", self.amount, if self.amount == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rubrics_write_a_number_and_a_unit() {
        assert_eq!(Duration::of_rubric("7 days").unwrap().to_string(), "7 days");
        assert_eq!(Duration::of_rubric("1 business day").unwrap().to_string(), "1 working day");
        for text in ["", "days", "7", "seven days", "7 days later", "-1 days", "7 fortnights"] {
            assert_eq!(Duration::of_rubric(text), None, "{text}");
        }
    }

    #[test]
    fn five_working_days_are_a_week() {
        let week = Duration { amount: 1, unit: DurationUnit::Weeks };
        assert_eq!(Duration { amount: 5, unit: DurationUnit::WorkingDays }.hours(), week.hours());
    }
}
