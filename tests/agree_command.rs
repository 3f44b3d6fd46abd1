//! `p31 agree`, run as a program.
#![cfg(feature = "cli")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CODING: &str = "document,indicator,rating,quote\nn,a.b,met,We will.\nn,a.c,silent,\n";
const REPORT: &str = r#"{"findings": [{"indicator": "a.b", "rating": "met", "confidence": "high", "needs_review": false},
    {"indicator": "a.c", "rating": "met", "confidence": "low", "needs_review": true}]}"#;

fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("agree").join(name);
    std::fs::create_dir_all(folder.join("reports")).unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    folder
}

fn agree(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_p31")).arg("agree").args(arguments).current_dir(folder).output().unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_coding_a_report_and_a_folder_of_reports_are_compared() {
    let folder = folder("compare", &[("ada.csv", CODING.as_bytes()), ("reports/n.json", REPORT.as_bytes())]);
    for other in ["reports", "reports/n.json"] {
        let output = agree(&folder, &["ada.csv", other, "--format", "json"]);
        assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
        let read: principle31::Agreement = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((read.comparisons[0].figures.pairs, read.comparisons[0].figures.agreeing), (2, 1));
        assert_eq!(read.comparisons[0].calibration.as_ref().unwrap().mistakes_for_review, 1);
    }
}

#[test]
fn the_gate_closes_below_the_kappa_asked_for() {
    let folder = folder("gate", &[("ada.csv", CODING.as_bytes()), ("reports/n.json", REPORT.as_bytes())]);
    let status = |least| agree(&folder, &["ada.csv", "reports", "--fail-under", least]).status.code();
    // Two pairs, one alike; the report always says met: kappa is 0.
    assert_eq!((status("0.1"), status("0"), status("-0.5"), status("2")), (Some(1), Some(0), Some(0), Some(2)));
}

#[test]
fn what_cannot_be_used_is_said() {
    let folder = folder(
        "errors",
        &[
            ("ada.csv", CODING.as_bytes()),
            ("latin.csv", b"document,indicator,rating,quote\nn,a.b,met,caf\xe9\n"),
            ("bad.csv", b"document,indicator,rating\nn,a.b,fine\n"),
        ],
    );
    for (arguments, expected) in [
        (&["ada.csv"][..], "give a second coding"),
        (&["ada.csv", "none.csv"], "none.csv: cannot be read"),
        (&["ada.csv", "latin.csv"], "latin.csv:2: not UTF-8"),
        (&["ada.csv", "bad.csv"], "bad.csv:2: column `rating`: found `fine`; expected one of met,"),
        (&["ada.csv", "reports"], "no report in it"),
    ] {
        let output = agree(&folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(errors(&output).contains(expected), "{}", errors(&output));
        assert!(output.stdout.is_empty());
    }
}
