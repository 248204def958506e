//! Short ways to write units and alias rows.

use iu_address::alias::{resolve, AliasKind, AliasRow, Follow, Resolution, ResolvableUnit, ResolveFacts};
use iu_address::Instant;

pub fn time(text: &str) -> Instant {
    text.parse().unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// A live unit since 2020, its id and address alike.
pub fn unit(address: &str) -> ResolvableUnit {
    ResolvableUnit {
        id: address.to_owned(),
        canonical_address: address.to_owned(),
        born_at: time("2020-01-01"),
        held_since: None,
        lifecycle_status: "active".to_owned(),
        retired_at: None,
        retired_by: None,
        render_order: None,
    }
}

/// The same unit, retired since then by the change set `cs`.
pub fn retired(address: &str, at: &str) -> ResolvableUnit {
    let lifecycle_status = "retired".to_owned();
    ResolvableUnit { lifecycle_status, retired_at: Some(time(at)), retired_by: Some("cs".to_owned()), ..unit(address) }
}

/// A row since 2021, open; its id is `kind text > target`.
pub fn row(kind: AliasKind, text: &str, target: &str) -> AliasRow {
    AliasRow {
        alias_id: format!("{kind} {text} > {target}"),
        target_unit_id: target.to_owned(),
        alias_text: text.to_owned(),
        alias_kind: kind,
        valid_from: time("2021-01-01"),
        valid_until: None,
        created_by: "user-1".to_owned(),
        rationale: "The handbook was renumbered.".to_owned(),
        scenario_ref: None,
    }
}

pub fn redirect(text: &str, target: &str) -> AliasRow {
    row(AliasKind::Redirect, text, target)
}

/// The row from then until then.
pub fn during(row: AliasRow, from: &str, until: &str) -> AliasRow {
    AliasRow { valid_from: time(from), valid_until: Some(time(until)), ..row }
}

pub fn facts(units: impl Into<Vec<ResolvableUnit>>, aliases: impl Into<Vec<AliasRow>>) -> ResolveFacts {
    ResolveFacts { units: units.into(), aliases: aliases.into(), candidates: Vec::new() }
}

/// Resolves in 2025, following.
pub fn resolved(text: &str, facts: &ResolveFacts) -> Resolution {
    resolve(text, time("2025-01-01"), Follow::Latest, facts)
}

pub fn ids(units: &[ResolvableUnit]) -> Vec<&str> {
    units.iter().map(|unit| unit.id.as_str()).collect()
}
