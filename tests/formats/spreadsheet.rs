//! The table, read as spreadsheets read it.

use principle31::{Policy, render};

use super::policies::{assert_inert, hostile, paged, report_of, thorough, vendor};

#[test]
fn snapshots() {
    insta::assert_snapshot!("vendor.csv", render::csv(&vendor()));
    insta::assert_snapshot!("thorough.csv", render::csv(&thorough()));
}

#[test]
fn every_finding_is_a_row_and_no_cell_a_formula() {
    for report in [vendor(), thorough(), hostile(), paged(), report_of(&Policy::of(Vec::new()))] {
        let text = render::csv(&report);
        assert_inert(&text);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().expect("a header").clone();
        assert_eq!(header.len(), 17);
        let rows: Vec<csv::StringRecord> =
            reader.records().map(|row| row.expect("a row as long as the header")).collect();
        assert_eq!(rows.len(), report.findings.len());
        // One line a row: nothing in a cell breaks it.
        assert_eq!(text.lines().count(), rows.len() + 1);
        for (row, finding) in rows.iter().zip(&report.findings) {
            assert_eq!((&row[2], &row[4]), (finding.indicator.as_str(), finding.rating.as_str()));
            for cell in row {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell}");
            }
        }
        assert_eq!(text, render::csv(&report));
    }
}

#[test]
fn the_place_is_the_quotes() {
    let report = vendor();
    let text = render::csv(&report);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let source = super::policies::example("vendor-policy.txt");
    let mut quotes = 0;
    for row in reader.records().map(|row| row.expect("a row")).filter(|row| !row[10].is_empty()) {
        let (start, end): (usize, usize) = (row[13].parse().unwrap(), row[14].parse().unwrap());
        let words = source[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(row[10].trim_start_matches('\''), words);
        quotes += 1;
    }
    assert!(quotes > 0);
}
