//! Durations in a text: "within seven (7) working days", "no later than 3 months", "48 hours".

use std::ops::Range;

use crate::policy::Document;
use crate::rubric::{Duration, DurationUnit};

/// All durations among a document's words, with the words that state them, in reading order.
pub(super) fn find(document: &Document, words: Range<usize>) -> Vec<(Range<usize>, Duration)> {
    let mut found = Vec::new();
    for at in words {
        if let Some(unit) = unit(document.word(at)) {
            let sentence = document.sentences[document.sentence_of_word(at)].words.clone();
            found.extend(ending_in(document, sentence, at, unit));
        }
    }
    found
}

/// The unit that a word names, and how many of it one such word means.
fn unit(word: &str) -> Option<(DurationUnit, u32)> {
    match word {
        "fortnight" => Some((DurationUnit::Weeks, 2)),
        word => DurationUnit::of_word(word).map(|unit| (unit, 1)),
    }
}

/// The duration whose unit is the word `at`.
fn ending_in(
    document: &Document,
    sentence: Range<usize>,
    at: usize,
    (unit, times): (DurationUnit, u32),
) -> Option<(Range<usize>, Duration)> {
    let word = |at: usize| sentence.contains(&at).then(|| document.word(at));
    let after = (word(at + 1), word(at + 2));
    // "24 hours a day", "16 years old", "7 days a week": no time for anything.
    if let (Some("day" | "week" | "old" | "ago"), _) | (Some("of"), Some("age")) | (Some("per"), Some("day" | "week")) =
        after
    {
        return None;
    }
    let mut first = at;
    let mut unit = unit;
    let before = |first: usize| first.checked_sub(1).and_then(word);
    match before(first) {
        Some("working" | "business" | "banking" | "week") if unit == DurationUnit::Days => {
            unit = DurationUnit::WorkingDays;
            first -= 1;
        }
        Some("calendar" | "clear" | "consecutive" | "full" | "further" | "additional" | "complete" | "solar") => {
            first -= 1
        }
        _ => {}
    }
    // "2 or more years"
    if before(first) == Some("more") && first.checked_sub(2).and_then(word) == Some("or") {
        first -= 2;
    }
    let mut amount = None;
    // "seven (7)", "7 (seven)", "two to three", "2-3": the last number counts, which is the longest.
    while let Some(number) = before(first).and_then(number) {
        first -= 1;
        amount.get_or_insert(number);
        if before(first).is_some_and(|word| matches!(word, "to" | "or"))
            && before(first - 1).and_then(self::number).is_some()
        {
            first -= 1;
        }
    }
    // "twenty four": the tens stand before the ones.
    if let (Some(ones @ 1..10), Some(tens)) = (amount, number_in_words(document, first, at)) {
        amount = Some(tens + ones);
    }
    if amount.is_none() {
        // "within a month", "in a year's time", "less than one week"
        let single = matches!(document.word(at), "hour" | "day" | "week" | "month" | "year" | "fortnight");
        if single && matches!(before(first), Some("within" | "than" | "least" | "every" | "after")) {
            amount = Some(1);
        }
    }
    Some((first..at + 1, Duration { amount: amount?.checked_mul(times)?, unit }))
}

/// The tens that a number in two words begins with, if `first` is the first of them.
fn number_in_words(document: &Document, first: usize, at: usize) -> Option<u32> {
    let word = document.word(first);
    let in_letters = first + 1 < at && !word.starts_with(|c: char| c.is_ascii_digit());
    in_letters.then(|| number(word)).flatten().filter(|&tens| tens >= 20 && tens % 10 == 0)
}

fn number(word: &str) -> Option<u32> {
    const SMALL: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    const TENS: [&str; 10] = ["", "", "", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return word.parse().ok().filter(|&number: &u32| number > 0 && number < 10_000);
    }
    let at = |words: &[&str]| words.iter().position(|each| *each == word).and_then(|at| u32::try_from(at).ok());
    at(&SMALL)
        .filter(|&number| number > 0)
        .or_else(|| at(&TENS).map(|tens| tens * 10))
        .or((word == "hundred").then_some(100))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        {
            let document = Document::text("t", text);
            find(&document, 0..document.word_count())
        }
        .into_iter()
        .map(|(_, duration)| duration.to_string())
        .collect()
    }

    #[test]
    fn numbers_stand_in_digits_words_or_both() {
        assert_eq!(found("We reply within seven (7) working days."), ["7 working days"]);
        assert_eq!(found("No later than 3 months after receipt."), ["3 months"]);
        assert_eq!(found("In 48 hours, or forty-eight hours."), ["48 hours", "48 hours"]);
        assert_eq!(found("30 (thirty) calendar days"), ["30 days"]);
        assert_eq!(found("a three-month period; a 2-week window"), ["3 months", "2 weeks"]);
        assert_eq!(found("Twenty-one days, twenty one days, 21 days."), ["21 days", "21 days", "21 days"]);
        assert_eq!(found("for 2 or more years"), ["2 years"]);
        assert_eq!(found("two to three weeks; 5-10 business days"), ["3 weeks", "10 working days"]);
        assert_eq!(found("within a month, or within one fortnight"), ["1 month", "2 weeks"]);
    }

    #[test]
    fn not_every_unit_is_a_duration() {
        for text in [
            "24 hours a day, 7 days a week",
            "a child of 16 years of age",
            "the day after",
            "business hours",
            "18 years old",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
