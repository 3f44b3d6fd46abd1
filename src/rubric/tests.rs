//! What the loader says of files that are wrong, and that it says it of any file.

mod any_input;
mod meaning;
mod overlays;
mod shape;
mod sources;

use super::{Level, LoadError, Problem, RubricSet, RubricSource};

/// A rubric without fault.
const RUBRIC: &str = r#"kind = "rubric"
format = 1
criterion = "predictability"
title = "Predictability"
principle = "31(c)"
about = "Whether people know what will happen."

[vocabulary.reply]
about = "An answer"
phrases = ["(|first )reply", "answer*", "@inform"]

[[indicator]]
id = "time-to-reply"
title = "Time to the first reply"
asks = "When do people hear back?"
met = "A number of days."
partial = "Soon."
sources = ["UNGP 31(c)"]
weight = 2
severity = "high"
question = "Within how many days do you reply?"
recommendation = "Promise a reply within seven days."

[[indicator.evidence]]
rates = "met"
says = "promises a reply within a stated time"
any = ["@reply ~12 @duration", "@acknowledge ~12 @duration"]
none = ["appeal*"]
lasting = { at-most = "30 days" }

[[indicator.evidence]]
rates = "partial"
says = "promises a reply"
all = ["@reply", "soon|promptly"]

[[indicator]]
id = "stages"
title = "Stages"
asks = "What happens when?"
met = "Each stage is described."
partial = "Some are."
sources = ["UNGP 31(c)"]
severity = "low"
question = "What are the stages?"
recommendation = "Describe the stages."

[[indicator.evidence]]
rates = "met"
says = "describes stages"
any = ["@acknowledge", "@investigate", "@decide"]
within = "document"
at-least = 2
"#;

/// A text with some of its parts changed; each must be there.
fn changed(text: &str, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "`{from}` is not in the text");
        text.replacen(from, to, 1)
    })
}

/// What is told of a document: what is underlined, the message and the hint.
fn told(text: &str) -> Vec<(String, String, String)> {
    let problems = RubricSource::new().toml("my.toml", text).problems();
    let told = |problem: &Problem| {
        assert_eq!(problem.file(), "my.toml");
        let text = problem.text().unwrap_or_default();
        let span = problem.span().unwrap_or_default();
        assert_eq!(span.len(), text.len());
        (text.to_owned(), problem.message().to_owned(), problem.hint().unwrap_or_default().to_owned())
    };
    problems.iter().map(told).collect()
}

/// Asserts that a change to the rubric gives one problem, with this underlined, this message and this hint.
#[track_caller]
fn assert_told(from: &str, to: &str, underlined: &str, message: &str, hint: &str) {
    let found = told(&changed(RUBRIC, &[(from, to)]));
    let found: Vec<_> =
        found.iter().map(|(text, message, hint)| (text.as_str(), message.as_str(), hint.as_str())).collect();
    assert_eq!(found, [(underlined, message, hint)], "{from} -> {to}");
}
