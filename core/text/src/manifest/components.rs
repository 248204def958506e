//! The components of a document: its main text, and what is issued with it.

use serde::{Deserialize, Serialize};

use super::unit::{Span, Unit};

/// Section types of units that are components.
pub const COMPONENT_TYPES: [&str; 5] = ["attached_document", "appendix", "schedule", "form", "list"];

/// A part of a document with a numbering of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Component {
    /// Address of its unit; none for the main text.
    pub address: Option<String>,
    /// `main`, or the section type of its unit.
    pub kind: String,
    /// Label as written; empty for the main text.
    pub label: String,
    /// From its first byte to where the next begins that does not stand inside it.
    pub span: Span,
    /// Title without label.
    pub title: String,
    /// Units in it, those of components inside it included.
    pub units: usize,
}

impl Unit {
    /// Whether the unit is a component of its document.
    #[must_use]
    pub fn is_component(&self) -> bool {
        COMPONENT_TYPES.contains(&self.section_type.as_str())
    }
}

/// The components of a text of `bytes` bytes that `units`, in document order, were cut from; the main text first.
#[must_use]
pub fn components(units: &[Unit], bytes: usize) -> Vec<Component> {
    let main = Component {
        address: None,
        kind: "main".to_owned(),
        label: String::new(),
        span: Span::new(0, bytes),
        title: String::new(),
        units: units.len(),
    };
    let mut found = vec![main];
    // Components that still go on, with the local ids of their units.
    let mut open: Vec<(usize, &str)> = Vec::new();
    for (place, unit) in units.iter().enumerate().filter(|(_, unit)| unit.is_component()) {
        let Some(start) = unit.heading_spans.first().map(|span| span.start) else { continue };
        while open.last().is_some_and(|&(_, id)| unit.parent_local_id.as_deref() != Some(id)) {
            close(&mut found, open.pop(), place, start);
        }
        if found.len() == 1 {
            found[0].span.end = start;
            found[0].units = place;
        }
        open.push((found.len(), &unit.local_id));
        found.push(Component {
            address: Some(unit.address.clone()),
            kind: unit.section_type.clone(),
            label: unit.label.clone(),
            span: Span::new(start, bytes),
            title: unit.title.clone(),
            // Where its units begin, until it is closed.
            units: place,
        });
    }
    while let Some(last) = open.pop() {
        close(&mut found, Some(last), units.len(), bytes);
    }
    found
}

fn close(found: &mut [Component], open: Option<(usize, &str)>, units: usize, end: usize) {
    if let Some((at, _)) = open {
        found[at].span.end = end;
        found[at].units = units - found[at].units;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: usize, parent: Option<usize>, section_type: &str) -> Unit {
        Unit {
            address: format!("A/{id}"),
            body_spans: Vec::new(),
            content_hash: String::new(),
            heading_spans: vec![Span::new(id * 10, id * 10 + 1)],
            label: String::new(),
            level: String::new(),
            local_id: format!("r{id}"),
            parent_local_id: parent.map(|parent| format!("r{parent}")),
            section_type: section_type.to_owned(),
            sort_order: id,
            status: String::new(),
            status_tier: 0,
            title: String::new(),
        }
    }

    #[test]
    fn components_hold_what_stands_inside_them() {
        let units = [
            unit(1, None, "article"),
            unit(2, None, "appendix"),
            unit(3, Some(2), "form"),
            unit(4, Some(3), "article"),
            unit(5, Some(2), "form"),
            unit(6, None, "list"),
        ];
        let found: Vec<(Option<String>, usize, usize, usize)> =
            components(&units, 99).into_iter().map(|each| (each.address, each.span.start, each.span.end, each.units)).collect();
        let at = |id: usize| Some(format!("A/{id}"));
        assert_eq!(found, [(None, 0, 20, 1), (at(2), 20, 60, 4), (at(3), 30, 50, 2), (at(5), 50, 60, 1), (at(6), 60, 99, 1)]);
        assert_eq!(components(&units[..1], 50)[0].span, Span::new(0, 50));
    }
}
