//! A frame cut into pieces: its own text, values `{{ … }}`, tags `{% … %}`; comments `{# … #}` are left out.

use super::error::Fault;

/// A piece, and the byte of the frame where what is in it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text as it goes into the letter.
    Text(&'a str, usize),
    /// What stands between `{{` and `}}`.
    Value(&'a str, usize),
    /// What stands between `{%` and `%}`.
    Tag(&'a str, usize),
    /// A comment; it ends lines as a tag does.
    Comment,
}

/// Cuts a frame. A line on which nothing but tags and comments stand goes with them.
pub(super) fn pieces(frame: &str) -> Result<Vec<Piece<'_>>, Fault> {
    let (mut pieces, mut line) = (Vec::new(), Vec::new());
    for piece in cut(frame)? {
        match piece {
            Piece::Text(text, mut at) => {
                for part in text.split_inclusive('\n') {
                    line.push(Piece::Text(part, at));
                    at += part.len();
                    if part.ends_with('\n') {
                        end_line(&mut line, &mut pieces);
                    }
                }
            }
            other => line.push(other),
        }
    }
    end_line(&mut line, &mut pieces);
    Ok(pieces)
}

fn end_line<'a>(line: &mut Vec<Piece<'a>>, pieces: &mut Vec<Piece<'a>>) {
    let is_tag = |piece: &Piece<'_>| matches!(piece, Piece::Tag(..) | Piece::Comment);
    let is_blank = |piece: &Piece<'_>| matches!(piece, Piece::Text(text, _) if text.trim().is_empty());
    let goes = line.iter().any(is_tag) && line.iter().all(|piece| is_tag(piece) || is_blank(piece));
    line.retain(|piece| !matches!(piece, Piece::Comment) && (!goes || is_tag(piece)));
    pieces.append(line);
}

/// Cuts a frame at its signs.
pub(super) fn cut(frame: &str) -> Result<Vec<Piece<'_>>, Fault> {
    let mut pieces = Vec::new();
    let mut done = 0;
    while let Some(rest) = frame.get(done..) {
        let Some((length, sign)) = opening(rest) else {
            pieces.push(Piece::Text(rest, done));
            break;
        };
        if length > 0 {
            pieces.push(Piece::Text(rest.get(..length).unwrap_or_default(), done));
        }
        let (start, at) = (done + length, done + length + sign.len());
        let inner = frame.get(at..).unwrap_or_default();
        let (closing, length) = match sign {
            "{#" => ("#}", inner.find("#}")),
            "{%" => ("%}", outside_of_quotes(inner, "%}")),
            _ => ("}}", outside_of_quotes(inner, "}}")),
        };
        let Some(length) = length else {
            return Err(Fault::new(start, format!("`{sign}` is not closed; expected `{closing}` after it")));
        };
        let inner = inner.get(..length).unwrap_or_default();
        pieces.push(match sign {
            "{#" => Piece::Comment,
            "{%" => Piece::Tag(inner, at),
            _ => Piece::Value(inner, at),
        });
        done = at + length + closing.len();
    }
    Ok(pieces)
}

/// Where the next value, tag or comment begins, and with which sign.
fn opening(text: &str) -> Option<(usize, &str)> {
    let mut signs = text.match_indices('{').filter_map(|(at, _)| Some((at, text.get(at..at + 2)?)));
    signs.find(|(_, sign)| matches!(*sign, "{{" | "{%" | "{#"))
}

/// Where a sign stands that is not part of words in quotation marks.
fn outside_of_quotes(text: &str, sign: &str) -> Option<usize> {
    let mut open: Option<char> = None;
    for (at, c) in text.char_indices() {
        match open {
            Some(quote) if c == quote => open = None,
            Some(_) => {}
            None if text.get(at..).is_some_and(|rest| rest.starts_with(sign)) => return Some(at),
            None if matches!(c, '"' | '\'') => open = Some(c),
            None => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(frame: &str) -> String {
        let pieces = pieces(frame).unwrap();
        let text = pieces.iter().map(|piece| match piece {
            Piece::Text(text, _) => (*text).to_owned(),
            Piece::Value(inner, _) => format!("<{inner}>"),
            Piece::Tag(inner, _) => format!("[{inner}]"),
            Piece::Comment => unreachable!("left out"),
        });
        text.collect()
    }

    #[test]
    fn lines_of_tags_go_and_others_stay() {
        assert_eq!(texts("a\n  {% if x %} \nb {% endif %}\nc{# no #}\n{# a\nb #}\nd"), "a\n[ if x ]b [ endif ]\nc\nd");
        assert_eq!(texts("{% a %}{% b %}\r\n{{ c }}\n"), "[ a ][ b ]< c >\n");
        assert_eq!(texts("\n\n"), "\n\n");
        assert_eq!(texts(""), "");
    }

    #[test]
    fn signs_in_quotation_marks_close_nothing() {
        assert_eq!(texts("{{ a or \"}}\" }}b"), "< a or \"}}\" >b");
        assert_eq!(pieces("a {{ b").unwrap_err().at, 2);
        assert_eq!(pieces("é {# b").unwrap_err().at, 3);
    }
}
