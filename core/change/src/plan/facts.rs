//! What planning rests on.

use serde::{Deserialize, Serialize};

use crate::environment::EnvironmentClass;
use crate::package::{Acknowledgement, ListedFile};
use crate::probe::{NamedObject, Probe};
use cutter_model::duty::Actor;

/// What planning rests on.
#[derive(Debug, Clone, Serialize, Deserialize, cutter_model::TS)]
pub struct PlanFacts {
    /// The planner.
    pub actor: Actor,
    /// Folder name of the migration.
    pub migration_id: String,
    /// Its title.
    pub title: String,
    /// Whether `up.sql` is a proposal instead of the frozen file.
    pub draft: bool,
    /// Checksums of its files.
    pub files: Vec<ListedFile>,
    /// Objects it creates.
    pub objects: Vec<NamedObject>,
    /// Migrations that are pending, in order.
    pub pending: Vec<String>,
    /// Class of the environment.
    pub environment: EnvironmentClass,
    /// What the database holds now.
    pub probe: Probe,
    /// Counts somebody named: they are pinned instead of those found.
    pub pinned: Vec<Pinned>,
    /// Counts that are known to differ.
    pub acknowledged: Vec<Acknowledgement>,
    /// The login role of Directus.
    pub directus_role: String,
    /// Now, RFC 3339.
    pub now: String,
}

/// A count somebody named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Pinned {
    /// `units` or `sandbox_units`.
    pub pin: String,
    /// The count.
    pub count: u64,
}
