//! What a frame can say, and what is refused.

use minijinja::value::ValueKind;
use minijinja::{Value, context};

use super::super::Letter;
use super::*;
use crate::{Document, Policy, RubricSet, assess};

/// The values of a letter with three questions on two criteria.
fn values() -> Value {
    let clause = |quote: &str, heading: Option<&str>| {
        context! { quote => quote, document => "a.md", place => "line 1", heading => heading, says => "says so" }
    };
    let question = |number: usize, rating: &str, clauses: Vec<Value>| {
        context! {
            number => number, question => format!("Question *{number}*?"), indicator => "a.b", title => "B", rating => rating,
            recommendation => "Do.", needs_review => number == 2, clauses => clauses,
        }
    };
    let first = question(1, "silent", vec![]);
    let second = question(2, "adverse", vec![clause("[x](y) `z`", Some("Head")), clause("> q", None)]);
    let third = question(3, "partial", vec![clause("p", None)]);
    context! {
        company => "<b>Example</b> & Sons",
        policy => context! {
            title => "# {{ count }} {% raw %}",
            url => Value::from_safe_string("<https://example.com/a_b>".to_owned()),
            date => Value::from(()),
            mechanism => "state-based",
        },
        deadline => "1. May", count => 3,
        criteria => vec![
            context! { title => "One", principle => "31(c)", questions => vec![first, second] },
            context! { title => "Two", principle => Value::from(()), questions => vec![third] },
        ],
        ..nothing()
    }
}

/// Nothing is known, and nothing is asked.
fn nothing() -> Value {
    values::sample(false, false)
}

fn written(frame: &str, values: Value) -> String {
    Frame::parse("f.md", frame).and_then(|frame| frame.write(values)).unwrap_or_else(|error| panic!("{error}"))
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
    insta::assert_snapshot!(written(EVERYTHING, values()), @r"
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
fn the_built_in_frame_is_one() {
    let frame = Frame::parse("letter.md", Frame::builtin().text()).unwrap_or_else(|error| panic!("{error}"));
    let title = "# Questions on the grievance mechanism of \\<b\\>Example\\</b\\> &amp; Sons\n\n";
    assert!(frame.write(values()).unwrap().starts_with(title));
    assert!(frame.write(nothing()).unwrap().contains("We have no questions"));
}

/// Every name as a frame writes it: `policy.title`, `criteria`, `criterion.title`.
fn spelled(of: &Value, before: &str, all: &mut Vec<String>) {
    for key in of.try_iter().unwrap() {
        let (name, value) = (format!("{before}{key}"), of.get_item(&key).unwrap());
        match value.kind() {
            ValueKind::Map => spelled(&value, &format!("{name}."), all),
            ValueKind::Seq => {
                all.push(name);
                let one = key.to_string().replace("criteria", "criterion");
                let longest =
                    value.try_iter().unwrap().max_by_key(|each| each.to_string().matches("quote").count()).unwrap();
                spelled(&longest, &format!("{}.", one.trim_end_matches('s')), all);
            }
            _ => all.push(name),
        }
    }
}

#[test]
fn every_letter_has_the_names_that_frames_are_tried_on_and_that_the_built_in_one_explains() {
    let comment = BUILTIN.split("#}").next().unwrap();
    let told: Vec<&str> = comment.lines().filter_map(|line| line.strip_prefix("  ")?.split("  ").next()).collect();
    let report = assess(&RubricSet::builtin(), &Policy::new(Document::text("a.txt", "The decision is final.")));
    for values in [values::sample(true, true), values::sample(false, true), values::values(&report, &Letter::new())] {
        let mut all = Vec::new();
        spelled(&values, "", &mut all);
        assert_eq!(all, told);
    }
}

#[test]
fn values_are_text_whatever_a_frame_does_with_them() {
    let values = || context! { company => "<b> *x*", ..values() };
    for frame in [
        "{{ company }}",
        "{% autoescape false %}{{ company }}{% endautoescape %}",
        "{% set x = company %}{{ x }}",
        "{% set x %}{{ company }}{% endset %}{{ x }}",
        "{{ company[:] }}",
        "{{ company ~ '' }}",
        "{% with x = [company] %}{{ x[0] }}{% endwith %}",
    ] {
        let frame = Frame { name: "f.md".to_owned(), text: frame.to_owned() };
        assert_eq!(frame.write(values()).unwrap(), "\\<b\\> \\*x\\*\n", "{}", frame.text);
    }
    assert_eq!(written("{{ policy.url or '' }}", values()), "<https://example.com/a_b>\n");
    assert_eq!(written("{{ policy.url[1:] if policy.url }}", values()), "https:&#47;/example.com/a\\_b\\>\n");
    for frame in ["{{ company | safe }}", "{{ company | escape }}", "{% filter safe %}{{ count }}{% endfilter %}"] {
        assert!(Frame::parse("f.md", frame).unwrap_err().to_string().contains("is unknown"), "{frame}");
    }
}

#[test]
fn lines_of_tags_go_and_others_stay() {
    for (frame, expected) in [
        ("a\n  {% if count %} \nb {% endif %}\nc{# no #}\n{# a\nb #}\nd", "a\nb \nc\nd\n"),
        ("{% if count %}{% set x = 1 %}\r\n{{ x }}\n {% endif %}{# c #}\t\nb", "1\nb\n"),
        ("- a\n  {% if count %}b{% endif %}\n  c", "- a\n  b\n  c\n"),
        ("{%- if count -%}\na\n{%- endif -%}\nb", "ab\n"),
        ("\n\na  \nb\n \n\n\nc\n\n", "a  \nb\n\nc\n"),
        ("", "\n"),
    ] {
        assert_eq!(written(frame, context! { count => 1, ..nothing() }), expected, "{frame}");
    }
}

#[test]
fn names_that_are_not_known_are_answered_with_those_that_are() {
    refused(
        "a compnay\nDear {{ compnay }}",
        "f.md:2:9: unknown name `compnay` (did you mean `company`?); known are company, policy, ",
    );
    refused(
        "{{ policy.titel }}",
        "f.md:1:4: unknown name `policy.titel` (did you mean `policy.title`?); known are title, url, date, mechanism",
    );
    refused("{{ company.name or '' }}", "f.md:1:4: unknown name `company.name`");
    refused("{{ range(3) }}", "f.md:1:4: unknown name `range`");
    // In branches that no letter reaches, too; and after its loop a name is gone.
    refused(
        "{% if count == 'x' %}\n  {% if deadlin %}\n{{ company }}{% endif %}{% endif %}",
        "f.md:2:9: unknown name `deadlin`",
    );
    refused("{% for c in criteria %}{% endfor %}{{ c.title }}", "f.md:1:39: unknown name `c.title`");
    // In loops where a letter reaches them.
    refused(
        "é{% for c in criteria %}{{ c.questoins }}{% endfor %}",
        "f.md:1:28: unknown name `c.questoins` (did you mean `c.questions`?); known are title, principle, questions, number, ",
    );
    refused(
        "{% for c in criteria %}\n{% for q in c.questions %}\n  {% if q.rateing == 'a' %}\n{% endif %}{% endfor %}{% endfor %}",
        "f.md:3:6: unknown name `q.rateing` (did you mean `q.rating`?)",
    );
}

#[test]
fn what_is_no_text_is_not_written() {
    for frame in ["{{ policy }}", "{{ criteria }}", "{{ count == 3 }}"] {
        let what = frame.trim_matches(['{', '}', ' ']);
        refused(frame, &format!("f.md:1:4: `{what}` is no text; expected one, or a number"));
    }
}

#[test]
fn what_may_be_missing_has_something_in_its_place() {
    let expected = "`sender` may be missing; expected what to write then, `{{ sender or \"words\" }}`, or the value inside `{% if sender %}`";
    for (frame, place) in [
        ("{{ sender }}", "1:4"),
        ("{% if not sender %}{{ sender }}{% endif %}", "1:23"),
        ("{% if sender %}{% else %}{{ sender }}{% endif %}", "1:29"),
        ("{% if not company %}{{ sender }}{% endif %}", "1:24"),
        ("{% if sender != 'A' %}{{ sender }}{% endif %}", "1:26"),
    ] {
        refused(frame, &format!("f.md:{place}: {expected}"));
    }
    for frame in [
        "{% if sender %}{{ sender }}{% endif %}",
        "{% if not sender %}-{% elif count %}{{ sender }}{% endif %}",
        "{% if sender == 'A' %}{{ sender }}{% endif %}",
        "{{ sender if sender }}",
    ] {
        written(frame, nothing());
    }
    // What no trial reaches is told with the letter.
    let frame = Frame::parse("f.md", "{% if company %}\n{{ sender }}{% endif %}").unwrap();
    let error = frame.write(values()).unwrap_err();
    assert_eq!((error.line(), error.column(), error.message()), (2, 4, expected));
}

#[test]
fn what_is_not_well_formed_is_told_with_its_place() {
    for open in ["{{ company", "{% if count", "{{ company or \"a }}", "{{ company or {} }}", "\\{{", "{{ 'a\\' }}"] {
        refused(&format!("a\n{open}"), &format!("f.md:2:{}: a tag that is not closed", open.find('{').unwrap() + 1));
    }
    refused("a {# b", "f.md:1:7: unexpected end of comment");
    refused("{% if count %}\na", "f.md:2:1: unexpected end of input");
    refused("\n {% endif %}", "f.md:2:5: unknown statement endif");
    refused("{% include 'a' %}", "f.md:1:4: unknown statement include");
    refused("{% for c of criteria %}", "f.md:1:10: unexpected identifier, expected in");
}

#[test]
fn no_html_and_no_value_in_an_address() {
    for text in [
        "a < b, 1 <2, \\<b> and `x`\n> quote {% if count < 3 %}{{ '<b>' }}{% endif %}{# <b> #}",
        "<https://example.org/a> <a.b@example.org> [here](https://example.org/(a)) [x](<mailto:a@example.org>)\n",
        "[name and organisation]\n[1]: https://example.org\nsee [this]: it is\n[a](http://b",
    ] {
        written(text, nothing());
    }
    for (text, place) in [
        ("a <b>", "1:3"),
        ("</b>", "1:1"),
        ("\n<!-- -->", "2:1"),
        ("<?x", "1:1"),
        ("a <{{ company or 'x' }}>", "1:3"),
        ("\\\\<b>", "1:3"),
        ("<https://a b>", "1:1"),
        ("<https://a{{ count }}>", "1:1"),
        ("<a@b c>", "1:1"),
        ("<javascript:a>", "1:1"),
    ] {
        refused(text, &format!("f.md:{place}: a frame is Markdown without HTML"));
    }
    for (text, place) in [
        ("é[a](javascript:b)", "1:4"),
        ("[a](https://example.org/{{ count }})", "1:3"),
        ("[a]({{ policy.url or 'x' }})", "1:3"),
        ("[a](", "1:3"),
        ("x\n [a]: data:b\n", "2:1"),
    ] {
        refused(text, &format!("f.md:{place}: a link leads to a whole address"));
    }
}

#[test]
fn no_frame_takes_for_ever() {
    let each = |times: usize| "{% for c in criteria %}".repeat(times) + "x" + &"{% endfor %}".repeat(times);
    let endless = Frame::parse("f.md", each(30)).unwrap();
    assert_eq!(
        endless.write(values()).unwrap_err().message(),
        "the letter takes too long to write, or becomes too long"
    );
    refused(&each(1000), "f.md:1:");
    refused("{{ 'x' * 1000000000 }}", "f.md:1:4: the letter takes too long to write, or becomes too long");
    refused("{% for c in criteria recursive %}{{ loop(criteria) }}{% endfor %}", "f.md:1:");
    for deep in ["not ", "-", "[", "("] {
        let deep = deep.repeat(100_000);
        let tags = [
            "{{ D 1 }}",
            "{{ '}}' ~ D '' }}",
            "{{ [{1: {2: 3}}, D 1] }}",
            "{{ D",
            "{{ D 'a }}",
            "\\{{ D 1 }}",
            "{% if D %}",
        ];
        for tag in tags {
            let error = Frame::parse("f.md", tag.replace('D', &deep)).unwrap_err();
            assert!(error.message().starts_with("a tag "), "{tag}: {error}");
        }
    }
    let elifs = "{% if count %}".to_owned() + &"{% elif count %}".repeat(100_000);
    refused(&elifs, "f.md:1:1615: a tag of more than 1,000 bytes, or `elif`");
    let long = "{% for c in criteria %}{{ c.title }}{% endfor %}".repeat(10_000);
    assert_eq!(written(&long, values()).len(), 60_001);
}

proptest::proptest! {
    #[test]
    fn any_text_is_a_frame_or_an_error(parts in proptest::collection::vec(parts(), 0..30)) {
        let text = parts.concat();
        match Frame::parse("f.md", text.as_str()) {
            Ok(frame) => {
                let _ = frame.write(values());
                let _ = frame.write(nothing());
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
