//! Substitute: a unit gets a new text under its address. The old version stays readable as of its time.

use super::asked::Substitute;
use super::draft::{check_canonical, Draft, Made, Text};
use super::rows::DRAFT_ONLY;
use cutter_model::live::VersionRow;
use cutter_model::refusal::Refusal;

/// Substitutes. The unit starts again as a draft with its new text, for nobody enacted that yet; where the change has a day from which it
/// is law, the new text takes over the authority of the old one.
///
/// # Errors
/// `SUBSTITUTE_NOTHING` (the text it has already), `TEXT_NOT_CANONICAL`, `TITLE_MISSING`.
pub(super) fn substitute(draft: &mut Draft<'_>, request: &Substitute) -> Result<(), Refusal> {
    let unit = draft.origin(&request.unit_id)?;
    let old = draft.version_of_day(&unit)?;
    let (old_heading, old_body) = old.texts();
    let heading = request.heading.as_deref().unwrap_or(old_heading);
    check_canonical(heading, &request.body)?;
    let title = request.title.as_deref().unwrap_or_else(|| unit.said("title"));
    if title.trim().is_empty() {
        return Err(Refusal::invalid("TITLE_MISSING", format!("{} needs a title.", unit.canonical_address)));
    }
    if (heading, request.body.as_str()) == (old_heading, old_body) {
        return Err(Refusal::invalid("SUBSTITUTE_NOTHING", format!("{} has this text already.", unit.canonical_address)));
    }
    let text = Text { heading, body: &request.body, like: Some(old), source: request.source.clone(), span: None };
    let is_law = draft.is_law(&unit);
    // Entered late, it stands until the text that is of a later day.
    let (seq, is_last) = (draft.document.rows.versions.next_seq(&unit.id), draft.version(&unit)?.id == old.id);
    let new = draft.new_version(&unit.id, seq, title, unit.said("label"), text, is_law);
    let new = VersionRow { superseded_at: old.superseded_at.clone(), in_force_until: old.in_force_until, ..new };
    draft.rows.versions.insert(new.id.clone(), new);
    if let Some(version) = draft.rows.versions.get_mut(&old.id) {
        version.superseded_at = Some(draft.from.clone());
        version.in_force_until = draft.day.filter(|_| is_law);
        draft.by.now.clone_into(&mut version.updated_at);
    }
    if let Some(unit) = draft.rows.units.get_mut(&unit.id) {
        if !is_law {
            unit.authority = Some("draft".to_owned());
            DRAFT_ONLY.clone_into(&mut unit.lifecycle_status);
        }
        if is_last {
            unit.identity_profile["title"] = title.into();
        }
        draft.by.now.clone_into(&mut unit.updated_at);
    }
    // Links stand in a text, and this one is new: they are read again when it is marked.
    draft.rows.edges.remove(&unit.id);
    draft.results.push(Made { unit_id: unit.id, born: false, pieces: Vec::new() });
    Ok(())
}
