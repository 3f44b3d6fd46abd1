//! Reading a coding from a table with commas, semicolons or tabs between its fields.

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord};

use super::problem::brief;
use super::{CodedRating, CodingError, CodingProblem, RowLine, document_key};
use crate::rating::Rating;

/// The columns that mean something; the first three must be there.
const COLUMNS: [&str; 6] = ["document", "indicator", "rating", "quote", "coder", "note"];
const NEEDED: usize = 3;
/// How much of what was found an error shows, in characters.
const SHOWN: usize = 80;
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// The rows of a table, and what is doubtful about them.
pub(super) fn read(name: &str, text: &str) -> Result<(Vec<CodedRating>, Vec<CodingProblem>), CodingError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter(text)).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records().enumerate().filter(|(_, record)| match record {
        Ok(record) => record.iter().any(|field| !field.trim().is_empty()),
        Err(_) => true,
    });
    // The text is UTF-8 and rows may be of any length: what could fail is not in the way of reading a string.
    let unreadable = |error: csv::Error| {
        let line = error.position().map(csv::Position::line);
        CodingProblem::new(name, line, None, format!("cannot be read as a table: {error}"))
    };
    let header = match records.next() {
        Some((_, Ok(header))) => header,
        Some((_, Err(error))) => return Err(CodingError::one(unreadable(error))),
        None => StringRecord::new(),
    };
    let mut table = Table::new(name, text, &header)?;
    for (_, record) in records {
        match record {
            Ok(record) => table.take(&record),
            Err(error) => table.problems.push(unreadable(error)),
        }
    }
    CodingError::or(table.problems, (table.rows, table.warnings))
}

/// What stands between the fields: that with which the first line names most of the columns.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let known = |delimiter: u8| {
        let mut reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(header.as_bytes());
        let record = reader.records().next().and_then(Result::ok).unwrap_or_default();
        record.iter().filter(|field| COLUMNS.contains(&column_name(field).as_str())).count()
    };
    // The first of the best, so that a comma is taken where none tells anything.
    DELIMITERS.into_iter().rev().max_by_key(|&delimiter| known(delimiter)).unwrap_or(b',')
}

fn column_name(field: &str) -> String {
    field.trim().to_ascii_lowercase()
}

struct Table<'a> {
    name: &'a str,
    /// The byte where each line begins, to tell where a row begins.
    text: &'a str,
    /// How many fields a row has.
    width: usize,
    /// Where each of [`COLUMNS`] stands.
    places: [Option<usize>; COLUMNS.len()],
    rows: Vec<CodedRating>,
    /// Who was rated already, and in which line.
    seen: HashMap<(String, String, Option<String>), u64>,
    problems: Vec<CodingProblem>,
    warnings: Vec<CodingProblem>,
}

impl<'a> Table<'a> {
    fn new(name: &'a str, text: &'a str, header: &StringRecord) -> Result<Self, CodingError> {
        let mut table = Table {
            name,
            text,
            width: header.len(),
            places: [None; COLUMNS.len()],
            rows: Vec::new(),
            seen: HashMap::new(),
            problems: Vec::new(),
            warnings: Vec::new(),
        };
        let line = table.line(header);
        for (place, field) in header.iter().enumerate() {
            let Some(column) = COLUMNS.iter().position(|known| *known == column_name(field)) else { continue };
            if table.places[column].replace(place).is_some() {
                let message = "the header names it twice; rename or remove one".to_owned();
                table.problems.push(CodingProblem::new(name, Some(line), Some(COLUMNS[column]), message));
            }
        }
        let missing: Vec<&str> = (0..NEEDED).filter(|&at| table.places[at].is_none()).map(|at| COLUMNS[at]).collect();
        if !missing.is_empty() {
            let names: Vec<String> = header.iter().map(|field| format!("`{}`", field.trim())).collect();
            let found = match names.is_empty() {
                true => "the file is empty".to_owned(),
                false => format!("the header has {}", brief(&names.join(", "), SHOWN)),
            };
            let columns = if missing.len() == 1 { "column" } else { "columns" };
            let missing = missing.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", ");
            table.problems.push(CodingProblem::new(
                name,
                Some(line),
                None,
                format!(
                    "no {columns} {missing}: {found}; expected document, indicator, rating and, if there are any, quote, \
                     coder, note, with commas, semicolons or tabs between"
                ),
            ));
        }
        if table.problems.is_empty() && table.places[3].is_none() {
            let message = "no column `quote`: quotes are neither shown nor compared".to_owned();
            table.warnings.push(CodingProblem::new(name, Some(line), None, message));
        }
        CodingError::or(std::mem::take(&mut table.problems), table)
    }

    /// The line where a row begins. Empty lines before a row belong to it for the reader; they are not counted here.
    fn line(&self, record: &StringRecord) -> u64 {
        let Some(position) = record.position() else { return 1 };
        let rest = usize::try_from(position.byte()).ok().and_then(|byte| self.text.get(byte..)).unwrap_or("");
        let blank = rest.bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|&byte| byte == b'\n').count();
        position.line() + u64::try_from(blank).unwrap_or(0)
    }

    fn take(&mut self, record: &StringRecord) {
        let line = self.line(record);
        let problems = self.problems.len();
        if record.len() != self.width {
            // Fields beyond the header that say nothing are what spreadsheets leave behind.
            let says_more = record.iter().skip(self.width).any(|field| !field.trim().is_empty());
            if record.len() < self.width || says_more {
                self.problem(
                    line,
                    None,
                    format!(
                        "{} fields, where the header has {}; a field that holds a delimiter or a quotation mark stands in \
                         \"…\", with quotation marks in it doubled",
                        record.len(),
                        self.width
                    ),
                );
                return;
            }
        }
        let fields = self.places.map(|place| place.and_then(|place| record.get(place)).unwrap_or("").trim());
        let [document, indicator, rating, quote, coder, note] = fields;
        for (column, field) in [("document", document), ("indicator", indicator)] {
            if field.is_empty() {
                self.problem(line, Some(column), "is empty; say what is rated".to_owned());
            }
        }
        let parsed = rating.to_ascii_lowercase().parse::<Rating>();
        let expected = || Rating::ALL.iter().map(|rating| rating.as_str()).collect::<Vec<_>>().join(", ");
        if parsed.is_err() {
            let found =
                if rating.is_empty() { "is empty".to_owned() } else { format!("found `{}`", brief(rating, SHOWN)) };
            self.problem(line, Some("rating"), format!("{found}; expected one of {}", expected()));
        }
        let (Ok(rating), true) = (parsed, self.problems.len() == problems) else { return };
        let some = |field: &str| (!field.is_empty()).then(|| field.to_owned());
        let coder = some(coder);
        let key = (document_key(document).to_owned(), indicator.to_owned(), coder.clone());
        if let Some(first) = self.seen.get(&key) {
            let by = coder.map_or(String::new(), |coder| format!(" by `{}`", brief(&coder, SHOWN)));
            let message = format!(
                "a second rating of `{}` of `{}`{by}; the first is in line {first}",
                key.1,
                brief(&key.0, SHOWN)
            );
            self.problem(line, None, message);
            return;
        }
        self.seen.insert(key, line);
        let needs_quote = matches!(rating, Rating::Met | Rating::Partial | Rating::Adverse);
        if needs_quote && quote.is_empty() && self.places[3].is_some() {
            let message = format!("is empty; a rating of {rating} stands on a quote");
            self.warnings.push(CodingProblem::new(self.name, Some(line), Some("quote"), message));
        }
        self.rows.push(CodedRating {
            quotes: some(quote).into_iter().collect(),
            coder,
            note: some(note),
            line: RowLine(Some(line)),
            ..CodedRating::new(document, indicator, rating)
        });
    }

    fn problem(&mut self, line: u64, column: Option<&str>, message: String) {
        self.problems.push(CodingProblem::new(self.name, Some(line), column, message));
    }
}
