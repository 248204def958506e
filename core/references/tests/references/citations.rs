//! Citations as people write them, of our own: what each names, `document | provisions`, or the code of why it is not read.

use iu_references::{citation, Citation, CitationError, Named};
use proptest::prelude::*;

fn told(read: Result<Citation, CitationError>) -> String {
    match read {
        Err(error) => format!("! {}", error.code),
        Ok(citation) => {
            let document = match citation.document {
                Some(Named::Number(name) | Named::Title(name)) => name,
                None => "-".to_owned(),
            };
            let normal: Vec<&str> = citation.provisions.iter().map(|provision| provision.normal.as_str()).collect();
            format!("{document} | {}", normal.join("; "))
        }
    }
}

#[test]
fn citations_are_read_as_people_write_them() {
    let lines: Vec<&str> = include_str!("../vectors/citations.tsv").lines().collect();
    assert!(lines.len() >= 200, "{} citations", lines.len());
    let mut wrong = Vec::new();
    for line in &lines {
        let (text, want) = line.split_once('\t').expect("a tab");
        let found = told(citation(&text.replace("\\n", "\n")));
        if found != *want {
            wrong.push(format!("{text:?}\n   want {want}\n  found {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} citations:\n{}", wrong.len(), lines.len(), wrong.join("\n"));
}

#[test]
fn a_refusal_says_where_and_why() {
    let error = citation("Điều 5 Luật Đất đai cây cầu xanh").expect_err("words are left");
    assert_eq!((error.code, error.at), ("CITATION_WORDS_LEFT", "Điều 5 Luật Đất đai ".len()));
    let error = citation(&"Điều ".repeat(400)).expect_err("too long");
    assert_eq!((error.code, error.at), ("CITATION_TOO_LONG", 1000));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read_or_refused_at_a_place_of_it(text in "(Điều|khoản|Luật|s\\.|Act|GDPR|Article|[ ,.()0-9a-zđ]|\\PC){0,30}") {
        if let Err(error) = citation(&text) {
            prop_assert!(text.is_char_boundary(error.at) && error.message.ends_with('.'), "{error:?}");
        }
    }
}
