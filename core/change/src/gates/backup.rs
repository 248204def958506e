//! G-1 and G-2: the fresh backup.

use super::facts::{BackupFacts, GateFacts};
use crate::execution::without_secrets;
use cutter_model::gate::Gate;
use cutter_model::refusal::{Refusal, RefusalKind};

/// Refuses a backup outside of a run for which G-1 fires, or with a secret in its folder.
///
/// # Errors
/// `BACKUP_FAILED` with the gates.
pub fn backup_made(backup: &BackupFacts, secrets: &[String]) -> Result<(), Refusal> {
    let gates = [readable(Some(backup)), without_secrets(secrets)];
    Refusal::from_gates("BACKUP_FAILED", RefusalKind::Conflict, &gates).map_or(Ok(()), Err)
}

pub(super) fn backup_readable(facts: &GateFacts) -> Gate {
    readable(facts.backup.as_ref())
}

fn readable(backup: Option<&BackupFacts>) -> Gate {
    let observed = backup.and_then(|backup| match (backup.made?, &backup.failure) {
        (false, failure) => Some((false, format!("failed: {}", failure.as_deref().unwrap_or("nobody said why")))),
        (true, _) => {
            let (bytes, entries) = (backup.bytes?, backup.entries);
            let listed = entries.map_or("pg_restore cannot list it".to_owned(), |entries| format!("{entries} entries"));
            Some((bytes > 0 && entries.is_some_and(|entries| entries > 0), format!("made, {bytes} bytes, {listed}")))
        }
    });
    Gate::seen(
        "G-1",
        "The fresh backup was made, is not empty, and pg_restore can list it.",
        "made, some bytes, some entries",
        observed,
    )
}

/// Whether a dump that began at that time is at most so many seconds old; one from the future is as unclear as one that is too old.
pub(crate) fn fresh(began_ms: u64, now_ms: u64, seconds: u64) -> bool {
    now_ms.checked_sub(began_ms).is_some_and(|age| age <= seconds * 1000)
}

pub(super) fn backup_fresh(facts: &GateFacts) -> Gate {
    let seconds = facts.package.backup_seconds;
    let observed = facts.backup.as_ref().and_then(|backup| backup.began_ms).map(|began| {
        let age = facts.now_ms.checked_sub(began);
        let observed = age.map_or("a dump that began after now".to_owned(), |age| format!("{} seconds", age / 1000));
        (fresh(began, facts.now_ms, seconds), observed)
    });
    Gate::seen("G-2", "The backup is fresh when the migration starts.", format!("at most {seconds} seconds"), observed)
}
