//! Reports as web pages: what they show, and that a policy's text stays text in them. A real browser checks them in
//! `tests/browser`.
#![cfg(feature = "html-report")]

use std::path::Path;
use std::sync::LazyLock;

use principle31::{Coding, Description, Document, Policy, ReadOptions, Report, RubricSet, assess, assess_with, render};
use proptest::prelude::*;
use regex::Regex;

/// Loaded once: that takes longer than everything else here.
static RUBRICS: LazyLock<RubricSet> = LazyLock::new(RubricSet::builtin);

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/policies").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn vendor() -> Policy {
    let description = Description::from_toml("vendor-policy.toml", &file("vendor-policy.toml")).unwrap();
    description.policy(&ReadOptions::new(), |path| Ok::<_, String>(file(&path.to_string_lossy()).into_bytes())).unwrap()
}

fn thorough() -> Policy {
    Policy::new(Document::markdown("thorough-procedure.md", file("thorough-procedure.md")))
}

fn rated(policy: &Policy) -> Report {
    let mut report = assess(&RUBRICS, policy);
    // The digest changes with every word of the rubrics; the snapshots are about the page.
    report.rubrics.digest = "0".repeat(64);
    report
}

fn page(policy: &Policy) -> String {
    render::html(&rated(policy), Some(policy))
}

/// A page with an element a line and without its style sheet, for snapshots.
fn lines(page: &str) -> String {
    let style = Regex::new("(?s)<style>.*</style>").unwrap();
    let block = Regex::new("<(/?(?:section|article|div|ul|li|dl|dt|h[1-6]|p|tr|t[hd]|figure|figcaption|fieldset|label|details|svg|header|main|footer|nav|table|mark|meta)\\b)").unwrap();
    block.replace_all(&style.replace(page, "<style></style>"), "\n<$1").into_owned()
}

fn count(page: &str, part: &str) -> usize {
    page.matches(part).count()
}

#[test]
fn vendor_policy() {
    insta::assert_snapshot!("vendor", lines(&page(&vendor())));
}

#[test]
fn thorough_procedure() {
    let page = lines(&page(&thorough()));
    let text = page.split("<section id=\"text\"").nth(1).unwrap().split("<section id=\"legend\"").next().unwrap();
    insta::assert_snapshot!("thorough.text", text);
}

#[test]
fn every_finding_and_every_quote_is_shown_and_every_passage_linked_both_ways() {
    let target = Regex::new("href=\"#([^\"]+)\"").unwrap();
    for policy in [vendor(), thorough()] {
        let report = rated(&policy);
        let page = render::html(&report, Some(&policy));
        let quotes: usize = report.findings.iter().map(|finding| finding.evidence.len()).sum();
        assert_eq!(count(&page, "<article class=\"finding "), report.findings.len());
        assert_eq!(count(&page, "<blockquote"), quotes);
        assert_eq!(count(&page, "<figcaption><a href=\"#p1-"), quotes, "a passage without its place in the text");
        for link in target.captures_iter(&page) {
            assert_eq!(count(&page, &format!(" id=\"{}\"", &link[1])), 1, "{}", &link[1]);
        }
        for (number, finding) in report.findings.iter().enumerate() {
            let back = format!("class=\"reference {}", finding.rating);
            let has_back = page
                .split("<a ")
                .any(|link| link.starts_with(&back) && link.contains(&format!("href=\"#f{}\"", number + 1)));
            assert_eq!(has_back, !finding.evidence.is_empty(), "{}", finding.indicator);
        }
    }
}

#[test]
fn the_text_is_there_as_people_read_it() {
    let source =
        "# Complaints\n\nWe **never** share it &amp; reply *within seven days*.\n\n1. Write to us.\n2. Wait.\n";
    let page = page(&Policy::new(Document::markdown("a.md", source)));
    let text = page.split("<section id=\"text\"").nth(1).unwrap();
    let text = Regex::new("<[^>]*>").unwrap().replace_all(text, "").into_owned();
    assert!(text.contains("We never share it &amp; reply within seven days."), "{text}");
    assert!(text.contains("1. Write to us.") && text.contains("2. Wait."), "{text}");
}

#[test]
fn without_the_policy_the_findings_stand_alone() {
    let report = rated(&vendor());
    let page = render::html(&report, None);
    assert_eq!(count(&page, "<article class=\"finding "), report.findings.len());
    assert!(!page.contains("<mark") && !page.contains("id=\"text\"") && !page.contains("href=\"#text\""));
}

#[test]
fn another_text_than_the_reports_is_not_marked() {
    let report = rated(&vendor());
    let other = Policy::new(Document::text("vendor-policy.txt", "Decisions are final. ".repeat(300)));
    let page = render::html(&report, Some(&other));
    assert!(page.contains("id=\"text\"") && !page.contains("<mark"));
}

#[test]
fn the_same_report_gives_the_same_page() {
    assert_eq!(page(&vendor()), page(&vendor()));
}

#[test]
fn codings_are_shown_with_whom_they_come_from() {
    let (rubrics, policy) = (&*RUBRICS, vendor());
    let rows = "document,indicator,rating,quote,coder,note\n\
        vendor-policy,independence.appeal,partial,under this policy are final,Ada,Only <b>in part</b>.\n\
        vendor-policy,independence.appeal,adverse,Decisions of the Company under,Bo,\n";
    let ratings = [Coding::from_csv("sheet.csv", rows).unwrap().verify(rubrics, &policy).unwrap()];
    let page = render::html(&assess_with(rubrics, &policy, &ratings), Some(&policy));
    for part in
        ["raters differ", "quoted by <bdi>Ada</bdi>", "<bdi>Bo</bdi> (coding)", "Only &lt;b&gt;in part&lt;/b&gt;."]
    {
        assert!(page.contains(part), "{part}");
    }
    // The tool's passage and both coders' overlap: "4.3 ", "Decisions of the Company ", "under", " this policy are final", ".".
    let report = assess_with(rubrics, &policy, &ratings);
    let number = report.findings.iter().position(|finding| finding.indicator == "independence.appeal").unwrap() + 1;
    let appeal = page.split(&format!("id=\"f{number}\"")).nth(1).unwrap().split("</article>").next().unwrap();
    let marks: Vec<&str> = Regex::new("figcaption><a href=\"#(p1-[0-9]+)\"")
        .unwrap()
        .captures_iter(appeal)
        .map(|link| link.extract::<1>().1[0])
        .collect();
    assert_eq!(marks.len(), 3);
    let texts = marks.iter().map(|mark| {
        let text = page.split(&format!("<mark id=\"{mark}\"")).nth(1).unwrap();
        text.split_once('>').unwrap().1.split("</mark>").next().unwrap().trim().to_owned()
    });
    let mut texts: Vec<String> = texts.collect();
    texts.sort();
    assert_eq!(texts, ["4.3", "Decisions of the Company", "under"]);
}

/// What a policy might hold to break out of a page, or to act on who reads it.
const HOSTILE: [&str; 14] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</p></mark></section></main><h1>Gone</h1>",
    "</style><style>*{display:none}",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "<!-- --> <![CDATA[ ]]> ]]>",
    "&lt;b&gt; &#60;script&#62; &amp;",
    "\u{1b}[31mred\u{1b}[0m \u{7}\u{0}",
    "\u{202e}drowssap\u{202c} \u{2066}x\u{2069} \u{200b}",
    "::error::stop\r\n::set-output name=a::b",
    "=cmd|' /C calc'!A0",
    "javascript:alert(1) {{ constructor }} ${alert(1)}",
    "👩‍👩‍👧 é\u{301} \u{fffe} \u{10ffff}",
];

fn hostile() -> Policy {
    let all = HOSTILE.join(" ");
    let mut text = String::from("# Complaints <script>alert(0)</script>\n\n");
    for part in HOSTILE {
        text.push_str(&format!(
            "We acknowledge every complaint within seven days {part} and you may appeal to an independent panel {part}.\n\n\
             - {part} Decisions are final, and anonymous {part} complaints are accepted.\n\n| a {part} | We never share your name. |\n\n"
        ));
    }
    let name = format!("a\"><script>alert(2)</script>{all}.txt");
    Policy::new(Document::text(name, text.clone()))
        .and(Document::markdown(format!("b{all}.md"), text))
        .company(all.clone())
        .title(all.clone())
        .url("javascript:alert(3)//\"><script>")
        .date(all)
}

/// Every tag and attribute is one that the page writes itself.
#[track_caller]
fn only_own_markup(page: &str) {
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    assert!(!style.contains('<'));
    let (tag, attribute) = (
        Regex::new("<[^>]*>?").unwrap(),
        Regex::new("^</?([a-zA-Z0-9]+)((?: [a-zA-Z0-9-]+(?:=\"[^\"<>]*\")?)*)>$").unwrap(),
    );
    let acts = Regex::new(" (on[a-z]+|src|srcset|action|formaction|http-equiv)=").unwrap();
    let rest = page.replacen(style, "", 1);
    for found in tag.find_iter(rest.strip_prefix("<!DOCTYPE html>").unwrap()) {
        let parts = attribute.captures(found.as_str()).unwrap_or_else(|| panic!("{}", found.as_str()));
        assert!(!matches!(&parts[1], "script" | "img" | "b" | "iframe" | "object" | "embed" | "form"), "{}", &parts[0]);
        assert!(!acts.is_match(&parts[2]) || parts[1] == *"meta", "{}", &parts[0]);
    }
}

#[test]
fn a_hostile_policy_stays_text() {
    let policy = hostile();
    let coder = "<b onclick=\"x\">";
    let rows = format!(
        "document,indicator,rating,quote,coder,note\n\"{}\",independence.appeal,partial,Decisions are final,\"{}\",\"{}\"\n",
        policy.documents()[0].name().replace('"', "\"\""),
        coder.replace('"', "\"\""),
        "<script>alert(4)</script>"
    );
    let rubrics = &*RUBRICS;
    let ratings = [Coding::from_csv("s.csv", &rows).unwrap().verify(rubrics, &policy).unwrap()];
    let report = assess_with(rubrics, &policy, &ratings);
    let page = render::html(&report, Some(&policy));
    // For the check in a browser.
    std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile.html"), &page).unwrap();

    only_own_markup(&page);
    assert!(!page.contains("href=\"javascript"));
    assert_eq!(count(&page, "<h1"), 1);
    let acting = |c: &char| {
        matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}') || (c.is_control() && *c != '\n')
    };
    assert_eq!(page.chars().find(acting), None);
    let quotes: usize = report.findings.iter().map(|finding| finding.evidence.len()).sum();
    assert!(quotes > 20);
    assert_eq!(count(&page, "<blockquote"), quotes);
    assert_eq!(count(&page, "<article class=\"finding "), report.findings.len());
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn whatever_a_policy_holds_is_a_page(name: String, text: String, part in r#"[<>&"'/a-z =!-]{0,80}"#) {
        let text = format!("{text} We acknowledge every complaint within seven days {part}.\n\n{part}{text}");
        let policy = Policy::new(Document::markdown(name.clone(), text.clone())).and(Document::text(part, text)).title(name);
        let page = page(&policy);
        only_own_markup(&page);
        prop_assert_eq!(count(&page, "<h1"), 1);
        prop_assert_eq!(count(&page, "<article class=\"finding "), 54);
    }
}

#[test]
fn an_empty_policy_is_a_page_too() {
    for policy in [Policy::of(Vec::new()), Policy::new(Document::text("", ""))] {
        let page = page(&policy);
        assert_eq!(count(&page, "<article class=\"finding "), 54);
        assert!(page.ends_with("</html>\n"));
    }
}

#[cfg(feature = "cli")]
#[test]
fn the_command_line_writes_the_page() {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_p31"));
    command.args(["check", "examples/policies/vendor-policy.toml", "--format", "html"]);
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    assert!(page.contains("<mark id=\"p1-1\""));
}
