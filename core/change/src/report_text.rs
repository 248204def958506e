//! The words of the reports of runs, and what all reports are written with.

use std::fmt::Write;

use super::history::latest;
use super::run_record::{BackupEvidence, ChecksEvidence, CommitEvidence, RunKind, RunRecord, RunStatus, StepEvent};
use cutter_model::gate::{Gate, GateVerdict};
use cutter_model::word::word_of;

/// Adds a line; writing to a text cannot fail. Whoever uses it imports `std::fmt::Write`.
macro_rules! line {
    ($text:expr) => { $text.push('\n') };
    ($text:expr, $($words:tt)*) => {{ let _ = writeln!($text, $($words)*); }};
}
pub(super) use line;

/// A cell of a table: one line, without bars.
pub(super) fn cell(text: &str) -> String {
    text.replace('\n', " ").replace('|', "\\|")
}

/// The command plan of one execution.
pub(super) const COMMANDS: [(&str, &str); 9] = [
    ("C-01", "fresh backup"),
    ("C-02", "SHA-256 and freshness"),
    ("C-03", "schema snapshot"),
    ("C-04", "state probe and updated_at of every unit"),
    ("C-05", "freeze the SQL"),
    ("C-06", "preflight"),
    ("C-07", "the migration: the only command that writes"),
    ("C-08", "post checks, schema snapshot and diff, updated_at again"),
    ("C-09", "rollback: only on an authorised request after a failed C-08"),
];

pub(super) fn gate_table(text: &mut String, gates: &[&Gate]) {
    if gates.is_empty() {
        line!(text, "No record.");
        return;
    }
    line!(text, "| id | verdict | expected | observed | sentence |\n|---|---|---|---|---|");
    for gate in gates {
        let verdict = match gate.verdict {
            GateVerdict::Pass => "pass",
            GateVerdict::Fail => "FAIL",
            GateVerdict::Unknown => "UNKNOWN",
        };
        line!(
            text,
            "| {} | {verdict} | {} | {} | {} |",
            gate.id,
            cell(&gate.expected),
            cell(&gate.observed),
            cell(&gate.sentence)
        );
    }
}

/// The report of a run for people.
pub(super) fn run_markdown(record: &RunRecord, status: RunStatus, missing: &[String]) -> String {
    let mut text = String::new();
    let what = match record.kind {
        RunKind::DryRun => "Dry run",
        RunKind::Apply => "Execution",
        RunKind::Rollback => "Rollback",
    };
    line!(text, "# {what} of {}\n\n## Status\n\n{}", record.package.migration_id, word_of(status));
    for each in missing {
        line!(text, "- no record of {each}");
    }
    identity(&mut text, record);
    artefacts(&mut text, record);
    commands(&mut text, record);
    let (held, all) = passed(&record.gates_of("P-"));
    line!(text, "\n## Preflight\n\n{held} of {all} passed.\n");
    gate_table(&mut text, &record.gates_of("P-"));
    result(&mut text, record);
    let checks = post_checks(record);
    let (held, all) = passed(&checks);
    line!(text, "\n## Post checks\n\n{held} of {all} passed.\n");
    gate_table(&mut text, &checks);
    line!(text, "\n## Gates\n");
    gate_table(&mut text, &record.gates_of("G-"));
    let other: Vec<&Gate> = ["F-", "D-", "R-", "X-"].iter().flat_map(|prefix| record.gates_of(prefix)).collect();
    if !other.is_empty() {
        line!(text);
        gate_table(&mut text, &other);
    }
    measured(&mut text, record);
    posture(&mut text, record, status);
    text
}

fn identity(text: &mut String, record: &RunRecord) {
    line!(text, "\n## Identity\n");
    line!(text, "- run {}, folder {}", record.run_id, record.folder);
    line!(text, "- environment {}, server {}", record.environment, record.system_identifier);
    line!(text, "- pinned: {}", record.package.identity);
    line!(text, "- planned by {}, operated by {}, started {}", record.package.planned_by, record.operator, record.started_at);
    match &record.authorisation {
        Some((id, by)) => line!(text, "- authorisation {id}, given by {by}"),
        None => line!(text, "- no authorisation was used"),
    }
    if let Some(run) = &record.of_run_id {
        line!(text, "- takes back run {run}");
    }
}

fn artefacts(text: &mut String, record: &RunRecord) {
    line!(text, "\n## Artefacts and checksums\n");
    for file in &record.files {
        line!(text, "- {} `{}`", file.name, file.sha256);
    }
    if let Some(backup) = record.evidence::<BackupEvidence>("C-02") {
        line!(text, "\nBackup {}: {} bytes, {} entries, began {}.", backup.file, backup.bytes, backup.entries, backup.began_at);
    }
    line!(text, "\n## SQL source and provenance\n");
    line!(text, "Package `{}`{}.", record.package_digest, if record.package.draft { ", a proposal" } else { "" });
    for file in &record.package.files {
        line!(text, "- {}/{} `{}`", record.package.migration_id, file.name, file.sha256);
    }
}

fn commands(text: &mut String, record: &RunRecord) {
    line!(text, "\n## Command summary\n\n| step | event | at |\n|---|---|---|");
    for step in &record.steps {
        let event = match step.event {
            StepEvent::Started => "started",
            StepEvent::Done => "done",
            StepEvent::Failed => "FAILED",
            StepEvent::Stopped => "STOPPED",
        };
        line!(text, "| {} | {event} | {} |", step.step, step.recorded_at);
    }
}

fn result(text: &mut String, record: &RunRecord) {
    line!(text, "\n## Migration result\n");
    match record.evidence::<CommitEvidence>("C-07") {
        Some(evidence) => {
            let all: Vec<String> = evidence.statements.iter().map(ToString::to_string).collect();
            line!(text, "{} statements: {}.", all.len(), all.join("; "));
        }
        None => line!(text, "No record of a commit."),
    }
    gate_table(text, &record.gates_of("S-"));
}

fn measured(text: &mut String, record: &RunRecord) {
    let step = if record.kind == RunKind::Rollback { "C-09" } else { "C-08" };
    let checks: Option<ChecksEvidence> = record.evidence(step);
    line!(text, "\n## updated_at\n");
    match checks.as_ref().and_then(|checks| checks.updated_at.as_ref()) {
        Some(it) => {
            line!(
                text,
                "Changed on {} of {} rows; distinct values {} before and {} after.",
                it.changed,
                it.rows_before,
                it.distinct_before,
                it.distinct_after
            );
            let show = |range: &Option<(String, String)>| {
                range.as_ref().map_or("none".to_owned(), |(low, high)| format!("{low} to {high}"))
            };
            line!(text, "Before: {}. After: {}.", show(&it.range_before), show(&it.range_after));
        }
        None => line!(text, "No record."),
    }
    line!(text, "\n## Created and changed objects\n");
    match &checks {
        Some(checks) => {
            line!(text, "Schema diff: removed {}, added {}.\n", checks.diff.removed.len(), checks.diff.added.len());
            for each in &checks.diff.removed {
                line!(text, "- removed {each}");
            }
            for each in &checks.diff.added {
                line!(text, "- added {each}");
            }
        }
        None => line!(text, "No record."),
    }
}

fn posture(text: &mut String, record: &RunRecord, status: RunStatus) {
    line!(text, "\n## What was NOT done\n");
    let not_done: Vec<&str> = COMMANDS
        .iter()
        .map(|(id, _)| *id)
        .filter(|id| !record.steps.iter().any(|step| step.step == *id && step.event == StepEvent::Done))
        .collect();
    line!(
        text,
        "{}",
        if not_done.is_empty() { "Every command was carried out.".to_owned() } else { format!("{}.", not_done.join(", ")) }
    );
    if record.kind == RunKind::DryRun {
        line!(text, "The real database was not changed: everything ran on a restored copy in an isolated server.");
    }
    line!(text, "\n## Rollback status\n");
    let rehearsed = record.steps.iter().any(|step| step.step == "C-09" && step.event == StepEvent::Done);
    match (record.kind, rehearsed) {
        (RunKind::DryRun, true) => line!(text, "Rehearsed on the copy."),
        (RunKind::Rollback, true) => line!(text, "Carried out."),
        _ => line!(text, "Not carried out; it needs a request and an authorisation of its own."),
    }
    line!(text, "It cannot bring back:");
    if record.package.lost.is_empty() {
        line!(text, "- nothing is lost");
    }
    for lost in &record.package.lost {
        line!(text, "- {lost}");
    }
    let committed = record.evidence::<CommitEvidence>("C-07").is_some();
    let (posture, next) = match (record.kind, committed, status) {
        (RunKind::DryRun, _, RunStatus::Pass) => ("The change is proved on a copy.", "Command review by another person."),
        (RunKind::DryRun, ..) => ("The change is not proved.", "Mend the plan; nothing may be authorised."),
        (RunKind::Apply, true, RunStatus::Pass) => ("The change is in place and its checks passed.", "Closeout."),
        (RunKind::Apply, true, _) => {
            ("The change is in place and its checks did not pass.", "A decision on rollback, by people.")
        }
        (RunKind::Apply, false, _) => ("The database is as before.", "Mend the cause; a new authorisation."),
        (RunKind::Rollback, _, RunStatus::Pass) => ("The schema is as before the change.", "A new plan."),
        (RunKind::Rollback, ..) => ("The rollback did not pass.", "Keep the evidence; restore decisions are people's."),
    };
    line!(text, "\n## Final posture\n\n{posture}\n\n## Next gate\n\n{next}");
}

/// Passed and all, each as it was evaluated last.
pub(super) fn passed(gates: &[&Gate]) -> (usize, usize) {
    let last = latest(gates.iter().copied());
    (last.iter().filter(|gate| gate.verdict == GateVerdict::Pass).count(), last.len())
}

/// The post checks of a run: every check that is neither gate, preflight nor statement count.
pub(super) fn post_checks(record: &RunRecord) -> Vec<&Gate> {
    record
        .gates
        .iter()
        .map(|each| &each.gate)
        .filter(|gate| record.package.post_checks.iter().any(|planned| planned.id == gate.id))
        .collect()
}
