//! What must travel when a unit is split, joined, renumbered…: one table. Every operation is held to it before its plan
//! leaves the core, and `docs/structure.md` shows it.

use serde::Serialize;
use std::collections::BTreeSet;

use super::asked::Kind;
use super::draft::Made;
use super::rows::{is_live, Rows, ACTIVE, DRAFT_ONLY, RETIRED};
use cutter_model::live::{UnitRow, VersionRow};
use cutter_model::word::word_of;
use iu_address::alias::AliasKind;
use iu_address::{Day, Instant};

/// What belongs to a unit and goes, stays or ends with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Aspect {
    Identity,
    Address,
    Aliases,
    Parent,
    Children,
    Order,
    SectionType,
    FormatVersion,
    Authority,
    Lifecycle,
    Versions,
    Validity,
    Suspension,
    #[serde(rename = "label and title")]
    Labels,
    Text,
    Links,
}

/// What becomes of an aspect. "Origins" are the units named, "results" those that stand there then; but for split, join and
/// insert they are the same units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Rule {
    Kept,
    Succeeded,
    New,
    Derived,
    Given,
    Redirects,
    Renames,
    None,
    BelowOrigin,
    BesideOrigins,
    ToResults,
    Recomputed,
    Inherited,
    Draft,
    Enacted,
    Ends,
    EndsAndDraft,
    First,
    Next,
    Supersedes,
    Begins,
    Covered,
    SharedOut,
    PutTogether,
    Dropped,
}

use Aspect as A;
use Rule as R;

/// The table; the columns are [`Kind::ALL`].
#[rustfmt::skip]
pub const TRAVELS: [(Aspect, [Rule; 10]); 16] = [
    //                  split            join             renumber   substitute     insert        move           retire   enact       suspend    resume
    (A::Identity,      [R::Succeeded,    R::Succeeded,    R::Kept,   R::Kept,       R::New,       R::Kept,       R::Kept, R::Kept,    R::Kept,   R::Kept]),
    (A::Address,       [R::Derived,      R::Derived,      R::Given,  R::Kept,       R::Given,     R::Given,      R::Kept, R::Kept,    R::Kept,   R::Kept]),
    (A::Aliases,       [R::Redirects,    R::Redirects,    R::Renames, R::None,      R::None,      R::Renames,    R::None, R::None,    R::None,   R::None]),
    (A::Parent,        [R::BelowOrigin,  R::BesideOrigins,R::Kept,   R::Kept,       R::Given,     R::Given,      R::Kept, R::Kept,    R::Kept,   R::Kept]),
    (A::Children,      [R::ToResults,    R::ToResults,    R::Kept,   R::Kept,       R::None,      R::Kept,       R::Kept, R::Kept,    R::Kept,   R::Kept]),
    (A::Order,         [R::Recomputed,   R::Recomputed,   R::Kept,   R::Kept,       R::Recomputed,R::Recomputed, R::Kept, R::Kept,    R::Kept,   R::Kept]),
    (A::SectionType,   [R::Inherited,    R::Inherited,    R::Kept,   R::Kept,       R::Given,     R::Kept,       R::Kept, R::Kept,    R::Kept,   R::Kept]),
    (A::FormatVersion, [R::Inherited,    R::Inherited,    R::Kept,   R::Kept,       R::Inherited, R::Kept,       R::Kept, R::Kept,    R::Kept,   R::Kept]),
    (A::Authority,     [R::Draft,        R::Draft,        R::Kept,   R::Draft,      R::Draft,     R::Kept,       R::Kept, R::Enacted, R::Kept,   R::Kept]),
    (A::Lifecycle,     [R::EndsAndDraft, R::EndsAndDraft, R::Kept,   R::Draft,      R::Draft,     R::Kept,       R::Ends, R::Enacted, R::Kept,   R::Kept]),
    (A::Versions,      [R::First,        R::First,        R::Kept,   R::Next,       R::First,     R::Kept,       R::Kept, R::Kept,    R::Kept,   R::Kept]),
    (A::Validity,      [R::Ends,         R::Ends,         R::Kept,   R::Supersedes, R::Begins,    R::Kept,       R::Ends, R::Enacted, R::Kept,   R::Kept]),
    (A::Suspension,    [R::Inherited,    R::Inherited,    R::Kept,   R::Kept,       R::None,      R::Kept,       R::Kept, R::Kept,    R::Begins, R::Ends]),
    (A::Labels,        [R::Given,        R::Given,        R::Given,  R::Given,      R::Given,     R::Kept,       R::Kept, R::Kept,    R::Kept,   R::Kept]),
    (A::Text,          [R::Covered,      R::Covered,      R::Kept,   R::Given,      R::Given,     R::Kept,       R::Kept, R::Kept,    R::Kept,   R::Kept]),
    (A::Links,         [R::SharedOut,    R::PutTogether,  R::Kept,   R::Dropped,    R::None,      R::Kept,       R::Kept, R::Kept,    R::Kept,   R::Kept]),
];

/// The rule for an aspect under an operation.
#[must_use]
pub fn rule(aspect: Aspect, kind: Kind) -> Rule {
    let column = Kind::ALL.iter().position(|each| *each == kind).unwrap_or_default();
    TRAVELS.iter().find(|(each, _)| *each == aspect).map_or(R::Kept, |(_, rules)| rules[column])
}

impl Aspect {
    /// For readers.
    #[must_use]
    pub fn words(self) -> String {
        word_of(self).replace('_', " ")
    }
}

impl Rule {
    /// For readers, as a cell of the table.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            R::Kept => "kept",
            R::Succeeded => "the old end, the new are new",
            R::New => "new",
            R::Derived => "derived, never one used before; the old keep theirs",
            R::Given => "as asked, else kept",
            R::Redirects => "`redirect` from each old to each new",
            R::Renames => "`previous_canonical` and `rename` of each address given up",
            R::None => "none",
            R::BelowOrigin => "below the old unit",
            R::BesideOrigins => "the parent of the old units",
            R::ToResults => "to the new units",
            R::Recomputed => "recomputed",
            R::Inherited => "inherited",
            R::Draft => "draft",
            R::Enacted => "enacted",
            R::Ends => "ends",
            R::EndsAndDraft => "the old retired, the new draft",
            R::First => "the first of each new unit",
            R::Next => "one more",
            R::Supersedes => "the old one superseded",
            R::Begins => "begins",
            R::Covered => "covered exactly, byte for byte",
            R::SharedOut => "with the text they stand in",
            R::PutTogether => "internal ones dropped, others once",
            R::Dropped => "read again with the new text",
        }
    }
}

/// What an operation did.
pub(super) struct Effect<'a> {
    pub before: &'a Rows,
    pub after: &'a Rows,
    pub origins: &'a [String],
    /// The origins once more, to look one up.
    pub named: &'a BTreeSet<String>,
    pub results: &'a [Made],
    /// The day from which the change is law.
    pub day: Option<Day>,
    /// When it takes effect.
    pub at: Instant,
    /// The same as rows hold it.
    pub from: &'a str,
    /// When it is recorded.
    pub now: &'a str,
}

/// The first aspect whose rule does not hold, and where.
pub(super) fn broken(kind: Kind, effect: &Effect<'_>) -> Option<String> {
    TRAVELS.iter().find_map(|(aspect, _)| {
        let rule = rule(*aspect, kind);
        let unit = effect.breaks(*aspect, rule)?;
        Some(format!("{} of {unit} should be: {}", aspect.words(), rule.words()))
    })
}

impl<'a> Effect<'a> {
    fn origins(&self) -> impl Iterator<Item = (&'a UnitRow, &'a UnitRow)> + '_ {
        self.origins.iter().filter_map(|id| Some((self.before.units.get(id)?, self.after.units.get(id)?)))
    }

    fn results(&self) -> impl Iterator<Item = &'a UnitRow> + '_ {
        self.results.iter().filter_map(|made| self.after.units.get(&made.unit_id))
    }

    /// Units other than origins and results, before and after: nothing of them changes but parent, address and order.
    fn others(&self) -> impl Iterator<Item = (&'a UnitRow, &'a UnitRow)> + '_ {
        let pairs = self.before.units.iter().filter_map(|(id, before)| Some((before, self.after.units.get(id)?)));
        pairs.filter(|(before, _)| !self.named.contains(before.id.as_str()))
    }

    fn all(&self) -> impl Iterator<Item = (&'a UnitRow, &'a UnitRow)> + '_ {
        self.origins().chain(self.others())
    }

    /// The address of a unit for which the rule does not hold.
    fn breaks(&self, aspect: Aspect, rule: Rule) -> Option<String> {
        let name = |unit: &UnitRow| unit.canonical_address.clone();
        let differs = |same: fn(&UnitRow) -> String| {
            self.origins().find(move |(before, after)| same(before) != same(after)).map(|(before, _)| name(before))
        };
        let result = |holds: &dyn Fn(&UnitRow) -> bool| self.results().find(|unit| !holds(unit)).map(name);
        let of_first = |value: fn(&UnitRow) -> String| self.origins().next().map(|(before, _)| value(before));
        let version = |unit: &UnitRow| self.after.newest(&unit.id);
        match (aspect, rule) {
            (A::Identity, R::Succeeded) => self
                .origins()
                .find(|(_, after)| is_live(after))
                .map(|(before, _)| name(before))
                .or_else(|| result(&|unit| !self.before.units.contains_key(&unit.id))),
            (A::Identity, R::New) => result(&|unit| !self.before.units.contains_key(&unit.id)),
            (A::Identity, _) => result(&|unit| self.named.contains(unit.id.as_str())),
            (A::Address, R::Derived) => {
                let used = |text: &str| {
                    self.before.units.values().any(|unit| unit.canonical_address == text)
                        || self.before.aliases.values().any(|row| row.alias_text == text)
                };
                differs(|unit| unit.canonical_address.clone()).or_else(|| result(&|unit| !used(&unit.canonical_address)))
            }
            (A::Address, R::Kept) => differs(|unit| unit.canonical_address.clone()),
            (A::Aliases, _) => self.breaks_aliases(rule),
            (A::Parent, R::BelowOrigin) => {
                result(&|unit| self.named.contains(unit.parent_id.as_ref().unwrap_or(&unit.id).as_str()))
            }
            (A::Parent, R::BesideOrigins) => {
                let parent = self.origins().next().and_then(|(before, _)| before.parent_id.clone());
                result(&|unit| unit.parent_id == parent)
            }
            (A::Parent, R::Kept) => self.all().find(|(before, after)| before.parent_id != after.parent_id).map(|(b, _)| name(b)),
            (A::Children, R::ToResults) => {
                let results: BTreeSet<&str> = self.results.iter().map(|made| made.unit_id.as_str()).collect();
                let child = |unit: &UnitRow| unit.parent_id.as_ref().is_some_and(|parent| self.named.contains(parent.as_str()));
                let mut live = self.others().filter(|(before, _)| child(before) && is_live(before));
                let lost = live.find(|(_, after)| !after.parent_id.as_deref().is_some_and(|parent| results.contains(parent)));
                lost.map(|(before, _)| name(before))
            }
            (A::Children, _) => self.others().find(|(before, after)| before.parent_id != after.parent_id).map(|(b, _)| name(b)),
            (A::Order, R::Recomputed) => {
                let order = self.after.in_order();
                (1..).zip(order).find(|(position, unit)| unit.sort_order != *position).map(|(_, unit)| name(unit))
            }
            (A::Order, _) => self.all().find(|(before, after)| before.sort_order != after.sort_order).map(|(b, _)| name(b)),
            (A::SectionType, R::Inherited) => {
                let first = of_first(|unit| unit.section_type.clone());
                result(&|unit| Some(&unit.section_type) == first.as_ref())
            }
            (A::FormatVersion, R::Inherited) => {
                let beside = self.before.units.values().next().map(|unit| &unit.canonical_address_format_version);
                result(&|unit| Some(&unit.canonical_address_format_version) == beside)
            }
            (A::SectionType, R::Kept) => differs(|unit| unit.section_type.clone()),
            (A::FormatVersion, R::Kept) => differs(|unit| unit.canonical_address_format_version.clone()),
            (A::Authority, R::Draft) if self.day.is_some() => result(&|unit| self.stands_as_replaced(unit)),
            (A::Lifecycle, R::Draft) if self.day.is_some() => result(&|unit| self.stands_as_replaced(unit)),
            (A::Authority, R::Draft) => result(&|unit| unit.authority.as_deref() == Some("draft")),
            (A::Authority, R::Enacted) => result(&|unit| unit.authority.as_deref() == Some("enacted")),
            (A::Authority, _) => differs(|unit| unit.authority.clone().unwrap_or_default()),
            (A::Lifecycle, R::Draft) => result(&|unit| unit.lifecycle_status == DRAFT_ONLY),
            (A::Lifecycle, R::Enacted) => result(&|unit| unit.lifecycle_status == "active"),
            (A::Lifecycle, R::Ends) => self.origins().find(|(_, after)| after.lifecycle_status != RETIRED).map(|(b, _)| name(b)),
            (A::Lifecycle, R::EndsAndDraft) => {
                let alive = self.origins().find(|(_, after)| after.lifecycle_status != RETIRED).map(|(before, _)| name(before));
                alive.or_else(|| {
                    result(&|unit| {
                        if self.day.is_some() {
                            self.stands_as_replaced(unit)
                        } else {
                            unit.lifecycle_status == DRAFT_ONLY
                        }
                    })
                })
            }
            (A::Lifecycle, _) => differs(|unit| unit.lifecycle_status.clone()),
            (A::Versions, R::First) => result(&|unit| version(unit).is_some_and(|version| version.version_seq == 1)),
            (A::Versions, R::Next) => {
                result(&|unit| self.after.versions.next_seq(&unit.id) == self.before.versions.next_seq(&unit.id) + 1)
            }
            (A::Versions, _) => result(&|unit| self.before.newest(&unit.id).map(|v| &v.id) == version(unit).map(|v| &v.id)),
            (A::Validity, R::Ends) => {
                let ends = |unit: &UnitRow| version(unit).is_some_and(|version| version.retired_at.as_deref() == Some(self.from));
                self.origins().find(|(_, after)| !ends(after)).map(|(before, _)| name(before))
            }
            (A::Validity, R::Supersedes) => {
                let stood = |unit: &UnitRow| self.before.versions.of_day(&unit.id, self.day);
                let old = |unit: &UnitRow| stood(unit).and_then(|version| self.after.versions.get(&version.id));
                result(&|unit| old(unit).is_some_and(|version| version.superseded_at.as_deref() == Some(self.from)))
            }
            (A::Validity, R::Begins) => result(&|unit| version(unit).is_some_and(|version| version.created_at == self.now)),
            (A::Validity, R::Enacted) => {
                result(&|unit| version(unit).is_some_and(|version| version.enacted_at.as_deref() == Some(self.from)))
            }
            (A::Validity, _) => result(&|unit| self.before.newest(&unit.id) == version(unit)),
            (A::Suspension, R::Begins) => result(&|unit| unit.suspended_from == self.day && unit.is_suspended(self.day)),
            (A::Suspension, R::Ends | R::None) => result(&|unit| !unit.is_suspended(self.day)),
            (A::Suspension, R::Inherited) => {
                let suspended = |unit: &UnitRow| unit.is_suspended(self.day).then_some(unit.suspended_until);
                let first = self.origins().next().map(|(before, _)| suspended(before));
                result(&|unit| Some(suspended(unit)) == first)
            }
            (A::Suspension, _) => differs(|unit| format!("{:?}", (unit.suspended_from, unit.suspended_until))),
            (A::Labels, R::Given) => result(&|unit| !unit.said("title").trim().is_empty()),
            (A::Labels, _) => differs(|unit| unit.identity_profile.to_string()),
            (A::Text, R::Covered) => self.uncovered(),
            (A::Text, R::Kept) => {
                result(&|unit| self.before.newest(&unit.id).map(VersionRow::texts) == version(unit).map(VersionRow::texts))
            }
            (A::Links, R::Kept) => {
                let kept = |id: &String| self.before.edges.get(id) == self.after.edges.get(id);
                self.all().find(|(before, _)| !kept(&before.id)).map(|(before, _)| name(before))
            }
            (A::Links, R::Dropped | R::None) => result(&|unit| !self.after.edges.contains_key(&unit.id)),
            (A::Links, _) => self.origins().find(|(_, after)| self.after.edges.contains_key(&after.id)).map(|(b, _)| name(b)),
            _ => None,
        }
    }

    /// On a day from which it is law, what replaces law is law, and what replaces a draft is one; what replaces nothing says it itself.
    fn stands_as_replaced(&self, unit: &UnitRow) -> bool {
        let is_law = unit.authority.as_deref() == Some("enacted");
        let agrees = unit.lifecycle_status == if is_law { ACTIVE } else { DRAFT_ONLY };
        let replaced = self.origins().next().map(|(before, _)| before.authority.as_deref() == Some("enacted"));
        agrees && replaced.is_none_or(|was_law| was_law == is_law)
    }

    /// New alias rows are those the rule names, and no others. What had its address for no time at all had none.
    fn breaks_aliases(&self, rule: Rule) -> Option<String> {
        let held_since = self.before.held_since();
        let held = |unit: &UnitRow| self.day.is_none() || held_since(unit).is_ok_and(|since| since < self.at);
        let mut expected: BTreeSet<(AliasKind, &str, &str)> = BTreeSet::new();
        let taken: BTreeSet<&str> = self.after.units.values().map(|unit| unit.canonical_address.as_str()).collect();
        if rule != R::None {
            for (before, after) in self.all().filter(|(before, after)| before.canonical_address != after.canonical_address) {
                if held(before) {
                    expected.insert((AliasKind::PreviousCanonical, &before.canonical_address, &after.id));
                }
                if !taken.contains(before.canonical_address.as_str()) {
                    expected.insert((AliasKind::Rename, &before.canonical_address, &after.id));
                }
            }
        }
        if rule == R::Redirects {
            for (before, _) in self.origins() {
                expected
                    .extend(self.results().map(|new| (AliasKind::Redirect, before.canonical_address.as_str(), new.id.as_str())));
            }
        }
        let added = self.after.aliases.values().filter(|row| !self.before.aliases.contains_key(&row.alias_id));
        let observed: BTreeSet<_> =
            added.map(|row| (row.alias_kind, row.alias_text.as_str(), row.target_unit_id.as_str())).collect();
        expected.symmetric_difference(&observed).next().map(|(_, text, _)| (*text).to_owned())
    }

    /// An origin of which some byte is in no result, or in two, or a result that is not made of its pieces.
    fn uncovered(&self) -> Option<String> {
        let text_of = |rows: &'a Rows, id: &str| rows.newest(id).map_or(("", ""), VersionRow::texts);
        for made in self.results {
            let pieces = made.pieces.iter().map(|piece| {
                let (heading, body) = text_of(self.before, &piece.unit_id);
                let text = if piece.heading { heading } else { body };
                text.get(piece.span.start..piece.span.end).unwrap_or_default()
            });
            let (heading, body) = text_of(self.after, &made.unit_id);
            if pieces.collect::<String>() != format!("{heading}{body}") {
                return self.after.units.get(&made.unit_id).map(|unit| unit.canonical_address.clone());
            }
        }
        self.origins().map(|(before, _)| before).find_map(|origin| {
            let (heading, body) = text_of(self.before, &origin.id);
            let covered = [(true, heading), (false, body)].into_iter().all(|(is_heading, text)| {
                let of_text = |piece: &&super::draft::Piece| piece.unit_id == origin.id && piece.heading == is_heading;
                let mut spans: Vec<_> =
                    self.results.iter().flat_map(|made| made.pieces.iter().filter(of_text).map(|piece| piece.span)).collect();
                spans.sort_unstable();
                let end = spans.iter().try_fold(0, |end, span| (span.start == end).then_some(span.end));
                end == Some(text.len())
            });
            (!covered).then(|| origin.canonical_address.clone())
        })
    }
}
