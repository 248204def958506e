//! Acts in English, of the European Union and of the Commonwealth: sentences that say what is done to which provision.
//!
//! A sentence goes over the items of a list: what stands above an item says where it is. So it is read as one, from the outermost
//! item to the innermost, with shapes that are data ([`shapes`]).

mod asks;
mod brought;
mod called;
mod edits;
mod laws;
mod listed;
mod marks;
mod places;
mod reading;
mod shapes;
mod text;
mod tokens;
mod walk;
mod words;

pub(super) use walk::find;

#[cfg(test)]
mod tests {
    use super::brought::Brings;
    use super::reading::Reader;
    use super::tokens::tokens;
    use crate::amend::act::tongue::Tongue;

    /// What a sentence asks, as kinds and provisions; `…` where it is not read to its end.
    fn told(tongue: Tongue, sentence: &str, text: Option<&str>) -> String {
        let words = tokens(sentence);
        let read = Reader { brings: Brings { tongue, has_text: text.is_some() }, tokens: &words }.read();
        let mut told: Vec<String> = Vec::new();
        for asked in &read.asked {
            let mut asked = asked.clone();
            if asked.scope[0].path.is_empty() {
                asked.scope.clone_from(&read.scope);
            }
            let own = asked.quoted.last().map(String::as_str);
            let edits = super::edits::edits(tongue, &asked, text.or(own)).unwrap_or_default();
            let each = edits.iter().map(|edit| format!("{:?} {}", edit.deed.kind(), edit.target.written()));
            told.push(each.collect::<Vec<_>>().join(", "));
        }
        if let Some(lost) = read.lost {
            told.push(format!("… {:?}", words[lost]));
        }
        told.join("; ")
    }

    #[test]
    fn sentences_of_the_union_are_read() {
        for (sentence, text, expected) in [
            ("paragraph 2 is replaced by the following:", Some("2. Two."), "Substitute paragraph 2"),
            (
                "In Article 4 of Directive 2002/65/EC, paragraph 5 is replaced by the following:",
                Some("5. Five."),
                "Substitute Article 4(5)",
            ),
            (
                "in Article 79, paragraphs 1 and 2 are replaced by the following:",
                Some("1. One."),
                "Substitute Article 79(1), Substitute Article 79(2)",
            ),
            ("in Article 6(1), point (f) is deleted;", None, "Repeal Article 6(1)(f)"),
            ("in Article 30, the following paragraph is inserted:", Some("3a. New."), "Insert Article 30(3a)"),
            (
                "Article 3 is amended as follows: the following points are added:",
                Some("(4) a;\n(5) b."),
                "Insert Article 3, point (4), Insert Article 3, point (5)",
            ),
            ("the following Article 5a is inserted:", Some("Article 5a\nTitle\nText."), "Insert Article 5a"),
            ("Articles 7 and 8 are deleted.", None, "Repeal Article 7, Repeal Article 8"),
            ("in paragraph 3 of Article 9, the words ‘one day’ are replaced by the words ‘two days’", None, "Words Article 9(3)"),
            (
                "in Article 5(2)(a) and (b), the word ‘old’ is deleted and the word ‘new’ is inserted after ‘very’",
                None,
                "Words Article 5(2)(a), Words Article 5(2)(b); Words Article 5(2)(a), Words Article 5(2)(b)",
            ),
            ("Annex II is replaced by the text set out in the Annex to this Regulation.", None, "Annex Annex II"),
            (
                "in Article 56(3), the first subparagraph is replaced by the following:",
                Some("3. New."),
                "Substitute first subparagraph of Article 56(3)",
            ),
            ("in Chapter II, the following section is inserted:", Some("SECTION\nArticle 9"), "Insert Section of Chapter II"),
            (
                "Annex III is amended as follows: Section II is amended as follows: point (f) is deleted.",
                None,
                "Repeal Annex III, Section II, point (f)",
            ),
            ("the single paragraph becomes paragraph 1;", None, "Renumber single paragraph"),
            ("the title of Article 4 is replaced by the following:", Some("New"), "Substitute title of Article 4"),
            (
                "Commission Delegated Regulation (EU) 2019/77 (KEYS/2019/4) is amended as follows: in the title, the words ‘and locks’ are deleted;",
                None,
                "Words title",
            ),
            (
                "in Article 7, the first and the third subparagraphs are replaced by the following:",
                Some("New.\n\nNewer."),
                "Substitute first subparagraph of Article 7, Substitute third subparagraph of Article 7",
            ),
            ("in Annex V, point II is replaced by the following:", Some("II. New."), "Substitute Annex V, point (ii)"),
            ("in point 6(b)(v), the words ‘or keys’ are deleted;", None, "Words point (6)(b)(v)"),
            ("Annex IV is replaced by the text in Annex II to this Regulation.", None, "Annex Annex IV"),
            ("in Article 4, the acronym ‘KEY’ is replaced by the following: ‘LOCK’;", None, "Words Article 4"),
            ("in Article 4, the words ‘or one’ and ‘or two’ are deleted;", None, "Words Article 4, Words Article 4"),
        ] {
            assert_eq!(told(Tongue::Union, sentence, text), expected, "{sentence}");
        }
    }

    #[test]
    fn sentences_of_the_commonwealth_are_read() {
        for (sentence, text, expected) in [
            ("In section 5(2), for “red” substitute “blue”.", None, "Words section 5(2)"),
            ("after subsection (3) insert—", Some("(3A) New."), "Insert subsection (3a)"),
            ("Section 4 is amended as follows. Omit paragraph (b).", None, "Repeal section 4(b)"),
            ("Section 7 of the principal Act is amended by deleting subsection (2) and substituting therefor the following:", Some("(2) New."), "Substitute section 7(2)"),
            ("Section 7 is amended by deleting the word “cat” in subsection (1) and substituting the word “dog”.", None, "Words section 7(1)"),
            ("The following section is hereby substituted for section 12 of the principal Act:", Some("12. New. Text."), "Substitute section 12"),
            ("Section 9 is repealed.", None, "Repeal section 9"),
            ("Section 3 of the Stores Act, 1990, is hereby amended by the substitution in subsection (1) for the word “cat” of the word “dog”.", None, "Words section 3(1)"),
            ("by the insertion of the following subsection after subsection (2):", Some("(2A) New."), "Insert subsection (2a)"),
            ("Section 8 is amended, in subsection (4), by the substitution, in paragraph (a), of “a” for “b”, and by the deletion of paragraph (c).", None, "Words section 8(4)(a); Repeal section 8(4)(c)"),
            ("in subsection (7), by the insertion of “new” for “old”, and", None, "Words subsection (7)"),
            ("The Act is amended by the insertion of the following section after section 8:", Some("8A. (1) New."), "Insert section 8a"),
            ("Section 9 is amended by the insertion in the words preceding paragraph (a) of “or” after “one”", None, "Words introductory words of section 9"),
            ("by the insertion at the end of paragraph (b) of subsection (2) of the following words:", Some("or two"), "Words subsection (2)(b)"),
            ("by the insertion of “or two” after “one” in both places where it occurs", None, "Words "),
            ("In section 3, in sub-section (2),— clause (ac) shall be omitted;", None, "Repeal section 3(2)(ac)"),
            ("after sub-section (2), the following sub-sections shall be inserted, namely:—", Some("(2A) New."), "Insert subsection (2a)"),
            ("in clause (a), for the words, brackets and figure “one (1)”, the words and letters “two A” shall be substituted;", None, "Words paragraph (a)"),
            ("In section 5 of the principal Act, for the marginal heading, the following marginal heading shall be substituted, namely:—", Some("New."), "Substitute title of section 5"),
            ("in section 2, in the Explanation, after the words “one”, the words “or two” shall be inserted.", None, "Words explanation of section 2"),
            ("in paragraph (c), omit the final “and”;", None, "Words paragraph (c)"),
            ("In section 95 (keys and locks), after subsection (1)(a) insert—", Some("(aa) new,"), "Insert section 95(1)(aa)"),
            ("Paragraph 42(5)(a); omit “one”, substitute “two”.", None, "Words section 42(5)(a)"),
            ("Subsections 44 (2) and (4); repeal the subsections.", None, "Repeal section 44(2), Repeal section 44(4)"),
            ("In the First Schedule, for Part B, the following Part shall be substituted, namely:—", Some("PART B"), "Substitute Schedule 1, Part B"),
            ("In section 5(1), replace “one” with “two”.", None, "Words section 5(1)"),
            ("Replace section 12 with:", Some("12 New\nText."), "Substitute section 12"),
            ("Section 5 is amended, in a way that nobody foresaw, by the deletion of subsection (2).", None, "… Word(\"in\")"),
        ] {
            assert_eq!(told(Tongue::Commonwealth, sentence, text), expected, "{sentence}");
        }
    }
}
