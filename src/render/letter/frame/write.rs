//! A letter from a frame: its text with the values in their places.

use serde_json::Value;

use super::{Node, Path, Test};
use crate::render::safe;

/// Writes a letter; several blank lines become one.
pub(super) fn write(nodes: &[Node], values: &Value) -> String {
    let mut written = String::new();
    Writer { scopes: vec![values] }.nodes(nodes, &mut written);
    let mut letter = String::with_capacity(written.len());
    let mut blank = true;
    for line in written.lines() {
        let was_blank = std::mem::replace(&mut blank, line.trim().is_empty());
        match (blank, was_blank) {
            (true, true) => {}
            (true, false) => letter.push('\n'),
            // Blanks at its end may stand for a line break.
            (false, _) => letter.extend([line, "\n"]),
        }
    }
    letter.truncate(letter.trim_end().len());
    letter.push('\n');
    letter
}

struct Writer<'v> {
    /// The letter's values, then what each open loop is at.
    scopes: Vec<&'v Value>,
}

impl<'v> Writer<'v> {
    fn nodes(&mut self, nodes: &[Node], out: &mut String) {
        for node in nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Value { path, or, address } => out.push_str(&shown(self.value(path), or.as_deref(), *address)),
                Node::If { branches, other } => {
                    let holds = branches.iter().find(|branch| self.holds(&branch.test));
                    self.nodes(holds.map_or(other, |branch| &branch.nodes), out);
                }
                Node::For { list, nodes } => {
                    for each in self.value(list).and_then(Value::as_array).into_iter().flatten() {
                        self.scopes.push(each);
                        self.nodes(nodes, out);
                        self.scopes.pop();
                    }
                }
            }
        }
    }

    fn value(&self, path: &Path) -> Option<&'v Value> {
        let scope = *self.scopes.get(path.loops)?;
        path.names.iter().try_fold(scope, |value, name| value.get(name)).filter(|value| !value.is_null())
    }

    fn holds(&self, test: &Test) -> bool {
        let value = self.value(&test.path);
        let holds = match (&test.equals, value) {
            (Some(words), value) => value.and_then(Value::as_str) == Some(words),
            (None, None | Some(Value::Null)) => false,
            (None, Some(Value::Bool(is_so))) => *is_so,
            (None, Some(Value::Number(number))) => number.as_u64() != Some(0),
            (None, Some(Value::String(text))) => !text.is_empty(),
            (None, Some(Value::Array(list))) => !list.is_empty(),
            (None, Some(Value::Object(_))) => true,
        };
        holds != test.not
    }
}

/// A value as Markdown that shows it as it is; a web address as a link.
fn shown(value: Option<&Value>, or: Option<&str>, is_address: bool) -> String {
    match (value, or) {
        (Some(Value::Number(number)), _) => number.to_string(),
        (Some(Value::String(text)), _) if is_address => safe::address(text),
        (Some(Value::String(text)), or) if !text.is_empty() || or.is_none() => safe::markdown(text),
        (_, or) => safe::markdown(or.unwrap_or_default()),
    }
}
