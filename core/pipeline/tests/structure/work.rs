//! An operation on eight times as many units takes about eight times as long, whatever is done to them: the time is compared with
//! that of the same operation on an eighth of them in the same run, never with a clock.

use cutter_pipeline::structure::{Document, Enact, NewAddress, Operation, Renumber, Retire, Substitute};
use std::time::Instant;

use crate::world::{flat, perform};

const SMALL: usize = 150;
const FACTOR: usize = 8;
/// A quadratic step would take 64 times as long.
const MOST: f64 = 30.0;

type Ask = fn(usize) -> Operation;

fn id(number: usize) -> String {
    format!("HB/DIEU-{number}")
}

const OPERATIONS: [(&str, Ask); 4] = [
    ("every address moves on by one", |count| {
        let change = |number| NewAddress { unit_id: id(number), address: id(number + 1), label: None };
        Operation::Renumber(Renumber { changes: (1..=count).map(change).collect() })
    }),
    ("every unit comes into force", |count| Operation::Enact(Enact { unit_ids: (1..=count).map(id).collect() })),
    ("one text changes", |count| {
        let body = "Another text.\n".to_owned();
        Operation::Substitute(Substitute {
            unit_id: id(count / 2),
            heading: None,
            body,
            title: None,
            source: None,
            derived: false,
        })
    }),
    ("one unit ends", |count| Operation::Retire(Retire { unit_id: id(count / 2) })),
];

fn seconds(document: &Document, operation: Operation) -> f64 {
    let start = Instant::now();
    let done = perform(document, operation, 1).unwrap_or_else(|refusal| panic!("{refusal}"));
    // What a review compares and what is read for a preview.
    assert_eq!(done.manifest.moved_in(&document.rows), Vec::<String>::new());
    assert!(!done.after.reading().is_empty());
    start.elapsed().as_secs_f64()
}

#[test]
fn eight_times_the_units_are_eight_times_the_work() {
    let (small, large) = (flat(SMALL), flat(SMALL * FACTOR));
    for (name, ask) in OPERATIONS {
        // The machine may be busy: the best of some tries counts, and one that is good is enough.
        let mut best = f64::INFINITY;
        for _ in 0..12 {
            let base = seconds(&small, ask(SMALL)).max(1e-5);
            best = best.min(seconds(&large, ask(SMALL * FACTOR)) / base);
            if best < MOST {
                break;
            }
        }
        assert!(best < MOST, "{name}: {FACTOR} times the units took {best:.0} times as long");
    }
}
