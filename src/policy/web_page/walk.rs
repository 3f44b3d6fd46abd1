//! Which elements are open at each place of a page: end tags that are left out, tags that cross one another, tables.
//! No tree is built, and no step takes longer the deeper the page is nested.

use std::collections::HashMap;
use std::ops::Range;

use super::elements::Element;
use super::tokens::{EndTag, StartTag, Token, tokens};

/// Is told what begins and ends in a page, in the order of the source.
pub(super) trait Visitor {
    /// What is to be remembered of an open element.
    type Mark;

    /// An element begins.
    fn open(&mut self, element: Element, tag: &StartTag, place: Place) -> Self::Mark;

    /// An element ends; the range is its end tag, or empty where it ends without one.
    fn close(&mut self, element: Element, mark: Self::Mark, end: Range<usize>);

    /// Text that is read as it is written.
    fn text(&mut self, range: Range<usize>);

    /// Text that is written otherwise.
    fn written(&mut self, text: &str, range: Range<usize>);
}

/// What an element stands in.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// An article, a section, the page's main part.
    pub(super) section: bool,
    /// An article or the page's main part.
    pub(super) content: bool,
    pub(super) heading: bool,
    /// Raised text: the number of a note, perhaps.
    pub(super) raised: bool,
}

/// Tells a visitor about everything in the page.
pub(super) fn walk<V: Visitor>(source: &str, visitor: &mut V) {
    let xml = source.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml");
    let mut walk = Walk {
        visitor,
        xml,
        stack: Vec::new(),
        open: vec![Vec::new(); Element::NAMED + 1],
        bounds: Vec::new(),
        lists: Vec::new(),
        blocks: Vec::new(),
        others: HashMap::new(),
    };
    for token in tokens(source, xml) {
        match token {
            Token::Start(tag) => walk.start(&tag),
            Token::End(tag) => walk.end(&tag),
            Token::Text(range) => walk.visitor.text(range),
            Token::Written(text, range) => walk.visitor.written(&text, range),
            Token::Other(_) => {}
        }
    }
    walk.close_down_to(0, source.len()..source.len());
}

struct Open<M> {
    element: Element,
    number: usize,
    /// Taken when its end tag came while blocks inside were open.
    mark: Option<M>,
}

struct Walk<'v, V: Visitor> {
    visitor: &'v mut V,
    xml: bool,
    stack: Vec<Open<V::Mark>>,
    /// For each element, where on the stack it stands open.
    open: Vec<Vec<usize>>,
    /// Where on the stack elements stand that what is inside does not end.
    bounds: Vec<usize>,
    lists: Vec<usize>,
    blocks: Vec<usize>,
    /// Elements without a name of their own are numbered as they come.
    others: HashMap<String, usize>,
}

impl<V: Visitor> Walk<'_, V> {
    fn number(&mut self, element: Element, name: &str) -> usize {
        if element != Element::Other {
            return element as usize;
        }
        let next = self.open.len();
        let number = *self.others.entry(name.to_owned()).or_insert(next);
        if number == next {
            self.open.push(Vec::new());
        }
        number
    }

    /// Where on the stack the innermost such element stands.
    fn last(&self, element: Element) -> Option<usize> {
        self.last_of(element as usize)
    }

    fn last_of(&self, number: usize) -> Option<usize> {
        self.open.get(number).and_then(|places| places.last()).copied()
    }

    fn is_open(&self, element: Element) -> bool {
        self.last(element).is_some()
    }

    /// The innermost of some elements, if it stands inside of a place.
    fn last_within(&self, elements: &[Element], bound: Option<usize>) -> Option<usize> {
        elements.iter().filter_map(|&element| self.last(element)).max().filter(|&at| Some(at) > bound)
    }

    fn place(&self) -> Place {
        let headings = [Element::H1, Element::H2, Element::H3, Element::H4, Element::H5, Element::H6];
        let content = self.is_open(Element::Main) || self.is_open(Element::Article);
        Place {
            section: content || self.is_open(Element::Section),
            content,
            heading: headings.into_iter().any(|heading| self.is_open(heading)) || self.is_open(Element::Summary),
            raised: self.is_open(Element::Sup),
        }
    }

    fn start(&mut self, tag: &StartTag) {
        let element = Element::of(&tag.name);
        let at = tag.span.start..tag.span.start;
        let foreign = self.last(Element::Svg).max(self.last(Element::Math));
        let is_foreign = foreign.is_some() && foreign >= self.last(Element::ForeignObject);
        if is_foreign && element.ends_foreign() {
            self.close_down_to(foreign.unwrap_or(0), at.clone());
        }
        if matches!(element, Element::Html | Element::Head | Element::Body) || !self.make_room(element, at) {
            return;
        }
        let place = self.place();
        let mark = self.visitor.open(element, tag, place);
        let closes_itself = tag.closes_itself && (self.xml || is_foreign || element == Element::Svg);
        if element.is_void() || closes_itself {
            return self.visitor.close(element, mark, tag.span.end..tag.span.end);
        }
        let number = self.number(element, &tag.name);
        let depth = self.stack.len();
        if let Some(places) = self.open.get_mut(number) {
            places.push(depth);
        }
        for (list, belongs) in [
            (&mut self.bounds, element.bounds()),
            (&mut self.lists, element.is_list()),
            (&mut self.blocks, element.is_block()),
        ] {
            if belongs {
                list.push(depth);
            }
        }
        self.stack.push(Open { element, number, mark: Some(mark) });
    }

    /// Ends what an element's beginning ends; says whether the element may stand here at all.
    fn make_room(&mut self, element: Element, at: Range<usize>) -> bool {
        use Element::*;
        let bound = self.bounds.last().copied();
        let table = self.last(Table);
        let ended = match element {
            Li => self.last_within(&[Li], bound.max(self.lists.last().copied())),
            Dt | Dd => self.last_within(&[Dt, Dd], self.last(Dl).max(bound)),
            Option | Optgroup => self.last_within(&[Option], self.last(Select)),
            Button => self.last_within(&[Button], None),
            Td | Th | Tr | Tbody | Thead | Tfoot | Caption | Colgroup | Col if table.is_none() => return false,
            Td | Th => self.last_within(&[Td, Th, Caption], table),
            Tr => self.last_within(&[Tr], table).or_else(|| self.last_within(&[Td, Th, Caption], table)),
            Tbody | Thead | Tfoot | Caption | Colgroup | Col => {
                table.map(|table| table + 1).filter(|&first| first < self.stack.len())
            }
            _ => None,
        };
        if let Some(ended) = ended {
            self.close_down_to(ended, at.clone());
        }
        if element.heading().is_some() && self.stack.last().is_some_and(|open| open.element.heading().is_some()) {
            self.close_down_to(self.stack.len() - 1, at.clone());
        }
        let bound = self.bounds.last().copied();
        if element.ends_paragraph()
            && let Some(paragraph) = self.last_within(&[P], bound)
        {
            self.close_down_to(paragraph, at.clone());
        }
        if element == A
            && let Some(link) = self.last_within(&[A], bound)
        {
            self.close_overlapping(link, at);
        }
        true
    }

    fn end(&mut self, tag: &EndTag) {
        use Element::*;
        let element = Element::of(&tag.name);
        let bound = self.bounds.last().copied();
        let number = self.number(element, &tag.name);
        let found = match element {
            Html | Head | Body => return,
            Li => self.last_within(&[Li], bound.max(self.lists.last().copied())),
            H1 | H2 | H3 | H4 | H5 | H6 => self.last_within(&[H1, H2, H3, H4, H5, H6], bound),
            Td | Th | Tr | Tbody | Thead | Tfoot | Caption => self.last_within(&[element], self.last(Table)),
            Table => self.last(Table),
            _ => self.last_of(number).filter(|&at| Some(at) >= bound),
        };
        let crosses = |at: usize| !element.is_block() && self.blocks.last().is_some_and(|&block| block > at);
        match found {
            Some(at) if crosses(at) && !element.may_overlap() => {}
            Some(at) if crosses(at) || element == Form => self.close_overlapping(at, tag.span.clone()),
            Some(at) => self.close_down_to(at, tag.span.clone()),
            None if matches!(element, P | Br) => {
                let empty = StartTag { name: tag.name.clone(), span: tag.span.clone(), ..StartTag::default() };
                let mark = self.visitor.open(element, &empty, self.place());
                self.visitor.close(element, mark, tag.span.clone());
            }
            None => {}
        }
    }

    /// Ends everything from a place on the stack on. `end` is the end tag of the outermost.
    fn close_down_to(&mut self, depth: usize, end: Range<usize>) {
        while self.stack.len() > depth
            && let Some(open) = self.stack.pop()
        {
            let at = self.stack.len();
            for list in [&mut self.bounds, &mut self.lists, &mut self.blocks] {
                list.pop_if(|last| *last == at);
            }
            let Some(mark) = open.mark else { continue };
            if let Some(places) = self.open.get_mut(open.number) {
                places.pop();
            }
            let end = if at == depth { end.clone() } else { end.start..end.start };
            self.visitor.close(open.element, mark, end);
        }
    }

    /// Ends one element only; what began inside goes on.
    fn close_overlapping(&mut self, at: usize, end: Range<usize>) {
        if at + 1 == self.stack.len() {
            return self.close_down_to(at, end);
        }
        let Some(open) = self.stack.get_mut(at) else { return };
        let (element, number) = (open.element, open.number);
        if let Some(mark) = open.mark.take() {
            if let Some(places) = self.open.get_mut(number) {
                places.pop();
            }
            self.visitor.close(element, mark, end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Shape(String);

    impl Visitor for Shape {
        type Mark = String;

        fn open(&mut self, _: Element, tag: &StartTag, _: Place) -> String {
            self.0.push_str(&format!("({} ", tag.name));
            tag.name.clone()
        }

        fn close(&mut self, _: Element, mark: String, _: Range<usize>) {
            self.0.push_str(&format!("/{mark})"));
        }

        fn text(&mut self, _: Range<usize>) {
            self.0.push('.');
        }

        fn written(&mut self, _: &str, _: Range<usize>) {
            self.0.push('&');
        }
    }

    fn shape(source: &str) -> String {
        let mut shape = Shape::default();
        walk(source, &mut shape);
        shape.0
    }

    #[test]
    fn end_tags_may_be_left_out() {
        assert_eq!(shape("<p>a<p>b<div>c"), "(p ./p)(p ./p)(div ./div)");
        assert_eq!(shape("<ul><li>a<ul><li>b</ul><li>c</ul>d"), "(ul (li .(ul (li ./li)/ul)/li)(li ./li)/ul).");
        assert_eq!(shape("<dl><dt>a<dd>b<dt>c</dl>"), "(dl (dt ./dt)(dd ./dd)(dt ./dt)/dl)");
        assert_eq!(
            shape("<table><tr><td>a<td>b<tr><th>c<tbody><tr><td>d</table>"),
            "(table (tr (td ./td)(td ./td)/tr)(tr (th ./th)/tr)(tbody (tr (td ./td)/tr)/tbody)/table)"
        );
        assert_eq!(shape("<select><option>a<option>b</select>"), "(select (option ./option)(option ./option)/select)");
    }

    #[test]
    fn what_stands_in_a_cell_ends_nothing_outside() {
        assert_eq!(shape("<p><table><tr><td></p></div>a</table>"), "(p /p)(table (tr (td (p /p)./td)/tr)/table)");
        assert_eq!(shape("<tr><td>a</td></tr>"), ".");
    }

    #[test]
    fn tags_may_cross() {
        assert_eq!(shape("<b><p>a</b>b</p>c"), "(b (p ./b)./p).");
        assert_eq!(shape("<b><i>a</b>b</i>"), "(b (i ./i)/b).");
        assert_eq!(shape("<a>a<a>b</a>"), "(a ./a)(a ./a)");
        assert_eq!(shape("<form><div>a</form>b</div>"), "(form (div ./form)./div)");
        assert_eq!(shape("<x-a><p>a</x-b>b</x-a>"), "(x-a (p ../p)/x-a)");
    }

    #[test]
    fn drawings_end_where_the_page_goes_on() {
        assert_eq!(shape("<svg><path/><title>a</title>b<p>c"), "(svg (path /path)(title ./title)./svg)(p ./p)");
        assert_eq!(shape("<svg/>a<br/></br>"), "(svg /svg).(br /br)(br /br)");
    }

    #[test]
    fn xml_may_close_any_tag_by_itself() {
        assert_eq!(shape("<?xml version='1.0'?><div/>a<script/>b"), "(div /div).(script /script).");
        assert_eq!(shape("<div/>a"), "(div ./div)");
    }

    #[test]
    fn deep_pages_take_no_longer() {
        for piece in
            ["<div>", "<b>", "<p><b>", "<ul><li>", "<table><tr><td>", "</p>", "<x>", "<a><div>", "<b><div></b>"]
        {
            let pieces = (1 << 20) / piece.len();
            assert!(shape(&piece.repeat(pieces)).len() > pieces, "{piece}");
        }
    }
}
