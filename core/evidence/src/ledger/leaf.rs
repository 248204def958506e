//! The leaves of the ledger: one for each row, over the columns that never change, and one for each event that a row
//! records later (a revocation, the end of an alias).

use serde::{Deserialize, Serialize};
use serde_json::{json, Map, Value};

use super::row::{columns, Row};
use iu_text::digest::canonical_json;
use iu_tlog::merkle::{leaf_hash, Hash};

/// What a leaf stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum LeafKind {
    /// A row of `signing_key`.
    Key,
    /// A row of `decision_backlog_entry`.
    Entry,
    /// A row of `manifest_envelope`, with the digest of the manifest.
    Manifest,
    /// A row of `decision_backlog_dependency`.
    Dependency,
    /// A row of `decision_backlog_sweep_log`.
    Sweep,
    /// A row of `review_decision`.
    Review,
    /// A row of `cut_change_set`; its affected rows are in it by their digest.
    ChangeSet,
    /// A row of `verify_result`.
    VerifyResult,
    /// A row of `dot_pair_signature`.
    Signature,
    /// A row of `decision_backlog_history`.
    History,
    /// A row of `canonical_address_alias`.
    Alias,
    /// The end of an alias.
    AliasEnd,
    /// The revocation of a signature.
    SignatureRevocation,
    /// The revocation of a key.
    KeyRevocation,
}

impl LeafKind {
    /// Columns of the row that are written later than the row itself, or change: no part of the leaf.
    const fn changing(self) -> &'static [&'static str] {
        match self {
            Self::Entry => &["status"],
            Self::Manifest => &[
                "status",
                "escalation_ref",
                "cut_change_set_ref",
                "reviewer",
                "reviewed_at",
                "rationale",
                "superseded_by_envelope_id",
            ],
            Self::ChangeSet => {
                &["status", "verifier_tool_revision", "rollback_reason", "rollback_initiated_by", "rolled_back_at"]
            }
            Self::Signature | Self::Key => &["revoked_at", "revoked_by", "revocation_reason"],
            Self::Alias => &["valid_until"],
            _ => &[],
        }
    }

    /// The columns the leaf has, where it has only some.
    const fn only(self) -> Option<&'static [&'static str]> {
        match self {
            Self::SignatureRevocation => Some(&["signature_id", "revoked_at", "revoked_by", "revocation_reason"]),
            Self::KeyRevocation => Some(&["key_id", "revoked_at", "revoked_by", "revocation_reason"]),
            Self::AliasEnd => Some(&["alias_id", "valid_until"]),
            _ => None,
        }
    }

    /// The column that names the row.
    #[must_use]
    pub fn key(self) -> &'static str {
        let first = |names: &'static str| names.split(' ').next().unwrap_or_default();
        match self {
            Self::Key | Self::KeyRevocation => first(columns::KEY),
            Self::Entry => first(columns::ENTRY),
            Self::Manifest => first(columns::ENVELOPE),
            Self::Dependency => "dependency_id",
            Self::Sweep => first(columns::SWEEP),
            Self::Review => first(columns::REVIEW),
            Self::ChangeSet => first(columns::CHANGE_SET),
            Self::VerifyResult => first(columns::VERIFY_RESULT),
            Self::Signature | Self::SignatureRevocation => first(columns::SIGNATURE),
            Self::History => first(columns::HISTORY),
            Self::Alias | Self::AliasEnd => "alias_id",
        }
    }

    /// The columns of a row that its leaf is over.
    #[must_use]
    pub fn kept(self, row: &Row) -> Map<String, Value> {
        let kept = |name: &str| self.only().map_or_else(|| !self.changing().contains(&name), |only| only.contains(&name));
        row.0.iter().filter(|(name, _)| kept(name)).map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// The hash of the leaf for a row.
    #[must_use]
    pub fn hash(self, row: &Row) -> Hash {
        leaf_hash(canonical_json(&json!({ "kind": self, "row": self.kept(row) })).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(value: Value) -> Row {
        serde_json::from_value(value).expect("a row")
    }

    #[test]
    fn what_changes_by_itself_is_no_part_of_a_leaf_and_everything_else_is() {
        let entry = row(json!({"entry_id": "e", "status": "marked", "payload": {"a": 1}}));
        let moved = row(json!({"entry_id": "e", "status": "cut_applied", "payload": {"a": 1}}));
        let edited = row(json!({"entry_id": "e", "status": "marked", "payload": {"a": 2}}));
        assert_eq!(LeafKind::Entry.hash(&entry), LeafKind::Entry.hash(&moved));
        assert_ne!(LeafKind::Entry.hash(&entry), LeafKind::Entry.hash(&edited));
        assert_ne!(LeafKind::Entry.hash(&entry), LeafKind::History.hash(&entry));
    }

    #[test]
    fn how_something_was_done_is_part_of_its_leaf_where_it_was_recorded() {
        let before = row(json!({"history_id": "h", "changed_by": "p"}));
        let door =
            |channel: &str| row(json!({"history_id": "h", "changed_by": "p", "channel": channel, "session_kind": "session"}));
        assert_ne!(LeafKind::History.hash(&before), LeafKind::History.hash(&door("http")));
        assert_ne!(LeafKind::History.hash(&door("cli")), LeafKind::History.hash(&door("http")));
    }

    #[test]
    fn a_revocation_is_a_leaf_of_its_own() {
        let key = |revoked: Value| {
            row(json!({"key_id": "k", "owner": "o", "revoked_at": revoked, "revoked_by": "b", "revocation_reason": "r"}))
        };
        assert_eq!(LeafKind::Key.hash(&key(Value::Null)), LeafKind::Key.hash(&key(json!("2026"))));
        assert_ne!(LeafKind::KeyRevocation.hash(&key(json!("2025"))), LeafKind::KeyRevocation.hash(&key(json!("2026"))));
    }
}
