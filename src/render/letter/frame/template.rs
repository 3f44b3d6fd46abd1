//! A frame as a template of minijinja: what it may hold, and how values are written.

use std::borrow::Cow;
use std::sync::LazyLock;

use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};
use regex::Regex;

use super::{FrameError, names};
use crate::render::safe;

/// What writing a letter may cost, for a step or 64 bytes of text each: five hundred times what the built-in frame takes.
const FUEL: u64 = 1 << 20;
/// How long a tag may be, in bytes, and how many `elif` a frame may have: minijinja reads both as deep as they go.
const LONGEST: usize = 1000;
const MOST_ELIFS: usize = 100;

const OPEN: &str = "a tag that is not closed, in which a quotation mark is not, or in which a `{` stands";
const TOO_MUCH: &str = "a tag of more than 1,000 bytes, or `elif` for more than the hundredth time";
const HTML: &str = "a frame is Markdown without HTML; expected `\\<` for the sign itself, or a whole address of a web page or a \
                    mailbox between `<` and `>`";
const ADDRESS: &str = "a link leads to a whole address without a value in it, which begins with https://, http:// or mailto: \
                       (`policy.url` is a link by itself)";
/// With the value's name for the ellipsis.
const MISSING: &str = "`…` may be missing; expected what to write then, `{{ … or \"words\" }}`, or the value inside \
                       `{% if … %}`";
const NO_TEXT: &str = "`…` is no text; expected one, or a number";

/// A line on which only tags and comments stand: its indentation, what opens the first, the rest, what closes the last, its end.
static LINES_OF_TAGS: LazyLock<Regex> = LazyLock::new(|| {
    let inner = "(?:[^%#]|[%#]+[^%#}])*?";
    regex(&format!(r"(?m)^([ \t]*)(\{{[%#][-+]?)({inner}(?:[%#]\}}\{{[%#]{inner})*?)([-+]?[%#]\}})([ \t]*\r?\n)"))
});

/// What matters in a frame's text, and what must be passed over to find it. A value is escaped for the places where Markdown
/// shows text. In a tag of HTML or in a link's address other rules hold: so a frame has none of the one, and no value in the
/// other.
static PIECES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"(?xsm)
          \\[^{] | \{\#.*?\#\}
        | (?<tag> \{\{ (?: "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | [^"'{] )*? \}\}
                | \{%  (?: "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | [^"'{] )*? %\} )
        | (?<open> \{[{%] )
        | < (?: (?:https?://|mailto:) [^\s<>{}]+ | [a-zA-Z0-9._+-]+ @ [a-zA-Z0-9._+-]+ ) >
        | (?: \]\( | ^[\ \t>]*\[[^\]\n]*\]: ) \s* <? (?:https?://|mailto:) [^\s<>){}]* (?: [\s>)] | \z )
        | (?<html> < [\p{L}/!?{] )
        | (?<address> \]\( | ^[\ \t>]*\[[^\]\n]*\]: )"#,
    )
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("{error}"))
}

/// The frame for minijinja. The indentation and the end of a line of tags move into them: so the line leaves nothing, and what
/// stands in tags and in other lines keeps its place. (`trim_blocks` and `lstrip_blocks` would change other lines, too.)
fn template(frame: &str) -> Cow<'_, str> {
    LINES_OF_TAGS.replace_all(frame, "${2}${1}${3}${5}${4}")
}

/// Checks all that can be seen in a frame without writing a letter.
pub(super) fn check(name: &str, frame: &str) -> Result<(), FrameError> {
    let mut tags = Vec::new();
    let mut elifs = 0;
    for found in PIECES.captures_iter(frame) {
        for (kind, message) in [("open", OPEN), ("html", HTML), ("address", ADDRESS)] {
            if let Some(wrong) = found.name(kind) {
                return Err(FrameError::at(name, frame, wrong.start(), message));
            }
        }
        let Some(tag) = found.name("tag") else { continue };
        elifs += usize::from(tag.as_str().contains("elif"));
        if tag.len() > LONGEST || elifs > MOST_ELIFS {
            return Err(FrameError::at(name, frame, tag.start(), TOO_MUCH));
        }
        tags.push(tag);
    }
    let (text, environment) = (template(frame), environment());
    let template = environment.template_from_named_str(name, &text);
    let names = template.map_err(|error| FrameError::of(&error, name, frame))?.undeclared_variables(true);
    // A name in a loop is known only when a letter is written.
    let wrong = names.into_iter().filter_map(|path| Some((names::unknown(&path)?, path)));
    let placed = wrong.map(|(message, path)| {
        let word = regex(&format!(r"\b{}\b", regex::escape(&path)));
        let at = tags.iter().find_map(|tag| Some(tag.start() + word.find(tag.as_str())?.start()));
        (at.unwrap_or_default(), message)
    });
    placed.min().map_or(Ok(()), |(at, message)| Err(FrameError::at(name, frame, at, message)))
}

/// Writes a letter.
pub(super) fn write(name: &str, frame: &str, values: Value) -> Result<String, FrameError> {
    let written = environment().render_named_str(name, &template(frame), values);
    written.map_err(|error| FrameError::of(&error, name, frame))
}

/// minijinja without filters, tests and functions.
fn environment<'s>() -> Environment<'s> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // What is unknown is named in the error.
    environment.set_debug(true);
    environment.set_fuel(Some(FUEL));
    // With a way to escape there is text that is escaped, which is written as it is.
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    environment.set_formatter(shown);
    environment
}

/// Writes a value as Markdown that shows it as it is.
fn shown(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.kind() {
        ValueKind::String if value.is_safe() => out.write_str(value.as_str().unwrap_or_default())?,
        ValueKind::String | ValueKind::Number => out.write_str(&safe::markdown(&value.to_string()))?,
        // Of `{{ … if … }}` without `else`.
        ValueKind::Undefined => {}
        ValueKind::None => return Err(Error::new(ErrorKind::NonPrimitive, MISSING)),
        _ => return Err(Error::new(ErrorKind::NonPrimitive, NO_TEXT)),
    }
    Ok(())
}
