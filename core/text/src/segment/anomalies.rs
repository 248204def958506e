//! What a reviewer should see, by its stable codes.

/// Codes of anomalies.
pub const ANOMALIES: &[&str] = &[
    "collision",
    "empty_body",
    "false_ending",
    "gap",
    "out_of_order",
    "quoted_heading",
    "repeat",
    "restart",
    "skipped_level",
    "unclosed_quotation",
    "unlisted",
    "unnamed_component",
    "unplaced_note",
    "unreadable_character",
];
