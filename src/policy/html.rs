//! The HTML inside Markdown: which of it is text, and which tags part blocks. No parser, and none is needed: what
//! is not understood is passed over.

use super::document::ContactKind;

/// What HTML is made of, as far as it matters here.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text,
    /// A character reference.
    Character(&'static str),
    Nothing,
    /// `<br>`
    Line,
    /// The border of a table's cell.
    Cell,
    Link(ContactKind),
    /// A block begins or ends.
    Block,
    List,
    ListEnd,
    /// A row begins or ends.
    Row(bool),
}

/// Where in the HTML the reader is: a block of it comes line by line.
#[derive(Debug, Default)]
pub(super) struct Html {
    state: State,
    /// Inside a heading of this level.
    pub(super) heading: Option<u8>,
    /// Inside `<script>` or `<style>`.
    raw: bool,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    Tag,
    Comment,
}

/// Character references that texts hold; the others stay as they are written.
const CHARACTERS: &[(&str, &str)] = &[
    ("&nbsp;", "\u{a0}"),
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&rsquo;", "’"),
    ("&ndash;", "–"),
    ("&mdash;", "—"),
];

impl Html {
    /// Text that is shown nowhere.
    pub(super) fn is_hidden(&self) -> bool {
        self.raw
    }

    /// The next piece of a text that is not empty, and its length, which is not zero.
    pub(super) fn next(&mut self, text: &str) -> (Piece, usize) {
        match self.state {
            State::Comment => self.until(text, "-->", Piece::Nothing),
            State::Tag => self.until(text, ">", Piece::Nothing),
            State::Text if text.starts_with("<!--") => {
                self.state = State::Comment;
                (Piece::Nothing, 4)
            }
            State::Text if is_tag(text) => {
                let end = text.find('>').map_or(text.len(), |end| end + 1);
                let piece = self.tag(&text[..end]);
                if !text[..end].ends_with('>') {
                    self.state = State::Tag;
                }
                (piece, end)
            }
            State::Text => {
                if let Some((name, character)) = CHARACTERS.iter().find(|(name, _)| text.starts_with(name)) {
                    return (Piece::Character(character), name.len());
                }
                let mut ends = text.char_indices().skip(1).filter(|&(_, c)| c == '<' || c == '&');
                (Piece::Text, ends.next().map_or(text.len(), |(at, _)| at))
            }
        }
    }

    fn until(&mut self, text: &str, end: &str, piece: Piece) -> (Piece, usize) {
        match text.find(end) {
            Some(at) => {
                self.state = State::Text;
                (piece, at + end.len())
            }
            None => (piece, text.len()),
        }
    }

    fn tag(&mut self, tag: &str) -> Piece {
        let inside = tag.trim_start_matches('<');
        let closes = inside.starts_with('/');
        let name: String =
            inside.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
        match name.to_ascii_lowercase().as_str() {
            "script" | "style" => {
                self.raw = !closes;
                Piece::Block
            }
            "br" => Piece::Line,
            "td" | "th" if closes => Piece::Cell,
            "tr" => Piece::Row(!closes),
            "ul" | "ol" if closes => Piece::ListEnd,
            "ul" | "ol" => Piece::List,
            heading @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                let level = heading.chars().nth(1).and_then(|digit| digit.to_digit(10));
                self.heading = level.filter(|_| !closes).and_then(|level| u8::try_from(level).ok());
                Piece::Block
            }
            "p" | "div" | "section" | "article" | "table" | "thead" | "tbody" | "li" | "dl" | "dt" | "dd" | "hr"
            | "blockquote" | "figure" | "figcaption" | "details" | "summary" | "center" | "header" | "footer" => {
                Piece::Block
            }
            "a" => tag.split_once("href=").map_or(Piece::Nothing, |(_, target)| {
                contact_of(target.trim_start_matches(['"', '\''])).map_or(Piece::Nothing, Piece::Link)
            }),
            _ => Piece::Nothing,
        }
    }
}

fn is_tag(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next() == Some('<')
        && characters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '/' || c == '!' || c == '?')
}

/// What a link's target is good for: nothing, if it leads elsewhere in the same page.
pub(super) fn contact_of(target: &str) -> Option<ContactKind> {
    match target.trim() {
        target if target.starts_with("mailto:") => Some(ContactKind::Email),
        target if target.starts_with("tel:") => Some(ContactKind::Phone),
        target if target.is_empty() || target.starts_with('#') => None,
        target if target.contains('@') && !target.contains('/') => Some(ContactKind::Email),
        _ => Some(ContactKind::Url),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let mut html = Html::default();
        let (mut at, mut shown) = (0, String::new());
        while at < text.len() {
            let (piece, length) = html.next(&text[at..]);
            match piece {
                Piece::Text if !html.is_hidden() => shown.push_str(&text[at..at + length]),
                Piece::Character(c) => shown.push_str(c),
                Piece::Line => shown.push('\n'),
                Piece::Block | Piece::List | Piece::ListEnd | Piece::Row(_) => shown.push('|'),
                Piece::Cell => shown.push(';'),
                _ => {}
            }
            at += length;
        }
        shown
    }

    #[test]
    fn tags_part_what_they_show_apart() {
        assert_eq!(read("<p>We <b>re</b>ply.<br/>Soon</p>"), "|We reply.\nSoon|");
        assert_eq!(read("<ul><li>a</li></ul><tr><td>x</td><td>y</td></tr>"), "||a|||x;y;|");
    }

    #[test]
    fn comments_scripts_and_broken_tags_are_passed_over() {
        assert_eq!(read("a<!-- no <b> -->b<script>x < y</script>c"), "ab||c");
        assert_eq!(read("5 < 6 &amp; R&D <img src=\"x\n\" alt=\"y\"> <a"), "5 < 6 & R&D  ");
    }

    #[test]
    fn targets_are_contacts() {
        assert_eq!(contact_of("mailto:a@example.org"), Some(ContactKind::Email));
        assert_eq!(contact_of("tel:+1"), Some(ContactKind::Phone));
        assert_eq!(contact_of("https://example.org/@us"), Some(ContactKind::Url));
        assert_eq!(contact_of("#top"), None);
    }
}
