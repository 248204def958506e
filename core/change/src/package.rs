//! The change package: everything a change may do and must show, as data, named by its digest.

use serde::{Deserialize, Serialize};

use super::environment::{EnvironmentClass, Identity};
use super::probe::NamedObject;
use cutter_model::refusal::Refusal;
use iu_text::digest::{canonical_json, sha256_hex};

/// The form of packages this core writes and reads.
pub const PACKAGE_FORM: &str = "cutter-change-package-1";
/// A backup older than this when the migration starts is no backup (G-2), in seconds.
pub const BACKUP_SECONDS: u64 = 3600;

/// A file and its checksum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct ListedFile {
    /// Path in its folder, such as `up.sql`.
    pub name: String,
    /// Lower-case hex SHA-256 of its bytes.
    pub sha256: String,
}

/// Row counts that were pinned when the change was planned; none where the table is not there yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Pins {
    /// Rows of `public.tac_logical_unit`.
    pub units: Option<u64>,
    /// Rows of `sandbox_tac.logical_unit`.
    pub sandbox_units: Option<u64>,
    /// Units that are `draft_only`.
    pub draft_only: Option<u64>,
    /// Units that are `active` or `retired`.
    pub enacted: Option<u64>,
    /// Units without authority, where the column is there.
    pub null_authority: Option<u64>,
}

/// A pinned count that is known to differ, and why that is right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Acknowledgement {
    /// `units` or `sandbox_units`.
    pub pin: String,
    /// The count that is right.
    pub counted: u64,
    /// Why.
    pub explanation: String,
}

/// Command and rows of a writing statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Statement {
    /// Command tag, such as UPDATE.
    pub command: String,
    /// Rows; none where the statement reports none.
    pub rows: Option<u64>,
}

impl std::fmt::Display for Statement {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.rows {
            Some(rows) => write!(formatter, "{} {rows}", self.command),
            None => formatter.write_str(&self.command),
        }
    }
}

/// A preflight check as planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct PlannedCheck {
    /// Stable id, such as P-1.
    pub id: String,
    /// What it asks, as one sentence.
    pub sentence: String,
    /// What is compared.
    pub about: Preflight,
}

/// What a preflight check compares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Preflight {
    /// The server, database, role and version are the pinned ones.
    Identity,
    /// The frozen SQL is the package's.
    Checksum,
    /// A schema is there; none where the migration rests on none.
    SchemaThere {
        /// Its name.
        name: Option<String>,
    },
    /// Tables are there.
    TablesThere {
        /// Their names.
        names: Vec<String>,
    },
    /// Objects are not there yet.
    Absent {
        /// What the migration creates.
        objects: Vec<NamedObject>,
    },
    /// Columns are not there yet.
    ColumnsAbsent {
        /// Their names with schema and table.
        names: Vec<String>,
    },
    /// Rows of the units.
    Units,
    /// Rows of the sandbox.
    SandboxUnits,
    /// Section types, parents and addresses of units are sound: 0/0/0.
    Quality,
}

/// A post check as planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct PlannedPostCheck {
    /// Stable id, such as VA-6.
    pub id: String,
    /// What must be seen; none where the frozen `verify.sql` says it without looking at rows.
    pub expected: Option<String>,
}

/// A planned change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct ChangePackage {
    /// [`PACKAGE_FORM`].
    pub form: String,
    /// Folder name of the migration.
    pub migration_id: String,
    /// Its title.
    pub title: String,
    /// Whether the SQL is a proposal, which can be rehearsed and nothing else.
    pub draft: bool,
    /// Checksums of its files; `up.sql` is what C-07 runs.
    pub files: Vec<ListedFile>,
    /// Class of the environment it is for.
    pub environment: EnvironmentClass,
    /// Where it is for.
    pub identity: Identity,
    /// Settings of the transaction, by name.
    pub settings: Vec<(String, String)>,
    /// Row counts.
    pub pins: Pins,
    /// Counts that are known to differ.
    pub acknowledged: Vec<Acknowledgement>,
    /// Writing statements, in order.
    pub writes: Vec<Statement>,
    /// Objects it creates, columns among them.
    pub objects: Vec<NamedObject>,
    /// P-1 to P-10.
    pub preflight: Vec<PlannedCheck>,
    /// The post checks.
    pub post_checks: Vec<PlannedPostCheck>,
    /// DDL objects a schema diff must show as added; removed: always 0.
    pub added: u64,
    /// Oldest backup it may rest on, in seconds.
    pub backup_seconds: u64,
    /// What a rollback cannot bring back.
    pub lost: Vec<String>,
    /// The person who planned it.
    pub planned_by: String,
    /// When, RFC 3339.
    pub planned_at: String,
    /// Engine that planned it.
    pub engine: String,
}

impl ChangePackage {
    /// The checksum of one of its files.
    #[must_use]
    pub fn checksum(&self, name: &str) -> Option<&str> {
        self.files.iter().find(|file| file.name == name).map(|file| file.sha256.as_str())
    }

    /// The count that must be seen for a pin: the acknowledged one where there is one.
    #[must_use]
    pub fn count(&self, pin: &str) -> Option<u64> {
        let pinned = match pin {
            "units" => self.pins.units,
            "sandbox_units" => self.pins.sandbox_units,
            _ => None,
        };
        self.acknowledged.iter().find(|each| each.pin == pin).map(|each| each.counted).or(pinned)
    }

    /// The canonical JSON and its digest.
    #[must_use]
    pub fn sealed(&self) -> (String, String) {
        let body = canonical_json(self);
        let digest = sha256_hex(body.as_bytes());
        (body, digest)
    }
}

/// Reads a package out of its canonical JSON and compares its digest.
///
/// # Errors
/// `PACKAGE_UNREADABLE`, `PACKAGE_CHANGED`.
pub fn read(body: &str, digest: &str) -> Result<ChangePackage, Refusal> {
    let found = sha256_hex(body.as_bytes());
    if found != digest {
        let message = format!("The package {digest} is not what was planned: its body has the digest {found}.");
        return Err(Refusal::conflict("PACKAGE_CHANGED", message));
    }
    let package: ChangePackage = serde_json::from_str(body)
        .map_err(|error| Refusal::invalid("PACKAGE_UNREADABLE", format!("This is no change package: {error}.")))?;
    if package.form != PACKAGE_FORM {
        let message = format!("This release reads packages of the form {PACKAGE_FORM}, not {}.", package.form);
        return Err(Refusal::invalid("PACKAGE_UNREADABLE", message));
    }
    Ok(package)
}
