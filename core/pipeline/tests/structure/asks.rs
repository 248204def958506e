//! Requests for the laws: numbers made into operations by what stands there when their turn comes.

use cutter_model::live::UnitRow;
use cutter_pipeline::structure::{
    is_live, Enact, Insert, Join, Move, NewAddress, Operation, Part, Renumber, Resume, Retire, Rows, Split, Substitute, Suspend,
};
use iu_address::Day;
use proptest::prelude::*;

/// One operation as numbers, made into a request by what stands there when its turn comes.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    kind: u8,
    which: u16,
    other: u16,
    pub detail: u16,
    /// Whether it is taken back afterwards.
    pub undone: bool,
}

pub fn ask() -> impl Strategy<Value = Ask> {
    ask_of(16)
}

/// The same where a change has a day: what needs one is asked for, too.
pub fn ask_on_a_day() -> impl Strategy<Value = Ask> {
    ask_of(22)
}

fn ask_of(kinds: u8) -> impl Strategy<Value = Ask> {
    (0..kinds, any::<u16>(), any::<u16>(), any::<u16>(), prop::bool::weighted(0.25))
        .prop_map(|(kind, which, other, detail, undone)| Ask { kind, which, other, detail, undone })
}

fn pick<T>(items: &[T], number: u16) -> Option<&T> {
    items.get(usize::from(number) % items.len().max(1))
}

fn live(rows: &Rows) -> Vec<&UnitRow> {
    rows.in_order().into_iter().filter(|unit| is_live(unit)).collect()
}

/// A request that is meant to be accepted often, and refused for many different reasons.
pub fn operation(rows: &Rows, ask: Ask) -> Option<Operation> {
    let live = live(rows);
    let unit = *pick(&live, ask.which)?;
    let other = *pick(&live, ask.other)?;
    Some(match ask.kind {
        0..=2 => Operation::Split(split(rows, unit, ask.detail)),
        3..=5 => {
            let mut ids: Vec<String> = siblings(rows, unit).iter().map(|unit| unit.id.clone()).collect();
            let from = usize::from(ask.detail) % ids.len();
            ids = ids.into_iter().skip(from.saturating_sub(1)).take(2 + usize::from(ask.other % 2)).collect();
            Operation::Join(Join { unit_ids: ids, label: String::new(), title: String::new() })
        }
        6 => swap(unit, other),
        7..=8 => Operation::Renumber(Renumber { changes: vec![new_address(unit, &renumbered(unit, ask.detail))] }),
        9 => {
            // A chain: one takes the address the other leaves.
            let next = renumbered(unit, ask.detail);
            let follower = siblings(rows, unit).into_iter().find(|each| each.id != unit.id).unwrap_or(other);
            Operation::Renumber(Renumber {
                changes: vec![new_address(unit, &next), new_address(follower, &unit.canonical_address)],
            })
        }
        10 => Operation::Substitute(Substitute {
            unit_id: unit.id.clone(),
            heading: None,
            body: format!("Văn bản mới {}.\n", ask.detail),
            title: None,
            source: None,
            derived: false,
        }),
        11..=12 => insert(rows, unit, ask),
        13 => Operation::Move(Move {
            unit_id: unit.id.clone(),
            parent_id: if ask.detail.is_multiple_of(2) { unit.parent_id.clone() } else { Some(other.id.clone()) },
            after: if ask.detail.is_multiple_of(3) {
                None
            } else {
                siblings(rows, unit).last().map(|last| last.id.clone()).filter(|_| ask.detail.is_multiple_of(2))
            },
            address: (ask.detail % 4 == 3).then(|| moved_address(unit, other, ask.detail)),
        }),
        14 => Operation::Retire(Retire { unit_id: unit.id.clone() }),
        15 => Operation::Enact(Enact { unit_ids: vec![unit.id.clone()] }),
        16..=18 => Operation::Suspend(Suspend { unit_ids: vec![unit.id.clone()], until: until(ask.detail) }),
        _ => {
            // One that was suspended, where there is one.
            let suspended: Vec<&&UnitRow> = live.iter().filter(|unit| unit.suspended_from.is_some()).collect();
            let unit = pick(&suspended, ask.which).map_or(unit, |unit| **unit);
            Operation::Resume(Resume { unit_ids: vec![unit.id.clone()] })
        }
    })
}

/// In the middle of one of the years in which things happen, or not known.
fn until(detail: u16) -> Option<Day> {
    detail.is_multiple_of(2).then(|| format!("{}-09-01", 2013 + detail % 14).parse().expect("a day"))
}

fn siblings<'a>(rows: &'a Rows, unit: &UnitRow) -> Vec<&'a UnitRow> {
    live(rows).into_iter().filter(|each| each.parent_id == unit.parent_id && each.section_type == unit.section_type).collect()
}

/// Two or three parts, the text cut somewhere; the children go with the last part that has text, or are shared out.
fn split(rows: &Rows, unit: &UnitRow, detail: u16) -> Split {
    let body = rows.newest(&unit.id).map(|version| version.texts().1.to_owned()).unwrap_or_default();
    let count = 2 + usize::from(detail % 2);
    let mut cuts: Vec<usize> = (1..count)
        .map(|number| (body.len() * number / count + usize::from(detail / 7) % 5).min(body.len()))
        .map(|at| (at..=body.len()).find(|at| body.is_char_boundary(*at)).unwrap_or(body.len()))
        .chain([body.len()])
        .collect();
    cuts.sort_unstable();
    let children: Vec<String> = rows.standing_children(&unit.id).iter().map(|child| child.id.clone()).collect();
    let mut parts: Vec<Part> = cuts.into_iter().map(|ends_at| Part { ends_at, ..Part::default() }).collect();
    if detail.is_multiple_of(5) && children.len() >= count {
        // All own text to the first part, then a child each.
        for (index, part) in parts.iter_mut().enumerate() {
            part.ends_at = body.len();
            part.children = if index + 1 == count { children[index..].to_vec() } else { vec![children[index].clone()] };
        }
    } else if let Some(last) = parts.last_mut() {
        last.children = children;
    }
    Split { unit_id: unit.id.clone(), parts }
}

fn new_address(unit: &UnitRow, address: &str) -> NewAddress {
    NewAddress { unit_id: unit.id.clone(), address: address.to_owned(), label: None }
}

fn swap(one: &UnitRow, two: &UnitRow) -> Operation {
    let changes = vec![new_address(one, &two.canonical_address), new_address(two, &one.canonical_address)];
    Operation::Renumber(Renumber { changes })
}

/// The address with another last number.
fn renumbered(unit: &UnitRow, detail: u16) -> String {
    let text = &unit.canonical_address;
    match text.strip_suffix("-ROOT") {
        Some(head) => format!("{}{}-ROOT", head.trim_end_matches(|c: char| c.is_ascii_digit()), 20 + detail % 9),
        None => format!("{}{}", text.trim_end_matches(|c: char| c.is_ascii_digit() || c == 'A'), 1 + detail % 12),
    }
}

fn insert(rows: &Rows, unit: &UnitRow, ask: Ask) -> Operation {
    let text = &unit.canonical_address;
    // Sometimes an address that was given up, to take it again.
    let freed: Vec<&str> = rows.aliases.values().map(|row| row.alias_text.as_str()).filter(|text| text.contains('-')).collect();
    let address = match pick(&freed, ask.other).filter(|_| ask.detail.is_multiple_of(3)) {
        Some(freed) => (*freed).to_owned(),
        None if text.contains('/') && ask.detail.is_multiple_of(2) => format!("{text}A"),
        None => renumbered(unit, ask.detail),
    };
    Operation::Insert(Insert {
        enact: false,
        address,
        parent_id: unit.parent_id.clone(),
        after: Some(unit.id.clone()),
        section_type: unit.section_type.clone(),
        label: format!("New {}", ask.detail),
        title: String::new(),
        heading: "New.\n".to_owned(),
        body: format!("Inserted {}.\n", ask.detail),
        source: None,
    })
}

fn moved_address(unit: &UnitRow, parent: &UnitRow, detail: u16) -> String {
    let parent = parent
        .canonical_address
        .strip_suffix("-ROOT")
        .map_or_else(|| parent.canonical_address.clone(), |head| format!("{head}-S{}", 40 + detail % 9));
    if parent.contains('/') {
        format!("{parent}-X-{}", detail % 50)
    } else if unit.canonical_address.contains("-P") {
        format!("{parent}-P{}", 40 + detail % 9)
    } else {
        parent
    }
}
