use super::*;
use crate::rating::Severity;

const OVERLAY: &str = r#"kind = "overlay"
format = 1

[weights]
predictability = 3

[vocabulary.reply-time]
about = "How fast"
phrases = ["in a flash", "@duration"]

[vocabulary.acknowledge]
about = "More words for it"
phrases = ["drop you a line"]

[adjust."predictability.stages"]
weight = 4
severity = "high"
question = "Which stages?"

[[adjust."predictability.stages".evidence]]
rates = "adverse"
says = "has no stages"
any = ["no (stages|steps)"]

[[add.predictability]]
id = "calendar"
title = "Calendar"
asks = "Is there a calendar?"
met = "Yes."
partial = "Nearly."
sources = ["House rule 1"]
severity = "low"
question = "Have you a calendar?"
recommendation = "Publish a calendar."

[[add.predictability.evidence]]
rates = "met"
says = "has a calendar"
any = ["calendar ~ @reply-time"]

[[cap]]
indicator = "predictability.calendar"
rating = "silent"
at-most = 50
because = "No calendar, no prediction."
"#;

fn source(overlay: &str) -> RubricSource {
    RubricSource::new().toml("my.toml", RUBRIC).toml("over.toml", overlay)
}

#[track_caller]
fn assert_told_of_overlay(from: &str, to: &str, underlined: &str, message: &str, hint: &str) {
    let problems = source(&changed(OVERLAY, &[(from, to)])).problems();
    let found: Vec<_> =
        problems.iter().map(|each| (each.file(), each.text().unwrap(), each.message(), each.hint().unwrap())).collect();
    assert_eq!(found, [("over.toml", underlined, message, hint)]);
}

#[test]
fn an_overlay_changes_and_adds() {
    let set = source(OVERLAY).load().unwrap();
    let ids: Vec<&str> = set.indicators().map(|indicator| indicator.id()).collect();
    assert_eq!(ids, ["predictability.time-to-reply", "predictability.stages", "predictability.calendar"]);
    let stages = set.indicator("predictability.stages").unwrap();
    assert_eq!(stages.severity(), Severity::High);
    assert_eq!(stages.question(), "Which stages?");
    assert_eq!(stages.recommendation(), "Describe the stages.");
    assert_eq!(stages.patterns().count(), 2);
    assert_eq!(set.version(), "unversioned+over");
    assert_ne!(set.digest(), RubricSet::parse("my.toml", RUBRIC).unwrap().digest());
}

#[test]
fn mistakes_of_an_overlay_are_shown_in_it() {
    let message = "there is no indicator `predictability.stagse` to change";
    let (from, to) = ("[adjust.\"predictability.stages\"]", "[adjust.\"predictability.stagse\"]");
    let text = changed(
        OVERLAY,
        &[
            (from, to),
            ("[[adjust.\"predictability.stages\".evidence]]", "[[adjust.\"predictability.stagse\".evidence]]"),
        ],
    );
    let problems = source(&text).problems();
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].message(), problems[0].text()), (message, Some("\"predictability.stagse\"")));
    assert_eq!(problems[0].hint(), Some("did you mean `predictability.stages`?"));
    assert_told_of_overlay(
        "weight = 4",
        "weight = -4",
        "-4",
        "a weight cannot be negative",
        "write 0 for what is reported without counting",
    );
    assert_told_of_overlay(
        "predictability = 3",
        "predictable = 3",
        "predictable",
        "there is no rubric for a criterion `predictable`",
        "did you mean `predictability`?",
    );
    assert_told_of_overlay(
        "\"drop you a line\"",
        "\"drop (you\"",
        "\"drop (you\"",
        "`(` without its `)`",
        "close every bracket: `complainant(|s)`",
    );
    assert_told_of_overlay(
        "\"no (stages|steps)\"",
        "\"no @steps\"",
        "@steps",
        "there is no vocabulary `@steps`",
        "define it: `[vocabulary.steps]` with `about` and `phrases`",
    );
    assert_told_of_overlay(
        "~ @reply-time",
        "~ @reply-tme",
        "@reply-tme",
        "there is no vocabulary `@reply-tme`",
        "did you mean `@reply-time`?",
    );
    let message = "the criterion `predictability` has two indicators `stages`";
    let text = changed(
        OVERLAY,
        &[("id = \"calendar\"", "id = \"stages\""), ("\"predictability.calendar\"", "\"predictability.stages\"")],
    );
    let problems = source(&text).problems();
    assert_eq!((problems[0].file(), problems[0].message()), ("over.toml", message));
    assert_eq!(problems[0].related().unwrap().file(), "my.toml");
    let text = changed(
        OVERLAY,
        &[
            ("[[add.predictability]]", "[[add.transparency]]"),
            ("[[add.predictability.evidence]]", "[[add.transparency.evidence]]"),
        ],
    );
    let problems = source(&text).problems();
    assert_eq!(problems[0].message(), "there is no criterion `transparency` to add to");
}

#[test]
fn overlays_are_laid_one_over_the_other() {
    let second = "kind = \"overlay\"\nformat = 1\nname = \"mine\"\n[adjust.\"predictability.calendar\"]\nseverity = \"medium\"\n\
                  [[cap]]\nindicator = \"predictability.calendar\"\nrating = \"silent\"\nat-most = 60\nbecause = \"Milder.\"\n";
    let set = source(OVERLAY).toml("second.toml", second).load().unwrap();
    assert_eq!(set.indicator("predictability.calendar").unwrap().severity(), Severity::Medium);
    assert_eq!(set.name(), "mine");
    assert_eq!(set.caps.len(), 1);
    assert_eq!(set.caps[0].because, "Milder.");
}

#[test]
fn of_the_aggregation_only_what_is_written_changes() {
    let first = "kind = \"overlay\"\nformat = 1\naggregation = { indicators = \"minimum\" }\n";
    let second = "kind = \"overlay\"\nformat = 1\naggregation = { criteria = \"mean\" }\n";
    let set = RubricSource::new().toml("my.toml", RUBRIC).toml("1.toml", first).toml("2.toml", second).load().unwrap();
    assert_eq!(
        (set.of_indicators, set.of_criteria),
        (crate::rubric::Aggregation::Minimum, crate::rubric::Aggregation::Mean)
    );
}
