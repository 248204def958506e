//! Timelines out of dice: late, future, out of order, withdrawn, corrected, suspended.

use iu_address::{Day, Instant};
use iu_timeline::change::{
    AtAddress, Correct, Correction, Cut, CutUnit, Enact, Insert, Join, Move, Part, Renumber, Split, Substitute, Suspend, Withdraw,
};
use iu_timeline::{Change, Operation};
use proptest::prelude::*;

pub const DAYS: u32 = 12;
pub const ADDRESSES: u32 = 6;
/// The throw that corrects an earlier change.
pub const CORRECTS: u8 = 15;

pub fn day(number: u32) -> Day {
    "2025-01-01".parse::<Day>().unwrap().after(number % DAYS).unwrap()
}

pub fn instant(number: usize) -> Instant {
    Instant::from("2026-01-01".parse::<Day>().unwrap().after(u32::try_from(number).unwrap()).unwrap())
}

pub fn address(number: u32) -> String {
    format!("L/ART-{}", number % ADDRESSES + 1)
}

/// Numbers from which a change is made; most of what they make is refused, as most of what people mistype is.
pub type Dice = (u8, u32, u32, u32, u32);

pub fn change(step: usize, (kind, a, b, c, on): Dice) -> Change {
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

pub fn dice() -> impl Strategy<Value = Vec<Dice>> {
    let rest = prop::collection::vec((0..=CORRECTS, any::<u32>(), any::<u32>(), any::<u32>(), any::<u32>()), 1..24);
    ((0_u32..4, 0_u32..3, any::<u32>(), 0_u32..4), rest).prop_map(|((a, b, c, on), mut rest)| {
        rest.insert(0, (0, a, b, c, on));
        rest
    })
}
