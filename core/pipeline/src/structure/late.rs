//! A change of an earlier day than others that are on record (page 11).
//!
//! The rows are the fold of everything recorded, the future included. A change that is entered late is carried out on them where it does
//! there exactly what it does on its own day, and touches nothing that a later one touched: then it makes no difference which came first.
//! Otherwise it is refused, and nothing is put in another order in silence.

use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, RowChange};
use super::legal::{differing, Later, TouchedThen};
use super::manifest::StructureManifest;
use super::request::Request;
use super::rows::{Document, Rows};
use cutter_model::live::UnitRow;
use cutter_model::refusal::Refusal;
use iu_address::Instant;

/// What an operation did.
pub(super) struct Done {
    pub manifest: StructureManifest,
    pub change: Change,
    /// Units it named.
    pub origins: Vec<String>,
}

/// `request` with the day on which it is recorded, where it has none and the document has legal days.
///
/// # Errors
/// `TIME_UNREADABLE`.
pub(super) fn with_day(rows: &Rows, request: &Request, now: &str) -> Result<Request, Refusal> {
    let mut request = request.clone();
    let has_days = || rows.units.values().any(|unit| unit.born_on.is_some() || unit.in_force_from.is_some());
    if request.effective_on.is_none() && has_days() {
        request.effective_on = Some(now.parse::<Instant>()?.day());
    }
    Ok(request)
}

/// The document as a change finds it on its own day: without what is of later ones. Numbers that these gave out are not given out again.
///
/// # Errors
/// `FACTS_UNREADABLE`.
pub(super) fn on_its_day(document: &Document) -> Result<Document, Refusal> {
    let used = document.rows.units.values().map(|unit| unit.canonical_address.clone());
    let cited = document.rows.aliases.values().map(|row| row.alias_text.clone());
    let ever_used = document.ever_used.iter().cloned().chain(used).chain(cited).collect();
    let rows = document.rows.without(document.later.iter().rev().flat_map(|later| later.rows.iter().rev()))?;
    Ok(Document { rows, ever_used, later: Vec::new(), ..document.clone() })
}

/// What an operation does now, where it is what it does on its own day and touches nothing that a change of a later day touched.
///
/// # Errors
/// `EFFECTIVE_CONFLICT`, naming the later changes in its way.
pub(super) fn fits_under_later(later: &[Later], then: &Done, now: Result<Done, Refusal>) -> Result<Done, Refusal> {
    let touches = Touches::of(then);
    let names = |is_in_the_way: &dyn Fn(&Later) -> bool| -> Vec<String> {
        let by = later.iter().filter(|later| is_in_the_way(later));
        by.map(|later| format!("{} of {} ({})", later.operation_kind, later.effective_on, later.change_set_id)).collect()
    };
    let mut by = names(&|later| later.rows.iter().any(|row| touches.meet(row)));
    match now {
        Ok(now) if by.is_empty() && touches.columns == Touches::of(&now).columns => return Ok(now),
        _ if by.is_empty() => by = names(&|_| true),
        _ => {}
    }
    let message =
        format!("It would come before changes of later days that touch the same units or addresses: {}.", by.join(", "));
    Err(Refusal::conflict("EFFECTIVE_CONFLICT", message))
}

/// What a change touches and rests on.
struct Touches<'a> {
    /// Columns by the row.
    columns: BTreeMap<&'a str, BTreeSet<String>>,
    /// Units it is about: whatever was done to them or to their texts is in its way, but for a new place among others.
    units: BTreeSet<&'a str>,
    /// Addresses that units get or give up.
    addresses: BTreeSet<&'a str>,
}

impl<'a> Touches<'a> {
    fn of(Done { change, origins, .. }: &'a Done) -> Self {
        let mut touches = Self { columns: BTreeMap::new(), units: BTreeSet::new(), addresses: BTreeSet::new() };
        touches.units.extend(origins.iter().map(String::as_str));
        touches.columns(&change.units);
        touches.columns(&change.versions);
        touches.columns(&change.aliases);
        for row in &change.units {
            let (before, after) = (row.before.as_ref(), row.after.as_ref());
            let address = |unit: Option<&'a UnitRow>| unit.map(|unit| unit.canonical_address.as_str());
            if address(before) != address(after) {
                touches.addresses.extend(address(before).into_iter().chain(address(after)));
            }
            if before.is_none() {
                touches.units.extend(after.and_then(|unit| unit.parent_id.as_deref()));
            }
        }
        touches
    }

    fn columns<T: Serialize>(&mut self, rows: &'a [RowChange<T>]) {
        for row in rows {
            let as_value = |row: &Option<T>| row.as_ref().and_then(|row| serde_json::to_value(row).ok());
            self.columns.insert(&row.id, differing(as_value(&row.before).as_ref(), as_value(&row.after).as_ref()));
        }
    }

    fn meet(&self, then: &TouchedThen) -> bool {
        ["unit", "version", "alias"].into_iter().any(|name| {
            let of =
                |state: &'_ Option<Value>| state.as_ref().and_then(|state| state.get(name)).filter(|row| !row.is_null()).cloned();
            let (before, after) = (of(&then.before), of(&then.after));
            let Some(row) = after.as_ref().or(before.as_ref()) else { return false };
            let said =
                |row: Option<&Value>, key: &str| row.and_then(|row| row.get(key)).and_then(Value::as_str).map(str::to_owned);
            let mut columns = differing(before.as_ref(), after.as_ref());
            let id = said(Some(row), if name == "alias" { "alias_id" } else { "id" });
            let unit = said(
                Some(row),
                ["id", "unit_id", "target_unit_id"]
                    [["unit", "version", "alias"].iter().position(|each| *each == name).unwrap_or_default()],
            );
            let address = if name == "alias" { "alias_text" } else { "canonical_address" };
            let addresses = [said(before.as_ref(), address), said(after.as_ref(), address)];
            let same_rows = id.and_then(|id| self.columns.get(id.as_str()).cloned());
            if same_rows.is_some_and(|ours| ours.intersection(&columns).next().is_some()) {
                return true;
            }
            if columns.contains(address)
                && addresses.into_iter().flatten().any(|address| self.addresses.contains(address.as_str()))
            {
                return true;
            }
            columns.remove("sort_order");
            !columns.is_empty() && unit.is_some_and(|unit| self.units.contains(unit.as_str()))
        })
    }
}
