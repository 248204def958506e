//! C-07 itself: whether its writing statements reported the pinned rows. Decided before COMMIT, so a "no" leaves nothing behind.

use super::package::{ChangePackage, Statement};
use super::schema::SchemaDiff;
use cutter_model::gate::Gate;

/// Commands that write rows; other statements report counts that mean nothing here.
const WRITES: [&str; 4] = ["INSERT", "UPDATE", "DELETE", "MERGE"];

/// S-1: the writing statements, in order, against those pinned.
#[must_use]
pub fn statements(package: &ChangePackage, reported: Option<&[Statement]>) -> Gate {
    let show = |all: &[Statement]| {
        let writing: Vec<String> =
            all.iter().filter(|each| WRITES.contains(&each.command.as_str())).map(ToString::to_string).collect();
        if writing.is_empty() {
            "none".to_owned()
        } else {
            writing.join(", ")
        }
    };
    let expected = show(&package.writes);
    Gate::equal("S-1", "The writing statements report the pinned rows.", &expected, reported.map(show).as_ref())
}

/// F-1: a frozen file, read again from the artefact folder after C-05, still has the package's bytes.
#[must_use]
pub fn frozen(package: &ChangePackage, name: &str, sha256: Option<&String>) -> Gate {
    let expected = format!("{name} {}", package.checksum(name).unwrap_or("that the package does not have"));
    let found = sha256.map(|sha256| format!("{name} {sha256}"));
    Gate::equal("F-1", "The frozen file is the package's, byte for byte.", &expected, found.as_ref())
}

/// The error lines of a restore in a few words: how many, and what the first ones say.
pub(crate) fn error_lines(errors: &[String]) -> String {
    let said = errors.iter().take(3).map(|line| line.chars().take(200).collect::<String>()).collect::<Vec<_>>().join("; ");
    match errors.len() {
        0 => "0 error lines".to_owned(),
        lines => format!("{lines} error lines: {said}"),
    }
}

/// D-1: the copy a dry run works on was restored without an error line.
#[must_use]
pub fn restored(errors: Option<&[String]>) -> Gate {
    let observed = errors.map(error_lines);
    let expected = error_lines(&[]);
    Gate::equal("D-1", "The backup was restored without an error; see logs/restore.log.", &expected, observed.as_ref())
}

/// after a rollback the schema is as it was before the change, to the line.
#[must_use]
pub fn rolled_back(diff: &SchemaDiff) -> Gate {
    let observed = format!("removed {}, added {}, {} lines differ", diff.removed.len(), diff.added.len(), diff.lines.len());
    let expected = "removed 0, added 0, 0 lines differ".to_owned();
    Gate::equal("R-1", "After the rollback the schema is as before the change.", &expected, Some(&observed))
}

/// no secret is in any artefact.
#[must_use]
pub fn without_secrets(found: &[String]) -> Gate {
    let observed = if found.is_empty() { "none".to_owned() } else { found.join("; ") };
    Gate::equal("X-1", "No secret is in any artefact.", &"none".to_owned(), Some(&observed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::tests::reference_package;
    use cutter_model::gate::GateVerdict;

    fn reported(all: &[(&str, u64)]) -> Vec<Statement> {
        all.iter().map(|(command, rows)| Statement { command: (*command).to_owned(), rows: Some(*rows) }).collect()
    }

    #[test]
    fn a_file_of_other_bytes_and_a_copy_with_errors_fire() {
        let package = reference_package();
        let found = |sha256: &str| frozen(&package, "down.sql", Some(&sha256.to_owned())).verdict;
        assert_eq!((found("dd"), found("de")), (GateVerdict::Pass, GateVerdict::Fail));
        assert_eq!(frozen(&package, "down.sql", None).verdict, GateVerdict::Unknown);
        assert!(frozen(&package, "other.sql", Some(&"dd".to_owned())).fires());
        assert!(!restored(Some(&[])).fires());
        let named = restored(Some(&["must be superuser".to_owned()]));
        assert_eq!((named.verdict, named.observed.as_str()), (GateVerdict::Fail, "1 error lines: must be superuser"));
        assert_eq!(restored(None).verdict, GateVerdict::Unknown);
    }

    #[test]
    fn the_rejected_order_is_caught_by_its_count() {
        let package = reference_package();
        let done = reported(&[("ALTER", 0), ("UPDATE", 86), ("SELECT", 1)]);
        assert!(!statements(&package, Some(&done)).fires());
        let rejected = statements(&package, Some(&reported(&[("UPDATE", 0)])));
        assert_eq!((rejected.expected.as_str(), rejected.observed.as_str()), ("UPDATE 86", "UPDATE 0"));
        assert!(rejected.fires());
        assert!(statements(&package, Some(&reported(&[]))).fires());
        assert_eq!(statements(&package, None).verdict, GateVerdict::Unknown);
    }
}
