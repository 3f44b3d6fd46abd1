use super::*;

fn files(path: &Path) -> Result<Vec<u8>, String> {
    match path.to_string_lossy().as_ref() {
        "policies/a.md" => Ok(b"# Complaints\n\nWe reply.".to_vec()),
        "policies/b.txt" => Ok(b"We decide.".to_vec()),
        "policies/empty.txt" => Ok(Vec::new()),
        _ => Err("no such file".into()),
    }
}

fn toml_error(text: &str) -> String {
    Description::from_toml("policies/x.toml", text).unwrap_err().to_string()
}

fn json_error(text: &str) -> String {
    Description::from_json("x.json", text).unwrap_err().to_string()
}

const TOML: &str = r#"
    company = "Example Ltd"
    title = "Speak up"
    mechanism = "multi-stakeholder"
    url = "https://example.com"
    date = 2026-03-01
    [[document]]
    path = "a.md"
    [[document]]
    path = "b.txt"
    name = "Annex"
    form = "markdown"
    [[provision]]
    heading = "Time"
    text = "We reply within seven days."
    [[provision]]
    text = """
No fee is asked."""
"#;

const JSON: &str = r#"{
    "company": "Example Ltd", "title": "Speak up", "mechanism": "multi-stakeholder",
    "url": "https://example.com", "date": "2026-03-01",
    "document": [{"path": "a.md"}, {"path": "b.txt", "name": "Annex", "form": "markdown"}],
    "provision": [{"heading": "Time", "text": "We reply within seven days."}, {"text": "No fee is asked."}]
}"#;

#[test]
fn toml_and_json_say_the_same() {
    let toml = Description::from_bytes("policies/x.toml", TOML).unwrap();
    let json = Description::from_bytes("policies/x.json", JSON).unwrap();
    for description in [&toml, &json] {
        let policy = description.policy(&ReadOptions::new(), files).unwrap();
        assert_eq!(policy.company_name(), Some("Example Ltd"));
        assert_eq!(policy.mechanism_kind(), Mechanism::MultiStakeholder);
        assert_eq!(policy.date_text(), Some("2026-03-01"));
        let names: Vec<_> = policy.documents().iter().map(|it| (it.name(), it.form())).collect();
        let expected = [("policies/a.md", Form::Markdown), ("Annex", Form::Markdown), ("provisions", Form::Markdown)];
        assert_eq!(names, expected);
    }
    assert_eq!(toml.provisions, json.provisions);
    assert_eq!(toml.provisions_text(), "## Time\n\nWe reply within seven days.\n\nNo fee is asked.\n");
}

#[test]
fn an_unknown_key_is_answered_with_place_and_likely_key() {
    let message = toml_error("compny = \"Example\"\n");
    assert!(message.starts_with("policies/x.toml:1:1: unknown field `compny`, expected one of `company`"), "{message}");
    assert!(message.ends_with("; write `company`"), "{message}");
    let message = json_error("{\n  \"é\": 1, \"url\": \"u\", \"docment\": []}");
    assert!(message.starts_with("x.json:2:") && message.contains("unknown field `é`"), "{message}");
}

#[test]
fn wrong_values_have_their_place() {
    for (message, start, end) in [
        (toml_error("\u{feff}company = 5"), "policies/x.toml:1:11: invalid type: integer `5`", "expected a string"),
        (toml_error("[[document]]\nname = 'a'\n"), "policies/x.toml:1:1: missing field `path`", "add `path`"),
        (toml_error("[[document]]\npath = ' '\n"), "policies/x.toml:2:8: found an empty string", "some text"),
        (
            toml_error("mechanism = 'operational'"),
            "policies/x.toml:1:13: unknown variant `operational`",
            "use one of those",
        ),
        (toml_error("date = true"), "policies/x.toml:1:8: expected a date", "2026-03-01"),
        (toml_error("a = = b"), "policies/x.toml:1:5: ", ""),
        (toml_error(""), "policies/x.toml: no text to rate", "`text`"),
        (json_error("{\"provision\": [{\"text\": \"\"}]}"), "x.json:1:27: found an empty string", "some text"),
        (json_error("{"), "x.json:1:1: EOF while parsing", ""),
        (json_error("{}"), "x.json: no text", "`text`"),
    ] {
        assert!(message.starts_with(start) && message.ends_with(end), "{message}");
    }
}

#[test]
fn no_message_is_longer_than_a_screen() {
    let long = toml_error(&format!("mechanism = '''{}'''", "long\n".repeat(1000)));
    assert!(long.len() < 600 && !long.contains('\n'), "{long}");
}

#[test]
fn a_missing_or_empty_file_is_named_with_the_place_that_names_it() {
    let error = |name: &str, text: &str| {
        let description = Description::from_bytes(name, text).unwrap();
        description.policy(&ReadOptions::new(), files).unwrap_err().to_string()
    };
    assert_eq!(
        error("policies/x.toml", "[[document]]\npath = 'c.md'"),
        "policies/x.toml:2:8: cannot read the document `policies/c.md`: no such file; \
         paths are relative to the description's folder"
    );
    assert!(error("x.json", "{\"document\": [{\"path\" : \"c.md\"}]}").starts_with("x.json:1:25: cannot read"));
    assert_eq!(
        error("policies/x.toml", "[[document]]\npath = 'empty.txt'"),
        "policies/x.toml:2:8: policies/empty.txt: the document is empty; nothing can be said about it"
    );
}

#[test]
fn the_example_reads() {
    let text = include_str!("../../../examples/policies/vendor-policy.toml");
    let description = Description::from_toml("examples/policies/vendor-policy.toml", text).unwrap();
    let policy = description.policy(&ReadOptions::new(), |path| {
        assert_eq!(path, Path::new("examples/policies/vendor-policy.txt"));
        Ok::<_, String>(include_bytes!("../../../examples/policies/vendor-policy.txt").to_vec())
    });
    assert_eq!(policy.unwrap().documents()[0].form(), Form::Text);
}

#[test]
fn the_spans_of_provisions_count_their_text() {
    let text = "[[provision]]\nheading = \"Your\\nrights\"\ntext = \"\"\"\n- You may appeal.\n- You may leave.\"\"\"\n";
    let description = Description::from_toml("x.toml", text).unwrap();
    assert_eq!(description.provisions_text(), "## Your rights\n\n- You may appeal.\n- You may leave.\n");
    let policy = description.policy(&ReadOptions::new(), files).unwrap();
    let document = &policy.documents()[0];
    assert_eq!(document.source(), description.provisions_text());
    assert_eq!(&document.source()[document.sentences()[2].span()], "You may leave.");
}

proptest::proptest! {
    #[test]
    fn any_text_is_a_description_or_a_short_error(text in "(\\[\\[document\\]\\]|path|text|=|\"|'|\\{|\\}|\\[|\\]|:|,|\n|é|\\PC){0,30}") {
        for error in [Description::from_toml("x", &text).err(), Description::from_json("x", &text).err()].into_iter().flatten() {
            let message = error.to_string();
            proptest::prop_assert!(message.starts_with("x:") && message.len() < 1000 && !message.contains('\n'), "{}", message);
        }
    }
}
