//! Aliases: every text that was ever cited keeps naming its units.
//!
//! A row of the alias table says that a text points at a unit during a window. [`resolve`] is a pure function of the text,
//! a time and the rows and units gathered for it: the same facts give the same [`Resolution`], whatever their order.
//!
//! ```
//! use iu_address::alias::{resolve, Follow, ResolveFacts, ResolveOutcome};
//!
//! // Section 6A became 6B in 2021; in 2022 a new unit took the address 6A.
//! let facts: ResolveFacts = serde_json::from_str(r#"{
//!   "units": [
//!     { "id": "old", "canonical_address": "HB/SEC-6B", "born_at": "2020-01-01", "held_since": "2021-01-01", "lifecycle_status": "active" },
//!     { "id": "new", "canonical_address": "HB/SEC-6A", "born_at": "2022-01-01", "lifecycle_status": "active" }
//!   ],
//!   "aliases": [
//!     { "alias_id": "1", "target_unit_id": "old", "alias_text": "HB/SEC-6A", "alias_kind": "previous_canonical",
//!       "valid_from": "2020-01-01", "valid_until": "2021-01-01" },
//!     { "alias_id": "2", "target_unit_id": "old", "alias_text": "HB/SEC-6A", "alias_kind": "rename",
//!       "valid_from": "2021-01-01", "valid_until": "2022-01-01" }
//!   ]
//! }"#).unwrap();
//! let unit = |as_of: &str| {
//!     let resolution = resolve("HB/SEC-6A", as_of.parse().unwrap(), Follow::Latest, &facts);
//!     (resolution.outcome, resolution.units[0].id.clone())
//! };
//! assert_eq!(unit("2020-06-01"), (ResolveOutcome::Alias, "old".to_owned()));
//! assert_eq!(unit("2021-06-01"), (ResolveOutcome::Alias, "old".to_owned()));
//! assert_eq!(unit("2022-06-01"), (ResolveOutcome::Canonical, "new".to_owned()));
//! ```
//!
//! Gathering the rows is the caller's: [`ResolveFacts`] says which ones count. [`check_new`], [`close`] and [`annul`] are the rules
//! for writing rows.

mod cycle;
mod facts;
mod nearest;
mod resolution;
mod resolve;
mod row;
mod standing;
mod walk;
mod write;

pub use facts::{ResolvableUnit, ResolveFacts};
pub use nearest::MAX_SUGGESTIONS;
pub use resolution::{Follow, HopKind, Problem, ProblemKind, Resolution, ResolveOutcome, ResolveRequest, Tombstone, TrailEntry};
pub use resolve::{lookup_text, resolve, resolve_all, Resolvable};
pub use row::{AliasKind, AliasRow, Window};
pub use standing::{standing, standings, Fit, Standing, StandingAlias, StandingKind};
pub use walk::MAX_PATH_UNITS;
pub use write::{annul, check_all_new, check_new, close, Neighbourhood, MAX_ALIAS_CHARACTERS};
