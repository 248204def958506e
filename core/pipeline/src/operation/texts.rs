//! The texts of the units that a manifest names, for people who look at it: as they stand, and as they are to stand.

use iu_text::manifest::Stored;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::StandingRows;
use crate::structure::{
    self, units_of, Amendment, AmendmentPart, AskedBy, Document, Operation, Rows, StructureManifest, Undertaking, NEW,
};
use cutter_model::change_set::Authorship;
use cutter_model::live::{read_rows, VersionRow};
use cutter_model::refusal::Refusal;

/// A unit with its texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct UnitTexts {
    /// `o1`, `o2`… of what it starts from, `r1`, `r2`… of what stands there then.
    pub local_id: String,
    /// Its address.
    pub address: String,
    /// Label as written.
    pub label: String,
    /// Title.
    pub title: String,
    /// Heading as written.
    pub heading: String,
    /// Its own text.
    pub body: String,
}

/// Before and after side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct SideBySide {
    /// The units it starts from.
    pub before: Vec<UnitTexts>,
    /// The units that stand there then.
    pub after: Vec<UnitTexts>,
    /// Of an amendment its parts, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<PartTold>>")]
    pub parts: Vec<PartTold>,
}

/// A part of an amendment, told by addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "AmendmentPartTold")]
pub struct PartTold {
    /// `split`, `merge`, …
    pub kind: String,
    /// The units it is about, by the addresses they have before the amendment or get by it.
    pub addresses: Vec<String>,
    /// Which sentences of the act ask for it.
    pub asked_by: Vec<AskedBy>,
}

/// The texts of a stored manifest. Where it was carried out, or can be no more, those that its units have now.
///
/// # Errors
/// Those of reading the manifest and the rows.
pub fn of_stored(manifest_text: &str, document_rows: &str) -> Result<SideBySide, Refusal> {
    let manifest = StructureManifest::from_stored(manifest_text)?;
    let standing: StandingRows = read_rows(document_rows)?;
    let types: Vec<String> = manifest.results.iter().map(|result| result.section_type.clone()).collect();
    let document = standing.document(&types);
    Ok(side_by_side(document, &manifest, &standing.now))
}

/// The texts of `manifest` in `document`. Whether others may go on with it meanwhile is not asked here.
#[must_use]
pub(super) fn side_by_side(mut document: Document, manifest: &StructureManifest, now: &str) -> SideBySide {
    document.open.clear();
    let after = structure::plan(&document, manifest, nobody(now)).and_then(|plan| plan.change.apply(&document.rows));
    of(manifest, &document.rows, after.as_ref().unwrap_or(&document.rows))
}

/// Who a manifest is tried as: its result does not depend on it.
#[must_use]
pub fn nobody(now: &str) -> Authorship<'_> {
    Authorship { entry_id: "", change_set_id: "", document_id: "", actor: "nobody", now }
}

/// The texts of `manifest` in the two states.
fn of(manifest: &StructureManifest, before: &Rows, after: &Rows) -> SideBySide {
    let origins =
        manifest.origins.iter().map(|origin| unit_texts(before, &origin.local_id, &origin.address, Some(&origin.unit_id), None));
    let results = manifest.results.iter().map(|result| {
        unit_texts(after, &result.local_id, &result.address, result.unit_id.as_deref(), Some(&result.content_hash))
    });
    SideBySide { before: origins.collect(), after: results.collect(), parts: parts(manifest) }
}

fn parts(manifest: &StructureManifest) -> Vec<PartTold> {
    let Undertaking::Amendment(Amendment { parts, .. }) = &manifest.request.operation else { return Vec::new() };
    let origins: BTreeMap<&str, &str> =
        manifest.origins.iter().map(|origin| (origin.unit_id.as_str(), origin.address.as_str())).collect();
    let address = |id: &str| origins.get(id).copied().or_else(|| id.strip_prefix(NEW)).unwrap_or(id).to_owned();
    let told = |part: &AmendmentPart| PartTold {
        kind: part.operation.kind().as_str().to_owned(),
        addresses: match &part.operation {
            Operation::Insert(insert) => vec![insert.address.clone()],
            operation => units_of(operation).into_iter().map(address).collect(),
        },
        asked_by: part.asked_by.clone(),
    };
    parts.iter().map(told).collect()
}

fn unit_texts(rows: &Rows, local_id: &str, address: &str, unit_id: Option<&str>, content_hash: Option<&str>) -> UnitTexts {
    let unit = match unit_id {
        Some(id) => rows.units.get(id),
        None => rows.units.values().find(|unit| unit.canonical_address == address),
    };
    let version = unit.and_then(|unit| {
        let named = |version: &&VersionRow| version.unit_id == unit.id && content_hash == Some(version.content_hash.as_str());
        let named = rows.versions.values().filter(named).max_by_key(|version| version.version_seq);
        named.or_else(|| rows.newest(&unit.id))
    });
    let (heading, body) = version.map(VersionRow::texts).unwrap_or_default();
    let said = |key: &str| unit.map_or("", |unit| unit.said(key)).to_owned();
    UnitTexts {
        local_id: local_id.to_owned(),
        address: address.to_owned(),
        label: said("label"),
        title: said("title"),
        heading: heading.to_owned(),
        body: body.to_owned(),
    }
}
