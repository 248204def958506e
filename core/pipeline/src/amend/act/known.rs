//! What the amended document has, had and has not: where a provision is, and whether what is asked was done already.

use super::article::Article;
use super::deed::Words;
use super::edit::{missing, Work};
use super::phrase;
use super::provision::{Part, Provision, Rung};
use crate::structure::is_live;
use cutter_model::live::UnitRow;
use cutter_model::sentence::Sentence;

impl Work<'_> {
    /// Whether the live unit has a text at all.
    pub(super) fn has_text(&self, at: usize, path: &str) -> bool {
        let address = format!("{}{path}", self.address(at));
        self.live.iter().any(|each| each.unit.canonical_address == address)
    }

    /// Whether the new text of a provision begins with the one it has: the parts of what was inserted come in a later round.
    pub(super) fn goes_on(&self, at: usize, path: &str, next: &Article) -> bool {
        let address = format!("{}{path}", self.address(at));
        let live = self.live.iter().find(|each| each.unit.canonical_address == address);
        let text = live.map(|live| [live.heading(), live.body()].concat()).unwrap_or_default();
        next.text().contains(text.trim_end())
    }

    /// Whether words were changed already: the new ones are there, or those that go were in an earlier text.
    pub(super) fn reads_so_already(&self, at: usize, article: &Article, words: &Words) -> bool {
        let old = match words {
            Words::Swap { new, .. } | Words::Add { new, .. } => return phrase::stands(article.text(), new),
            Words::Drop { old } => old,
        };
        let address = self.address(at);
        let is_within = |unit: &UnitRow| {
            unit.canonical_address.strip_prefix(address).is_some_and(|below| below.is_empty() || below.starts_with('-'))
        };
        let of_article = |id: &str| self.document.rows.units.get(id).is_some_and(is_within);
        self.document.rows.versions.values().any(|version| {
            of_article(&version.unit_id)
                && version.superseded_at.is_some()
                && version.body.as_ref().is_some_and(|body| phrase::stands(body, old))
        })
    }

    /// Whether what stands at `to` had the address of `from` before.
    pub(super) fn came_from(&self, at: usize, to: &str, from: &str) -> bool {
        let address = |path: &str| format!("{}{path}", self.address(at));
        let (now, before) = (address(to), address(from));
        let unit = self.live.iter().find(|each| each.unit.canonical_address == now).map(|each| each.unit.id.as_str());
        self.document.rows.aliases.values().any(|alias| alias.alias_text == before && Some(alias.target_unit_id.as_str()) == unit)
    }

    /// Whether an earlier text of the article had the provision.
    pub(super) fn had(&self, at: usize, path: &str) -> bool {
        let id = &self.live[at].unit.id;
        let earlier =
            self.document.rows.versions.values().filter(|version| version.unit_id == *id && version.superseded_at.is_some());
        earlier.into_iter().any(|version| {
            let (heading, body) = version.texts();
            Article::of(&self.grammar, &[heading, body].concat()).is_some_and(|article| article.has(path))
        })
    }

    /// The live unit that the rungs name; those above it may be left out.
    pub(super) fn find(&self, path: &[Rung]) -> Result<usize, Sentence> {
        let named = Provision { path: path.to_vec(), part: Part::Whole };
        let is = |at: usize, rung: &Rung| {
            self.levels[at] == rung.label() && self.address(at).rsplit(['-', '/']).next() == Some(rung.token.as_str())
        };
        let Some((own, outer)) = path.split_last() else { return Err(missing("PROVISION_MISSING", &named)) };
        let fits = |&at: &usize| is(at, own) && outer.iter().all(|rung| self.above(at).any(|up| is(up, rung)));
        let mut found = (0..self.live.len()).filter(fits);
        match (found.next(), found.next()) {
            (Some(at), None) => Ok(at),
            (Some(_), Some(_)) => Err(missing("PROVISION_AMBIGUOUS", &named)),
            _ => Err(missing("PROVISION_MISSING", &named)),
        }
    }

    pub(super) fn address_ended(&self, address: &str) -> bool {
        self.document.rows.units.values().any(|unit| !is_live(unit) && unit.canonical_address == address)
    }

    pub(super) fn has_ended(&self, path: &[Rung]) -> bool {
        path.last().is_some_and(|rung| {
            let ending = format!("{}-{}", rung.label(), rung.token);
            let ended = self.document.rows.units.values().filter(|unit| !is_live(unit));
            ended
                .map(|unit| unit.canonical_address.as_str())
                .any(|address| address.ends_with(&format!("/{ending}")) || address.ends_with(&format!("-{ending}")))
        })
    }
}
