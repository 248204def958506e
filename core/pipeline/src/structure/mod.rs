//! Structure operations: law changes after it was cut, and nothing that was cited is lost.
//!
//! Each operation is a pure function, one file each: the rows of a document and a request become a [`StructureManifest`]
//! (what is proposed: origins and results), this becomes a [`Plan`] (every row before and after), and this the state that must
//! stand there, which VERIFY derives again and compares ([`verify`]). What an operation must do to each thing that belongs to a
//! unit is one table ([`travel::TRAVELS`]); what holds whatever is done is in [`guard`]. Both are checked here before a plan is
//! given out, and [`compensate`] is the way back.
//!
//! | operation | addresses | identities |
//! |---|---|---|
//! | split | derived below the unit's own | the unit ends, its parts are new |
//! | join | the number after the highest one ever used | the units end, one is new |
//! | renumber | as asked; those written below follow | stay |
//! | substitute, move, enact | stay (a move may need a new one) | stay |
//! | insert | as asked, free or freed | new |
//! | retire | stay, as tombstones | end |
//! | suspend, resume | stay | stay |
//! | amendment | those of its operations, as one change ([`Amending`]) | as theirs |
//! | withdraw | those before the change that never should have been ([`Withdrawal`]); what it gave out is free again | as before it |
//! | correct | those that the cut should have given out ([`Correction`]); the others are free again | those that were right stay |

mod amending;
mod asked;
mod carry_out;
mod change;
mod compensate;
mod components;
mod correct;
mod days;
mod draft;
mod edges;
mod enact;
mod fold;
pub mod guard;
mod insert;
mod join;
mod known;
mod late;
pub(crate) mod legal;
mod lifecycle;
mod manifest;
mod naming;
mod notes;
mod past;
mod perform;
mod readdress;
mod reading;
mod relocate;
mod renumber;
mod request;
mod retire;
mod rows;
mod split;
mod substitute;
mod suspend;
mod take_up;
pub mod travel;
mod verify;
mod versions;
mod withdraw;

pub use amending::{Amending, NEW};
pub use asked::{
    Enact, Insert, Join, Kind, Move, NewAddress, Operation, Part, Renumber, Resume, Retire, Source, Split, Substitute, Suspend,
};
pub use change::{unreadable, Change, RowChange, ALIAS_TABLE};
pub use compensate::compensate;
pub use components::{standing_components, Standing, StandingComponent};
pub(crate) use correct::made_by;
pub use days::{between, DayDifference, DayRows, DaysCompared, DaysDifference, OuterUnit};
pub use draft::Piece;
pub use edges::{put_together, shared_out, Edge};
pub use known::known_facts;
pub(crate) use late::on_its_day;
pub use late::{found_by, has_days};
pub use legal::{Later, LegalDays, LegalState, TouchedThen};
pub use manifest::{Citation, MovedAlong, Origin, Outcome, StructureManifest};
pub use naming::units_of;
pub use notes::{Annotation, Annotations, NotePart, UnitNote};
pub use past::{Moment, Recorded};
pub use reading::{read, Changed, DocumentRows, ReadUnit, Reading, ReadingRequest};
pub use request::{
    Amendment, AmendmentPart, AskedBy, CorrectedBirth, CorrectedPlace, CorrectedText, CorrectedUnit, Correction, Request,
    Undertaking, Withdrawal,
};
pub use rows::{is_live, Document, OpenChange, Rows, TakenUp, UnitLinks};
pub use verify::{compare, verify};
pub use versions::Versions;

use serde::{Deserialize, Serialize};
use serde_json::json;

use carry_out::Done;
use cutter_model::change_set::{Authorship, RowCounts};
use cutter_model::refusal::Refusal;
use iu_text::digest::canonical_digest;

/// What CUT writes of a structure operation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Every row, before and after.
    pub change: Change,
    /// Rows by table.
    pub planned_row_counts: RowCounts,
    /// What a reviewer approves: the manifest and the rows it touches, without times and persons.
    pub plan_digest: String,
}

/// Proposes an operation; writes nothing. The same rows and request give the same manifest, whoever asks and when.
///
/// # Errors
/// `RATIONALE_MISSING`, `AUTHORITY_GAINED` where authority is asked for, `PREVIEW_STALE` where the preview shown had another
/// digest, those of the operation (its file tells them), of an origin (`UNIT_NOT_FOUND`, `UNIT_RETIRED`, `UNIT_NAMED_TWICE`,
/// `UNIT_IN_OPEN_CHANGE`, `UNIT_WITHOUT_VERSION`, `TIME_NOT_LATER`, `BEFORE_IN_FORCE`) and of [`guard::check`]; `EFFECTIVE_CONFLICT` where a
/// change of a later day stands in its way.
pub fn propose(document: &Document, request: &Request, by: Authorship<'_>) -> Result<StructureManifest, Refusal> {
    let manifest = late::operate(document, &late::with_day(document, request, by.now)?, by)?.manifest;
    match &request.preview {
        Some(preview) if *preview != manifest.manifest_digest => Err(Refusal::conflict(
            "PREVIEW_STALE",
            format!(
                "The preview shown had digest {preview}; what it shows now has {}: look at it again.",
                manifest.manifest_digest
            ),
        )),
        _ => Ok(manifest),
    }
}

/// Plans what a manifest proposed, from the rows as they stand now (G-CUT-FRESH).
///
/// # Errors
/// `PREVIEW_STALE`, naming the units that changed meanwhile, and those of [`propose`].
pub fn plan(document: &Document, manifest: &StructureManifest, by: Authorship<'_>) -> Result<Plan, Refusal> {
    let moved = manifest.moved_in(&document.rows);
    if !moved.is_empty() {
        let message = format!("Changed since the proposal: {}.", moved.join(", "));
        return Err(Refusal::conflict("PREVIEW_STALE", message));
    }
    let Done { manifest: again, change } = late::operate(document, &manifest.request, by)?;
    if again != *manifest {
        let message = "The same request gives another manifest now: what surrounds the units changed since the proposal.";
        return Err(Refusal::conflict("PREVIEW_STALE", message));
    }
    Ok(Plan { planned_row_counts: change.row_counts(), plan_digest: plan_digest(manifest, by.entry_id), change })
}

/// What a reviewer approves: the manifest and the entry that carries it out, without times and persons.
#[must_use]
pub fn plan_digest(manifest: &StructureManifest, entry_id: &str) -> String {
    canonical_digest(&json!({
        "manifest_digest": manifest.manifest_digest, "operation_kind": manifest.operation_kind, "entry_id": entry_id,
    }))
}
