//! Addresses that change, and the aliases that keep the old ones answering (page 04, "Kinds").

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{is_live, Rows};
use crate::cut_unit::section_code;
use cutter_model::id::derived_id;
use cutter_model::refusal::Refusal;
use iu_address as address;
use iu_address::alias::{annul, close, AliasKind, AliasRow};
use iu_address::Instant;

/// Who writes aliases, when, why and in which change set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen<'a> {
    pub change_set_id: &'a str,
    pub actor: &'a str,
    pub rationale: &'a str,
    /// When it takes effect.
    pub at: Instant,
    /// Whether others may take effect then too: it is a day, or one of several parts of one change.
    pub is_of_a_day: bool,
    /// When it is recorded, RFC 3339.
    pub now: &'a str,
}

impl Pen<'_> {
    /// A new row of this change set.
    pub(super) fn row(&self, kind: AliasKind, text: &str, target: &str, window: (Instant, Option<Instant>)) -> AliasRow {
        AliasRow {
            alias_id: derived_id("alias", &[self.change_set_id, kind.as_str(), text, target]),
            target_unit_id: target.to_owned(),
            alias_text: text.to_owned(),
            alias_kind: kind,
            valid_from: window.0,
            valid_until: window.1,
            created_by: self.actor.to_owned(),
            rationale: self.rationale.to_owned(),
            scenario_ref: Some(self.change_set_id.to_owned()),
        }
    }

    /// Writes a new row.
    pub(super) fn write(&self, rows: &mut Rows, kind: AliasKind, text: &str, target: &str, window: (Instant, Option<Instant>)) {
        let row = self.row(kind, text, target, window);
        rows.aliases.insert(row.alias_id.clone(), row);
    }

    /// Units take `texts` as their addresses: another unit's `rename` row of one ends (page 04: "until another unit takes the
    /// address").
    pub(super) fn take(&self, rows: &mut Rows, texts: &BTreeSet<&str>) -> Result<(), Refusal> {
        let honoured = |row: &&AliasRow| {
            row.alias_kind == AliasKind::Rename && row.valid_until.is_none() && texts.contains(row.alias_text.as_str())
        };
        // What an earlier part of the same change opened was never cited.
        rows.aliases.retain(|_, row| {
            !(honoured(&&*row) && row.valid_from == self.at && row.scenario_ref.as_deref() == Some(self.change_set_id))
        });
        let closed: Vec<AliasRow> = rows.aliases.values().filter(honoured).map(|row| self.end(row)).collect::<Result<_, _>>()?;
        for row in closed {
            rows.aliases.insert(row.alias_id.clone(), row);
        }
        Ok(())
    }

    /// `row` as it is once something takes its place: where that is on the day on which it began, it was never there.
    ///
    /// # Errors
    /// `ALIAS_CLOSED`, `ALIAS_WINDOW_EMPTY`.
    fn end(&self, row: &AliasRow) -> Result<AliasRow, Refusal> {
        let never_was = self.is_of_a_day && row.valid_from == self.at;
        Ok(if never_was { annul(row) } else { close(row, self.at) }?)
    }

    /// Units get new addresses, all at once, so that chains and swaps need no address in between. For each: `previous_canonical`
    /// for the time it held the old one, and `rename` from now on, unless another unit takes the old one in the same stroke.
    ///
    /// # Errors
    /// `TIME_NOT_LATER` where a unit got its address just now, `TIME_UNREADABLE`, `ALIAS_WINDOW_EMPTY`.
    pub(super) fn readdress(&self, rows: &mut Rows, new: &BTreeMap<String, String>) -> Result<(), Refusal> {
        let taken: BTreeSet<&str> = new.values().map(String::as_str).collect();
        let mut old = Vec::with_capacity(new.len());
        let held_since = rows.held_since();
        for id in new.keys() {
            let unit = rows.unit(id)?;
            let since = held_since(unit)?;
            if since >= self.at && !self.is_of_a_day {
                return Err(not_later(&unit.canonical_address, since, self.at));
            }
            old.push((id, unit.canonical_address.clone(), since));
        }
        drop(held_since);
        self.take(rows, &taken)?;
        for (id, text, since) in old {
            // On one and the same day it had the address for no time at all.
            if since < self.at {
                self.write(rows, AliasKind::PreviousCanonical, &text, id, (since, Some(self.at)));
            }
            if !taken.contains(text.as_str()) {
                self.write(rows, AliasKind::Rename, &text, id, (self.at, None));
            }
        }
        for (id, address) in new {
            if let Some(unit) = rows.units.get_mut(id) {
                unit.section_code = Some(section_code(address).to_owned());
                unit.canonical_address.clone_from(address);
                self.now.clone_into(&mut unit.updated_at);
            }
        }
        Ok(())
    }
}

pub(super) fn not_later(address: &str, since: Instant, at: Instant) -> Refusal {
    Refusal::conflict("TIME_NOT_LATER", format!("{address} stands since {since}; a change at {at} would not come after that."))
}

/// The new addresses, with those of the live units written below: they follow. A unit that is named itself gets the address
/// it is given. Where a retired unit stands between, which keeps its address, v1 ends there, for its addresses name the
/// parent; in v2 those below it follow still.
///
/// # Errors
/// The parse error of an address that breaks the format.
pub(super) fn with_followers(rows: &Rows, named: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, Refusal> {
    let mut all: BTreeMap<String, String> = named.clone();
    // Parents come before their children, so that each sees how its parent's address changes.
    let mut changed: BTreeMap<&str, (String, String)> = BTreeMap::new();
    for unit in rows.in_order() {
        let own = &unit.canonical_address;
        let inherited = unit.parent_id.as_deref().and_then(|parent| changed.get(parent)).cloned();
        if !is_live(unit) {
            if let Some(above) = inherited.filter(|_| own.contains('/')) {
                changed.insert(&unit.id, above);
            }
            continue;
        }
        let new = match (named.get(&unit.id), inherited) {
            (Some(new), _) => new.clone(),
            (None, Some(above)) => match below(&above.0, &above.1, own)? {
                Some(followed) => followed,
                // It is not written below its parent; what is below it may be below its grandparent.
                None => {
                    changed.insert(&unit.id, above);
                    continue;
                }
            },
            (None, None) => continue,
        };
        if new != *own {
            all.insert(unit.id.clone(), new.clone());
        }
        changed.insert(&unit.id, (own.clone(), new));
    }
    Ok(all)
}

/// `address`, which is written below `old`, below `new` instead; none where it is not written below `old`.
fn below(old: &str, new: &str, address: &str) -> Result<Option<String>, Refusal> {
    let (old, read) = (address::parse(old)?, address::parse(address)?);
    if !old.is_ancestor_of(&read) {
        return Ok(None);
    }
    // A ROOT of v1 names its sections by what stands before it.
    fn stem(text: &str) -> &str {
        if text.contains('/') {
            text
        } else {
            text.strip_suffix("-ROOT").unwrap_or(text)
        }
    }
    let rest = &address[stem(old.as_str()).len()..];
    Ok(Some(address::parse_as(&format!("{}{rest}", stem(new)), read.format())?.to_string()))
}
