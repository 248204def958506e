//! Which checks a package has, before and after.

use crate::lists::Lists;
use crate::package::{ChangePackage, PlannedCheck, PlannedPostCheck, Preflight};
use crate::probe::NamedObject;

/// P-1 to P-10 in one shape for every migration; what a migration does not have is empty, and said so.
pub(super) fn preflight_list(lists: &Lists, objects: &[NamedObject]) -> Vec<PlannedCheck> {
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
pub(super) fn post_check_list(lists: &Lists, package: &ChangePackage) -> Vec<PlannedPostCheck> {
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
