//! The letter to the company: a question for everything that is not met, with the clause where there is one.

use super::safe;
use crate::rating::Rating;
use crate::report::{Evidence, Finding, Report};

/// Who writes to whom, and by when an answer is asked for.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Letter {
    /// Who writes; a blank to fill in, where it is missing.
    pub sender: Option<String>,
    /// By when the company should answer, in the words of the letter: "14 March 2027".
    pub deadline: Option<String>,
}

impl Letter {
    /// A letter with a blank for who writes it, and no deadline.
    pub fn new() -> Self {
        Letter::default()
    }

    /// Says who writes.
    #[must_use]
    pub fn sender(mut self, sender: impl Into<String>) -> Self {
        self.sender = Some(sender.into());
        self
    }

    /// Says by when the company should answer.
    #[must_use]
    pub fn deadline(mut self, deadline: impl Into<String>) -> Self {
        self.deadline = Some(deadline.into());
        self
    }
}

/// The letter as Markdown that reads as plain text too: questions grouped by criterion, numbered throughout.
pub fn letter(report: &Report, letter: &Letter) -> String {
    let policy = &report.policy;
    let company = policy.company.as_deref().map(safe::markdown);
    let title = policy.title.as_deref().map(safe::markdown);
    let mut out = String::new();
    out.push_str(&format!(
        "# Questions on {}\n\n",
        match (&company, &title) {
            (Some(company), Some(title)) => format!("{company}: {title}"),
            (Some(company), None) => format!("the grievance mechanism of {company}"),
            (None, Some(title)) => title.clone(),
            (None, None) => "your grievance mechanism".to_owned(),
        }
    ));
    out.push_str(&format!("To {}\n\n", company.as_deref().unwrap_or("the company")));
    out.push_str(&opening(report, title.as_deref()));
    let mut number = 0;
    for criterion in &report.criteria {
        let prefix = format!("{}.", criterion.id);
        let open: Vec<&Finding> = report
            .findings
            .iter()
            .filter(|finding| finding.indicator.starts_with(&prefix) && is_open(finding))
            .collect();
        if open.is_empty() {
            continue;
        }
        out.push_str(&format!(
            "\n## {} (Principle {})\n",
            safe::markdown(&criterion.title),
            safe::markdown(&criterion.principle)
        ));
        for finding in open {
            number += 1;
            question(number, finding, &mut out);
        }
    }
    if number == 0 {
        out.push_str("\nWe have no questions: your text answers all of ours.\n");
    }
    out.push_str(&closing(letter, number));
    out
}

/// Whether the company is asked about a finding.
fn is_open(finding: &Finding) -> bool {
    matches!(finding.rating, Rating::Partial | Rating::Silent | Rating::Adverse)
}

fn opening(report: &Report, title: Option<&str>) -> String {
    let what =
        title.map_or("what you have published about your grievance mechanism".to_owned(), |title| format!("“{title}”"));
    let place = report.policy.url.as_deref().map(|url| format!(", published at {}", safe::address(url)));
    let date = report.policy.date.as_deref().map(|date| format!(", as of {}", safe::markdown(date)));
    format!(
        "We have read {what}{}{}, against the effectiveness criteria for grievance mechanisms in Principle 31 of the UN \
         Guiding Principles on Business and Human Rights. On the points below, your text is silent, leaves the matter open \
         or works against those who complain. We ask you to answer the following questions. Where we quote, we quote your \
         own words.\n",
        place.unwrap_or_default(),
        date.unwrap_or_default(),
    )
}

fn question(number: usize, finding: &Finding, out: &mut String) {
    out.push_str(&format!("\n{number}. {}\n", safe::markdown(&finding.question)));
    let speaks = |evidence: &&Evidence| match finding.rating {
        Rating::Adverse => evidence.rates == Rating::Adverse,
        Rating::Partial => evidence.rates != Rating::Met,
        _ => false,
    };
    let clause = finding.evidence.iter().filter(speaks);
    for evidence in clause.take(2) {
        let verb = match finding.rating {
            Rating::Adverse => "Your text says",
            _ => "Your text says only",
        };
        let place = format!("{}, {}", safe::markdown(&evidence.document), evidence.place());
        out.push_str(&format!("\n   {verb} ({place}):\n\n   > {}\n", safe::markdown(evidence.shown())));
    }
}

fn closing(letter: &Letter, questions: usize) -> String {
    let deadline = match (&letter.deadline, questions) {
        (_, 0) => String::new(),
        (Some(deadline), _) => format!("We would be grateful for your answer by {}. ", safe::markdown(deadline)),
        (None, _) => "We would be grateful for your answer. ".to_owned(),
    };
    let sender = letter.sender.as_deref().map_or("[name and organisation]".to_owned(), safe::markdown);
    format!("\n---\n\n{deadline}If we have overlooked a provision, please point us to it.\n\n{sender}\n")
}
