#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod cited;
mod draft;
mod laid_out;
mod names;
mod read;
mod relations;
mod settle;
mod target;
mod typed;

pub use cited::{cited_units, targets_of, CitedUnit, Concerns};
pub use draft::{read_draft, said_enactment, DraftRead, DraftedDay, LackingCitation, SaidDay};
pub use names::{names, DocumentName, NameKind, NamedBy};
pub use read::{read, CitingFacts, ReferenceRow, ReferencesRead};
pub use relations::{acting, Acting, DocumentRelation, Relation};
pub use settle::{
    asked_documents, asked_texts, settle, AskedDocuments, Child, Cited, KnownDocument, Lead, SettleOutcome, SettleRequest,
    Settled,
};
pub use typed::{typed, TypedCitation, TypedProvision};
