//! Join: two or more siblings become one. They end; the new unit stands in the place of the first (page 03, derivations).

use serde_json::{json, Value};

use super::asked::{Join, Source};
use super::draft::{whole, Birth, Draft, Text};
use super::edges::put_together;
use super::rows::address_of;
use cutter_model::live::{UnitRow, VersionRow};
use cutter_model::refusal::Refusal;
use iu_address as address;

/// Joins. The new text is the heading of the first as heading, then all else, headings of the others included, in document
/// order; the children of all become its children.
///
/// # Errors
/// `JOIN_NOT_SIBLINGS` (fewer than two, other parents, or addresses that differ in more than the last number),
/// `JOIN_SECTION_TYPES`, `JOIN_MIXED`, and the parse error of an address that breaks a limit.
pub(super) fn join(draft: &mut Draft<'_>, request: &Join) -> Result<(), Refusal> {
    let mut units = request.unit_ids.iter().map(|id| draft.origin(id)).collect::<Result<Vec<_>, _>>()?;
    units.sort_by(|one, two| (one.sort_order, &one.canonical_address).cmp(&(two.sort_order, &two.canonical_address)));
    let addresses = units.iter().map(address_of).collect::<Result<Vec<_>, _>>()?;
    // Fewer than two are refused here too.
    let address = address::join(&addresses, draft.ever_used())?;
    let first = &units[0];
    if let Some(other) = units.iter().find(|unit| unit.parent_id != first.parent_id) {
        let message = format!("{} and {} have different parents.", first.canonical_address, other.canonical_address);
        return Err(Refusal::invalid("JOIN_NOT_SIBLINGS", message));
    }
    if let Some(other) = units.iter().find(|unit| unit.section_type != first.section_type) {
        let message = format!(
            "{} is of type {}, {} of type {}; one unit has one type.",
            first.canonical_address, first.section_type, other.canonical_address, other.section_type
        );
        return Err(Refusal::invalid("JOIN_SECTION_TYPES", message));
    }
    let is_law = draft.is_law(first);
    if let Some(other) = units.iter().find(|unit| draft.is_law(unit) != is_law) {
        let message = format!(
            "{} is law and {} a draft, or the reverse; one unit is one of both.",
            first.canonical_address, other.canonical_address
        );
        return Err(Refusal::conflict("JOIN_MIXED", message));
    }
    let suspended = |unit: &UnitRow| unit.is_suspended(draft.day).then_some(unit.suspended_until);
    if let Some(other) = units.iter().find(|unit| suspended(unit) != suspended(first)) {
        let message = format!(
            "{} and {} are not suspended alike; one unit is suspended or not, until one day.",
            first.canonical_address, other.canonical_address
        );
        return Err(Refusal::conflict("JOIN_MIXED", message));
    }
    let versions = units.iter().map(|unit| draft.version(unit)).collect::<Result<Vec<_>, _>>()?;
    let (heading, _) = versions[0].texts();
    let mut body = String::new();
    let mut begins = Vec::with_capacity(units.len());
    for (index, version) in versions.iter().enumerate() {
        let (own_heading, own_body) = version.texts();
        if index > 0 {
            body.push_str(own_heading);
        }
        begins.push(body.len());
        body.push_str(own_body);
    }
    let none = Vec::new();
    let links: Vec<_> = units.iter().map(|unit| draft.document.rows.edges.get(&unit.id).unwrap_or(&none).as_slice()).collect();
    let internal: Vec<&str> = units.iter().map(|unit| unit.canonical_address.as_str()).collect();
    let edges = put_together(&links.into_iter().zip(begins).collect::<Vec<_>>(), &internal);
    let children: Vec<String> = units
        .iter()
        .flat_map(|unit| draft.document.rows.standing_children(&unit.id).into_iter().map(|child| child.id.clone()))
        .collect();

    for unit in &units {
        draft.rows.edges.remove(&unit.id);
        draft.retire(&unit.id)?;
    }
    let id = draft.give_birth(Birth {
        address: &address,
        like: first,
        parent_id: first.parent_id.clone(),
        place: (first.sort_order, 1),
        label: if request.label.is_empty() { first.said("label") } else { &request.label },
        title: if request.title.is_empty() { first.said("title") } else { &request.title },
        text: Text { heading, body: &body, like: Some(versions[0]), source: source_of(&versions), span: span_of(&versions) },
        pieces: units.iter().zip(&versions).flat_map(|(unit, version)| whole(unit, version)).collect(),
        is_law,
        suspended_like: Some(first),
    })?;
    draft.link(&id, edges);
    for unit in &units {
        draft.redirect(&unit.id, std::slice::from_ref(&id))?;
    }
    // Children keep the order of their units.
    for (index, child) in children.iter().enumerate() {
        draft.place.insert(child.clone(), (0, index));
    }
    draft.adopt(&id, &children)
}

/// The source that all texts come from, if it is one.
fn source_of(versions: &[&VersionRow]) -> Option<Source> {
    let of = |version: &VersionRow| version.source_document_id.clone().zip(version.source_sha256.clone());
    let first = of(versions[0])?;
    let is_one = versions.iter().all(|version| of(version).as_ref() == Some(&first));
    is_one.then_some(Source { document_id: first.0, sha256: first.1 })
}

/// The spans in the source text: the heading of the first, then all else in order.
fn span_of(versions: &[&VersionRow]) -> Option<Value> {
    source_of(versions)?;
    let mut body: Vec<Value> = Vec::new();
    for (index, version) in versions.iter().enumerate() {
        let span = version.source_span.as_ref()?;
        if index > 0 {
            body.extend(span.get("heading")?.as_array()?.iter().cloned());
        }
        body.extend(span.get("body")?.as_array()?.iter().cloned());
    }
    Some(json!({ "heading": versions[0].source_span.as_ref()?.get("heading")?, "body": body }))
}
