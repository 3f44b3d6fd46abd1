//! From drafts to blocks: lists, headings and rows that only their look tells, paragraphs that blank lines tear
//! apart, line breaks that end a thought and line breaks that do not.

use super::document::{BlockKind, Form};
use super::draft::Draft;
use super::look::{self, Marker, Style};

/// A line as long as this was full: what follows belongs to it.
const FULL_LINE: usize = 46;

pub(super) fn mend(source: &str, drafts: Vec<Draft>, form: Form) -> Vec<Draft> {
    let mut mender = Mender { source, form, done: Vec::new(), levels: Vec::new(), pending: None, looks: false };
    for draft in drafts {
        mender.take(draft);
    }
    mender.finish()
}

struct Mender<'a> {
    source: &'a str,
    form: Form,
    done: Vec<Draft>,
    /// The open lists that markers began, the outermost first.
    levels: Vec<Level>,
    /// A marker stood alone: the next paragraph is its item.
    pending: Option<BlockKind>,
    /// The last block became a heading by its look alone.
    looks: bool,
}

struct Level {
    column: usize,
    style: Style,
    /// The last item's letter.
    letter: Option<char>,
}

impl Mender<'_> {
    fn take(&mut self, mut draft: Draft) {
        if !matches!(draft.kind, BlockKind::Paragraph | BlockKind::Item(_)) {
            self.pending = None;
            return self.push(draft);
        }
        let mut pieces = Vec::new();
        for cut in cuts(&draft, self.form).into_iter().rev() {
            pieces.push(draft.split_off(cut));
        }
        pieces.push(draft);
        let alone = pieces.len() == 1;
        for (number, piece) in pieces.into_iter().rev().enumerate() {
            self.place(piece, number == 0, alone);
        }
    }

    /// Decides what a piece is.
    fn place(&mut self, mut draft: Draft, first: bool, alone: bool) {
        let base = draft.kind;
        let line = draft.reading.trim();
        if line.starts_with('|') {
            draft.kind = BlockKind::Row;
            return self.push(draft);
        }
        let after_colon = self.done.last().is_some_and(|last| last.reading.trim_end().ends_with(':'));
        let may_be_title = base == BlockKind::Paragraph && self.pending.is_none() && first && !after_colon;
        if let Some(level) = self.title_level(&draft, alone).filter(|_| may_be_title) {
            draft.kind = BlockKind::Heading(level);
            self.push(draft);
            self.looks = true;
            return;
        }
        let column = self.column(&draft);
        let mut kind = None;
        // "• o Text" holds two markers.
        for _ in 0..3 {
            let start = draft.reading.len() - draft.reading.trim_start().len();
            let Some(marker) = look::marker(&draft.reading[start..]) else {
                break;
            };
            if matches!(marker.style, Style::Numbered | Style::Section) {
                let goes_on = self.levels.last().is_some_and(|level| level.style == marker.style);
                let rest = &draft.reading[start + marker.length..];
                if kind.is_none() && (after_colon || goes_on || rest.starts_with(char::is_lowercase)) {
                    kind = Some(self.item(base, first, column, marker));
                } else if kind.is_none() {
                    kind = Some(base);
                }
                break;
            }
            kind = Some(self.item(base, first, column, marker));
            draft = draft.strip(start + marker.length);
        }
        if draft.is_blank() {
            self.pending = kind.or(self.pending);
            return;
        }
        let marked = kind.is_some();
        let kind = kind.or(self.pending.take());
        draft.kind = kind.unwrap_or(base);
        draft.continued &= first && !marked;
        if kind.is_none()
            && base == BlockKind::Paragraph
            && self.joins(&draft)
            && let Some(last) = self.done.last_mut()
        {
            if self.looks {
                last.kind = BlockKind::Paragraph;
                self.looks = false;
            }
            return last.append(draft);
        }
        self.push(draft);
    }

    fn push(&mut self, draft: Draft) {
        match draft.kind {
            BlockKind::Item(_) if self.looks => {
                // "**To report:**" before a list leads it in.
                if let Some(last) = self.done.last_mut().filter(|last| last.reading.trim_end().ends_with(':')) {
                    last.kind = BlockKind::Paragraph;
                }
            }
            BlockKind::Item(_) => {}
            _ => self.levels.clear(),
        }
        self.looks = false;
        self.done.push(draft);
    }

    /// The level at which a line stands that looks like a heading.
    fn title_level(&self, draft: &Draft, alone: bool) -> Option<u8> {
        let line = draft.reading.trim();
        if line.contains('\n') || line.len() > 160 {
            return None;
        }
        let bold = self.form.marks_blocks() && is_bold(draft);
        // "Appeals:" alone, and not before a list.
        let may_announce = bold || (alone && line.split_whitespace().count() <= 4);
        let title = if may_announce { line.trim_end_matches(':') } else { line };
        if !look::is_title(title) {
            return None;
        }
        let capitals = look::is_capitals(title);
        match self.form {
            form if form.marks_blocks() => (bold || capitals).then_some(6),
            _ if capitals => Some(u8::try_from(look::number_depth(title).clamp(1, 5)).unwrap_or(1)),
            _ if alone && title.chars().count() <= 70 => {
                Some(1 + u8::try_from(look::number_depth(title).clamp(1, 4)).unwrap_or(1))
            }
            _ => None,
        }
    }

    /// The list level that a marker opens, continues or falls back to.
    fn item(&mut self, base: BlockKind, first: bool, column: usize, marker: Marker) -> BlockKind {
        let outer = match base {
            // A marker inside an item's own marker is the same item.
            BlockKind::Item(depth) if first => return BlockKind::Item(depth),
            BlockKind::Item(depth) => depth,
            _ => 0,
        };
        self.levels.retain(|level| level.column <= column);
        let follows = |last: Option<char>| matches!((last, marker.letter), (Some(last), Some(next)) if u32::from(last) + 1 == u32::from(next));
        // "(i)" after "(h)" is a letter, otherwise a numeral.
        let runs = |letters: Style| self.levels.iter().any(|level| level.style == letters && follows(level.letter));
        let style = match marker.style {
            Style::Roman if runs(Style::Letter) => Style::Letter,
            Style::Roman if runs(Style::Capital) => Style::Capital,
            style => style,
        };
        let same = |level: &Level| level.style == style && (level.column == column || style.is_number());
        match self.levels.iter().position(same) {
            Some(at) => self.levels.truncate(at + 1),
            None => {
                // Another look in the same column is another level only where the item above announces one.
                let last = self.done.last().map_or("", |last| look::without_closers(&last.reading));
                let announced = last.ends_with(':') || !look::ends_sentence(last);
                if !announced || self.levels.len() >= 16 {
                    self.levels.pop_if(|level| level.column == column);
                }
                self.levels.push(Level { column, style, letter: None });
            }
        }
        if let Some(level) = self.levels.last_mut() {
            level.letter = marker.letter;
        }
        BlockKind::Item(outer.saturating_add(u8::try_from(self.levels.len()).unwrap_or(u8::MAX)))
    }

    /// The column that a draft begins in; markup tells its levels itself.
    fn column(&self, draft: &Draft) -> usize {
        match self.form.marks_blocks() {
            false => {
                let before = self.source.get(..draft.source_start(0)).unwrap_or_default();
                before.chars().rev().take_while(|&c| c == ' ' || c == '\t').map(|c| if c == '\t' { 4 } else { 1 }).sum()
            }
            true => 0,
        }
    }

    /// Does the draft go on with the sentence of the block before, a blank line torn between?
    fn joins(&self, draft: &Draft) -> bool {
        let Some(last) = self.done.last() else { return false };
        let may = matches!(last.kind, BlockKind::Paragraph | BlockKind::Item(_)) || self.looks;
        if !may || look::is_address(line_at_end(&last.reading)) {
            return false;
        }
        let end = line_at_end(&last.reading);
        let text = draft.reading.trim_start();
        is_full(end)
            && !look::ends_sentence(end)
            && (text.starts_with(char::is_lowercase)
                || (look::ends_open(end) && text.starts_with(char::is_alphanumeric)))
    }

    fn finish(mut self) -> Vec<Draft> {
        // A title that nothing follows is no title: a signature, a slogan.
        if self.looks
            && !self.form.marks_blocks()
            && let Some(last) = self.done.last_mut()
        {
            last.kind = BlockKind::Paragraph;
        }
        self.done.retain(|draft| draft.reading.contains(char::is_alphanumeric));
        for draft in &mut self.done {
            settle(draft);
        }
        self.done
    }
}

/// Where a draft's lines begin something of their own.
fn cuts(draft: &Draft, form: Form) -> Vec<usize> {
    let mut cuts = Vec::new();
    let (mut before, mut style, mut in_row, mut at) = ("", None, false, 0);
    for (number, line) in draft.reading.split_inclusive('\n').enumerate() {
        let text = line.trim();
        let marker = look::marker(text);
        let begins = match marker {
            Some(marker) if marker.certain || (style == Some(marker.style) && !marker.style.is_number()) => true,
            Some(_) => look::ends_sentence(before) || (!look::ends_open(before) && !is_full(before)),
            None => false,
        };
        // "| a | b |" of a table that is none, its cells perhaps over several lines.
        let row = text.starts_with('|');
        let row_ends = in_row && before.ends_with('|');
        let after_title = number == 1 && {
            let bold = form.marks_blocks() && opens_bold(draft, at);
            let title = if bold { before.trim_end_matches(':') } else { before };
            look::is_title(title) && (bold || (look::is_capitals(before) && !look::is_capitals(text)))
        };
        if at > 0 && !text.is_empty() && (row || row_ends || after_title || (begins && !in_row)) {
            cuts.push(at);
            in_row = false;
        }
        in_row |= row;
        if begins {
            style = marker.map(|marker| marker.style);
        }
        if !text.is_empty() {
            before = text;
        }
        at += line.len();
    }
    cuts
}

/// So long a line was not ended on purpose.
fn is_full(line: &str) -> bool {
    line.chars().take(FULL_LINE).count() == FULL_LINE
}

/// Is everything that is read set in bold?
fn is_bold(draft: &Draft) -> bool {
    opens_bold(draft, draft.reading.trim_end().len())
}

/// Is the draft's beginning up to `end` set in bold?
fn opens_bold(draft: &Draft, end: usize) -> bool {
    let text = draft.reading.get(..end).unwrap_or_default();
    let (start, end) = (text.len() - text.trim_start().len(), text.trim_end_matches([' ', '\n', ':']).len());
    draft.inlines.iter().take(8).any(|inline| {
        inline.strong && inline.reading.start <= start && (end..=text.len()).contains(&inline.reading.end)
    })
}

fn line_at_end(text: &str) -> &str {
    text.trim_end().rsplit('\n').next().unwrap_or_default()
}

/// Replaces the ends of lines by blanks, but where a short line stands by itself.
fn settle(draft: &mut Draft) {
    if !draft.reading.contains('\n') {
        return;
    }
    let lines = draft.reading.split('\n').map(|line| line.chars().count()).filter(|&length| length > 0);
    // Two lines do not tell how long lines are.
    let width = if lines.clone().count() > 2 { lines.max() } else { None };
    let width = width.unwrap_or(usize::MAX);
    let prose = matches!(draft.kind, BlockKind::Paragraph | BlockKind::Item(_));
    let mut reading = String::with_capacity(draft.reading.len());
    let mut before = "";
    for line in draft.reading.split_inclusive('\n') {
        let text = line.trim_end_matches('\n');
        if prose && !before.is_empty() && !text.is_empty() && stands_alone(before, text, width) {
            // The line's end was written as a blank already.
            reading.pop();
            reading.push('\n');
        }
        reading.push_str(text);
        if text.len() < line.len() {
            reading.push(' ');
        }
        if !text.trim().is_empty() {
            before = text;
        }
    }
    draft.reading = reading;
}

/// Was the line ended on purpose? Short as it is, the next one's first word would have fitted.
fn stands_alone(line: &str, next: &str, width: usize) -> bool {
    let length = line.chars().take(FULL_LINE).count();
    let word = next.split_whitespace().next().unwrap_or_default();
    let begins = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '+');
    length < FULL_LINE && begins && !look::ends_open(line) && length + 1 + word.chars().take(FULL_LINE).count() <= width
}
