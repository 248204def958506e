//! A change on record that is taken up again, to be withdrawn or corrected: whether it may be, and its day.
//!
//! Neither has a legal day of its own (page 11, rules 27 and 28): both stand on the timeline where the change stands, and say what is known of
//! it from their recording on.

use super::asked::Kind;
use super::request::Undertaking;
use super::rows::{Document, TakenUp};
use cutter_model::refusal::Refusal;
use iu_address::Day;

/// What no change is withdrawn by: attested units were there before, the others are the way back themselves.
const NOT_WITHDRAWN: [&str; 4] = ["attest", "compensation", "rehearsal", "withdraw"];

/// The day of what takes a change up again: that of the change.
///
/// # Errors
/// Those of [`named`]; `WITHDRAWAL_HAS_NO_DAY`, `CORRECTION_HAS_NO_DAY` where another day is asked for.
pub(super) fn day_of(document: &Document, asked: &Undertaking, day: Option<Day>) -> Result<Option<Day>, Refusal> {
    let own = named(document, asked.kind(), asked.takes_up().unwrap_or_default())?.effective_on;
    if day.is_none() || day == own {
        return Ok(own);
    }
    Err(match asked.kind() {
        Kind::Correct => Refusal::invalid(
            "CORRECTION_HAS_NO_DAY",
            "A correction has no day of its own: the change it corrects is read as if it had been recorded so, for whoever asks from now on.",
        ),
        _ => Refusal::invalid(
            "WITHDRAWAL_HAS_NO_DAY",
            "A withdrawal has no day of its own: the change it takes back was never law, for whoever asks from now on.",
        ),
    })
}

/// The change that is asked for, where it may be taken up at all.
///
/// # Errors
/// `NO_SUCH_CHANGE`, `ALREADY_WITHDRAWN`, `NOT_WITHDRAWABLE`, `NOT_CORRECTABLE`.
pub(super) fn named<'d>(document: &'d Document, to: Kind, id: &str) -> Result<&'d TakenUp, Refusal> {
    let Some(change) = document.taken_up.as_ref().filter(|change| change.change_set_id == id) else {
        return Err(Refusal::not_found("NO_SUCH_CHANGE", format!("There is no change set {id} of this document.")));
    };
    if let Some(by) = &change.withdrawn_by {
        return Err(Refusal::conflict("ALREADY_WITHDRAWN", format!("The change set {id} is withdrawn already, by {by}.")));
    }
    let kind = change.operation_kind.as_str();
    let unproven = (change.status != "verified").then_some("it is not verified: VERIFY proves it, or takes it back by itself");
    if to == Kind::Correct {
        let other = (kind != "first_cut").then_some("only a first cut is; withdraw it, and record it again");
        return match other.or(unproven) {
            Some(why) => Err(Refusal::conflict("NOT_CORRECTABLE", format!("The change set {id} is not corrected: {why}."))),
            None => Ok(change),
        };
    }
    let other = NOT_WITHDRAWN.contains(&kind).then_some("it wrote no change of the law that could be taken back");
    match other.or(unproven) {
        Some(why) => Err(Refusal::conflict("NOT_WITHDRAWABLE", format!("The change set {id} is not withdrawn: {why}."))),
        None => Ok(change),
    }
}

/// That what is asked for does not go with what is on record.
pub(super) fn conflict(to: Kind, what: &str) -> Refusal {
    let (verb, way) = match to {
        Kind::Correct => ("corrected", "Take that back first, correct less, or change the law by an operation."),
        _ => ("withdrawn", "Take that back first, or change the law by an operation."),
    };
    Refusal::conflict("EFFECTIVE_CONFLICT", format!("It cannot be {verb}: {what}. {way}"))
}
