//! Planning: the lists of a migration and what the database holds become a change package.

use serde::{Deserialize, Serialize};

use super::environment::{EnvironmentClass, Identity};
use super::lists::{lists_of, Lists, Rows};
use super::package::{
    Acknowledgement, ChangePackage, PackageFile, Pins, PlannedCheck, PlannedPostCheck, Preflight, Statement, BACKUP_SECONDS,
    PACKAGE_FORM,
};
use super::probe::{NamedObject, Probe};
use crate::duty::{authorise, Actor, Duty};
use crate::manifest::ENGINE_REVISION;
use crate::refusal::Refusal;

/// What planning rests on.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
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
    pub files: Vec<PackageFile>,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Pinned {
    /// `units` or `sandbox_units`.
    pub pin: String,
    /// The count.
    pub count: u64,
}

/// A package as planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PlannedChange {
    /// The package.
    pub package: ChangePackage,
    /// Its canonical JSON.
    pub body: String,
    /// Its digest, which names it.
    pub package_digest: String,
    /// The same for people.
    pub markdown: String,
}

/// Plans a change. The next pending migration alone can be planned: each rests on the one before.
///
/// # Errors
/// `NOBODY`, `DUTY_MISSING`, `MIGRATION_UNKNOWN`, `MIGRATION_NOT_NEXT`, `IDENTITY_UNKNOWN`, `TARGET_IS_DRY_RUN`, `PIN_UNKNOWN`.
pub fn plan(facts: &PlanFacts) -> Result<PlannedChange, Refusal> {
    let planned_by = authorise(&facts.actor, Duty::Executor)?;
    let id = facts.migration_id.as_str();
    let Some(lists) = lists_of(id) else {
        return Err(Refusal::not_found("MIGRATION_UNKNOWN", format!("There is no migration {id:?} with lists of checks.")));
    };
    match facts.pending.iter().find(|pending| *pending != super::one_step::CONTROL) {
        Some(next) if next == id => {}
        Some(next) if facts.pending.iter().any(|pending| pending == id) => {
            let message = format!("{id} rests on {next}, which is still pending: plan that first.");
            return Err(Refusal::conflict("MIGRATION_NOT_NEXT", message));
        }
        _ => return Err(Refusal::conflict("MIGRATION_NOT_NEXT", format!("{id} is not pending."))),
    }
    if facts.environment == EnvironmentClass::DryRun {
        return Err(Refusal::conflict(
            "TARGET_IS_DRY_RUN",
            "This database is the copy of a dry run; changes are planned on the real one.",
        ));
    }
    let Some(identity) = facts.probe.identity.clone() else {
        return Err(Refusal::conflict("IDENTITY_UNKNOWN", "The server did not say who it is."));
    };
    for pin in facts.pinned.iter().map(|each| &each.pin).chain(facts.acknowledged.iter().map(|each| &each.pin)) {
        if pin != "units" && pin != "sandbox_units" {
            let message = format!("{pin:?} is no pinned count: expected units or sandbox_units.");
            return Err(Refusal::invalid("PIN_UNKNOWN", message));
        }
    }
    if let Some(silent) = facts.acknowledged.iter().find(|each| each.explanation.trim().is_empty()) {
        let message = format!("Say why {} rows are right for {}.", silent.counted, silent.pin);
        return Err(Refusal::invalid("PIN_UNKNOWN", message));
    }
    let package = assemble(facts, lists, identity, planned_by);
    let (body, package_digest) = package.sealed();
    let markdown = super::report::package_markdown(&package, &package_digest);
    Ok(PlannedChange { package, body, package_digest, markdown })
}

fn assemble(facts: &PlanFacts, lists: &Lists, identity: Identity, planned_by: String) -> ChangePackage {
    let named = |pin: &str| facts.pinned.iter().find(|each| each.pin == pin).map(|each| each.count);
    let pins = Pins {
        units: named("units").or(facts.probe.units),
        sandbox_units: named("sandbox_units").or(facts.probe.sandbox_units),
        draft_only: facts.probe.lifecycle.draft_only,
        enacted: facts.probe.lifecycle.enacted,
        null_authority: facts.probe.null_authority,
    };
    // The schema it writes into is there before, as P-3 says: 008 completes the one that the runner made for itself.
    let rested = |object: &&NamedObject| object.kind == "schema" && Some(object.name.as_str()) == lists.schema;
    let objects: Vec<NamedObject> = facts.objects.iter().filter(|object| !rested(object)).cloned().collect();
    let mut package = ChangePackage {
        form: PACKAGE_FORM.to_owned(),
        migration_id: lists.id.to_owned(),
        title: facts.title.clone(),
        draft: facts.draft,
        files: facts.files.clone(),
        environment: facts.environment,
        identity,
        settings: Vec::new(),
        pins,
        acknowledged: facts.acknowledged.clone(),
        writes: Vec::new(),
        objects: objects.clone(),
        preflight: preflight_list(lists, &objects),
        post_checks: Vec::new(),
        added: lists.added,
        backup_seconds: BACKUP_SECONDS,
        lost: lists.lost.iter().map(|each| (*each).to_owned()).collect(),
        planned_by,
        planned_at: facts.now.clone(),
        engine: ENGINE_REVISION.to_owned(),
    };
    let (units, sandbox_units) = (package.count("units").unwrap_or(0), package.count("sandbox_units").unwrap_or(0));
    package.settings = [
        ("cutter.directus_role", facts.directus_role.clone()),
        ("cutter.pinned_units", units.to_string()),
        ("cutter.pinned_sandbox_units", sandbox_units.to_string()),
        ("cutter.pinned_null_authority", package.pins.null_authority.unwrap_or(0).to_string()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec();
    package.writes = lists
        .writes
        .iter()
        .map(|(command, rows)| Statement {
            command: (*command).to_owned(),
            rows: Some(match rows {
                Rows::Fixed(rows) => *rows,
                Rows::Units => units,
            }),
        })
        .collect();
    package.post_checks = post_check_list(lists, &package);
    package
}

/// P-1 to P-10 in one shape for every migration; what a migration does not have is empty, and said so.
fn preflight_list(lists: &Lists, objects: &[NamedObject]) -> Vec<PlannedCheck> {
    let columns_of = |table: &str| -> Vec<String> {
        let prefix = format!("{table}.");
        objects
            .iter()
            .filter(|object| object.kind == "column" && object.name.starts_with(&prefix))
            .map(|object| object.name.clone())
            .collect()
    };
    let created = objects.iter().filter(|object| object.kind != "column").cloned().collect();
    let mut checks = vec![
        ("P-1", "The server, database, role and version are the pinned ones.", Preflight::Identity),
        ("P-2", "The SQL's SHA-256 is the package's.", Preflight::Checksum),
        ("P-3", "The schema the migration writes into exists.", Preflight::SchemaThere { name: lists.schema.map(str::to_owned) }),
        (
            "P-4",
            "The tables the migration rests on exist.",
            Preflight::TablesThere { names: lists.tables.iter().map(|name| (*name).to_owned()).collect() },
        ),
        ("P-5", "No object to be created exists.", Preflight::Absent { objects: created }),
        (
            "P-6",
            "No column to be added exists on public.tac_logical_unit.",
            Preflight::ColumnsAbsent { names: columns_of("public.tac_logical_unit") },
        ),
        (
            "P-7",
            "No column to be added exists on sandbox_tac.logical_unit.",
            Preflight::ColumnsAbsent { names: columns_of("sandbox_tac.logical_unit") },
        ),
    ];
    if lists.units {
        checks.extend([
            ("P-8", "public.tac_logical_unit has as many rows as pinned.", Preflight::Units),
            ("P-9", "sandbox_tac.logical_unit has as many rows as pinned.", Preflight::SandboxUnits),
            (
                "P-10",
                "Section types outside the active vocabulary, parents that do not resolve or have another doc_code, addresses that do not parse.",
                Preflight::Quality,
            ),
        ]);
    }
    checks
        .into_iter()
        .map(|(id, sentence, about)| PlannedCheck { id: id.to_owned(), sentence: sentence.to_owned(), about })
        .collect()
}

/// Every post check; those that depend on rows have their threshold from the pins.
fn post_check_list(lists: &Lists, package: &ChangePackage) -> Vec<PlannedPostCheck> {
    let units = package.count("units").unwrap_or(0);
    let sandbox = package.count("sandbox_units").unwrap_or(0);
    let (draft, enacted) = (package.pins.draft_only.unwrap_or(0), package.pins.enacted.unwrap_or(0));
    let pinned = |id: &str| match id {
        "VA-6" => Some(format!("draft {draft}, enacted {enacted}, runtime 0, null 0")),
        "VA-7" => Some(format!("{units} of {units}")),
        "VA-8" => Some(format!("draft 0, enacted 0, runtime 0, null {sandbox}")),
        "VA-9" => Some(format!("{sandbox} of {sandbox}")),
        "VA-14" => Some(format!("{units}:{units}:{units}")),
        "VA-15" => Some(sandbox.to_string()),
        _ => None,
    };
    let diff = format!("{}-diff", lists.id.split('_').next().unwrap_or_default());
    let diff_id = if lists.id == "003_phase_alpha" { "VA-16" } else { diff.as_str() };
    let mut checks: Vec<PlannedPostCheck> =
        lists.checks.ids().into_iter().map(|id| PlannedPostCheck { expected: pinned(&id), id }).collect();
    checks.push(PlannedPostCheck { id: diff_id.to_owned(), expected: Some(format!("removed 0, added {}", lists.added)) });
    checks
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::change::probe::Lifecycle;
    use crate::duty::policies;

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
                PackageFile { name: "down.sql".to_owned(), sha256: "dd".to_owned() },
                PackageFile { name: "up.sql".to_owned(), sha256: "aa".to_owned() },
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
        assert_eq!(super::super::package::read(&planned.body, &planned.package_digest), Ok(planned.package));
        assert_eq!(super::super::package::read(&planned.body, &"0".repeat(64)).expect_err("digest").code, "PACKAGE_CHANGED");
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
}
