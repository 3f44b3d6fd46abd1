//! What texts are read as: one line a block, `|` between sentences, `<` before the lead-in that an item completes.

use super::{BlockKind, Document};

pub(super) fn outline(document: &Document) -> Vec<String> {
    let sentence = |at: usize| document.reading_of(&document.sentences()[at]);
    let blocks = document.blocks().iter().map(|block| {
        let text: Vec<&str> = block.sentences().map(sentence).collect();
        let text = text.join(" | ");
        let lead_in = block.lead_in.filter(|lead_in| lead_in.open).map(|lead_in| {
            let above = document.blocks()[lead_in.block].sentences();
            format!(" < {}", sentence(above.end - 1))
        });
        let text = text + &lead_in.unwrap_or_default();
        match block.kind() {
            BlockKind::Heading(level) => format!("{} {text}", "#".repeat(level.into())),
            BlockKind::Paragraph => text,
            BlockKind::Item(depth) => format!("{} {text}", "-".repeat(depth.into())),
            BlockKind::Row => format!("= {text}"),
        }
    });
    blocks.collect()
}

#[track_caller]
fn text(source: &str, expected: &[&str]) {
    assert_eq!(outline(&Document::text("policy.txt", source)), expected);
}

#[track_caller]
fn markdown(source: &str, expected: &[&str]) {
    assert_eq!(outline(&Document::markdown("policy.md", source)), expected);
}

mod plain {
    use super::text;

    #[test]
    fn wrapped_lines_are_one_paragraph_whatever_ends_them() {
        for source in [
            "We reply\nin time.\n\nWe decide.",
            "We reply\r\nin time.\r\n\r\nWe decide.",
            "\u{feff}We reply\rin time.\r\rWe decide.",
        ] {
            text(source, &["We reply in time.", "We decide."]);
        }
        text("We investi\u{ad}\ngate.", &["We investi\u{ad}gate."]);
    }

    #[test]
    fn short_lines_stand_by_themselves_in_a_paragraph() {
        text(
            "You can write to us at any time, day and night, by letter or mail:\nCompliance Office\n12 Harbour Street\nThank you.",
            &[
                "You can write to us at any time, day and night, by letter or mail: Compliance Office | 12 Harbour Street | Thank you.",
            ],
        );
        text("Please ask the\nCompliance Office.", &["Please ask the Compliance Office."]);
    }

    #[test]
    fn markers_begin_items() {
        text(
            "We will:\n- reply;\n- decide\n   in time;\n•\n\ntell you.",
            &["We will:", "- reply; < We will:", "- decide in time; < We will:", "- tell you. < We will:"],
        );
    }

    #[test]
    fn levels_follow_indentation_and_look() {
        text(
            "We will:\n- reply:\n  - by mail\n  - by post\n- decide.",
            &["We will:", "- reply: < We will:", "-- by mail < reply:", "-- by post < reply:", "- decide. < We will:"],
        );
        text(
            "You may\n(a) complain:\n(i) by mail\n(ii) by post\n(b) appeal.",
            &[
                "You may",
                "- complain: < You may",
                "-- by mail < complain:",
                "-- by post < complain:",
                "- appeal. < You may",
            ],
        );
        text("(h) one\n(i) two\n(j) three", &["- one", "- two", "- three"]);
    }

    #[test]
    fn an_item_may_announce_those_beside_it() {
        text(
            "DUTIES\n\n- All who take part in it shall:\n\n- keep silent\n\n- tell nobody",
            &[
                "# DUTIES",
                "- All who take part in it shall:",
                "- keep silent < All who take part in it shall:",
                "- tell nobody < All who take part in it shall:",
            ],
        );
    }

    #[test]
    fn numbers_make_paragraphs_unless_a_list_is_announced() {
        text(
            "1.1 We reply in writing, as the rules have it, within 30 to\n2.5 days.\n1.2 We decide.",
            &["1.1 We reply in writing, as the rules have it, within 30 to 2.5 days.", "1.2 We decide."],
        );
        text("We will:\n1. reply\n2. decide", &["We will:", "- 1. reply < We will:", "- 2. decide < We will:"]);
        text("We act under section\n4. We reply.", &["We act under section 4. | We reply."]);
    }

    #[test]
    fn lone_short_lines_and_capitals_are_headings() {
        text(
            "HOW WE ACT\nWe reply.\n\nYour rights\n\nYou may appeal.\n\n2.1 Deadlines\n\nSeven days.\n\nUnderlined\n----------\nText.\n\nAppeals:\n\nYou may.\n\n4. PROCEDURE\n\nWe act.",
            &[
                "# HOW WE ACT",
                "We reply.",
                "## Your rights",
                "You may appeal.",
                "### 2.1 Deadlines",
                "Seven days.",
                "## Underlined",
                "Text.",
                "## Appeals:",
                "You may.",
                "# 4. PROCEDURE",
                "We act.",
            ],
        );
        text(
            "Phone: 0800 066 2563\n\nWe reply.\n\nJane Doe, Director",
            &["Phone: 0800 066 2563", "We reply.", "Jane Doe, Director"],
        );
        text(
            "We act on:\n\n- fraud\n\nBy mail:\n\n- us@example.org",
            &["We act on:", "- fraud < We act on:", "By mail:", "- us@example.org < By mail:"],
        );
    }

    #[test]
    fn blank_lines_inside_a_sentence_part_nothing() {
        text(
            "Complaints about the services of the company may be submitted\n\nto the office, which stands at the disposal of all, of the\n\nOmbudsperson.",
            &[
                "Complaints about the services of the company may be submitted to the office, which stands at the disposal of all, of the Ombudsperson.",
            ],
        );
    }
}

mod marked_up {
    use super::markdown;

    #[test]
    fn blocks_are_what_the_markup_says() {
        markdown(
            "# Policy\n\nWe *reply*\nin **time**.\n\n> We `decide`.\n\nSmall\n=====\n\n##\n\n1. one\n2. two\n",
            &["# Policy", "We reply in time.", "We decide.", "# Small", "- one", "- two"],
        );
        markdown("We reply. We decide.\n---\n\nText.", &["We reply. | We decide.", "Text."]);
    }

    #[test]
    fn items_may_nest_and_hold_several_paragraphs() {
        markdown(
            "We will:\n\n- reply\n\n  You need not wait.\n\n- decide:\n  1. soon;\n  2. well.\n\n  It is final.\n- close.\n",
            &[
                "We will:",
                "- reply < We will:",
                "- You need not wait.",
                "- decide: < We will:",
                "-- soon; < decide:",
                "-- well. < decide:",
                "- It is final.",
                "- close. < We will:",
            ],
        );
    }

    #[test]
    fn markers_of_other_lists_count() {
        markdown(
            "We will\n(a) reply;\n(b) decide.\n\n• One\n\n•Two\n\n• 17.1. Three",
            &[
                "We will",
                "- reply; < We will",
                "- decide. < We will",
                "- One < We will",
                "- Two < We will",
                "- 17.1. Three < We will",
            ],
        );
    }

    #[test]
    fn bold_lines_and_capitals_are_headings() {
        markdown(
            "**Confidentiality**\n\nWe keep it.\n\n**Deadlines:**\nSeven days.\n\n18\\. MEDIATION\n\nWe mediate.\n\n**We never tell.**\n\n**To report:**\n\n- write\n\n**Time.** Seven days.",
            &[
                "###### Confidentiality",
                "We keep it.",
                "###### Deadlines:",
                "Seven days.",
                "###### 18. MEDIATION",
                "We mediate.",
                "We never tell.",
                "To report:",
                "- write < To report:",
                "Time. | Seven days.",
            ],
        );
    }

    #[test]
    fn rows_are_sentences() {
        markdown(
            "| Step | Time |\n|---|---|\n| We reply. | 7 days |\n| We decide | |\n\n| no | table ||\n| We<br/>act | now |\nText.",
            &[
                "= Step; Time;",
                "= We reply.; 7 days;",
                "= We decide; ;",
                "= | no | table ||",
                "= | We act | now |",
                "Text.",
            ],
        );
    }

    #[test]
    fn references_and_escapes_are_read() {
        markdown("7\\) R&amp;D&nbsp;may be full\\-time,&#x20;caf&eacute;.", &["- R&D\u{a0}may be full-time, café."]);
        markdown("a<br/>b <!-- not\nthis --> c <b>d</b>e", &["a b  c de"]);
        markdown(
            "<table><tr><td>We</td><td>reply</td></tr></table>\n\n<ul><li>One</li>\n<li>Two</li></ul>",
            &["= We; reply;", "- One", "- Two"],
        );
        markdown("<h2>Rights</h2>\n<p>You may<br>appeal.</p>", &["## Rights", "You may appeal."]);
    }

    #[test]
    fn what_is_not_for_readers_is_left_out() {
        markdown(
            "---\ntitle: Policy\n---\n\n{% hint %}\nWe reply.\n{% endhint %}\n\n~~Never~~ ![logo](x.png) Now.",
            &["We reply.", "Now."],
        );
        markdown("\u{feff}# Policy\r\n\r\nWe\r\nreply.\r\n", &["# Policy", "We reply."]);
        markdown("[ref]: https://example.org\n\nSee [it][ref].[^1]\n\n[^1]: A note.", &["See it.", "A note."]);
    }
}

mod spans {
    use super::super::{ContactKind, Document};

    fn quotes(document: &Document) -> Vec<&str> {
        document.sentences().iter().map(|sentence| &document.source()[sentence.span()]).collect()
    }

    #[test]
    fn quotes_hold_the_markup_that_belongs_to_them() {
        let document = Document::markdown(
            "a.md",
            "- **We** reply. *Soon* [we](https://example.org) decide.\n- `Code` **over two. Sentences**",
        );
        assert_eq!(
            quotes(&document),
            ["**We** reply.", "*Soon* [we](https://example.org) decide.", "`Code` **over two.", "Sentences"]
        );
    }

    #[test]
    fn quotes_hold_line_ends_and_entities_as_they_came() {
        let document = Document::markdown("a.md", "> We&nbsp;reply\n> in \\*time\\*.");
        assert_eq!(quotes(&document), ["We&nbsp;reply\n> in \\*time\\*."]);
    }

    #[test]
    fn links_are_told_by_what_they_lead_to() {
        let source = "[a](mailto:a@example.org) [b](tel:1) [c][r] <d@example.org> [e](#e)\n\n[r]: /form";
        let document = Document::markdown("a.md", source);
        let kinds: Vec<ContactKind> = document.links.iter().map(|link| link.1).collect();
        assert_eq!(kinds, [ContactKind::Email, ContactKind::Phone, ContactKind::Url, ContactKind::Email]);
        assert_eq!(document.links[0].0, source.find(" [b]").unwrap() - 1);
    }

    #[test]
    fn headings_above_are_known() {
        let document = Document::markdown("a.md", "# One\n\n## Two\n\nb\n\n**Three**\n\nc\n\n# Four\n\nd");
        let above: Vec<Vec<usize>> = document.blocks().iter().map(|block| block.headings.clone()).collect();
        assert_eq!(above, [vec![], vec![0], vec![0, 1], vec![0, 1], vec![0, 1, 3], vec![], vec![5]]);
    }

    #[test]
    fn questions_are_marked() {
        let document = Document::text("a.txt", "Who decides? “May I appeal?” You may.");
        let questions: Vec<bool> = document.sentences().iter().map(|sentence| sentence.question).collect();
        assert_eq!(questions, [true, true, false]);
    }

    #[test]
    fn words_are_folded() {
        let document = Document::text("a.txt", "The ﬁrst CAFE\u{301}, an “e-mail”; İt’s a co\u{ad}operation.");
        let words: Vec<&str> = (0..document.word_count()).map(|at| document.word(at)).collect();
        assert_eq!(words, ["first", "cafe", "e", "mail", "it", "s", "cooperation"]);
    }
}
