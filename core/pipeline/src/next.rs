//! What a person may do next with an entry of the backlog, and why not: the table of moves, the duties and separation of
//! duty, read together for people who look at an entry. It decides nothing; each act decides anew when it is done.

use serde::{Deserialize, Serialize};

use cutter_model::act::{permit, Act};
use cutter_model::backlog::{Move, State};
use cutter_model::duty::{authorise, separation_gate, Actor, Duty};
use cutter_model::refusal::{Obstacle, Refusal};
use cutter_model::sentence::{values, Values};

/// What can be done with an entry, in the order of the pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum EntryAct {
    /// Send it to review.
    Sweep,
    /// Judge its manifest.
    Review,
    /// Write the approved plan.
    Cut,
    /// Judge the cut.
    Verify,
    /// Give it up.
    Abandon,
}

/// Every act, in order.
pub const ENTRY_ACTS: [EntryAct; 5] = [EntryAct::Sweep, EntryAct::Review, EntryAct::Cut, EntryAct::Verify, EntryAct::Abandon];

/// Where an entry stands, as the database tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct EntryStanding {
    /// The entry.
    pub entry_id: String,
    /// Its status as stored.
    pub status: String,
    /// Who marked.
    pub marked_by: String,
    /// Who decided the newest review, where there is one.
    pub reviewed_by: Option<String>,
    /// Who cut, where it was cut.
    pub cut_by: Option<String>,
    /// How many entries it waits for that are not verified (G-DEP).
    pub waits_for: usize,
}

/// An act and what stands in its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct NextAct {
    /// The act.
    pub act: EntryAct,
    /// Whether this person may do it now.
    pub open: bool,
    /// Why not, the most basic reason first; empty where it is open.
    pub obstacles: Vec<Obstacle>,
}

/// An entry with its acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct EntryActs {
    /// The entry.
    pub entry_id: String,
    /// Whether one of the acts that lead on waits for this very person.
    pub waits_for_me: bool,
    /// Whose turn it is: the duty of the act that leads on; none where the entry is over, or inside a transaction.
    pub waits_for: Option<Duty>,
    /// All acts, in the order of the pipeline.
    pub acts: Vec<NextAct>,
}

/// What a person may do at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Duties {
    /// The person.
    pub user: String,
    /// Their duties.
    pub held: Vec<Duty>,
    /// Registering a document.
    pub register: NextDocumentAct,
    /// Marking one.
    pub mark: NextDocumentAct,
}

/// An act on a document, open or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct NextDocumentAct {
    /// Whether this person may do it.
    pub open: bool,
    /// Why not.
    pub obstacles: Vec<Obstacle>,
}

impl EntryAct {
    /// The move it begins with, and the act it is; giving up is none, and an executor's.
    const fn begins(self) -> (Move, Option<Act>) {
        match self {
            Self::Sweep => (Move::SweepPromote, Some(Act::Sweep)),
            Self::Review => (Move::ReviewApprove, Some(Act::Review)),
            Self::Cut => (Move::CutBegin, Some(Act::Cut)),
            Self::Verify => (Move::VerifyBegin, Some(Act::Verify)),
            Self::Abandon => (Move::Abandon, None),
        }
    }

    fn duty(self) -> Duty {
        self.begins().1.map_or(Duty::Executor, Act::duty)
    }

    fn permitted(self, actor: &Actor) -> Result<String, Refusal> {
        self.begins().1.map_or_else(|| authorise(actor, self.duty()), |act| permit(actor, act))
    }
}

/// What a status means to someone who waits, as one sentence.
fn turn_of(state: State) -> &'static str {
    match state {
        State::Marked => "It is a draft and waits to be sent to review.",
        State::ReviewPending => "It waits for its review.",
        State::ReviewedApproved => "It was approved and waits to be published.",
        State::ReviewedDeferred => "Its review was deferred; it has to be sent to review again.",
        State::ReviewedRejected => "Its review rejected it; that is final.",
        State::CutInProgress => "It is being published.",
        State::CutApplied => "It was published and waits to be proven.",
        State::VerifyInProgress => "It is being proven.",
        State::VerifiedComplete => "It was published and proven; nothing is left to do.",
        State::VerifyFailedEscalated => "Its proof failed; that is final.",
        State::Abandoned => "It was given up; that is final.",
    }
}

fn obstacle(code: &str, message: impl Into<String>) -> Obstacle {
    Obstacle { code: code.to_owned(), message: message.into(), values: Values::new() }
}

fn separation(act: EntryAct, entry: &EntryStanding, me: &str) -> Option<Obstacle> {
    let maker_judges = |makers: &[&str], judges: &[&str]| separation_gate("", makers, judges).fires();
    match act {
        EntryAct::Review if maker_judges(&[&entry.marked_by], &[me]) => {
            Some(obstacle("REVIEW_SOD", "You proposed it: someone else has to review it."))
        }
        EntryAct::Cut if entry.reviewed_by.as_deref().is_some_and(|reviewer| maker_judges(&[me], &[reviewer])) => {
            Some(obstacle("CUT_SOD", "You reviewed it: someone else has to publish it."))
        }
        EntryAct::Verify if maker_judges(&[&entry.marked_by, entry.cut_by.as_deref().unwrap_or(&entry.marked_by)], &[me]) => {
            Some(obstacle("VERIFY_SOD", "You proposed or published it: someone else has to prove it."))
        }
        _ => None,
    }
}

fn next_act(actor: &Actor, entry: &EntryStanding, act: EntryAct) -> NextAct {
    let mut obstacles = Vec::new();
    let state = State::from_text(&entry.status);
    match &state {
        Ok(state) if state.legal_moves().contains(&act.begins().0) => {}
        Ok(state) => {
            let turn = obstacle("NOT_ITS_TURN", turn_of(*state));
            obstacles.push(Obstacle { values: values([("state", &entry.status)]), ..turn });
        }
        Err(refusal) => obstacles.push(refusal.clone().into()),
    }
    match act.permitted(actor) {
        Ok(me) => obstacles.extend(separation(act, entry, &me)),
        Err(refusal) => obstacles.push(refusal.into()),
    }
    if matches!(act, EntryAct::Sweep | EntryAct::Cut) && entry.waits_for > 0 {
        let message = format!("It waits for {} other proposals that are not proven.", entry.waits_for);
        obstacles.push(Obstacle { values: values([("count", &entry.waits_for)]), ..obstacle("WAITS_FOR_OTHERS", message) });
    }
    NextAct { act, open: obstacles.is_empty(), obstacles }
}

/// The duty of the first act that the entry's state is open to, giving up left aside.
fn whose_turn(entry: &EntryStanding) -> Option<Duty> {
    let legal = State::from_text(&entry.status).map(State::legal_moves).unwrap_or_default();
    ENTRY_ACTS.iter().filter(|act| **act != EntryAct::Abandon).find(|act| legal.contains(&act.begins().0)).map(|act| act.duty())
}

/// What `actor` may do with each entry.
#[must_use]
pub fn next_acts(actor: &Actor, entries: &[EntryStanding]) -> Vec<EntryActs> {
    entries
        .iter()
        .map(|entry| {
            let acts: Vec<NextAct> = ENTRY_ACTS.iter().map(|act| next_act(actor, entry, *act)).collect();
            let waits_for_me = acts.iter().any(|next| next.open && next.act != EntryAct::Abandon);
            EntryActs { entry_id: entry.entry_id.clone(), waits_for_me, waits_for: whose_turn(entry), acts }
        })
        .collect()
}

/// What `actor` may do whatever the entry.
///
/// # Errors
/// `NOBODY` or `DUTY_MISSING` where they may not even read.
pub fn duties(actor: &Actor) -> Result<Duties, Refusal> {
    let user = authorise(actor, Duty::Observer)?;
    let held = cutter_model::duty::DUTIES.iter().map(|(duty, _)| *duty).filter(|duty| authorise(actor, *duty).is_ok()).collect();
    let document = |decision: Result<String, Refusal>| {
        let obstacles: Vec<Obstacle> = decision.err().into_iter().map(Obstacle::from).collect();
        NextDocumentAct { open: obstacles.is_empty(), obstacles }
    };
    Ok(Duties { user, held, register: document(authorise(actor, Duty::Executor)), mark: document(permit(actor, Act::Mark)) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use cutter_model::duty::policies;

    fn person(user: &str, duties: &[Duty]) -> Actor {
        let policies = policies().into_iter().filter(|policy| duties.contains(&policy.duty)).map(|policy| policy.policy_id);
        Actor { user: Some(user.to_owned()), policies: policies.collect(), admin: false, flow: None, schedule: None }
    }

    fn entry(status: &str) -> EntryStanding {
        EntryStanding {
            entry_id: "e1".to_owned(),
            status: status.to_owned(),
            marked_by: "maker".to_owned(),
            reviewed_by: Some("judge".to_owned()),
            cut_by: Some("cutter".to_owned()),
            waits_for: 0,
        }
    }

    const ALL: [Duty; 5] = [Duty::Observer, Duty::Executor, Duty::Reviewer, Duty::Verifier, Duty::Authoriser];

    fn codes(actor: &Actor, entry: &EntryStanding, act: EntryAct) -> Vec<String> {
        next_act(actor, entry, act).obstacles.into_iter().map(|obstacle| obstacle.code).collect()
    }

    #[test]
    fn each_state_is_open_to_the_acts_of_its_moves_alone() {
        let anyone = person("someone", &ALL);
        for (status, open) in [
            ("marked", vec![EntryAct::Sweep, EntryAct::Abandon]),
            ("review_pending", vec![EntryAct::Review, EntryAct::Abandon]),
            ("reviewed_approved", vec![EntryAct::Cut, EntryAct::Abandon]),
            ("reviewed_deferred", vec![EntryAct::Sweep, EntryAct::Abandon]),
            ("reviewed_rejected", vec![]),
            ("cut_in_progress", vec![]),
            ("cut_applied", vec![EntryAct::Verify]),
            ("verify_in_progress", vec![]),
            ("verified_complete", vec![]),
            ("verify_failed_escalated", vec![]),
            ("abandoned", vec![]),
        ] {
            let acts = next_acts(&anyone, &[entry(status)]).remove(0);
            let found: Vec<EntryAct> = acts.acts.iter().filter(|next| next.open).map(|next| next.act).collect();
            assert_eq!(found, open, "{status}");
            assert_eq!(acts.waits_for_me, open.iter().any(|act| *act != EntryAct::Abandon), "{status}");
        }
    }

    #[test]
    fn an_entry_waits_for_the_duty_that_leads_on() {
        let anyone = person("someone", &[Duty::Observer]);
        for (status, duty) in [
            ("marked", Some(Duty::Executor)),
            ("review_pending", Some(Duty::Reviewer)),
            ("reviewed_approved", Some(Duty::Executor)),
            ("reviewed_deferred", Some(Duty::Executor)),
            ("cut_in_progress", None),
            ("cut_applied", Some(Duty::Verifier)),
            ("verified_complete", None),
            ("abandoned", None),
            ("open", None),
        ] {
            assert_eq!(next_acts(&anyone, &[entry(status)])[0].waits_for, duty, "{status}");
        }
    }

    #[test]
    fn an_obstacle_carries_what_its_sentence_names() {
        let observer = person("o", &[Duty::Observer]);
        let blocked = EntryStanding { waits_for: 2, ..entry("marked") };
        let values = |act| next_act(&observer, &blocked, act).obstacles.into_iter().map(|obstacle| obstacle.values).collect();
        let of = |name: &str, value: &str| Values::from([(name.to_owned(), value.to_owned())]);
        let found: Vec<Values> = values(EntryAct::Cut);
        assert_eq!(found, [of("state", "marked"), of("policy", "Cutter Executor"), of("count", "2")]);
    }

    #[test]
    fn whoever_made_it_does_not_judge_it() {
        assert_eq!(codes(&person("maker", &ALL), &entry("review_pending"), EntryAct::Review), ["REVIEW_SOD"]);
        assert_eq!(codes(&person("judge", &ALL), &entry("reviewed_approved"), EntryAct::Cut), ["CUT_SOD"]);
        for maker in ["maker", "cutter"] {
            assert_eq!(codes(&person(maker, &ALL), &entry("cut_applied"), EntryAct::Verify), ["VERIFY_SOD"], "{maker}");
        }
        assert!(codes(&person("judge", &ALL), &entry("cut_applied"), EntryAct::Verify).is_empty());
    }

    #[test]
    fn an_executor_is_told_why_verify_is_not_theirs() {
        let executor = person("maker", &[Duty::Executor]);
        let next = next_act(&executor, &entry("reviewed_approved"), EntryAct::Verify);
        assert_eq!(next.obstacles[0].message, "It was approved and waits to be published.");
        assert_eq!(next.obstacles[1].message, "This needs the policy \"Cutter Verifier\", which the acting user does not have.");
    }

    #[test]
    fn what_waits_for_others_is_neither_swept_nor_cut() {
        let executor = person("maker", &[Duty::Executor]);
        let blocked = |status| EntryStanding { waits_for: 2, ..entry(status) };
        assert_eq!(codes(&executor, &blocked("marked"), EntryAct::Sweep), ["WAITS_FOR_OTHERS"]);
        assert_eq!(codes(&executor, &blocked("reviewed_approved"), EntryAct::Cut), ["WAITS_FOR_OTHERS"]);
        assert!(codes(&executor, &blocked("marked"), EntryAct::Abandon).is_empty());
    }

    #[test]
    fn duties_are_told_to_observers_alone() {
        assert_eq!(duties(&person("x", &[])).expect_err("no duty").code, "DUTY_MISSING");
        let observer = duties(&person("o", &[Duty::Observer])).expect("an observer");
        assert_eq!((observer.held, observer.register.open, observer.mark.open), (vec![Duty::Observer], false, false));
        let executor = duties(&person("e", &[Duty::Executor])).expect("an executor");
        assert!(executor.register.open && executor.mark.open);
        assert_eq!(executor.held, [Duty::Observer, Duty::Executor]);
    }
}
