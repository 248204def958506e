//! The reference package, and every way to be refused one.

use super::*;
use crate::environment::Identity;
use crate::package::{self, Acknowledgement, ListedFile, Statement};
use crate::probe::{Lifecycle, NamedObject, Probe};
use cutter_model::duty::{policies, Actor};

pub(crate) fn person(user: &str, duty: Duty) -> Actor {
    let policies = policies().into_iter().filter(|policy| policy.duty == duty).map(|policy| policy.policy_id).collect();
    Actor { user: Some(user.to_owned()), policies, admin: false, flow: None, schedule: None }
}

pub(crate) fn reference_probe() -> Probe {
    Probe {
        identity: Some(Identity {
            system_identifier: "7000000000000000001".to_owned(),
            database: "directus".to_owned(),
            role: "cutter_migrator".to_owned(),
            server_version: 160_014,
        }),
        migrations: vec!["001_tac_baseline".to_owned(), "002_governance_v0_1".to_owned()],
        objects: Vec::new(),
        units: Some(86),
        sandbox_units: Some(76),
        lifecycle: Lifecycle { draft_only: Some(86), enacted: Some(0) },
        null_authority: None,
        inactive_section_types: Some(0),
        broken_parents: Some(0),
        addresses: Some(vec!["D38-DIEU28-ROOT".to_owned()]),
    }
}

pub(crate) fn reference_facts() -> PlanFacts {
    let object = |kind: &str, name: &str| NamedObject { kind: kind.to_owned(), name: name.to_owned() };
    PlanFacts {
        actor: person("planner", Duty::Executor),
        migration_id: "003_phase_alpha".to_owned(),
        title: "Phase alpha".to_owned(),
        draft: false,
        files: vec![
            ListedFile { name: "down.sql".to_owned(), sha256: "dd".to_owned() },
            ListedFile { name: "up.sql".to_owned(), sha256: "aa".to_owned() },
        ],
        objects: vec![
            object("column", "public.tac_logical_unit.authority"),
            object("column", "sandbox_tac.logical_unit.authority"),
            object("table", "cutter_governance.canonical_address_alias"),
        ],
        pending: vec!["003_phase_alpha".to_owned(), "004_manifest".to_owned()],
        environment: EnvironmentClass::Production,
        probe: reference_probe(),
        pinned: Vec::new(),
        acknowledged: Vec::new(),
        directus_role: "directus".to_owned(),
        now: "2026-11-21T10:00:00Z".to_owned(),
    }
}

pub(crate) fn reference_package() -> ChangePackage {
    plan(&reference_facts()).expect("planned").package
}

#[test]
fn the_reference_has_ten_preflight_and_seventeen_post_checks() {
    let planned = plan(&reference_facts()).expect("planned");
    let ids: Vec<&str> = planned.package.preflight.iter().map(|check| check.id.as_str()).collect();
    assert_eq!(ids, ["P-1", "P-2", "P-3", "P-4", "P-5", "P-6", "P-7", "P-8", "P-9", "P-10"]);
    assert_eq!(planned.package.post_checks.len(), 17);
    assert_eq!(planned.package.writes, [Statement { command: "UPDATE".to_owned(), rows: Some(86) }]);
    let last = planned.package.post_checks.last().expect("VA-16");
    assert_eq!((last.id.as_str(), last.expected.as_deref()), ("VA-16", Some("removed 0, added 6")));
    assert_eq!(package::read(&planned.body, &planned.package_digest), Ok(planned.package));
    assert_eq!(package::read(&planned.body, &"0".repeat(64)).expect_err("digest").code, "PACKAGE_CHANGED");
}

#[test]
fn what_cannot_be_planned_is_refused() {
    let refused = |change: fn(&mut PlanFacts)| {
        let mut facts = reference_facts();
        change(&mut facts);
        plan(&facts).expect_err("refused").code
    };
    assert_eq!(refused(|facts| facts.actor.user = None), "NOBODY");
    assert_eq!(refused(|facts| facts.actor.policies.clear()), "DUTY_MISSING");
    assert_eq!(refused(|facts| facts.migration_id = "999_none".to_owned()), "MIGRATION_UNKNOWN");
    assert_eq!(refused(|facts| facts.migration_id = "004_manifest".to_owned()), "MIGRATION_NOT_NEXT");
    assert_eq!(refused(|facts| facts.pending.clear()), "MIGRATION_NOT_NEXT");
    assert_eq!(refused(|facts| facts.environment = EnvironmentClass::DryRun), "TARGET_IS_DRY_RUN");
    assert_eq!(refused(|facts| facts.probe.identity = None), "IDENTITY_UNKNOWN");
    assert_eq!(refused(|facts| facts.pinned.push(Pinned { pin: "rows".to_owned(), count: 1 })), "PIN_UNKNOWN");
}

#[test]
fn a_pin_somebody_names_is_kept_and_an_acknowledged_count_is_what_must_be_seen() {
    let mut facts = reference_facts();
    facts.probe.units = Some(88);
    facts.pinned.push(Pinned { pin: "units".to_owned(), count: 86 });
    assert_eq!(plan(&facts).expect("planned").package.count("units"), Some(86));
    let explanation = "Two units were added on purpose.".to_owned();
    facts.acknowledged.push(Acknowledgement { pin: "units".to_owned(), counted: 88, explanation });
    let package = plan(&facts).expect("planned").package;
    assert_eq!((package.pins.units, package.count("units")), (Some(86), Some(88)));
    facts.acknowledged[0].explanation = " ".to_owned();
    assert_eq!(plan(&facts).expect_err("silent").code, "PIN_UNKNOWN");
}
