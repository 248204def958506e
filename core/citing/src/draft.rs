//! What a text that is proposed cites of itself and does not have: a clause that was lost in the cut, or an error of the text.

use cutter_model::refusal::Refusal;
use cutter_pipeline::amend::rehearse::cut_in_memory;
use iu_text::manifest::{Manifest, Stored};
use serde::{Deserialize, Serialize};

use crate::read::{read_rows, CitingFacts, ReferenceRow};
use crate::settle::{settle, Child, Cited, KnownDocument, SettleRequest};
use crate::target::{own_code, parts};

/// A citation of a draft that nothing of the draft answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct LackingCitation {
    /// Address of the unit whose text cites.
    pub address: String,
    /// What the text says, on one line.
    pub words: String,
    /// The provision that is not there, as people read it.
    pub provision: String,
}

/// When all of a draft is read: it stands from some day on, and nothing ends.
const AT_LAST: &str = "9999-12-31";

/// The citations of a draft that name a provision of the document itself which it has not, in the order of the text. What is quoted belongs to
/// another law.
///
/// # Errors
/// Those of reading the manifest; `SPAN_OUTSIDE_TEXT` where it is of another text.
pub fn lacking(manifest_text: &str, canonical_text: &str) -> Result<Vec<LackingCitation>, Refusal> {
    let manifest = Manifest::from_stored(manifest_text)?;
    let rows = cut_in_memory(&manifest, canonical_text, Vec::new())?.rows;
    let facts = CitingFacts {
        doc_code: manifest.doc_code.clone(),
        profile: manifest.profile.id,
        card: manifest.card.map(|card| serde_json::to_string(&card).expect("a card serialises")).unwrap_or_default(),
        unread: rows.versions.keys().cloned().collect(),
        as_of: None,
    };
    let own = |row: &ReferenceRow| !row.quoted && row.targets.first().is_some_and(|target| own_code(parts(target).0).is_some());
    let cited: Vec<ReferenceRow> = read_rows(&rows, &facts).into_iter().filter(own).collect();
    let request = SettleRequest {
        citations: cited.iter().map(|row| Cited { targets: row.targets.clone(), since: None, accepted: None }).collect(),
        documents: vec![KnownDocument { key: None, doc_code: manifest.doc_code, prefix: manifest.prefix }],
        as_of: AT_LAST.to_owned(),
    };
    let child = |(parent, path): (&Option<String>, &Option<String>)| {
        Some(Child { parent_id: parent.clone()?, section_code: path.clone()? })
    };
    let children: Vec<Child> = rows.units.values().filter_map(|unit| child((&unit.parent_id, &unit.section_code))).collect();
    let settled = settle(&request, &rows.resolvable()?, &children)?;
    let told = |row: &ReferenceRow| -> Option<LackingCitation> {
        let unit = rows.units.get(&rows.versions.get(&row.version_id)?.unit_id)?;
        let (address, words) = (unit.canonical_address.clone(), row.words.clone());
        Some(LackingCitation { address, words, provision: row.provision.clone()? })
    };
    Ok(cited.iter().zip(&settled).filter(|(_, settled)| settled.open).filter_map(|(row, _)| told(row)).collect())
}
