//! Why a profile was refused.

use serde::Serialize;

/// Why a profile was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[error("{message}")]
pub struct ProfileError {
    /// `PROFILE_UNREADABLE` or `PROFILE_INVALID`.
    pub code: &'static str,
    /// Where in the profile, e.g. `levels[2].unique_within`; empty for the whole.
    pub path: String,
    /// One sentence for people.
    pub message: String,
}

impl ProfileError {
    pub(super) fn unreadable(error: &serde_json::Error) -> Self {
        Self { code: "PROFILE_UNREADABLE", path: String::new(), message: format!("The profile cannot be read: {error}.") }
    }

    pub(super) fn invalid(path: String, why: &str) -> Self {
        let message = format!("The profile's {path} {why}.");
        Self { code: "PROFILE_INVALID", path, message }
    }
}
