//! Markdown of limited length, read by a parser of Markdown.

use principle31::{Policy, Report, render};
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::policies::{assert_inert, hostile, paged, report_of, thorough, vendor};

/// The indicators that stand in a comment as code.
fn indicators(comment: &str) -> Vec<String> {
    let codes = Parser::new_ext(comment, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Code(code) => Some(code.to_string()),
        _ => None,
    });
    codes.collect()
}

fn shown(report: &Report, comment: &str) -> usize {
    let codes = indicators(comment);
    report.findings.iter().filter(|finding| codes.contains(&finding.indicator)).count()
}

/// How many findings a comment says are left out.
fn left_out(comment: &str) -> usize {
    let number =
        comment.split_once("**Left out for length:** ").map(|(_, rest)| rest.split(' ').next().unwrap_or_default());
    number.map_or(0, |number| number.parse().expect("a number"))
}

#[test]
fn snapshots() {
    insta::assert_snapshot!("vendor.comment", render::markdown_within(&vendor(), render::COMMENT_LIMIT));
    insta::assert_snapshot!("thorough.comment", render::markdown_within(&thorough(), 8_000));
}

#[test]
fn everything_is_shown_where_there_is_room() {
    for report in [vendor(), thorough(), hostile(), paged(), report_of(&Policy::of(Vec::new()))] {
        let comment = render::markdown_within(&report, render::SUMMARY_LIMIT);
        assert_eq!((shown(&report, &comment), left_out(&comment)), (report.findings.len(), 0));
        assert_eq!(comment, render::markdown_within(&report, render::SUMMARY_LIMIT));
    }
}

#[test]
fn no_limit_is_exceeded_and_what_is_missing_is_counted() {
    for report in [vendor(), thorough(), hostile()] {
        let limits = (0..400).chain((400..50_000).step_by(487));
        for limit in limits {
            let comment = render::markdown_within(&report, limit);
            assert!(comment.len() <= limit, "{} > {limit}", comment.len());
            assert!(!comment.is_empty() || limit < 200, "nothing within {limit}");
            if !comment.is_empty() {
                assert_eq!(shown(&report, &comment) + left_out(&comment), report.findings.len(), "{limit}: {comment}");
                assert_eq!(comment.matches("<details>").count(), comment.matches("</details>").count());
            }
        }
    }
}

#[test]
fn what_is_adverse_comes_before_everything_else() {
    let report = vendor();
    let whole = render::markdown_within(&report, render::COMMENT_LIMIT);
    let (adverse, silent) = (whole.find("Works against").unwrap(), whole.find("<summary>Says nothing").unwrap());
    assert!(adverse < silent);
    let adverse = report.findings.iter().filter(|finding| finding.rating.as_str() == "adverse").count();
    assert!(shown(&report, &render::markdown_within(&report, 10_000)) >= adverse);
}

#[test]
fn traps_do_not_spring() {
    let comment = render::markdown_within(&hostile(), render::COMMENT_LIMIT);
    assert_inert(&comment);
    for event in Parser::new_ext(&comment, Options::ENABLE_TABLES) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let ours = ["<details>", "</details>", "<summary>"];
                assert!(ours.iter().any(|tag| html.trim_start().starts_with(tag)), "{html}");
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => panic!("a link"),
            Event::Text(text) => assert!(!text.contains("@octocat") && !text.contains("#1"), "{text}"),
            _ => {}
        }
    }
    assert!(comment.contains("&#64;&#8203;octocat"));
    for line in comment.lines() {
        assert!(!line.trim_start().starts_with("::") && !line.contains("##["), "{line}");
    }
}
