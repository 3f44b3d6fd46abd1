use super::*;

#[test]
fn identifiers_stand_once() {
    let message = "the criterion `predictability` has two indicators `stages`";
    assert_told("id = \"time-to-reply\"", "id = \"stages\"", "\"stages\"", message, "rename one of them");
    let problems = RubricSource::new().toml("a.toml", RUBRIC).toml("b.toml", RUBRIC).problems();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].file(), "b.toml");
    assert_eq!(problems[0].message(), "there are two rubrics for the criterion `predictability`");
    let related = problems[0].related().unwrap();
    assert_eq!((related.file(), related.position().line), ("a.toml", 3));
    assert!(problems[0].to_string().ends_with("\n  note: the first one stands here: a.toml:3:13"));
    let message = "`Stages` cannot name an indicator";
    let hint = "write lower-case words with hyphens between them: `time-to-reply`";
    assert_told("id = \"stages\"", "id = \"Stages\"", "\"Stages\"", message, hint);
}

#[test]
fn names_of_vocabularies_are_known() {
    assert_told("@decide\"", "@decied\"", "@decied", "there is no vocabulary `@decied`", "did you mean `@decide`?");
    assert_told("\"@inform\"", "\"@infrom\"", "@infrom", "there is no vocabulary `@infrom`", "did you mean `@inform`?");
    let hint = "define it: `[vocabulary.zzz]` with `about` and `phrases`";
    assert_told("soon|promptly", "soon|@zzz", "@zzz", "there is no vocabulary `@zzz`", hint);
    let other = changed(
        RUBRIC,
        &[
            ("\"predictability\"", "\"transparency\""),
            ("[vocabulary.reply]", "[vocabulary.response]"),
            ("@reply ~12", "@response ~12"),
            ("\"@reply\"", "\"@response\""),
        ],
    );
    let problems = RubricSource::new()
        .toml("a.toml", changed(RUBRIC, &[("@decide", "@response")]))
        .toml("b.toml", other)
        .problems();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].hint(), Some("only the rubric of `transparency` has it; move it to the lexicon"));
}

#[test]
fn vocabularies_do_not_hide_each_other() {
    let found = told(&changed(
        RUBRIC,
        &[("[vocabulary.reply]", "[vocabulary.duration]"), ("\"@reply\"", "\"@inform\""), ("@reply ~", "@inform ~")],
    ));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "[vocabulary.duration]");
    assert_eq!(found[0].1, "the vocabulary `duration` is built in and cannot be defined anew");
    let found = told(&format!("{RUBRIC}\n[vocabulary.inform]\nabout = 'Telling'\nphrases = ['tell']\n"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].1, "the vocabulary `inform` hides the lexicon's vocabulary of the same name");
}

#[test]
fn circles_of_vocabularies_are_told_once_with_their_way() {
    let text = format!(
        "{RUBRIC}\n[vocabulary.a]\nabout = 'a'\nphrases = ['@b']\n[vocabulary.b]\nabout = 'b'\nphrases = ['b', '@c']\n\
         [vocabulary.c]\nabout = 'c'\nphrases = ['@a', '@d']\n[vocabulary.d]\nabout = 'd'\nphrases = ['@d', '@inform']\n"
    );
    let found = told(&text);
    let found: Vec<_> = found.iter().map(|(text, message, _)| (text.as_str(), message.as_str())).collect();
    let first = ("'@a'", "vocabularies take each other in: a → b → c → a");
    assert_eq!(found, [first, ("'@d'", "vocabularies take each other in: d → d")]);
}

#[test]
fn phrases_that_cannot_be_read_are_told() {
    for (from, to, underlined, message) in [
        ("\"answer*\"", "\"\"", "\"\"", "the phrase is empty"),
        (
            "\"answer*\"",
            "\"the\"",
            "\"the\"",
            "the phrase can be read as no word at all, and so would match everywhere",
        ),
        ("\"answer*\"", "\"(answer\"", "\"(answer\"", "`(` without its `)`"),
        (
            "\"answer*\"",
            "\"reply to @x\"",
            "\"reply to @x\"",
            "`@` without a name, or inside a word or brackets with other words; names are lower case, as in `@complainant`",
        ),
        ("\"@decide\"", "\"@decide ~\"", "\"@decide ~\"", "`~` needs something on both sides"),
        (
            "\"@decide\"",
            "\"@decide ~90 x\"",
            "\"@decide ~90 x\"",
            "`~90` is not a distance; write `~` or `&` with a number of words up to 60, such as `~5`",
        ),
        ("\"appeal*\"", "\"ap*peal\"", "\"ap*peal\"", "`*` stands inside a word; it may only end one"),
    ] {
        let found = told(&changed(RUBRIC, &[(from, to)]));
        assert_eq!(found.len(), 1, "{to}: {found:?}");
        assert_eq!((found[0].0.as_str(), found[0].1.as_str()), (underlined, message));
        assert!(!found[0].2.is_empty());
    }
}

#[test]
fn what_stands_twice_without_harm_is_a_warning() {
    let text = changed(RUBRIC, &[("\"answer*\"", "\"answer*\", \"reply\"")]);
    let problems = RubricSource::new().toml("my.toml", &text).problems();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].level(), Level::Warning);
    assert_eq!(problems[0].message(), "the vocabulary `reply` holds this already");
    assert_eq!(problems[0].text(), Some("\"reply\""));
    assert!(RubricSet::parse("my.toml", &text).is_ok());
}

#[test]
fn patterns_that_can_never_match_are_told() {
    let add = "add `any = [\"…\"]`, `all = [\"…\"]` or `regex = '…'`";
    let empty = "the pattern is empty: it says nothing that a text must hold";
    assert_told("all = [\"@reply\", \"soon|promptly\"]\n", "", "[[indicator.evidence]]", empty, add);
    assert_told("all = [\"@reply\", \"soon|promptly\"]\n", "all = []", "[[indicator.evidence]]", empty, add);
    let message = "the term stands in `any` too, and so can never match";
    let hint = "remove it from one of the two";
    assert_told(
        "none = [\"appeal*\"]",
        "none = [\"@reply  ~12 @duration\"]",
        "\"@reply  ~12 @duration\"",
        message,
        hint,
    );
    let message = "`at-least` asks for 4 entries of `any`, which has 3";
    assert_told("at-least = 2", "at-least = 4", "4", message, "write more of them, one entry for each that counts");
    assert_told("at-least = 2", "at-least = 0", "0", "`at-least` is 0", "write 1 or more, or leave it out");
    let hint = "write it in single quotes, in the syntax of the Rust crate `regex`: '(?i)\\bart\\. \\d+'";
    let message = "the regular expression cannot be read: unclosed group";
    assert_told("at-least = 2", "at-least = 2\nregex = '(a'", "'(a'", message, hint);
    let message = "the regular expression matches the empty text, and so everywhere";
    assert_told("at-least = 2", "at-least = 2\nregex = 'a*'", "'a*'", message, hint);
    let message = "the regular expression is too large";
    assert_told("at-least = 2", "at-least = 2\nregex = '\\w{5000}'", "'\\w{5000}'", message, hint);
    let message = "a passage cannot be evidence for `silent`";
    assert_told(
        "rates = \"partial\"",
        "rates = \"silent\"",
        "\"silent\"",
        message,
        "write `met`, `partial` or `adverse`",
    );
}

#[test]
fn groups_stand_in_place_of_any() {
    let groups = "groups = [[\"@acknowledge\", \"reply\"], [\"@decide\"]]";
    let any = "any = [\"@acknowledge\", \"@investigate\", \"@decide\"]";
    assert_eq!(told(&changed(RUBRIC, &[(any, groups)])), []);
    let both = format!("{any}\n{groups}");
    let message = "`groups` stands in place of `any`; the pattern has both";
    assert_told(any, &both, "groups", message, "put the terms of `any` into groups of their own");
    assert_told(any, "groups = [[\"a b\"], []]", "[]", "the group is empty", "write at least one term, or remove it");
    // Only what stands in the anchor's sentence contradicts: `all` reaches further.
    let all = format!("{groups}\nall = [\"appeal*\"]\nnone = [\"appeal*\"]");
    assert_eq!(told(&changed(RUBRIC, &[(any, &all)])), []);
}

#[test]
fn bounds_of_durations_are_told() {
    let hint = "write a number and a unit: \"7 days\", \"10 working days\", \"3 months\"";
    assert_told("\"30 days\"", "\"a month\"", "\"a month\"", "`a month` is not a length of time", hint);
    let hint = "write `lasting = { at-most = \"7 days\" }`";
    assert_told("{ at-most = \"30 days\" }", "{}", "{}", "`lasting` sets no bound", hint);
    let message = "no duration is at least 2 months and at most 30 days";
    assert_told("{ at-most", "{ at-least = \"2 months\", at-most", "\"2 months\"", message, "exchange the two");
    let message = "`lasting` compares a `@duration`, and no term of `any`, `groups` or `all` holds one";
    let hint = "add it to a term: `@acknowledge ~12 @duration`";
    assert_told("at-least = 2", "lasting = { at-most = \"1 day\" }", "lasting", message, hint);
    // A vocabulary may hold it.
    let text = changed(
        RUBRIC,
        &[
            ("at-least = 2", "lasting = { at-most = \"1 day\" }"),
            ("\"@decide\"", "\"@reply\""),
            ("\"@inform\"", "\"@duration\""),
        ],
    );
    assert_eq!(told(&text), []);
}

#[test]
fn an_indicator_can_be_met() {
    let text = changed(RUBRIC, &[("rates = \"met\"\nsays = \"describes", "rates = \"adverse\"\nsays = \"describes")]);
    let found = told(&text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "\"stages\"");
    assert_eq!(found[0].1, "the indicator can never be met: none of its patterns rates `met`");
    assert_eq!(told(&changed(&text, &[("at-least = 2", "negated = \"met\"")])), []);
}

#[test]
fn texts_for_readers_are_not_empty() {
    let hint = "write a text that readers can use";
    for (from, to, message) in [
        ("\"Stages\"", "\" \"", "`title` is empty"),
        ("\"describes stages\"", "\"\"", "`says` is empty"),
        ("\"Whether people know what will happen.\"", "\"\"", "`about` is empty"),
        ("\"Describe the stages.\"", "\"\"", "`recommendation` is empty"),
    ] {
        assert_told(from, to, to, message, hint);
    }
    let message = "the indicator names no source";
    let hint = "say where the demand comes from: `sources = [\"UNGP 31(c)\"]`";
    assert_told("[\"UNGP 31(c)\"]", "[]", "[]", message, hint);
}

#[test]
fn weights_can_be_reckoned_with() {
    for (weight, message) in [
        ("-1", "a weight cannot be negative"),
        ("nan", "`weight` is not a number"),
        ("inf", "`weight` is infinite"),
        ("-inf", "`weight` is infinite"),
        ("1e999", "`weight` is infinite"),
        ("0.1234567", "`weight` has more than 6 decimals"),
    ] {
        let found = told(&changed(RUBRIC, &[("weight = 2", &format!("weight = {weight}"))]));
        assert_eq!(found.len(), 1, "{weight}: {found:?}");
        assert_eq!((found[0].0.as_str(), found[0].1.as_str()), (weight, message));
    }
    let text =
        changed(RUBRIC, &[("weight = 2", "weight = 0"), ("severity = \"low\"", "severity = \"low\"\nweight = 0")]);
    assert_eq!(told(&text)[0].1, "all indicators have the weight 0, and no score can be made of them");
    let message = "an indicator's severity cannot be `critical`, which only findings have";
    assert_told("\"low\"", "\"critical\"", "\"critical\"", message, "write `low`, `medium` or `high`");
}

/// What is told of a manifest beside the rubric.
fn told_of_manifest(changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let manifest = r#"kind = "set"
format = 1
name = "mine"
version = "1"
title = "Mine"
rubrics = ["predictability"]
weights = { predictability = 1 }
scale = { met = 1, partial = 0.5, silent = 0, adverse = 0 }
profiles.all = { about = "All", criteria = ["predictability"] }

[[band]]
id = "high"
from = 50
about = "Much"

[[band]]
id = "low"
from = 0
about = "Little"

[[cap]]
indicator = "predictability.stages"
rating = "adverse"
at-most = 49
because = "So it is."
"#;
    let problems = RubricSource::new().toml("set.toml", changed(manifest, changes)).toml("my.toml", RUBRIC).problems();
    problems.iter().map(|problem| (problem.text().unwrap().to_owned(), problem.message().to_owned())).collect()
}

#[test]
fn manifests_fit_together_and_to_the_rubrics() {
    assert_eq!(told_of_manifest(&[]), []);
    for (from, to, underlined, message) in [
        (
            "[\"predictability\"]\nw",
            "[\"predictability\", \"x\"]\nw",
            "\"x\"",
            "there is no rubric for a criterion `x`",
        ),
        (
            "[\"predictability\"]\nw",
            "[\"predictability\", \"predictability\"]\nw",
            "\"predictability\"",
            "`predictability` stands twice in the list",
        ),
        (
            "{ predictability = 1 }",
            "{ predictabilty = 1 }",
            "predictabilty",
            "there is no rubric for a criterion `predictabilty`",
        ),
        (
            "{ predictability = 1 }",
            "{ predictability = 0 }",
            "weights",
            "all criteria have the weight 0, and no score can be made of them",
        ),
        ("met = 1", "met = 1.5", "1.5", "`met` is 1.5"),
        ("partial = 0.5", "partial = nan", "nan", "`partial` is not a number"),
        ("adverse = 0 ", "adverse = 0.75 ", "0.75", "`adverse` is worth more than `partial`"),
        ("criteria = [\"predictability\"]", "criteria = []", "[]", "the list of criteria is empty"),
        ("from = 50", "from = 0", "0", "the band begins at 0, and the one before it at 0"),
        ("from = 50", "from = 101", "101", "`from` is 101"),
        ("from = 0", "from = 10", "10", "the last band begins at 10, and lower scores have no name"),
        ("id = \"high\"", "id = \"low\"", "\"low\"", "there are two bands `low`"),
        (
            "predictability.stages",
            "predictability.stage",
            "\"predictability.stage\"",
            "there is no indicator `predictability.stage`",
        ),
        ("at-most = 49", "at-most = -1", "-1", "`at-most` is -1"),
        ("because = \"So it is.\"", "because = \"\"", "\"\"", "`because` is empty"),
    ] {
        assert_eq!(told_of_manifest(&[(from, to)]), [(underlined.to_owned(), message.to_owned())], "{to}");
    }
}

#[test]
fn a_manifest_lists_its_rubrics() {
    let found = told_of_manifest(&[("[\"predictability\"]\nw", "[]\nw")]);
    let unlisted =
        ("\"predictability\"".to_owned(), "the manifest does not list the criterion `predictability`".to_owned());
    assert_eq!(found, [("[]".to_owned(), "the list of criteria is empty".to_owned()), unlisted]);
}
