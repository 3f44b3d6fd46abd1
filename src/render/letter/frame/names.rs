//! The names that a frame can use: those of a letter's values.

use minijinja::Value;
use minijinja::value::ValueKind;

use super::super::values;

/// What is wrong with a name outside of loops: `policy.titel`; nothing, if it is known.
pub(super) fn unknown(path: &str) -> Option<String> {
    let (mut within, mut before) = (values::sample(true, true), "");
    for (at, _) in path.match_indices('.').chain([(path.len(), "")]) {
        let name = path.get(before.len()..at)?.trim_start_matches('.');
        match within.get_attr(name) {
            Ok(value) if !value.is_undefined() => within = value,
            _ => return Some(told(path, before, &names(&within))),
        }
        before = path.get(..at)?;
    }
    None
}

/// What is wrong with a name that turned out to be unknown in a loop.
pub(super) fn unknown_in_loop(path: &str) -> String {
    let criteria = values::sample(true, true).get_attr("criteria").unwrap_or_default();
    told(path, path.rsplit_once('.').map_or("", |(before, _)| before), &names(&criteria))
}

fn told(path: &str, before: &str, known: &[String]) -> String {
    let dot = if before.is_empty() { "" } else { "." };
    let name = path.get(before.len() + dot.len()..).unwrap_or_default();
    let likely = known.iter().map(|each| (strsim::jaro_winkler(each, name), each)).filter(|each| each.0 > 0.84);
    let near = likely.max_by(|a, b| a.0.total_cmp(&b.0));
    let near = near.map(|(_, near)| format!(" (did you mean `{before}{dot}{near}`?)")).unwrap_or_default();
    format!("unknown name `{path}`{near}; known are {}", known.join(", "))
}

/// The names in a value; of a list those in each, and in the lists in each.
fn names(of: &Value) -> Vec<String> {
    let keys = || of.try_iter().into_iter().flatten();
    match of.kind() {
        ValueKind::Map => keys().map(|key| key.to_string()).collect(),
        ValueKind::Seq => {
            let Some(first) = keys().next() else { return Vec::new() };
            let lists = first.try_iter().into_iter().flatten().filter_map(|key| first.get_item(&key).ok());
            let lists = lists.filter(|value| value.kind() == ValueKind::Seq);
            names(&first).into_iter().chain(lists.flat_map(|list| names(&list))).collect()
        }
        _ => Vec::new(),
    }
}
