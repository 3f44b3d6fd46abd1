//! The development harness: rates the coded policies and says how far the findings agree with the coding.
//!
//! ```text
//! cargo run --release --example agreement
//! cargo run --release --example agreement -- --misses tuned
//! ```
//!
//! The coded policies are other people's texts and not part of this repository: `PRINCIPLE31_GOLD` names the folder that
//! holds `dev.csv` and `documents/`; without it, it is looked for beside the repository. The figures are given over all
//! documents and for two halves that are kept apart: rubrics are meant to be tuned while looking at the first only, so that
//! the second tells how far they carry. Whoever reads `--misses judged` gives that up: the figure of the second half is
//! then one of documents that were looked at.

use principle31::{Agreement, Coding, Document, Policy, ReadOptions, RubricSet, agreement::Comparison, assess, render};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How the names of the documents begin that rubrics are tuned on; the others are judged on.
const TUNED: [&str; 10] = [
    "adb-",
    "crown-decor-",
    "dailymotion-",
    "dvelp-",
    "faircert-",
    "hostelworld-",
    "io-foundation-",
    "made-tech-",
    "owasp-",
    "redux-",
];

const USAGE: &str = "usage: agreement [--misses tuned|judged]";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("agreement: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let misses = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => None,
        ["--misses", half @ ("tuned" | "judged")] => Some((*half).to_owned()),
        _ => return Err(USAGE.into()),
    };
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold");
    let folder = std::env::var_os("PRINCIPLE31_GOLD").map_or(beside, PathBuf::from);
    if !folder.join("dev.csv").is_file() {
        eprintln!("SKIPPED: there are no coded policies at {}; PRINCIPLE31_GOLD names another place", folder.display());
        return Ok(());
    }
    let gold = Coding::from_csv("coding", &std::fs::read_to_string(folder.join("dev.csv"))?)?;
    let reports = rated(&folder.join("documents"))?;
    let is_tuned = |document: &str| TUNED.iter().any(|begin| document.starts_with(begin));
    let tuned = |coding: &Coding, tuned: bool| {
        let rows = coding.rows().iter().filter(|row| is_tuned(&row.document) == tuned).cloned();
        Coding::from_rows(coding.name(), rows)
    };
    for (half, gold, reports) in [
        ("all", gold.clone(), reports.clone()),
        ("tuned", tuned(&gold, true)?, tuned(&reports, true)?),
        ("judged", tuned(&gold, false)?, tuned(&reports, false)?),
    ] {
        let agreement = Agreement::of(&gold, &reports);
        if misses.as_deref() == Some(half) {
            println!("{}", render::agreement::text(&agreement, usize::MAX));
        } else if misses.is_none() {
            agreement.comparisons.iter().for_each(|comparison| summed_up(half, comparison));
        }
    }
    Ok(())
}

/// The findings on every document of a folder.
fn rated(folder: &Path) -> Result<Coding, Box<dyn Error>> {
    let rubrics = RubricSet::builtin();
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    let mut parts = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let document = Document::from_bytes(name.as_str(), std::fs::read(&path)?, &ReadOptions::new())?;
        parts.push(Coding::of_report(name, &assess(&rubrics, &Policy::new(document))));
    }
    Ok(Coding::join("reports", parts)?)
}

fn summed_up(half: &str, comparison: &Comparison) {
    let shown = |figure: Option<f64>| figure.map_or("–".to_owned(), |figure| format!("{figure:.3}"));
    let figures = &comparison.figures;
    println!("{half}: {} documents, {} ratings", comparison.documents, figures.pairs);
    println!(
        "  kappa {}   quadratic {}   addressed {}   agreement {}   macro F1 {}",
        shown(figures.kappa),
        shown(figures.kappa_quadratic),
        shown(figures.kappa_addressed),
        shown(figures.agreement),
        shown(comparison.macro_f1)
    );
    println!("  quote overlap {}   score error {}", shown(comparison.quotes.share), shown(comparison.score_error));
    for each in &comparison.ratings {
        let (precision, recall, f1) = (shown(each.precision), shown(each.recall), shown(each.f1));
        let (reference, other) = (each.in_reference, each.in_other);
        println!(
            "  {:8}  precision {precision}  recall {recall}  F1 {f1}  ({reference} coded, {other} found)",
            each.rating
        );
    }
    if let Some(calibration) = &comparison.calibration {
        for level in &calibration.levels {
            println!("  {:8}  {} findings, {} right", level.confidence, level.findings, shown(level.agreement));
        }
        println!(
            "  {} of {} mistakes are marked for review ({}); {} findings are marked\n",
            calibration.mistakes_for_review,
            calibration.mistakes,
            shown(calibration.share_of_mistakes),
            calibration.for_review
        );
    }
}
