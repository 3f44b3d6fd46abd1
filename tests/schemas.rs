//! Reports and the built-in rubrics are valid against the schemas that the library publishes.
#![cfg(feature = "schema")]

use principle31::{Document, Policy, RubricSet, assess, schema};
use serde_json::Value;
use std::path::Path;

fn assert_valid(schema: &Value, instance: &Value, name: &str) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn reports_are_valid() {
    let rubrics = RubricSet::builtin();
    let schema = schema::report();
    for entry in std::fs::read_dir(repository().join("examples/policies")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let document = if name.ends_with(".md") {
            Document::markdown(name.as_str(), text)
        } else {
            Document::text(name.as_str(), text)
        };
        let report = assess(&rubrics, &Policy::new(document).company("Example Ltd"));
        assert_valid(&schema, &serde_json::to_value(&report).unwrap(), &name);
    }
    let empty = assess(&rubrics, &Policy::of(Vec::new()));
    assert_valid(&schema, &serde_json::to_value(&empty).unwrap(), "a policy without a document");
}

#[test]
fn the_built_in_rubrics_are_valid() {
    for entry in std::fs::read_dir(repository().join("rubrics")).unwrap() {
        let path = entry.unwrap().path();
        let value: Value = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let schema = match value["kind"].as_str().unwrap() {
            "set" => schema::set(),
            "lexicon" => schema::lexicon(),
            "rubric" => schema::rubric(),
            other => panic!("{}: {other}", path.display()),
        };
        assert_valid(&schema, &value, &path.display().to_string());
    }
}

#[test]
fn descriptions_are_valid() {
    let path = repository().join("examples/policies/vendor-policy.toml");
    let value: Value = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut value = value;
    // TOML's own dates have no counterpart in JSON.
    value["date"] = Value::from("2026-01-01");
    assert_valid(&schema::description(), &value, "vendor-policy.toml");
}

/// The files in `schemas`, which editors read, are what the library says. `INSTA_UPDATE=always` writes them anew.
#[test]
fn the_committed_schemas_are_the_librarys() {
    let folder = repository().join("schemas");
    for (name, schema) in schema::all() {
        let path = folder.join(format!("{name}.json"));
        let own = format!("{schema:#}\n");
        if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &own).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == own,
            "{} is out of date: run `INSTA_UPDATE=always cargo test --all-features`",
            path.display()
        );
    }
    // That of the settings is the command line's: tests/repository.rs.
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), schema::all().len() + 1);
}
