//! What holds of any timeline: late, future, out of order, withdrawn, corrected, suspended.

use std::collections::BTreeMap;

use iu_address::{Day, Instant};
use iu_timeline::change::{
    AtAddress, Correct, Correction, Cut, CutUnit, Enact, Insert, Join, Move, Part, Renumber, Split, Substitute, Suspend, Withdraw,
};
use iu_timeline::{Change, OnDay, Operation, Outcome, RowKind, Timeline, UnitOn, UnitState};
use proptest::prelude::*;

const DAYS: u32 = 12;
const ADDRESSES: u32 = 6;
/// The throw that corrects an earlier change.
const CORRECTS: u8 = 15;

fn day(number: u32) -> Day {
    "2025-01-01".parse::<Day>().unwrap().after(number % DAYS).unwrap()
}

fn instant(number: usize) -> Instant {
    Instant::from("2026-01-01".parse::<Day>().unwrap().after(u32::try_from(number).unwrap()).unwrap())
}

fn address(number: u32) -> String {
    format!("L/ART-{}", number % ADDRESSES + 1)
}

/// Numbers from which a change is made; most of what they make is refused, as most of what people mistype is.
type Dice = (u8, u32, u32, u32, u32);

fn change(step: usize, (kind, a, b, c, on): Dice) -> Change {
    let unit = |name: &str| format!("{name}{step}");
    let text = format!("text {step}");
    let earlier = || format!("c{}", a as usize % step.max(1));
    let operation = match kind {
        0 | 1 => Operation::Cut(Cut {
            units: (0..2 + b % 3)
                .map(|number| CutUnit {
                    unit: unit(&format!("u{number}-")),
                    address: address(number),
                    text: format!("{text}.{number}"),
                    in_force_from: (c % 3 == number && a % 2 == 0).then(|| day(c)),
                })
                .collect(),
            enact: a % 2 == 0,
        }),
        2..=4 => Operation::Substitute(Substitute { address: address(a), text, derived: b % 3 == 0 }),
        5 | 6 => Operation::Renumber(Renumber {
            moves: if c % 2 == 0 {
                vec![Move { from: address(a), to: address(b) }]
            } else {
                vec![Move { from: address(a), to: address(b) }, Move { from: address(b), to: address(c) }]
            },
        }),
        7 => Operation::Split(Split {
            address: address(a),
            parts: (0..2)
                .map(|number| Part {
                    unit: unit(&format!("p{number}-")),
                    address: format!("L/ART-{step}-P{number}"),
                    text: text.clone(),
                })
                .collect(),
        }),
        8 => Operation::Join(Join {
            addresses: vec![address(a), address(b)],
            unit: unit("j"),
            address: format!("L/ART-{step}J"),
            text,
        }),
        9 | 10 => Operation::Insert(Insert {
            unit: unit("n"),
            address: address(a),
            text,
            after: (b % 3 > 0).then(|| address(b)),
            enact: c % 2 == 0,
        }),
        11 => Operation::Retire(AtAddress { address: address(a) }),
        12 => Operation::Enact(Enact { addresses: vec![address(a)] }),
        13 => match b % 3 {
            0 => Operation::Resume(AtAddress { address: address(a) }),
            _ => Operation::Suspend(Suspend { address: address(a), until: (c % 2 == 0).then(|| day(c)) }),
        },
        14 => Operation::Withdraw(Withdraw { change: earlier() }),
        CORRECTS.. => Operation::Correct(Correct {
            change: earlier(),
            units: vec![Correction {
                unit: format!("u{}-{}", b % 3, a as usize % step.max(1)),
                text: Some(text),
                address: (c % 4 == 0).then(|| address(c)),
                in_force_from: None,
                withdrawn: c % 4 == 1,
                added: false,
                after: None,
            }],
        }),
    };
    let dayless = matches!(operation, Operation::Withdraw(_) | Operation::Correct(_));
    Change { change: format!("c{step}"), recorded_at: instant(step), effective_on: (!dayless).then(|| day(on)), operation }
}

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

fn dice() -> impl Strategy<Value = Vec<Dice>> {
    let rest = prop::collection::vec((0..=CORRECTS, any::<u32>(), any::<u32>(), any::<u32>(), any::<u32>()), 1..24);
    ((0_u32..4, 0_u32..3, any::<u32>(), 0_u32..4), rest).prop_map(|((a, b, c, on), mut rest)| {
        rest.insert(0, (0, a, b, c, on));
        rest
    })
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
