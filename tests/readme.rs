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

#[cfg(feature = "letter")]
#[test]
fn the_frame_is_one_and_its_names_are_all_there_are() {
    use principle31::render::letter::{self, Frame, Letter};

    let frame = README.split("```jinja\n").nth(1).unwrap().split("```").next().unwrap();
    let report = assess(&RubricSet::builtin(), &Policy::new(Document::text("a.txt", "The decision is final.")));
    let letter = Letter::new().frame(Frame::parse("README.md", frame).unwrap_or_else(|error| panic!("{error}")));
    assert!(letter::markdown(&report, &letter).unwrap().contains("     > The decision is final. (line 1)\n"));

    let rows =
        README.lines().skip_while(|line| *line != "| Of | Names |").skip(2).take_while(|line| line.starts_with('|'));
    let mut names: Vec<String> = Vec::new();
    for row in rows {
        names.extend(cells(row)[1].split('`').skip(1).step_by(2).map(str::to_owned));
    }
    // The built-in frame begins with a comment that says what each means.
    let builtin = Frame::builtin();
    let comment = builtin.text().split("#}").next().unwrap();
    let told = comment.lines().filter_map(|line| line.strip_prefix("  ")?.split_once("  ")).map(|(name, _)| name);
    let mut told: Vec<String> = told.map(str::to_owned).collect();
    names.sort();
    told.sort();
    assert_eq!(names, told);
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
