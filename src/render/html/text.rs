//! The policy's text as people read it, with the findings' passages marked.

use maud::{Markup, html};

use super::passages::{Passage, Passages, Segment};
use super::{shown, words};
use crate::policy::{BlockKind, Document, Policy};
use crate::rating::Rating;
use crate::report::{Finding, Report};

/// The longest text that may number a list item: "(xviii)".
const LONGEST_MARKER: usize = 8;

/// The policy's documents, one after the other.
pub(super) fn section(report: &Report, policy: &Policy, passages: &Passages) -> Markup {
    html! {
        section #text tabindex="0" aria-labelledby="text-title" {
            h2 #text-title { "The policy’s text" }
            p .note {
                "The text as it was read, without pictures and layout. Marked passages are those that the findings quote; the "
                "number after each leads to its finding. A passage with a dashed number speaks for another rating than its "
                "finding has."
            }
            @for (number, document) in policy.documents().iter().enumerate() {
                (of_document(report, document, number, passages))
            }
        }
    }
}

fn of_document(report: &Report, document: &Document, number: usize, passages: &Passages) -> Markup {
    let mut runs: Vec<Run> = Vec::new();
    let mut page = None;
    for (at, block) in document.blocks().iter().enumerate() {
        let of_block = document.page(block.span().start);
        let turned = of_block.filter(|_| of_block != page);
        page = of_block;
        match runs.last_mut() {
            Some(run) if turned.is_none() && run.is_list && is_listed(block.kind()) => run.blocks.push(at),
            _ => runs.push(Run { page: turned, is_list: is_listed(block.kind()), blocks: vec![at] }),
        }
    }
    let writer = Writer { report, document, number, passages };
    html! {
        article .document aria-labelledby={ "d" (number + 1) } {
            h3 id={ "d" (number + 1) } dir="auto" { (shown(document.name())) }
            @if runs.is_empty() { p .note { "The document holds no sentence." } }
            @for run in &runs {
                @if let Some(page) = run.page { p .page { "Page " (page) } }
                (writer.run(run))
            }
        }
    }
}

/// Blocks that stand in one list, or a single block.
struct Run {
    /// The page that begins with it.
    page: Option<usize>,
    is_list: bool,
    blocks: Vec<usize>,
}

fn is_listed(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Item(_) | BlockKind::Row)
}

struct Writer<'a> {
    report: &'a Report,
    document: &'a Document,
    number: usize,
    passages: &'a Passages,
}

impl Writer<'_> {
    fn run(&self, run: &Run) -> Markup {
        html! {
            @if run.is_list {
                ul { @for &at in &run.blocks { (self.block(at)) } }
            } @else {
                @for &at in &run.blocks { (self.block(at)) }
            }
        }
    }

    fn block(&self, at: usize) -> Markup {
        let Some(block) = self.document.blocks().get(at) else { return html! {} };
        let text = self.marked(at);
        match block.kind() {
            // By its place under the headings above it, so that no level is passed over.
            BlockKind::Heading(_) => match block.headings.len() {
                0 => html! { h4 dir="auto" { (text) } },
                1 => html! { h5 dir="auto" { (text) } },
                _ => html! { h6 dir="auto" { (text) } },
            },
            BlockKind::Paragraph => html! { p dir="auto" { (text) } },
            BlockKind::Row => html! { li .row dir="auto" { (text) } },
            BlockKind::Item(depth) => {
                let class = format!("item depth-{}", depth.clamp(1, 4));
                match self.marker(block.span().start) {
                    Some(marker) => {
                        html! { li class=(class) dir="auto" { span .marker { (shown(marker)) } " " (text) } }
                    }
                    None => html! { li class={ (class) " bullet" } dir="auto" { (text) } },
                }
            }
        }
    }

    /// What numbers a list item in the source: "3.", "(b)", "IV)".
    fn marker(&self, start: usize) -> Option<&str> {
        let before = self.document.source().get(..start)?;
        let line = before.rsplit(['\n', '\r']).next()?.trim();
        let bare = line.trim_start_matches('(').trim_end_matches([')', '.']);
        let is_marker = line.len() <= LONGEST_MARKER
            && bare.len() < line.len()
            && !bare.is_empty()
            && bare.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
        is_marker.then_some(line)
    }

    /// A block's text with its marks.
    fn marked(&self, block: usize) -> Markup {
        html! {
            @for segment in self.passages.segments(self.number, block) {
                @let text = shown(self.document.reading.get(segment.reading.clone()).unwrap_or_default());
                @match &segment.mark {
                    Some(mark) => {
                        mark id=(mark) class=(self.class(segment)) { (text) }
                        (self.references(segment))
                    }
                    None => (text),
                }
            }
        }
    }

    /// The gravest rating among those that rest on the segment, and what the filters go by: the criteria, the findings'
    /// rating where all have the same, and whether any needs review.
    fn class(&self, segment: &Segment) -> String {
        let findings: Vec<&Finding> = segment.of.iter().filter_map(|passage| self.finding(passage)).collect();
        let carried: Vec<Rating> = segment
            .of
            .iter()
            .filter(|passage| self.carries(passage))
            .filter_map(|passage| Some(self.finding(passage)?.rating))
            .collect();
        let gravest = words::RATINGS.into_iter().find(|rating| carried.contains(rating));
        let mut class = gravest.map_or("otherwise", Rating::as_str).to_owned();
        for (number, criterion) in self.report.criteria.iter().enumerate() {
            if findings.iter().any(|finding| finding.criterion() == criterion.id) {
                class.push_str(&format!(" k{number}"));
            }
        }
        for rating in words::RATINGS {
            if findings.iter().all(|finding| finding.rating == rating) {
                class.push_str(&format!(" only-{rating}"));
            }
        }
        if findings.iter().any(|finding| finding.needs_review) {
            class.push_str(" review");
        }
        class
    }

    /// The findings whose passages end here, each once.
    fn references(&self, segment: &Segment) -> Markup {
        let mut numbers: Vec<usize> = segment.ending.iter().map(|passage| passage.finding).collect();
        numbers.sort_unstable();
        numbers.dedup();
        html! {
            @for number in numbers {
                @if let Some(finding) = self.report.findings.get(number) {
                    @let carries = segment.ending.iter().any(|each| each.finding == number && self.carries(each));
                    @let how = if carries { "" } else { "; this passage speaks otherwise" };
                    @let rating = words::rating(finding.rating).to_lowercase();
                    @let name = shown(&format!("Finding {}: {}, {rating}{how}", number + 1, finding.title));
                    " "
                    a class={ "reference " (super::findings::classes(self.report, finding)) @if !carries { " otherwise" } }
                        href={ "#f" (number + 1) } aria-label=(name) title=(name) {
                        span aria-hidden="true" { (words::sign(finding.rating)) } (number + 1)
                    }
                }
            }
        }
    }

    /// Whether a passage speaks for the rating that its finding has.
    fn carries(&self, passage: &Passage) -> bool {
        self.finding(passage).is_some_and(|finding| {
            finding.evidence.get(passage.evidence).is_some_and(|evidence| evidence.rates == finding.rating)
        })
    }

    fn finding(&self, passage: &Passage) -> Option<&Finding> {
        self.report.findings.get(passage.finding)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::assess;
    use crate::rubric::RubricSet;

    fn text(document: Document) -> String {
        let policy = Policy::new(document);
        let report = assess(&RubricSet::builtin(), &policy);
        section(&report, &policy, &Passages::of(&report, &policy)).into_string()
    }

    #[test]
    fn pages_are_told_and_part_lists() {
        let source = "- One thing.\n- Two things.\n- Three things.\n";
        let mut document = Document::markdown("a.md", source);
        document.pages = vec![0, source.find("- Two").unwrap()];
        let text = text(document);
        let (first, second) = text.split_once("<p class=\"page\">Page 2</p>").unwrap();
        assert!(first.contains("Page 1") && first.contains("One thing.") && first.ends_with("</ul>"));
        assert!(second.starts_with("<ul>") && second.contains("Two things.") && second.contains("Three things."));
    }

    #[test]
    fn no_level_of_heading_is_passed_over() {
        let text = text(Document::markdown("a.md", "# One\n\n#### Two\n\n###### Three\n\n## Four\n"));
        for heading in
            ["<h4 dir=\"auto\">One", "<h5 dir=\"auto\">Two", "<h6 dir=\"auto\">Three", "<h5 dir=\"auto\">Four"]
        {
            assert!(text.contains(heading), "{heading}");
        }
    }

    #[test]
    fn only_what_numbers_an_item_is_a_marker() {
        let text = text(Document::markdown("a.md", "Do this:\n\n12. Write.\n13. Wait.\n\nAnd:\n\n* Hope.\n"));
        assert!(text.contains("<span class=\"marker\">12.</span> Write."), "{text}");
        assert!(text.contains("bullet\" dir=\"auto\">Hope."), "{text}");
    }
}
