//! Split: one unit becomes two or more. The unit ends; its parts are written and placed below it (page 03, derivations).

use serde_json::{json, Value};

use super::asked::{Source, Split};
use super::draft::{Birth, Draft, Piece, Text};
use super::edges::shared_out;
use super::rows::address_of;
use cutter_model::refusal::Refusal;
use iu_address as address;
use iu_text::manifest::Span;

/// Splits.
///
/// # Errors
/// `SPLIT_COUNT` (fewer than two parts), `SPLIT_PLACE` (a part ends outside the text, before it begins or within a
/// character), `SPLIT_NOT_COVERED` (the last part does not end where the text does), `SPLIT_CHILDREN` (not every child in
/// exactly one part, in order), `SPLIT_OUT_OF_ORDER` (own text after children), `SPLIT_EMPTY_PART`, and the derivation's
/// `SPLIT_ON_ROOT`, `SPLIT_TOO_DEEP` or parse error.
pub(super) fn split(draft: &mut Draft<'_>, request: &Split) -> Result<(), Refusal> {
    let unit = draft.origin(&request.unit_id)?;
    let version = draft.version(&unit)?;
    let (heading, body) = version.texts();
    if request.parts.len() < 2 {
        return Err(Refusal::invalid("SPLIT_COUNT", format!("A split makes two parts or more, not {}.", request.parts.len())));
    }
    // The address first: what cannot be split at all needs no parts.
    let addresses = address::split(&address_of(&unit)?, draft.ever_used(), request.parts.len())?;
    check_places(request, body)?;
    check_children(draft, request, heading, body)?;

    let ends: Vec<usize> = request.parts.iter().map(|part| part.ends_at).collect();
    let edges = shared_out(draft.document.rows.edges.get(&unit.id).map_or(&[][..], Vec::as_slice), &ends);
    draft.rows.edges.remove(&unit.id);
    draft.retire(&unit.id)?;
    let mut parts = Vec::with_capacity(addresses.len());
    let mut start = 0;
    for (index, ((part, address), edges)) in request.parts.iter().zip(&addresses).zip(edges).enumerate() {
        let own = Span::new(start, part.ends_at);
        let part_heading = if index == 0 { heading } else { "" };
        let pieces = [(true, Span::new(0, part_heading.len())), (false, own)]
            .into_iter()
            .filter(|(_, span)| !span.is_empty())
            .map(|(heading, span)| Piece { unit_id: unit.id.clone(), heading, span })
            .collect();
        let label = format!("{} ({})", unit.said("label"), index + 1);
        let source = version.source_document_id.clone().zip(version.source_sha256.clone());
        let id = draft.give_birth(Birth {
            address,
            like: &unit,
            parent_id: Some(unit.id.clone()),
            place: (i64::MIN, index),
            label: if part.label.is_empty() { label.trim() } else { &part.label },
            title: if part.title.is_empty() { unit.said("title") } else { &part.title },
            text: Text {
                heading: part_heading,
                body: &body[own.start..own.end],
                like: Some(version),
                source: source.map(|(document_id, sha256)| Source { document_id, sha256 }),
                span: version.source_span.as_ref().and_then(|span| within(span, own, index == 0)),
            },
            pieces,
            is_law: draft.is_law(&unit),
            suspended_like: Some(&unit),
        })?;
        draft.link(&id, edges);
        start = part.ends_at;
        parts.push(id);
    }
    draft.redirect(&unit.id, &parts)?;
    for (part, id) in request.parts.iter().zip(&parts) {
        draft.adopt(id, &part.children)?;
    }
    Ok(())
}

fn check_places(request: &Split, body: &str) -> Result<(), Refusal> {
    let mut start = 0;
    for part in &request.parts {
        if part.ends_at < start || !body.is_char_boundary(part.ends_at) {
            let message = format!("A part cannot end at byte {} of a text of {} bytes.", part.ends_at, body.len());
            return Err(Refusal { at: Some(part.ends_at), ..Refusal::invalid("SPLIT_PLACE", message) });
        }
        start = part.ends_at;
    }
    if start != body.len() {
        let message = format!("The parts end at byte {start}, the text at byte {}.", body.len());
        return Err(Refusal::invalid("SPLIT_NOT_COVERED", message).at(start));
    }
    Ok(())
}

/// The children go with the parts so that the document reads as before.
fn check_children(draft: &Draft<'_>, request: &Split, heading: &str, body: &str) -> Result<(), Refusal> {
    let standing = draft.document.rows.standing_children(&request.unit_id);
    let given: Vec<&str> = request.parts.iter().flat_map(|part| part.children.iter().map(String::as_str)).collect();
    if standing.iter().map(|child| child.id.as_str()).ne(given.iter().copied()) {
        let wrong = standing.iter().find(|child| !given.contains(&child.id.as_str()));
        let message = match wrong {
            Some(child) => format!("{} goes with no part.", child.canonical_address),
            None => "The parts name units that are no children, one twice, or the children out of their order.".to_owned(),
        };
        return Err(Refusal::invalid("SPLIT_CHILDREN", message));
    }
    let mut start = 0;
    let mut has_children = false;
    for (index, part) in request.parts.iter().enumerate() {
        let text = part.ends_at - start + if index == 0 { heading.len() } else { 0 };
        if text > 0 && has_children {
            let message = format!("Part {} has own text, but it would come after children of an earlier part.", index + 1);
            return Err(Refusal::invalid("SPLIT_OUT_OF_ORDER", message));
        }
        if text == 0 && part.children.is_empty() {
            return Err(Refusal::invalid("SPLIT_EMPTY_PART", format!("Part {} has neither text nor children.", index + 1)));
        }
        has_children |= !part.children.is_empty();
        start = part.ends_at;
    }
    debug_assert_eq!(start, body.len());
    Ok(())
}

/// The spans in the source text of the bytes `own` of a text that is made of `span.body`.
fn within(span: &Value, own: Span, with_heading: bool) -> Option<Value> {
    let spans: Vec<Span> = serde_json::from_value(span.get("body")?.clone()).ok()?;
    let mut before = 0;
    let mut body = Vec::new();
    for span in spans {
        let (start, end) = (own.start.max(before), own.end.min(before + span.len()));
        if start < end {
            body.push(Span::new(span.start + start - before, span.start + end - before));
        }
        before += span.len();
    }
    let heading = if with_heading { span.get("heading").cloned() } else { None };
    Some(json!({ "heading": heading.unwrap_or_else(|| json!([])), "body": body }))
}
