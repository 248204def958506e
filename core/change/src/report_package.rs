//! The report of a package: what it plans, who has done what with it, and what comes next.

use serde::Serialize;
use std::fmt::Write;

use super::package::ChangePackage;
use super::package_record::PackageRecord;
use super::report::Report;
use super::report_text::{cell, line, COMMANDS};
use super::standing_package::{package_standing, PackageStanding};
use cutter_model::word::word_of;
use iu_text::digest::canonical_json;

/// The figures of a package's report.
#[derive(Debug, Serialize)]
struct Figures<'a> {
    standing: &'a PackageStanding,
    record: &'a PackageRecord,
}

/// The report of a package.
#[must_use]
pub fn package_report(record: &PackageRecord) -> Report {
    let standing = package_standing(record);
    let mut text = package_markdown(&record.package, &record.package_digest);
    line!(text, "\n## Standing\n\n{} {}", standing.sentence, standing.safe);
    line!(text, "\n## Runs\n");
    for run in &record.runs {
        let status = run.status.as_deref().unwrap_or("not closed");
        let kind = word_of(run.kind);
        line!(text, "- {kind} {}: {status}, by {}, started {}, folder {}", run.run_id, run.operator, run.started_at, run.folder);
    }
    line!(text, "\n## Reviews\n");
    for review in &record.reviews {
        let verdict = word_of(review.verdict);
        line!(text, "- {verdict} by {} at {}: {}", review.reviewed_by, review.reviewed_at, cell(&review.notes));
    }
    line!(text, "\n## Authorisations\n");
    for each in &record.authorisations {
        let it = &each.facts;
        let used = it.used_by_run.as_ref().map_or("not used".to_owned(), |run| format!("used by run {run}"));
        line!(
            text,
            "- {} for {} on {} until {}, by {}: {used}",
            each.authorisation_id,
            it.operation,
            it.environment,
            each.expires_at,
            it.authorised_by
        );
    }
    let status = word_of(standing.state);
    Report { status, markdown: text, json: canonical_json(&Figures { standing: &standing, record }) }
}

/// The package for people.
#[must_use]
pub fn package_markdown(package: &ChangePackage, digest: &str) -> String {
    let mut text = String::new();
    line!(text, "# Change package {}", package.migration_id);
    line!(text);
    line!(text, "{}. Digest `{digest}`.", package.title);
    if package.draft {
        line!(text, "\nA PROPOSAL: its SQL is not the frozen migration; it can be rehearsed only.");
    }
    line!(text, "\n## Where\n\n{}: {}.", package.environment, package.identity);
    line!(text, "Planned by {} at {}, engine {}.", package.planned_by, package.planned_at, package.engine);
    line!(text, "\n## SQL\n");
    for file in &package.files {
        line!(text, "- {} SHA-256 `{}`", file.name, file.sha256);
    }
    line!(text, "\n## Pinned\n");
    let show = |count: Option<u64>| count.map_or("no such table".to_owned(), |count| count.to_string());
    line!(text, "- units {}, sandbox {}", show(package.pins.units), show(package.pins.sandbox_units));
    for each in &package.acknowledged {
        line!(text, "- acknowledged: {} {}, because: {}", each.pin, each.counted, each.explanation);
    }
    let writes: Vec<String> = package.writes.iter().map(ToString::to_string).collect();
    line!(text, "- writing statements: {}", if writes.is_empty() { "none".to_owned() } else { writes.join(", ") });
    line!(text, "- schema diff: removed 0, added {}", package.added);
    line!(text, "- backup at most {} seconds old", package.backup_seconds);
    line!(text, "\n## Commands\n");
    for (id, what) in COMMANDS {
        line!(text, "- {id} {what}");
    }
    line!(text, "\n## Preflight\n");
    for check in &package.preflight {
        line!(text, "- {} {}", check.id, check.sentence);
    }
    line!(text, "\n## Post checks\n");
    for check in &package.post_checks {
        line!(text, "- {} {}", check.id, check.expected.as_deref().unwrap_or("as verify.sql states"));
    }
    line!(text, "\n## Creates\n");
    for object in &package.objects {
        line!(text, "- {} {}", object.kind, object.name);
    }
    line!(text, "\n## Rollback\n");
    line!(text, "`down.sql`, last step first, on an authorised request after a failed C-08 only. It cannot bring back:");
    if package.lost.is_empty() {
        line!(text, "- nothing is lost");
    }
    for lost in &package.lost {
        line!(text, "- {lost}");
    }
    text
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::authority::{AuthorisationFacts, CommandVerdict, Operation};
    use crate::environment::EnvironmentClass;
    use crate::package_record::{PackageAuthorisation, PackageReview, PackageRun};
    use crate::plan::tests::reference_package;
    use crate::run_record::RunKind;

    pub(crate) fn record() -> PackageRecord {
        PackageRecord {
            package: reference_package(),
            package_digest: "0123456789abcdef".to_owned(),
            runs: Vec::new(),
            reviews: Vec::new(),
            authorisations: Vec::new(),
            migration_recorded: false,
            now_ms: 10,
        }
    }

    pub(crate) fn dry_run(status: Option<&str>) -> PackageRun {
        PackageRun {
            run_id: "d".to_owned(),
            kind: RunKind::DryRun,
            operator: "planner".to_owned(),
            started_at: "2026-11-21T10:00:00Z".to_owned(),
            folder: "f".to_owned(),
            status: status.map(str::to_owned),
        }
    }

    pub(crate) fn review(verdict: CommandVerdict) -> PackageReview {
        let reviewed_at = "2026-11-21T11:00:00Z".to_owned();
        PackageReview { verdict, notes: "Mind the triggers.".to_owned(), reviewed_by: "reviewer".to_owned(), reviewed_at }
    }

    pub(crate) fn authorisation(expires_ms: u64, used_by_run: Option<&str>) -> PackageAuthorisation {
        let facts = AuthorisationFacts {
            package_digest: "0123456789abcdef".to_owned(),
            operation: Operation::Apply,
            run_id: None,
            environment: EnvironmentClass::Production,
            system_identifier: "7".to_owned(),
            authorised_by: "authoriser".to_owned(),
            expires_ms,
            used_by_run: used_by_run.map(str::to_owned),
        };
        PackageAuthorisation { authorisation_id: "a".to_owned(), facts, expires_at: "2026-11-21T12:00:00Z".to_owned() }
    }

    #[test]
    fn the_report_names_everybody_and_every_run() {
        let mut it = record();
        it.runs.push(dry_run(Some("PASS")));
        it.reviews.push(review(CommandVerdict::PassWithNotes));
        it.authorisations.push(authorisation(11, Some("r")));
        let report = package_report(&it);
        for words in [
            "- dry_run d: PASS, by planner",
            "- PASS_WITH_NOTES by reviewer",
            "Mind the triggers.",
            "by authoriser: used by run r",
            "- VA-16",
        ] {
            assert!(report.markdown.contains(words), "{words} in\n{}", report.markdown);
        }
        assert_eq!(report.status, "reviewed");
        assert!(report.json.contains("\"reviewed_by\":\"reviewer\""));
    }
}
