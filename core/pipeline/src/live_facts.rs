//! The live facts that a proposal is checked against.

use serde::{Deserialize, Serialize};

/// The live facts the findings are checked against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct ValidationFacts {
    /// The registered canonical text of the manifest's source version; none where it is not registered.
    pub canonical_text: Option<String>,
    /// Digest pinned on the entry when it was marked.
    pub pinned_manifest_digest: String,
    /// Active codes of the section type vocabulary.
    pub active_section_types: Vec<String>,
    /// Proposed addresses that live units have already.
    pub taken_addresses: Vec<String>,
    /// Number of live units with the manifest's document code.
    pub live_unit_count: i64,
    /// The live rows of an attestation; none for a first cut.
    #[serde(default)]
    pub attested: Option<AttestedFacts>,
    /// JSON text of the rows of the whole document, for an operation on its structure; none for any other manifest.
    #[serde(default)]
    pub document_rows: Option<String>,
}

/// The live rows an attestation rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, cutter_model::TS)]
pub struct AttestedFacts {
    /// JSON array of the units concerned, by id or by address.
    pub live_units: String,
    /// The parents they name.
    pub parents: Vec<ParentUnit>,
    /// Those under governance already: cut, or attested by a change set in force.
    pub governed: Vec<GovernedUnit>,
}

/// A parent as it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, cutter_model::TS)]
pub struct ParentUnit {
    /// Its id.
    pub id: String,
    /// Its address.
    pub address: String,
    /// Its document.
    pub doc_code: String,
}

/// A unit that a change set accounts for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, cutter_model::TS)]
pub struct GovernedUnit {
    /// The unit.
    pub unit_id: String,
    /// Its address.
    pub address: String,
    /// The change set that cut or attested it.
    pub change_set_id: String,
}

impl GovernedUnit {
    /// The unit and its change set, for people.
    #[must_use]
    pub fn named(&self) -> String {
        format!("{} (change set {})", self.address, self.change_set_id)
    }
}
