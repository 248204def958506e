//! Re-checking a report: every SHA-256 is recomputed, every figure compared with the recorded evidence.

use serde::{Deserialize, Serialize};

use super::measure::updated_at;
use super::package::ListedFile;
use super::report::run_report;
use super::run_record::{ChecksEvidence, RunKind, RunRecord};
use super::schema::schema_diff;
use cutter_model::gate::{Checked, Gate};

/// What a check of a folder looks at; what is not there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct ReportCheckFacts {
    /// `SHA256SUMS`, line by line.
    pub listed: Vec<ListedFile>,
    /// Every other file of the folder, as it is.
    pub found: Vec<ListedFile>,
    /// `records.json`.
    pub records: Option<String>,
    /// `report.md`.
    pub markdown: Option<String>,
    /// `report.json`.
    pub json: Option<String>,
    /// The schema snapshots before and after.
    pub schemas: Option<(String, String)>,
    /// The CSVs before and after.
    pub csvs: Option<(String, String)>,
    /// Lower-case hex SHA-256 of `SHA256SUMS`.
    pub sums_sha256: Option<String>,
    /// The same as the database has it on record.
    pub recorded_sums_sha256: Option<String>,
}

/// RC-1 to RC-7.
#[must_use]
pub fn check(facts: &ReportCheckFacts) -> Checked {
    Checked::of(checks(facts))
}

fn checks(facts: &ReportCheckFacts) -> Vec<Gate> {
    let mut gates = vec![checksums(&facts.listed, &facts.found), nothing_else(&facts.listed, &facts.found)];
    let record: Option<RunRecord> = facts.records.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let Some(record) = record else {
        gates.push(Gate::unknown("RC-3", "The records can be read.", "records.json"));
        return gates;
    };
    let report = run_report(&record);
    let same = |id: &str, name: &str, rendered: &str, found: &Option<String>| {
        let sentence = format!("{name} is what the records say.");
        match found {
            Some(found) if found == rendered => Gate::check(id, &sentence, true, "the same", "the same"),
            Some(found) => Gate::check(id, &sentence, false, "the same", first_difference(rendered, found)),
            None => Gate::unknown(id, &sentence, name),
        }
    };
    gates.push(same("RC-3", "report.md", &report.markdown, &facts.markdown));
    gates.push(same("RC-4", "report.json", &report.json, &facts.json));
    let evidence: Option<ChecksEvidence> = record.evidence(if record.kind == RunKind::Rollback { "C-09" } else { "C-08" });
    if let Some(evidence) = evidence {
        let held = facts.schemas.as_ref().map(|(before, after)| schema_diff(before, after) == evidence.diff);
        gates.push(compared("RC-5", "The schema diff is that of the two snapshots.", held, "two snapshots"));
        if let Some(recorded) = &evidence.updated_at {
            let held = facts.csvs.as_ref().map(|(before, after)| updated_at(before, after) == *recorded);
            gates.push(compared("RC-6", "The measurement of updated_at is that of the two CSVs.", held, "two CSVs"));
        }
    }
    gates.push(sums(facts.recorded_sums_sha256.as_ref(), facts.sums_sha256.as_ref()));
    gates
}

/// Whether what was computed again is what is on record; unknown where there is nothing to compute it from.
pub(super) fn compared(id: &str, sentence: &str, same: Option<bool>, from: &str) -> Gate {
    same.map_or_else(|| Gate::unknown(id, sentence, from), |same| Gate::check(id, sentence, same, "the same", "compared"))
}

/// RC-7: the list of checksums itself, which nobody but the database vouches for.
pub(super) fn sums(recorded: Option<&String>, found: Option<&String>) -> Gate {
    let sentence = "SHA256SUMS is the one on record in the database.";
    match recorded {
        Some(recorded) => Gate::equal("RC-7", sentence, recorded, found),
        None => Gate::unknown("RC-7", sentence, "a record of it"),
    }
}

/// RC-1: every file that is listed is there with its checksum.
pub(super) fn checksums(listed: &[ListedFile], found: &[ListedFile]) -> Gate {
    let wrong: Vec<&str> = listed.iter().filter(|each| !found.contains(each)).map(|each| each.name.as_str()).collect();
    let observed = if wrong.is_empty() { "all".to_owned() } else { format!("not {}", wrong.join(", ")) };
    Gate::check("RC-1", "Every listed file has its SHA-256.", wrong.is_empty() && !listed.is_empty(), "all", observed)
}

/// RC-2: nothing is there that is not listed.
pub(super) fn nothing_else(listed: &[ListedFile], found: &[ListedFile]) -> Gate {
    let extra: Vec<&str> = found
        .iter()
        .filter(|found| listed.iter().all(|listed| listed.name != found.name))
        .map(|found| found.name.as_str())
        .collect();
    let observed = if extra.is_empty() { "none".to_owned() } else { extra.join(", ") };
    Gate::check("RC-2", "No file is in the folder that is not listed.", extra.is_empty(), "none", observed)
}

/// The first line that differs, from 1.
fn first_difference(rendered: &str, found: &str) -> String {
    let line = rendered.lines().zip(found.lines()).take_while(|(left, right)| left == right).count();
    format!("line {} differs", line + 1)
}
