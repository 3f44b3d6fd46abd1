//! What holds for every text, whatever it is.

use proptest::prelude::*;

use super::{Document, Form, ReadOptions, folded_words};

/// Pieces that readers stumble over, and some words to stumble with.
fn text() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "We reply within seven days",
        "The company",
        "may",
        ".",
        ". ",
        "? ",
        "!",
        "…",
        ",",
        ":",
        "; ",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "    ",
        "- ",
        "* ",
        "• ",
        "(a) ",
        "(i) ",
        "iv. ",
        "1. ",
        "2.1 ",
        "3) ",
        "# ",
        "## ",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
        "> ",
        "| ",
        "|",
        "\n|---|---|\n",
        "---\n",
        "===\n",
        "key: value\n",
        "+++\n",
        "<br/>",
        "<p>",
        "</p>",
        "<!--",
        "-->",
        "<li>",
        "<ul>",
        "</ul>",
        "<td>",
        "<tr>",
        "<h2>",
        "<script>",
        "</script>",
        "<",
        ">",
        "&nbsp;",
        "&amp;",
        "&#x20;",
        "\\",
        "{% hint %}",
        "{{ x }}",
        "{%",
        "[link](https://example.org/a.b)",
        "[",
        "](",
        ")",
        "![image](x)",
        "[^1]",
        "[^1]: note",
        "<mailto:a@example.org>",
        "a@example.org",
        "e.g. ",
        "Art. 5",
        "M/s. ",
        "“",
        "”",
        "\"",
        "'",
        "’s",
        "é",
        "e\u{301}",
        "ﬁ",
        "İ",
        "ß",
        "\u{ad}",
        "\u{feff}",
        "\u{200b}",
        "\u{a0}",
        "\u{2028}",
        "日本語。",
        "🙂",
        "HOW WE ACT",
        "Your rights",
        "\u{c}",
        "o ",
        "\0",
    ];
    let piece = prop_oneof![8 => prop::sample::select(PIECES).prop_map(String::from), 1 => any::<String>()];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn forms() -> [fn(&str, &str) -> Document; 2] {
    [|name, source| Document::text(name, source), |name, source| Document::markdown(name, source)]
}

/// Spans are in bounds, on character boundaries, in order, and inside one another.
pub(super) fn check(document: &Document) {
    let source = document.source();
    let (mut block_end, mut words_end, mut reading_end) = (0, 0, 0);
    for (number, block) in document.blocks().iter().enumerate() {
        assert!(source.get(block.span()).is_some_and(|text| !text.trim().is_empty()), "{block:?}");
        assert!(block.span.start >= block_end, "blocks overlap: {block:?} in {source:?}");
        block_end = block.span.end;
        assert!(block.headings.iter().all(|&above| above < number));
        assert!(block.lead_in.is_none_or(|lead_in| lead_in.block < number));
        assert!(!block.sentences().is_empty(), "a block without a sentence: {block:?}");
        let mut end = block.span.start;
        for sentence in &document.sentences()[block.sentences()] {
            assert_eq!(sentence.block(), number);
            assert!(source.get(sentence.span()).is_some());
            assert!(sentence.span.start >= end, "sentences overlap: {sentence:?} in {source:?}");
            assert!(sentence.span.start < sentence.span.end && sentence.span.end <= block.span.end);
            end = sentence.span.end;
            let reading = document.reading_of(sentence);
            assert!(!reading.contains(['\n', '\r']), "{reading:?}");
            assert!(sentence.reading.start >= reading_end);
            reading_end = sentence.reading.end;
            assert_eq!(sentence.words.start, words_end);
            words_end = sentence.words.end;
            let mut word_end = sentence.span.start;
            for word in &document.words[sentence.words.clone()] {
                assert!(source.get(word.source.clone()).is_some_and(|text| !text.is_empty()), "{word:?}");
                assert!(
                    word.source.start >= word_end.min(word.source.start) && word.source.start >= sentence.span.start
                );
                assert!(word.source.end <= sentence.span.end, "{word:?} outside of {sentence:?} in {source:?}");
                word_end = word.source.end;
            }
            let words: Vec<&str> = (sentence.words.clone()).map(|word| document.word(word)).collect();
            assert_eq!(words, folded_words(reading), "{reading:?}");
            for at in sentence.words.clone() {
                assert_eq!(&document.sentences()[document.sentence_of_word(at)].span, &sentence.span);
            }
        }
    }
    assert_eq!(words_end, document.word_count());
    for line in document.folded.lines() {
        assert!(line.starts_with(' ') && line.ends_with(' '), "{line:?}");
    }
    assert!(document.links.iter().all(|link| link.0 < source.len()));
    document.position(source.len() / 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn spans_hold_for_any_text(source in text()) {
        for read in forms() {
            check(&read("any", &source));
        }
    }

    #[cfg(feature = "html")]
    #[test]
    fn spans_hold_for_any_web_page(source in super::web_page::pages::page()) {
        if let Ok(document) = Document::from_bytes("any.html", source, &ReadOptions::new()) {
            check(&document);
        }
    }

    #[test]
    fn any_bytes_are_a_document_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for form in Form::ALL {
            for options in [ReadOptions::new().form(form), ReadOptions::new().form(form).lossy()] {
                if let Ok(document) = Document::from_bytes("any", bytes.clone(), &options) {
                    check(&document);
                }
            }
        }
    }

    /// In plain text nothing stands between the words of a sentence that could be read as another word.
    #[test]
    fn a_plain_sentence_quotes_its_words(source in text()) {
        // A word that a soft hyphen cuts at the end of a line is read as one.
        let source = source.replace('\u{ad}', "");
        let document = Document::text("any", source);
        for sentence in document.sentences() {
            let quote = &document.source()[sentence.span()];
            prop_assert_eq!(folded_words(quote), folded_words(document.reading_of(sentence)));
        }
    }

    #[test]
    fn appended_paragraphs_move_nothing(
        paragraphs in prop::collection::vec("[A-Z][a-z]{1,8}( [a-z]{1,8}|, [a-z]{1,8}|\n[a-z]{2,8}){0,12}[.!?]", 1..6),
        more in text(),
    ) {
        let before = paragraphs.join("\n\n");
        let spans = |text: &str| -> Vec<_> {
            let document = Document::text("any", text);
            document.sentences().iter().map(|sentence| sentence.span()).take_while(|span| span.start < before.len()).collect()
        };
        prop_assert_eq!(spans(&before), spans(&format!("{before}\n\n{more}")));
    }
}
