//! Amending acts of the European Union and of the Commonwealth: what is asked, what becomes of it, and what the document reads then.

use super::world::{carry_out_act_of, cut, marked, reads, Acted};
use cutter_pipeline::amend::InstructionOutcome;

/// A document of one of the two, and how its acts begin.
struct Style {
    profile: &'static str,
    title: &'static str,
    law: &'static str,
    act: fn(&str) -> String,
}

const UNION: Style = Style {
    profile: "eu-regulation",
    title: "Regulation (EU) 2020/77 on shared tool stores",
    law: "Regulation (EU) 2020/77 on shared tool stores

HAS ADOPTED THIS REGULATION:

Article 1
Scope

This Regulation is about the stores in which joiners share their tools.

Article 2
Terms

For this Regulation, the following terms apply:

(1) \u{2018}store\u{2019} means a room with a door that locks;

(2) \u{2018}keeper\u{2019} means whoever holds the key.

Article 3
Lending

1. A member may borrow a tool while the store is open.

2. Others may borrow a tool where they have:

(a) a member who comes with them;

(b) a note that the keeper signed.

3. Children may borrow what has no blade.

Article 4
Return

Tools come back clean before the store closes for the day.

Article 5
Entry into force

This Regulation is in force from the day on which it hangs on the board.
",
    act: |items| {
        format!(
            "Regulation (EU) 2021/9 amending Regulation (EU) 2020/77\n\nHAS ADOPTED THIS REGULATION:\n\nArticle 1\nAmendments\n\nRegulation (EU) 2020/77 is amended as follows:\n\n{items}\n\nArticle 2\nEntry into force\n\nThis Regulation is in force at once.\n"
        )
    },
};

const COMMONWEALTH: Style = Style {
    profile: "act-en",
    title: "Tool Stores Act 1990",
    law: "Tool Stores Act 1990

1. Short title

This Act may be cited as the Tool Stores Act 1990.

2. Lending

(1) A member may borrow a tool while the store is open.

(2) Others may borrow a tool where they have\u{2014}

(a) a member who comes with them; or

(b) a note that the keeper signed.

(3) Children may borrow what has no blade.

3. Return

(1) Tools come back clean before the store closes for the day.

(2) Whoever brings them signs the book.

4. Damage

Whoever damages a tool says so on the same day.
",
    act: |items| {
        format!(
            "Tool Stores (Amendment) Act 1995\n\n1. Definition\n\nIn this Act, \u{201c}the principal Act\u{201d} means the Tool Stores Act 1990.\n\n{items}\n\n9. Short title\n\nThis Act may be cited as the Tool Stores (Amendment) Act 1995.\n"
        )
    },
};

impl Style {
    fn amended(&self, items: &str) -> Acted {
        carry_out_act_of(cut(&marked(self.law, self.profile)), &(self.act)(items), self.title, self.profile)
    }

    /// Everything the act asks is carried out, and the law reads as it says.
    fn reads_so(&self, items: &str, asks: &[&str], edits: &[(&str, &str)]) {
        let acted = self.amended(items);
        let told: Vec<String> =
            acted.first.instructions.iter().flat_map(|each| &each.asks).flat_map(|asked| asked.provisions.clone()).collect();
        assert_eq!(told, asks, "{items}");
        assert_eq!(acted.first.left, [], "{items}");
        assert!(
            acted.first.instructions.iter().all(|each| each.outcome == InstructionOutcome::Proposed),
            "{:?}",
            acted.first.instructions
        );
        assert!(acted.steps.iter().all(|step| step.doubts.is_empty()), "{:?}", acted.steps);
        let law = edits.iter().fold(self.law.to_owned(), |law, (from, to)| {
            assert!(law.contains(from), "{from:?} is in the law");
            law.replace(from, to)
        });
        let lines = |text: &str| -> Vec<String> {
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
        };
        let text: String = reads(&acted.document.rows).into_iter().map(|(_, text)| text).collect();
        let expected = lines(&law);
        let made = lines(&text);
        assert_eq!(made, expected[expected.len() - made.len()..], "{items}");
        // Asked again, there is nothing to do.
        assert_eq!(acted.last.steps, [], "{items}");
    }

    /// What is left, by code.
    fn left(&self, items: &str) -> Vec<String> {
        self.amended(items).first.left.into_iter().map(|left| left.why.code).collect()
    }
}

#[test]
fn what_the_union_asks_is_carried_out() {
    UNION.reads_so(
        "(1) in Article 2, point (1) is replaced by the following:\n\n\u{2018}(1) \u{201c}store\u{201d} means a room or a shed;\u{2019};\n\n(2) Article 3 is amended as follows:\n\n(a) paragraph 1 is replaced by the following:\n\n\u{2018}1. A member may borrow two tools.\u{2019};\n\n(b) in paragraph 2, point (b) is deleted;\n\n(c) the following paragraph is inserted:\n\n\u{2018}2a. Guests may look.\u{2019};\n\n(d) in paragraph 3, the words \u{2018}no blade\u{2019} are replaced by \u{2018}no edge\u{2019};\n\n(3) the following Article 3a is inserted:\n\n\u{2018}Article 3a\nWaiting\n\nWhoever waits signs a list.\u{2019};\n\n(4) Article 4 is deleted;\n\n(5) the title of Article 5 is replaced by the following:\n\n\u{2018}Start\u{2019}.",
        &["Article 2, point (1)", "Article 3(1)", "Article 3(2)(b)", "Article 3(2a)", "Article 3(3)", "Article 3a", "Article 4", "title of Article 5"],
        &[
            ("(1) \u{2018}store\u{2019} means a room with a door that locks;", "(1) \u{201c}store\u{201d} means a room or a shed;"),
            ("1. A member may borrow a tool while the store is open.", "1. A member may borrow two tools."),
            ("(b) a note that the keeper signed.\n\n", "2a. Guests may look.\n\n"),
            ("Entry into force", "Start"),
            ("no blade.", "no edge.\n\nArticle 3a\nWaiting\n\nWhoever waits signs a list."),
            ("Article 4\nReturn\n\nTools come back clean before the store closes for the day.\n", ""),
        ],
    );
}

#[test]
fn what_the_commonwealth_asks_is_carried_out() {
    COMMONWEALTH.reads_so(
        "2. Amendment of section 2\n\nSection 2 of the principal Act is amended\u{2014}\n\n(a) in subsection (1), by the substitution of \u{201c}two tools\u{201d} for \u{201c}a tool\u{201d},\n\n(b) by the insertion of the following subsection after subsection (2):\n\n\u{201c}(2A) (a) Guests may look.\n\n(b) They touch nothing.\u{201d},\n\nand\n\n(c) by the deletion of subsection (3).\n\n3. Amendment of section 3\n\n(1) Section 3 of the principal Act is amended as follows.\n\n(2) In subsection (1), for \u{201c}clean\u{201d} substitute \u{201c}dry\u{201d}.\n\n(3) After subsection (2) insert\u{2014}\n\n\u{201c}(3) The book lies on the table.\u{201d}\n\n4. New section\n\nThe principal Act is amended by the insertion of the following section after section 3:\n\n\u{201c}3A. (1) Tools are counted.\n\n(2) The count is written down.\u{201d}.\n\n5. Substitution of section 1\n\nFor section 1 of the principal Act substitute\u{2014}\n\n\u{201c}1 Name\nThis is the Stores Act.\u{201d}\n\n6. Repeal\n\nSection 4 of the principal Act is repealed.",
        &["section 2(1)", "section 2(2a)", "section 2(3)", "section 3(1)", "section 3(3)", "section 3a", "section 1", "section 4"],
        &[
            ("(1) A member may borrow a tool", "(1) A member may borrow two tools"),
            ("(3) Children may borrow what has no blade.", "(2A) (a) Guests may look.\n\n(b) They touch nothing."),
            ("1. Short title\n\nThis Act may be cited as the Tool Stores Act 1990.", "1 Name\nThis is the Stores Act."),
            ("clean", "dry"),
            ("signs the book.", "signs the book.\n\n(3) The book lies on the table.\n\n3A. (1) Tools are counted.\n\n(2) The count is written down."),
            ("4. Damage\n\nWhoever damages a tool says so on the same day.\n", ""),
        ],
    );
}

#[test]
fn paragraphs_without_a_number_are_counted() {
    UNION.reads_so(
        "(1) in Article 3(1), the first subparagraph is replaced by the following:\n\n\u{2018}1. A member may ask.\u{2019};\n\n(2) in Article 3(3), the following subparagraph is added:\n\n\u{2018}They ask first.\u{2019};\n\n(3) in the first paragraph of Article 4, the word \u{2018}clean\u{2019} is replaced by \u{2018}dry\u{2019}.",
        &["first subparagraph of Article 3(1)", "subparagraph of Article 3(3)", "first paragraph of Article 4"],
        &[
            ("1. A member may borrow a tool while the store is open.", "1. A member may ask."),
            ("no blade.", "no blade.\n\nThey ask first."),
            ("clean", "dry"),
        ],
    );
}

#[test]
fn what_cannot_be_told_is_left_with_its_reason() {
    for (items, codes) in [
        ("(1) in Article 3(2), the first subparagraph is replaced by the following:\n\n\u{2018}Nobody pays.\u{2019};", vec!["PROVISION_OTHER_STEP"]),
        ("(1) in Article 3(1), the second subparagraph is deleted;", vec!["PROVISION_MISSING"]),
        ("(1) Article 9 is deleted.", vec!["PROVISION_MISSING"]),
        ("(1) paragraph 2 is deleted;", vec!["INSTRUCTION_NO_ARTICLE"]),
        ("(1) in Article 3(1), the words \u{2018}a spoon\u{2019} are deleted;", vec!["PROVISION_WITHOUT_WORDS"]),
        ("(1) in Article 3, paragraph 1 is replaced by the following:\n\n\u{2018}1. A member may ask.\n\n(2) Article 4 is deleted.", vec!["INSTRUCTION_QUOTE_OPEN"]),
        ("(1) Article 3 is amended in the spirit of the season;", vec!["INSTRUCTION_UNREAD"]),
        ("(1) Annex I is replaced by the text set out in the Annex to this Regulation.", vec!["PROVISION_OTHER_STEP"]),
        ("(1) in Article 3 of Regulation (EU) 2019/5, paragraph 1 is deleted;", vec!["INSTRUCTION_OTHER_ACT"]),
    ] {
        assert_eq!(UNION.left(items), codes, "{items}");
    }
    for (items, codes) in [
        ("2. Amendment\n\nSection 2 of the principal Act is amended by the substitution for subsection (3) of the following subsection:\n\n\u{201c}(3) Children may borrow [nothing] a spoon.\u{201d}.", vec!["INSTRUCTION_UNREAD"]),
        ("2. Amendment\n\nSection 2 of the principal Act is amended by the insertion of the following definition:\n\n\u{201c}\u{2018}key\u{2019} means what opens;\u{201d}.", vec!["PROVISION_OTHER_STEP"]),
        ("2. Amendment\n\nSection 2 of the Spoons Act 1980 is repealed.", vec!["INSTRUCTION_OTHER_ACT"]),
    ] {
        let left = COMMONWEALTH.left(&format!("{items}\n\n3. Repeal\n\nSection 4 of the principal Act is repealed."));
        assert_eq!(left, codes, "{items}");
    }
}

#[test]
fn every_sentence_is_an_instruction_or_named_as_none() {
    let acted = UNION.amended("(1) Article 4 is deleted.");
    let others: Vec<&str> = acted.first.others.iter().map(|other| other.sentence.as_str()).collect();
    assert_eq!(acted.first.instructions.len(), 1);
    assert!(others.contains(&"This Regulation is in force at once."), "{others:?}");
}

#[test]
fn a_document_is_known_by_whoever_made_it_and_with_a_remark_behind_its_number() {
    let act = |items: &str| {
        let whole = (UNION.act)(items);
        whole.replace(
            "\n\nRegulation (EU) 2020/77 is amended",
            "\n\nCommission Delegated Regulation (EU) 2020/77 (KEYS/2020/4) is amended",
        )
    };
    let acted = carry_out_act_of(
        cut(&marked(UNION.law, UNION.profile)),
        &act("(1) Article 4 is deleted;\n\n(2) in column F of the list of keys, the heading \u{2018}Lost\u{2019} is deleted."),
        UNION.title,
        UNION.profile,
    );
    let outcomes: Vec<_> = acted.first.instructions.iter().map(|each| each.outcome).collect();
    // What is not understood is left, and not among what asks for nothing.
    assert_eq!(outcomes, [InstructionOutcome::Proposed, InstructionOutcome::Left], "{:?}", acted.first.others);
    let others: Vec<&str> = acted.first.others.iter().map(|other| other.sentence.as_str()).collect();
    assert!(others.contains(&"This Regulation is in force at once."), "{others:?}");
}

#[test]
fn a_quotation_that_is_not_closed_ends_where_a_chapter_is_amended() {
    let items = "(1) in Article 3, paragraph 1 is replaced by the following:\n\n\u{2018}1. A member may ask.\n\n(2) in Chapter II, the following heading is inserted:\n\n\u{2018}Section I\nKeys\u{2019};\n\n(3) Article 4 is deleted.";
    let sentences: Vec<String> = UNION.amended(items).first.instructions.into_iter().map(|each| each.sentence).collect();
    assert_eq!(sentences.len(), 3, "{sentences:?}");
}

#[test]
fn a_straight_mark_behind_the_one_that_closes_is_none() {
    let items = "(1) in Article 3, paragraph 1 is replaced by the following:\n\n\u{2018}1. A member may ask (*1).\n\n(*1) Note on asking, p. 5.\u{2019};\"\n\n(2) Article 4 is deleted.";
    let acted = UNION.amended(items);
    assert_eq!((acted.first.instructions.len(), acted.first.left.len()), (2, 0), "{:?}", acted.first.left);
}

#[test]
fn items_of_a_schedule_say_what_is_done_to_other_acts() {
    let acted = COMMONWEALTH.amended("SCHEDULE 1\n\n1 The Tool Stores Act 1990 is amended as set out in paragraphs 2 to 4.\n\n2 In section 2 (lending), in subsection (1), after \u{201c}a tool\u{201d} insert \u{201c}or a book\u{201d}.\n\n3 Subsection 3(2)\n\nRepeal the subsection.\n\n4 Section 4\n\nOmit \u{201c}same\u{201d}, substitute \u{201c}next\u{201d}.");
    let asks: Vec<String> =
        acted.first.instructions.iter().flat_map(|each| &each.asks).flat_map(|asked| asked.provisions.clone()).collect();
    assert_eq!(asks, ["section 2(1)", "section 3(2)", "section 4"], "{:?}", acted.first.left);
}

#[test]
fn regulations_are_amended_by_those_that_follow() {
    let acted = COMMONWEALTH.amended("2. The Tool Stores Act 1990 is amended in accordance with sections 3 to 5.\n\n3. In section 2\u{2014}\n(a) for the words from \u{201c}a\u{201d} to \u{201c}b\u{201d} in some places of it there shall be substituted the words \u{201c}c\u{201d}; and\n(b) after paragraph (3) there shall be inserted the following paragraph\u{2014}\n\u{201c}(4) New.\u{201d}\n\n4. In section 3(1) the word \u{201c}clean\u{201d} shall be omitted.");
    let told: Vec<_> =
        acted.first.instructions.iter().map(|each| each.asks.first().map(|asked| asked.provisions.join("; "))).collect();
    assert_eq!(told, [None, Some("section 2(4)".to_owned()), Some("section 3(1)".to_owned())], "{:?}", acted.first.others);
}

#[test]
fn one_word_of_several_is_for_a_person_to_find() {
    let acted = COMMONWEALTH.amended("2. Amendment\n\nIn section 2 of the principal Act, in subsection (2), in paragraph (a), the word \u{201c}or\u{201d} at the end shall be omitted.\n\n3. Repeal\n\nSection 4 of the principal Act is repealed.");
    assert_eq!(acted.first.left.iter().map(|left| left.why.code.as_str()).collect::<Vec<_>>(), ["INSTRUCTION_UNREAD"]);
    assert_eq!(acted.first.instructions[0].asks[0].provisions, ["section 2(2)(a)"]);
}

#[test]
fn a_sentence_without_end_is_left_and_costs_no_more_than_its_length() {
    let long = [
        format!("Section 2 is amended by the insertion of {}\u{201c}x\u{201d}.", "the words ".repeat(3000)),
        format!(
            "Section 2 is amended by the insertion, {}of \u{201c}x\u{201d} after \u{201c}y\u{201d}.",
            "in paragraph (a), ".repeat(300)
        ),
        format!("Section 2 is amended by the insertion of:\n{}", "\u{201c}a\u{201d} b:\n".repeat(300)),
    ];
    for sentence in long {
        let acted = COMMONWEALTH.amended(&format!("2. Amendment\n\n{sentence}"));
        assert!(acted.steps.is_empty() && !acted.first.left.is_empty(), "{}", &sentence[..60]);
    }
}
