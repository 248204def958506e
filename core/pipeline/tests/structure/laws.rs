//! Laws that hold after any sequence of operations, told here in their own words: nothing of the guard or the table is used.

use cutter_model::live::UnitRow;
use cutter_pipeline::structure::{compensate, is_live, verify, Document, Kind, Rows};
use iu_address as address;
use iu_address::alias::{resolve_all, Follow, Resolution, ResolveFacts, ResolveOutcome as Outcome, ResolveRequest};
use iu_address::AddressFormat;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

use super::asks::{ask, operation, Ask};
use super::world::{self, by, hour, perform, with};

/// An address, who held it, and an instant at which.
struct Held {
    address: String,
    unit_id: String,
    at: String,
}

type Landed = (Outcome, BTreeSet<String>);

/// What a state's texts are resolved from: read once, whatever is asked of it.
fn facts(rows: &Rows) -> ResolveFacts {
    rows.resolvable().expect("times read")
}

/// Where each text leads at `at`.
fn landed(facts: &ResolveFacts, texts: impl IntoIterator<Item = String>, at: &str, follow: Follow) -> Vec<(Resolution, Landed)> {
    let request = ResolveRequest { texts: texts.into_iter().collect(), as_of: at.to_owned(), follow };
    let resolutions = resolve_all(&request, facts).expect("a time");
    let landed = |resolution: &Resolution| (resolution.outcome, resolution.units.iter().map(|unit| unit.id.clone()).collect());
    resolutions.into_iter().map(|resolution| (resolution.clone(), landed(&resolution))).collect()
}

/// Every law about one state.
fn check_state(rows: &Rows, held: &[Held], now: &str) -> Result<(), TestCaseError> {
    let mut addresses = BTreeMap::new();
    for unit in rows.units.values() {
        let other = addresses.insert(unit.canonical_address.clone(), unit);
        prop_assert!(other.is_none(), "{} is held by two units", unit.canonical_address);
    }
    // No cycle: going up from any unit ends within as many steps as there are units.
    for unit in rows.units.values() {
        let mut at = Some(unit);
        let steps = std::iter::from_fn(|| {
            at = at.and_then(|unit| unit.parent_id.as_deref()).map(|parent| &rows.units[parent]);
            at
        });
        prop_assert!(steps.take(rows.units.len() + 1).count() <= rows.units.len(), "a cycle above {}", unit.canonical_address);
    }
    // Order: each position once, parents first.
    let positions: BTreeSet<i64> = rows.units.values().map(|unit| unit.sort_order).collect();
    prop_assert_eq!(positions.len(), rows.units.len(), "two units have one position");
    for unit in rows.units.values() {
        if let Some(parent) = &unit.parent_id {
            prop_assert!(rows.units[parent].sort_order < unit.sort_order, "{} comes before its parent", unit.canonical_address);
        }
    }
    // Parents agree with addresses.
    let parsed = |unit: &'_ UnitRow| address::parse(&unit.canonical_address).expect("only addresses");
    let live: Vec<_> = rows.units.values().filter(|unit| is_live(unit)).map(|unit| (unit, parsed(unit))).collect();
    for (unit, address) in &live {
        prop_assert_eq!(address.format().as_str(), unit.canonical_address_format_version.as_str());
        prop_assert_eq!(unit.section_code.as_deref(), Some(unit.canonical_address.split('/').next_back().unwrap_or_default()));
        let parent = unit.parent_id.as_ref().map(|parent| &rows.units[parent]);
        if let (AddressFormat::V1, Some(named)) = (address.format(), address.parent()) {
            prop_assert_eq!(
                parent.map(|parent| parent.canonical_address.as_str()),
                Some(named.as_str()),
                "parent of {}",
                address
            );
        }
        if address.format() == AddressFormat::V2 {
            for (other, _) in live.iter().filter(|(other, above)| other.id != unit.id && above.is_ancestor_of(address)) {
                let mut up = parent;
                while up.is_some_and(|up| up.id != other.id) {
                    up = up.and_then(|up| up.parent_id.as_ref()).map(|parent| &rows.units[parent]);
                }
                prop_assert!(up.is_some(), "{} is written below {}, and does not stand there", address, other.canonical_address);
            }
        }
    }
    // Every address ever held answers now, and at each time it was held it led to who held it.
    let held: Vec<&Held> = held.iter().filter(|held| rows.units.contains_key(&held.unit_id)).collect();
    let ever: BTreeSet<&String> = held.iter().map(|held| &held.address).collect();
    let facts = facts(rows);
    for (resolution, (outcome, units)) in landed(&facts, ever.into_iter().cloned(), now, Follow::Latest) {
        let address = &resolution.text;
        let answers = matches!(outcome, Outcome::Canonical | Outcome::Alias | Outcome::Many | Outcome::Gone);
        prop_assert!(answers, "{address} answers {outcome:?}");
        prop_assert!(units.iter().all(|id| is_live(&rows.units[id])), "{address} leads to a retired unit");
        if outcome == Outcome::Gone {
            let tombstone = resolution.tombstone.expect("what is gone has a tombstone");
            prop_assert!(tombstone.retired_at.is_some() && tombstone.change_set_id.is_some(), "{address}: since when, by what?");
        }
    }
    let mut by_time: BTreeMap<&str, Vec<&Held>> = BTreeMap::new();
    for held in held {
        by_time.entry(&held.at).or_default().push(held);
    }
    for (at, held) in by_time {
        let landed = landed(&facts, held.iter().map(|held| held.address.clone()), at, Follow::None);
        for (held, (_, (_, units))) in held.into_iter().zip(landed) {
            prop_assert_eq!(units, BTreeSet::from([held.unit_id.clone()]), "{} as of {}", &held.address, at);
        }
    }
    Ok(())
}

/// What an operation may do to texts and standing.
fn check_step(kind: Kind, before: &Rows, after: &Rows, now: &str) -> Result<(), TestCaseError> {
    for (id, version) in before.versions.iter() {
        prop_assert_eq!(version.texts(), after.versions[id].texts(), "a version's text changed");
    }
    for (id, unit) in &after.units {
        let had = before.units.get(id).and_then(|unit| unit.authority.clone()).unwrap_or_else(|| "draft".to_owned());
        let has = unit.authority.clone().unwrap_or_default();
        prop_assert!(
            has == had || has == "draft" || kind == Kind::Enact && had == "draft",
            "{} gained {has}",
            unit.canonical_address
        );
        let version = after.newest(id).expect("every unit has a version");
        let retired = version.retired_at.is_some();
        prop_assert_eq!(
            retired,
            !is_live(unit),
            "{}: unit and version tell differently whether it ended",
            unit.canonical_address
        );
    }
    let ended: Vec<&UnitRow> =
        before.in_order().into_iter().filter(|unit| is_live(unit) && !is_live(&after.units[&unit.id])).collect();
    let born: Vec<&UnitRow> = after.in_order().into_iter().filter(|unit| !before.units.contains_key(&unit.id)).collect();
    let text = |rows: &Rows, units: &[&UnitRow]| -> String {
        let versions = units.iter().map(|unit| rows.newest(&unit.id).expect("a version"));
        versions.flat_map(|version| <[&str; 2]>::from(version.texts()).map(str::to_owned)).collect()
    };
    match kind {
        Kind::Split => prop_assert_eq!(before.reading(), after.reading(), "a split changes nothing of what is read"),
        Kind::Join => prop_assert_eq!(text(before, &ended), text(after, &born), "a join is its origins' texts in order"),
        Kind::Renumber | Kind::Enact => prop_assert_eq!(before.reading(), after.reading()),
        _ => {}
    }
    if matches!(kind, Kind::Split | Kind::Join) {
        // Whoever cites what ended is led to what came of it, and to nothing else.
        let successors: BTreeSet<String> = born.iter().map(|unit| unit.id.clone()).collect();
        for (resolution, (_, units)) in
            landed(&facts(after), ended.iter().map(|unit| unit.canonical_address.clone()), now, Follow::Latest)
        {
            prop_assert_eq!(&units, &successors, "where {} leads", resolution.text);
        }
        prop_assert_eq!(ended.len() == 1, kind == Kind::Split);
        prop_assert_eq!(born.len() == 1, kind == Kind::Join);
    }
    Ok(())
}

fn without_times(rows: &Rows) -> Rows {
    let mut rows = rows.clone();
    rows.units.values_mut().for_each(|unit| unit.updated_at.clear());
    rows.versions.values_mut().for_each(|version| version.updated_at.clear());
    rows.aliases.clear();
    rows
}

/// Units, versions and links are exactly as before; every text that answered answers the same; no alias row is gone.
fn check_restored(before: &Rows, restored: &Rows, held: &[Held], now: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(without_times(before), without_times(restored));
    for (id, row) in &before.aliases {
        let kept = &restored.aliases[id];
        prop_assert_eq!(
            (&row.alias_text, &row.target_unit_id, row.valid_from),
            (&kept.alias_text, &kept.target_unit_id, kept.valid_from)
        );
    }
    let held = held.iter().map(|held| held.address.as_str());
    let texts: BTreeSet<&str> = held.chain(before.aliases.values().map(|row| row.alias_text.as_str())).collect();
    let led = |rows: &Rows| landed(&facts(rows), texts.iter().map(|text| (*text).to_owned()), now, Follow::Latest);
    for ((was, (outcome, before)), (_, (_, after))) in led(before).into_iter().zip(led(restored)) {
        prop_assert!(
            outcome == Outcome::NotFound || before == after,
            "{} led to {before:?}, once restored to {after:?}",
            was.text
        );
    }
    Ok(())
}

/// Codes that tell of a fault of the core, never of a request.
const FAULTS: [&str; 8] = [
    "TRAVEL_BROKEN",
    "ROW_REMOVED",
    "UNIT_FROZEN",
    "ENACTED_TEXT_EDITED",
    "VERSION_TEXT_EDITED",
    "ALIAS_SELF",
    "ALIAS_OVERLAP",
    "ALIAS_CYCLE",
];

/// Who holds what since when, as far as it is news.
fn remember(held: &mut Vec<Held>, rows: &Rows, at: &str) {
    for unit in rows.units.values() {
        let last = held.iter().rev().find(|held| held.unit_id == unit.id);
        if last.is_none_or(|last| last.address != unit.canonical_address) {
            held.push(Held { address: unit.canonical_address.clone(), unit_id: unit.id.clone(), at: at.to_owned() });
        }
    }
}

/// Runs a sequence; gives how often each operation was accepted, and each refused.
fn run(mut document: Document, asks: &[Ask]) -> Result<BTreeMap<(u8, String), usize>, TestCaseError> {
    let mut held = Vec::new();
    let mut outcomes = BTreeMap::new();
    remember(&mut held, &document.rows, "2020-06-01T00:00:00.000000Z");
    for (number, ask) in asks.iter().enumerate() {
        let step = 3 * number + 1;
        let Some(operation) = operation(&document.rows, *ask) else { break };
        let kind = operation.kind();
        let done = match perform(&document, operation, step) {
            Ok(done) => done,
            Err(refusal) => {
                prop_assert!(!FAULTS.contains(&refusal.code.as_str()), "{}: {}", refusal.code, refusal.message);
                *outcomes.entry((kind as u8, refusal.code)).or_default() += 1;
                continue;
            }
        };
        *outcomes.entry((kind as u8, String::new())).or_default() += 1;
        let before = document.rows.clone();
        let now = hour(step + 1);
        check_step(kind, &before, &done.after, &now)?;
        // To derive all of it once more is the slowest part of a step.
        if ask.detail.is_multiple_of(4) {
            let difference =
                verify(&document, &done.manifest, by(step), &done.after).expect("the state before bears the manifest");
            prop_assert!(difference.is_empty(), "VERIFY finds {difference:?}");
        }

        let restored = compensate(&done.plan.change, &done.after, by(step + 1), "VERIFY failed.", None);
        let restored = restored.map_err(|refusal| TestCaseError::fail(format!("not restored: {refusal}")))?;
        check_restored(&before, &restored, &held, &now)?;

        held.retain(|held| done.after.units.contains_key(&held.unit_id));
        remember(&mut held, &done.after, &hour(step));
        check_state(&done.after, &held, &now)?;
        if ask.undone {
            let removed = done.after.units.values().filter(|unit| !restored.units.contains_key(&unit.id));
            document.ever_used.extend(removed.map(|unit| unit.canonical_address.clone()));
            check_state(&restored, &held, &hour(step + 2))?;
            document = with(&document, restored);
            held.retain(|held| document.rows.units.contains_key(&held.unit_id));
            remember(&mut held, &document.rows, &now);
        } else {
            document = with(&document, done.after);
        }
    }
    Ok(outcomes)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_sequence_keeps_the_laws_in_format_v1(asks in prop::collection::vec(ask(), 1..14)) {
        run(world::v1(), &asks)?;
    }

    #[test]
    fn any_sequence_keeps_the_laws_in_format_v2(asks in prop::collection::vec(ask(), 1..14)) {
        run(world::v2(), &asks)?;
    }
}

/// The sequences reach every operation, in both formats, and are refused for real reasons: a generator whose requests were all
/// refused would prove nothing.
#[test]
fn the_sequences_reach_every_operation() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    for (document, name) in [(world::v1(), "v1"), (world::v2(), "v2")] {
        let mut all: BTreeMap<(u8, String), usize> = BTreeMap::new();
        for _ in 0..60 {
            let asks = prop::collection::vec(ask(), 12).new_tree(&mut runner).expect("asks").current();
            for (key, count) in run(document.clone(), &asks).expect("the laws hold") {
                *all.entry(key).or_default() += count;
            }
        }
        // What needs a day is reached in `legal`.
        for kind in Kind::ALL.into_iter().filter(|kind| ![Kind::Suspend, Kind::Resume].contains(kind)) {
            let accepted = all.get(&(kind as u8, String::new())).copied().unwrap_or_default();
            assert!(accepted >= 10, "{name}: {} was accepted {accepted} times; {all:?}", kind.as_str());
        }
        let codes: BTreeSet<&str> = all.keys().map(|(_, code)| code.as_str()).filter(|code| !code.is_empty()).collect();
        println!("{name}: {all:?}");
        assert!(codes.len() >= 8, "{name}: refused for {codes:?} only");
    }
}
