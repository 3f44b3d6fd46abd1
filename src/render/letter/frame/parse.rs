//! A frame's pieces as a tree, every name in it checked.

use super::error::Fault;
use super::names::{Kind, LETTER, Name};
use super::pieces::{Piece, pieces};
use super::tokens::Tokens;
use super::{Branch, Node, Path, Test, text};

/// How deep tags may stand in tags. A letter has three loops.
const DEPTH: usize = 32;

/// Reads a frame.
pub(super) fn parse(frame: &str) -> Result<Vec<Node>, Fault> {
    check_text(frame)?;
    let pieces = pieces(frame)?;
    let mut reader = Reader { pieces: pieces.into_iter(), loops: Vec::new(), known: Vec::new(), depth: 0 };
    match reader.nodes(None)? {
        (nodes, None) => Ok(nodes),
        (_, Some(End { word, at, .. })) => Err(Fault::new(at, format!("`{word}` closes nothing that is open"))),
    }
}

/// Checks the frame's own text, in stretches that values, tags and comments part.
fn check_text(frame: &str) -> Result<(), Fault> {
    super::pieces::cut(frame)?.iter().try_for_each(|piece| match piece {
        Piece::Text(words, at) => text::check(words, *at),
        _ => Ok(()),
    })
}

/// A loop that is open: the name of what it runs through, one by one, that list, and the names of each.
struct Loop {
    name: String,
    list: Path,
    names: &'static [Name],
}

/// A tag that ends what another began: `endif`, `endfor`, `else`, `elif`.
struct End<'a> {
    word: &'a str,
    at: usize,
    tokens: Tokens<'a>,
}

struct Reader<'a> {
    pieces: std::vec::IntoIter<Piece<'a>>,
    loops: Vec<Loop>,
    /// What may be missing, and is not in the branches that are open.
    known: Vec<Path>,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// Reads up to the tag that ends what is open, or to the end of the frame where nothing is.
    fn nodes(&mut self, open: Option<(&str, usize)>) -> Result<(Vec<Node>, Option<End<'a>>), Fault> {
        let mut nodes = Vec::new();
        while let Some(piece) = self.pieces.next() {
            match piece {
                Piece::Text(text, _) => nodes.push(Node::Text(text.to_owned())),
                Piece::Comment => {}
                Piece::Value(inner, at) => nodes.push(self.value(Tokens::of(inner, at)?)?),
                Piece::Tag(inner, at) => {
                    let mut tokens = Tokens::of(inner, at)?;
                    let (word, at) = tokens.word(TAGS)?;
                    match word {
                        "if" => nodes.push(self.branches(tokens, at)?),
                        "for" => nodes.push(self.each(tokens, at)?),
                        "endif" | "endfor" | "else" | "elif" => return Ok((nodes, Some(End { word, at, tokens }))),
                        _ => return Err(Fault::new(at, format!("`{word}` is no tag of a frame; expected {TAGS}"))),
                    }
                }
            }
        }
        match open {
            None => Ok((nodes, None)),
            Some((word, at)) => Err(Fault::new(at, format!("`{word}` is not closed; expected `{{% end{word} %}}`"))),
        }
    }

    /// `{{ name }}`, `{{ name or "words" }}`.
    fn value(&mut self, mut tokens: Tokens<'a>) -> Result<Node, Fault> {
        let (path, kind, at) = self.path(&mut tokens)?;
        let or = match tokens.takes("or") {
            true => Some(tokens.quoted("words in quotation marks after `or`")?.0.to_owned()),
            false => None,
        };
        tokens.end("`or` with words in quotation marks, or the end of the value: `}}`")?;
        match kind {
            Kind::Flag => Err(Fault::new(at, format!("`{path}` is yes or no; expected it after `if`"))),
            Kind::List(_) => {
                Err(Fault::new(at, format!("`{path}` is a list; expected it in `{{% for … in {path} %}}`")))
            }
            _ if kind.may_be_missing() && or.is_none() && !self.known.contains(&path) => Err(Fault::new(
                at,
                format!(
                    "`{path}` may be missing; expected what to write then, `{{{{ {path} or \"words\" }}}}`, or the value \
                     inside `{{% if {path} %}}`"
                ),
            )),
            _ => Ok(Node::Value { path, or, address: matches!(kind, Kind::Address) }),
        }
    }

    /// `{% if … %} … {% elif … %} … {% else %} … {% endif %}`.
    fn branches(&mut self, mut tokens: Tokens<'a>, at: usize) -> Result<Node, Fault> {
        self.deeper(at)?;
        let outside = self.known.len();
        let mut branches: Vec<Branch> = Vec::new();
        let mut other = Vec::new();
        loop {
            let test = self.test(&mut tokens)?;
            let before = self.known.len();
            if !test.not {
                self.known.push(test.path.clone());
            }
            let (nodes, end) = self.nodes(Some(("if", at)))?;
            self.known.truncate(before);
            // From here on the test has failed.
            if test.not && test.equals.is_none() {
                self.known.push(test.path.clone());
            }
            branches.push(Branch { test, nodes });
            // Without a tag that ends it, reading has failed above.
            let Some(end) = end else { break };
            match end.word {
                "elif" => tokens = end.tokens,
                "else" => {
                    end.tokens.end("nothing after `else`")?;
                    let (nodes, end) = self.nodes(Some(("if", at)))?;
                    other = nodes;
                    if let Some(end) = end {
                        ends(&end, "if")?;
                    }
                    break;
                }
                _ => {
                    ends(&end, "if")?;
                    break;
                }
            }
        }
        self.known.truncate(outside);
        self.depth -= 1;
        Ok(Node::If { branches, other })
    }

    /// `[not] name`, `name == "word"`, `name != "word"`.
    fn test(&mut self, tokens: &mut Tokens<'a>) -> Result<Test, Fault> {
        let not = tokens.takes("not");
        let (path, kind, at) = self.path(tokens)?;
        if let Kind::Group(names) = kind {
            return Err(Fault::new(
                at,
                format!("`{path}` stands for several; expected one of {}", listed(names, &path)),
            ));
        }
        let sign = if not { None } else { tokens.sign() };
        let Some(sign) = sign else {
            tokens.end("`==` or `!=` with words in quotation marks, or the end of the tag: `%}`")?;
            return Ok(Test { path, not, equals: None });
        };
        let (words, words_at) = tokens.quoted("words in quotation marks")?;
        tokens.end("the end of the tag: `%}`")?;
        match kind {
            Kind::Word(known) if !known().contains(&words) => {
                let known = known().join(", ");
                Err(Fault::new(words_at, format!("`{path}` is never “{words}”; expected one of {known}")))
            }
            Kind::Number | Kind::Flag | Kind::List(_) => {
                Err(Fault::new(at, format!("`{path}` is no text; expected it alone after `if`")))
            }
            _ => Ok(Test { path, not: sign == "!=", equals: Some(words.to_owned()) }),
        }
    }

    /// `{% for name in list %} … {% endfor %}`.
    fn each(&mut self, mut tokens: Tokens<'a>, at: usize) -> Result<Node, Fault> {
        self.deeper(at)?;
        let (name, name_at) = tokens.word("a name for each of the list")?;
        let is_plain = name.starts_with(|c: char| c.is_alphabetic()) && !name.contains('.');
        let is_taken = LETTER.iter().any(|known| known.name == name) || self.loops.iter().any(|open| open.name == name);
        if !is_plain || is_taken || WORDS.contains(&name) {
            let why = if is_taken { "is taken" } else { "is no name" };
            return Err(Fault::new(name_at, format!("`{name}` {why}; expected another name for each of the list")));
        }
        if !tokens.takes("in") {
            return Err(tokens.unexpected("`in` and a list"));
        }
        let (list, kind, list_at) = self.path(&mut tokens)?;
        tokens.end("the end of the tag: `%}`")?;
        let Kind::List(names) = kind else {
            return Err(Fault::new(list_at, format!("`{list}` is no list; expected one, such as `criteria`")));
        };
        // Each list once at a time: so no frame writes more than its own length for every clause.
        if self.loops.iter().any(|open| open.list == list) {
            return Err(Fault::new(list_at, format!("a loop through `{list}` is open already; expected another list")));
        }
        let known = self.known.len();
        self.loops.push(Loop { name: name.to_owned(), list: list.clone(), names });
        let (nodes, end) = self.nodes(Some(("for", at)))?;
        if let Some(end) = end {
            ends(&end, "for")?;
        }
        self.loops.pop();
        self.known.truncate(known);
        self.depth -= 1;
        Ok(Node::For { list, nodes })
    }

    /// A name, and what stands under it.
    fn path(&self, tokens: &mut Tokens<'a>) -> Result<(Path, Kind, usize), Fault> {
        let (word, at) = tokens.word("a name")?;
        let mut parts = word.split('.');
        let first = parts.next().unwrap_or_default();
        let open = self.loops.iter().rposition(|open| open.name == first);
        let (loops, mut kind, mut path) = match open {
            Some(at) => {
                let names = self.loops.get(at).map_or(LETTER, |open| open.names);
                (at + 1, Kind::Group(names), Path { loops: at + 1, spelled: first.to_owned(), names: Vec::new() })
            }
            None => {
                let path = Path { loops: 0, spelled: String::new(), names: Vec::new() };
                (0, Kind::Group(LETTER), path)
            }
        };
        let names = if loops == 0 { word.split('.') } else { parts };
        for name in names {
            let Kind::Group(known) = kind else {
                return Err(Fault::new(at, format!("`{word}`: `{path}` has no names in it")));
            };
            let Some(found) = known.iter().find(|each| each.name == name) else {
                return Err(Fault::new(at, self.unknown(word, name, known, &path)));
            };
            kind = found.kind;
            path.names.push(found.name);
            path.spelled = if path.spelled.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        }
        match kind {
            Kind::Group(names) => {
                let known = listed(names, &path);
                Err(Fault::new(at, format!("`{path}` stands for several; expected one of {known}")))
            }
            _ => Ok((path, kind, at)),
        }
    }

    fn unknown(&self, word: &str, name: &str, names: &[Name], path: &Path) -> String {
        let mut known: Vec<&str> = names.iter().map(|name| name.name).collect();
        if path.spelled.is_empty() {
            known.extend(self.loops.iter().map(|open| open.name.as_str()));
        }
        let likely = known.iter().map(|each| (strsim::jaro_winkler(each, name), *each)).filter(|each| each.0 > 0.84);
        let near = likely.max_by(|a, b| a.0.total_cmp(&b.0));
        let before = if path.spelled.is_empty() { String::new() } else { format!("{path}.") };
        let near = near.map(|(_, near)| format!(" (did you mean `{before}{near}`?)")).unwrap_or_default();
        let known: Vec<String> = known.iter().map(|name| format!("{before}{name}")).collect();
        format!("unknown name `{word}`{near}; known are {}", known.join(", "))
    }

    fn deeper(&mut self, at: usize) -> Result<(), Fault> {
        self.depth += 1;
        match self.depth <= DEPTH {
            true => Ok(()),
            false => Err(Fault::new(at, format!("tags stand in tags more than {DEPTH} deep"))),
        }
    }
}

const TAGS: &str = "`if`, `elif`, `else`, `endif`, `for` or `endfor`";
/// Words of the language, which are no names.
const WORDS: [&str; 9] = ["if", "elif", "else", "endif", "for", "endfor", "in", "not", "or"];

/// A tag must end what was begun, and hold nothing more.
fn ends(end: &End<'_>, begun: &str) -> Result<(), Fault> {
    let expected = format!("end{begun}");
    match end.word == expected {
        true => end.tokens.end("the end of the tag: `%}`"),
        false => {
            Err(Fault::new(end.at, format!("found `{}`; expected `{expected}`, which closes `{begun}`", end.word)))
        }
    }
}

fn listed(names: &[Name], path: &Path) -> String {
    names.iter().map(|name| format!("{path}.{}", name.name)).collect::<Vec<_>>().join(", ")
}
