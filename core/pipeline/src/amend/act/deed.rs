//! What an instruction asks to be done, and to which provision.

use super::provision::{Provision, Rung};
use crate::amend::AskedKind;
use iu_address::Day;

/// What is to become of a provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    /// It gets this text.
    Replace(String),
    /// It is new.
    Insert(String, Place),
    Repeal,
    /// It gets this number.
    Renumber(Rung),
    /// Words of it change.
    Words(Words),
    /// It is not applied for a time; the days are those that the act gives, the second the first on which it is applied again.
    Suspend {
        from: Option<Day>,
        until: Option<Day>,
    },
    /// It is applied again.
    Resume {
        from: Option<Day>,
    },
    /// It is an appendix or a form that gets another text, or is new: what stands in the act's own.
    Component,
}

impl Deed {
    pub(super) fn kind(&self) -> AskedKind {
        match self {
            Self::Replace(_) => AskedKind::Substitute,
            Self::Insert(..) => AskedKind::Insert,
            Self::Repeal => AskedKind::Repeal,
            Self::Renumber(_) => AskedKind::Renumber,
            Self::Words(_) => AskedKind::Words,
            Self::Suspend { .. } => AskedKind::Suspend,
            Self::Resume { .. } => AskedKind::Resume,
            Self::Component => AskedKind::Annex,
        }
    }
}

/// Where what is new comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    After(Provision),
    Before(Provision),
    /// Where its number says.
    ByNumber,
}

/// A change of words within a provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Words {
    Swap { old: String, new: String },
    Drop { old: String },
    Add { new: String, beside: String, before: bool },
}

impl Words {
    /// The words that have to be there.
    pub(super) fn old(&self) -> &str {
        match self {
            Self::Swap { old, .. } | Self::Drop { old } | Self::Add { beside: old, .. } => old,
        }
    }
}

/// One thing that an instruction asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub target: Provision,
    pub deed: Deed,
    /// Provisions within it that stay as they are.
    pub except: Vec<Provision>,
    /// Number of the document it is of, where the sentence names several.
    pub law: Option<String>,
}

impl Edit {
    /// Without an exception.
    pub(super) const fn of(target: Provision, deed: Deed) -> Self {
        Self { target, deed, except: Vec::new(), law: None }
    }
}
