//! Every way to be refused, one by one.

use super::*;
use crate::gates::DryRunFacts;
use crate::history::tests::{marks, run};
use crate::history::RunHistory;
use crate::plan::tests::{person, reference_package};
use crate::run_record::{RunKind, StepEvent};
use cutter_model::duty::Duty;
use cutter_model::gate::Gate;

const NOW: u64 = 1_000_000;

fn execution() -> ExecutionRequest {
    ExecutionRequest {
        actor: person("operator", Duty::Executor),
        package: reference_package(),
        package_digest: "p".to_owned(),
        operation: Operation::Apply,
        run_id: None,
        environment: EnvironmentClass::Production,
        system_identifier: "7".to_owned(),
        units: Some(86),
        authorisation: Some(AuthorisationFacts {
            package_digest: "p".to_owned(),
            operation: Operation::Apply,
            run_id: None,
            environment: EnvironmentClass::Production,
            system_identifier: "7".to_owned(),
            authorised_by: "authoriser".to_owned(),
            expires_ms: NOW + 1,
            used_by_run: None,
        }),
        named: true,
        now_ms: NOW,
    }
}

fn executed(change: impl Fn(&mut ExecutionRequest, &mut AuthorisationFacts)) -> Result<String, String> {
    let mut request = execution();
    let mut authorisation = request.authorisation.take().expect("authorised");
    change(&mut request, &mut authorisation);
    request.authorisation = Some(authorisation);
    execute(&request).map_err(|refusal| refusal.code)
}

#[test]
fn an_authorised_change_is_carried_out_once_for_one_thing() {
    let refused = |code: &str| Err(code.to_owned());
    assert_eq!(executed(|_, _| {}), Ok("operator".to_owned()));
    assert_eq!(executed(|_, it| it.package_digest = "q".to_owned()), refused("AUTHORISATION_OTHER_PACKAGE"));
    assert_eq!(executed(|_, it| it.operation = Operation::Rollback), refused("AUTHORISATION_OTHER_OPERATION"));
    assert_eq!(executed(|_, it| it.run_id = Some("r".to_owned())), refused("AUTHORISATION_OTHER_OPERATION"));
    assert_eq!(executed(|_, it| it.environment = EnvironmentClass::Development), refused("AUTHORISATION_OTHER_ENVIRONMENT"));
    assert_eq!(executed(|_, it| it.system_identifier = "8".to_owned()), refused("AUTHORISATION_OTHER_ENVIRONMENT"));
    assert_eq!(executed(|_, it| it.used_by_run = Some("r".to_owned())), refused("AUTHORISATION_USED"));
    assert_eq!(executed(|_, it| it.expires_ms = NOW), refused("AUTHORISATION_EXPIRED"));
    assert_eq!(executed(|_, it| it.authorised_by = "operator".to_owned()), refused("CHANGE_SAME_PERSON"));
    assert_eq!(executed(|_, it| it.authorised_by = "planner".to_owned()), refused("CHANGE_SAME_PERSON"));
    assert_eq!(executed(|request, _| request.package.draft = true), refused("PACKAGE_IS_DRAFT"));
    assert_eq!(executed(|request, _| request.environment = EnvironmentClass::DryRun), refused("TARGET_IS_DRY_RUN"));
    assert_eq!(executed(|request, _| request.actor.policies.clear()), refused("DUTY_MISSING"));
    assert_eq!(executed(|request, _| request.actor.user = None), refused("NOBODY"));
}

#[test]
fn production_without_an_authorisation_is_refused_development_is_not() {
    let without = |change: fn(&mut ExecutionRequest)| {
        let mut request = execution();
        (request.authorisation, request.named) = (None, false);
        change(&mut request);
        execute(&request).map_err(|refusal| refusal.code)
    };
    assert_eq!(without(|_| {}), Err("AUTHORISATION_MISSING".to_owned()));
    assert_eq!(without(|request| request.units = None), Err("AUTHORISATION_MISSING".to_owned()));
    assert_eq!(without(|request| request.named = true), Err("AUTHORISATION_UNKNOWN".to_owned()));
    assert!(without(|request| request.environment = EnvironmentClass::Development).is_ok());
    assert!(without(|request| request.units = Some(0)).is_ok());
}

fn granted(change: impl Fn(&mut GrantRequest)) -> Result<String, String> {
    let mut request = GrantRequest {
        actor: person("authoriser", Duty::Authoriser),
        package: reference_package(),
        reviews: vec![CommandReview { verdict: CommandVerdict::PassWithNotes, reviewed_by: "reviewer".to_owned() }],
        operation: Operation::Apply,
        environment: EnvironmentClass::Production,
        run_operator: None,
        lasts_ms: LONGEST_MS,
    };
    change(&mut request);
    grant(&request).map_err(|refusal| refusal.code)
}

#[test]
fn an_authorisation_is_given_by_another_person_after_a_review() {
    let refused = |code: &str| Err(code.to_owned());
    assert_eq!(granted(|_| {}), Ok("authoriser".to_owned()));
    assert_eq!(granted(|it| it.actor = person("planner", Duty::Authoriser)), refused("CHANGE_SAME_PERSON"));
    assert_eq!(granted(|it| it.actor = person("authoriser", Duty::Executor)), refused("DUTY_MISSING"));
    assert_eq!(granted(|it| it.reviews.clear()), refused("REVIEW_MISSING"));
    assert_eq!(granted(|it| it.reviews[0].verdict = CommandVerdict::Fail), refused("REVIEW_MISSING"));
    assert_eq!(granted(|it| it.environment = EnvironmentClass::Development), refused("AUTHORISATION_OTHER_ENVIRONMENT"));
    assert_eq!(granted(|it| it.lasts_ms = 0), refused("AUTHORISATION_TOO_LONG"));
    assert_eq!(granted(|it| it.lasts_ms += 1), refused("AUTHORISATION_TOO_LONG"));
    assert_eq!(granted(|it| it.package.draft = true), refused("PACKAGE_IS_DRAFT"));
    assert_eq!(granted(|it| it.operation = Operation::Rollback), refused("RUN_MISSING"));
    let rollback =
        |operator: &str| granted(|it| (it.operation, it.run_operator) = (Operation::Rollback, Some(operator.to_owned())));
    assert_eq!(rollback("operator"), Ok("authoriser".to_owned()));
    assert_eq!(rollback("authoriser"), refused("CHANGE_SAME_PERSON"));
}

fn reviewed(change: impl Fn(&mut ReviewRequest)) -> Result<String, String> {
    let run = DryRunFacts { package_digest: "p".to_owned(), sql_sha256: Some("aa".to_owned()), passed: true };
    let mut request = ReviewRequest {
        actor: person("reviewer", Duty::Reviewer),
        package: reference_package(),
        package_digest: "p".to_owned(),
        dry_runs: vec![run],
        verdict: CommandVerdict::Pass,
        notes: String::new(),
    };
    change(&mut request);
    review(&request).map_err(|refusal| refusal.code)
}

#[test]
fn a_review_is_by_another_person_and_rests_on_a_dry_run() {
    let refused = |code: &str| Err(code.to_owned());
    assert_eq!(reviewed(|_| {}), Ok("reviewer".to_owned()));
    assert_eq!(reviewed(|it| it.actor = person("planner", Duty::Reviewer)), refused("CHANGE_SAME_PERSON"));
    assert_eq!(reviewed(|it| it.verdict = CommandVerdict::PassWithNotes), refused("REVIEW_NOTES_MISSING"));
    assert_eq!(reviewed(|it| it.dry_runs[0].passed = false), refused("DRY_RUN_MISSING"));
    assert_eq!(reviewed(|it| it.dry_runs[0].package_digest = "q".to_owned()), refused("DRY_RUN_MISSING"));
    assert_eq!(reviewed(|it| it.package.draft = true), refused("PACKAGE_IS_DRAFT"));
    let failed = reviewed(|it| {
        it.dry_runs.clear();
        (it.verdict, it.notes) = (CommandVerdict::Fail, "No.".to_owned());
    });
    assert_eq!(failed, Ok("reviewer".to_owned()));
}

#[test]
fn a_rollback_says_what_where_and_why() {
    let asked = |change: fn(&mut RollbackRequest)| {
        let text = |value: &str| Some(value.to_owned());
        let mut request = RollbackRequest {
            operation: text("rollback"),
            environment: text("production"),
            failed_check: text("VA-6"),
            found: EnvironmentClass::Production,
            run: committed_run(),
        };
        change(&mut request);
        rollback(&request).map_err(|refusal| refusal.code)
    };
    let refused = |code: &str| Err(code.to_owned());
    assert_eq!(asked(|_| {}), Ok(()));
    assert_eq!(asked(|it| it.operation = None), refused("ROLLBACK_REQUEST_INCOMPLETE"));
    assert_eq!(asked(|it| it.operation = Some("apply".to_owned())), refused("ROLLBACK_REQUEST_INCOMPLETE"));
    assert_eq!(asked(|it| it.environment = None), refused("ROLLBACK_REQUEST_INCOMPLETE"));
    assert_eq!(asked(|it| it.failed_check = None), refused("ROLLBACK_REQUEST_INCOMPLETE"));
    assert_eq!(asked(|it| it.environment = Some("development".to_owned())), refused("AUTHORISATION_OTHER_ENVIRONMENT"));
    assert_eq!(asked(|it| it.run.steps.clear()), refused("ROLLBACK_NOTHING_TO_TAKE_BACK"));
    assert_eq!(asked(|it| it.run.kind = RunKind::Rollback), refused("ROLLBACK_NOTHING_TO_TAKE_BACK"));
    let again = asked(|it| it.run.rollbacks.push(marks(&[("DOWN", StepEvent::Done)])));
    assert_eq!(again, refused("ROLLBACK_NOTHING_TO_TAKE_BACK"));
    let mended = asked(|it| it.run.gates.push(Gate::check("VA-6", "S", true, "a", "a")));
    assert_eq!(mended, refused("ROLLBACK_CHECK_NOT_FAILED"));
    assert_eq!(asked(|it| it.failed_check = Some("VA-7".to_owned())), refused("ROLLBACK_CHECK_NOT_FAILED"));
}

/// A run whose change is in the database and whose VA-6 failed.
fn committed_run() -> RunHistory {
    let gates = vec![Gate::check("G-11", "S", true, "a", "a"), Gate::check("VA-6", "S", false, "a", "b")];
    RunHistory { gates, ..run(RunKind::Apply, &[("C-07", StepEvent::Started), ("C-07", StepEvent::Done)]) }
}

#[test]
fn what_is_in_the_database_may_be_checked_again() {
    let again = |change: fn(&mut RunHistory)| {
        let mut history = committed_run();
        change(&mut history);
        recheck(&history).map_err(|refusal| refusal.code)
    };
    let checks = |commit_gate| Ok(Recheck { kind: RunKind::Apply, commit_gate });
    assert_eq!(again(|_| {}), checks(false));
    assert_eq!(again(|it| it.gates.clear()), checks(true));
    assert_eq!(again(|it| it.steps.truncate(1)), Err("RUN_NOT_COMMITTED".to_owned()));
    assert_eq!(again(|it| it.kind = RunKind::DryRun), Err("RUN_NOT_COMMITTED".to_owned()));
    assert_eq!(again(|it| it.rollbacks.push(marks(&[("DOWN", StepEvent::Done)]))), Err("RUN_TAKEN_BACK".to_owned()));
    let comparison = again(|it| (it.kind, it.steps) = (RunKind::Rollback, marks(&[("DOWN", StepEvent::Done)])));
    assert_eq!(comparison, Ok(Recheck { kind: RunKind::Rollback, commit_gate: false }));
}
