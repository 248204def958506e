//! Random timelines, done to rows.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;

use iu_address::Instant;
use iu_timeline::{Change, OnDay, Operation};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};

use super::both::{Became, Both};
use super::dice::{change, dice, Dice};
use super::held::{days, hold};

/// The change, mostly of units that stand on its day, or of changes that were accepted: most of what dice say is refused by both.
fn aimed(mut change: Change, (_, a, b, c, _): Dice, both: &Both) -> Change {
    let standing = match change.effective_on.map(|day| both.fold.known_at(change.recorded_at).on(day)) {
        Some(OnDay::There(document)) => document.units(),
        _ => Vec::new(),
    };
    let aim = |address: &mut String, at: u32| {
        if let Some(unit) = standing.get(at as usize % standing.len().max(1)).filter(|_| !at.is_multiple_of(5)) {
            address.clone_from(&unit.address);
        }
    };
    match &mut change.operation {
        Operation::Substitute(it) => aim(&mut it.address, a),
        Operation::Renumber(it) => it.moves.iter_mut().take(1).for_each(|each| aim(&mut each.from, a)),
        Operation::Split(it) => aim(&mut it.address, a),
        Operation::Join(it) => it.addresses.iter_mut().zip([a, b]).for_each(|(address, at)| aim(address, at)),
        Operation::Insert(it) => it.after.iter_mut().for_each(|after| aim(after, b)),
        Operation::Retire(it) | Operation::Resume(it) => aim(&mut it.address, a),
        Operation::Enact(it) => it.addresses.iter_mut().for_each(|address| aim(address, a)),
        Operation::Suspend(it) => aim(&mut it.address, a),
        Operation::Withdraw(it) => {
            let entries = &both.rows.entries;
            if let Some(entry) =
                entries.get(1 + a as usize % entries.len().max(2).saturating_sub(1)).filter(|_| !b.is_multiple_of(3))
            {
                it.change.clone_from(&entry.name);
            }
        }
        Operation::Correct(it) if c % 4 < 3 => {
            it.change = both.rows.entries.first().map(|entry| entry.name.clone()).unwrap_or_default();
            let names: Vec<&String> = both.ids.keys().collect();
            for each in &mut it.units {
                if let Some(name) = names.get(b as usize % names.len().max(1)) {
                    each.unit.clone_from(name);
                }
            }
        }
        Operation::Cut(_) | Operation::Correct(_) => {}
    }
    change
}

/// Does what the dice say, and holds what is read then; how many changes were accepted, and refused by rows alone.
fn run(dice: &[Dice]) -> Result<(usize, usize), String> {
    let mut both = Both::new();
    let (mut accepted, mut more) = (0, 0);
    let mut instants: BTreeSet<Instant> = BTreeSet::new();
    for (step, dice) in dice.iter().enumerate() {
        let change = aimed(change(step, *dice), *dice, &both);
        match both.record(&change) {
            Became::Accepted => {
                instants.insert(change.recorded_at);
                accepted += usize::from(!matches!(change.operation, Operation::Cut(_)));
            }
            Became::RefusedByRows(_) => more += 1,
            Became::Refused(..) | Became::NotOffered(_) => {}
        }
    }
    let instants: Vec<Instant> = instants.into_iter().collect();
    let some: Vec<Instant> = instants.iter().step_by(3).chain(instants.last()).copied().collect();
    hold(&both, &days(&both), &some)?;
    Ok((accepted, more))
}

/// How many: `CUTTER_TIMELINES` of them, or a few.
fn cases() -> u32 {
    std::env::var("CUTTER_TIMELINES").ok().and_then(|said| said.parse().ok()).unwrap_or(48)
}

#[test]
fn random_timelines_are_read_from_rows_as_they_are_folded() {
    let (accepted, more) = (Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new(Config { cases: cases(), failure_persistence: None, ..Config::default() });
    let result = runner.run(&dice(), |dice| {
        let (one, other) = std::panic::catch_unwind(|| run(&dice))
            .map_err(|panic| TestCaseError::fail(panic.downcast_ref::<String>().cloned().unwrap_or_default()))?
            .map_err(TestCaseError::fail)?;
        accepted.set(accepted.get() + one);
        more.set(more.get() + other);
        Ok(())
    });
    if let Err(TestError::Fail(why, dice)) = result {
        let mut both = Both::new();
        for (step, dice) in dice.iter().enumerate() {
            let change = aimed(change(step, *dice), *dice, &both);
            let became = std::panic::catch_unwind(AssertUnwindSafe(|| both.record(&change))).map_err(|_| "panics");
            println!("{} {:?} {:?}: {became:?}", change.change, change.effective_on.map(|day| day.to_string()), change.operation);
        }
        panic!("{why}");
    }
    println!("{} changes after a cut were accepted by both; {} by the fold alone", accepted.get(), more.get());
}
