//! The report of a backup, and the check of its folder: a backup that was never restored does not count.

use serde::{Deserialize, Serialize};
use std::fmt::Write;

use super::backup::Holdings;
use super::gates::fresh;
use super::package::{ListedFile, BACKUP_SECONDS};
use super::report::Report;
use super::report_check::{checksums, compared, nothing_else, sums};
use super::report_text::{gate_table, line};
use cutter_model::gate::{Checked, Gate, GateVerdict};
use cutter_model::word::word_of;
use iu_text::digest::canonical_json;

/// One verification of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Verification {
    /// The verdict.
    pub verdict: GateVerdict,
    /// The ten checks.
    pub checks: Vec<Gate>,
    /// Who verified.
    pub verified_by: String,
    /// When, RFC 3339.
    pub verified_at: String,
}

/// Everything on record of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct BackupRecord {
    /// Its id.
    pub backup_id: String,
    /// Name of its folder.
    pub folder: String,
    /// Lower-case hex SHA-256 of the dump.
    pub sha256: String,
    /// Length of the dump in bytes.
    pub bytes: u64,
    /// What the database held.
    pub holdings: Holdings,
    /// Who made it.
    pub created_by: String,
    /// When the dump began, RFC 3339.
    pub created_at: String,
    /// Its verifications, oldest first.
    pub verifications: Vec<Verification>,
}

/// What a backup is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BackupState {
    /// Nobody has restored it: until then it does not count.
    NeverRestored,
    /// Its last restore passed all ten checks.
    Pass,
    /// Its last restore did not.
    Fail,
}

/// What a backup is worth now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct BackupStanding {
    /// The state.
    pub state: BackupState,
    /// Whether G-2 would still take it: a run makes its own all the same.
    pub fresh: bool,
    /// The words after `directus cutter` that restore and check it, where that was not done or did not pass.
    pub command: Option<String>,
}

fn state_of(record: &BackupRecord) -> BackupState {
    match record.verifications.last().map(|last| last.verdict) {
        None => BackupState::NeverRestored,
        Some(GateVerdict::Pass) => BackupState::Pass,
        Some(_) => BackupState::Fail,
    }
}

/// A backup, and when it is looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct BackupMoment {
    /// The backup.
    pub record: BackupRecord,
    /// When its dump began, in milliseconds since 1970.
    pub began_ms: u64,
    /// Now, in milliseconds since 1970.
    pub now_ms: u64,
}

/// What the backup is worth now.
#[must_use]
pub fn backup_standing(moment: &BackupMoment) -> BackupStanding {
    let state = state_of(&moment.record);
    let command = (state != BackupState::Pass).then(|| format!("backup verify {}", moment.record.backup_id));
    BackupStanding { state, fresh: fresh(moment.began_ms, moment.now_ms, BACKUP_SECONDS), command }
}

/// The report of a backup; its status is `PASS`, `FAIL` or `NEVER_RESTORED`.
#[must_use]
pub fn backup_report(record: &BackupRecord) -> Report {
    let status = word_of(state_of(record));
    let mut text = String::new();
    let held = &record.holdings;
    line!(text, "# Backup {}\n\n## Status\n\n{status}", record.backup_id);
    if record.verifications.is_empty() {
        line!(text, "- it was never restored: until then it does not count");
    }
    line!(text, "\n## Identity\n");
    line!(text, "- database {} of server {}, folder {}", held.database, held.system_identifier, record.folder);
    line!(text, "- made by {}, begun {}", record.created_by, record.created_at);
    line!(text, "\n## Artefacts and checksums\n\n- database.dump `{}`, {} bytes", record.sha256, record.bytes);
    line!(text, "\n## What it holds\n\n| table | rows |\n|---|---|");
    for each in &held.rows {
        line!(text, "| {} | {} |", each.table, each.rows);
    }
    if let (Some(unit), Some(sha256)) = (&held.unit, &held.unit_sha256) {
        line!(text, "\nUnit {unit} `{sha256}`.");
    }
    for verification in &record.verifications {
        let passed = verification.checks.iter().filter(|check| !check.fires()).count();
        line!(text, "\n## Verification of {}\n", verification.verified_at);
        line!(text, "{passed} of {} checks passed; by {}.\n", verification.checks.len(), verification.verified_by);
        gate_table(&mut text, &verification.checks.iter().collect::<Vec<_>>());
    }
    Report { status, markdown: text, json: canonical_json(record) }
}

/// What a check of a backup's folder looks at; what is not there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct BackupFolderFacts {
    /// The backup as recorded.
    pub record: BackupRecord,
    /// `SHA256SUMS`, line by line.
    pub listed: Vec<ListedFile>,
    /// Every other file of the folder, as it is.
    pub found: Vec<ListedFile>,
    /// `holdings.json`.
    pub holdings: Option<String>,
    /// Lower-case hex SHA-256 of `SHA256SUMS`.
    pub sums_sha256: Option<String>,
    /// The same as the database has it on record.
    pub recorded_sums_sha256: Option<String>,
}

/// RC-1, RC-2, RC-7, RC-8 and RC-9 of a backup's folder. Nothing is restored: that is what its verification does.
#[must_use]
pub fn check_backup_folder(facts: &BackupFolderFacts) -> Checked {
    let dump = facts.found.iter().find(|file| file.name == "database.dump").map(|file| &file.sha256);
    let held: Option<Holdings> = facts.holdings.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let same = held.map(|held| held == facts.record.holdings);
    Checked::of(vec![
        checksums(&facts.listed, &facts.found),
        nothing_else(&facts.listed, &facts.found),
        sums(facts.recorded_sums_sha256.as_ref(), facts.sums_sha256.as_ref()),
        Gate::equal("RC-8", "The dump's SHA-256 is the recorded one.", &facts.record.sha256, dump),
        compared("RC-9", "holdings.json is what the database held.", same, "the same"),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backup::TableRows;
    use crate::preflight::fired;

    fn record() -> BackupRecord {
        BackupRecord {
            backup_id: "b".to_owned(),
            folder: "backup_production_1".to_owned(),
            sha256: "cd".to_owned(),
            bytes: 10,
            holdings: Holdings {
                system_identifier: "7".to_owned(),
                database: "directus".to_owned(),
                rows: vec![TableRows { table: "public.tac_logical_unit".to_owned(), rows: 86 }],
                unit: Some("D38-DIEU28-ROOT".to_owned()),
                unit_sha256: Some("ab".to_owned()),
                bad_signatures: Some(0),
                aliases: None,
            },
            created_by: "operator".to_owned(),
            created_at: "2026-11-21T10:00:00Z".to_owned(),
            verifications: Vec::new(),
        }
    }

    #[test]
    fn its_status_is_that_of_the_last_verification() {
        let mut it = record();
        assert_eq!(backup_report(&it).status, "NEVER_RESTORED");
        for (holds, status) in [(true, "PASS"), (false, "FAIL")] {
            let checked = Checked::of(vec![Gate::check("BV-1", "S", holds, "10 bytes", "9 bytes")]);
            let (verdict, checks) = (checked.verdict, checked.checks);
            it.verifications.push(Verification { verdict, checks, verified_by: "v".to_owned(), verified_at: "2026".to_owned() });
            let report = backup_report(&it);
            assert_eq!(report.status, status);
            assert!(report.markdown.contains("| BV-1 |") && report.json.contains("\"rows\":86"));
        }
        assert!(backup_report(&it).markdown.contains("| public.tac_logical_unit | 86 |"));
    }

    #[test]
    fn what_was_never_restored_asks_for_it_and_freshness_is_that_of_the_gate() {
        let (began_ms, hour) = (1_000_000, BACKUP_SECONDS * 1000);
        let at = |now_ms| BackupMoment { record: record(), began_ms, now_ms };
        let never = backup_standing(&at(began_ms + hour));
        let asked = (never.state, never.fresh, never.command.as_deref());
        assert_eq!(asked, (BackupState::NeverRestored, true, Some("backup verify b")));
        assert!(!backup_standing(&at(began_ms + hour + 1)).fresh && !backup_standing(&at(began_ms - 1)).fresh);
        let mut restored = at(began_ms);
        let checks = vec![Gate::check("BV-1", "S", true, "a", "a")];
        let verified = ("v".to_owned(), "2026".to_owned());
        let good = Verification { verdict: GateVerdict::Pass, checks, verified_by: verified.0, verified_at: verified.1 };
        restored.record.verifications.push(good);
        assert_eq!(backup_standing(&restored).command, None);
    }

    type Change = fn(&mut BackupFolderFacts);

    #[test]
    fn a_folder_is_what_was_recorded_or_it_is_not() {
        let file = |name: &str, sha256: &str| ListedFile { name: name.to_owned(), sha256: sha256.to_owned() };
        let good = || BackupFolderFacts {
            record: record(),
            listed: vec![file("database.dump", "cd"), file("roles.sql", "ef")],
            found: vec![file("database.dump", "cd"), file("roles.sql", "ef")],
            holdings: Some(canonical_json(&record().holdings)),
            sums_sha256: Some("aa".to_owned()),
            recorded_sums_sha256: Some("aa".to_owned()),
        };
        assert_eq!(check_backup_folder(&good()).verdict, GateVerdict::Pass);
        let changes: [(Change, &str); 6] = [
            (|it| it.found[1].sha256 = "00".to_owned(), "RC-1"),
            (|it| it.listed.truncate(1), "RC-2"),
            (|it| it.sums_sha256 = Some("bb".to_owned()), "RC-7"),
            (|it| it.recorded_sums_sha256 = None, "RC-7"),
            (|it| (it.found[0].sha256, it.listed[0].sha256) = ("00".to_owned(), "00".to_owned()), "RC-8"),
            (|it| it.holdings = it.holdings.take().map(|text| text.replace("86", "85")), "RC-9"),
        ];
        for (change, id) in changes {
            let mut facts = good();
            change(&mut facts);
            let checked = check_backup_folder(&facts);
            assert_eq!(fired(&checked.checks).iter().map(|gate| gate.id.as_str()).collect::<Vec<_>>(), [id]);
            assert_eq!(checked.verdict, GateVerdict::Fail);
        }
    }
}
