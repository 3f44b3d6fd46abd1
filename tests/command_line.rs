//! The command line from outside: every command, its output, its exit status and what it leaves behind.
#![cfg(feature = "cli")]

#[path = "support/folder.rs"]
mod folder;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use principle31::Report;
use serde_json::Value;

use folder::Folder;

const VENDOR: &str = "examples/policies/vendor-policy.toml";
const THOROUGH: &str = "examples/policies/thorough-procedure.md";
/// Long enough that its language and subject can be told.
const GERMAN: &str = "Wer einen Missstand melden möchte, kann sich jederzeit an die Beschwerdestelle wenden. Die Meldung \
    wird innerhalb von sieben Tagen bestätigt, und über das Ergebnis der Untersuchung wird die meldende Person schriftlich \
    unterrichtet. Niemand darf wegen einer Meldung benachteiligt werden. Der Rechtsweg bleibt offen.";
const RECIPE: &str = "Heat the oven and butter a large tin. In a bowl, beat the eggs with the sugar until they are pale, \
    and fold in the flour and the grated zest of two lemons. Pour the batter into the tin and bake it for forty minutes, \
    or until a needle comes out clean. Leave the cake to cool in the tin before you turn it out.";

/// A run of `p31`.
struct Run {
    status: i32,
    out: String,
    err: String,
}

/// Runs `p31` in the repository's root, without a terminal.
fn p31(arguments: &[&str]) -> Run {
    run(&mut command(arguments))
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_p31"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(variable);
    }
    command
}

fn run(command: &mut Command) -> Run {
    of(command.output().expect("p31 runs"))
}

fn of(output: Output) -> Run {
    Run {
        status: output.status.code().expect("p31 ends by itself"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// Runs `p31` with something on its standard input.
fn p31_reading(input: &[u8], arguments: &[&str]) -> Run {
    let mut command = command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("p31 runs");
    child.stdin.take().expect("a pipe").write_all(input).expect("p31 reads its input");
    of(child.wait_with_output().expect("p31 ends"))
}

impl Run {
    /// The output of a run that had to succeed.
    #[track_caller]
    fn done(self) -> String {
        assert_eq!(self.status, 0, "{}", self.err);
        self.out
    }

    /// The message of a run that had to be refused, and printed nothing.
    #[track_caller]
    fn refused(self) -> String {
        assert_eq!(self.status, 2, "{}{}", self.out, self.err);
        assert_eq!(self.out, "");
        self.err
    }
}

impl Folder {
    /// What is in it, by name.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("the folder is there");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

#[track_caller]
fn assert_holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
}

// ── check ──────────────────────────────────────────────────────────────────────────────────

#[test]
fn check_reports_in_every_format() {
    let text = p31(&["check", VENDOR]).done();
    assert_holds(&text, &["Palisade Optics International B.V.", "Overall", "Says nothing on"]);
    let markdown = p31(&["check", VENDOR, "--format", "markdown"]).done();
    assert_holds(&markdown, &["# Grievance mechanism: Palisade", "| Criterion |", "\n> "]);
    let others = [
        ("markdown-comment", "<summary>Says nothing: "),
        ("sarif", "\"kind\": \"fail\""),
        ("sarif-github", "\"primaryLocationLineHash\": "),
        ("junit", "<testcase name=\"independence.appeal\""),
        ("github", "::error file=examples/policies/vendor-policy.txt,line="),
        ("csv", "\"examples/policies/vendor-policy.txt\",\"independence\",\"independence.appeal\""),
    ];
    for (format, part) in others {
        let written = p31(&["check", VENDOR, "--format", format]).done();
        assert_holds(&written, &[part]);
        assert_eq!(p31(&["check", VENDOR, "--format", format]).done(), written);
    }
    let json = p31(&["check", VENDOR, "--format", "json"]).done();
    let report: Report = serde_json::from_str(&json).expect("a report");
    assert_eq!(report.schema_version, principle31::report::SCHEMA_VERSION);
    assert_eq!(report.findings.len(), 54);
    assert_eq!(report.policy.documents[0].name, "examples/policies/vendor-policy.txt");
    let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&report.policy.documents[0].name));
    let source = source.expect("the example");
    let mut quotes = 0;
    for evidence in report.findings.iter().flat_map(|finding| &finding.evidence) {
        assert_eq!(source[evidence.start..evidence.end], evidence.quote);
        quotes += 1;
    }
    assert!(quotes > 0);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let json = || p31(&["check", VENDOR, "--format", "json"]).done();
    assert_eq!(json(), json());
}

#[test]
fn several_documents_are_one_policy() {
    let json = p31(&["check", THOROUGH, "examples/policies/silent.md", "--format", "json"]).done();
    let report: Report = serde_json::from_str(&json).expect("a report");
    assert_eq!(report.policy.documents.len(), 2);
}

#[test]
fn only_what_is_asked_for_is_rated() {
    let criteria = |arguments: &[&str]| -> Vec<String> {
        let json = p31(&[&["check", THOROUGH, "--format", "json"], arguments].concat()).done();
        let report: Report = serde_json::from_str(&json).expect("a report");
        report.criteria.into_iter().map(|criterion| criterion.id).collect()
    };
    assert_eq!(criteria(&["--criteria", "transparency,predictability"]), ["predictability", "transparency"]);
    assert_eq!(criteria(&["--profile", "core"]).len(), 4);
    assert_eq!(criteria(&["--rubrics", "examples/rubrics/supply-chain.toml"]), ["supply-chain"]);
    assert_eq!(criteria(&["--rubrics", "examples/rubrics/courts-first.toml"]).len(), 9);
    assert_eq!(criteria(&["--rubrics", "rubrics"]).len(), 9);
}

#[test]
fn the_kind_of_mechanism_can_be_said() {
    let json = p31(&["check", THOROUGH, "--mechanism", "state-based", "--format", "json"]).done();
    assert_holds(&json, &["\"mechanism\": \"state-based\"", "\"not-applicable\""]);
    assert_holds(&p31(&["check", THOROUGH, "--mechanism", "private"]).refused(), &["private", "operational-level"]);
}

#[test]
fn an_indicator_is_explained_passage_by_passage() {
    let text = p31(&["check", VENDOR, "--explain", "independence.appeal"]).done();
    assert_holds(&text, &["independence.appeal", "vendor-policy.txt:", "pattern ", "→ "]);
}

#[test]
fn names_that_the_rubrics_do_not_have_are_answered_with_those_that_they_have() {
    assert_holds(&p31(&["check", VENDOR, "--criteria", "fairness"]).refused(), &["`fairness`", "predictability"]);
    assert_holds(&p31(&["check", VENDOR, "--profile", "all"]).refused(), &["`all`", "core"]);
    assert_holds(&p31(&["check", VENDOR, "--explain", "independence.apeal"]).refused(), &["independence.appeal"]);
    p31(&["check", VENDOR, "--profile", "core", "--criteria", "engagement"]).refused();
    p31(&["check", VENDOR, "--format", "pdf"]).refused();
    p31(&["check"]).refused();
    p31(&[]).refused();
}

// ── gates ──────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_score_below_the_threshold_fails() {
    let failed = p31(&["check", VENDOR, "--fail-under", "100"]);
    assert_eq!(failed.status, 1);
    assert_holds(&failed.out, &["Overall"]);
    assert_holds(&failed.err, &["is lower than 100", "--fail-under"]);
    assert_eq!(p31(&["check", VENDOR, "--fail-under", "0"]).done(), p31(&["check", VENDOR]).done());
    for wrong in ["101", "-1", "NaN", "many"] {
        assert_holds(&p31(&["check", VENDOR, &format!("--fail-under={wrong}")]).refused(), &["0 to 100"]);
    }
}

#[test]
fn a_rating_that_may_not_be_fails() {
    let failed = p31(&["check", "examples/policies/silent.md", "--fail-on", "adverse,silent"]);
    assert_eq!(failed.status, 1);
    assert_holds(&failed.err, &["is silent (--fail-on)"]);
    p31(&["check", "examples/policies/silent.md", "--fail-on", "adverse"]).done();
    let adverse = p31(&["check", VENDOR, "--criteria", "independence", "--fail-on", "adverse"]);
    assert_eq!(adverse.status, 1);
    assert_holds(&adverse.err, &["independence.appeal is adverse, examples/policies/vendor-policy.txt:"]);
    assert_holds(&p31(&["check", VENDOR, "--fail-on", "bad"]).refused(), &["bad", "adverse"]);
}

// ── output ─────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_file_appears_whole_and_nothing_else_does() {
    let folder = Folder::new();
    let report = folder.path("report.json");
    let run = p31(&["check", VENDOR, "--format", "json", "--output", &report]);
    assert_eq!(run.done(), "");
    assert_eq!(fs::read_to_string(&report).expect("the report"), p31(&["check", VENDOR, "--format", "json"]).done());
    assert_eq!(folder.names(), ["report.json"]);
    // What was there is replaced, also where a gate fails.
    let failed = p31(&["check", VENDOR, "--output", &report, "--fail-under", "100"]);
    assert_eq!((failed.status, failed.out.as_str()), (1, ""));
    assert_eq!(fs::read_to_string(&report).expect("the report"), p31(&["check", VENDOR]).done());
    let letter = folder.path("letter.md");
    p31(&["letter", VENDOR, "--output", &letter]).done();
    assert_eq!(folder.names(), ["letter.md", "report.json"]);
}

#[test]
fn where_a_command_fails_no_file_is_left_behind() {
    let folder = Folder::new();
    let report = folder.path("report.txt");
    p31(&["check", "no-such-policy.md", "--output", &report]).refused();
    p31(&["check", VENDOR, "--rubrics", "no-such-rubric.toml", "--output", &report]).refused();
    assert_eq!(folder.names(), [""; 0]);
    // A folder stands where the file should.
    fs::create_dir(&report).expect("a new folder");
    assert_holds(&p31(&["check", VENDOR, "--output", &report]).refused(), &["report.txt", "cannot be written"]);
    assert_eq!(folder.names(), ["report.txt"]);
    let nowhere = folder.path("missing/report.txt");
    assert_holds(&p31(&["check", VENDOR, "--output", &nowhere]).refused(), &["missing", "cannot be written"]);
    // What was there before stays as it was.
    let kept = folder.file("kept.txt", "as it was");
    p31(&["check", "no-such-policy.md", "--output", &kept]).refused();
    assert_eq!(fs::read_to_string(kept).expect("the file"), "as it was");
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_written_to_and_not_replaced() {
    let folder = Folder::new();
    let (link, target) = (folder.path("link.txt"), folder.file("target.txt", "old"));
    std::os::unix::fs::symlink(&target, &link).expect("a link");
    p31(&["check", VENDOR, "--output", &link]).done();
    assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());
    assert_eq!(fs::read_to_string(&target).expect("the report"), p31(&["check", VENDOR]).done());
    let out = folder.path("stdout");
    std::os::unix::fs::symlink("/dev/stdout", &out).expect("a link");
    assert_eq!(p31(&["check", VENDOR, "--output", &out]).done(), p31(&["check", VENDOR]).done());
    assert!(fs::symlink_metadata(&out).expect("the link").is_symlink());
    assert_eq!(folder.names(), ["link.txt", "stdout", "target.txt"]);
}

#[test]
fn colour_is_for_terminals() {
    let coloured = |command: &mut Command| run(command).done().contains('\u{1b}');
    let check = || command(&["check", VENDOR]);
    assert!(!coloured(&mut check()));
    assert!(coloured(check().env("CLICOLOR_FORCE", "1")));
    assert!(!coloured(check().env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1")));
    let folder = Folder::new();
    let report = folder.path("report.txt");
    run(command(&["check", VENDOR, "--output", &report]).env("CLICOLOR_FORCE", "1")).done();
    assert!(!fs::read_to_string(report).expect("the report").contains('\u{1b}'));
}

#[test]
fn output_that_nobody_reads_is_no_failure() {
    let mut command = command(&["check", VENDOR, "--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("p31 runs");
    drop(child.stdout.take());
    let run = of(child.wait_with_output().expect("p31 ends"));
    assert_eq!((run.status, run.err.as_str()), (0, ""));
}

// ── what is read ───────────────────────────────────────────────────────────────────────────

#[test]
fn standard_input_is_a_policy_too() {
    let text = "We acknowledge every complaint within seven days.";
    let out = p31_reading(text.as_bytes(), &["check", "-", "--format", "json"]).done();
    let report: Report = serde_json::from_str(&out).expect("a report");
    assert_eq!(report.policy.documents[0].name, "standard input");
    let out = p31_reading(b"# Complaints\n", &["check", "-", "--form", "markdown", "--format", "json"]).done();
    assert_holds(&out, &["\"form\": \"markdown\""]);
    assert_holds(&p31_reading(b"", &["check", "-"]).refused(), &["standard input", "empty"]);
    assert_holds(&p31(&["check", "-", "-"]).refused(), &["only once"]);
}

#[test]
fn a_web_page_is_a_policy_whatever_its_name() {
    let folder = Folder::new();
    let page =
        folder.file("page.md", "<!DOCTYPE html><nav>Menu</nav><p>We acknowledge every complaint within seven days.");
    let out = p31(&["check", &page, "--format", "json"]).done();
    assert_holds(&out, &["\"form\": \"html\"", "\"quote\": \"We acknowledge every complaint within seven days.\""]);
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = Folder::new();
    assert_holds(&p31(&["check", "no-such-policy.md"]).refused(), &["no-such-policy.md: cannot be read"]);
    assert_holds(&p31(&["check", &folder.path("")]).refused(), &["cannot be read"]);
    let empty = folder.file("empty.txt", " \n\n");
    assert_holds(&p31(&["check", &empty]).refused(), &["empty.txt", "the document is empty"]);
    let symbols = folder.file("symbols.md", "---\n\n* * *\n");
    assert_holds(&p31(&["check", &symbols]).refused(), &["symbols.md", "no sentence"]);
    let pdf = folder.file("policy.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
    assert_holds(&p31(&["check", &pdf]).refused(), &["policy.txt", "a PDF file", "no page is found"]);
    let archive = folder.file("page.html", "MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>We reply.");
    assert_holds(&p31(&["check", &archive]).refused(), &["page.html", "MHTML", "save it as HTML"]);
    // One bad document among good ones.
    assert_holds(&p31(&["check", THOROUGH, &empty]).refused(), &["empty.txt"]);
}

#[test]
fn bytes_that_are_no_utf_8_are_pointed_at_or_replaced() {
    let folder = Folder::new();
    let latin = folder.file("latin.txt", b"We reply.\nThe caf\xe9 is open to every complainant.\n");
    assert_holds(&p31(&["check", &latin]).refused(), &["latin.txt:2:8", "byte 0xE9 at offset 17", "UTF-8"]);
    let run = p31(&["check", &latin, "--lossy", "--format", "json"]);
    assert_holds(&run.err, &["warning", "latin.txt", "replaced"]);
    assert_holds(&run.done(), &["\"lossy\": true", "\"lossy-text\""]);
}

#[test]
fn a_text_that_is_no_english_policy_is_rated_with_a_warning() {
    let folder = Folder::new();
    let recipe = p31(&["check", &folder.file("recipe.txt", RECIPE)]);
    assert_holds(&recipe.err, &["p31: warning: ", "recipe.txt", "does not look like a policy"]);
    assert_holds(&recipe.done(), &["warning: "]);
    let german = p31(&["check", &folder.file("beschwerde.txt", GERMAN)]);
    assert_holds(&german.err, &["p31: warning: ", "beschwerde.txt", "the document is in German", "was not rated"]);
    assert_holds(&german.done(), &["not-applicable"]);
    assert_eq!(p31(&["check", THOROUGH]).err, "");
}

#[test]
fn a_description_tells_where_it_is_wrong() {
    let folder = Folder::new();
    let missing = folder.file("policy.toml", "company = \"Example Ltd\"\n\n[[document]]\npath = \"gone.md\"\n");
    let message = p31(&["check", &missing]).refused();
    assert_holds(&message, &["policy.toml:4:8", "cannot read the document", "gone.md", "relative to"]);
    let unknown = folder.file("unknown.toml", "compnay = \"Example Ltd\"\n");
    assert_holds(&p31(&["check", &unknown]).refused(), &["unknown.toml:1:1", "compnay"]);
    let silent = folder.file("silent.json", "{\"company\": \"Example Ltd\"}");
    assert_holds(&p31(&["check", &silent]).refused(), &["silent.json", "no text to rate"]);
    assert_holds(&p31(&["check", VENDOR, THOROUGH]).refused(), &["vendor-policy.toml", "give it alone"]);
    let whole =
        folder.file("whole.toml", "[[provision]]\nheading = \"Time\"\ntext = \"We reply within seven days.\"\n");
    assert_holds(&p31(&["check", &whole, "--format", "json"]).done(), &["\"name\": \"provisions\""]);
}

// ── letter, explain, rubrics, schema ───────────────────────────────────────────────────────

#[test]
fn the_letter_asks_the_company() {
    let letter = p31(&["letter", VENDOR, "--sender", "The Example Rights Watch", "--deadline", "31 March 2027"]).done();
    assert_holds(&letter, &["Palisade Optics", "The Example Rights Watch", "31 March 2027", "?", "> "]);
    assert_holds(&p31(&["letter", "no-such-policy.md"]).refused(), &["no-such-policy.md"]);
}

#[test]
fn explain_speaks_of_all_of_a_criterion_and_of_an_indicator() {
    let all = p31(&["explain"]).done();
    assert_holds(&all, &["predictability.", "engagement.", "band strong", "profile core"]);
    let criterion = p31(&["explain", "independence"]).done();
    assert_holds(&criterion, &["Independence", "independence.appeal"]);
    assert!(!criterion.contains("predictability."));
    let indicator = p31(&["explain", "independence.appeal"]).done();
    assert_holds(&indicator, &["met", "adverse", "question:", "recommendation:", "sources:", "the text …"]);
    let own = p31(&["explain", "supply-chain", "--rubrics", "examples/rubrics/supply-chain.toml"]).done();
    assert_holds(&own, &["supply-chain.posted-at-work"]);
    assert_holds(&p31(&["explain", "independence.apeal"]).refused(), &["independence.appeal"]);
}

#[test]
fn sound_rubrics_are_counted() {
    assert_holds(&p31(&["rubrics", "check", "rubrics"]).done(), &["9 criteria, 54 indicators"]);
    let own = p31(&["rubrics", "check", "examples/rubrics/supply-chain.toml"]).done();
    assert_holds(&own, &["1 criterion, 2 indicators, no problems"]);
    assert_holds(&p31(&["rubrics", "check", "examples/rubrics/courts-first.toml"]).done(), &["Courts first", "55"]);
}

const RUBRIC: &str = r#"kind = "rubric"
format = 1
criterion = "costs"
title = "Costs"
principle = "31(b)"
about = "Whether complaining costs anything."

[[indicator]]
id = "fees"
title = "Fees"
asks = "Does it cost anything?"
met = "It is free of charge."
partial = "It is cheap."
sources = ["UNGP 31(b)"]
weight = 2
severity = "high"
question = "Does it?"
recommendation = "Let it cost nothing."

[[indicator.evidence]]
rates = "met"
says = "says that it costs nothing"
any = ["free of (charge|cost|costs)", "free of charge"]
within = "sentence"
"#;

#[test]
fn all_mistakes_of_a_rubric_are_told_at_once() {
    let mistakes = [
        ("criterion = \"costs\"", "criterion = \"Costs\"", "3:13"),
        ("about", "abuot", "6:1"),
        ("title = \"Fees\"", "title = \"\"", "10:9"),
        ("[\"UNGP 31(b)\"]", "[]", "14:11"),
        ("weight = 2", "weight = \"2\"", "15:10"),
        ("\"high\"", "\"huge\"", "16:12"),
        ("\"free of (charge|cost|costs)\"", "\"free of (charge|cost\"", "23:8"),
        ("\"free of charge\"", "\"@complainer ~ pays\", \"char*ge\"", "23:33"),
        ("char*ge", "char*ge", "23:54"),
        ("\"sentence\"", "\"page\"", "24:10"),
    ];
    let text = mistakes.iter().fold(RUBRIC.to_owned(), |text, (right, wrong, _)| text.replacen(right, wrong, 1));
    let folder = Folder::new();
    let file = folder.file("costs.toml", text);
    let message = p31(&["rubrics", "check", &file]).refused();
    for (_, wrong, place) in mistakes {
        assert!(message.contains(&format!("{file}:{place}: error: ")), "{wrong}, {place}:\n{message}");
    }
    assert_holds(&message, &["\n10 errors", "did you mean `about`?", "^^^^^"]);
    // Rating is refused with the same words.
    assert_eq!(p31(&["check", VENDOR, "--rubrics", &file]).refused(), message);
}

#[test]
fn what_is_doubtful_in_a_rubric_is_told_and_does_not_refuse_it() {
    let folder = Folder::new();
    let run = p31(&[
        "rubrics",
        "check",
        &folder.file("costs.toml", RUBRIC.replace("free of (charge|cost|costs)", "free of charge")),
    ]);
    assert_holds(&run.err, &["costs.toml:23:", "warning: the term stands twice"]);
    assert_holds(&run.done(), &["1 criterion, 1 indicator, 1 warning"]);
}

#[test]
fn rubrics_that_are_not_there_are_named() {
    let folder = Folder::new();
    assert_holds(&p31(&["rubrics", "check", "no-such.toml"]).refused(), &["no-such.toml", "cannot be read"]);
    assert_holds(&p31(&["rubrics", "check", &folder.path("")]).refused(), &["no `.toml` file"]);
    assert_holds(
        &p31(&["rubrics", "check", &folder.file("x.toml", b"kind = \"\xff\"")]).refused(),
        &["x.toml", "UTF-8"],
    );
    assert_holds(&p31(&["rubrics", "check", &folder.file("y.toml", "kind = ")]).refused(), &["y.toml:1:8: error: "]);
}

#[test]
fn schemas_are_printed_for_every_kind_of_file() {
    for kind in ["report", "rubric", "lexicon", "set", "overlay", "description"] {
        let schema: Value = serde_json::from_str(&p31(&["schema", kind]).done()).expect("JSON");
        assert!(schema["$schema"].is_string() && schema["properties"].is_object(), "{kind}");
    }
    p31(&["schema", "letter"]).refused();
}

#[test]
fn help_and_version_go_to_standard_output() {
    for arguments in [&["--help"][..], &["check", "--help"], &["letter", "--help"], &["rubrics", "check", "--help"]] {
        assert_holds(&p31(arguments).done(), &["Usage: p31"]);
    }
    assert_eq!(p31(&["--version"]).done(), format!("p31 {}\n", env!("CARGO_PKG_VERSION")));
}

// ── codings ────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_sheet_is_written_corrected_and_taken_in() {
    let folder = Folder::new();
    let policy =
        folder.file("notice.md", "We acknowledge every concern within seven days. The panel of elders hears you.\n");
    let sheet = p31(&["template", &policy, "--coder", "Ada"]).done();
    assert!(sheet.starts_with("document,indicator,rating,quote,coder,note,asks,review\n"));
    let row = sheet.lines().find(|line| line.contains("independence.appeal,silent,,Ada,")).expect("a row");
    let sheet = sheet.replace(row, &row.replace("silent,,", "partial,The panel of elders hears you.,"));
    let coding = folder.file("sheet.csv", sheet.as_bytes());
    let out = p31(&["check", &policy, "--coding", &coding, "--format", "json"]).done();
    let report: Report = serde_json::from_str(&out).expect("a report");
    let appeal = report.findings.iter().find(|finding| finding.indicator == "independence.appeal").expect("a finding");
    assert_eq!((appeal.rating.as_str(), appeal.basis.as_str()), ("partial", "coding"));
    assert_holds(&p31(&["letter", &policy, "--coding", &coding]).done(), &["The panel of elders hears you."]);
    let wrong = folder.file("wrong.csv", sheet.replace("panel of elders", "panel of elves").as_bytes());
    let message = p31(&["check", &policy, "--coding", &wrong]).refused();
    assert_holds(&message, &["wrong.csv", "column `quote`", "nearest passage", "The panel of elders hears you."]);
    assert_holds(&p31(&["template", &policy, "--blank"]).done(), &["independence.appeal,,,,,"]);
}

#[test]
fn an_adverse_clause_counts_in_whichever_document() {
    let folder = Folder::new();
    let policy = folder.file("policy.md", "# Complaints\n\nWe acknowledge every complaint within seven days.\n");
    let faq = folder.file("faq.txt", "Decisions under the procedure are final.\n");
    let report: Report = serde_json::from_str(&p31(&["check", &policy, &faq, "--format", "json"]).done()).unwrap();
    assert_eq!(report.policy.documents.len(), 2);
    let of =
        |indicator: &str| report.findings.iter().find(|finding| finding.indicator == indicator).expect("a finding");
    assert_eq!(of("predictability.acknowledgement-timeframe").evidence[0].document, policy);
    // An adverse clause counts wherever it stands.
    assert_eq!(of("independence.appeal").evidence[0].document, faq);
    assert_eq!(of("independence.appeal").rating.as_str(), "adverse");
}

// ── comparing ──────────────────────────────────────────────────────────────────────────────

#[test]
fn versions_are_compared_and_a_loss_can_fail() {
    let folder = Folder::new();
    let old =
        folder.file("old.md", "We acknowledge every complaint within seven days. You may complain anonymously.\n");
    let new = folder.file("new.md", "We acknowledge every complaint within seven days.\n");
    let out = p31(&["compare", &old, &new]).done();
    assert_holds(&out, &["Lost (", "accessibility.anonymity", "met → silent", "“You may complain anonymously.”"]);
    assert_holds(&p31(&["compare", &old, &new, "--format", "markdown"]).done(), &["## Lost (", "| **Overall** |"]);
    let failed = p31(&["compare", &old, &new, "--fail-on-loss", "--format", "json"]);
    assert_eq!(failed.status, 1);
    assert_holds(&failed.out, &["\"kind\": \"lost\""]);
    p31(&["compare", &new, &old, "--fail-on-loss"]).done();

    let baseline = folder.path("baseline.json");
    p31(&["check", &old, "--format", "json", "--output", &baseline]).done();
    assert_holds(&p31(&["compare", &baseline, &new]).done(), &["Lost ("]);
    p31(&["check", &old, "--baseline", &baseline, "--fail-on", "silent,adverse"]).done();
    let failed = p31(&["check", &new, "--baseline", &baseline]);
    assert_eq!(failed.status, 1);
    assert_holds(&failed.err, &["accessibility.anonymity is silent: it was met (--baseline)"]);
    p31(&["check", &new, "--baseline", &baseline, "--fail-on", "adverse"]).done();
    let text = folder.file("report.json", "{\"findings\": 3}");
    assert_holds(&p31(&["check", &new, "--baseline", &text]).refused(), &["report.json", "p31 check --format json"]);
}
