//! The components of a document as it stands: its main text, and what is issued with it.

use serde::{Deserialize, Serialize};

use iu_text::manifest::COMPONENT_TYPES;

/// A component of a document as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct StandingComponent {
    /// Address of its unit; none for the main text.
    pub address: Option<String>,
    /// `main`, or the section type of its unit.
    pub kind: String,
    /// Label as written; empty for the main text.
    pub label: String,
    /// Title without label.
    pub title: String,
    /// Units in it, those of components inside it included; of the main text those that stand in no component.
    pub units: usize,
}

/// What of a unit is asked to tell the components.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// Canonical address.
    pub address: &'a str,
    /// Units it stands in.
    pub depth: usize,
    /// Label as written.
    pub label: &'a str,
    /// Code of the section type vocabulary.
    pub section_type: &'a str,
    /// Title; the label again where it has none.
    pub title: &'a str,
}

/// The components of which `units` are the units, in document order; the main text first.
pub fn standing_components<'a>(units: impl IntoIterator<Item = Standing<'a>>) -> Vec<StandingComponent> {
    let main = StandingComponent { address: None, kind: "main".to_owned(), label: String::new(), title: String::new(), units: 0 };
    let mut found = vec![main];
    // Components that go on, with the depths of their units.
    let mut open: Vec<(usize, usize)> = Vec::new();
    for unit in units {
        while open.last().is_some_and(|&(_, depth)| unit.depth <= depth) {
            open.pop();
        }
        if COMPONENT_TYPES.contains(&unit.section_type) {
            open.push((found.len(), unit.depth));
            found.push(StandingComponent {
                address: Some(unit.address.to_owned()),
                kind: unit.section_type.to_owned(),
                label: unit.label.to_owned(),
                title: if unit.title == unit.label { "" } else { unit.title }.to_owned(),
                units: 0,
            });
        }
        if open.is_empty() {
            found[0].units += 1;
        }
        for &(at, _) in &open {
            found[at].units += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_component_goes_on_until_something_stands_beside_it() {
        let unit = |address, depth, section_type| Standing { address, depth, label: address, section_type, title: address };
        let units = [
            unit("1", 0, "article"),
            unit("1-1", 1, "clause"),
            unit("Q", 0, "attached_document"),
            unit("Q-1", 1, "article"),
            unit("PL", 0, "appendix"),
            unit("PL-M", 1, "form"),
            unit("PL-M-1", 2, "point"),
            unit("PL-N", 1, "form"),
            unit("2", 0, "article"),
        ];
        let found: Vec<(Option<String>, String, usize)> =
            standing_components(units).into_iter().map(|each| (each.address, each.kind, each.units)).collect();
        let (some, kind) = (|address: &str| Some(address.to_owned()), str::to_owned);
        assert_eq!(
            found,
            [
                (None, kind("main"), 3),
                (some("Q"), kind("attached_document"), 2),
                (some("PL"), kind("appendix"), 4),
                (some("PL-M"), kind("form"), 2),
                (some("PL-N"), kind("form"), 1),
            ]
        );
    }
}
