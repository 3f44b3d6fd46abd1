//! Which parts of a page are read: its main part where there is one, and nothing of what stands beside. A first way
//! through the page weighs the parts, because a name alone may be wrong: a page whose text stands in its "footer" is
//! read all the same.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::elements::Element;
use super::left_out::{Reason, reason};
use super::tokens::StartTag;
use super::walk::{Place, Visitor, walk};

/// What was found out about a page, for the reader that goes through it again.
#[derive(Debug)]
pub(super) struct Content {
    /// For every part of the page, in the order of their beginning: is it left out?
    left_out: Vec<bool>,
    /// What is read stands inside of such elements only.
    pub(super) root: Root,
    /// The one heading of the first level stands in the page's header, or before the main part.
    pub(super) title_outside: bool,
    /// For every table: do its cells stand for columns of text, rather than for a table's rows?
    layout_tables: Vec<bool>,
}

/// Inside of what the text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    Page,
    Main,
    Article,
}

impl Root {
    /// The root that an element is, if it is one.
    pub(super) fn of(element: Element, tag: &StartTag) -> Option<Self> {
        match element {
            Element::Main => Some(Root::Main),
            _ if tag.attributes.is("role", "main") => Some(Root::Main),
            Element::Article => Some(Root::Article),
            _ => None,
        }
    }
}

impl Content {
    pub(super) fn of(source: &str) -> Self {
        let mut scales = Scales {
            source,
            parts: vec![Part::default()],
            part: 0,
            hidden: HashMap::new(),
            opened: HashSet::new(),
            not_weighed: 0,
            in_word: false,
            tables: Vec::new(),
            open_tables: Vec::new(),
        };
        walk(source, &mut scales);
        scales.judge()
    }

    pub(super) fn is_left_out(&self, number: usize) -> bool {
        self.left_out.get(number).copied().unwrap_or(true)
    }

    pub(super) fn is_layout(&self, table: usize) -> bool {
        self.layout_tables.get(table).copied().unwrap_or(false)
    }
}

/// Fewer words are no text: where a page has no more outside of what is hidden, that is what it has to say.
const FEW_WORDS: usize = 25;

/// A part of the page that is read or left out as a whole.
#[derive(Debug, Default)]
struct Part {
    /// The part around it; of the page, itself.
    around: usize,
    reason: Option<Reason>,
    root: Option<Root>,
    /// Its words outside of links, those of the parts inside apart.
    words: usize,
    /// Its headings of the first level.
    titles: usize,
    /// The words in it, but for what is hidden or asks for consent.
    total: usize,
    holds_main: bool,
    /// There is no reason to leave it out, nor anything around it.
    in_view: bool,
    /// The nearest root around it, or the page.
    within: usize,
}

#[derive(Debug, Default)]
struct Table {
    is_headed: bool,
    holds_blocks: bool,
    says_layout: bool,
    cells: usize,
    /// The most cells in a row.
    columns: usize,
    cell_words: usize,
    /// The most words in a cell.
    most_words: usize,
}

impl Table {
    fn is_layout(&self) -> bool {
        self.says_layout || self.columns <= 1 || (!self.is_headed && (self.holds_blocks || self.most_words > 150))
    }
}

struct Scales<'a> {
    source: &'a str,
    parts: Vec<Part>,
    part: usize,
    /// The ids of hidden parts.
    hidden: HashMap<usize, String>,
    /// The ids of what buttons open.
    opened: HashSet<String>,
    /// Inside of how many links and elements without text.
    not_weighed: usize,
    in_word: bool,
    tables: Vec<Table>,
    open_tables: Vec<usize>,
}

struct Mark {
    is_part: bool,
    is_table: bool,
    is_not_weighed: bool,
}

impl Visitor for Scales<'_> {
    type Mark = Mark;

    fn open(&mut self, element: Element, tag: &StartTag, place: Place) -> Mark {
        let opened = tag.attributes.get("aria-controls").unwrap_or_default();
        self.opened.extend(opened.split_ascii_whitespace().map(str::to_owned));
        let (reason, root) = (reason(element, tag, place), Root::of(element, tag));
        let is_no_text = reason == Some(Reason::NoText);
        let is_part = !is_no_text && (reason.is_some() || root.is_some());
        if is_part {
            self.parts.push(Part { around: self.part, reason, root, ..Part::default() });
            self.part = self.parts.len() - 1;
            if let Some(id) = tag.attributes.get("id").filter(|_| reason == Some(Reason::Hidden)) {
                self.hidden.insert(self.part, id.to_owned());
            }
        }
        if let Some(part) = self.parts.get_mut(self.part).filter(|_| element == Element::H1) {
            part.titles += 1;
        }
        self.table(element, tag);
        let is_not_weighed = is_no_text || element == Element::A;
        self.not_weighed += usize::from(is_not_weighed);
        self.in_word &= !(element.is_block() || element == Element::Br);
        Mark { is_part, is_table: element == Element::Table, is_not_weighed }
    }

    fn close(&mut self, element: Element, mark: Mark, _: Range<usize>) {
        if mark.is_part {
            self.part = self.parts.get(self.part).map_or(0, |part| part.around);
        }
        if mark.is_table {
            self.open_tables.pop();
        }
        self.not_weighed -= usize::from(mark.is_not_weighed).min(self.not_weighed);
        self.in_word &= !element.is_block();
    }

    fn text(&mut self, range: Range<usize>) {
        let source = self.source;
        self.weigh(source.get(range).unwrap_or_default());
    }

    fn written(&mut self, text: &str, _: Range<usize>) {
        self.weigh(text);
    }
}

impl Scales<'_> {
    fn weigh(&mut self, text: &str) {
        if self.not_weighed > 0 {
            return;
        }
        let mut words = 0;
        for byte in text.bytes() {
            let in_word = !byte.is_ascii_whitespace();
            words += usize::from(in_word && !self.in_word);
            self.in_word = in_word;
        }
        if let Some(part) = self.parts.get_mut(self.part) {
            part.words += words;
        }
        if let Some(table) = self.open_tables.last().and_then(|&table| self.tables.get_mut(table)) {
            table.cell_words += words;
            table.most_words = table.most_words.max(table.cell_words);
        }
    }

    fn table(&mut self, element: Element, tag: &StartTag) {
        use Element::*;
        if let Some(table) = self.open_tables.last().and_then(|&table| self.tables.get_mut(table)) {
            match element {
                Tr => table.cells = 0,
                Td | Th => {
                    table.is_headed |= element == Th;
                    table.cells += 1;
                    table.columns = table.columns.max(table.cells);
                    table.cell_words = 0;
                }
                Thead | Caption => table.is_headed = true,
                Table | Ul | Ol | Dl | Hr => table.holds_blocks = true,
                _ => table.holds_blocks |= element.heading().is_some(),
            }
        }
        if element == Table {
            let role = |word: &str| tag.attributes.is("role", word);
            self.open_tables.push(self.tables.len());
            self.tables.push(self::Table { says_layout: role("presentation") || role("none"), ..Default::default() });
        }
    }

    fn judge(mut self) -> Content {
        self.add_up();
        let shown = self.parts.first().map_or(0, |page| page.total);
        let main_words =
            self.parts.iter().filter(|part| part.in_view && part.root == Some(Root::Main)).map(|part| part.total).max();
        let mut left_out = Vec::with_capacity(self.parts.len());
        for (number, part) in self.parts.iter().enumerate().skip(1) {
            let main_is_said = part.within == 0 && main_words.is_some_and(|words| words >= FEW_WORDS);
            let whole = self.parts.get(part.within).map_or(0, |whole| whole.total);
            let outweighs = part.total >= FEW_WORDS && part.total * 4 >= whole * 3;
            let is_read = (part.holds_main && main_words.is_none())
                || match part.reason {
                    None => true,
                    Some(Reason::NoText | Reason::Consent) => false,
                    Some(Reason::Hidden) => {
                        let is_opened = self.hidden.get(&number).is_some_and(|id| self.opened.contains(id));
                        is_opened || (shown < FEW_WORDS && part.total >= FEW_WORDS)
                    }
                    Some(Reason::Navigation | Reason::Header | Reason::Beside) => outweighs && !main_is_said,
                };
            left_out.push(!is_read);
        }
        let tally = self.tally(&left_out);
        let root = tally.root();
        let layout_tables = self.tables.iter().map(self::Table::is_layout).collect();
        Content { title_outside: tally.title_outside(root), root, left_out, layout_tables }
    }

    /// Adds what parts hold to what they stand in, which comes before them.
    fn add_up(&mut self) {
        for part in &mut self.parts {
            part.total = part.words;
            part.holds_main = part.root == Some(Root::Main);
            part.in_view = true;
        }
        for number in (1..self.parts.len()).rev() {
            let Some(part) = self.parts.get(number) else { continue };
            let counts = !matches!(part.reason, Some(Reason::Consent | Reason::Hidden));
            let (around, total, holds_main) = (part.around, if counts { part.total } else { 0 }, part.holds_main);
            if let Some(around) = self.parts.get_mut(around) {
                around.total += total;
                around.holds_main |= holds_main;
            }
        }
        for number in 1..self.parts.len() {
            let around = self.parts.get(number).map_or(0, |part| part.around);
            let Some(outer) = self.parts.get(around) else { continue };
            let (in_view, within) = (outer.in_view, if outer.root.is_some() { around } else { outer.within });
            if let Some(part) = self.parts.get_mut(number) {
                part.in_view = in_view && part.reason.is_none();
                part.within = within;
            }
        }
    }

    fn tally(&self, left_out: &[bool]) -> Tally {
        let mut tally = Tally::default();
        // Whether each part is read, stands in the main part, in an article.
        let mut places = Vec::with_capacity(self.parts.len());
        for (number, part) in self.parts.iter().enumerate() {
            let (read_around, in_main, in_article) = places.get(part.around).copied().unwrap_or((true, false, false));
            let is_out = number.checked_sub(1).and_then(|at| left_out.get(at)).copied().unwrap_or(false);
            let is_read = read_around && !is_out;
            let is_article = part.root == Some(Root::Article);
            tally.articles += usize::from(is_read && is_article && !in_article);
            let (in_main, in_article) = (in_main || part.root == Some(Root::Main), in_article || is_article);
            places.push((is_read, in_main, in_article));
            if !is_read {
                let is_header = read_around && part.reason == Some(Reason::Header);
                tally.header_titles += if is_header { part.titles } else { 0 };
                continue;
            }
            tally.has_main |= in_main;
            for (belongs, sums) in
                [(true, &mut tally.page), (in_main, &mut tally.main), (in_article, &mut tally.article)]
            {
                sums.words += if belongs { part.words } else { 0 };
                sums.titles += if belongs { part.titles } else { 0 };
            }
        }
        tally
    }
}

#[derive(Debug, Default)]
struct Sums {
    words: usize,
    titles: usize,
}

/// What is read of a page.
#[derive(Debug, Default)]
struct Tally {
    page: Sums,
    main: Sums,
    article: Sums,
    has_main: bool,
    /// Those that stand in no other.
    articles: usize,
    header_titles: usize,
}

impl Tally {
    fn root(&self) -> Root {
        if self.has_main && self.main.words * 2 >= self.page.words {
            Root::Main
        } else if self.articles == 1 && self.article.words * 2 >= self.page.words {
            Root::Article
        } else {
            Root::Page
        }
    }

    fn title_outside(&self, root: Root) -> bool {
        let inside = match root {
            Root::Page => &self.page,
            Root::Main => &self.main,
            Root::Article => &self.article,
        };
        inside.titles == 0 && self.page.titles - inside.titles + self.header_titles == 1
    }
}
