//! What texts name in a document as it was known at a moment: the facts that resolution is asked with, of the rows as they stood then.

use serde::Serialize;

use super::past::Moment;
use super::reading::{DocumentRows, ReadingRequest};
use cutter_model::live::UnitRow;
use cutter_model::refusal::Refusal;
use iu_address::alias::{AliasRow, ResolvableUnit};
use iu_address::Day;

/// A unit as resolution sees it, with what people are told of it.
#[derive(Debug, Serialize)]
struct KnownUnit {
    #[serde(flatten)]
    resolvable: ResolvableUnit,
    doc_code: String,
    section_type: String,
    authority: Option<String>,
    title: String,
    label: String,
    in_force_from: Option<Day>,
    in_force_until: Option<Day>,
    suspended_from: Option<Day>,
    suspended_until: Option<Day>,
}

#[derive(Debug, Serialize)]
struct KnownFacts {
    units: Vec<KnownUnit>,
    aliases: Vec<AliasRow>,
}

/// The units and aliases of a document as they were known then, as JSON text.
///
/// # Errors
/// `TIME_UNREADABLE`, `FACTS_UNREADABLE`.
pub fn known_facts(rows: &DocumentRows, request: &ReadingRequest) -> Result<String, Refusal> {
    let then = rows.at(Moment::read(request.as_of.as_deref(), request.known_at.as_deref())?)?;
    let facts = then.resolvable()?;
    let told = |resolvable: ResolvableUnit| {
        let unit: &UnitRow = then.unit(&resolvable.id)?;
        Ok(KnownUnit {
            doc_code: unit.doc_code.clone(),
            section_type: unit.section_type.clone(),
            authority: unit.authority.clone(),
            title: unit.said("title").to_owned(),
            label: unit.said("label").to_owned(),
            in_force_from: unit.in_force_from,
            in_force_until: unit.in_force_until,
            suspended_from: unit.suspended_from,
            suspended_until: unit.suspended_until,
            resolvable,
        })
    };
    let units = facts.units.into_iter().map(told).collect::<Result<_, Refusal>>()?;
    serde_json::to_string(&KnownFacts { units, aliases: facts.aliases })
        .map_err(|error| Refusal::conflict("FACTS_UNREADABLE", error.to_string()))
}
