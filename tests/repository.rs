//! What the README tells a repository to do does what it says: `p31.toml`, the workflow and the hook, run as they stand there.
#![cfg(feature = "cli")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const README: &str = include_str!("../README.md");
const POLICY: &str = "# Grievances\n\nWe acknowledge every complaint within seven days. The complainant will be informed of \
                      the outcome in writing. You may appeal to an independent panel that took no part in the first \
                      decision.\n\nAnybody may complain, in any language and free of charge.\n";

/// The README's block of a language that holds some words.
fn block(language: &str, words: &str) -> &'static str {
    let fence = format!("\n```{language}\n");
    let blocks = README.split(&fence).skip(1).filter_map(|rest| rest.split_once("\n```"));
    let found: Vec<&str> = blocks.map(|(block, _)| block).filter(|block| block.contains(words)).collect();
    assert_eq!(found.len(), 1, "blocks of {language} with {words}");
    found[0]
}

fn yaml(words: &str) -> Value {
    serde_saphyr::from_str(block("yaml", words)).unwrap()
}

/// A repository of its own with the README's settings, its baseline, and a remote that has its first commit.
struct Repository {
    root: PathBuf,
}

impl Repository {
    fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("repository").join(name);
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("policies")).unwrap();
        let repository = Repository { root };
        repository.write("p31.toml", block("toml", "[gate]"));
        repository.write("policies/grievance.md", POLICY);
        repository.write(".gitignore", "p31/\n");
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        let baseline = repository.shell(block("sh", "--no-gate"));
        assert!(baseline.status.success(), "{}", text(&baseline.stderr));
        repository.git(&["add", "."]);
        repository.git(&["commit", "--quiet", "--message", "Publish the policy"]);
        repository.git(&["remote", "add", "origin", "."]);
        repository
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.root.join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.root.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Makes the policy worse.
    fn spoil(&self) {
        self.write("policies/grievance.md", &POLICY.replace("will be informed", "will not be informed"));
    }

    fn git(&self, arguments: &[&str]) {
        let output = self.prepared(Command::new("git").args(arguments)).output().expect("git runs");
        assert!(output.status.success(), "git {arguments:?}: {}", text(&output.stderr));
    }

    /// Runs a command as a workflow's step does.
    fn shell(&self, command: &str) -> Output {
        self.prepared(Command::new("bash").args(["-e", "-o", "pipefail", "-c", command])).output().expect("bash runs")
    }

    fn prepared<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let own = Path::new(env!("CARGO_BIN_EXE_p31")).parent().unwrap();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(own.to_path_buf()).chain(std::env::split_paths(&path));
        command
            .current_dir(&self.root)
            .stdin(Stdio::null())
            .env("PATH", std::env::join_paths(folders).unwrap())
            .env("GITHUB_STEP_SUMMARY", self.root.join("p31/step-summary.md"))
            .env("GITHUB_BASE_REF", "main")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .envs(["AUTHOR", "COMMITTER"].iter().flat_map(|who| {
                [(format!("GIT_{who}_NAME"), "A. Reader"), (format!("GIT_{who}_EMAIL"), "reader@example.com")]
            }))
            .env_remove("GIT_DIR")
            .env_remove("GIT_INDEX_FILE")
    }

    /// Runs the workflow's steps but for the installation, as GitHub does for a pull request: after a step that failed only
    /// those that are always to run. Gives each one's output by its name.
    fn workflow(&self) -> BTreeMap<String, Output> {
        let workflow = yaml("runs-on");
        let mut outputs = BTreeMap::new();
        let mut failed = false;
        for step in workflow["jobs"]["policy"]["steps"].as_array().unwrap() {
            let (Some(name), Some(run)) = (step["name"].as_str(), step["run"].as_str()) else { continue };
            if name == "Install p31" || failed && !step["if"].as_str().is_some_and(|when| when.contains("always()")) {
                continue;
            }
            let output = self.shell(run);
            failed |= !output.status.success();
            outputs.insert(name.to_owned(), output);
        }
        outputs
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_workflow_passes_a_policy_that_got_no_worse() {
    let repository = Repository::new("same");
    let steps = repository.workflow();
    assert_eq!(steps.len(), 3);
    for (name, output) in &steps {
        assert!(output.status.success(), "{name}: {}", text(&output.stderr));
    }
    let check = text(&steps["Check the policy"].stdout);
    assert!(check.starts_with("::warning ") || check.starts_with("::error "), "{check}");
    assert!(check.contains("file=policies/grievance.md"), "{check}");
    let sarif: Value = serde_json::from_str(&repository.read("p31/findings.sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    assert!(repository.read("p31/report.html").starts_with("<!DOCTYPE html>"));
    let summary = repository.read("p31/step-summary.md");
    assert!(summary.contains("policies/grievance.md") && summary.contains("Unchanged: 54"), "{summary}");
}

#[test]
fn the_workflow_fails_a_policy_that_lost_a_promise() {
    let repository = Repository::new("worse");
    repository.spoil();
    let steps = repository.workflow();
    let check = &steps["Check the policy"];
    assert_eq!(check.status.code(), Some(1), "{}", text(&check.stderr));
    assert!(text(&check.stderr).contains("transparency.outcome-notice is adverse, policies/grievance.md:3:"));
    // What the later steps show is there all the same.
    assert!(steps["Show the report"].status.success() && steps["Show what changes"].status.success());
    assert!(repository.read("p31/step-summary.md").contains("(`transparency.outcome-notice`): met → adverse"));
}

#[test]
fn the_hook_refuses_the_commit_that_loses_a_promise() {
    let repository = Repository::new("hook");
    let hook = repository.root.join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, format!("{}\n", block("sh", "#!/bin/sh"))).unwrap();
    #[cfg(unix)]
    fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let commit = |repository: &Repository| repository.shell("git commit --quiet --all --message 'Change the policy'");
    repository.write("policies/grievance.md", &format!("{POLICY}\nWe read what you write.\n"));
    let taken = commit(&repository);
    assert!(taken.status.success(), "{}", text(&taken.stderr));
    repository.spoil();
    let refused = commit(&repository);
    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains("transparency.outcome-notice is adverse"), "{}", text(&refused.stderr));
    // The other way to install it runs the same command.
    let framework = yaml("repos:");
    let entry = framework["repos"][0]["hooks"][0]["entry"].as_str().unwrap();
    assert!(block("sh", "#!/bin/sh").ends_with(&format!("exec {entry}")));
}

#[test]
fn settings_hold_wherever_in_the_repository() {
    let repository = Repository::new("nested");
    fs::create_dir_all(repository.root.join("a/b")).unwrap();
    let here = text(&repository.shell("p31 check --format json").stdout);
    let below = text(&repository.shell("cd a/b && p31 check --format json").stdout);
    assert!(here.contains("\"name\": \"policies/grievance.md\""), "{here}");
    assert_eq!(here, below);
    // Another policy is checked by the settings' rubrics and gates, not against the baseline, and without their reports.
    repository.write("other.md", "Decisions are final.\n");
    let other = repository.shell("p31 check other.md");
    assert_eq!(other.status.code(), Some(1));
    assert!(text(&other.stderr).contains("(--fail-on)") && !text(&other.stderr).contains("baseline"));
    assert!(text(&other.stdout).starts_with("other.md"));
    // Without them, there is no gate.
    assert_eq!(repository.shell("p31 check other.md --no-settings").status.code(), Some(0));
    assert_eq!(repository.shell("p31 check other.md --no-gate").status.code(), Some(0));
    assert_eq!(repository.shell("p31 check --no-settings").status.code(), Some(2));
}

#[test]
fn rubrics_criteria_and_limits_of_the_settings_are_used() {
    let repository = Repository::new("rubrics");
    let rubric = include_str!("../examples/rubrics/supply-chain.toml");
    repository.write("ours.toml", rubric);
    repository.write("p31.toml", "policy = [\"policies/grievance.md\"]\nrubrics = [\"ours.toml\"]\n");
    let report: Value = serde_json::from_slice(&repository.shell("p31 check --format json").stdout).unwrap();
    assert_eq!(report["criteria"].as_array().unwrap().len(), 1);
    for command in ["p31 rank policies --format json", "p31 letter", "p31 explain", "p31 template"] {
        let output = repository.shell(command);
        assert!(output.status.success(), "{command}: {}", text(&output.stderr));
    }
    repository.write("p31.toml", "policy = [\"policies/grievance.md\"]\nprofile = \"core\"\nmax-bytes = 10\n");
    let refused = repository.shell("p31 check");
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("policies/grievance.md"), "{}", text(&refused.stderr));
    let explained = text(&repository.shell("p31 explain").stdout);
    assert!(explained.contains("predictability.") && !explained.contains("engagement."));
}

#[test]
fn what_is_wrong_with_settings_is_said_with_its_place() {
    let repository = Repository::new("errors");
    for (settings, expected) in [
        (
            "policy = [\"policies/grievance.md\"]\nrubric = []\n",
            "p31.toml:2:1: unknown field `rubric`, expected one of",
        ),
        ("[gate]\nfail-under = 120\n", "p31.toml:2:14: a score is a number from 0 to 100"),
        ("[gate]\nfail-on = [\"bad\"]\n", "p31.toml:2:12: "),
        ("[[report]]\nformat = \"pdf\"\n", "p31.toml:2:10: unknown variant `pdf`, expected one of `text`"),
        ("policy = [\n", "p31.toml:"),
        ("[[report]]\nformat = \"text\"\n[[report]]\nformat = \"json\"\n", "only one can go to standard output"),
        ("profile = \"core\"\ncriteria = [\"independence\"]\n", "leave one out"),
        ("", "no policy: give its documents, or name them in p31.toml"),
        (
            "policy = [\"policies/grievance.md\"]\n[gate]\nbaseline = \"none.json\"\n",
            "none.json: the baseline of the settings is not there; make it with",
        ),
        ("policy = [\"none.md\"]\n", "none.md: cannot be read"),
    ] {
        repository.write("p31.toml", settings);
        let output = repository.shell("p31 check");
        assert_eq!(output.status.code(), Some(2), "{settings}");
        assert!(text(&output.stderr).contains(expected), "{settings}{}", text(&output.stderr));
        assert!(output.stdout.is_empty());
    }
    let missing = repository.shell("p31 check --settings other.toml");
    assert!(text(&missing.stderr).contains("other.toml: cannot be read"));
}

/// The schema of the settings, for editors. `INSTA_UPDATE=always` writes it anew.
#[test]
fn the_committed_schema_of_the_settings_is_the_command_lines() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/settings.json");
    let own = Command::new(env!("CARGO_BIN_EXE_p31")).args(["schema", "settings"]).output().unwrap();
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&path, &own.stdout).unwrap();
    }
    let committed = fs::read(&path).unwrap_or_default();
    assert!(
        committed == own.stdout,
        "schemas/settings.json is out of date: run `INSTA_UPDATE=always cargo test --all-features`"
    );
    let schema: Value = serde_json::from_slice(&committed).unwrap();
    let settings: Value = toml::from_str(block("toml", "[gate]")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&settings).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(!validator.is_valid(&serde_json::json!({"gate": {"fail-under": 101}})));
}
