use super::*;

#[test]
fn a_rubric_without_fault_has_no_problems() {
    assert_eq!(told(RUBRIC), []);
    let set = RubricSet::parse("my.toml", RUBRIC).unwrap();
    let ids: Vec<&str> = set.indicators().map(|indicator| indicator.id()).collect();
    assert_eq!(ids, ["predictability.time-to-reply", "predictability.stages"]);
}

#[test]
fn unknown_keys_are_told_with_the_nearest() {
    assert_told("weight = 2", "wieght = 2", "wieght", "unknown key `wieght` in an indicator", "did you mean `weight`?");
    assert_told(
        "at-least = 2",
        "at_least = 2",
        "at_least",
        "unknown key `at_least` in a pattern",
        "did you mean `at-least`?",
    );
    let hint = "write one of `about`, `phrases`";
    assert_told(
        "about = \"An answer\"",
        "about = \"An answer\"\nzzz = 1",
        "zzz",
        "unknown key `zzz` in a vocabulary",
        hint,
    );
    // What follows from a misspelt name is not told.
    assert_told(
        "any = [\"@reply",
        "anny = [\"@reply",
        "anny",
        "unknown key `anny` in a pattern",
        "did you mean `any`?",
    );
    let found = told(&changed(RUBRIC, &[("question = \"Within", "quesiton = \"Within")]));
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn missing_keys_are_told_where_their_table_begins() {
    let message = "an indicator lacks `question`";
    assert_told("question = \"What are the stages?\"\n", "", "[[indicator]]", message, "add `question = …`");
    assert_told(
        "says = \"describes stages\"\n",
        "",
        "[[indicator.evidence]]",
        "a pattern lacks `says`",
        "add `says = …`",
    );
    let found = told("kind = \"rubric\"\n");
    let missing: Vec<&str> = found.iter().map(|(_, message, _)| message.as_str()).collect();
    let lacks = ["about", "criterion", "format", "indicator", "principle", "title"]
        .map(|key| format!("a rubric lacks `{key}`"));
    assert_eq!(missing, lacks);
}

#[test]
fn wrong_types_are_told_with_what_they_must_be() {
    let hint = "write it without quotes: 2";
    assert_told("weight = 2", "weight = \"2\"", "\"2\"", "`weight` must be a number, and is a text", hint);
    let message = "`says` must be a text, and is `7`";
    assert_told("says = \"describes stages\"", "says = 7", "7", message, "write it in quotes");
    let message = "`at-least` must be a whole number, 0 or more, and is `-2`";
    assert_told("at-least = 2", "at-least = -2", "-2", message, "");
    let hint = "write it in brackets: `none = [\"…\"]`";
    assert_told(
        "none = [\"appeal*\"]",
        "none = \"appeal*\"",
        "\"appeal*\"",
        "`none` must be a list, and is a text",
        hint,
    );
    let message = "an entry of `none` must be a text, and is `1`";
    assert_told("none = [\"appeal*\"]", "none = [1]", "1", message, "write it in quotes");
    let message = "`lasting` must be `lasting`, a table, and is a text";
    assert_told("{ at-most = \"30 days\" }", "\"30 days\"", "\"30 days\"", message, "");
    let single =
        changed(&RUBRIC[..RUBRIC.find("[[indicator]]\nid = \"stages\"").unwrap()], &[("[[indicator]]", "[indicator]")]);
    let single = single.split("[[indicator.evidence]]").next().unwrap();
    let hint = "write its name in double brackets: `[[…]]`".to_owned();
    let message = "`indicator` must be a list, and is a table".to_owned();
    assert_eq!(told(single), [("[indicator]".to_owned(), message, hint)]);
}

#[test]
fn unknown_words_are_told_with_the_nearest() {
    assert_told(
        "rates = \"partial\"",
        "rates = \"partail\"",
        "\"partail\"",
        "`rates` cannot be `partail`",
        "did you mean `partial`?",
    );
    let hint = "write one of `sentence`, `neighbours`, `block`, `section`, `document`";
    assert_told("within = \"document\"", "within = \"galaxy\"", "\"galaxy\"", "`within` cannot be `galaxy`", hint);
}

#[test]
fn what_is_not_toml_is_told_line_by_line() {
    let text = changed(RUBRIC, &[("weight = 2", "weight = = 2"), ("within = \"document\"", "within = document")]);
    let found: Vec<_> = told(&text).into_iter().map(|(text, message, _)| (text, message)).collect();
    let first = "not TOML: extra `=`, expected nothing".to_owned();
    let second = "not TOML: string values must be quoted, expected literal string".to_owned();
    assert_eq!(found, [("=".to_owned(), first), ("document".to_owned(), second)]);
    // The other files' mistakes are told all the same, but nothing that hangs on the broken one.
    let problems = RubricSource::new()
        .toml("broken.toml", changed(RUBRIC, &[("weight = 2", "weight = ")]))
        .toml("overlay.toml", "kind = \"overlay\"\nformat = 1\nweigths = {}\nadjust.\"predictability.no\".weight = 1\n")
        .problems();
    let files: Vec<_> = problems.iter().map(|problem| (problem.file(), problem.position().unwrap().line)).collect();
    assert_eq!(files, [("broken.toml", 19), ("overlay.toml", 3)]);
}

#[test]
fn a_file_says_what_it_is() {
    assert_told(
        "kind = \"rubric\"",
        "kind = \"rubrik\"",
        "\"rubrik\"",
        "`rubrik` is not a kind of file",
        "did you mean `rubric`?",
    );
    assert_told("kind = \"rubric\"\n", "", "", "a rubric lacks `kind`", "add `kind = …`");
    let message = "the file is written in version 2 of the rubric format; this library reads 1";
    assert_told("format = 1", "format = 2", "2", message, "write `format = 1`, if that is what it is written in");
    let found = told("title = 'x'\n");
    assert_eq!(found[0].1, "the file does not say what it is");
}

#[test]
fn ten_mistakes_are_told_at_once() {
    let text = changed(
        RUBRIC,
        &[
            ("principle = ", "principal = "),
            ("\"answer*\"", "\"ans*wer\""),
            ("weight = 2", "weight = -2"),
            ("severity = \"high\"", "severity = \"hihg\""),
            ("@acknowledge ~12", "@acknowlege ~12"),
            ("\"30 days\"", "\"a month\""),
            ("partial\"\nsays = \"promises a reply\"", "partial\"\nsays = \"\""),
            ("id = \"stages\"", "id = \"time-to-reply\""),
            ("question = \"What are the stages?\"\n", ""),
            ("at-least = 2", "at-least = 4"),
        ],
    );
    let error = RubricSet::parse("rubrics/mine.toml", &text).unwrap_err();
    assert_eq!(error.problems().len(), 10);
    insta::assert_snapshot!(error, @r#"
    rubrics/mine.toml:5:1: error: unknown key `principal` in a rubric
      5 | principal = "31(c)"
        | ^^^^^^^^^
      help: did you mean `principle`?
    rubrics/mine.toml:10:30: error: `*` stands inside a word; it may only end one
      10 | phrases = ["(|first )reply", "ans*wer", "@inform"]
         |                              ^^^^^^^^^
      help: write the star at the end of a word: `investigat*`
    rubrics/mine.toml:19:10: error: a weight cannot be negative
      19 | weight = -2
         |          ^^
      help: write 0 for what is reported without counting
    rubrics/mine.toml:20:12: error: `severity` cannot be `hihg`
      20 | severity = "hihg"
         |            ^^^^^^
      help: did you mean `high`?
    rubrics/mine.toml:27:33: error: there is no vocabulary `@acknowlege`
      27 | any = ["@reply ~12 @duration", "@acknowlege ~12 @duration"]
         |                                 ^^^^^^^^^^^
      help: did you mean `@acknowledge`?
    rubrics/mine.toml:29:23: error: `a month` is not a length of time
      29 | lasting = { at-most = "a month" }
         |                       ^^^^^^^^^
      help: write a number and a unit: "7 days", "10 working days", "3 months"
    rubrics/mine.toml:33:8: error: `says` is empty
      33 | says = ""
         |        ^^
      help: write a text that readers can use
    rubrics/mine.toml:36:1: error: an indicator lacks `question`
      36 | [[indicator]]
         | ^^^^^^^^^^^^^
      help: add `question = …`
    rubrics/mine.toml:37:6: error: the criterion `predictability` has two indicators `time-to-reply`
      37 | id = "time-to-reply"
         |      ^^^^^^^^^^^^^^^
      help: rename one of them
      note: the first one stands here: rubrics/mine.toml:13:6
    rubrics/mine.toml:51:12: error: `at-least` asks for 4 entries of `any`, which has 3
      51 | at-least = 4
         |            ^
      help: write more of them, one entry for each that counts
    10 errors
    "#);
}
