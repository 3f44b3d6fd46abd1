//! Agreement of codings and reports: reading them, the figures of a case worked by hand, and every format.

use principle31::agreement::{Agreement, Comparison};
use principle31::{CodedRating, Coding, Confidence, Document, Policy, Rating, RubricSet, assess, render};

const GOLD: &str = "\
document,indicator,rating,quote
notice,access.hotline,met,You may call our hotline at any hour.
notice,access.language,partial,Some pages are translated.
notice,access.cost,silent,
notice,fair.appeal,adverse,The decision is final.
notice,fair.panel,met,A panel hears you.
charter,access.hotline,silent,
charter,access.language,met,Write in any language.
charter,access.cost,met,It is free.
charter,fair.appeal,silent,
charter,fair.panel,not-applicable,
charter,fair.rules,met,Rules are published.
elsewhere,access.cost,met,Free.
";

const OTHER: &str = "\
document,indicator,rating,quote
texts/notice.md,access.hotline,met,\"hotline, at any hour, for all\"
texts/notice.md,access.language,silent,
texts/notice.md,access.cost,silent,
texts/notice.md,fair.appeal,adverse,\"=HYPERLINK(\"\"https://example.com\"\") The decision is final.\"
texts/notice.md,fair.panel,partial,Somebody may listen to what you have to say.
charter,access.hotline,partial,Call us.
charter,access.language,met,You can write to us in any language.
charter,access.cost,silent,
charter,fair.appeal,not-applicable,
charter,fair.panel,met,A panel.
charter,fair.extra,met,More.
";

fn coding(name: &str, text: &str) -> Coding {
    Coding::from_csv(name, text).unwrap()
}

fn worked() -> Agreement {
    Agreement::of(&coding("gold.csv", GOLD), &coding("other.csv", OTHER))
}

fn close(a: Option<f64>, b: f64) {
    assert!((a.unwrap() - b).abs() < 1e-12, "{a:?} instead of {b}");
}

#[test]
fn the_figures_are_those_of_the_case_worked_by_hand() {
    // `score.py` beside the coded policies gives the same figures for this case (0.319, 0.250, 0.517, 0.5, 0.183).
    // Compared, reference and other: notice met/met, partial/silent, silent/silent, adverse/adverse, met/partial; charter
    // silent/partial, met/met, met/silent. The rest is not applicable to one side or stands on one side only.
    let agreement = worked();
    let comparison = &agreement.comparisons[0];
    assert_eq!((comparison.documents, comparison.figures.pairs, comparison.figures.agreeing), (2, 8, 4));
    close(comparison.figures.agreement, 0.5);
    // Reference: met 4, partial 1, silent 2, adverse 1; other: met 2, partial 2, silent 3, adverse 1.
    let chance = (4.0 * 2.0 + 1.0 * 2.0 + 2.0 * 3.0 + 1.0) / 64.0;
    close(comparison.figures.kappa, (0.5 - chance) / (1.0 - chance));
    // Addressed: 5 of the reference, 4 of the other, 3 of both, 2 of neither.
    let chance = (5.0 * 4.0 + 3.0 * 4.0) / 64.0;
    close(comparison.figures.kappa_addressed, (5.0 / 8.0 - chance) / (1.0 - chance));
    let [met, partial, silent, adverse] = comparison.ratings.as_slice() else { panic!("four ratings") };
    close(met.precision, 1.0);
    close(met.recall, 0.5);
    close(met.f1, 2.0 / 3.0);
    assert_eq!((partial.precision, partial.recall, partial.f1), (Some(0.0), Some(0.0), Some(0.0)));
    close(silent.precision, 1.0 / 3.0);
    close(silent.recall, 0.5);
    close(silent.f1, 0.4);
    close(adverse.f1, 1.0);
    close(comparison.macro_f1, (2.0 / 3.0 + 0.0 + 0.4 + 1.0) / 4.0);
    // Six quotes of the reference stand against a rating of the other; three are met.
    assert_eq!((comparison.quotes.quoted, comparison.quotes.met), (6, 3));
    // notice: 2.5 and 1.5 of 5; charter: 2 and 1.5 of 3.
    close(comparison.score_error, (1.0 / 5.0 + 0.5 / 3.0) / 2.0);
    assert_eq!(comparison.confusion.counts, [[2, 1, 1, 0], [0, 0, 1, 0], [0, 1, 1, 0], [0, 0, 0, 1]]);
    assert_eq!(comparison.calibration, None);
}

#[test]
fn nothing_that_was_rated_is_lost() {
    let agreement = worked();
    let comparison = &agreement.comparisons[0];
    let not = &comparison.not_applicable;
    assert_eq!((not.both, not.only_reference, not.only_other), (0, 1, 1));
    assert_eq!(comparison.only_in_reference.documents, ["elsewhere"]);
    let unmatched = |units: &[principle31::agreement::Unit]| {
        units.iter().map(|unit| format!("{} {}", unit.document, unit.indicator)).collect::<Vec<_>>()
    };
    assert_eq!(unmatched(&comparison.only_in_reference.ratings), ["charter fair.rules"]);
    assert_eq!(unmatched(&comparison.only_in_other.ratings), ["charter fair.extra"]);
    // Every row of the reference is compared, not applicable, or unmatched: 12 = 8 + 2 + 1 + 1.
    assert_eq!(comparison.figures.pairs + 2 + 1 + 1, GOLD.lines().count() - 1);
    // What differs is among the disagreements, what one side calls not applicable too.
    assert_eq!(comparison.disagreements.len(), 4 + 2);
    let confused: usize = comparison.confusion.counts.iter().flatten().sum();
    assert_eq!(confused, 8);
    let groups = |figures: &[principle31::agreement::NamedFigures]| figures.iter().map(|each| each.figures.pairs).sum();
    let (criteria, indicators): (usize, usize) = (groups(&comparison.criteria), groups(&comparison.indicators));
    assert_eq!((criteria, indicators), (8, 8));
}

#[test]
fn kappa_does_not_depend_on_which_side_is_the_reference() {
    let (there, back) = (worked(), Agreement::of(&coding("other.csv", OTHER), &coding("gold.csv", GOLD)));
    let figures = |agreement: &Agreement| agreement.comparisons[0].figures;
    for (a, b) in [
        (figures(&there).kappa, figures(&back).kappa),
        (figures(&there).kappa_linear, figures(&back).kappa_linear),
        (figures(&there).alpha_ordinal, figures(&back).alpha_ordinal),
    ] {
        close(a, b.unwrap());
    }
}

#[test]
fn in_every_format() {
    let agreement = worked();
    insta::assert_snapshot!("agreement.text", render::agreement::text(&agreement, 3));
    insta::assert_snapshot!("agreement.markdown", render::agreement::markdown(&agreement, 20));
    insta::assert_snapshot!("agreement.csv", render::agreement::csv(&agreement));
    insta::assert_snapshot!("agreement.disagreements", render::agreement::csv_of_disagreements(&agreement));
    let read: Agreement = serde_json::from_str(&render::agreement::json(&agreement)).unwrap();
    assert_eq!(read, agreement);
}

#[cfg(feature = "schema")]
#[test]
fn json_is_valid_against_the_schema() {
    let others = [coding("b.csv", OTHER), coding("c.csv", OTHER)];
    let agreement = Agreement::of_several(&coding("a.csv", GOLD), &others);
    let validator = jsonschema::validator_for(&principle31::schema::agreement()).unwrap();
    let instance = serde_json::to_value(&agreement).unwrap();
    let errors: Vec<String> = validator.iter_errors(&instance).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn as_many_rows_are_written_as_there_are() {
    let agreement = worked();
    let comparison = &agreement.comparisons[0];
    let figures = render::agreement::csv(&agreement);
    let rows = 1 + comparison.criteria.len() + comparison.indicators.len() + comparison.ratings.len();
    assert_eq!(figures.lines().count(), 1 + rows);
    let disagreements = render::agreement::csv_of_disagreements(&agreement);
    assert_eq!(disagreements.lines().count(), 1 + comparison.disagreements.len());
    let three = [coding("b.csv", OTHER), coding("c.csv", OTHER)];
    let agreement = Agreement::of_several(&coding("a.csv", GOLD), &three);
    let together = agreement.together.as_ref().unwrap();
    let rows = 2 * rows + 1 + together.criteria.len() + together.indicators.len();
    assert_eq!(render::agreement::csv(&agreement).lines().count(), 1 + rows);
    // Each table has as many cells in every row, whatever the quotes hold.
    for table in [figures, disagreements] {
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        assert!(reader.records().all(|record| record.is_ok()), "{table}");
    }
}

/// A quote that would be a formula, markup, an escape sequence and a new row, if it were let.
const HOSTILE: &str = "=1+1|<script>alert(1)</script>\u{1b}[31m\r\n| x | `y`\u{202e}";

#[test]
fn a_hostile_quote_does_nothing() {
    let side = |rating| {
        let row = CodedRating::new("@notice", "fair.appeal", rating).quote(HOSTILE).quote("- item");
        Coding::from_rows("+sum", [row]).unwrap()
    };
    let agreement = Agreement::of(&side(Rating::Met), &side(Rating::Silent));
    let (text, markdown) = (render::agreement::text(&agreement, 9), render::agreement::markdown(&agreement, 9));
    let table = render::agreement::csv_of_disagreements(&agreement);
    for written in [&text, &markdown, &table, &render::agreement::csv(&agreement)] {
        assert!(!written.contains(['\u{1b}', '\u{202e}', '\r']), "{written:?}");
    }
    assert!(!markdown.contains("<script>") && !markdown.contains("| x |"), "{markdown}");
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(table.as_bytes()).records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1);
    for cell in &rows[0] {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
    assert_eq!(&rows[0][0], "'@notice");
    assert!(rows[0][4].starts_with("'=1+1|") && rows[0][4].ends_with("- item"), "{}", &rows[0][4]);
}

#[test]
fn several_coders_are_compared_with_the_first_and_with_one_another() {
    let text = "\
indicator\tcoder\trating\tdocument\tnote
a.x\tada\tmet\tn\t
a.x\tbea\tmet\tn\t
a.x\tcal\tpartial\tn\thedged
a.y\tada\tsilent\tn\t
a.y\tbea\tsilent\tn\t
";
    let codings = coding("all.tsv", text).by_coder();
    let agreement = Agreement::of_several(&codings[0], &codings[1..]);
    assert_eq!(agreement.codings, ["ada (all.tsv)", "bea (all.tsv)", "cal (all.tsv)"]);
    let together = agreement.together.unwrap();
    assert_eq!((together.overall.units, together.overall.ratings), (2, 5));
    assert_eq!(together.indicators[1].alpha.nominal, Some(1.0));
    let pairs = |comparison: &Comparison| comparison.figures.pairs;
    assert_eq!(agreement.comparisons.iter().map(pairs).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(agreement.comparisons[1].disagreements[0].other.note.as_deref(), Some("hedged"));
    assert_eq!(agreement.comparisons[1].only_in_reference.ratings.len(), 1);
}

#[test]
fn reports_are_compared_with_a_coding_and_calibrated() {
    let rows = [
        ("a", Rating::Met, Confidence::High, false),
        ("b", Rating::Met, Confidence::High, false),
        ("c", Rating::Met, Confidence::Low, true),
        ("d", Rating::Silent, Confidence::Low, true),
        ("e", Rating::Silent, Confidence::Medium, false),
    ];
    let other = rows.map(|(name, rating, confidence, review)| {
        CodedRating::new("n.md", format!("x.{name}"), rating).assurance(confidence, review)
    });
    let reference = ["a", "b", "c", "d", "e"].map(|name| {
        CodedRating::new("n", format!("x.{name}"), if name == "b" { Rating::Partial } else { Rating::Silent })
    });
    let reference = Coding::from_rows("gold", reference).unwrap();
    let agreement = Agreement::of(&reference, &Coding::from_rows("reports", other).unwrap());
    let calibration = agreement.comparisons[0].calibration.as_ref().unwrap();
    let levels: Vec<_> =
        calibration.levels.iter().map(|each| (each.confidence, each.findings, each.agreeing)).collect();
    assert_eq!(levels, [(Confidence::High, 2, 0), (Confidence::Medium, 1, 1), (Confidence::Low, 2, 1)]);
    assert_eq!((calibration.mistakes, calibration.mistakes_for_review, calibration.for_review), (3, 1, 2));
    close(calibration.share_of_mistakes, 1.0 / 3.0);
    close(calibration.share_of_review, 0.5);
    assert!(render::agreement::text(&agreement, 1).contains("Mistakes marked for review: 0.33 (1 of 3)"));
}

#[test]
fn a_report_agrees_with_itself() {
    let policy = Policy::new(Document::text("n.txt", "We acknowledge every complaint within seven days."));
    let report = assess(&RubricSet::builtin(), &policy);
    let (direct, json) = (
        Coding::of_report("n.txt", &report),
        Coding::from_report_json("reports/n.json", &render::json(&report)).unwrap(),
    );
    let agreement = Agreement::of(&direct, &json);
    let comparison = &agreement.comparisons[0];
    assert_eq!(comparison.figures.pairs + comparison.not_applicable.both, report.findings.len());
    assert_eq!(comparison.figures.kappa, Some(1.0));
    assert_eq!(comparison.calibration.as_ref().unwrap().mistakes, 0);
    assert!(comparison.disagreements.is_empty());
}

#[test]
fn codings_without_anything_in_common_have_no_figures() {
    let agreement = Agreement::of(&coding("a", GOLD), &Coding::from_rows("b", []).unwrap());
    let comparison = &agreement.comparisons[0];
    assert_eq!((comparison.figures.pairs, comparison.figures.kappa, comparison.score_error), (0, None, None));
    assert!(!render::agreement::json(&agreement).contains("NaN"));
    assert!(render::agreement::text(&agreement, 1).contains('–'));
}

#[test]
fn tables_are_read_as_spreadsheets_write_them() {
    let expected = coding("x", "document,indicator,rating,quote\nn,a.b,met,We will; always.\n");
    for text in [
        "\u{feff}Document;Indicator;Rating;Quote\r\nn;a.b;met;\"We will; always.\"\r\n",
        "quote\trating\tindicator\tdocument\tremark\nWe will; always.\tMET\ta.b\tn\t\n",
        "\n\ndocument,indicator,rating,quote,,\n,,,,,\nn, a.b ,met,We will; always.,,,,\n\n",
    ] {
        assert_eq!(coding("x", text).rows(), expected.rows(), "{text}");
    }
}

#[test]
fn everything_wrong_with_a_table_is_said_at_once() {
    let text = "\
document,indicator,rating,quote,coder
n,a.b,met,\"We
will.\",ada

n,a.c,good,,ada
texts/n.md,a.b,silent,,ada
n,a.b,silent,,bea
,a.d,,,
n,a.e,met
n,a.f,met,We will, of course,ada
";
    let error = Coding::from_csv("ada.csv", text).unwrap_err();
    insta::assert_snapshot!(error.to_string(), @r#"
    ada.csv:5: column `rating`: found `good`; expected one of met, partial, silent, adverse, not-applicable
    ada.csv:6: a second rating of `a.b` of `n` by `ada`; the first is in line 2
    ada.csv:8: column `document`: is empty; say what is rated
    ada.csv:8: column `rating`: is empty; expected one of met, partial, silent, adverse, not-applicable
    ada.csv:9: 3 fields, where the header has 5; a field that holds a delimiter or a quotation mark stands in "…", with quotation marks in it doubled
    ada.csv:10: 6 fields, where the header has 5; a field that holds a delimiter or a quotation mark stands in "…", with quotation marks in it doubled
    "#);
    assert_eq!(error.problems()[0].line(), Some(5));
    assert_eq!(error.problems()[0].column(), Some("rating"));
}

#[test]
fn a_table_without_its_columns_is_refused() {
    let error = |text| Coding::from_csv("x.csv", text).unwrap_err().to_string();
    insta::assert_snapshot!(error("policy;indicator;value\nn;a.b;met\n"), @"x.csv:1: no columns `document`, `rating`: the header has `policy`, `indicator`, `value`; expected document, indicator, rating and, if there are any, quote, coder, note, with commas, semicolons or tabs between");
    insta::assert_snapshot!(error(""), @"x.csv:1: no columns `document`, `indicator`, `rating`: the file is empty; expected document, indicator, rating and, if there are any, quote, coder, note, with commas, semicolons or tabs between");
    insta::assert_snapshot!(error("document,indicator,rating,Rating\n"), @"x.csv:1: column `rating`: the header names it twice; rename or remove one");
}

#[test]
fn a_missing_quote_is_a_warning() {
    let warnings = |text| {
        let coding = coding("x.csv", text);
        coding.warnings().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(warnings("document,indicator,rating,quote\nn,a.b,met,\nn,a.c,silent,\n"), @"x.csv:2: column `quote`: is empty; a rating of met stands on a quote");
    insta::assert_snapshot!(warnings("document,indicator,rating\nn,a.b,met\n"), @"x.csv:1: no column `quote`: quotes are neither shown nor compared");
}
