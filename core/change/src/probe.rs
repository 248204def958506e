//! What was observed of a database: facts a probe reads, in one shape before and after.

use serde::{Deserialize, Serialize};

use super::environment::Identity;

/// An object by kind and name, as `migration.json` lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct NamedObject {
    /// schema, table, index, view, function, trigger, constraint, role or column.
    pub kind: String,
    /// With its schema, and its table where it has one.
    pub name: String,
}

/// An object and whether it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct ProbedObject {
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Whether it exists; none where nobody could tell.
    pub exists: Option<bool>,
}

/// A state probe. A count is none where its table does not exist or could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Probe {
    /// Where it was read.
    pub identity: Option<Identity>,
    /// Ids of migrations on record.
    pub migrations: Vec<String>,
    /// Every object the package asks for.
    pub objects: Vec<ProbedObject>,
    /// Rows of `public.tac_logical_unit`.
    pub units: Option<u64>,
    /// Rows of `sandbox_tac.logical_unit`.
    pub sandbox_units: Option<u64>,
    /// Units by `lifecycle_status`.
    pub lifecycle: Lifecycle,
    /// Units without authority, where the column is there.
    pub null_authority: Option<u64>,
    /// Units whose section type is not in the active vocabulary.
    pub inactive_section_types: Option<u64>,
    /// Units whose parent does not resolve or has another document code.
    pub broken_parents: Option<u64>,
    /// Every canonical address; none where the table could not be read.
    pub addresses: Option<Vec<String>>,
}

/// Units by lifecycle.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Lifecycle {
    /// `draft_only`.
    pub draft_only: Option<u64>,
    /// `active` and `retired`.
    pub enacted: Option<u64>,
}

impl Probe {
    /// Whether an object exists; none where the probe does not tell.
    #[must_use]
    pub fn exists(&self, kind: &str, name: &str) -> Option<bool> {
        self.objects.iter().find(|object| object.kind == kind && object.name == name)?.exists
    }
}
