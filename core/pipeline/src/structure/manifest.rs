//! The manifest of a structure operation: what is proposed, without times, persons and new ids, so that a preview and the
//! proposal that is made of it have one digest.

use serde::{Deserialize, Serialize};

use super::draft::{Draft, Made, Piece};
use super::edges::Edge;
use super::request::Request;
use super::rows::{is_live, Rows};
use cutter_model::refusal::Refusal;
use iu_address::alias::{resolve_all, Follow, Resolution, ResolveOutcome, ResolveRequest};
use iu_address::Instant;
use iu_text::manifest::{Stored, ENGINE_REVISION, FORMAT_VERSION};

/// A proposal to change the structure of one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct StructureManifest {
    /// [`FORMAT_VERSION`].
    pub format_version: String,
    /// The engine that wrote it.
    pub engine_revision: String,
    /// `split`, `merge`, `renumber`, …
    pub operation_kind: String,
    /// The document.
    pub doc_code: String,
    /// What was asked, without the preview it rested on.
    pub request: Request,
    /// The units it starts from, as they stand.
    pub origins: Vec<Origin>,
    /// The units that stand there then.
    pub results: Vec<Outcome>,
    /// Units that go along: by a new parent or by an address that follows.
    pub moved_along: Vec<MovedAlong>,
    /// What every address that is given up or ends answers from then on.
    pub citations: Vec<Citation>,
    /// SHA-256 of the RFC 8785 text of everything else.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub manifest_digest: String,
}

/// A unit an operation starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "StructureOrigin")]
pub struct Origin {
    /// `o1`, `o2`…
    pub local_id: String,
    /// The unit.
    pub unit_id: String,
    /// The address it has.
    pub address: String,
    /// Digest of how it stands ([`Rows::standing`]).
    pub standing: String,
}

/// A unit as it stands then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "StructureResult")]
pub struct Outcome {
    /// `r1`, `r2`…
    pub local_id: String,
    /// The unit, where it is there already; the cut gives a new one its id.
    pub unit_id: Option<String>,
    /// Its address.
    pub address: String,
    /// The address of its parent; none at the top.
    pub parent_address: Option<String>,
    /// Code of the section type vocabulary.
    pub section_type: String,
    /// Format of its address.
    pub address_format_version: String,
    /// Its authority: `draft` for whatever is new.
    pub authority: String,
    /// Label.
    pub label: String,
    /// Title.
    pub title: String,
    /// SHA-256 of its own text.
    pub content_hash: String,
    /// Where its text comes from; none where it is new.
    pub pieces: Vec<Piece>,
    /// Its links.
    pub links: Vec<Edge>,
}

/// A unit that goes along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct MovedAlong {
    /// The unit.
    pub unit_id: String,
    /// Digest of how it stands.
    pub standing: String,
    /// The address it has.
    pub address_before: String,
    /// The address it gets.
    pub address_after: String,
    /// The address of its parent then.
    pub parent_address: Option<String>,
}

/// What an old citation answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct Citation {
    /// The text that was cited.
    pub text: String,
    /// How it resolves.
    pub outcome: ResolveOutcome,
    /// The addresses it leads to, in document order.
    pub addresses: Vec<String>,
}

/// A result of an amendment. What it was made of is told where that is its text still, and stood in the document before.
pub(super) fn of_texts_that_stand(mut made: Made, before: &Rows, after: &Rows) -> Made {
    let text = |piece: &Piece| {
        let (heading, body) = before.newest(&piece.unit_id)?.texts();
        if piece.heading { heading } else { body }.get(piece.span.start..piece.span.end)
    };
    let told: Option<String> = made.pieces.iter().map(text).collect();
    let stands = after.newest(&made.unit_id).map(|version| <[&str; 2]>::from(version.texts()).concat());
    if told != stands {
        made.pieces.clear();
    }
    made
}

impl StructureManifest {
    pub(super) fn of(draft: &Draft<'_>, request: &Request) -> Result<Self, Refusal> {
        let before = &draft.document.rows;
        let after = &draft.rows;
        let origins = draft.origins.iter().zip(1..).map(|(id, number)| Origin {
            local_id: format!("o{number}"),
            unit_id: id.clone(),
            address: address(before, id).unwrap_or_default(),
            standing: before.standing(id),
        });
        let results = draft.results.iter().zip(1..).filter_map(|(made, number)| {
            let unit = after.units.get(&made.unit_id)?;
            Some(Outcome {
                local_id: format!("r{number}"),
                unit_id: (!made.born).then(|| made.unit_id.clone()),
                address: unit.canonical_address.clone(),
                parent_address: unit.parent_id.as_deref().and_then(|parent| address(after, parent)),
                section_type: unit.section_type.clone(),
                address_format_version: unit.canonical_address_format_version.clone(),
                authority: unit.authority.clone().unwrap_or_default(),
                label: unit.said("label").to_owned(),
                title: unit.said("title").to_owned(),
                content_hash: draft.text_of(&unit.id).map(|version| version.content_hash.clone()).unwrap_or_default(),
                pieces: made.pieces.clone(),
                links: after.edges.get(&unit.id).cloned().unwrap_or_default(),
            })
        });
        let moved_along = draft.moved_along().into_iter().map(|unit| MovedAlong {
            unit_id: unit.id.clone(),
            standing: before.standing(&unit.id),
            address_before: unit.canonical_address.clone(),
            address_after: address(after, &unit.id).unwrap_or_default(),
            parent_address: after.units.get(&unit.id).and_then(|unit| address(after, unit.parent_id.as_deref()?)),
        });
        let manifest = Self {
            format_version: FORMAT_VERSION.to_owned(),
            engine_revision: ENGINE_REVISION.to_owned(),
            operation_kind: request.operation.kind().as_str().to_owned(),
            doc_code: before.units.values().next().map(|unit| unit.doc_code.clone()).unwrap_or_default(),
            request: Request { preview: None, ..request.clone() },
            origins: origins.collect(),
            results: results.collect(),
            moved_along: moved_along.collect(),
            citations: citations(before, after, draft.pen.at)?,
            manifest_digest: String::new(),
        };
        Ok(manifest.sealed())
    }

    /// Units that do not stand any more as the manifest found them, by the address they had.
    #[must_use]
    pub fn moved_in(&self, now: &Rows) -> Vec<String> {
        let origins = self.origins.iter().map(|origin| (&origin.unit_id, &origin.standing, &origin.address));
        let along = self.moved_along.iter().map(|unit| (&unit.unit_id, &unit.standing, &unit.address_before));
        origins
            .chain(along)
            .filter(|(id, standing, _)| now.standing(id) != **standing)
            .map(|(_, _, address)| address.clone())
            .collect()
    }

    /// The same with digests of how units stand in `rows`: those of another day told of that.
    pub(super) fn standing_in(mut self, rows: &Rows) -> Self {
        self.origins.iter_mut().for_each(|origin| origin.standing = rows.standing(&origin.unit_id));
        self.moved_along.iter_mut().for_each(|unit| unit.standing = rows.standing(&unit.unit_id));
        self.sealed()
    }
}

impl Stored for StructureManifest {
    fn format_version(&self) -> &str {
        &self.format_version
    }

    fn digest(&mut self) -> &mut String {
        &mut self.manifest_digest
    }
}

fn address(rows: &Rows, id: &str) -> Option<String> {
    rows.units.get(id).map(|unit| unit.canonical_address.clone())
}

/// Every address of before that its unit has no longer, or whose unit has ended, as it resolves at the change.
fn citations(before: &Rows, after: &Rows, at: Instant) -> Result<Vec<Citation>, Refusal> {
    let order = before.in_order();
    let given_up = order.into_iter().filter(|was| is_live(was)).filter(|was| {
        let now = after.units.get(&was.id);
        now.is_none_or(|now| !is_live(now) || now.canonical_address != was.canonical_address)
    });
    let request = ResolveRequest {
        texts: given_up.map(|unit| unit.canonical_address.clone()).collect(),
        as_of: at.to_string(),
        follow: Follow::Latest,
    };
    let citation = |resolution: Resolution| Citation {
        text: resolution.text,
        outcome: resolution.outcome,
        addresses: resolution.units.into_iter().map(|unit| unit.canonical_address).collect(),
    };
    Ok(resolve_all(&request, &after.resolvable()?)?.into_iter().map(citation).collect())
}
