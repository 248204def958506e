//! All eleven pass where everything is as it must be, and each fires on its own condition.

use super::*;
use crate::environment::EnvironmentClass;
use crate::plan::tests::reference_package;
use crate::preflight::tests::before;
use crate::preflight::{fired, preflight};
use cutter_model::gate::GateVerdict;

/// Everything as it must be, at a stage.
fn good(stage: Stage) -> GateFacts {
    let package = reference_package();
    let pass = |id: &str| Gate::check(id, "S", true, "a", "a");
    GateFacts {
        stage,
        package_digest: "p".to_owned(),
        target: ChangeTarget::Real,
        environment: Some(EnvironmentClass::Production),
        backup: Some(BackupFacts { made: Some(true), bytes: Some(1), entries: Some(1), began_ms: Some(1_000), failure: None }),
        now_ms: 3_601_000,
        frozen: Some(package.files.clone()),
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
        objects.iter_mut().filter(|each| each.kind == kind && each.name.starts_with(name)).for_each(|each| each.exists = there);
    };
    assert_eq!(fires(Stage::Backup, |facts| backup(facts, |it| it.made = Some(false))), one("G-1", Fail));
    assert_eq!(fires(Stage::Backup, |facts| backup(facts, |it| it.bytes = Some(0))), one("G-1", Fail));
    assert_eq!(fires(Stage::Backup, |facts| backup(facts, |it| it.entries = None)), one("G-1", Fail));
    assert_eq!(fires(Stage::Backup, |facts| facts.backup = None), one("G-1", Unknown));
    assert_eq!(fires(Stage::Backup, |facts| backup(facts, |it| it.bytes = None)), one("G-1", Unknown));
    assert_eq!(fires(Stage::Migration, |facts| facts.now_ms += 1), one("G-2", Fail));
    assert_eq!(fires(Stage::Migration, |facts| facts.now_ms = 0), one("G-2", Fail));
    assert_eq!(fires(Stage::Migration, |facts| facts.backup = None), one("G-2", Unknown));
    assert_eq!(
        fires(Stage::Migration, |facts| facts.frozen.as_mut().expect("frozen")[1].sha256 = "bb".to_owned()),
        one("G-3", Fail)
    );
    assert_eq!(
        fires(Stage::Migration, |facts| facts.frozen.as_mut().expect("frozen")[0].sha256 = "bb".to_owned()),
        one("G-3", Fail)
    );
    assert_eq!(fires(Stage::Migration, |facts| facts.frozen = Some(Vec::new())), one("G-3", Fail));
    assert_eq!(fires(Stage::Migration, |facts| facts.frozen = None), one("G-3", Unknown));
    assert_eq!(fires(Stage::Migration, |facts| facts.environment = Some(EnvironmentClass::DryRun)), one("G-4", Fail));
    assert_eq!(fires(Stage::Migration, |facts| facts.environment = None), one("G-4", Unknown));
    for change in [
        |found: &mut crate::environment::Identity| found.system_identifier = "8".to_owned(),
        |found: &mut crate::environment::Identity| found.database = "other".to_owned(),
        |found: &mut crate::environment::Identity| found.role = "postgres".to_owned(),
        |found: &mut crate::environment::Identity| found.server_version = 170_000,
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
    let acknowledged = crate::package::Acknowledgement { pin: "units".to_owned(), counted: 88, explanation };
    let found = fires(Stage::Migration, |facts| {
        facts.probe.as_mut().expect("probe").units = Some(88);
        facts.package.acknowledged.push(acknowledged.clone());
    });
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_backup_that_failed_is_refused_with_what_the_program_said() {
    let failure = Some("pg_dump ended with 1: no space".to_owned());
    let failed = BackupFacts { made: Some(false), bytes: Some(0), entries: None, began_ms: Some(1), failure };
    let refusal = backup_made(&failed, &[]).expect_err("failed");
    assert_eq!((refusal.code.as_str(), refusal.gates[0].id.as_str()), ("BACKUP_FAILED", "G-1"));
    assert!(refusal.message.contains("pg_dump ended with 1: no space"), "{}", refusal.message);
    let made = good(Stage::Backup).backup.expect("backup");
    assert_eq!(backup_made(&made, &[]), Ok(()));
    let secret = backup_made(&made, &["roles.sql line 3: a password".to_owned()]).expect_err("secret");
    assert_eq!((secret.code.as_str(), secret.gates[0].id.as_str()), ("BACKUP_FAILED", "X-1"));
}
