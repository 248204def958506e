//! The eleven gates of a change: any that fires aborts before the next command, and `unknown` fires.

use serde::{Deserialize, Serialize};

use super::environment::EnvironmentClass;
use super::package::{ChangePackage, Preflight};
use super::preflight::{absent, fired, identity, ChangeTarget};
use super::probe::Probe;
use crate::gate::{Gate, GateVerdict};

/// Where in the command plan gates are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// After C-02: G-1.
    Backup,
    /// After C-06: G-2 to G-8, and G-10 where the change is carried out.
    Migration,
    /// After C-07: G-11.
    Commit,
    /// After C-08: G-9.
    Checks,
}

/// A backup as it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct BackupFacts {
    /// Whether the dump ended well.
    pub made: Option<bool>,
    /// Its length in bytes.
    pub bytes: Option<u64>,
    /// Entries of its table of contents, as `pg_restore --list` reads them.
    pub entries: Option<u64>,
    /// When the dump began, in milliseconds since 1970.
    pub began_ms: Option<u64>,
}

/// A dry run on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DryRunFacts {
    /// The package it carried out.
    pub package_digest: String,
    /// Checksum of the SQL it ran.
    pub sql_sha256: Option<String>,
    /// Whether it passed to its end.
    pub passed: bool,
}

/// What the gates of a stage look at; what is not known is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct GateFacts {
    /// The stage.
    pub stage: Stage,
    /// The package.
    pub package: ChangePackage,
    /// Its digest.
    pub package_digest: String,
    /// Whether it is rehearsed or carried out.
    pub target: ChangeTarget,
    /// Class of the environment that is written to.
    pub environment: Option<EnvironmentClass>,
    /// The fresh backup.
    pub backup: Option<BackupFacts>,
    /// Now, in milliseconds since 1970.
    pub now_ms: u64,
    /// Checksum of the SQL that would run.
    pub sql_sha256: Option<String>,
    /// The state before the migration.
    pub probe: Option<Probe>,
    /// The preflight checks as evaluated.
    pub preflight: Vec<Gate>,
    /// Dry runs on record for this package.
    pub dry_runs: Vec<DryRunFacts>,
    /// Whether C-07 committed.
    pub committed: Option<bool>,
    /// Why it did not.
    pub failure: Option<String>,
    /// The post checks as evaluated.
    pub post_checks: Vec<Gate>,
}

/// The gates of a stage.
#[must_use]
pub fn gates(facts: &GateFacts) -> Vec<Gate> {
    match facts.stage {
        Stage::Backup => vec![backup_readable(facts)],
        Stage::Migration => {
            let mut gates = vec![
                backup_fresh(facts),
                sql_as_planned(facts),
                identity_clear(facts),
                nothing_exists(facts),
                no_column_exists(facts),
                counts_as_pinned(facts),
                all_pass("G-8", "Every preflight check passes.", &facts.preflight, facts.package.preflight.len()),
            ];
            if facts.target == ChangeTarget::Real {
                gates.push(dry_run_there(facts));
            }
            gates
        }
        Stage::Commit => vec![committed(facts)],
        Stage::Checks => {
            vec![all_pass("G-9", "Every post check passes.", &facts.post_checks, facts.package.post_checks.len())]
        }
    }
}

fn gate(id: &str, sentence: &str, expected: &str, observed: Option<(bool, String)>) -> Gate {
    match observed {
        Some((holds, observed)) => Gate::check(id, sentence, holds, expected, observed),
        None => Gate { verdict: GateVerdict::Unknown, ..Gate::check(id, sentence, false, expected, "nothing") },
    }
}

fn backup_readable(facts: &GateFacts) -> Gate {
    let observed = facts.backup.as_ref().and_then(|backup| {
        let (made, bytes, entries) = (backup.made?, backup.bytes?, backup.entries?);
        let ended = if made { "made" } else { "failed" };
        Some((made && bytes > 0 && entries > 0, format!("{ended}, {bytes} bytes, {entries} entries")))
    });
    gate(
        "G-1",
        "The fresh backup was made, is not empty, and pg_restore can list it.",
        "made, some bytes, some entries",
        observed,
    )
}

fn backup_fresh(facts: &GateFacts) -> Gate {
    let seconds = facts.package.backup_seconds;
    let observed = facts.backup.as_ref().and_then(|backup| backup.began_ms).map(|began| {
        // A dump from the future is as unclear as one that is too old.
        match facts.now_ms.checked_sub(began) {
            Some(age) => (age <= seconds * 1000, format!("{} seconds", age / 1000)),
            None => (false, "a dump that began after now".to_owned()),
        }
    });
    gate("G-2", "The backup is fresh when the migration starts.", &format!("at most {seconds} seconds"), observed)
}

fn sql_as_planned(facts: &GateFacts) -> Gate {
    let expected = facts.package.checksum("up.sql").unwrap_or("no up.sql").to_owned();
    Gate::equal("G-3", "The SQL's SHA-256 is the package's.", &expected, facts.sql_sha256.as_ref())
}

fn identity_clear(facts: &GateFacts) -> Gate {
    let sentence = "Server, database, role and version are as pinned, and the target has the class it was planned for.";
    let class = match facts.target {
        ChangeTarget::Real => facts.package.environment,
        ChangeTarget::Copy => EnvironmentClass::DryRun,
    };
    let (Some(probe), Some(environment)) = (facts.probe.as_ref(), facts.environment) else {
        return gate("G-4", sentence, &class.to_string(), None);
    };
    let (expected, observed) = identity(&facts.package, facts.target, probe);
    let observed = observed.map(|observed| {
        let holds = observed == expected
            && environment == class
            && (facts.target == ChangeTarget::Copy || class != EnvironmentClass::DryRun);
        (holds, format!("{environment}: {observed}"))
    });
    gate("G-4", sentence, &format!("{class}: {expected}"), observed)
}

fn nothing_exists(facts: &GateFacts) -> Gate {
    objects_absent(facts, "G-5", "No object to be created exists already.", |kind| kind != "column")
}

fn no_column_exists(facts: &GateFacts) -> Gate {
    objects_absent(facts, "G-6", "No column to be added exists already.", |kind| kind == "column")
}

fn objects_absent(facts: &GateFacts, id: &str, sentence: &str, kind: fn(&str) -> bool) -> Gate {
    let asked: Vec<(&str, &str)> = facts
        .package
        .objects
        .iter()
        .filter(|object| kind(&object.kind))
        .map(|object| (object.kind.as_str(), object.name.as_str()))
        .collect();
    let Some(probe) = facts.probe.as_ref() else { return gate(id, sentence, "none", None) };
    let (expected, observed) = absent(probe, asked);
    Gate::equal(id, sentence, &expected, observed.as_ref())
}

fn counts_as_pinned(facts: &GateFacts) -> Gate {
    let sentence = "Pinned row counts are as they were, or the difference is acknowledged in the package.";
    let pinned = facts.package.preflight.iter().any(|check| check.about == Preflight::Units);
    if !pinned {
        return Gate::check("G-7", sentence, true, "no rows pinned", "no rows pinned");
    }
    let show = |units: Option<u64>, sandbox: Option<u64>| Some(format!("{} and {}", units?, sandbox?));
    let package = &facts.package;
    let expected = show(package.count("units"), package.count("sandbox_units"));
    let mut text = expected.clone().unwrap_or_else(|| "pinned counts".to_owned());
    for each in &package.acknowledged {
        text = format!("{text} ({}: {})", each.pin, each.explanation);
    }
    let observed = facts.probe.as_ref().and_then(|probe| show(probe.units, probe.sandbox_units));
    gate("G-7", sentence, &text, observed.map(|observed| (Some(&observed) == expected.as_ref(), observed)))
}

fn all_pass(id: &str, sentence: &str, checks: &[Gate], planned: usize) -> Gate {
    let expected = format!("{planned} of {planned}");
    let firing = fired(checks);
    let passed = checks.len() - firing.len();
    let observed = if firing.is_empty() {
        format!("{passed} of {planned}")
    } else {
        let ids: Vec<&str> = firing.iter().map(|gate| gate.id.as_str()).collect();
        format!("{passed} of {}, not {}", checks.len(), ids.join(", "))
    };
    gate(id, sentence, &expected, (!checks.is_empty()).then_some((firing.is_empty() && checks.len() == planned, observed)))
}

fn dry_run_there(facts: &GateFacts) -> Gate {
    let sql = facts.package.checksum("up.sql");
    let mine: Vec<&DryRunFacts> = facts.dry_runs.iter().filter(|run| run.package_digest == facts.package_digest).collect();
    let holds = !facts.package.draft && mine.iter().any(|run| run.passed && sql.is_some() && run.sql_sha256.as_deref() == sql);
    let observed = match mine.last() {
        None => "no dry run".to_owned(),
        Some(_) if holds => "a dry run that passed, of the same SQL".to_owned(),
        Some(run) if !run.passed => "a dry run that did not pass".to_owned(),
        Some(run) => format!("a dry run of the SQL {}", run.sql_sha256.as_deref().unwrap_or("nobody recorded")),
    };
    Gate::check(
        "G-10",
        "A dry run of this package passed, with the same SQL.",
        holds,
        "a dry run that passed, of the same SQL",
        observed,
    )
}

fn committed(facts: &GateFacts) -> Gate {
    let observed = facts.committed.map(|committed| {
        let words = if committed { "committed".to_owned() } else { "rolled back".to_owned() };
        (committed, facts.failure.as_ref().map_or(words.clone(), |failure| format!("{words}: {failure}")))
    });
    gate("G-11", "C-07 committed.", "committed", observed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::plan::tests::reference_package;
    use crate::change::preflight::{preflight, tests::before};

    /// Everything as it must be, at a stage.
    fn good(stage: Stage) -> GateFacts {
        let package = reference_package();
        let pass = |id: &str| Gate::check(id, "S", true, "a", "a");
        GateFacts {
            stage,
            package_digest: "p".to_owned(),
            target: ChangeTarget::Real,
            environment: Some(EnvironmentClass::Production),
            backup: Some(BackupFacts { made: Some(true), bytes: Some(1), entries: Some(1), began_ms: Some(1_000) }),
            now_ms: 3_601_000,
            sql_sha256: Some("aa".to_owned()),
            preflight: preflight(&package, ChangeTarget::Real, &before(), Some("aa")),
            probe: Some(before()),
            dry_runs: vec![DryRunFacts { package_digest: "p".to_owned(), sql_sha256: Some("aa".to_owned()), passed: true }],
            committed: Some(true),
            failure: None,
            post_checks: package.post_checks.iter().map(|check| pass(&check.id)).collect(),
            package,
        }
    }

    fn fires(stage: Stage, change: impl Fn(&mut GateFacts)) -> Vec<(String, GateVerdict)> {
        let mut facts = good(stage);
        change(&mut facts);
        fired(&gates(&facts)).iter().map(|gate| (gate.id.clone(), gate.verdict)).collect()
    }

    #[test]
    fn all_eleven_pass_where_everything_is_as_it_must_be() {
        let mut ids = Vec::new();
        for stage in [Stage::Backup, Stage::Migration, Stage::Commit, Stage::Checks] {
            let all = gates(&good(stage));
            assert!(fired(&all).is_empty(), "{all:#?}");
            ids.extend(all.into_iter().map(|gate| gate.id));
        }
        ids.sort_by_key(|id| id[2..].parse::<u32>().expect("a number"));
        assert_eq!(ids, (1..=11).map(|number| format!("G-{number}")).collect::<Vec<_>>());
    }

    #[test]
    fn each_gate_fires_on_its_own_condition() {
        use GateVerdict::{Fail, Unknown};
        let one = |id: &str, verdict| vec![(id.to_owned(), verdict)];
        let backup = |facts: &mut GateFacts, change: fn(&mut BackupFacts)| change(facts.backup.as_mut().expect("backup"));
        let exists = |facts: &mut GateFacts, kind: &str, there: Option<bool>| {
            let objects = &mut facts.probe.as_mut().expect("probe").objects;
            let name = if kind == "table" { "cutter_governance.canonical" } else { "" };
            objects
                .iter_mut()
                .filter(|each| each.kind == kind && each.name.starts_with(name))
                .for_each(|each| each.exists = there);
        };
        assert_eq!(fires(Stage::Backup, |facts| backup(facts, |it| it.made = Some(false))), one("G-1", Fail));
        assert_eq!(fires(Stage::Backup, |facts| backup(facts, |it| it.bytes = Some(0))), one("G-1", Fail));
        assert_eq!(fires(Stage::Backup, |facts| backup(facts, |it| it.entries = None)), one("G-1", Unknown));
        assert_eq!(fires(Stage::Migration, |facts| facts.now_ms += 1), one("G-2", Fail));
        assert_eq!(fires(Stage::Migration, |facts| facts.now_ms = 0), one("G-2", Fail));
        assert_eq!(fires(Stage::Migration, |facts| facts.backup = None), one("G-2", Unknown));
        assert_eq!(fires(Stage::Migration, |facts| facts.sql_sha256 = Some("bb".to_owned())), one("G-3", Fail));
        assert_eq!(fires(Stage::Migration, |facts| facts.environment = Some(EnvironmentClass::DryRun)), one("G-4", Fail));
        assert_eq!(fires(Stage::Migration, |facts| facts.environment = None), one("G-4", Unknown));
        for change in [
            |found: &mut super::super::environment::Identity| found.system_identifier = "8".to_owned(),
            |found: &mut super::super::environment::Identity| found.database = "other".to_owned(),
            |found: &mut super::super::environment::Identity| found.role = "postgres".to_owned(),
            |found: &mut super::super::environment::Identity| found.server_version = 170_000,
        ] {
            let found = fires(Stage::Migration, |facts| {
                change(facts.probe.as_mut().and_then(|probe| probe.identity.as_mut()).expect("identity"));
            });
            assert_eq!(found, one("G-4", Fail));
        }
        assert_eq!(fires(Stage::Migration, |facts| exists(facts, "table", Some(true))), one("G-5", Fail));
        assert_eq!(fires(Stage::Migration, |facts| exists(facts, "column", Some(true))), one("G-6", Fail));
        assert_eq!(fires(Stage::Migration, |facts| exists(facts, "column", None)), one("G-6", Unknown));
        assert_eq!(fires(Stage::Migration, |facts| facts.probe.as_mut().expect("probe").units = Some(87)), one("G-7", Fail));
        assert_eq!(fires(Stage::Migration, |facts| facts.preflight.clear()), one("G-8", Unknown));
        assert_eq!(fires(Stage::Migration, |facts| facts.preflight[4].verdict = Fail), one("G-8", Fail));
        assert_eq!(fires(Stage::Checks, |facts| facts.post_checks[5].verdict = Unknown), one("G-9", Fail));
        assert_eq!(fires(Stage::Checks, |facts| facts.post_checks.truncate(16)), one("G-9", Fail));
        assert_eq!(fires(Stage::Migration, |facts| facts.dry_runs.clear()), one("G-10", Fail));
        assert_eq!(fires(Stage::Migration, |facts| facts.dry_runs[0].passed = false), one("G-10", Fail));
        assert_eq!(fires(Stage::Migration, |facts| facts.dry_runs[0].sql_sha256 = Some("bb".to_owned())), one("G-10", Fail));
        assert_eq!(fires(Stage::Migration, |facts| facts.dry_runs[0].package_digest = "q".to_owned()), one("G-10", Fail));
        assert_eq!(fires(Stage::Migration, |facts| facts.package.draft = true), one("G-10", Fail));
        assert_eq!(fires(Stage::Commit, |facts| facts.committed = Some(false)), one("G-11", Fail));
        assert_eq!(fires(Stage::Commit, |facts| facts.committed = None), one("G-11", Unknown));
    }

    #[test]
    fn an_acknowledged_count_passes() {
        let explanation = "Two units were added on purpose.".to_owned();
        let acknowledged = super::super::package::Acknowledgement { pin: "units".to_owned(), counted: 88, explanation };
        let found = fires(Stage::Migration, |facts| {
            facts.probe.as_mut().expect("probe").units = Some(88);
            facts.package.acknowledged.push(acknowledged.clone());
        });
        assert!(found.is_empty(), "{found:?}");
    }
}
