//! Ratings from elsewhere: verified word for word, merged, and marked by whom they come from.

use std::error::Error;

use principle31::report::{Finding, WarningKind};
use principle31::{
    Assessor, Basis, CodedRating, Coding, Confidence, Description, Document, Policy, Rating, ReadOptions, Report,
    RubricSet, VerifiedRatings, assess, assess_with, render,
};

const NOTICE: &str = "# Concerns\n\nThe matter then rests with the **panel of elders**. We acknowledge every concern within \
    seven days.\n\nIt is never too late; the elders’ door is open.\n";

fn policy() -> Policy {
    Policy::new(Document::markdown("texts/notice.md", NOTICE))
}

fn coding(rows: &str) -> Coding {
    Coding::from_csv("sheet.csv", &format!("document,indicator,rating,quote,coder,note\n{rows}")).expect("a table")
}

fn merged(codings: &[Coding]) -> Report {
    let (rubrics, policy) = (RubricSet::builtin(), policy());
    let ratings: Vec<VerifiedRatings> = codings
        .iter()
        .map(|coding| coding.verify(&rubrics, &policy).unwrap_or_else(|error| panic!("{error}")))
        .collect();
    assess_with(&rubrics, &policy, &ratings)
}

fn refusal(rows: &str) -> String {
    coding(rows).verify(&RubricSet::builtin(), &policy()).expect_err("a refusal").to_string()
}

fn finding<'a>(report: &'a Report, indicator: &str) -> &'a Finding {
    report.findings.iter().find(|finding| finding.indicator == indicator).expect("an indicator")
}

#[test]
fn a_coding_overrides_the_text_and_is_marked() {
    let report =
        merged(&[coding("notice,independence.appeal,partial,rests with the panel of elders,Ada,No time named.\n")]);
    let appeal = finding(&report, "independence.appeal");
    assert_eq!((appeal.rating, appeal.basis, appeal.confidence), (Rating::Partial, Basis::Coding, Confidence::High));
    assert!(!appeal.needs_review && !appeal.conflict);
    assert!(appeal.reason.starts_with("Ada rated it partial. Note: No time named."), "{}", appeal.reason);
    let [evidence] = appeal.evidence.as_slice() else { panic!("{:?}", appeal.evidence) };
    assert_eq!(evidence.quote, "rests with the **panel of elders");
    assert_eq!(NOTICE[evidence.start..evidence.end], evidence.quote);
    assert_eq!((evidence.by.as_deref(), evidence.modality, evidence.line), (Some("Ada"), None, 3));
    assert_eq!(appeal.opinions.len(), 1);
    assert!(report.score.value.unwrap().get() > assess(&RubricSet::builtin(), &policy()).score.value.unwrap().get());
    for text in [render::text(&report, render::Colour::Never), render::markdown(&report)] {
        assert!(text.contains("quoted by Ada"), "{text}");
    }
}

#[test]
fn a_person_may_say_that_a_text_is_silent() {
    let report = merged(&[coding("notice,predictability.acknowledgement-timeframe,silent,,Ada,\n")]);
    let finding = finding(&report, "predictability.acknowledgement-timeframe");
    assert_eq!((finding.rating, finding.basis), (Rating::Silent, Basis::Coding));
    // What the tool took stays beside it, speaking for what it speaks for.
    assert_eq!(finding.evidence[0].rates, Rating::Met);
}

#[test]
fn coders_who_differ_are_reported_and_neither_is_taken() {
    let both = "notice,independence.appeal,partial,rests with the panel of elders,Ada,\n\
                notice,independence.appeal,adverse,The matter then rests,Bea,\n";
    let report = merged(&[coding(both)]);
    let appeal = finding(&report, "independence.appeal");
    assert_eq!((appeal.rating, appeal.basis), (Rating::Silent, Basis::Absence));
    assert!(appeal.conflict && appeal.needs_review);
    assert!(appeal.reason.starts_with("Ada rates it partial, Bea rates it adverse; they differ"), "{}", appeal.reason);
    assert_eq!(appeal.opinions.iter().map(|opinion| opinion.by.as_str()).collect::<Vec<_>>(), ["Ada", "Bea"]);
    assert_eq!(appeal.evidence.len(), 2);
    // In files of their own it is the same.
    let apart: Vec<Coding> = both.lines().map(coding).collect();
    assert_eq!(finding(&merged(&apart), "independence.appeal").reason, appeal.reason);
    let agreed = merged(&[coding(&both.replace("adverse", "partial"))]);
    assert!(finding(&agreed, "independence.appeal").reason.starts_with("Ada and Bea rated it partial."));
}

#[test]
fn what_copying_changes_does_no_harm() {
    for quote in
        ["the elders' door is open", "The  matter then\nrests", "It is never […] door is open.", "“panel of elders”"]
    {
        merged(&[Coding::from_rows(
            "rows",
            [CodedRating::new("notice", "independence.appeal", Rating::Partial).quote(quote)],
        )
        .unwrap()]);
    }
}

#[test]
fn a_quote_that_is_not_there_is_an_error_with_the_nearest_passage() {
    assert_eq!(
        refusal("notice,independence.appeal,met,We acknowledge each concern within seven days.,,\n"),
        "sheet.csv:2: column `quote`: “We acknowledge each concern within seven days.” (independence.appeal) is not in the \
         policy; the nearest passage, in texts/notice.md, is “We acknowledge every concern within seven days.”"
    );
    let message = refusal("notice,independence.appeal,met,Zzz,,\n\nnotice,independence.appeals,met,The matter,Ada,\n");
    assert!(message.contains("sheet.csv:2:") && message.contains("nothing there is like it"), "{message}");
    assert!(
        message.contains("sheet.csv:4: column `indicator`") && message.contains("independence.appeal"),
        "{message}"
    );
}

#[test]
fn a_rating_without_the_quote_it_needs_is_an_error() {
    assert_eq!(
        refusal("notice,independence.appeal,met,,,\n"),
        "sheet.csv:2: column `quote`: is empty; a rating of met of `independence.appeal` stands on a quote"
    );
}

#[test]
fn a_coding_of_other_policies_says_nothing_of_this_one() {
    assert_eq!(
        refusal("code,independence.appeal,silent,,,\n"),
        "sheet.csv: rates other documents, such as `code`; expected `notice` in the column `document` (folder and ending do \
         not count)"
    );
    // Beside rows on this one they are passed over, whatever they quote; so are criteria that are not asked for.
    let rows = "code,independence.appeal,met,not here,,\nnotice,independence.appeal,silent,,,\n";
    assert_eq!(finding(&merged(&[coding(rows)]), "independence.appeal").basis, Basis::Coding);
    let core = RubricSet::builtin().profile("core").unwrap();
    let ratings = coding("notice,legitimacy.accountable-owner,silent,,,\n").verify(&core, &policy()).unwrap();
    assert!(ratings.is_empty());
}

#[test]
fn spreadsheets_write_tables_in_many_ways() {
    for text in [
        "\u{feff}document;indicator;rating;quote\r\nnotice;independence.appeal;partial;\"The matter then rests\"\r\n",
        "document\tindicator\trating\tquote\nnotice.md\tindependence.appeal\tPartial\tThe matter then rests\n",
    ] {
        let report = merged(&[Coding::from_csv("sheet.csv", text).unwrap()]);
        assert_eq!(finding(&report, "independence.appeal").rating, Rating::Partial);
    }
}

#[test]
fn a_description_holds_codings_too() {
    let text = "[[document]]\npath = \"notice.md\"\n\n[[coding]]\nindicator = \"independence.appeal\"\nrating = \"partial\"\n\
        quote = \"The matter then rests\"\ncoder = \"Ada\"\n\n[[coding]]\nindicator = \"transparency.reasons\"\nrating = \"met\"\n";
    let description = Description::from_toml("texts/policy.toml", text).unwrap();
    let policy = description.policy(&ReadOptions::new(), |_| Ok::<_, String>(NOTICE.into())).unwrap();
    let coding = description.coding().unwrap().expect("a coding");
    assert_eq!(
        coding.verify(&RubricSet::builtin(), &policy).unwrap_err().to_string(),
        "texts/policy.toml:11: column `quote`: is empty; a rating of met of `transparency.reasons` stands on a quote"
    );
}

#[test]
fn a_sheet_as_it_is_written_agrees_with_the_report() {
    for name in ["thorough-procedure.md", "ordinary-speak-up.md", "vendor-policy.txt", "silent.md"] {
        let bytes = std::fs::read(format!("examples/policies/{name}")).unwrap();
        let policy = Policy::new(Document::from_bytes(name, bytes, &ReadOptions::new()).unwrap());
        let rubrics = RubricSet::builtin();
        let report = assess(&rubrics, &policy);
        let mut sheet = render::CodingSheet::new();
        sheet.coder = Some("Ada".to_owned());
        let coding = Coding::from_csv("sheet.csv", &render::coding_sheet(&report, &sheet)).unwrap();
        assert_eq!(coding.rows().len(), report.findings.len());
        let coded = assess_with(&rubrics, &policy, &[coding.verify(&rubrics, &policy).unwrap()]);
        assert!(coded.findings.iter().zip(&report.findings).all(|(a, b)| a.rating == b.rating && !a.needs_review));
        assert_eq!(coded.score.value, report.score.value);
        sheet.blank = true;
        assert!(!render::coding_sheet(&report, &sheet).contains(",met,"));
    }
}

/// Says of every policy what it was told to say.
struct Told(Result<Vec<CodedRating>, &'static str>);

impl Assessor for Told {
    fn name(&self) -> &str {
        "model"
    }

    fn rate(&self, _: &RubricSet, _: &Policy) -> Result<Vec<CodedRating>, Box<dyn Error + Send + Sync>> {
        Ok(self.0.clone()?)
    }
}

fn asked(told: Told, codings: &[Coding]) -> Report {
    let (rubrics, policy) = (RubricSet::builtin(), policy());
    let mut ratings = vec![VerifiedRatings::of_assessor(&told, &rubrics, &policy)];
    ratings.extend(codings.iter().map(|coding| coding.verify(&rubrics, &policy).unwrap()));
    assess_with(&rubrics, &policy, &ratings)
}

#[test]
fn an_assessor_adds_what_it_can_quote() {
    let row = |indicator: &str, rating, quote: &str| CodedRating::new("notice", indicator, rating).quote(quote);
    let told = || {
        Told(Ok(vec![
            row("independence.appeal", Rating::Partial, "The matter then rests"),
            row("transparency.reasons", Rating::Met, "We give our reasons."),
            CodedRating::new("notice", "transparency.public-reporting", Rating::Silent),
        ]))
    };
    let report = asked(told(), &[]);
    let appeal = finding(&report, "independence.appeal");
    assert_eq!((appeal.rating, appeal.basis, appeal.needs_review), (Rating::Partial, Basis::Assessor, true));
    assert_eq!(appeal.evidence[0].by.as_deref(), Some("model"));
    assert_eq!(finding(&report, "transparency.reasons").rating, Rating::Silent);
    let refused = report.warnings.iter().filter(|warning| warning.kind == WarningKind::RatingRefused);
    assert_eq!(refused.count(), 2);
    // A person is believed before it.
    let report = asked(told(), &[coding("notice,independence.appeal,silent,,Ada,\n")]);
    let appeal = finding(&report, "independence.appeal");
    assert_eq!((appeal.rating, appeal.basis), (Rating::Silent, Basis::Coding));
    assert_eq!(appeal.opinions.len(), 2);
}

#[test]
fn an_assessor_that_fails_takes_nothing_away() {
    let report = asked(Told(Err("no connection")), &[]);
    assert_eq!(report.warnings[0].message, "model: could not rate the policy: no connection");
    let alone = assess(&RubricSet::builtin(), &policy());
    assert_eq!(report.findings, alone.findings);
}

#[test]
fn ratings_of_another_policy_bring_no_quote_in() {
    let rubrics = RubricSet::builtin();
    let ratings =
        coding("notice,independence.appeal,partial,The matter then rests,Ada,\n").verify(&rubrics, &policy()).unwrap();
    let other =
        Policy::new(Document::text("other.txt", "Nothing of the kind is said here, whatever you may have read."));
    let report = assess_with(&rubrics, &other, &[ratings]);
    assert!(finding(&report, "independence.appeal").evidence.is_empty());
}
