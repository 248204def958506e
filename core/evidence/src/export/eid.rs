//! `eId`s: `[prefix__]element_number`, as the Akoma Ntoso Naming Convention 1.0 (section 5) has them.
//!
//! The prefix is the `eId` of the unit in which the number is unique, which the canonical address already says: an article
//! numbered through the whole law is `art_15`, whatever chapter holds it, and its second paragraph `art_15__para_2`.

use super::element::Element;
use std::collections::{HashMap, HashSet};

/// The tokens of an address below its document: `DIEU-15-KHOAN-2` of format v2, `DIEU28-S3-P1` of v1.
pub fn path_tokens(address: &str) -> Vec<&str> {
    let path = match address.split_once('/') {
        Some((_, path)) => path,
        // v1: the document's number goes first; ROOT is the head itself.
        None => address.split_once('-').map_or(address, |(_, rest)| rest).trim_end_matches("-ROOT"),
    };
    path.split('-').collect()
}

/// Whether `inner` begins with all of `outer` and goes on.
pub fn contains(outer: &[&str], inner: &[&str]) -> bool {
    outer.len() < inner.len() && inner.starts_with(outer)
}

/// The number a unit has of its own: what its address adds to that of `scope`, less the label of its level.
pub fn own_number(path: &[&str], scope: &[&str], label: Option<&str>) -> Option<String> {
    let added = &path[scope.len()..];
    let label: Vec<&str> = label.map(|label| label.split('-').collect()).unwrap_or_default();
    let number = match added {
        added if !label.is_empty() && added.starts_with(&label) => &added[label.len()..],
        // A label nobody knows any more: the word before the number.
        [word, number @ ..] if !number.is_empty() && !word.contains(|c: char| c.is_ascii_digit()) => number,
        added => added,
    };
    (!number.is_empty()).then(|| number.join("-").to_ascii_lowercase())
}

/// Gives out `eId`s, each once.
#[derive(Default)]
pub struct Issuer {
    given: HashSet<String>,
    unnumbered: HashMap<String, usize>,
}

impl Issuer {
    /// The `eId` of an element with this number in `prefix`; a second one of the same name gets `_2`.
    pub fn issue(&mut self, prefix: Option<&str>, element: Element, number: Option<&str>) -> String {
        let stem = match prefix {
            Some(prefix) => format!("{prefix}__{}", element.short()),
            None => element.short().to_owned(),
        };
        let name = match number {
            Some(number) => format!("{stem}_{number}"),
            None => {
                let count = self.unnumbered.entry(stem.clone()).or_insert(0);
                *count += 1;
                format!("{stem}_nn_{count}")
            }
        };
        let mut eid = name.clone();
        let mut count = 1;
        while !self.given.insert(eid.clone()) {
            count += 1;
            eid = format!("{name}_{count}");
        }
        eid
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_what_the_address_adds() {
        for (address, scope, label, number) in [
            ("L/DIEU-15", "", Some("DIEU"), Some("15")),
            ("L/DIEU-15-KHOAN-2-DIEM-DD", "L/DIEU-15-KHOAN-2", Some("DIEM"), Some("dd")),
            ("L/SEC-2-1-3", "L/SEC-2-1", Some("SEC"), Some("3")),
            ("L/MY-RULE-3A", "", Some("MY-RULE"), Some("3a")),
            ("L/RULE-3", "", None, Some("3")),
            ("L/ANNEX", "", Some("ANNEX"), None),
            ("D38-DIEU28-ROOT", "", None, Some("dieu28")),
            ("D38-DIEU28-S3-P1", "D38-DIEU28-S3", None, Some("p1")),
        ] {
            let scope = if scope.is_empty() { Vec::new() } else { path_tokens(scope) };
            assert_eq!(own_number(&path_tokens(address), &scope, label).as_deref(), number, "{address}");
        }
    }

    #[test]
    fn an_eid_is_given_out_once() {
        let mut issuer = Issuer::default();
        let article = Element::of("article", "dieu");
        assert_eq!(issuer.issue(None, article, Some("15")), "art_15");
        assert_eq!(issuer.issue(None, article, Some("15")), "art_15_2");
        assert_eq!(issuer.issue(Some("art_15"), Element::of("paragraph", ""), Some("2")), "art_15__para_2");
        assert_eq!(issuer.issue(None, Element::of("appendix", ""), None), "hcontainer_nn_1");
        assert_eq!(issuer.issue(None, Element::of("appendix", ""), None), "hcontainer_nn_2");
    }
}
