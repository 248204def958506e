//! The lists of each migration: what it rests on, which rows it writes, which post checks it has, how many objects it adds.
//!
//! 003_phase_alpha is the reference; a migration without a list cannot be planned.

/// Rows a writing statement must report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// A number that does not depend on the database.
    Fixed(u64),
    /// As many as there are units.
    Units,
}

/// The lists of one migration.
#[derive(Debug)]
pub struct Lists {
    /// Folder name.
    pub id: &'static str,
    /// The schema it writes into, where it must be there before.
    pub schema: Option<&'static str>,
    /// Tables it rests on.
    pub tables: &'static [&'static str],
    /// Whether the unit tables are there before, so that their rows are pinned.
    pub units: bool,
    /// Command and rows of each writing statement, in order.
    pub writes: &'static [(&'static str, Rows)],
    /// Ids of the rows of `verify.sql`: a prefix with the numbers 1 to n, or the ids themselves.
    pub checks: Checks,
    /// Those of them that say nothing of the shape, but of rows right after the migration; adoption leaves them out.
    pub rows_only: &'static [&'static str],
    /// DDL objects a schema diff must show as added.
    pub added: u64,
    /// What a rollback cannot bring back.
    pub lost: &'static [&'static str],
}

/// How the ids of the post checks are listed.
#[derive(Debug)]
pub enum Checks {
    /// `V4-01` to `V4-09`.
    Numbered(&'static str, u32),
    /// One by one, with blanks between.
    Named(&'static str),
}

impl Checks {
    /// The ids.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        match self {
            Self::Numbered(prefix, count) => (1..=*count).map(|number| format!("{prefix}-{number:02}")).collect(),
            Self::Named(ids) => ids.split(' ').map(str::to_owned).collect(),
        }
    }
}

const GOVERNANCE: Option<&str> = Some("cutter_governance");
const CONTROL: Option<&str> = Some("cutter_control");
const UNITS: &[&str] =
    &["public.tac_logical_unit", "public.tac_unit_version", "sandbox_tac.logical_unit", "sandbox_tac.unit_version"];
const V0_1: &[&str] = &[
    "cutter_governance.decision_backlog_entry",
    "cutter_governance.dot_pair_signature",
    "cutter_governance.cut_change_set",
    "cutter_governance.cut_change_set_affected_row",
    "cutter_governance.verify_result",
];
const TWELVE: &[&str] = &[
    "cutter_governance.decision_backlog_entry",
    "cutter_governance.dot_pair_signature",
    "cutter_governance.cut_change_set",
    "cutter_governance.cut_change_set_affected_row",
    "cutter_governance.verify_result",
    "cutter_governance.canonical_address_alias",
    "cutter_governance.manifest_envelope",
    "cutter_governance.manifest_unit_block",
    "cutter_governance.review_decision",
    "cutter_governance.decision_backlog_history",
    "cutter_governance.decision_backlog_dependency",
    "cutter_governance.decision_backlog_sweep_log",
];

const CHANGE_RECORDS: &[&str] = &[
    "cutter_control.change_package",
    "cutter_control.change_review",
    "cutter_control.change_authorisation",
    "cutter_control.change_authorisation_use",
    "cutter_control.change_run",
    "cutter_control.change_step",
    "cutter_control.gate_report",
    "cutter_control.backup",
    "cutter_control.backup_verification",
];

/// What most migrations are: they add to the governance tables, and rest on all of them and on the units.
const USUAL: Lists = Lists {
    id: "",
    schema: GOVERNANCE,
    tables: TWELVE,
    units: true,
    writes: &[],
    checks: Checks::Named(""),
    rows_only: &[],
    added: 0,
    lost: &[],
};

/// The lists of every migration there is; what one does not say is as usual.
pub const LISTS: &[Lists] = &[
    Lists {
        id: "001_tac_baseline",
        schema: None,
        tables: &[],
        units: false,
        writes: &[("INSERT", Rows::Fixed(23))],
        checks: Checks::Numbered("V1", 18),
        added: 40,
        ..USUAL
    },
    Lists {
        id: "002_governance_v0_1",
        schema: None,
        tables: UNITS,
        checks: Checks::Numbered("V2", 13),
        rows_only: &["V2-13"],
        added: 22,
        ..USUAL
    },
    Lists {
        id: "003_phase_alpha",
        tables: V0_1,
        writes: &[("UPDATE", Rows::Units)],
        checks: Checks::Named("VA-1 VA-2 VA-3 VA-4 VA-5 VA-6 VA-7 VA-8 VA-9 VA-10 VA-11 VA-12 VA-13 VA-13rows VA-14 VA-15"),
        rows_only: &["VA-6", "VA-7", "VA-8", "VA-9", "VA-10", "VA-13", "VA-13rows", "VA-14", "VA-15"],
        added: 6,
        lost: &["The values of updated_at before the backfill: only from the backup."],
        ..USUAL
    },
    Lists { id: "004_manifest", tables: V0_1, checks: Checks::Numbered("V4", 9), rows_only: &["V4-09"], added: 13, ..USUAL },
    Lists {
        id: "005_review_and_backlog",
        tables: &["cutter_governance.manifest_envelope", "cutter_governance.manifest_unit_block"],
        checks: Checks::Numbered("V5", 13),
        rows_only: &["V5-12"],
        added: 19,
        ..USUAL
    },
    Lists {
        id: "006_roles_and_views",
        checks: Checks::Numbered("V6", 13),
        added: 12,
        lost: &["Privileges that were granted by hand besides."],
        ..USUAL
    },
    Lists { id: "007_scale_indexes", checks: Checks::Numbered("V7", 8), added: 7, ..USUAL },
    Lists {
        id: "008_control_plane",
        schema: CONTROL,
        checks: Checks::Numbered("V8", 10),
        rows_only: &["V8-10"],
        added: 12,
        ..USUAL
    },
    Lists { id: "009_phase_beta", checks: Checks::Numbered("V9", 27), rows_only: &["V9-03"], added: 81, ..USUAL },
    Lists {
        id: "010_ledger_seal",
        schema: CONTROL,
        checks: Checks::Numbered("V10", 9),
        rows_only: &["V10-09"],
        added: 10,
        ..USUAL
    },
    Lists {
        id: "011_idempotency",
        schema: CONTROL,
        checks: Checks::Numbered("V11", 9),
        rows_only: &["V11-09"],
        added: 7,
        ..USUAL
    },
    Lists {
        id: super::one_step::CONTROL,
        schema: CONTROL,
        tables: &["cutter_control.schema_migration"],
        units: false,
        checks: Checks::Numbered("V12", 24),
        rows_only: &["V12-24"],
        added: 45,
        ..USUAL
    },
    Lists { id: "013_audit_read_models", checks: Checks::Numbered("V13", 12), added: 7, ..USUAL },
    Lists { id: "014_resolution", checks: Checks::Numbered("V14", 8), added: 3, ..USUAL },
    Lists { id: "015_structure", checks: Checks::Numbered("V15", 10), added: 1, ..USUAL },
    Lists {
        id: "016_change_readers",
        schema: CONTROL,
        tables: CHANGE_RECORDS,
        checks: Checks::Numbered("V16", 12),
        added: 0,
        ..USUAL
    },
    Lists {
        id: "017_component_types",
        schema: None,
        tables: UNITS,
        units: true,
        // Three rows, but for those an installation wrote by itself before: not a number that could be pinned.
        writes: &[],
        checks: Checks::Numbered("V17", 9),
        rows_only: &["V17-08", "V17-09"],
        added: 0,
        lost: &[],
    },
    Lists {
        id: "018_confirmed_card",
        schema: CONTROL,
        tables: &["cutter_control.source_version", "public.cutter_source_document"],
        checks: Checks::Numbered("V18", 8),
        rows_only: &["V18-08"],
        added: 6,
        ..USUAL
    },
    Lists {
        id: "019_doors",
        schema: CONTROL,
        tables: &[
            "cutter_governance.decision_backlog_history",
            "cutter_governance.cut_change_set",
            "cutter_control.source_version",
            "cutter_control.ledger_checkpoint",
            "cutter_control.change_package",
            "cutter_control.change_review",
            "cutter_control.change_authorisation",
            "cutter_control.change_run",
            "cutter_control.backup",
        ],
        checks: Checks::Numbered("V19", 12),
        rows_only: &["V19-12"],
        added: 0,
        lost: &["How the records of this change were made since."],
        ..USUAL
    },
    Lists { id: "020_guards_always", checks: Checks::Numbered("V20", 8), ..USUAL },
    Lists {
        id: "021_log_notes",
        schema: CONTROL,
        tables: &["cutter_control.ledger_checkpoint"],
        checks: Checks::Numbered("V21", 12),
        rows_only: &["V21-12"],
        added: 20,
        ..USUAL
    },
    Lists {
        id: "022_unit_touches",
        schema: CONTROL,
        tables: &["public.tac_logical_unit", "public.tac_unit_version", "cutter_governance.cut_change_set"],
        checks: Checks::Numbered("V22", 14),
        rows_only: &["V22-14"],
        added: 26,
        ..USUAL
    },
    // It writes as many rows as are not sealed yet: not a number that could be pinned.
    Lists { id: "023_bounded_statements", checks: Checks::Numbered("V23", 24), rows_only: &["V23-24"], added: 42, ..USUAL },
    Lists {
        id: "024_legal_days",
        schema: None,
        tables: UNITS,
        units: true,
        checks: Checks::Numbered("V24", 10),
        rows_only: &["V24-10"],
        added: 1,
        ..USUAL
    },
    Lists { id: "025_amendments", checks: Checks::Numbered("V25", 8), ..USUAL },
    Lists {
        id: "026_references",
        schema: CONTROL,
        tables: &["public.tac_unit_version", "public.cutter_source_document"],
        checks: Checks::Numbered("V26", 13),
        added: 13,
        ..USUAL
    },
    Lists {
        id: "027_hand_overs",
        schema: CONTROL,
        tables: &["cutter_governance.decision_backlog_history"],
        writes: &[("INSERT", Rows::Fixed(1))],
        checks: Checks::Numbered("V27", 10),
        added: 13,
        ..USUAL
    },
    Lists {
        id: "028_amending_acts",
        schema: CONTROL,
        tables: &["public.cutter_source_document"],
        checks: Checks::Numbered("V28", 9),
        added: 8,
        ..USUAL
    },
    Lists {
        id: "029_open_citations",
        schema: CONTROL,
        tables: &["cutter_control.reference"],
        checks: Checks::Numbered("V29", 8),
        added: 4,
        ..USUAL
    },
    Lists {
        id: "030_withdrawals",
        tables: &[
            "cutter_governance.manifest_envelope",
            "cutter_governance.cut_change_set",
            "public.tac_logical_unit",
            "public.tac_unit_version",
        ],
        checks: Checks::Numbered("V30", 9),
        added: 2,
        ..USUAL
    },
    Lists {
        id: "031_suspensions",
        tables: &[
            "public.tac_logical_unit",
            "sandbox_tac.logical_unit",
            "cutter_governance.manifest_envelope",
            "cutter_governance.cut_change_set",
        ],
        checks: Checks::Numbered("V31", 9),
        rows_only: &["V31-09"],
        ..USUAL
    },
    Lists {
        id: "032_corrections",
        tables: &["cutter_governance.manifest_envelope", "cutter_governance.cut_change_set"],
        checks: Checks::Numbered("V32", 8),
        added: 1,
        ..USUAL
    },
    Lists {
        id: "033_late_texts",
        tables: &["public.tac_unit_version"],
        checks: Checks::Numbered("V33", 8),
        rows_only: &["V33-08"],
        ..USUAL
    },
    Lists {
        id: "034_out_of_order",
        tables: &["cutter_governance.canonical_address_alias", "public.tac_unit_version"],
        checks: Checks::Numbered("V34", 9),
        ..USUAL
    },
];

/// The lists of a migration; none for one nobody wrote lists for.
#[must_use]
pub fn lists_of(id: &str) -> Option<&'static Lists> {
    LISTS.iter().find(|lists| lists.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ids that a `verify.sql` of the release names.
    fn ids_in(sql: &str) -> Vec<String> {
        let mut ids: Vec<String> = sql
            .split('\'')
            .filter(|word| word.starts_with('V') && word.contains('-') && word.len() < 12 && !word.contains([' ', '%']))
            .map(str::to_owned)
            .collect();
        ids.sort();
        ids
    }

    #[test]
    fn the_lists_name_every_check_of_every_migration() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations");
        let mut folders: Vec<String> = std::fs::read_dir(root)
            .expect("migrations")
            .filter_map(|entry| entry.expect("entry").file_name().into_string().ok())
            .filter(|name| name.starts_with(|first: char| first.is_ascii_digit()))
            .collect();
        folders.sort();
        assert_eq!(LISTS.iter().map(|lists| lists.id.to_owned()).collect::<Vec<_>>(), folders);
        for lists in LISTS {
            let sql = std::fs::read_to_string(format!("{root}/{}/verify.sql", lists.id)).expect("verify.sql");
            let mut listed = lists.checks.ids();
            for id in lists.rows_only {
                assert!(listed.iter().any(|each| each == id), "{id}");
            }
            listed.sort();
            // One query of 006 makes its ids with format(); tests on a real server see those.
            let (made, named): (usize, Vec<String>) = (sql.matches("format('V").count(), ids_in(&sql));
            assert!(named.iter().all(|id| listed.contains(id)), "{}", lists.id);
            assert_eq!(made == 0, listed == named, "{}", lists.id);
        }
    }
}
