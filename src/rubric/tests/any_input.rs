use proptest::prelude::*;

use super::*;

/// Loads; what comes of it must be consistent, whatever it is.
fn load(text: &str) {
    let source = RubricSource::new().toml("any.toml", text);
    let problems = source.problems();
    for problem in &problems {
        if problem.file() == "any.toml"
            && let (Some(span), Some(shown)) = (problem.span(), problem.text())
        {
            assert_eq!(&text[span], shown);
        }
        assert!(!problem.to_string().is_empty());
    }
    match source.load() {
        Ok(_) => assert!(problems.iter().all(|problem| problem.level() == Level::Warning)),
        Err(error) => assert_eq!(error.problems(), problems),
    }
}

/// Pieces that rubrics are made of, so that chance comes far.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "kind = \"rubric\"\n",
        "kind = \"overlay\"\n",
        "kind = \"set\"\n",
        "kind = \"lexicon\"\n",
        "format = 1\n",
        "[[indicator]]\n",
        "[indicator]\n",
        "[[indicator.evidence]]\n",
        "id = \"x\"\n",
        "weight = nan\n",
        "weight = ",
        "any = [",
        "\"@a ~ b\"",
        "'(a|b'",
        ", ",
        "]\n",
        "[vocabulary.a]\n",
        "phrases = [\"@a\"]\n",
        "[adjust.\"predictability.stages\"]\n",
        "[[add.predictability]]\n",
        "[[cap]]\n",
        "[[band]]\n",
        "from = -0.0\n",
        "rates = 3\n",
        "a.b.c = {}\n",
        "\u{feff}",
        "é",
        "\"\"\"\n",
        "# x\n",
        "\r",
        "\u{0}",
    ]);
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_loaded_or_told(text in "\\PC{0,200}") {
        load(&text);
    }

    #[test]
    fn any_pieces_are_loaded_or_told(text in pieces()) {
        load(&text);
    }

    #[test]
    fn a_rubric_with_a_piece_cut_out_or_put_in_is_loaded_or_told(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0usize..40, pieces()), 1..5)
    ) {
        let mut text: Vec<char> = RUBRIC.chars().collect();
        for (at, length, piece) in cuts {
            let at = at.index(text.len() + 1);
            let end = (at + length).min(text.len());
            text.splice(at..end, piece.chars());
        }
        load(&text.into_iter().collect::<String>());
    }

    #[test]
    fn a_rubric_with_values_exchanged_is_loaded_or_told(from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()) {
        let lines: Vec<&str> = RUBRIC.lines().filter(|line| line.contains(" = ")).collect();
        let value = |index: &prop::sample::Index| index.get(&lines).split_once(" = ").unwrap();
        let (key, old) = value(&from);
        let (_, new) = value(&to);
        load(&RUBRIC.replacen(&format!("{key} = {old}"), &format!("{key} = {new}"), 1));
    }
}
