//! Who may do which act: a person who holds its duty, and a flow on a schedule, where nobody acts, a few of them.
//!
//! A flow acts as the user who triggered it. On a schedule there is no such user; such a flow may read and propose, never
//! decide. An anonymous visitor who calls a flow is nobody too, but no schedule: they may do nothing. The clock of a setting
//! may do less than a flow on a schedule: it only sweeps.

use serde::{Deserialize, Serialize};

use crate::duty::{authorise, Actor, Duty};
use crate::refusal::Refusal;

/// What is done, by whatever way it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, crate::TS)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Parses addresses.
    Validate,
    /// Says which units texts name.
    Resolve,
    /// Proposes how a document is cut.
    Mark,
    /// Promotes what was marked to review.
    Sweep,
    /// Judges a manifest.
    Review,
    /// Writes the approved plan.
    Cut,
    /// Judges a cut.
    Verify,
}

impl Act {
    /// The duty it belongs to.
    #[must_use]
    pub const fn duty(self) -> Duty {
        match self {
            Self::Validate | Self::Resolve => Duty::Observer,
            Self::Mark | Self::Sweep | Self::Cut => Duty::Executor,
            Self::Review => Duty::Reviewer,
            Self::Verify => Duty::Verifier,
        }
    }

    /// Whether the clock of a setting may do it: what promotes proposals, for it proposes nothing by itself.
    #[must_use]
    pub const fn is_open_to_settings(self) -> bool {
        matches!(self, Self::Sweep)
    }

    /// Whether a flow may do it on a schedule.
    #[must_use]
    pub const fn is_open_to_schedules(self) -> bool {
        match self {
            Self::Validate | Self::Resolve | Self::Mark | Self::Sweep => true,
            Self::Review | Self::Cut | Self::Verify => false,
        }
    }
}

/// Who is recorded as the one that does `act`: the person, `flow:` and the id of the flow on a schedule, or `schedule:` and
/// the name of the setting.
///
/// # Errors
/// `DUTY_MISSING` where the person does not hold the duty of the act; `NOBODY` where nobody acts, unless a schedule does and
/// the act is open to it.
pub fn permit(actor: &Actor, act: Act) -> Result<String, Refusal> {
    let is_nobody = actor.user.as_deref().is_none_or(str::is_empty);
    if let (true, None, Some(setting)) = (is_nobody, &actor.flow, actor.schedule.as_deref().filter(|name| !name.is_empty())) {
        return if act.is_open_to_settings() {
            Ok(format!("schedule:{setting}"))
        } else {
            Err(Refusal::forbidden("NOBODY", format!("No person is acting: {setting} may sweep, nothing else.")))
        };
    }
    match actor.flow.as_ref().filter(|flow| is_nobody && flow.is_scheduled()) {
        Some(flow) if act.is_open_to_schedules() => Ok(format!("flow:{}", flow.id)),
        Some(_) => Err(Refusal::forbidden(
            "NOBODY",
            "No person is acting: a flow on a schedule may validate, resolve, mark and sweep, nothing else.",
        )),
        None => authorise(actor, act.duty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duty::{policies, FlowRun};

    const ACTS: [Act; 7] = [Act::Validate, Act::Resolve, Act::Mark, Act::Sweep, Act::Review, Act::Cut, Act::Verify];

    fn flow(trigger: &str, has_caller: bool) -> Option<FlowRun> {
        Some(FlowRun { id: "f".to_owned(), trigger: trigger.to_owned(), has_caller })
    }

    fn actor(user: Option<&str>, duty: Option<Duty>, admin: bool, flow: Option<FlowRun>) -> Actor {
        let policies = policies().into_iter().filter(|policy| Some(policy.duty) == duty).map(|policy| policy.policy_id);
        Actor { user: user.map(str::to_owned), policies: policies.collect(), admin, flow, schedule: None }
    }

    fn by_setting(actor: Actor) -> Actor {
        Actor { schedule: Some("CUTTER_SWEEP_SCHEDULE".to_owned()), ..actor }
    }

    /// Each line: who acts, then for each act of `ACTS` the name recorded, or the code of the refusal.
    #[test]
    fn who_may_do_what() {
        let (missing, nobody, scheduled) = ("DUTY_MISSING", "NOBODY", "flow:f");
        let table: [(&str, Actor, [&str; 7]); 20] = [
            (
                "the clock of a setting, said to be an administrator",
                by_setting(actor(None, Some(Duty::Executor), true, None)),
                [nobody, nobody, nobody, "schedule:CUTTER_SWEEP_SCHEDULE", nobody, nobody, nobody],
            ),
            (
                "the clock of a setting without name",
                Actor { schedule: Some(String::new()), ..actor(None, None, true, None) },
                [nobody; 7],
            ),
            (
                "an anonymous visitor of a webhook, beside a setting",
                by_setting(actor(None, None, true, flow("webhook", true))),
                [nobody; 7],
            ),
            (
                "an observer, beside a setting",
                by_setting(actor(Some("o"), Some(Duty::Observer), false, None)),
                ["o", "o", missing, missing, missing, missing, missing],
            ),
            (
                "a schedule",
                actor(None, None, false, flow("schedule", false)),
                [scheduled, scheduled, scheduled, scheduled, nobody, nobody, nobody],
            ),
            (
                "a schedule said to be an administrator",
                actor(None, Some(Duty::Verifier), true, flow("schedule", false)),
                [scheduled, scheduled, scheduled, scheduled, nobody, nobody, nobody],
            ),
            (
                "a schedule with an empty user",
                actor(Some(""), None, false, flow("schedule", false)),
                [scheduled, scheduled, scheduled, scheduled, nobody, nobody, nobody],
            ),
            ("a schedule behind which somebody stands", actor(None, None, false, flow("schedule", true)), [nobody; 7]),
            (
                "a schedule without id",
                actor(None, None, false, Some(FlowRun { id: String::new(), trigger: "schedule".to_owned(), has_caller: false })),
                [nobody; 7],
            ),
            ("an anonymous visitor of a webhook", actor(None, None, false, flow("webhook", true)), [nobody; 7]),
            ("a webhook without any caller", actor(None, None, true, flow("webhook", false)), [nobody; 7]),
            ("an event nobody caused", actor(None, None, true, flow("event", false)), [nobody; 7]),
            ("a trigger that is not known", actor(None, None, true, flow("Schedule", false)), [nobody; 7]),
            ("nobody, outside of any flow", actor(None, None, true, None), [nobody; 7]),
            (
                "an observer by hand",
                actor(Some("o"), Some(Duty::Observer), false, flow("manual", true)),
                ["o", "o", missing, missing, missing, missing, missing],
            ),
            (
                "an executor by webhook",
                actor(Some("e"), Some(Duty::Executor), false, flow("webhook", true)),
                ["e", "e", "e", "e", missing, "e", missing],
            ),
            (
                "a reviewer over HTTP",
                actor(Some("r"), Some(Duty::Reviewer), false, None),
                ["r", "r", missing, missing, "r", missing, missing],
            ),
            (
                "a verifier by event",
                actor(Some("v"), Some(Duty::Verifier), false, flow("event", true)),
                ["v", "v", missing, missing, missing, missing, "v"],
            ),
            (
                "a person without duty in a flow on a schedule",
                actor(Some("p"), None, false, flow("schedule", false)),
                [missing; 7],
            ),
            ("an administrator", actor(Some("a"), None, true, flow("manual", true)), ["a"; 7]),
        ];
        for (who, actor, expected) in table {
            let answers = ACTS.map(|act| permit(&actor, act).unwrap_or_else(|refusal| refusal.code));
            assert_eq!(answers, expected, "{who}");
        }
    }

    #[test]
    fn a_refusal_says_what_a_schedule_may_do() {
        let refusal = permit(&actor(None, None, false, flow("schedule", false)), Act::Cut).expect_err("a schedule cuts nothing");
        assert_eq!(
            refusal.message,
            "No person is acting: a flow on a schedule may validate, resolve, mark and sweep, nothing else."
        );
        let refusal = permit(&by_setting(actor(None, None, true, None)), Act::Mark).expect_err("it only sweeps");
        assert_eq!(refusal.message, "No person is acting: CUTTER_SWEEP_SCHEDULE may sweep, nothing else.");
    }

    #[test]
    fn an_actor_written_before_flows_is_outside_of_any() {
        let actor: Actor = serde_json::from_str(r#"{"user":null,"policies":[],"admin":true}"#).expect("an actor");
        assert_eq!((actor.flow, actor.schedule), (None, None));
    }
}
