//! Why a manifest cannot be read.

use serde::Serialize;

/// The manifest format this engine writes and reads.
pub const FORMAT_VERSION: &str = "1.0";

/// Why a stored manifest was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message}")]
pub struct ManifestError {
    /// Stable code.
    pub code: &'static str,
    /// One sentence for people.
    pub message: String,
}

impl ManifestError {
    /// Under a stable code, one sentence for people.
    #[must_use]
    pub fn new(code: &'static str, message: String) -> Self {
        Self { code, message }
    }
}
