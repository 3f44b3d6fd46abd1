//! `p31 rank`, run as a program on folders of policies.
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use principle31::Ranking;

const GOOD: &str = "# Complaints\n\nWe acknowledge every complaint within seven days. You may appeal to an independent panel \
                    that took no part in the first decision.\n";
const BAD: &str = "# Complaints\n\nThe complainant will not be informed of the outcome.\n";
const DESCRIPTION: &str = "company = \"Described Ltd\"\n\n[[document]]\npath = \"./described-procedure.md\"\n";

/// A folder with a policy of every kind, and with what is none.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rank").join(name);
    let _ = fs::remove_dir_all(&folder);
    for inner in ["policies/acme", "policies/empty", "policies/deep/down", "policies/two"] {
        fs::create_dir_all(folder.join(inner)).unwrap();
    }
    for (name, text) in [
        ("plain.md", GOOD),
        ("a strange name #1?.md", BAD),
        ("described.toml", DESCRIPTION),
        ("described-procedure.md", GOOD),
        ("acme/policy.md", BAD),
        ("acme/faq.md", GOOD),
        ("two/a.toml", DESCRIPTION),
        ("two/b.toml", DESCRIPTION),
        ("broken.toml", "company = \n"),
        ("broken.json", "{}"),
        ("logo.png", "\u{0}"),
        (".hidden.md", GOOD),
        ("p31.toml", "profile = \"core\"\n"),
    ] {
        fs::write(folder.join("policies").join(name), text).unwrap();
    }
    fs::write(folder.join("policies/broken.pdf"), b"%PDF-1.7\nnothing").unwrap();
    let report = p31(&folder, &["check", "policies/plain.md", "--format", "json"]);
    fs::write(folder.join("policies/rated.json"), report.stdout).unwrap();
    folder
}

fn p31(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_p31")).args(arguments).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn ranking(folder: &Path, arguments: &[&str]) -> Ranking {
    let output = p31(folder, &[&["rank", "policies", "--format", "json"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn every_policy_has_a_row_and_what_is_none_is_listed() {
    let folder = folder("rows");
    let ranking = ranking(&folder, &[]);
    let mut names: Vec<&str> = ranking.rows.iter().map(|row| row.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Described Ltd", "a strange name #1?", "acme", "plain", "rated"]);
    let unread: Vec<(&str, &str)> =
        ranking.unread.iter().map(|unread| (unread.name.as_str(), unread.reason.as_str())).collect();
    let expected = [
        ("broken.json", "broken.json: "),
        ("broken.pdf", "broken.pdf: "),
        ("broken.toml", "broken.toml:1:"),
        ("deep", "no folders in it; move the files of deep/down"),
        ("empty", "no document and no description"),
        ("logo.png", "no policy by its ending"),
        ("two", "several descriptions (two/a.toml, two/b.toml)"),
    ];
    assert_eq!(unread.len(), expected.len(), "{unread:?}");
    for ((name, reason), (expected, part)) in unread.iter().zip(expected) {
        assert!(name == &expected && reason.contains(part), "{name}: {reason}");
    }
    // An adverse clause in any of a company's documents counts.
    let acme = ranking.rows.iter().find(|row| row.name == "acme").unwrap();
    assert!(acme.ratings.adverse > 0 && acme.ratings.met > 0);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = folder("threads");
    let run = |jobs: &str, format: &str| {
        let arguments = ["rank", "policies", "--jobs", jobs, "--format", format, "--reports", "reports"];
        let output = p31(&folder, &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let mut pages: Vec<_> =
            fs::read_dir(folder.join("reports")).unwrap().map(|page| page.unwrap().path()).collect();
        pages.sort();
        let pages: Vec<Vec<u8>> = pages.iter().map(|page| fs::read(page).unwrap()).collect();
        (output.stdout, pages)
    };
    for format in ["text", "markdown", "json", "csv", "html"] {
        let alone = run("1", format);
        assert_eq!(alone.1.len(), 5);
        assert!(alone == run("4", format) && alone == run("32", format), "{format}");
    }
}

#[test]
fn the_page_leads_to_the_reports() {
    let folder = folder("page");
    fs::create_dir_all(folder.join("out/pages")).unwrap();
    for (arguments, reports) in [
        (&["--output", "out/ranking.html"][..], "out/ranking-reports"),
        (&["--output", "out/pages/ranking.html", "--reports", "out/elsewhere & more"], "out/elsewhere & more"),
    ] {
        let output = p31(&folder, &[&["rank", "policies", "--format", "html"], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert!(text(&output.stderr).contains(&format!("5 reports in {reports}")), "{}", text(&output.stderr));
        let page = fs::read_to_string(folder.join(arguments[1])).unwrap();
        let base = Path::new(arguments[1]).parent().unwrap();
        let links: Vec<&str> = page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(links.len(), 5 * 11, "the name, the overall score and nine criteria of each: {links:?}");
        for link in links {
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let file = percent_encoding::percent_decode_str(file).decode_utf8().unwrap().into_owned();
            let report =
                fs::read_to_string(folder.join(base).join(&file)).unwrap_or_else(|error| panic!("{file}: {error}"));
            assert!(place.is_empty() || report.contains(&format!("id=\"{place}\"")), "{link}");
        }
    }
    // To standard output the page has no place of its own, and no reports.
    let page = text(&p31(&folder, &["rank", "policies", "--format", "html"]).stdout);
    assert!(page.contains("<table") && !page.contains("href="));
}

#[test]
fn codings_are_taken_in_where_they_name_a_document() {
    let folder = folder("codings");
    fs::write(folder.join("ada.csv"), "document,indicator,rating,quote,coder\nplain,independence.appeal,silent,,Ada\n")
        .unwrap();
    fs::write(folder.join("bo.csv"), "document,indicator,rating,quote\nnobody,independence.appeal,silent,\n").unwrap();
    let before = ranking(&folder, &[]);
    let after = ranking(&folder, &["--coding", "ada.csv", "--coding", "bo.csv"]);
    let met = |ranking: &Ranking, name: &str| {
        ranking.rows.iter().find(|row| row.name == name).map(|row| row.ratings.met).unwrap()
    };
    assert_eq!(met(&after, "plain") + 1, met(&before, "plain"));
    assert_eq!(met(&after, "Described Ltd"), met(&before, "Described Ltd"));
    let output = p31(&folder, &["rank", "policies", "--coding", "bo.csv"]);
    assert!(text(&output.stderr).contains("bo.csv rates none of the policies' documents"));
}

#[test]
fn a_folder_without_policies_is_an_error() {
    let folder = folder("none");
    for (arguments, part) in [
        (&["rank", "policies/empty"][..], "policies/empty: nothing in it could be ranked"),
        (&["rank", "nowhere"], "nowhere: cannot be read"),
        (&["rank", "policies", "--settings", "none.toml"], "none.toml: cannot be read"),
    ] {
        let output = p31(&folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(part), "{}", text(&output.stderr));
    }
}
