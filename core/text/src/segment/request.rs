//! What is asked of MARK.

use serde::{Deserialize, Serialize};

use crate::manifest::ScopePolicy;
use crate::profile::Profile;

/// What to mark a text with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct MarkRequest {
    /// The grammar of the document.
    pub profile: Profile,
    /// Address prefix of the document, e.g. `BLDS-2015`.
    pub prefix: String,
    /// Document code shared by all units.
    pub doc_code: String,
    /// Id of the deepest level to cut; the profile's default where none is named.
    #[serde(default)]
    pub leaf: Option<String>,
    /// Which units to propose.
    #[serde(default)]
    pub scope: ScopePolicy,
}
