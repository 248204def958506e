//! The ten checks of a backup: one that was never restored does not count.

use serde::{Deserialize, Serialize};

use crate::execution::error_lines;
use cutter_model::gate::{Checked, Gate};

/// Rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, cutter_model::TS)]
pub struct TableRows {
    /// With its schema.
    pub table: String,
    /// How many.
    pub rows: u64,
}

/// What a database held, read in the snapshot that was dumped or from the restored copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Holdings {
    /// Identifier of the server.
    pub system_identifier: String,
    /// Name of the database.
    pub database: String,
    /// Every table of units, ledger and control plane.
    pub rows: Vec<TableRows>,
    /// Address of the named unit; none where there are no units.
    pub unit: Option<String>,
    /// Lower-case hex SHA-256 of its row.
    pub unit_sha256: Option<String>,
    /// Signatures in the wrong lane; none where there is no such table.
    pub bad_signatures: Option<u64>,
    /// Aliases; none where there is no such table.
    pub aliases: Option<u64>,
}

/// A server as it was seen at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct ServerMoment {
    /// Identifier of the server.
    pub system_identifier: String,
    /// When it started.
    pub started_at: String,
}

/// What the ten checks look at; what is not known is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct RestoreFacts {
    /// Length of the dump as recorded.
    pub recorded_bytes: u64,
    /// Checksum of the dump as recorded.
    pub recorded_sha256: String,
    /// What the database held when it was dumped.
    pub recorded: Holdings,
    /// Length of the dump as found.
    pub bytes: Option<u64>,
    /// Entries `pg_restore --list` reads.
    pub entries: Option<u64>,
    /// The database the dump says it was made from.
    pub dumped_database: Option<String>,
    /// Checksum of the dump as found.
    pub sha256: Option<String>,
    /// Whether the checksum is listed in `SHA256SUMS` beside it.
    pub listed_sha256: Option<String>,
    /// Lines of the restore that report an error; none where nothing was restored.
    pub restore_errors: Option<Vec<String>>,
    /// What the restored copy holds.
    pub restored: Option<Holdings>,
    /// The real server before.
    pub before: Option<ServerMoment>,
    /// The real server after.
    pub after: Option<ServerMoment>,
    /// Protected environments before.
    pub protected_before: Vec<String>,
    /// Protected environments after.
    pub protected_after: Vec<String>,
    /// Secrets that were found in artefacts; none where nobody looked.
    pub secrets: Option<Vec<String>>,
}

fn gate(number: u8, sentence: &str, expected: &str, observed: Option<(bool, String)>) -> Gate {
    Gate::seen(&format!("BV-{number}"), sentence, expected, observed)
}

/// The ten checks.
#[must_use]
pub fn backup_checks(facts: &RestoreFacts) -> Checked {
    Checked::of(vec![
        dump_whole(facts),
        digest(facts),
        restored(facts),
        matrix(facts),
        unit(facts),
        lanes(facts),
        aliases(facts),
        real_server(facts),
        protected(facts),
        secrets(facts),
    ])
}

fn dump_whole(facts: &RestoreFacts) -> Gate {
    let expected = format!("{} bytes, some entries", facts.recorded_bytes);
    let observed = facts.bytes.map(|bytes| match facts.entries {
        Some(entries) => (bytes == facts.recorded_bytes && entries > 0, format!("{bytes} bytes, {entries} entries")),
        None => (false, format!("{bytes} bytes, no list of entries")),
    });
    gate(1, "The dump is whole and pg_restore can list it.", &expected, observed)
}

fn digest(facts: &RestoreFacts) -> Gate {
    let expected = &facts.recorded_sha256;
    let observed = match (&facts.sha256, &facts.listed_sha256) {
        (Some(found), Some(listed)) if found == listed => Some((found == expected, found.clone())),
        (Some(found), listed) => Some((false, format!("{found}, listed as {}", listed.as_deref().unwrap_or("nothing")))),
        (None, _) => None,
    };
    gate(2, "The dump's SHA-256 is the recorded one.", expected, observed)
}

fn restored(facts: &RestoreFacts) -> Gate {
    let recorded = &facts.recorded;
    let expected = format!("database {} on another server than {}, 0 error lines", recorded.database, recorded.system_identifier);
    let observed = facts.restored.as_ref().zip(facts.restore_errors.as_deref()).map(|(copy, errors)| {
        let other = copy.system_identifier != recorded.system_identifier && !copy.system_identifier.is_empty();
        let database = facts.dumped_database.as_deref().unwrap_or("unknown");
        let holds = other && errors.is_empty() && database == recorded.database;
        (holds, format!("database {database} on server {}, {}", copy.system_identifier, error_lines(errors)))
    });
    gate(3, "The dump was restored without an error into an isolated server.", &expected, observed)
}

fn matrix(facts: &RestoreFacts) -> Gate {
    let total = |rows: &[TableRows]| format!("{} tables, {} rows", rows.len(), rows.iter().map(|each| each.rows).sum::<u64>());
    let observed = facts.restored.as_ref().map(|copy| {
        let recorded = &facts.recorded.rows;
        let differing: Vec<String> = recorded
            .iter()
            .filter(|each| !copy.rows.contains(each))
            .map(|each| {
                let found = copy.rows.iter().find(|other| other.table == each.table);
                format!(
                    "{}: {} instead of {}",
                    each.table,
                    found.map_or("none".to_owned(), |found| found.rows.to_string()),
                    each.rows
                )
            })
            .chain(
                copy.rows
                    .iter()
                    .filter(|each| recorded.iter().all(|other| other.table != each.table))
                    .map(|each| format!("{}: not recorded", each.table)),
            )
            .collect();
        let words = if differing.is_empty() { total(&copy.rows) } else { differing.join("; ") };
        (differing.is_empty() && !copy.rows.is_empty(), words)
    });
    gate(4, "Every table of the cutter has its rows: the row matrix.", &total(&facts.recorded.rows), observed)
}

fn unit(facts: &RestoreFacts) -> Gate {
    let show = |held: &Holdings| match (&held.unit, &held.unit_sha256) {
        (Some(address), Some(sha256)) => format!("{address} {sha256}"),
        (Some(address), None) => format!("{address} is not there"),
        _ => "no units".to_owned(),
    };
    let expected = show(&facts.recorded);
    let observed = facts.restored.as_ref().map(|copy| (show(copy) == expected, show(copy)));
    gate(5, "A named unit is unchanged.", &expected, observed)
}

fn lanes(facts: &RestoreFacts) -> Gate {
    let sentence = "Signatures are in their lanes: DOT-991 names a change set, DOT-992 a verify result, each exactly one.";
    let show = |bad: Option<u64>| bad.map_or("no signatures table".to_owned(), |bad| format!("{bad} in the wrong lane"));
    let there = facts.recorded.bad_signatures.is_some();
    let expected = if there { show(Some(0)) } else { show(None) };
    let observed = facts.restored.as_ref().map(|copy| (show(copy.bad_signatures) == expected, show(copy.bad_signatures)));
    gate(6, sentence, &expected, observed)
}

fn aliases(facts: &RestoreFacts) -> Gate {
    let show = |count: Option<u64>| count.map_or("no alias table".to_owned(), |count| count.to_string());
    let expected = show(facts.recorded.aliases);
    let observed = facts.restored.as_ref().map(|copy| (copy.aliases == facts.recorded.aliases, show(copy.aliases)));
    gate(7, "As many aliases as expected.", &expected, observed)
}

fn real_server(facts: &RestoreFacts) -> Gate {
    let show = |moment: &ServerMoment| format!("server {} since {}", moment.system_identifier, moment.started_at);
    let expected = facts.before.as_ref().map_or_else(|| "as before".to_owned(), show);
    let observed = facts.before.as_ref().zip(facts.after.as_ref()).map(|(before, after)| (before == after, show(after)));
    gate(8, "The real server's identifier and start time are as before.", &expected, observed)
}

fn protected(facts: &RestoreFacts) -> Gate {
    let show = |names: &[String]| if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    let (before, after) = (show(&facts.protected_before), show(&facts.protected_after));
    gate(9, "Protected environments are as before.", &before, Some((before == after, after)))
}

fn secrets(facts: &RestoreFacts) -> Gate {
    let observed = facts.secrets.as_ref().map(|found| {
        let words = if found.is_empty() { "none".to_owned() } else { found.join("; ") };
        (found.is_empty(), words)
    });
    gate(10, "No secret is in any artefact.", "none", observed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preflight::fired;

    fn held(server: &str) -> Holdings {
        Holdings {
            system_identifier: server.to_owned(),
            database: "directus".to_owned(),
            rows: vec![TableRows { table: "public.tac_logical_unit".to_owned(), rows: 86 }],
            unit: Some("D38-DIEU28-ROOT".to_owned()),
            unit_sha256: Some("ab".to_owned()),
            bad_signatures: Some(0),
            aliases: Some(3),
        }
    }

    fn good() -> RestoreFacts {
        let text = |value: &str| Some(value.to_owned());
        let moment = ServerMoment { system_identifier: "7".to_owned(), started_at: "2026-11-21".to_owned() };
        RestoreFacts {
            recorded_bytes: 10,
            recorded_sha256: "cd".to_owned(),
            recorded: held("7"),
            bytes: Some(10),
            entries: Some(5),
            dumped_database: text("directus"),
            sha256: text("cd"),
            listed_sha256: text("cd"),
            restore_errors: Some(Vec::new()),
            restored: Some(held("8")),
            before: Some(moment.clone()),
            after: Some(moment),
            protected_before: vec!["a".to_owned()],
            protected_after: vec!["a".to_owned()],
            secrets: Some(Vec::new()),
        }
    }

    #[test]
    fn ten_of_ten_and_each_fails_by_itself() {
        assert_eq!(backup_checks(&good()).checks.len(), 10);
        assert!(fired(&backup_checks(&good()).checks).is_empty());
        let changes: [fn(&mut RestoreFacts); 10] = [
            |it| it.bytes = Some(9),
            |it| it.sha256 = Some("ce".to_owned()),
            |it| it.restore_errors = Some(vec!["permission denied".to_owned()]),
            |it| it.restored.as_mut().expect("copy").rows[0].rows = 85,
            |it| it.restored.as_mut().expect("copy").unit_sha256 = Some("ac".to_owned()),
            |it| it.restored.as_mut().expect("copy").bad_signatures = Some(1),
            |it| it.restored.as_mut().expect("copy").aliases = Some(2),
            |it| it.after.as_mut().expect("after").started_at = "2026-11-22".to_owned(),
            |it| it.protected_after.clear(),
            |it| it.secrets = Some(vec!["roles.sql line 3: a stored password".to_owned()]),
        ];
        for (number, change) in changes.iter().enumerate() {
            let mut facts = good();
            change(&mut facts);
            let ids: Vec<String> = fired(&backup_checks(&facts).checks).iter().map(|gate| gate.id.clone()).collect();
            assert_eq!(ids, [format!("BV-{}", number + 1)]);
        }
        let other: [fn(&mut RestoreFacts); 3] = [
            |it| it.dumped_database = Some("other".to_owned()),
            |it| it.restored.as_mut().expect("copy").system_identifier = "7".to_owned(),
            |it| it.restore_errors = None,
        ];
        for change in other {
            let mut facts = good();
            change(&mut facts);
            assert_eq!(fired(&backup_checks(&facts).checks)[0].id, "BV-3");
        }
    }

    #[test]
    fn a_backup_that_was_not_restored_does_not_count() {
        let facts = RestoreFacts { restored: None, restore_errors: None, secrets: None, after: None, ..good() };
        let unknown: Vec<String> = fired(&backup_checks(&facts).checks).iter().map(|gate| gate.id.clone()).collect();
        assert_eq!(unknown, ["BV-3", "BV-4", "BV-5", "BV-6", "BV-7", "BV-8", "BV-10"]);
    }
}
