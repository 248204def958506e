//! What holds of any timeline: late, future, out of order, withdrawn, corrected, suspended.

use std::collections::BTreeMap;

use iu_address::{Day, Instant};
use iu_timeline::{Change, OnDay, Operation, Outcome, RowKind, Timeline, UnitOn, UnitState};
use proptest::prelude::*;

use super::dice::{address, change, day, dice, instant, Dice, ADDRESSES, CORRECTS, DAYS};

/// Everything a timeline answers as known at `at`: a line for each day, and what each address leads to.
fn told(timeline: &Timeline, at: Instant) -> Vec<String> {
    let known = timeline.known_at(at);
    let of_day = |number: u32| match known.on(day(number)) {
        OnDay::There(document) => {
            let led: Vec<_> = (0..ADDRESSES).map(|number| document.resolve(&address(number))).collect();
            format!("{number}: {:?} {led:?}", document.units())
        }
        other => format!("{number}: {other:?}"),
    };
    (0..DAYS).map(of_day).chain(known.rows().iter().map(|row| format!("{row:?}"))).collect()
}

fn units(timeline: &Timeline, at: Instant, number: u32) -> Option<Vec<UnitOn>> {
    match timeline.known_at(at).on(day(number)) {
        OnDay::There(document) => Some(document.units()),
        _ => None,
    }
}

/// A timeline out of dice.
#[derive(Default)]
struct Rolled {
    timeline: Timeline,
    /// The changes that it took.
    taken: Vec<Change>,
    /// What it told after each change.
    tellings: Vec<(Instant, Vec<String>)>,
}

fn rolled(dice: &[Dice]) -> Rolled {
    let Rolled { mut timeline, mut taken, mut tellings } = Rolled::default();
    for (step, dice) in dice.iter().enumerate() {
        let change = change(step, *dice);
        let before = told(&timeline, instant(step));
        match timeline.record(change.clone()) {
            Ok(()) => taken.push(change),
            // Nothing of it is kept.
            Err(_) => assert_eq!(told(&timeline, instant(step)), before),
        }
        tellings.push((instant(step), told(&timeline, instant(step))));
    }
    Rolled { timeline, taken, tellings }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_recorded_later_changes_what_was_answered(dice in dice()) {
        let Rolled { timeline, tellings, .. } = rolled(&dice);
        for (at, told_then) in tellings {
            prop_assert_eq!(told(&timeline, at), told_then);
        }
    }

    /// Whoever had recorded what stands today in the order of its days, and nothing else, would read the same.
    #[test]
    fn the_order_of_recording_is_forgotten(dice in dice()) {
        // What was corrected would have to be recorded as corrected.
        let dice: Vec<Dice> = dice.into_iter().filter(|(kind, ..)| *kind != CORRECTS).collect();
        let Rolled { timeline, taken, .. } = rolled(&dice);
        let withdrawn: Vec<&str> = taken.iter().filter_map(|change| match &change.operation {
            Operation::Withdraw(withdraw) => Some(withdraw.change.as_str()),
            _ => None,
        }).collect();
        let mut standing: Vec<Change> = taken.iter()
            .filter(|change| change.effective_on.is_some() && !withdrawn.contains(&change.change.as_str()))
            .cloned()
            .collect();
        // The cut lies on the earliest of its days, and before it there is nothing.
        standing.sort_by_key(|change| (!matches!(change.operation, Operation::Cut(_)), change.effective_on));
        let mut again = Timeline::default();
        for change in standing {
            prop_assert_eq!(again.record(Change { recorded_at: instant(0), ..change }), Ok(()));
        }
        let end = instant(dice.len());
        prop_assert_eq!(told(&again, end), told(&timeline, end));
    }

    #[test]
    fn rows_say_what_readings_say(dice in dice()) {
        let timeline = rolled(&dice).timeline;
        let known = timeline.known_at(instant(dice.len()));
        let rows = known.rows();
        for row in &rows {
            prop_assert!(row.until.is_none_or(|until| row.from < until), "{row:?}");
        }
        // Of one text, rows in their order of days; what replaced a unit may be several.
        let mut told: Vec<_> = rows.iter().filter(|row| row.kind != RowKind::Redirect).collect();
        told.sort_by_key(|row| (&row.text, row.from));
        for pair in told.windows(2).filter(|pair| pair[0].text == pair[1].text) {
            prop_assert!(pair[0].until.is_some_and(|until| until <= pair[1].from), "{pair:?}");
        }
        for number in 0..DAYS {
            let OnDay::There(document) = known.on(day(number)) else { continue };
            for row in rows.iter().filter(|row| row.from <= day(number) && row.until.is_none_or(|until| day(number) < until)) {
                let answer = document.resolve(&row.text);
                let is_canonical = answer.outcome == Outcome::Canonical;
                match row.kind {
                    RowKind::PreviousCanonical => prop_assert!(is_canonical && answer.units[0].unit == row.unit, "{row:?} {answer:?}"),
                    RowKind::Rename | RowKind::Redirect => prop_assert!(!is_canonical && answer.outcome != Outcome::NotFound, "{row:?} {answer:?}"),
                }
            }
        }
    }

    /// A day is read from windows as it is folded, and windows neither overlap nor leave gaps.
    #[test]
    fn windows_say_what_the_fold_says(dice in dice()) {
        let Rolled { timeline, tellings, .. } = rolled(&dice);
        for (at, _) in tellings.iter().step_by(5).chain(tellings.last()) {
            let known = timeline.known_at(*at);
            let windows = known.windows();
            for pair in windows.windows(2).filter(|pair| pair[0].unit == pair[1].unit) {
                prop_assert_eq!(pair[0].until, Some(pair[1].from));
            }
            for number in 0..DAYS * 2 {
                let day = "2025-01-01".parse::<Day>().unwrap().after(number).unwrap();
                let Some(folded) = (match known.on(day) { OnDay::There(document) => Some(document.units()), _ => None }) else { continue };
                let read: Vec<UnitOn> = windows.iter()
                    .filter(|window| window.from <= day && window.until.is_none_or(|until| day < until) && window.state != UnitState::Repealed)
                    .map(|window| UnitOn { unit: window.unit.clone(), address: window.address.clone(), text: window.text.clone(), state: window.state })
                    .collect();
                prop_assert_eq!(read, folded);
            }
        }
    }

    #[test]
    fn each_living_unit_is_found_under_its_address_and_none_twice(dice in dice()) {
        let timeline = rolled(&dice).timeline;
        let end = instant(dice.len());
        for number in 0..DAYS {
            let Some(units) = units(&timeline, end, number) else { continue };
            let by_address: BTreeMap<&str, &UnitOn> = units.iter().map(|unit| (unit.address.as_str(), unit)).collect();
            prop_assert_eq!(by_address.len(), units.len());
            let OnDay::There(document) = timeline.known_at(end).on(day(number)) else { continue };
            for unit in &units {
                let answer = document.resolve(&unit.address);
                prop_assert_eq!(answer.outcome, Outcome::Canonical);
                prop_assert_eq!(&answer.units[0], unit);
            }
        }
    }
}
