//! What a frame can say, what is refused, and that it means what it means in Jinja.

use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior};
use serde_json::{Value, json};

use super::*;
use crate::render::safe;

/// The values of a letter with three questions on two criteria.
fn values() -> Value {
    let clause = |quote: &str, heading: Option<&str>| json!({ "quote": quote, "document": "a.md", "place": "line 1", "heading": heading, "says": "says so" });
    let question = |number: usize, rating: &str, clauses: Vec<Value>| {
        json!({
            "number": number, "question": format!("Question *{number}*?"), "indicator": "a.b", "title": "B", "rating": rating,
            "recommendation": "Do.", "needs_review": number == 2, "clauses": clauses,
        })
    };
    json!({
        "company": "<b>Example</b> & Sons",
        "policy": { "title": "# {{ count }} {% raw %}", "url": "https://example.com/a_b", "date": null, "mechanism": "state-based" },
        "sender": null, "recipient": null, "date": null, "deadline": "1. May", "count": 3,
        "criteria": [
            { "title": "One", "principle": "31(c)", "questions": [
                question(1, "silent", vec![]),
                question(2, "adverse", vec![clause("[x](y) `z`", Some("Head")), clause("> q", None)]),
            ] },
            { "title": "Two", "principle": null, "questions": [question(3, "partial", vec![clause("p", None)])] },
        ],
        "rubrics": { "name": "r", "version": "1", "title": "R" },
        "tool": { "name": "t", "version": "2" },
    })
}

/// Nothing is known, and nothing is asked.
fn nothing() -> Value {
    json!({
        "company": null, "policy": { "title": null, "url": null, "date": null, "mechanism": "international" },
        "sender": null, "recipient": null, "date": null, "deadline": null, "count": 0, "criteria": [],
        "rubrics": { "name": "r", "version": "1", "title": "R" }, "tool": { "name": "t", "version": "2" },
    })
}

fn written(frame: &str, values: &Value) -> String {
    Frame::parse("f.md", frame).unwrap_or_else(|error| panic!("{error}")).write(values)
}

#[track_caller]
fn refused(frame: &str, expected: &str) {
    let error = Frame::parse("f.md", frame).expect_err(frame).to_string();
    assert!(error.starts_with(expected), "{frame}\n{error}\n{expected}");
}

const EVERYTHING: &str = "{# all of it #}\n{{ company or 'you' }} {{ sender or \"us\" }}\n\
    {% if policy.title %}\nT {{ policy.title }}{% endif %} {% if not policy.date %}none{% else %}{{ policy.date }}{% endif %}\n\
    {% if policy.mechanism == 'state-based' %}S{% elif count %}C{% else %}N{% endif %}\n\
    {% if policy.mechanism != \"state-based\" %}\nnot S\n{% endif %}\n\
    {% for c in criteria %}\n## {{ c.title }}{% if c.principle %} {{ c.principle }}{% endif %}\n\n\
    {% for q in c.questions %}\n{{ q.number }}. {{ q.question }}{% if q.needs_review %} (!){% endif %}\n\n\
    {% if q.clauses %}{% for k in q.clauses %}> {{ k.quote }} {{ k.heading or '–' }}\n\n{% endfor %}{% else %}-\n{% endif %}\n\
    {% endfor %}\n{% endfor %}\n{% for c in criteria %}{{ c.title }}, {% endfor %}{{ count }} {{ deadline or '-' }}";

#[test]
fn a_frame_writes_values_tests_and_lists() {
    insta::assert_snapshot!(written(EVERYTHING, &values()), @r"
    \<b\>Example\</b\> &amp; Sons us
    T \# \{\{ count }} \{% raw %} none
    S
    ## One 31(c)

    1. Question \*1\*?

    -
    2. Question \*2\*? (!)

    > \[x\](y) \`z\` Head

    > \> q –

    ## Two

    3. Question \*3\*?

    > p –

    One, Two, 3 1\. May
    ");
}

#[test]
fn a_frame_means_what_it_means_in_jinja() {
    // The same rule for what is inserted; `policy.url` would be a link here only.
    fn escaped(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &minijinja::Value) -> Result<(), minijinja::Error> {
        let text = if value.is_safe() { value.to_string() } else { safe::markdown(&value.to_string()) };
        out.write_str(&text).map_err(minijinja::Error::from)
    }
    let mut jinja = Environment::new();
    jinja.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    jinja.set_undefined_behavior(UndefinedBehavior::Strict);
    jinja.set_formatter(escaped);
    for frame in [EVERYTHING, &BUILTIN.replace("{{ policy.url }}", "{{ policy.title or '' }}")] {
        for values in [values(), nothing()] {
            let context: minijinja::Value = serde_json::from_value(values.clone()).unwrap();
            let theirs = jinja.render_str(frame, context).unwrap();
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(words(&written(frame, &values)), words(&theirs));
        }
    }
}

#[test]
fn the_built_in_frame_is_read() {
    let frame = Frame::builtin();
    assert_eq!(frame.text(), BUILTIN);
    assert!(
        frame
            .write(&values())
            .starts_with("# Questions on the grievance mechanism of \\<b\\>Example\\</b\\> &amp; Sons\n")
    );
    assert!(frame.write(&nothing()).contains("We have no questions"));
}

#[test]
fn a_web_address_is_a_link_and_nothing_else_is() {
    assert_eq!(written("{{ policy.url or '' }}", &values()), "<https://example.com/a_b>\n");
    let mut values = values();
    values["policy"]["url"] = "javascript:alert(1) [x](y)".into();
    assert_eq!(written("{{ policy.url or '' }}", &values), "javascript:alert(1) \\[x\\](y)\n");
}

#[test]
fn blank_lines_become_one_and_line_breaks_stay() {
    assert_eq!(written("\n\na  \nb\n \n\n\nc\n\n", &nothing()), "a  \nb\n\nc\n");
    assert_eq!(written("", &nothing()), "\n");
}

#[test]
fn names_that_are_not_known_are_answered_with_those_that_are() {
    refused(
        "a\nDear {{ compnay }}",
        "f.md:2:9: unknown name `compnay` (did you mean `company`?); known are company, policy, ",
    );
    refused(
        "{{ policy.titel }}",
        "f.md:1:4: unknown name `policy.titel` (did you mean `policy.title`?); known are policy.title, policy.url",
    );
    refused(
        "é{% for c in criteria %}{{ c.questoins }}",
        "f.md:1:28: unknown name `c.questoins` (did you mean `c.questions`?); known are c.title",
    );
    // In branches that no letter reaches, too; and after its loop a name is gone.
    refused("{% if count == 'x' %}", "f.md:1:7: `count` is no text; expected it alone after `if`");
    refused("{% for c in criteria %}{% endfor %}{{ c.title }}", "f.md:1:39: unknown name `c.title`");
    refused("{{ company.name }}", "f.md:1:4: `company.name`: `company` has no names in it");
}

#[test]
fn what_stands_under_a_name_is_used_as_what_it_is() {
    refused("{{ policy }}", "f.md:1:4: `policy` stands for several; expected one of policy.title, ");
    refused("{{ criteria }}", "f.md:1:4: `criteria` is a list; expected it in `{% for … in criteria %}`");
    refused("{% for x in company %}", "f.md:1:13: `company` is no list; expected one, such as `criteria`");
    refused(
        "{% for c in criteria %}{% for q in c.questions %}{{ q.needs_review }}",
        "f.md:1:53: `q.needs_review` is yes or no",
    );
    refused(
        "{% if policy.mechanism == \"state\" %}",
        "f.md:1:27: `policy.mechanism` is never “state”; expected one of operational-level, ",
    );
    refused("{% for company in criteria %}", "f.md:1:8: `company` is taken");
    refused("{% for if in criteria %}", "f.md:1:8: `if` is no name");
}

#[test]
fn what_may_be_missing_has_something_in_its_place() {
    let expected = "`sender` may be missing; expected what to write then, `{{ sender or \"words\" }}`, or the value inside `{% if sender %}`";
    for (frame, place) in [
        ("{{ sender }}", "1:4"),
        ("{% if not sender %}{{ sender }}{% endif %}", "1:23"),
        ("{% if sender %}{% else %}{{ sender }}{% endif %}", "1:29"),
        ("{% if company %}{{ sender }}{% endif %}", "1:20"),
        ("{% if sender %}{% endif %}{{ sender }}", "1:30"),
        ("{% if sender != 'A' %}{{ sender }}{% endif %}", "1:26"),
    ] {
        refused(frame, &format!("f.md:{place}: {expected}"));
    }
    for frame in [
        "{% if sender %}{{ sender }}{% endif %}",
        "{% if not sender %}-{% else %}{{ sender }}{% endif %}",
        "{% if not sender %}-{% elif count %}{{ sender }}{% endif %}",
        "{% if sender == 'A' %}{{ sender }}{% endif %}",
        "{% if sender %}{% for c in criteria %}{{ sender }}{% endfor %}{% endif %}",
    ] {
        written(frame, &nothing());
    }
}

#[test]
fn what_is_not_well_formed_is_told_with_its_place() {
    refused("a {{ company", "f.md:1:3: `{{` is not closed; expected `}}` after it");
    refused("\n{% if count %}\na", "f.md:2:4: `if` is not closed; expected `{% endif %}`");
    refused("{% endif %}", "f.md:1:4: `endif` closes nothing that is open");
    refused("{% for c in criteria %}{% endif %}", "f.md:1:27: found `endif`; expected `endfor`, which closes `for`");
    refused("{% if count %}{% else %}{% else %}", "f.md:1:28: found `else`; expected `endif`, which closes `if`");
    refused("{% if count %}{% endif count %}", "f.md:1:24: found `count`; expected the end of the tag");
    refused("{% include 'a' %}", "f.md:1:4: `include` is no tag of a frame; expected `if`, ");
    refused("{% %}", "f.md:1:3: found nothing; expected `if`, ");
    refused("{{ }}", "f.md:1:3: found nothing; expected a name");
    refused("{{ company | upper }}", "f.md:1:12: `|` is no part of a frame; expected a name");
    refused("{{ company or name }}", "f.md:1:15: found `name`; expected words in quotation marks after `or`");
    refused("{{ company or \"a }}", "f.md:1:1: `{{` is not closed");
    refused("{% for c of criteria %}", "f.md:1:10: found `of`; expected `in` and a list");
}

#[test]
fn no_html_and_no_value_in_an_address() {
    refused("a\n\n<div>\n{{ company or 'x' }}", "f.md:3:1: `<div>`: a frame is Markdown without HTML");
    refused("a <{{ company or 'x' }}>", "f.md:1:3: `<`: a frame is Markdown without HTML");
    refused("[a]({{ policy.url or 'x' }})", "f.md:1:3: a value in a link's address");
    refused("[a](javascript:x)", "f.md:1:3: a link to `javascript:x`; expected an address that begins with https://");
}

#[test]
fn no_frame_takes_for_ever() {
    refused(&"{% for c in criteria %}".repeat(2), "f.md:1:31: `c` is taken");
    refused("{% for c in criteria %}{% for d in criteria %}", "f.md:1:36: a loop through `criteria` is open already");
    let deep = "{% if count %}".repeat(100_000);
    refused(&deep, "f.md:1:452: tags stand in tags more than 32 deep");
    let long = "{% for c in criteria %}{{ c.title }}{% endfor %}".repeat(10_000);
    assert_eq!(written(&long, &values()).len(), 60_001);
}

proptest::proptest! {
    #[test]
    fn any_text_is_a_frame_or_an_error(parts in proptest::collection::vec(parts(), 0..30)) {
        let text = parts.concat();
        match Frame::parse("f.md", text.as_str()) {
            Ok(frame) => {
                frame.write(&values());
                frame.write(&nothing());
            }
            Err(error) => proptest::prop_assert!(error.line() <= text.matches('\n').count() + 1, "{}", error),
        }
    }
}

/// Parts that frames are made of, and others.
fn parts() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let words = [
        "{{ ",
        " }}",
        "{% ",
        " %}",
        "{# ",
        " #}",
        "if ",
        "elif ",
        "else",
        "endif",
        "for c in ",
        "endfor",
        "not ",
        "or ",
        "== ",
        "'a'",
        "\"",
        "company",
        "criteria",
        "c.questions",
        "policy.url",
        "count",
        "\n",
        "é",
        "{% if count %}",
        "{% endif %}",
        "{% for c in criteria %}",
        "{% endfor %}",
        "{{ c.title }}",
        "<",
        "](",
    ];
    prop_oneof![proptest::sample::select(words.to_vec()).prop_map(str::to_owned), "\\PC{0,4}"]
}
