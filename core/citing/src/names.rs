//! By what a document is cited: its number, its title, what people add.

use iu_references::document_key;
use iu_text::card::CardFact;
use serde::{Deserialize, Serialize};

/// What a name of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// The number that its text says; of a consolidated text also that of its law.
    Number,
    /// Its title, as registered or as its text says it.
    Title,
    /// What a person added: a short title, an abbreviation.
    Added,
}

/// A name of a document, with the key under which it is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct DocumentName {
    /// `iu_references::document_key` of the name.
    pub key: String,
    /// The name as written.
    pub name: String,
    /// What it is.
    pub kind: NameKind,
}

/// What a document is known by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct NamedBy {
    /// Its title as registered.
    pub title: String,
    /// Its code.
    pub doc_code: String,
    /// What its text says of itself.
    pub card: Vec<CardFact>,
    /// What a person adds.
    pub added: Vec<String>,
}

/// The names of a document, each key once.
#[must_use]
pub fn names(of: &NamedBy) -> Vec<DocumentName> {
    let said = |member: &str| of.card.iter().find(|fact| fact.member == member).map(|fact| fact.value.trim());
    let mut found: Vec<DocumentName> = Vec::new();
    let mut add = |name: &str, kind: NameKind| {
        let key = document_key(name);
        // A title that has a number names another document with it: `Nghị định sửa đổi Nghị định số 5/2030/NĐ-CP`.
        if kind == NameKind::Title && key.contains('/') {
            return;
        }
        if !key.is_empty() && found.iter().all(|known| known.key != key) {
            found.push(DocumentName { key, name: name.trim().to_owned(), kind });
        }
    };
    for number in ["number", "base_number"].into_iter().filter_map(said) {
        add(number, NameKind::Number);
    }
    for name in &of.added {
        add(name, NameKind::Added);
    }
    if let Some(title) = said("title") {
        // `LUẬT` and `BẢO HIỂM Y TẾ` on two lines are cited as one.
        let kind = said("kind").filter(|kind| !document_key(title).starts_with(&document_key(kind)));
        let name = kind.map_or_else(|| title.to_owned(), |kind| format!("{kind} {title}"));
        add(&name, NameKind::Title);
    }
    add(&of.title, NameKind::Title);
    // A code that is a number is the document's own.
    let is_number = document_key(&of.doc_code).contains('/');
    add(&of.doc_code, if is_number { NameKind::Number } else { NameKind::Title });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(member: &str, value: &str) -> CardFact {
        let none = None;
        CardFact {
            at: 0,
            doubt: None,
            line: 1,
            member: member.to_owned(),
            quote: String::new(),
            read: none,
            value: value.to_owned(),
        }
    }

    #[test]
    fn an_act_is_not_known_by_the_number_of_what_it_amends() {
        let of = NamedBy {
            title: "Nghị định sửa đổi Nghị định số 05/2030/NĐ-CP".to_owned(),
            doc_code: "ND-9".to_owned(),
            card: vec![
                fact("number", "09/2031/NĐ-CP"),
                fact("kind", "NGHỊ ĐỊNH"),
                fact("title", "Sửa đổi Nghị định số 05/2030/NĐ-CP"),
            ],
            added: Vec::new(),
        };
        let keys: Vec<String> = names(&of).into_iter().map(|name| name.key).collect();
        assert_eq!(keys, ["09/2031/nđ-cp", "nd 9"]);
    }

    #[test]
    fn a_code_that_is_a_number_is_the_documents_own() {
        let of = NamedBy {
            title: "Luật số 9/2031/QH18".to_owned(),
            doc_code: "9/2031/QH18".to_owned(),
            card: Vec::new(),
            added: Vec::new(),
        };
        let names: Vec<(String, NameKind)> = names(&of).into_iter().map(|name| (name.key, name.kind)).collect();
        assert_eq!(names, [("9/2031/qh18".to_owned(), NameKind::Number)]);
    }

    #[test]
    fn a_document_is_known_by_number_title_and_what_people_add() {
        let of = NamedBy {
            title: "Luật Thuỷ lợi".to_owned(),
            doc_code: "LTL".to_owned(),
            card: vec![fact("number", "08/2031/QH18"), fact("kind", "LUẬT"), fact("title", "THỦY LỢI")],
            added: vec!["Irrigation Act".to_owned()],
        };
        let keys: Vec<(String, NameKind)> = names(&of).into_iter().map(|name| (name.key, name.kind)).collect();
        let title = document_key("luật thuỷ lợi");
        assert_eq!(
            keys,
            [
                ("08/2031/qh18".to_owned(), NameKind::Number),
                ("irrigation act".to_owned(), NameKind::Added),
                (title, NameKind::Title),
                ("ltl".to_owned(), NameKind::Title),
            ]
        );
    }
}
