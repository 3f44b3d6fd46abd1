//! Rankings: the order, what every form shows, that names stay text, and `p31 rank` on a folder.

use principle31::{Document, Mechanism, Policy, Ranking, RankingEntry, Report, RubricSet, assess, assess_all, render};
use std::sync::LazyLock;

static CORE: LazyLock<RubricSet> = LazyLock::new(|| RubricSet::builtin().profile("core").unwrap());

const PROMPT: &str = "# Complaints\n\nWe acknowledge every complaint within seven days. You may appeal to an independent \
                      panel that took no part in the first decision.\n";
const GERMAN: &str = "# Beschwerden\n\nWir beantworten jede Beschwerde innerhalb von sieben Tagen. Die Entscheidung wird von einer \
                      unabhängigen Stelle getroffen, die mit dem Fall bisher nicht befasst war. Niemand darf wegen einer \
                      Beschwerde benachteiligt werden, und wer sich beschwert, erfährt das Ergebnis.\n";
const QUIET: &str = "# Complaints\n\nWe read complaints.\n";

fn report(text: &str) -> Report {
    let mut report = assess(&CORE, &Policy::new(Document::markdown("policy.md", text)));
    // The digest changes with every word of the rubrics; the snapshots are about the ranking.
    report.rubrics.digest = "0".repeat(64);
    report
}

fn ranking() -> Ranking {
    Ranking::of([
        RankingEntry::new("Quiet Ltd", &report(QUIET)),
        RankingEntry::new("Prompt Ltd", &report(PROMPT)).report("reports/prompt.html"),
        RankingEntry::new("Calm Ltd", &report(QUIET)),
        RankingEntry::new("Fern GmbH", &report(GERMAN)),
    ])
    .without("scan.pdf", "no text in it; recognise it first")
}

#[test]
fn the_higher_score_comes_first_and_equal_scores_share_a_place() {
    let ranking = ranking();
    let rows: Vec<_> = ranking.rows.iter().map(|row| (row.name.as_str(), row.place)).collect();
    assert_eq!(rows, [("Prompt Ltd", Some(1)), ("Calm Ltd", Some(2)), ("Quiet Ltd", Some(2)), ("Fern GmbH", None)]);
    assert!(ranking.rows[0].score.value > ranking.rows[1].score.value);
    assert!(ranking.rows[3].warnings[0].contains("German"), "{:?}", ranking.rows[3].warnings);
    for row in &ranking.rows {
        let counts = row.ratings;
        let rated = counts.met + counts.partial + counts.silent + counts.adverse + counts.not_applicable;
        assert_eq!((row.criteria.len(), rated), (4, report(QUIET).findings.len()));
    }
}

#[test]
fn reports_that_cannot_be_compared_are_warned_of() {
    let all = RubricSet::builtin();
    let policy = || Policy::new(Document::markdown("policy.md", PROMPT));
    let mut older = assess(&CORE, &policy());
    older.tool.version = "0.0.1".to_owned();
    let ranking = Ranking::of([
        RankingEntry::new("A", &assess(&all, &policy())),
        RankingEntry::new("B", &older),
        RankingEntry::new("C", &assess(&CORE, &policy().mechanism(Mechanism::StateBased))),
    ]);
    let warned = ranking.warnings.join("\n");
    for part in [
        "not all rated by the same criteria",
        "different versions (0.0.1, ",
        "different kinds (operational-level, state-based)",
    ] {
        assert!(warned.contains(part), "{part}: {warned}");
    }
    // A column for every criterion that any of them has; the others have none.
    assert_eq!(ranking.criteria.len(), 9);
    let core = ranking.rows.iter().find(|row| row.name == "C").unwrap();
    assert_eq!(core.criteria.iter().filter(|cell| cell.score.is_some()).count(), 4);
    assert!(Ranking::of([]).rows.is_empty());
}

#[test]
fn many_are_rated_as_each_is_alone() {
    let policies: Vec<Policy> = (0..20)
        .map(|n| Policy::new(Document::text("p", format!("We reply within {n} days. Decisions are final."))))
        .collect();
    let reports = assess_all(&CORE, &policies);
    assert_eq!(reports, policies.iter().map(|policy| assess(&CORE, policy)).collect::<Vec<_>>());
}

#[test]
fn every_form_shows_every_policy() {
    let ranking = ranking();
    let shown = [
        render::ranking::text(&ranking, render::Colour::Never),
        render::ranking::markdown(&ranking),
        render::ranking::csv(&ranking),
        render::ranking::json(&ranking),
        #[cfg(feature = "html-report")]
        render::ranking::html(&ranking),
    ];
    for text in &shown {
        for part in ["Prompt Ltd", "Quiet Ltd", "Calm Ltd", "Fern GmbH", "scan.pdf", "no text in it", "German"] {
            // A table for a spreadsheet has no room for warnings.
            assert!(text.contains(part) || part == "German" && text.starts_with("\"place\""), "{part}: {text}");
        }
    }
    insta::assert_snapshot!("ranking.text", shown[0]);
    insta::assert_snapshot!("ranking.markdown", shown[1]);
    insta::assert_snapshot!("ranking.csv", shown[2]);
    assert_eq!(serde_json::from_str::<Ranking>(&shown[3]).unwrap(), ranking);
}

#[test]
fn the_table_is_one_for_spreadsheets() {
    let text = render::ranking::csv(&ranking());
    let mut table = csv_rows(&text);
    let header = table.remove(0);
    assert_eq!(
        (table.len(), header.first().map(String::as_str), header.last().map(String::as_str)),
        (5, Some("place"), Some("unread"))
    );
    assert!(header.iter().any(|name| name == "independence"));
    assert!(table.iter().all(|row| row.len() == header.len()));
    assert_eq!(table[4][1], "scan.pdf");
}

/// The rows of a table in which every cell is quoted.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let rows = text.lines().map(|line| line.strip_prefix('"').unwrap().strip_suffix('"').unwrap());
    rows.map(|row| row.split("\",\"").map(str::to_owned).collect()).collect()
}

#[cfg(feature = "schema")]
#[test]
fn the_json_is_valid() {
    let validator = jsonschema::validator_for(&principle31::schema::ranking()).unwrap();
    for ranking in [ranking(), Ranking::of([]).without("a", "b")] {
        let json: serde_json::Value = serde_json::from_str(&render::ranking::json(&ranking)).unwrap();
        let errors: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

/// Names that are no names.
const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "[x](javascript:alert(1)) | `y` @everyone",
    "\u{1b}[31m\u{202e}drowssap",
    "::error::stop\r\n::set-output name=a::b",
    "]]> --> </style>",
    "@SUM(1+1)*cmd",
];

fn hostile() -> Ranking {
    let entries = HOSTILE.map(|name| RankingEntry::new(name, &report(QUIET)).report("javascript:alert(1)"));
    HOSTILE.iter().fold(Ranking::of(entries), |ranking, name| ranking.without(*name, *name))
}

#[test]
fn names_stay_text() {
    let ranking = hostile();
    let text = render::ranking::text(&ranking, render::Colour::Never);
    let markdown = render::ranking::markdown(&ranking);
    let csv = render::ranking::csv(&ranking);
    for shown in [&text, &markdown, &csv] {
        assert!(!shown.contains(['\u{1b}', '\u{202e}', '\r']), "{shown:?}");
        assert!(!shown.lines().any(|line| line.trim_start().starts_with("::")), "{shown}");
    }
    let read: Vec<_> = pulldown_cmark::Parser::new_ext(&markdown, pulldown_cmark::Options::ENABLE_TABLES).collect();
    let acts = |event: &pulldown_cmark::Event| {
        use pulldown_cmark::{Event, Tag};
        matches!(
            event,
            Event::Html(_) | Event::InlineHtml(_) | Event::Code(_) | Event::Start(Tag::Link { .. } | Tag::Image { .. })
        )
    };
    assert_eq!(read.iter().find(|event| acts(event)), None);
    assert_eq!(markdown.lines().filter(|line| line.starts_with("| 1 |")).count(), HOSTILE.len());
    for row in csv_rows(&csv).iter().skip(1) {
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{row:?}");
    }
}

#[cfg(feature = "html-report")]
#[test]
fn the_page_is_a_table_that_leads_to_the_reports() {
    let page = render::ranking::html(&ranking());
    let style = regex::Regex::new("(?s)<style>.*</style>").unwrap();
    let element =
        regex::Regex::new("<(/?(?:section|div|ul|li|dl|dt|h[1-6]|p|tr|t[hd]|header|main|footer|table|meta)\\b)")
            .unwrap();
    insta::assert_snapshot!("ranking.html", element.replace_all(&style.replace(&page, "<style></style>"), "\n<$1"));
    assert_eq!(page.matches("href=\"reports/prompt.html").count(), 6, "the name, the overall score, and four criteria");
}

#[cfg(feature = "html-report")]
#[test]
fn names_stay_text_on_the_page() {
    let page = render::ranking::html(&hostile());
    // For the check in a browser.
    std::fs::write(std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile-ranking.html"), &page).unwrap();
    let own = page.split_once("</style>").unwrap().1;
    assert!(!own.contains("<script") && !own.contains("<img") && !own.contains("href=\"javascript"), "{own}");
    assert!(!page.contains(['\u{1b}', '\u{202e}']));
    assert_eq!(own.matches("<tr>").count(), HOSTILE.len() + 1);
}
