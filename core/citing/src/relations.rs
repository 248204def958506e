//! What a document says of others as a whole: it amends them, it repeals them, or its text is what they made of a law; and from which day.

use iu_address::Day;
use iu_references::document_key;
use iu_text::card::CardFact;
use serde::{Deserialize, Serialize};

/// What a document is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// It changes provisions of it.
    Amends,
    /// It ends it.
    Repeals,
    /// A consolidated text has in it what that act asked for.
    Includes,
}

/// A document that another names as a whole, with the key under which it is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct DocumentRelation {
    /// What the one that names it is to it.
    pub relation: Relation,
    /// `iu_references::document_key` of the name.
    pub key: String,
    /// As it is named.
    pub name: String,
}

/// What a document does to others, by its card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Acting {
    /// The documents it names as a whole, each once.
    pub relations: Vec<DocumentRelation>,
    /// The day from which it is law, single provisions aside; none where its text says several things of it.
    pub law_from: Option<Day>,
}

/// Doubts of a day that may be another one altogether: two places of the text differ, or it is said in words of no known form.
const ANOTHER: [&str; 2] = ["differs", "other_words"];

/// The members of a card that name other documents.
const TOLD: [(&str, Relation); 3] =
    [("amends", Relation::Amends), ("repeals", Relation::Repeals), ("base_amended_by", Relation::Includes)];

/// What a document does to others, by its card as people confirmed it. One that is amended and repealed in part is amended.
#[must_use]
pub fn acting(card: &[CardFact]) -> Acting {
    let is_sure = |fact: &&CardFact| fact.read.is_some() || fact.doubt.as_deref().is_none_or(|doubt| !ANOTHER.contains(&doubt));
    let law_from = card.iter().find(|fact| fact.member == "in_force_from").filter(is_sure);
    Acting { relations: relations(card), law_from: law_from.and_then(|fact| fact.value.parse().ok()) }
}

fn relations(card: &[CardFact]) -> Vec<DocumentRelation> {
    let mut found: Vec<DocumentRelation> = Vec::new();
    for (member, relation) in TOLD {
        let told = card.iter().filter(|fact| fact.member == member).flat_map(|fact| fact.value.split(','));
        for name in told.map(str::trim) {
            let key = document_key(name);
            let known = |other: &DocumentRelation| {
                other.key == key && (other.relation == Relation::Includes) == (relation == Relation::Includes)
            };
            if !key.is_empty() && !found.iter().any(known) {
                found.push(DocumentRelation { relation, key, name: name.to_owned() });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(member: &str, value: &str) -> CardFact {
        CardFact {
            at: 0,
            doubt: None,
            line: 1,
            member: member.to_owned(),
            quote: String::new(),
            read: None,
            value: value.to_owned(),
        }
    }

    #[test]
    fn each_document_is_told_once_and_an_act_that_amends_and_repeals_in_part_amends() {
        let card = [
            fact("number", "09/2031/NĐ-CP"),
            fact("repeals", "03/2030/TT-A, 05/2030/NĐ-CP"),
            fact("amends", "05/2030/NĐ-CP, 06/2030/NĐ-CP, 05/2030/nđ-cp"),
        ];
        let told: Vec<_> = relations(&card).into_iter().map(|each| (each.relation, each.key)).collect();
        assert_eq!(
            told,
            [
                (Relation::Amends, "05/2030/nđ-cp".to_owned()),
                (Relation::Amends, "06/2030/nđ-cp".to_owned()),
                (Relation::Repeals, "03/2030/tt-a".to_owned()),
            ]
        );
    }

    #[test]
    fn the_day_of_an_act_is_what_its_text_says_or_a_person_confirmed() {
        let mut said = fact("in_force_from", "2031-07-01");
        let day = |fact: &CardFact| acting(std::slice::from_ref(fact)).law_from.map(|day| day.to_string());
        assert_eq!(day(&said).as_deref(), Some("2031-07-01"));
        said.doubt = Some("exceptions".to_owned());
        assert_eq!(day(&said).as_deref(), Some("2031-07-01"));
        said.doubt = Some("differs".to_owned());
        assert_eq!(day(&said), None);
        said.read = Some("2031-07-01".to_owned());
        assert_eq!(day(&said).as_deref(), Some("2031-07-01"));
        assert_eq!(day(&fact("adopted_on", "2031-01-01")), None);
    }

    #[test]
    fn a_consolidated_text_has_its_acts_in_it_and_amends_nothing() {
        let told: Vec<_> = relations(&[fact("base_amended_by", "46/2014/QH13")]).into_iter().map(|each| each.relation).collect();
        assert_eq!(told, [Relation::Includes]);
        assert!(relations(&[fact("title", "Luật"), fact("amends", " , ")]).is_empty());
    }
}
