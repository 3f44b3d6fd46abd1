//! What all web pages share: one file without script, and nothing from elsewhere.

use maud::{DOCTYPE, Markup, PreEscaped, html};

/// No script, nothing from elsewhere, no form that could be sent.
const SECURITY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
/// What reports and rankings look like.
#[cfg(feature = "html-report")]
pub(super) const STYLE: &str = include_str!("page.css");

/// A page of its title, the program that made it, its style sheet and its body. The style sheet is written as it is:
/// nothing of a policy may be in it.
pub(super) fn page(title: &str, generator: Option<&str>, style: &[&str], body: Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(SECURITY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                @if let Some(generator) = generator { meta name="generator" content=(generator); }
                title { (title) }
                style { @for part in style { (PreEscaped(part)) } }
            }
            body { (body) }
        }
    };
    let mut page = page.into_string();
    page.push('\n');
    page
}
