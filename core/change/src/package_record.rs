//! A package as it is on record: its runs, reviews and authorisations.

use serde::{Deserialize, Serialize};

use super::authority::{AuthorisationFacts, CommandVerdict};
use super::package::ChangePackage;
use super::run_record::RunKind;

/// A run of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct PackageRun {
    /// Its id.
    pub run_id: String,
    /// What it did.
    pub kind: RunKind,
    /// Who ran it.
    pub operator: String,
    /// When it began, RFC 3339.
    pub started_at: String,
    /// Name of its folder.
    pub folder: String,
    /// The status of its report; none where it was not closed.
    pub status: Option<String>,
}

/// A command review of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct PackageReview {
    /// The verdict.
    pub verdict: CommandVerdict,
    /// What the reviewer had to say.
    pub notes: String,
    /// The reviewer.
    pub reviewed_by: String,
    /// When, RFC 3339.
    pub reviewed_at: String,
}

/// An authorisation of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct PackageAuthorisation {
    /// Its id.
    pub authorisation_id: String,
    /// What it is for, and what became of it.
    pub facts: AuthorisationFacts,
    /// When it ends, RFC 3339.
    pub expires_at: String,
}

/// Everything on record of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct PackageRecord {
    /// The package.
    pub package: ChangePackage,
    /// Its digest.
    pub package_digest: String,
    /// Runs, oldest first.
    pub runs: Vec<PackageRun>,
    /// Reviews, oldest first.
    pub reviews: Vec<PackageReview>,
    /// Authorisations, oldest first.
    pub authorisations: Vec<PackageAuthorisation>,
    /// Whether its migration is on record in the database.
    pub migration_recorded: bool,
    /// Now, in milliseconds since 1970.
    pub now_ms: u64,
}
