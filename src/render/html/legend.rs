//! What the page's words and signs mean.

use maud::{Markup, html};

use super::words;
use crate::rating::{Confidence, Severity};
use crate::report::Report;

pub(super) fn section(report: &Report) -> Markup {
    let has_raters = report.findings.iter().any(|finding| !finding.opinions.is_empty());
    html! {
        section #legend aria-labelledby="legend-title" {
            h2 #legend-title { "Legend" }
            div .columns {
                div {
                    h3 { "Ratings" }
                    dl { @for rating in words::RATINGS { dt { (words::badge(rating)) } dd { (words::meaning(rating)) } } }
                }
                div {
                    h3 { "Severity" }
                    p { "How much a gap hurts those who complain." }
                    dl {
                        @for &severity in Severity::ALL.iter().rev() {
                            dt { (severity) } dd { (words::severity(severity)) }
                        }
                    }
                }
                div {
                    h3 { "Confidence and review" }
                    dl {
                        @for &confidence in Confidence::ALL.iter().rev() {
                            dt { (confidence) } dd { (words::confidence(confidence)) }
                        }
                        dt { span .tag .review { span aria-hidden="true" { "⚑" } " needs review" } }
                        dd { "A person must read the text before the finding is used: support and defeat stand together, or the words are weak." }
                    }
                }
                div {
                    h3 { "Scores" }
                    p {
                        "A criterion’s score is made of its indicators’ ratings and their weights; a rule that works against those "
                        "who complain can put a ceiling on it. The bar is the score. The line across it runs from the score if all "
                        "that needs review were silent to the score if all of it were met."
                    }
                }
                div {
                    h3 { "Quotes" }
                    p {
                        "Every quote stands in the text word for word; the parts that decided are set in bold. A quote that "
                        "“speaks for” another rating stands against the finding’s own. “Hedged” passages leave open what they "
                        "promise; “negated” ones deny it."
                    }
                    p {
                        "In the policy’s text, a double line is under what findings rate adverse, a dashed one under partial, a "
                        "solid one under met, and a dotted one under passages that speak for another rating than their finding has."
                    }
                }
                @if has_raters {
                    div {
                        h3 { "Ratings of others" }
                        p {
                            "A person’s coding overrides the text’s rating; an assessor’s does where there is no coding. "
                            span .tag .review { span aria-hidden="true" { "⇄" } " raters differ" }
                            " means that none of their ratings was taken."
                        }
                    }
                }
            }
        }
    }
}
