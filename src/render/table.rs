//! Tables for a spreadsheet, in CSV.

use csv::{QuoteStyle, Writer, WriterBuilder};

use super::safe;

/// A table in the making.
pub(super) struct Table(Writer<Vec<u8>>);

impl Table {
    pub(super) fn new(header: &[&str]) -> Self {
        Self::with(QuoteStyle::Necessary, header)
    }

    /// A table of which every cell is quoted, so that a spreadsheet that also separates cells at semicolons or tabs finds
    /// no other cells in it.
    pub(super) fn quoted(header: &[&str]) -> Self {
        Self::with(QuoteStyle::Always, header)
    }

    fn with(quotes: QuoteStyle, header: &[&str]) -> Self {
        let mut table = Table(WriterBuilder::new().quote_style(quotes).from_writer(Vec::new()));
        table.row(header.iter().map(|&name| name.to_owned()).collect());
        table
    }

    pub(super) fn row(&mut self, cells: Vec<String>) {
        // Writing to memory does not fail, and every row is as long as the header.
        let _ = self.0.write_record(cells);
    }

    pub(super) fn text(self) -> String {
        let bytes = self.0.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// Text on one line that no spreadsheet takes for a formula, and no workflow's log for a command: one that begins as a formula
/// does gets an apostrophe.
pub(super) fn defused(text: &str) -> String {
    let line = safe::logged(&safe::line(text));
    match text.starts_with(['\t', '\r']) || line.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        true => format!("'{line}"),
        false => line,
    }
}
