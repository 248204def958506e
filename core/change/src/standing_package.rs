//! Where a package stands, and which command comes next: out of everything on record of it.

use serde::{Deserialize, Serialize};

use super::authority::{CommandVerdict, Operation};
use super::environment::EnvironmentClass;
use super::package_record::{PackageAuthorisation, PackageRecord};
use super::run_record::RunKind;
use cutter_model::duty::Duty;

/// Where a package stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum PackageState {
    /// Its migration is in the database: nothing is left to do with it.
    Closed,
    /// It can be rehearsed and nothing else.
    Draft,
    /// No dry run of it has passed.
    Planned,
    /// A dry run passed.
    Proved,
    /// The last review is FAIL.
    Rejected,
    /// A review passed.
    Reviewed,
    /// An authorisation waits to be used.
    Authorised,
}

/// Where a package stands and what is safe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct PackageStanding {
    /// Its digest.
    pub package_digest: String,
    /// Its migration.
    pub migration_id: String,
    /// The state.
    pub state: PackageState,
    /// Where things stand, as one sentence.
    pub sentence: String,
    /// What comes next, as one sentence.
    pub safe: String,
    /// Whose duty it is; none where nothing comes next.
    pub waits_for: Option<Duty>,
    /// The words after `directus cutter` of what comes next.
    pub command: Option<String>,
}

/// The authorisation that waits to be used, where there is one.
pub(super) fn waiting_authorisation(record: &PackageRecord) -> Option<&PackageAuthorisation> {
    record.authorisations.iter().find(|each| {
        let it = &each.facts;
        it.operation == Operation::Apply && it.used_by_run.is_none() && it.expires_ms > record.now_ms
    })
}

/// Where the package stands.
#[must_use]
pub fn package_standing(record: &PackageRecord) -> PackageStanding {
    let short = record.package_digest.get(..12).unwrap_or(&record.package_digest);
    let next = |duty: Duty, words: String| {
        (format!("Next: \"directus cutter migrate {words}\"."), Some(duty), Some(format!("migrate {words}")))
    };
    let nothing = |words: &str| (words.to_owned(), None, None);
    let proved = record.runs.iter().any(|run| run.kind == RunKind::DryRun && run.status.as_deref() == Some("PASS"));
    let free = record.package.environment == EnvironmentClass::Development;
    let (state, sentence, (safe, waits_for, command)) = match (proved, record.reviews.last().map(|review| review.verdict)) {
        _ if record.migration_recorded => {
            (PackageState::Closed, "Its migration is in the database.".to_owned(), nothing("Nothing is left to do with it."))
        }
        _ if record.package.draft => {
            let (safe, _, command) = next(Duty::Executor, format!("dry-run {short}"));
            // It may be rehearsed, and leads nowhere: nobody has to.
            (PackageState::Draft, "It proposes other SQL than the frozen migration.".to_owned(), (safe, None, command))
        }
        (_, Some(CommandVerdict::Fail)) => {
            (PackageState::Rejected, "Its last review is FAIL.".to_owned(), nothing("Mend and plan again."))
        }
        (false, _) => {
            let sentence = "No dry run of it has passed.".to_owned();
            (PackageState::Planned, sentence, next(Duty::Executor, format!("dry-run {short}")))
        }
        (true, None) if !free => {
            let sentence = "A dry run passed; nobody has reviewed it.".to_owned();
            (PackageState::Proved, sentence, next(Duty::Reviewer, format!("review {short}")))
        }
        (true, _) if free => {
            let sentence = "A dry run passed; development needs no review and no authorisation.".to_owned();
            (PackageState::Proved, sentence, next(Duty::Executor, format!("apply {short}")))
        }
        (true, _) => match waiting_authorisation(record) {
            Some(each) => {
                let sentence = format!("Authorised until {}.", each.expires_at);
                let words = format!("apply {short} --authorisation {}", each.authorisation_id);
                (PackageState::Authorised, sentence, next(Duty::Executor, words))
            }
            None => {
                let sentence = "Reviewed; no authorisation is good for it now.".to_owned();
                (PackageState::Reviewed, sentence, next(Duty::Authoriser, format!("authorise {short}")))
            }
        },
    };
    let migration_id = record.package.migration_id.clone();
    PackageStanding { package_digest: record.package_digest.clone(), migration_id, state, sentence, safe, waits_for, command }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report_package::tests::{authorisation, dry_run, record, review};

    #[test]
    fn each_step_leads_to_the_next() {
        let mut it = record();
        let mut stands = |change: fn(&mut PackageRecord)| {
            change(&mut it);
            let standing = package_standing(&it);
            (standing.state, standing.safe)
        };
        let next = |words: &str| format!("Next: \"directus cutter migrate {words}\".");
        assert_eq!(stands(|_| {}), (PackageState::Planned, next("dry-run 0123456789ab")));
        assert_eq!(stands(|it| it.runs.push(dry_run(None))).0, PackageState::Planned);
        assert_eq!(stands(|it| it.runs.push(dry_run(Some("FAIL")))).0, PackageState::Planned);
        assert_eq!(stands(|it| it.runs.push(dry_run(Some("PASS")))), (PackageState::Proved, next("review 0123456789ab")));
        assert_eq!(stands(|it| it.reviews.push(review(CommandVerdict::Fail))).0, PackageState::Rejected);
        assert_eq!(
            stands(|it| it.reviews.push(review(CommandVerdict::Pass))),
            (PackageState::Reviewed, next("authorise 0123456789ab"))
        );
        assert_eq!(stands(|it| it.authorisations.push(authorisation(10, None))).0, PackageState::Reviewed);
        assert_eq!(stands(|it| it.authorisations.push(authorisation(11, Some("r")))).0, PackageState::Reviewed);
        let waits = (PackageState::Authorised, next("apply 0123456789ab --authorisation a"));
        assert_eq!(stands(|it| it.authorisations.push(authorisation(11, None))), waits);
        assert_eq!(stands(|it| it.migration_recorded = true).0, PackageState::Closed);
        let mut draft = record();
        draft.package.draft = true;
        assert_eq!(package_standing(&draft).state, PackageState::Draft);
        let mut free = record();
        free.package.environment = EnvironmentClass::Development;
        free.runs.push(dry_run(Some("PASS")));
        assert_eq!(package_standing(&free).safe, next("apply 0123456789ab"));
    }
}
