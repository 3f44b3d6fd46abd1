//! What the README shows is so: its TOML is read, and its table of terms is true.

use principle31::{Description, Document, Policy, Rating, RubricSet, assess};

const README: &str = include_str!("../README.md");

/// The README's blocks of TOML.
fn toml_blocks() -> impl Iterator<Item = &'static str> {
    README.split("```toml\n").skip(1).filter_map(|rest| rest.split_once("```")).map(|(block, _)| block)
}

#[test]
fn every_block_of_toml_is_read() {
    let mut read = 0;
    for block in toml_blocks() {
        // Settings are read by the command line: tests/repository.rs.
        if block.contains("[gate]") {
            continue;
        }
        read += 1;
        match block.starts_with("kind") {
            true => drop(RubricSet::parse("README.md", block).unwrap_or_else(|error| panic!("{error}"))),
            false => drop(Description::from_toml("README.md", block).unwrap_or_else(|error| panic!("{error}"))),
        }
    }
    assert_eq!(read, 2);
}

/// The cells of a row of a table.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim_matches('|').replace("\\|", "\u{0}");
    row.split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect()
}

#[test]
fn the_table_of_terms_is_true() {
    let rows = README.lines().skip_while(|line| !line.starts_with("| Term | takes |")).skip(2);
    let rows: Vec<Vec<String>> = rows.take_while(|line| line.starts_with('|')).map(cells).collect();
    assert!(rows.len() >= 4);
    for row in rows {
        let [term, taken, passed_over] = row.as_slice() else { panic!("{row:?}") };
        let rubric = format!(
            r#"
kind = "rubric"
format = 1
criterion = "readme"
title = "README"
principle = "31"
about = "A term of the README."

[[indicator]]
id = "term"
title = "A term"
asks = "Does it stand here?"
met = "It stands here."
partial = "It hardly does."
sources = ["README.md"]
severity = "low"
question = "Does it?"
recommendation = "Let it."

[[indicator.evidence]]
rates = "met"
says = "holds the term"
any = ['{}']
reads = "fact"
"#,
            term.trim_matches('`')
        );
        let rubrics = RubricSet::parse("README.md", &rubric).unwrap_or_else(|error| panic!("{term}: {error}"));
        for (text, expected) in [(taken, Rating::Met), (passed_over, Rating::Silent)] {
            let report = assess(&rubrics, &Policy::new(Document::text("cell", text.as_str())));
            assert_eq!(report.findings[0].rating, expected, "{term}: {text}");
        }
    }
}
