//! The scores: overall, and a row with a chart for each criterion.

use maud::{Markup, html};

use super::super::figures::points;
use super::{chart, shown, words};
use crate::report::{RatingCounts, Report};
use crate::score::Score;

pub(super) fn section(report: &Report) -> Markup {
    let all = RatingCounts::of(report.findings.iter().map(|finding| finding.rating));
    let review = report.findings.iter().filter(|finding| finding.needs_review).count();
    // A rating that no finding has needs no column of its own, least of all "not applicable".
    let ratings = || words::RATINGS.into_iter().filter(|rating| all.get(*rating) > 0);
    html! {
        section #scores aria-labelledby="scores-title" {
            h2 #scores-title { "Scores" }
            div .overall {
                p .figure {
                    span .points { (points(report.score.value)) }
                    @if report.score.value.is_some() { " " span .of { "of 100" } }
                }
                div {
                    p .band { (band(&report.score)) }
                    (chart::bar("overall", "Overall", &report.score))
                    p .note {
                        "If all that needs review falls one way or the other: " (chart::bounds_in_words(&report.score)) ". "
                        (words::count(report.findings.len(), "finding", "findings")) ", "
                        (review) " of them to be reviewed by a person."
                        @if let Some(completeness) = report.score.completeness {
                            " The policy says something on " (completeness) " % of what applies to it."
                        }
                    }
                }
                ul .counts {
                    @for rating in ratings() { li { (words::badge(rating)) " " (all.get(rating)) } }
                }
            }
            table .scores {
                caption { "Score of each criterion, 0 to 100, and how many of its indicators have which rating" }
                thead {
                    tr {
                        th scope="col" { "Criterion" }
                        th scope="col" { "Score" }
                        th scope="col" { "Chart, with the bounds after review" }
                        @for rating in ratings() {
                            th scope="col" .number {
                                span .sign aria-hidden="true" { (words::sign(rating)) } " " (words::rating(rating))
                            }
                        }
                    }
                }
                tbody {
                    @for (number, criterion) in report.criteria.iter().enumerate() {
                        tr {
                            th scope="row" {
                                @match first_of(report, &criterion.id) {
                                    Some(first) => a href={ "#f" (first + 1) } { (shown(&criterion.title)) },
                                    None => (shown(&criterion.title)),
                                }
                                " " span .note { (shown(&criterion.principle)) }
                            }
                            td .score { strong { (points(criterion.score.value)) } " " span .note { (band(&criterion.score)) } }
                            td .drawn {
                                (chart::bar(&format!("s{number}"), &criterion.title, &criterion.score))
                                span .note { (chart::bounds_in_words(&criterion.score)) }
                            }
                            @for rating in ratings() {
                                @let count = criterion.ratings.get(rating);
                                td class={ "number " @if count == 0 { "zero" } } {
                                    span .phone aria-hidden="true" { (words::sign(rating)) " " }
                                    (count)
                                }
                            }
                        }
                    }
                }
            }
            (caps(report))
        }
    }
}

/// The ceilings that held scores down.
fn caps(report: &Report) -> Markup {
    let of = |id: &str| report.findings.iter().position(|finding| finding.indicator == id);
    html! {
        @if report.criteria.iter().any(|criterion| !criterion.caps.is_empty()) {
            h3 { "Ceilings" }
            ul {
                @for criterion in &report.criteria {
                    @for cap in &criterion.caps {
                        li {
                            (shown(&criterion.title)) ": at most " (cap.at_most) ", since "
                            @match of(&cap.indicator).and_then(|at| Some((at, report.findings.get(at)?))) {
                                Some((at, finding)) => a href={ "#f" (at + 1) } { (shown(&finding.title)) },
                                None => (shown(&cap.indicator)),
                            }
                            " is " (words::rating(cap.rating).to_lowercase()) ". " (shown(&cap.because))
                        }
                    }
                }
            }
        }
    }
}

/// The band in words: "very weak".
fn band(score: &Score) -> String {
    shown(&score.band.as_deref().unwrap_or("no score").replace('-', " "))
}

fn first_of(report: &Report, criterion: &str) -> Option<usize> {
    report.findings.iter().position(|finding| finding.criterion() == criterion)
}
