//! The findings: what filters and orders them, and each with its quotes.

use std::cmp::Reverse;
use std::ops::Range;

use maud::{Markup, html};

use super::passages::{Passage, Passages};
use super::{shown, words};
use crate::rating::{Rating, Severity};
use crate::report::{Evidence, Finding, Report};

pub(super) fn section(report: &Report, passages: Option<&Passages>) -> Markup {
    let (gravest, in_text) = (by_gravity(report), by_place(report));
    html! {
        section #findings aria-labelledby="findings-title" {
            h2 #findings-title { "Findings" }
            (controls(report, passages.is_some()))
            div .list {
                @for (number, finding) in report.findings.iter().enumerate() {
                    @let places = (gravest.get(number).copied(), in_text.get(number).copied());
                    @let style = format!("--grave:{};--place:{}", places.0.unwrap_or(0), places.1.unwrap_or(0));
                    (card(report, finding, number, &style, passages))
                }
                p .shown { " of " (words::count(report.findings.len(), "finding", "findings")) " shown" }
            }
        }
    }
}

fn criterion_of(report: &Report, finding: &Finding) -> Option<usize> {
    report.criteria.iter().position(|criterion| finding.criterion() == criterion.id)
}

/// What the filters go by: the rating, the criterion's number, and whether there is something to review.
pub(super) fn classes(report: &Report, finding: &Finding) -> String {
    let criterion = criterion_of(report, finding).map_or(String::new(), |number| format!(" k{number}"));
    format!("{}{criterion}{}", finding.rating, if finding.needs_review { " review" } else { "" })
}

/// Each finding's place, from 1, when the gravest come first.
fn by_gravity(report: &Report) -> Vec<usize> {
    let rank = |rating: Rating| words::RATINGS.iter().position(|each| *each == rating);
    places(report, |finding| (Reverse(finding.severity), rank(finding.rating)))
}

/// Each finding's place, from 1, when they follow the text: by their first passage, those without any last.
fn by_place(report: &Report) -> Vec<usize> {
    let document = |name: &str| report.policy.documents.iter().position(|document| document.name == name);
    places(report, |finding| {
        let begins = finding.evidence.iter().map(|evidence| (document(&evidence.document), evidence.start)).min();
        (begins.is_none(), begins)
    })
}

fn places<K: Ord>(report: &Report, key: impl Fn(&Finding) -> K) -> Vec<usize> {
    let mut order: Vec<(usize, &Finding)> = report.findings.iter().enumerate().collect();
    order.sort_by_key(|(_, finding)| key(finding));
    let mut places = vec![0; order.len()];
    for (place, (number, _)) in order.into_iter().enumerate() {
        if let Some(of_finding) = places.get_mut(number) {
            *of_finding = place + 1;
        }
    }
    places
}

/// The filters and orders. They are plain inputs; the style sheet shows what they choose.
fn controls(report: &Report, has_text: bool) -> Markup {
    let criteria = report.criteria.iter().enumerate();
    html! {
        details .controls open {
            summary { "Choose and order the findings" }
            fieldset {
                legend { "Ratings" }
                @for rating in words::RATINGS {
                    @let count = report.findings.iter().filter(|finding| finding.rating == rating).count();
                    @if count > 0 {
                        label .choice {
                            input type="checkbox" id={ "r-" (rating) } checked;
                            " " span aria-hidden="true" { (words::sign(rating)) } " " (words::rating(rating)) " (" (count) ")"
                        }
                    }
                }
            }
            fieldset {
                legend { "Criterion" }
                label .choice {
                    input type="radio" name="criterion" id="k-all" value="all" checked; " All"
                }
                @for (number, criterion) in criteria {
                    label .choice {
                        input type="radio" name="criterion" id={ "k" (number) } value={ "k" (number) };
                        " " (shown(&criterion.title))
                    }
                }
            }
            fieldset {
                legend { "Order" }
                label .choice {
                    input type="radio" name="order" id="o-rubrics" value="rubrics" checked; " As in the rubrics"
                }
                label .choice {
                    input type="radio" name="order" id="o-grave" value="grave"; " Gravest first"
                }
                label .choice {
                    input type="radio" name="order" id="o-place" value="place"; " As in the text"
                }
            }
            fieldset {
                legend { "Review" }
                label .choice {
                    input type="checkbox" id="only-review";
                    " Only what needs review (" (report.findings.iter().filter(|finding| finding.needs_review).count()) ")"
                }
            }
            @if has_text { p .note { "The marks in the policy’s text follow these choices, too." } }
        }
    }
}

/// The rules by which a page with this many criteria filters. Numbers and the ratings' words alone stand in them.
pub(super) fn rules(report: &Report) -> String {
    let mut rules = String::new();
    for number in 0..report.criteria.len() {
        rules.push_str(&format!(
            "body:has(#k{number}:checked) :is(.finding:not(:target),.reference):not(.k{number}){{display:none}}\
             body:has(#k{number}:checked) mark:not(.k{number},:target){{background:none;border-color:transparent}}\n"
        ));
    }
    for rating in words::RATINGS {
        rules.push_str(&format!(
            "body:has(#r-{rating}:not(:checked)) :is(.finding:not(:target),.reference).{rating}{{display:none}}\
             body:has(#r-{rating}:not(:checked)) mark.only-{rating}:not(:target){{background:none;border-color:transparent}}\n"
        ));
    }
    rules
}

fn card(report: &Report, finding: &Finding, number: usize, style: &str, passages: Option<&Passages>) -> Markup {
    let criterion = criterion_of(report, finding).and_then(|at| report.criteria.get(at));
    let is_open = !matches!(finding.rating, Rating::Met | Rating::NotApplicable);
    html! {
        article .finding .{ (classes(report, finding)) } id={ "f" (number + 1) } style=(style)
            aria-labelledby={ "f" (number + 1) "-title" } {
            p .above {
                span .ordinal { (number + 1) } " "
                @if let Some(criterion) = criterion { (shown(&criterion.title)) " " (shown(&criterion.principle)) }
            }
            h3 id={ "f" (number + 1) "-title" } { (shown(&finding.title)) }
            p .badges {
                (words::badge(finding.rating))
                @if finding.severity != Severity::None { " " span .tag { "severity " (finding.severity) } }
                " " span .tag { "confidence " (finding.confidence) }
                @if finding.needs_review { " " span .tag .review { span aria-hidden="true" { "⚑" } " needs review" } }
                @if finding.conflict { " " span .tag .review { span aria-hidden="true" { "⇄" } " raters differ" } }
            }
            p .asks { (shown(&finding.asks)) }
            p { (shown(&finding.reason)) }
            @for (at, evidence) in finding.evidence.iter().enumerate() {
                @let mark = passages.and_then(|passages| passages.mark(Passage { finding: number, evidence: at }));
                (quote(report, finding, evidence, mark))
            }
            @if !finding.opinions.is_empty() {
                h4 { "Ratings of others" }
                ul .opinions {
                    @for opinion in &finding.opinions {
                        li {
                            (words::badge(opinion.rating)) " " bdi { (shown(&opinion.by)) } " (" (opinion.basis) ")"
                            @if let Some(note) = &opinion.note { ": " bdi { (shown(note)) } }
                        }
                    }
                }
            }
            @if is_open {
                h4 { "What the company should write" }
                p { (shown(&finding.recommendation)) }
            }
            details {
                summary {
                    @if is_open { "Question to the company, sources" } @else { "Sources" }
                    span .hidden { " of finding " (number + 1) }
                }
                dl {
                    @if is_open { dt { "Question" } dd { (shown(&finding.question)) } }
                    @if !finding.sources.is_empty() { dt { "Sources" } dd { (shown(&finding.sources.join("; "))) } }
                    dt { "Stands on" } dd { (words::basis(finding.basis)) }
                    dt { "Indicator" } dd { code { (shown(&finding.indicator)) } }
                }
            }
        }
    }
}

/// A quote, and where it stands.
fn quote(report: &Report, finding: &Finding, evidence: &Evidence, mark: Option<&str>) -> Markup {
    let several = report.policy.documents.len() > 1;
    let place = match several {
        true => format!("{}, {}", evidence.document, evidence.place()),
        false => evidence.place(),
    };
    html! {
        figure .quote .{ (evidence.rates) } {
            blockquote dir="auto" {
                p {
                    @for (text, is_strong) in emphasised(evidence.shown(), &evidence.matched) {
                        @if is_strong { strong { (shown(text)) } } @else { (shown(text)) }
                    }
                }
            }
            figcaption {
                @match mark {
                    Some(mark) => a href={ "#" (mark) } { bdi { (shown(&place)) } span .hidden { ", in the policy’s text" } },
                    None => bdi { (shown(&place)) },
                }
                @if let Some(heading) = &evidence.heading { ", under “" bdi { (shown(heading)) } "”" }
                @if evidence.rates != finding.rating {
                    "; " strong { "speaks for " (words::rating(evidence.rates).to_lowercase()) }
                }
                @if !evidence.says.is_empty() && evidence.by.is_none() { "; " (shown(&evidence.says)) }
                @if let Some(modality) = evidence.modality.and_then(words::modality) { "; " (modality) }
                @if !evidence.durations.is_empty() {
                    @let durations: Vec<String> = evidence.durations.iter().map(ToString::to_string).collect();
                    "; states " (durations.join(", "))
                }
                @if let Some(by) = &evidence.by { "; quoted by " bdi { (shown(by)) } }
            }
        }
    }
}

/// A quote in parts: those that decided, and those between.
fn emphasised<'a>(quote: &'a str, matched: &[String]) -> Vec<(&'a str, bool)> {
    let mut strong: Vec<Range<usize>> = matched
        .iter()
        .filter(|part| !part.is_empty())
        .filter_map(|part| {
            let mut places = quote.match_indices(part.as_str()).map(|(at, _)| at..at + part.len());
            places.find(|at| stands_alone(quote, at))
        })
        .collect();
    strong.sort_by_key(|part| (part.start, part.end));
    let mut parts = Vec::new();
    let mut done = 0;
    for part in strong {
        let start = part.start.max(done);
        if start < part.end {
            parts.push((quote.get(done..start).unwrap_or_default(), false));
            parts.push((quote.get(start..part.end).unwrap_or_default(), true));
            done = part.end;
        }
    }
    parts.push((quote.get(done..).unwrap_or_default(), false));
    parts.retain(|(text, _)| !text.is_empty());
    parts
}

/// Whether a part is no piece of a longer word.
fn stands_alone(text: &str, part: &Range<usize>) -> bool {
    let before = text.get(..part.start).and_then(|text| text.chars().next_back());
    let after = text.get(part.end..).and_then(|text| text.chars().next());
    ![before, after].into_iter().flatten().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_decided_is_set_off_once_and_nothing_is_lost() {
        let parts = |quote, matched: &[&str]| -> Vec<(String, bool)> {
            let matched: Vec<String> = matched.iter().map(|part| (*part).to_owned()).collect();
            emphasised(quote, &matched).into_iter().map(|(text, strong)| (text.to_owned(), strong)).collect()
        };
        let of = |parts: &[(&str, bool)]| -> Vec<(String, bool)> {
            parts.iter().map(|(text, strong)| ((*text).to_owned(), *strong)).collect()
        };
        assert_eq!(
            parts("Wir réply soon.", &["soon", "réply", "not there"]),
            of(&[("Wir ", false), ("réply", true), (" ", false), ("soon", true), (".", false)])
        );
        assert_eq!(parts("a b c.", &["a b", "b c", ""]), of(&[("a b", true), (" c", true), (".", false)]));
        assert_eq!(parts("for or", &["or"]), of(&[("for ", false), ("or", true)]));
        assert_eq!(parts("ab", &[]), of(&[("ab", false)]));
    }
}
