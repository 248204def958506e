//! Who may do what: duties, the policies that grant them, and separation of duty.
//!
//! Whoever made a manifest (marked or cut it) may not judge it (review or verify it). A person is a Directus user;
//! nobody, a second token, a second role or admin rights do not get round it.

use serde::{Deserialize, Serialize};

use crate::gate::Gate;
use crate::id::derived_id;
use crate::refusal::Refusal;

/// What a person may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, crate::TS)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Reads.
    Observer,
    /// Registers, marks, sweeps, cuts.
    Executor,
    /// Reviews.
    Reviewer,
    /// Verifies.
    Verifier,
    /// Authorises changes to production.
    Authoriser,
}

/// A duty and the Directus policy that grants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
pub struct DutyPolicy {
    /// The duty.
    pub duty: Duty,
    /// Fixed id of the policy, the same in every installation, so that renaming it changes nothing.
    pub policy_id: String,
    /// The name the policy is created with.
    pub name: String,
}

/// Every duty, in the order of the design.
pub const DUTIES: [(Duty, &str); 5] = [
    (Duty::Observer, "Cutter Observer"),
    (Duty::Executor, "Cutter Executor"),
    (Duty::Reviewer, "Cutter Reviewer"),
    (Duty::Verifier, "Cutter Verifier"),
    (Duty::Authoriser, "Cutter Authoriser"),
];

/// A second policy of the observer's duty: it lets nobody read a document, which is then for a policy of the administrator's to do.
pub const OBSERVER_OF_NAMED_DOCUMENTS: &str = "Cutter Observer of named documents";

/// The policies `directus cutter init` creates.
#[must_use]
pub fn policies() -> Vec<DutyPolicy> {
    DUTIES
        .iter()
        .chain(&[(Duty::Observer, OBSERVER_OF_NAMED_DOCUMENTS)])
        .map(|(duty, name)| DutyPolicy { duty: *duty, policy_id: derived_id("policy", &[name]), name: (*name).to_owned() })
        .collect()
}

/// The acting person as the surface found them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
pub struct Actor {
    /// Directus user id; none for nobody (flows on a schedule, anonymous visitors, null accountability).
    pub user: Option<String>,
    /// Ids of all policies that apply to the user, through roles or directly.
    pub policies: Vec<String>,
    /// Whether any of them gives admin access.
    pub admin: bool,
    /// The flow in which they act, where it is one.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub flow: Option<FlowRun>,
    /// The setting whose clock asks, such as `CUTTER_SWEEP_SCHEDULE`, where nobody and no flow does.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub schedule: Option<String>,
}

/// The flow in which something is asked for, as the host tells its operations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, crate::TS)]
pub struct FlowRun {
    /// Id of the flow that was triggered; of flows that trigger one another, of the first.
    pub id: String,
    /// What triggered it: `schedule`, `webhook`, `event`, `manual`, or `operation`.
    pub trigger: String,
    /// Whether somebody stands behind the trigger, if only an anonymous visitor.
    pub has_caller: bool,
}

impl FlowRun {
    /// Whether the clock alone started it.
    #[must_use]
    pub fn is_scheduled(&self) -> bool {
        self.trigger == "schedule" && !self.has_caller && !self.id.is_empty()
    }
}

/// The person, where the actor holds `duty`. Holding any duty includes observing; an admin may do each duty, but
/// separation of duty binds them like anyone.
///
/// # Errors
/// `NOBODY` where no person acts; `DUTY_MISSING` where the person does not hold the duty.
pub fn authorise(actor: &Actor, duty: Duty) -> Result<String, Refusal> {
    let Some(user) = actor.user.as_deref().filter(|user| !user.is_empty()) else {
        return Err(Refusal::forbidden(
            "NOBODY",
            "No person is acting: a duty is performed by a signed-in user, never by nobody.",
        ));
    };
    let granted = policies()
        .into_iter()
        .any(|policy| (policy.duty == duty || duty == Duty::Observer) && actor.policies.contains(&policy.policy_id));
    if granted || actor.admin {
        return Ok(user.to_owned());
    }
    let name = DUTIES.iter().find(|(each, _)| *each == duty).map_or("", |(_, name)| name);
    let message = format!("This needs the policy {name:?}, which the acting user does not have.");
    Err(Refusal::forbidden("DUTY_MISSING", message).naming([("policy", &name)]))
}

/// Separation of duty as a gate: no one among `makers` is among `judges`.
#[must_use]
pub fn separation_gate(id: &str, makers: &[&str], judges: &[&str]) -> Gate {
    let both: Vec<&str> = judges.iter().copied().filter(|judge| makers.contains(judge)).collect();
    let observed = if both.is_empty() { "nobody does both".to_owned() } else { format!("user {} does both", both.join(", ")) };
    Gate::check(
        id,
        "Whoever made a manifest (marked or cut it) may not judge it (review or verify it).",
        both.is_empty() && makers.iter().chain(judges).all(|person| !person.is_empty()),
        "different people",
        observed,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(user: Option<&str>, duties: &[Duty], admin: bool) -> Actor {
        let policies =
            policies().into_iter().filter(|policy| duties.contains(&policy.duty)).map(|policy| policy.policy_id).collect();
        Actor { user: user.map(str::to_owned), policies, admin, flow: None, schedule: None }
    }

    #[test]
    fn nobody_holds_no_duty_even_with_admin_rights() {
        assert_eq!(
            authorise(&actor(None, &DUTIES.map(|(duty, _)| duty), true), Duty::Observer).expect_err("nobody").code,
            "NOBODY"
        );
        assert_eq!(authorise(&actor(Some(""), &[], true), Duty::Executor).expect_err("nobody").code, "NOBODY");
    }

    #[test]
    fn a_duty_needs_its_policy_and_any_duty_may_observe() {
        let executor = actor(Some("e"), &[Duty::Executor], false);
        assert_eq!(authorise(&executor, Duty::Executor), Ok("e".to_owned()));
        assert_eq!(authorise(&executor, Duty::Observer), Ok("e".to_owned()));
        let refusal = authorise(&executor, Duty::Reviewer).expect_err("missing");
        assert_eq!(refusal.message, "This needs the policy \"Cutter Reviewer\", which the acting user does not have.");
        assert!(authorise(&actor(Some("x"), &[], false), Duty::Observer).is_err());
    }

    #[test]
    fn an_observer_of_named_documents_observes_and_does_nothing_else() {
        let policy = policies().into_iter().find(|policy| policy.name == OBSERVER_OF_NAMED_DOCUMENTS).expect("is made");
        let person =
            Actor { user: Some("o".to_owned()), policies: vec![policy.policy_id], admin: false, flow: None, schedule: None };
        assert_eq!(authorise(&person, Duty::Observer), Ok("o".to_owned()));
        for duty in [Duty::Executor, Duty::Reviewer, Duty::Verifier, Duty::Authoriser] {
            assert_eq!(authorise(&person, duty).expect_err("another duty").code, "DUTY_MISSING");
        }
    }

    #[test]
    fn makers_do_not_judge() {
        assert!(!separation_gate("G-REVIEW-SOD", &["a"], &["b"]).fires());
        let gate = separation_gate("G-REVIEW-SOD", &["a", "c"], &["b", "a"]);
        assert!(gate.fires());
        assert_eq!(gate.observed, "user a does both");
        assert!(separation_gate("G-REVIEW-SOD", &["a"], &[""]).fires());
    }
}
