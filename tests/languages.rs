//! A text in a language that the rubrics are not written for is never taken for silence.

use principle31::report::WarningKind;
use principle31::{Basis, Document, Policy, Rating, Report, RubricSet, assess};

const ENGLISH: &str = "# Complaints\n\nWe acknowledge every complaint within seven days and tell you the outcome within \
    three months. Whoever was involved in the matter takes no part in the investigation. You may appeal to a panel that \
    took no part in the first decision.\n";
const GERMAN: &str = "# Beschwerdeverfahren\n\nSie können sich jederzeit an die Beschwerdestelle wenden. Wir bestätigen \
    den Eingang Ihrer Beschwerde innerhalb von sieben Tagen und teilen Ihnen das Ergebnis mit.\n\n## Ablauf\n\nDie \
    Beschwerde wird von einer unabhängigen Person geprüft, die nicht an der Sache beteiligt war.\n";
const OTHERS: [(&str, &str); 5] = [
    ("German", GERMAN),
    (
        "French",
        "Toute personne peut adresser une réclamation au service chargé de la conformité. Nous accusons réception de \
         la réclamation dans un délai de sept jours et nous informons son auteur des suites qui lui sont données.",
    ),
    (
        "Dutch",
        "Iedereen kan een klacht indienen bij de afdeling naleving. Wij bevestigen de ontvangst van de klacht binnen zeven \
         dagen en delen de uitkomst van het onderzoek mee. Het is mogelijk om tegen de uitkomst in beroep te gaan.",
    ),
    (
        "Spanish",
        "Cualquier persona puede presentar una queja ante el comité. Acusamos recibo de la queja en un plazo de siete \
         días y comunicamos el resultado de la investigación a la persona que la presentó.",
    ),
    (
        "Mandarin",
        "任何人都可以向公司的合规部门提出投诉。我们将在七天之内确认收到投诉，并在三个月之内将调查结果告知投诉人。调查由\
         没有参与该事项的人员进行，投诉人的身份将得到保密，公司禁止任何形式的报复。如对结果不满，投诉人可以向独立的委员会提出申诉，委员会的决定将公布。\
         公司每年公布投诉的数量和处理结果，并听取投诉人和其他利益相关者的意见。",
    ),
];

fn report(documents: &[&str]) -> Report {
    let documents = documents.iter().enumerate().map(|(at, text)| Document::markdown(format!("{at}.md"), *text));
    assess(&RubricSet::builtin(), &Policy::of(documents.collect()))
}

fn rating(report: &Report, indicator: &str) -> Rating {
    report.findings.iter().find(|finding| finding.indicator == indicator).expect("an indicator").rating
}

#[test]
fn a_policy_in_another_language_is_not_rated() {
    for (language, text) in OTHERS {
        let report = report(&[text]);
        assert!(report.findings.iter().all(|finding| finding.rating == Rating::NotApplicable), "{language}");
        assert!(report.findings.iter().all(|finding| finding.basis == Basis::Language), "{language}");
        assert_eq!(report.score.value, None, "{language}");
        let [warning] = report.warnings.as_slice() else { panic!("{language}: {:?}", report.warnings) };
        assert_eq!(warning.kind, WarningKind::OtherLanguage);
        assert!(warning.message.contains(language), "{}", warning.message);
    }
}

#[test]
fn of_a_mixed_document_the_readable_part_is_rated_and_silence_asks_for_review() {
    let report = report(&[&format!("{GERMAN}\n{ENGLISH}")]);
    assert_eq!(rating(&report, "predictability.acknowledgement-timeframe"), Rating::Met);
    assert_eq!(rating(&report, "independence.appeal"), Rating::Met);
    let silent = report.findings.iter().filter(|finding| finding.rating == Rating::Silent);
    assert!(silent.clone().count() > 0 && silent.clone().all(|finding| finding.needs_review));
    assert_eq!(report.warnings.iter().map(|warning| warning.kind).collect::<Vec<_>>(), [WarningKind::OtherLanguage]);
}

#[test]
fn a_translation_beside_the_policy_takes_nothing_from_it() {
    let (alone, beside) = (report(&[ENGLISH]), report(&[GERMAN, ENGLISH]));
    for (a, b) in alone.findings.iter().zip(&beside.findings) {
        assert_eq!(a.rating, b.rating, "{}", a.indicator);
    }
    assert_eq!(beside.warnings.len(), 1);
    assert!(beside.warnings[0].message.starts_with("0.md: the document is in German"));
}

#[test]
fn english_without_sentences_is_english() {
    let list = "# Contacts\n\n- Ethics Office, Rotterdam, Postbus 1234\n- Grievance Desk, São Paulo, Avenida Paulista 1000\n\
        - Complaints Committee, München, Leopoldstraße 5\n- Ombudsperson, Québec, Rue Saint-Jean 12\n";
    let report = report(&[&format!("{ENGLISH}\n{list}")]);
    assert_eq!(report.warnings, []);
}
