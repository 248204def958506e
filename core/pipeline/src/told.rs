//! Who is told that a cut request moved: whoever it waits for now, and whoever made it, once somebody else decided. Nobody is told of
//! what they did themselves.

use serde::{Deserialize, Serialize};

use cutter_model::backlog::State;
use cutter_model::duty::Actor;

use crate::next::{next_acts, EntryAct, EntryActs, EntryStanding};

/// A cut request that moved, as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Moved {
    /// Where it stands.
    pub entry: EntryStanding,
    /// Who moved it last, as recorded.
    pub moved_by: String,
}

/// Why somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// The next step is theirs.
    Waits,
    /// What they made was decided.
    Decided,
}

/// One thing that one person is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Notice {
    /// Directus user id.
    pub person: String,
    /// The cut request.
    pub entry_id: String,
    /// Why they are told.
    pub kind: NoticeKind,
    /// What waits for them, where something does.
    pub act: Option<EntryAct>,
}

/// What is handed on from one person to another. A draft is its maker's own to send.
const HANDED_ON: [EntryAct; 3] = [EntryAct::Review, EntryAct::Cut, EntryAct::Verify];

/// States in which somebody else has decided about what its maker made.
const DECIDED: [State; 6] = [
    State::ReviewedApproved,
    State::ReviewedRejected,
    State::ReviewedDeferred,
    State::VerifiedComplete,
    State::VerifyFailedEscalated,
    State::Abandoned,
];

fn handed_on(acts: &EntryActs) -> Option<EntryAct> {
    acts.acts.iter().find(|next| next.open && HANDED_ON.contains(&next.act)).map(|next| next.act)
}

/// Whom an entry waits for, with what; what is approved goes back to who made it, and where they cannot go on with it, to all who can.
fn waits(entry: &EntryStanding, people: &[Actor]) -> Vec<Notice> {
    let mut found: Vec<Notice> = people
        .iter()
        .filter_map(|actor| {
            let act = handed_on(&next_acts(actor, std::slice::from_ref(entry))[0])?;
            let person = actor.user.clone()?;
            Some(Notice { person, entry_id: entry.entry_id.clone(), kind: NoticeKind::Waits, act: Some(act) })
        })
        .collect();
    let is_makers = |notice: &Notice| notice.act == Some(EntryAct::Cut) && notice.person == entry.marked_by;
    if found.iter().any(is_makers) {
        found.retain(is_makers);
    }
    found
}

/// Who made what was decided.
fn decided(entry: &EntryStanding, people: &[Actor]) -> Vec<Notice> {
    let is_decided = State::from_text(&entry.status).is_ok_and(|state| DECIDED.contains(&state));
    let made = |user: &str| is_decided && (user == entry.marked_by || entry.cut_by.as_deref() == Some(user));
    people
        .iter()
        .filter_map(|actor| actor.user.as_deref())
        .filter(|user| made(user))
        .map(|user| Notice { person: user.to_owned(), entry_id: entry.entry_id.clone(), kind: NoticeKind::Decided, act: None })
        .collect()
}

/// What each of `people` is told of what moved: of one entry one thing, what waits for them first.
#[must_use]
pub fn notices(moved: &[Moved], people: &[Actor]) -> Vec<Notice> {
    let mut found: Vec<Notice> = Vec::new();
    for Moved { entry, moved_by } in moved {
        for notice in waits(entry, people).into_iter().chain(decided(entry, people)) {
            let is_told =
                found.iter().rev().take_while(|each| each.entry_id == entry.entry_id).any(|each| each.person == notice.person);
            if notice.person != *moved_by && !is_told {
                found.push(notice);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use cutter_model::duty::{policies, Duty};

    fn person(user: &str, duties: &[Duty]) -> Actor {
        let policies = policies().into_iter().filter(|policy| duties.contains(&policy.duty)).map(|policy| policy.policy_id);
        Actor { user: Some(user.to_owned()), policies: policies.collect(), admin: false, flow: None, schedule: None }
    }

    fn people() -> Vec<Actor> {
        vec![
            person("maker", &[Duty::Executor]),
            person("colleague", &[Duty::Executor, Duty::Reviewer]),
            person("judge", &[Duty::Reviewer]),
            person("prover", &[Duty::Verifier, Duty::Reviewer]),
            person("reader", &[Duty::Observer]),
        ]
    }

    fn told(status: &str, moved_by: &str, cut_by: Option<&str>, people: &[Actor]) -> Vec<String> {
        let entry = EntryStanding {
            entry_id: "e1".to_owned(),
            status: status.to_owned(),
            marked_by: "maker".to_owned(),
            reviewed_by: Some("judge".to_owned()),
            cut_by: cut_by.map(str::to_owned),
            waits_for: 0,
        };
        let moved = [Moved { entry, moved_by: moved_by.to_owned() }];
        notices(&moved, people)
            .into_iter()
            .map(|notice| format!("{} {:?} {:?}", notice.person, notice.kind, notice.act))
            .collect()
    }

    #[test]
    fn what_is_sent_to_review_is_told_to_everybody_who_may_review_it() {
        let found = told("review_pending", "maker", None, &people());
        assert_eq!(found, ["colleague Waits Some(Review)", "judge Waits Some(Review)", "prover Waits Some(Review)"]);
        assert_eq!(
            told("review_pending", "colleague", None, &people()),
            ["judge Waits Some(Review)", "prover Waits Some(Review)"]
        );
    }

    #[test]
    fn a_draft_is_its_makers_own() {
        assert!(told("marked", "maker", None, &people()).is_empty());
    }

    #[test]
    fn what_is_approved_goes_back_to_its_maker_and_where_they_are_gone_to_all_who_may_publish() {
        assert_eq!(told("reviewed_approved", "judge", None, &people()), ["maker Waits Some(Cut)"]);
        assert_eq!(told("reviewed_approved", "judge", None, &people()[1..]), ["colleague Waits Some(Cut)"]);
    }

    #[test]
    fn makers_learn_what_others_decided() {
        for status in ["reviewed_rejected", "reviewed_deferred", "abandoned"] {
            assert_eq!(told(status, "judge", None, &people()), ["maker Decided None"], "{status}");
            assert!(told(status, "maker", None, &people()).is_empty(), "{status}");
        }
        let cut = Some("colleague");
        assert_eq!(told("verified_complete", "prover", cut, &people()), ["maker Decided None", "colleague Decided None"]);
        assert_eq!(told("verify_failed_escalated", "prover", cut, &people()), ["maker Decided None", "colleague Decided None"]);
    }

    #[test]
    fn what_is_published_waits_for_who_neither_made_nor_published_it() {
        assert_eq!(told("cut_applied", "maker", Some("maker"), &people()), ["prover Waits Some(Verify)"]);
        assert!(told("cut_in_progress", "maker", Some("maker"), &people()).is_empty());
    }
}
