//! An explanation as text: every passage that the patterns of an indicator looked at.

use super::safe;
use crate::explanation::{Explanation, PassageConsidered};

/// The width of a line, in characters.
const WIDTH: usize = 100;

/// The explanation as text: the rating and its reason, then the passages in the order of the text.
pub fn explanation(explanation: &Explanation) -> String {
    let mut out = format!("{}: {}\n{}\n", explanation.indicator, explanation.rating, safe::line(&explanation.asks));
    out.push_str(&safe::wrapped(&safe::line(&explanation.reason), WIDTH, 2));
    out.push('\n');
    if explanation.passages.is_empty() {
        out.push_str("\nNone of its patterns finds anything in the text.\n");
    }
    explanation.passages.iter().for_each(|passage| considered(passage, &mut out));
    safe::logged(&out)
}

fn considered(passage: &PassageConsidered, out: &mut String) {
    let place = format!("{}:{}:{}", safe::line(&passage.document), passage.line, passage.column);
    out.push_str(&format!("\n{place}\n{}\n", safe::wrapped(&format!("“{}”", safe::line(&passage.quote)), WIDTH, 2)));
    let pattern =
        format!("pattern {} “{}”, term `{}`", passage.pattern, safe::line(&passage.says), safe::line(&passage.term));
    out.push_str(&format!("{}\n", safe::wrapped(&pattern, WIDTH, 2)));
    let matched: Vec<String> = passage.matched.iter().map(|words| format!("“{}”", safe::line(words))).collect();
    let words = if matched.is_empty() { String::new() } else { format!(" ({})", matched.join(" … ")) };
    out.push_str(&format!("{}\n", safe::wrapped(&format!("→ {}{words}", safe::line(&passage.why)), WIDTH, 2)));
}
