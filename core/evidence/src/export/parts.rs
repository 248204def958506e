//! Which excluded texts are parts of the document that readers expect to see.

/// Exclusions that are text of the document before its units.
pub(super) const BEFORE: [&str; 2] = ["preamble", "enacting_formula"];

/// Exclusions that are text of the document after its units.
pub(super) const AFTER: [&str; 4] = ["closing_formula", "adoption_statement", "after_the_end", "signature_block"];

/// Whether text excluded for `reason` is a part of the document that readers expect to see.
pub fn is_shown(reason: &str) -> bool {
    BEFORE.contains(&reason) || AFTER.contains(&reason)
}
