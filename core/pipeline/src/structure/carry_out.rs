//! One request on a copy of the rows: an operation, or an act that is made of them.

use super::amending::Amending;
use super::change::Change;
use super::correct::correct;
use super::draft::Draft;
use super::manifest::StructureManifest;
use super::perform::perform;
use super::request::{Request, Undertaking};
use super::rows::Document;
use super::withdraw::withdraw;
use cutter_model::change_set::Authorship;
use cutter_model::refusal::{rationale, Refusal};

/// What an operation did.
pub(super) struct Done {
    pub manifest: StructureManifest,
    pub change: Change,
}

/// Carries out.
///
/// # Errors
/// `RATIONALE_MISSING`, `AUTHORITY_GAINED`, those of [`perform`], of [`Amending`], of [`withdraw`] and of [`correct`].
pub(super) fn carry_out(document: &Document, request: &Request, by: Authorship<'_>) -> Result<Done, Refusal> {
    let rationale = rationale(&request.rationale, "An operation needs a rationale.")?;
    if let Some(authority) = request.authority.as_deref().filter(|authority| *authority != "draft") {
        let message = format!(
            "Authority {authority} was asked for; what is new starts as draft, and enacting it is a decision of its own."
        );
        return Err(Refusal::forbidden("AUTHORITY_GAINED", message));
    }
    let draft = match &request.operation {
        Undertaking::Amendment(asked) => {
            let mut amending = Amending::of(document, by, rationale, request.effective_on)?;
            for part in &asked.parts {
                amending.part(&part.operation)?;
            }
            amending.whole()?
        }
        Undertaking::Withdraw(asked) => {
            let mut draft = Draft::of(document, by, rationale, request.effective_on)?;
            withdraw(&mut draft, asked)?;
            draft
        }
        Undertaking::Correct(asked) => {
            let mut draft = Draft::of(document, by, rationale, request.effective_on)?;
            correct(&mut draft, asked)?;
            draft
        }
        Undertaking::One(operation) => {
            let mut draft = Draft::of(document, by, rationale, request.effective_on)?;
            perform(&mut draft, operation)?;
            draft
        }
    };
    let manifest = StructureManifest::of(&draft, request)?;
    Ok(Done { manifest, change: Change::between(&document.rows, &draft.rows) })
}
