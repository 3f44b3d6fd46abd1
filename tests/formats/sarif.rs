//! SARIF: against the schema of OASIS (which the crate serde-sarif brings along), and against what the schema cannot say.

use std::path::PathBuf;
use std::process::Command;

use principle31::{Document, Policy, Rating, Report, render};
use serde_json::Value;

use super::policies::{assert_inert, example, hostile, hostile_text, paged, part, report_of, thorough, vendor};

/// The schema, in the package of serde-sarif as cargo keeps it.
fn schema() -> Value {
    let cargo = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
        let output = output.expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    // Only what this machine has built is there for certain.
    let version = cargo(&["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let metadata = cargo(&["metadata", "--format-version=1", "--offline", "--all-features", "--filter-platform", host]);
    let metadata: Value = serde_json::from_str(&metadata).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let package = packages.iter().find(|package| package["name"] == "serde-sarif").expect("serde-sarif");
    let manifest = PathBuf::from(package["manifest_path"].as_str().expect("a path"));
    let text = std::fs::read_to_string(manifest.with_file_name("src").join("schema.json")).expect("the schema");
    let mut schema: Value = serde_json::from_str(&text).expect("JSON");
    // Two regular expressions with a bracket too many, as the errata of the standard correct them.
    for part in ["run", "toolComponent"] {
        schema["definitions"][part]["properties"]["language"]["pattern"] = "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$".into();
    }
    // What the errata ask of regions.
    schema["definitions"]["region"]["anyOf"] = serde_json::json!([
        { "required": ["startLine"] }, { "required": ["charOffset"] }, { "required": ["byteOffset"] }
    ]);
    schema
}

fn parsed(sarif: &str) -> Value {
    assert_inert(sarif);
    serde_json::from_str(sarif).expect("JSON")
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().expect("results")
}

#[test]
fn snapshots() {
    insta::assert_snapshot!("vendor.sarif", render::sarif(&part(vendor())));
    insta::assert_snapshot!("thorough.sarif", render::sarif(&part(thorough())));
    insta::assert_snapshot!("vendor.sarif-github", render::sarif_github(&part(vendor())));
    insta::assert_snapshot!("thorough.sarif-github", render::sarif_github(&thorough()));
}

#[test]
fn logs_are_valid() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let reports = [vendor(), thorough(), hostile(), paged(), report_of(&Policy::of(Vec::new()))];
    for text in reports.iter().flat_map(|report| [render::sarif(report), render::sarif_github(report)]) {
        let log = parsed(&text);
        let errors: Vec<String> =
            validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        serde_json::from_value::<serde_sarif::sarif::Sarif>(log).expect("what serde-sarif reads");
    }
}

#[test]
fn every_finding_is_a_result_of_its_own_rule() {
    for report in [vendor(), thorough(), hostile(), paged()] {
        let log = parsed(&render::sarif(&report));
        let rules = &log["runs"][0]["tool"]["driver"]["rules"];
        assert_eq!(results(&log).len(), report.findings.len());
        for (finding, result) in report.findings.iter().zip(results(&log)) {
            assert_eq!(result["ruleId"], finding.indicator.as_str());
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
            let kind = result["kind"].as_str().unwrap();
            let expected: &[&str] = match finding.rating {
                Rating::Met => &["pass", "review"],
                Rating::NotApplicable => &["notApplicable"],
                _ => &["fail", "review"],
            };
            assert!(expected.contains(&kind), "{kind} for {}", finding.rating);
            assert_eq!(kind == "fail", result.get("level").is_some());
            assert_eq!(result["locations"].as_array().unwrap().len(), 1);
            let locations = 1 + result["relatedLocations"].as_array().map_or(0, Vec::len);
            let absent =
                matches!(finding.rating, Rating::Silent | Rating::NotApplicable) || finding.evidence.is_empty();
            assert_eq!(locations, finding.evidence.len() + usize::from(absent));
        }
    }
}

#[test]
fn what_does_not_apply_is_spelled_as_the_standard_does() {
    let policy = Policy::new(Document::text("a.txt", "We reply.")).mechanism(principle31::Mechanism::StateBased);
    let log = parsed(&render::sarif(&report_of(&policy)));
    assert!(results(&log).iter().any(|result| result["kind"] == "notApplicable"));
}

#[test]
fn regions_are_the_quote() {
    let hostile_name = hostile().policy.documents[0].name.clone();
    let cases = [
        (vendor(), example("vendor-policy.txt")),
        (thorough(), example("thorough-procedure.md")),
        (hostile(), hostile_text()),
        (
            report_of(&Policy::new(Document::text(hostile_name, format!("\u{feff}{}", hostile_text())))),
            format!("\u{feff}{}", hostile_text()),
        ),
    ];
    for (report, source) in cases {
        let log = parsed(&render::sarif(&report));
        let lines: Vec<&str> = source.trim_start_matches('\u{feff}').split_inclusive('\n').collect();
        let at = |line: &Value, column: &Value| {
            let (line, column) = (line.as_u64().unwrap() as usize, column.as_u64().unwrap() as usize);
            let before: usize = lines[..line - 1].iter().map(|line| line.chars().count()).sum();
            before + column - 1
        };
        let mut seen = 0;
        for result in results(&log) {
            let related = result["relatedLocations"].as_array().into_iter().flatten();
            for location in result["locations"].as_array().into_iter().flatten().chain(related) {
                let region = &location["physicalLocation"]["region"];
                let Some(snippet) = region["snippet"]["text"].as_str() else { continue };
                seen += 1;
                let (start, end) =
                    (at(&region["startLine"], &region["startColumn"]), at(&region["endLine"], &region["endColumn"]));
                let text: String = lines.concat().chars().skip(start).take(end - start).collect();
                assert_eq!(text, snippet);
                let offset = region["byteOffset"].as_u64().unwrap() as usize;
                let length = region["byteLength"].as_u64().unwrap() as usize;
                assert_eq!(&source[offset..offset + length], snippet);
            }
        }
        assert!(seen > 0);
    }
}

#[test]
fn a_file_that_is_no_text_has_no_lines() {
    let text = render::sarif(&paged());
    assert!(!parsed(&text).to_string().contains("\"region\""));
    assert!(text.contains("page 2, line "));
    let log = parsed(&render::sarif_github(&paged()));
    for result in results(&log) {
        assert_eq!(result["locations"][0]["physicalLocation"]["region"], serde_json::json!({ "startLine": 1 }));
    }
}

#[test]
fn rules_belong_to_the_principle() {
    let log = parsed(&render::sarif(&vendor()));
    let run = &log["runs"][0];
    let taxa: Vec<&str> =
        run["taxonomies"][0]["taxa"].as_array().unwrap().iter().map(|taxon| taxon["id"].as_str().unwrap()).collect();
    assert_eq!(taxa, ["31(a)", "31(b)", "31(c)", "31(d)", "31(e)", "31(f)", "31(g)", "31(h)"]);
    for rule in run["tool"]["driver"]["rules"].as_array().unwrap() {
        let relationships = rule["relationships"].as_array().expect("every rule has its criterion");
        for relationship in relationships {
            let target = &relationship["target"];
            let index = target["index"].as_u64().unwrap() as usize;
            assert_eq!(taxa[index], target["id"].as_str().unwrap());
            assert_eq!(target["toolComponent"]["name"], run["taxonomies"][0]["name"]);
        }
        let independence = rule["id"].as_str().unwrap().starts_with("independence.");
        assert_eq!(relationships.len(), if independence { 2 } else { 1 });
    }
}

#[test]
fn fingerprints_survive_moved_lines() {
    let text = example("thorough-procedure.md");
    let moved = format!("# Preface\n\nOur house has a red door.\n\n{}", text.replace(". ", ".\n"));
    let report = |text: &str| report_of(&Policy::new(Document::markdown("policy.md", text)));
    let keys = |report: &Report| -> Vec<Value> {
        results(&parsed(&render::sarif(report))).iter().map(|result| result["partialFingerprints"].clone()).collect()
    };
    let (before, after) = (report(&text), report(&moved));
    assert_ne!(render::sarif(&before), render::sarif(&after));
    assert_eq!(keys(&before), keys(&after));
    // The full and the GitHub profile know a finding by the same key, and no two findings share one.
    let mut all: Vec<String> = keys(&before).iter().map(|key| key["primaryLocationLineHash"].to_string()).collect();
    for result in results(&parsed(&render::sarif_github(&before))) {
        assert!(all.contains(&result["partialFingerprints"]["primaryLocationLineHash"].to_string()));
    }
    all.sort();
    all.dedup();
    assert_eq!(all.len(), before.findings.len());
}

#[test]
fn code_scanning_gets_what_it_reads() {
    for report in [vendor(), thorough(), hostile(), paged()] {
        let log = parsed(&render::sarif_github(&report));
        let run = &log["runs"][0];
        let problem = |rating| matches!(rating, Rating::Partial | Rating::Silent | Rating::Adverse);
        let problems: Vec<&str> =
            report.findings.iter().filter(|f| problem(f.rating)).map(|f| f.indicator.as_str()).collect();
        let shown: Vec<&str> = results(&log).iter().map(|result| result["ruleId"].as_str().unwrap()).collect();
        assert_eq!(shown, problems);
        for absent in ["taxonomies", "artifacts"] {
            assert!(run.get(absent).is_none());
        }
        for result in results(&log) {
            assert!(result.get("kind").is_none() && result.get("relatedLocations").is_none());
            assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
            let location = &result["locations"][0]["physicalLocation"];
            assert!(
                location["region"]["startLine"].as_u64() >= Some(1) && location["artifactLocation"]["uri"].is_string()
            );
        }
        for rule in run["tool"]["driver"]["rules"].as_array().unwrap() {
            assert!(rule["properties"].get("security-severity").is_none());
            assert!(rule["properties"]["tags"].as_array().unwrap().len() <= 10);
            assert!(rule["name"].as_str().unwrap().chars().count() <= 255);
            for text in ["shortDescription", "fullDescription"] {
                assert!(rule[text]["text"].as_str().unwrap().chars().count() <= 1024);
            }
        }
    }
}

#[test]
fn traps_do_not_spring() {
    for text in [render::sarif(&hostile()), render::sarif_github(&hostile())] {
        let log = parsed(&text);
        for result in results(&log) {
            let message = result["message"]["text"].as_str().unwrap();
            assert!(
                !message.contains("](") && !message.replace("{{", "").replace("}}", "").contains(['{', '}']),
                "{message}"
            );
            let location = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            let uri = location.as_str().unwrap();
            assert!(uri.starts_with("%3Da%2Cb%3Ac%3A%3Ad%25%0D%0A"), "{uri}");
            assert!(uri.chars().all(|c| c.is_ascii_alphanumeric() || "-._~/%".contains(c)), "{uri}");
        }
    }
    assert_eq!(render::sarif(&hostile()), render::sarif(&hostile()));
}
