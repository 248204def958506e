//! Which migrations may run: frozen by checksum, in order, each once.

use serde::{Deserialize, Serialize};

use crate::one_step::CONTROL;
use cutter_model::gate::{Gate, GateVerdict};
use cutter_model::refusal::{Refusal, RefusalKind};

/// The oldest server with role grants `WITH INHERIT FALSE, SET TRUE`, as `server_version_num`.
pub const OLDEST_SERVER: u32 = 160_000;

/// A migration as pinned in the release, as found on disk and as applied; all checksums are lower-case hex SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct MigrationFacts {
    /// Folder name, e.g. `003_phase_alpha`.
    pub id: String,
    /// Its files.
    pub files: Vec<MigrationFile>,
    /// Checksum recorded when it was applied.
    pub applied_checksum: Option<String>,
    /// Whether it was adopted as found instead of applied.
    #[serde(default)]
    pub adopted: bool,
}

/// One frozen file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct MigrationFile {
    /// Name, e.g. `up.sql`.
    pub name: String,
    /// The checksum the release pins; none for a file the release does not know.
    pub pinned: Option<String>,
    /// What is on disk; none where it is missing.
    pub observed: Option<String>,
}

/// Where a migration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum MigrationState {
    /// In the database.
    Applied,
    /// In the database, made by something else in the same shape.
    Adopted,
    /// Waits.
    Pending,
}

/// A migration that may be trusted, with its place in the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct MigrationStatus {
    /// Folder name.
    pub id: String,
    /// Where it stands.
    pub state: MigrationState,
    /// Checksum of its `up.sql`.
    pub checksum: String,
}

/// Decides where each migration stands, in order of their ids.
///
/// # Errors
/// `MIGRATION_CHANGED` naming the file whose bytes are not the frozen ones (or that is missing or unknown),
/// `MIGRATION_HISTORY_DIFFERS` where the database has applied other bytes, `MIGRATION_OUT_OF_ORDER` where a later one is
/// applied and an earlier one is not.
pub fn status(migrations: &[MigrationFacts]) -> Result<Vec<MigrationStatus>, Refusal> {
    let mut sorted: Vec<&MigrationFacts> = migrations.iter().collect();
    sorted.sort_by(|left, right| left.id.cmp(&right.id));
    let mut first_pending: Option<&str> = None;
    let mut statuses = Vec::with_capacity(sorted.len());
    for migration in sorted {
        for file in &migration.files {
            if file.pinned.is_none() || file.pinned != file.observed {
                let show = |digest: &Option<String>| digest.clone().unwrap_or_else(|| "nothing".to_owned());
                let message = format!(
                    "{}/{} is not the frozen file: expected SHA-256 {}, found {}.",
                    migration.id,
                    file.name,
                    show(&file.pinned),
                    show(&file.observed)
                );
                return Err(Refusal::conflict("MIGRATION_CHANGED", message));
            }
        }
        let up = migration.files.iter().find(|file| file.name == "up.sql").and_then(|file| file.observed.clone());
        let Some(checksum) = up else {
            return Err(Refusal::conflict("MIGRATION_CHANGED", format!("{}/up.sql is missing.", migration.id)));
        };
        let state = match &migration.applied_checksum {
            None => MigrationState::Pending,
            Some(applied) if *applied == checksum && migration.adopted => MigrationState::Adopted,
            Some(applied) if *applied == checksum => MigrationState::Applied,
            Some(applied) => {
                let message = format!("{} was applied with SHA-256 {applied}; this release has {checksum}.", migration.id);
                return Err(Refusal::conflict("MIGRATION_HISTORY_DIFFERS", message));
            }
        };
        match (state, first_pending) {
            // The records of governed change rest on no other migration, and come first where others are pending.
            _ if migration.id == CONTROL => {}
            (MigrationState::Pending, None) => first_pending = Some(&migration.id),
            (MigrationState::Applied | MigrationState::Adopted, Some(pending)) => {
                let message = format!("{} is applied, {pending} before it is not.", migration.id);
                return Err(Refusal::conflict("MIGRATION_OUT_OF_ORDER", message));
            }
            _ => {}
        }
        statuses.push(MigrationStatus { id: migration.id.clone(), state, checksum });
    }
    Ok(statuses)
}

/// A row of a migration's `verify.sql`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct PostCheck {
    /// Stable id, e.g. `V1-01`.
    pub check_id: String,
    /// What is asked.
    pub sentence: String,
    /// What must be; none is unknown.
    pub expected: Option<String>,
    /// What is.
    pub observed: Option<String>,
}

/// The gates of a migration's post checks.
///
/// # Errors
/// `MIGRATION_CHECK_FAILED` with every check whose two texts differ or are missing, or where there was no check at all;
/// the transaction must roll back.
pub fn post_checks(id: &str, checks: &[PostCheck]) -> Result<Vec<Gate>, Refusal> {
    let mut gates: Vec<Gate> = checks
        .iter()
        .map(|check| match &check.expected {
            Some(expected) => Gate::equal(&check.check_id, &check.sentence, expected, check.observed.as_ref()),
            None => Gate {
                verdict: GateVerdict::Unknown,
                ..Gate::check(&check.check_id, &check.sentence, false, "unknown", "unknown")
            },
        })
        .collect();
    if gates.is_empty() {
        gates.push(Gate::check("V-ANY", &format!("{id} has post checks."), false, "at least one", "none"));
    }
    Refusal::from_gates("MIGRATION_CHECK_FAILED", RefusalKind::Conflict, &gates).map_or(Ok(gates), Err)
}

/// Whether the server is new enough.
///
/// # Errors
/// `POSTGRES_TOO_OLD`.
pub fn check_server(version_num: u32) -> Result<(), Refusal> {
    if version_num >= OLDEST_SERVER {
        return Ok(());
    }
    let message =
        format!("PostgreSQL 16 or newer is required; this server is {}.{}.", version_num / 10_000, version_num % 10_000);
    Err(Refusal::conflict("POSTGRES_TOO_OLD", message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn migration(id: &str, observed: &str, applied: Option<&str>) -> MigrationFacts {
        let file =
            MigrationFile { name: "up.sql".to_owned(), pinned: Some("aa".to_owned()), observed: Some(observed.to_owned()) };
        MigrationFacts { id: id.to_owned(), files: vec![file], applied_checksum: applied.map(str::to_owned), adopted: false }
    }

    #[test]
    fn a_changed_file_is_refused_by_name() {
        let refusal = status(&[migration("001_a", "ab", None)]).expect_err("changed");
        assert_eq!(refusal.code, "MIGRATION_CHANGED");
        assert_eq!(refusal.message, "001_a/up.sql is not the frozen file: expected SHA-256 aa, found ab.");
    }

    #[test]
    fn checks_pass_only_when_all_do_and_there_are_some() {
        let check = |expected: Option<&str>, observed: Option<&str>| PostCheck {
            check_id: "V".to_owned(),
            sentence: "S".to_owned(),
            expected: expected.map(str::to_owned),
            observed: observed.map(str::to_owned),
        };
        assert!(post_checks("001", &[check(Some("1"), Some("1"))]).is_ok());
        for bad in [check(Some("1"), Some("2")), check(Some("1"), None), check(None, None)] {
            assert_eq!(post_checks("001", &[check(Some("1"), Some("1")), bad]).expect_err("fails").gates.len(), 1);
        }
        assert!(post_checks("001", &[]).is_err());
    }

    #[test]
    fn an_old_server_gets_one_clear_sentence() {
        assert_eq!(check_server(160_014), Ok(()));
        assert_eq!(check_server(150_018).expect_err("old").message, "PostgreSQL 16 or newer is required; this server is 15.18.");
    }

    #[test]
    fn order_and_history_are_kept() {
        let states = status(&[migration("002_b", "aa", None), migration("001_a", "aa", Some("aa"))]).expect("fine");
        assert_eq!(states.iter().map(|each| each.state).collect::<Vec<_>>(), [MigrationState::Applied, MigrationState::Pending]);
        assert_eq!(status(&[migration("001_a", "aa", Some("bb"))]).expect_err("history").code, "MIGRATION_HISTORY_DIFFERS");
        let skipped = [migration("001_a", "aa", None), migration("002_b", "aa", Some("aa"))];
        assert_eq!(status(&skipped).expect_err("order").code, "MIGRATION_OUT_OF_ORDER");
        let control = [migration("003_a", "aa", None), migration(CONTROL, "aa", Some("aa"))];
        assert!(status(&control).is_ok());
        let adopted = MigrationFacts { adopted: true, ..migration("001_a", "aa", Some("aa")) };
        assert_eq!(status(&[adopted]).expect("fine")[0].state, MigrationState::Adopted);
    }
}
