//! A ranking as a web page: a heat map of policies and criteria that leads to each report.

use maud::{Markup, html};

use super::super::html::shown;
use super::super::page;
use super::{CAUTION, bounds, place, points, safe, subject};
use crate::ranking::{Ranking, RankingCell, RankingRow};
use crate::score::Score;

const STYLE: &str = include_str!("ranking.css");
const TITLE: &str = "Grievance mechanisms, ranked under UN Guiding Principle 31";

/// The ranking as a web page of one file, without script: a table in which the ground of each score deepens with it. Where
/// the ranking says where a policy's report stands (as [`render::html`](crate::render::html) writes it), its name leads
/// there, and each score to the criterion's first finding in it.
///
/// ```
/// use principle31::{Document, Policy, Ranking, RankingEntry, RubricSet, assess, render};
///
/// let report = assess(&RubricSet::builtin(), &Policy::new(Document::text("a.txt", "We reply.")));
/// let page = render::ranking::html(&Ranking::of([RankingEntry::new("A & B", &report).report("a.html")]));
/// assert!(page.contains(r#"<a href="a.html"><bdi>A &amp; B</bdi></a>"#));
/// ```
pub fn html(ranking: &Ranking) -> String {
    let generator = ranking.tool.as_ref().map(|tool| shown(&format!("{} {}", tool.name, tool.version)));
    page::page(TITLE, generator.as_deref(), &[page::STYLE, STYLE], body(ranking))
}

fn body(ranking: &Ranking) -> Markup {
    html! {
        header {
            p .kind { (shown(&subject(ranking))) }
            h1 { (TITLE) }
        }
        main {
            @if !ranking.warnings.is_empty() {
                section .warnings aria-labelledby="warnings-title" {
                    h2 #warnings-title { "Read this first" }
                    ul { @for warning in &ranking.warnings { li { (shown(warning)) } } }
                }
            }
            @if ranking.rows.is_empty() {
                p { "No policy was ranked." }
            } @else {
                p { (CAUTION) }
                (map(ranking))
                (key())
            }
            (notes(ranking))
            @if !ranking.unread.is_empty() {
                section aria-labelledby="unread-title" {
                    h2 #unread-title { "Not read" }
                    dl {
                        @for unread in &ranking.unread {
                            dt { bdi { (shown(&unread.name)) } } dd { (shown(&unread.reason)) }
                        }
                    }
                }
            }
        }
        (made(ranking))
    }
}

/// The table. It scrolls by itself where the window is narrower; the names stay.
fn map(ranking: &Ranking) -> Markup {
    html! {
        section .wide aria-labelledby="map-title" tabindex="0" {
            table .map {
                caption #map-title { "Scores from 0 to 100, overall and for each criterion" }
                thead {
                    tr {
                        th scope="col" .place { "Place" }
                        th scope="col" .name { "Policy" }
                        th scope="col" { "Overall" }
                        @for criterion in &ranking.criteria {
                            th scope="col" {
                                (shown(&criterion.title)) " " span .note { (shown(&criterion.principle)) }
                            }
                        }
                    }
                }
                tbody { @for row in &ranking.rows { (line(row)) } }
            }
        }
    }
}

fn line(row: &RankingRow) -> Markup {
    let report = row.report.as_deref().filter(|report| safe::is_reference(report));
    html! {
        tr {
            td .place { (place(row)) }
            th scope="row" .name {
                @match report {
                    Some(report) => a href=(report) { bdi { (shown(&row.name)) } },
                    None => bdi { (shown(&row.name)) },
                }
                span .note { (row.needs_review) " to review" @if row.ratings.adverse > 0 { ", " (row.ratings.adverse) " adverse" } }
            }
            (overall(&row.score, report))
            @for cell in &row.criteria { (of_criterion(cell, report)) }
        }
    }
}

fn overall(score: &Score, report: Option<&str>) -> Markup {
    let link = report.map(|report| format!("{report}#scores"));
    html! {
        td .heat .overall-score style=[heat(score)] {
            (linked(&points(score.value), link))
            @if let Some(bounds) = bounds(score) { span .note { (bounds) } }
        }
    }
}

fn of_criterion(cell: &RankingCell, report: Option<&str>) -> Markup {
    let link = report.zip(cell.first_finding).map(|(report, finding)| format!("{report}#f{finding}"));
    let value = points(cell.score.as_ref().and_then(|score| score.value));
    html! { td .heat style=[cell.score.as_ref().and_then(heat)] { (linked(&value, link)) } }
}

fn linked(text: &str, link: Option<String>) -> Markup {
    html! { @match link { Some(link) => a href=(link) { (text) }, None => (text) } }
}

/// How deep a cell's ground is: its score in per cent.
fn heat(score: &Score) -> Option<String> {
    score.value.map(|value| format!("--score:{value}%"))
}

/// What the grounds mean.
fn key() -> Markup {
    html! {
        p .note { "The ground of a score deepens with it:" }
        ul .key {
            @for step in [0, 25, 50, 75, 100] { li .heat style={ "--score:" (step) "%" } { (step) } }
        }
    }
}

/// What is to be known of single policies.
fn notes(ranking: &Ranking) -> Markup {
    let warned: Vec<&RankingRow> = ranking.rows.iter().filter(|row| !row.warnings.is_empty()).collect();
    html! {
        @if !warned.is_empty() {
            section aria-labelledby="notes-title" {
                h2 #notes-title { "To be known of single policies" }
                dl {
                    @for row in warned {
                        dt { bdi { (shown(&row.name)) } }
                        @for warning in &row.warnings { dd { (shown(warning)) } }
                    }
                }
            }
        }
    }
}

fn made(ranking: &Ranking) -> Markup {
    html! {
        footer {
            @if let (Some(tool), Some(rubrics)) = (&ranking.tool, &ranking.rubrics) {
                p {
                    (shown(&tool.name)) " " (shown(&tool.version)) " rated the policies against the rubrics " (shown(&rubrics.name)) " "
                    (shown(&rubrics.version)) " (SHA-256 " code { (shown(&rubrics.digest)) } "). The same texts and rubrics give the "
                    "same ranking. It is a reading aid, no legal judgement: check a report’s passages before you rely on its scores."
                }
            }
        }
    }
}
