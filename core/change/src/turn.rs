//! Whose turn it is: what comes next of a package or a run as one person sees it. It decides nothing; each command decides anew.

use serde::{Deserialize, Serialize};

use crate::authority::{authorised_by_another, authoriser, reviewer};
use crate::package_record::PackageRecord;
use crate::standing::{standing, RunStanding, StandingFacts};
use crate::standing_package::{package_standing, waiting_authorisation, PackageStanding, PackageState};
use cutter_model::duty::{authorise, Actor, Duty};
use cutter_model::refusal::{Obstacle, Refusal};

/// A package, and whether it waits for this person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct PackageTurn {
    /// Where it stands.
    pub standing: PackageStanding,
    /// Whether what comes next is this person's.
    pub mine: bool,
    /// Why not; empty where it is, and where nothing comes next.
    pub obstacles: Vec<Obstacle>,
}

/// A run, and whether it waits for this person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct RunTurn {
    /// Where it stands.
    pub standing: RunStanding,
    /// Whether what comes next is this person's.
    pub mine: bool,
    /// Why not; empty where it is, and where nothing comes next.
    pub obstacles: Vec<Obstacle>,
    /// Ids of the gates and checks that do not pass as they were evaluated last.
    pub failing: Vec<String>,
}

fn mine(decision: Option<Result<String, Refusal>>) -> (bool, Vec<Obstacle>) {
    match decision {
        None => (false, Vec::new()),
        Some(Ok(_)) => (true, Vec::new()),
        Some(Err(refusal)) => (false, vec![refusal.into()]),
    }
}

fn package_decision(actor: &Actor, record: &PackageRecord, standing: &PackageStanding) -> Option<Result<String, Refusal>> {
    let package = &record.package;
    let decision = match standing.waits_for? {
        Duty::Reviewer => reviewer(actor, package),
        Duty::Authoriser => authoriser(actor, package),
        duty => authorise(actor, duty).and_then(|person| match waiting_authorisation(record) {
            Some(each) if standing.state == PackageState::Authorised => {
                authorised_by_another(&each.facts, &person, package).map(|()| person)
            }
            _ => Ok(person),
        }),
    };
    Some(decision)
}

/// Where the package stands, and whether it waits for `actor`: the same people are refused here as when they act.
#[must_use]
pub fn package_turn(actor: &Actor, record: &PackageRecord) -> PackageTurn {
    let standing = package_standing(record);
    let (mine, obstacles) = mine(package_decision(actor, record, &standing));
    PackageTurn { standing, mine, obstacles }
}

/// Where the run stands, and whether it waits for `actor`.
#[must_use]
pub fn run_turn(actor: &Actor, facts: &StandingFacts) -> RunTurn {
    let standing = standing(facts);
    let (mine, obstacles) = mine(standing.waits_for.map(|duty| authorise(actor, duty)));
    let failing = facts.run.failed().iter().map(|gate| gate.id.clone()).collect();
    RunTurn { standing, mine, obstacles, failing }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authority::CommandVerdict;
    use crate::history::tests::run;
    use crate::plan::tests::person;
    use crate::report_package::tests::{authorisation, dry_run, record, review};
    use crate::run_record::{RunKind, StepEvent};
    use cutter_model::gate::Gate;

    fn codes(actor: &Actor, record: &PackageRecord) -> (bool, Vec<String>) {
        let turn = package_turn(actor, record);
        (turn.mine, turn.obstacles.into_iter().map(|obstacle| obstacle.code).collect())
    }
    fn open() -> (bool, Vec<String>) {
        (true, Vec::new())
    }
    fn closed(code: &str) -> (bool, Vec<String>) {
        (false, vec![code.to_owned()])
    }

    #[test]
    fn each_step_of_a_package_waits_for_its_duty_and_never_for_who_made_what_is_judged() {
        let mut it = record();
        let planner = it.package.planned_by.clone();
        assert_eq!(codes(&person("someone", Duty::Executor), &it), open());
        assert_eq!(codes(&person("someone", Duty::Reviewer), &it), closed("DUTY_MISSING"));
        it.runs.push(dry_run(Some("PASS")));
        assert_eq!(codes(&person("someone", Duty::Reviewer), &it), open());
        assert_eq!(codes(&person(&planner, Duty::Reviewer), &it), closed("CHANGE_SAME_PERSON"));
        it.reviews.push(review(CommandVerdict::Pass));
        assert_eq!(codes(&person("someone", Duty::Authoriser), &it), open());
        assert_eq!(codes(&person(&planner, Duty::Authoriser), &it), closed("CHANGE_SAME_PERSON"));
        assert_eq!(codes(&person("someone", Duty::Executor), &it), closed("DUTY_MISSING"));
        it.authorisations.push(authorisation(11, None));
        assert_eq!(codes(&person("someone", Duty::Executor), &it), open());
        assert_eq!(codes(&person("authoriser", Duty::Executor), &it), closed("CHANGE_SAME_PERSON"));
        it.migration_recorded = true;
        assert_eq!(codes(&person("someone", Duty::Executor), &it), (false, Vec::new()));
    }

    #[test]
    fn a_run_waits_where_its_checks_are_missing_or_failed() {
        use StepEvent::{Done, Started, Stopped};
        let turn = |steps: &[(&str, StepEvent)], duty| {
            let mut history = run(RunKind::Apply, steps);
            history.gates.push(Gate::check("VA-6", "S", false, "a", "b"));
            run_turn(&person("someone", duty), &StandingFacts { run: history, locked: false, last_active: true })
        };
        let missing = turn(&[("C-07", Done), ("C-08", Started)], Duty::Executor);
        assert!(missing.mine && missing.standing.command.as_deref() == Some("migrate verify r"), "{missing:?}");
        let failed = turn(&[("C-07", Done), ("C-08", Stopped)], Duty::Reviewer);
        assert_eq!(
            (failed.mine, failed.obstacles[0].code.as_str(), failed.failing),
            (false, "DUTY_MISSING", vec!["VA-6".to_owned()])
        );
        let done = turn(&[("C-07", Done), ("END", Done)], Duty::Reviewer);
        assert_eq!((done.standing.waits_for, done.mine, done.obstacles.len()), (None, false, 0));
    }
}
