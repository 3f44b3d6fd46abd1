//! `p31 letter` from outside: its forms, its frames and what it refuses.
#![cfg(feature = "cli")]

#[path = "support/folder.rs"]
mod folder;

use std::fs;
use std::process::{Command, Output, Stdio};

use folder::Folder;

const VENDOR: &str = "examples/policies/vendor-policy.toml";
const SILENT: &str = "examples/policies/silent.md";

/// Runs `p31 letter` in the repository's root, without a terminal.
fn letter(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_p31"));
    command.arg("letter").args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    command.output().expect("p31 runs")
}

/// What a run wrote that had to succeed.
#[track_caller]
fn done(arguments: &[&str]) -> Vec<u8> {
    let run = letter(arguments);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    run.stdout
}

#[track_caller]
fn text(arguments: &[&str]) -> String {
    String::from_utf8(done(arguments)).expect("UTF-8")
}

/// The message of a run that had to be refused, and wrote nothing.
#[track_caller]
fn refused(arguments: &[&str]) -> String {
    let run = letter(arguments);
    assert_eq!((run.status.code(), run.stdout.as_slice()), (Some(2), &b""[..]));
    String::from_utf8(run.stderr).expect("UTF-8")
}

#[test]
fn everything_that_is_said_of_a_letter_stands_in_it() {
    let said =
        ["--sender", "The Watch", "--recipient", "The Board", "--date", "3 March 2027", "--deadline", "31 March 2027"];
    let letter = text(&[&[SILENT, "--company", "Example *Ltd*"], &said[..]].concat());
    for part in ["Example \\*Ltd\\*, The Board", "\n3 March 2027\n", "by 31 March 2027", "\nThe Watch\n"] {
        assert!(letter.contains(part), "{part} is not in\n{letter}");
    }
    let letter = text(&[VENDOR, "--company", "Another Ltd"]);
    assert!(letter.contains("To Another Ltd") && !letter.contains("To Palisade"), "{letter}");
}

#[test]
fn the_form_is_told_by_the_name_or_by_the_format() {
    let folder = Folder::new();
    let begins = |name: &str, format: &[&str]| {
        let path = folder.path(name);
        assert_eq!(done(&[&[VENDOR, "--output", &path], format].concat()), b"");
        let bytes = fs::read(path).expect("the letter");
        String::from_utf8_lossy(&bytes[..15]).into_owned()
    };
    for (name, format, start) in [
        ("a.md", &[][..], "# Questions on "),
        ("a", &[], "# Questions on "),
        ("a.HTML", &[], "<!DOCTYPE html>"),
        ("a.htm", &[], "<!DOCTYPE html>"),
        ("a.docx", &[], "PK\u{3}\u{4}"),
        ("b.docx", &["--format", "html"], "<!DOCTYPE html>"),
        ("b.txt", &["--format", "docx"], "PK\u{3}\u{4}"),
    ] {
        assert!(begins(name, format).starts_with(start), "{name}");
    }
    assert_eq!(done(&[VENDOR, "--format", "docx"]), fs::read(folder.path("a.docx")).expect("the letter"));
    assert!(refused(&[VENDOR, "--format", "pdf"]).contains("markdown, html, docx"));
}

#[test]
fn a_frame_begins_with_the_built_in_one() {
    let folder = Folder::new();
    let frame = text(&["--show-frame"]);
    assert_eq!(text(&[VENDOR, "--frame", &folder.file("same.md", &frame)]), text(&[VENDOR]));
    let own =
        folder.file("own.md", frame.replace("Dear Sir or Madam,", "Dear all at {{ company or \"the company\" }},"));
    assert!(text(&[VENDOR, "--frame", &own]).contains("\nDear all at Palisade Optics International B.V.,\n"));
    assert!(refused(&["--show-frame", VENDOR]).contains("--show-frame"));
}

#[test]
fn what_is_wrong_with_a_frame_is_told_with_its_place() {
    let folder = Folder::new();
    let wrong = folder.file("wrong.md", "Dear all,\n\nwe wrote to {{ compnay }}.\n");
    let message = refused(&[VENDOR, "--frame", &wrong]);
    assert!(message.contains("wrong.md:3:16: unknown name `compnay` (did you mean `company`?)"), "{message}");
    let bytes = folder.file("bytes.md", b"\xff");
    assert!(refused(&[VENDOR, "--frame", &bytes]).contains("bytes.md: not UTF-8"));
    assert!(refused(&[VENDOR, "--frame", "no-such-frame.md"]).contains("no-such-frame.md: cannot be read"));
}

#[test]
fn who_signs_is_told_what_to_look_at_first() {
    let run = letter(&[VENDOR]);
    let told = String::from_utf8(run.stderr).expect("UTF-8");
    assert!(told.contains("questions stand on findings that a person must review"), "{told}");
}

/// With a terminal of the tool `script`, where there is one.
#[cfg(target_os = "linux")]
#[test]
fn a_word_file_is_not_written_to_a_terminal() {
    let command = format!("{} letter {VENDOR} --format docx", env!("CARGO_BIN_EXE_p31"));
    let run =
        Command::new("script").args(["-qec", &command, "/dev/null"]).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    // Without the tool there is nothing to try it on.
    let Ok(run) = run else { return };
    let told = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(told.contains("--output letter.docx") && !told.contains("PK"), "{told}");
}
