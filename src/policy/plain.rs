//! Plain text: what stands between blank lines and rules, its lines still apart.

use std::ops::Range;

use super::document::BlockKind;
use super::draft::Draft;
use super::look;

pub(super) fn blocks(source: &str) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut open: Option<Draft> = None;
    for line in lines(source) {
        let text = &source[line.clone()];
        if text.is_empty() || look::is_rule(text) {
            let underlined = open.as_mut().filter(|draft| !text.is_empty() && !draft.reading.contains('\n'));
            if let Some(draft) = underlined.filter(|draft| !look::ends_sentence(&draft.reading)) {
                draft.kind = BlockKind::Heading(if text.starts_with('=') { 1 } else { 2 });
            }
            drafts.extend(open.take());
            continue;
        }
        let draft = open.get_or_insert_with(|| Draft::new(BlockKind::Paragraph));
        // A soft hyphen at the end of a line is a word cut in two.
        if !draft.reading.is_empty() && !draft.reading.ends_with('\u{ad}') {
            draft.separator("\n");
        }
        draft.verbatim(source, line);
    }
    drafts.extend(open);
    drafts
}

/// The lines without the white space around them. A CRLF is one end of line; a form feed ends one too.
fn lines(source: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in source.split_inclusive(['\n', '\r', '\u{c}', '\u{2028}', '\u{2029}']) {
        let end = start + line.len();
        if !(line == "\n" && source[..start].ends_with('\r')) {
            let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
            let text = line.trim_end_matches(blank);
            lines.push(start + (text.len() - text.trim_start_matches(blank).len())..start + text.len());
        }
        start = end;
    }
    lines
}
