//! G-3 and G-10: the SQL that would run is the package's, and it is what a dry run proved.

use super::facts::{DryRunFacts, GateFacts};
use crate::package::ListedFile;
use cutter_model::gate::Gate;

/// Every SQL file counts, also those that only check or take back: a check of other bytes proves nothing.
pub(super) fn sql_as_planned(facts: &GateFacts) -> Gate {
    let sentence = "The SQL's SHA-256 is the package's, file by file.";
    let planned: Vec<&ListedFile> = facts.package.files.iter().filter(|file| file.name.ends_with(".sql")).collect();
    let expected = planned.iter().map(|file| format!("{} {}", file.name, file.sha256)).collect::<Vec<_>>().join(", ");
    let observed = facts.frozen.as_ref().map(|frozen| {
        let other: Vec<String> = planned
            .iter()
            .filter(|file| !frozen.contains(file))
            .map(|file| {
                let found = frozen.iter().find(|each| each.name == file.name);
                format!("{} {}", file.name, found.map_or("is not there", |found| found.sha256.as_str()))
            })
            .collect();
        let holds = other.is_empty() && planned.iter().any(|file| file.name == "up.sql");
        (holds, if holds { expected.clone() } else { other.join(", ") })
    });
    Gate::seen("G-3", sentence, &expected, observed)
}

pub(super) fn dry_run_there(facts: &GateFacts) -> Gate {
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
