//! Which units a text names at a time.

use std::cell::OnceCell;

use super::facts::World;
use super::nearest::Known;
use super::resolution::{Follow, Resolution, ResolveOutcome, ResolveRequest, Tombstone, TrailEntry};
use super::walk::{walk, Found, Landing};
use super::{AliasKind, ResolvableUnit, ResolveFacts};
use crate as address;
use crate::collections::sort_by;
use crate::unicode::nfc;
use crate::{Instant, Refused};

/// The kinds in the order in which they decide.
const PRECEDENCE: [AliasKind; 4] =
    [AliasKind::PreviousCanonical, AliasKind::Rename, AliasKind::Redirect, AliasKind::ExternalReference];

/// The text as it is looked up: trimmed of Unicode white space and NFC-normalised.
#[must_use]
pub fn lookup_text(text: &str) -> String {
    nfc(text.trim()).into_owned()
}

/// Resolves one text at `as_of`. The answer does not depend on the order of the facts.
#[must_use]
pub fn resolve(text: &str, as_of: Instant, follow: Follow, facts: &ResolveFacts) -> Resolution {
    Resolver::of(as_of, follow, facts).answer(text)
}

/// Resolves the texts of a request, in their order, among facts gathered for all of them.
///
/// # Errors
/// `TIME_UNREADABLE` where `as_of` is no time.
pub fn resolve_all(request: &ResolveRequest, facts: &ResolveFacts) -> Result<Vec<Resolution>, Refused> {
    let resolver = Resolver::of(request.as_of.parse()?, request.follow, facts);
    Ok(request.texts.iter().map(|text| resolver.answer(text)).collect())
}

/// Facts made ready for any number of texts, at any time.
pub struct Resolvable<'a> {
    world: World<'a>,
}

impl<'a> Resolvable<'a> {
    /// Takes as long as there are facts.
    #[must_use]
    pub fn of(facts: &'a ResolveFacts) -> Self {
        Self { world: World::of(facts) }
    }

    /// As [`resolve`] answers, but for what is not there, which is not told from what is malformed: then none.
    #[must_use]
    pub fn find(&self, text: &str, as_of: Instant, follow: Follow) -> Option<Resolution> {
        let text = lookup_text(text);
        match landings(&text, as_of, &self.world) {
            Landed::Nowhere => None,
            Landed::Ambiguously(landings) => Some(ambiguous(text, as_of, &self.world, &landings)),
            Landed::At(landings) => {
                let found = walk(&self.world, &landings, as_of, follow);
                Some(conclude(Resolution::empty(ResolveOutcome::Canonical, text, as_of), found, &self.world))
            }
        }
    }
}

/// The same at one time, with what a text that is not there may have meant.
struct Resolver<'a> {
    as_of: Instant,
    follow: Follow,
    facts: Resolvable<'a>,
    candidates: &'a [String],
    /// Made when the first text is not found.
    known: OnceCell<Known<'a>>,
}

impl<'a> Resolver<'a> {
    fn of(as_of: Instant, follow: Follow, facts: &'a ResolveFacts) -> Self {
        Self { as_of, follow, facts: Resolvable::of(facts), candidates: &facts.candidates, known: OnceCell::new() }
    }

    fn answer(&self, text: &str) -> Resolution {
        self.facts.find(text, self.as_of, self.follow).unwrap_or_else(|| self.nothing(lookup_text(text)))
    }

    fn nothing(&self, text: String) -> Resolution {
        match address::parse(&text) {
            Err(error) if !self.facts.world.knows(&text) => {
                let suggestions = address::suggest(&text).into_iter().collect();
                let error = Some(error.into());
                Resolution { suggestions, error, ..Resolution::empty(ResolveOutcome::Malformed, text, self.as_of) }
            }
            _ => {
                let candidates = self.candidates.iter().map(String::as_str);
                let known = self.known.get_or_init(|| Known::of(candidates.chain(self.facts.world.texts(self.as_of))));
                let suggestions = known.nearest(&text);
                Resolution { suggestions, ..Resolution::empty(ResolveOutcome::NotFound, text, self.as_of) }
            }
        }
    }
}

enum Landed<'a> {
    Nowhere,
    Ambiguously(Vec<Landing<'a>>),
    At(Vec<Landing<'a>>),
}

/// The unit that holds the text, or else the rows of the first kind that has any.
fn landings<'a>(text: &str, at: Instant, world: &World<'a>) -> Landed<'a> {
    let holders: Vec<Landing> = world.holders(text, at).map(Landing::Unit).collect();
    if holders.len() > 1 {
        return Landed::Ambiguously(holders);
    }
    if !holders.is_empty() {
        return Landed::At(holders);
    }
    for kind in PRECEDENCE {
        let rows: Vec<Landing> = world.rows(text, kind, at).into_iter().map(Landing::Row).collect();
        match rows.len() {
            0 => {}
            1 => return Landed::At(rows),
            _ if kind == AliasKind::Redirect => return Landed::At(rows),
            _ => return Landed::Ambiguously(rows),
        }
    }
    Landed::Nowhere
}

/// Never guesses: the answer is what the text may mean.
fn ambiguous(text: String, as_of: Instant, world: &World, landings: &[Landing]) -> Resolution {
    let mut resolution = Resolution::empty(ResolveOutcome::Ambiguous, text, as_of);
    let mut candidates = Vec::new();
    for landing in landings {
        let (entry, unit) = match *landing {
            Landing::Unit(unit) => (TrailEntry::canonical(world.unit(unit)), Some(unit)),
            Landing::Row(row) => (TrailEntry::alias(row), world.position(&row.target_unit_id)),
        };
        resolution.trail.push(entry);
        candidates.extend(unit);
    }
    resolution.candidates = in_render_order(candidates, world);
    resolution
}

fn conclude(empty: Resolution, found: Found, world: &World) -> Resolution {
    let units = in_render_order(found.good, world);
    let outcome = match (units.len(), found.problems.first()) {
        (0, Some(problem)) => problem.kind.into(),
        // Each landing ends in a good unit or in a problem.
        (0 | 1, _) if !found.by_alias => ResolveOutcome::Canonical,
        (0 | 1, _) => ResolveOutcome::Alias,
        _ => ResolveOutcome::Many,
    };
    let tombstone = match outcome {
        ResolveOutcome::Gone => in_render_order(found.gone, world).first().map(Tombstone::of),
        _ => None,
    };
    Resolution { outcome, units, tombstone, problems: found.problems, trail: found.trail, ..empty }
}

fn in_render_order(positions: impl IntoIterator<Item = usize>, world: &World) -> Vec<ResolvableUnit> {
    let mut units: Vec<&ResolvableUnit> = positions.into_iter().map(|position| world.unit(position)).collect();
    sort_by(&mut units, |one, two| one.compare_in_render_order(two));
    units.into_iter().cloned().collect()
}
