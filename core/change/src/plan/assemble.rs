//! Puts a package together: pins, settings, and the counts that writing statements must report.

use super::checks::{post_check_list, preflight_list};
use super::PlanFacts;
use crate::environment::Identity;
use crate::lists::{Lists, Rows};
use crate::package::{ChangePackage, Pins, Statement, BACKUP_SECONDS, PACKAGE_FORM};
use crate::probe::NamedObject;
use iu_text::manifest::ENGINE_REVISION;

pub(super) fn assemble(facts: &PlanFacts, lists: &Lists, identity: Identity, planned_by: String) -> ChangePackage {
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
