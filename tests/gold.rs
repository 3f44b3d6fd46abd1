//! The coded policies, where they are at hand: a report on each holds every indicator, and every quote stands in it.

use principle31::{Document, Policy, ReadOptions, RubricSet, assess};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The documents, or nothing and a loud word on standard error. `PRINCIPLE31_GOLD` names another place.
fn documents() -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold");
    let folder = std::env::var_os("PRINCIPLE31_GOLD").map_or(beside, PathBuf::from).join("documents");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("SKIPPED: the coded policies are not at {}", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_coded_policy_gets_a_whole_report_with_true_quotes() {
    let rubrics = RubricSet::builtin();
    for path in documents() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let source = String::from_utf8(bytes.clone()).unwrap();
        let begin = Instant::now();
        let document = Document::from_bytes(name.as_str(), bytes, &ReadOptions::new()).unwrap();
        let report = assess(&rubrics, &Policy::new(document));
        // In a build without optimisation on a busy machine; a release build takes a few milliseconds.
        assert!(begin.elapsed() < Duration::from_secs(2), "{name}: {:?}", begin.elapsed());
        assert_eq!(report.findings.len(), 54, "{name}");
        for evidence in report.findings.iter().flat_map(|finding| &finding.evidence) {
            assert_eq!(source[evidence.start..evidence.end], evidence.quote, "{name}");
            let line = source[..evidence.start].matches('\n').count() + 1;
            assert_eq!(line, evidence.line, "{name}: {}", evidence.quote);
        }
        #[cfg(feature = "schema")]
        assert!(
            jsonschema::is_valid(&principle31::schema::report(), &serde_json::to_value(&report).unwrap()),
            "{name}"
        );
        assert!(report.warnings.is_empty(), "{name}: {:?}", report.warnings);
    }
}
