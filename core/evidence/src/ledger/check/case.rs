//! One bundle while it is checked.

use std::collections::BTreeMap;

use crate::ledger::bundle::Bundle;
use crate::ledger::row::Row;
use crate::ledger::trust::TrustedKey;
use cutter_model::live::Target;
use cutter_model::seal::Lane;
use cutter_model::word::of_word;
use cutter_pipeline::attest::manifest::AttestManifest;
use cutter_pipeline::mode::Mode;
use cutter_pipeline::record::ChangeKind;
use cutter_pipeline::structure::StructureManifest;
use iu_address::Instant;
use iu_text::manifest::Manifest;

/// A manifest as its text is one, which nothing else is asked for yet.
pub(crate) enum Proposed {
    FirstCut(Box<Manifest>),
    Attest(AttestManifest),
    Operation(Box<StructureManifest>),
}

impl Proposed {
    fn read(text: &str) -> Option<Self> {
        let first_cut = serde_json::from_str(text).map(Self::FirstCut);
        let attest = first_cut.or_else(|_| serde_json::from_str(text).map(Self::Attest));
        attest.or_else(|_| serde_json::from_str(text).map(Self::Operation)).ok()
    }

    /// What the pipeline makes of it.
    pub fn mode(&self) -> &dyn Mode {
        match self {
            Self::FirstCut(manifest) => manifest.as_ref(),
            Self::Attest(manifest) => manifest,
            Self::Operation(manifest) => manifest.as_ref(),
        }
    }
}

/// The cut under examination.
pub(crate) struct Case<'a> {
    pub bundle: &'a Bundle,
    /// The manifest, where its text is one.
    pub manifest: Option<Proposed>,
    /// Keys the reader trusts; none where none was given.
    pub trusted: &'a [TrustedKey],
}

impl<'a> Case<'a> {
    /// The cut of a bundle, to whoever trusts these keys.
    pub fn of(bundle: &'a Bundle, trusted: &'a [TrustedKey]) -> Self {
        Self { bundle, manifest: Proposed::read(&bundle.manifest), trusted }
    }

    pub fn change_set(&self) -> &'a Row {
        &self.bundle.change_set
    }

    pub fn change_set_id(&self) -> &'a str {
        self.change_set().text("change_set_id")
    }

    /// What the change set did; none where that is not known.
    pub fn kind(&self) -> Option<ChangeKind> {
        of_word(self.change_set().text("operation_kind"))
    }

    /// Where the planned units were written; none for an attestation, which writes none.
    pub fn target(&self) -> Option<Target> {
        match self.kind() {
            Some(ChangeKind::FirstCut) => Some(Target::Public),
            Some(ChangeKind::Rehearsal) => Some(Target::Sandbox),
            _ => None,
        }
    }

    /// Existing units were taken under governance as they stood.
    pub fn is_attestation(&self) -> bool {
        self.kind() == Some(ChangeKind::Attest)
    }

    /// Units that were there were changed, ended, or got others beside them.
    pub fn is_operation(&self) -> bool {
        matches!(self.kind(), Some(ChangeKind::Operation(_)))
    }

    /// A rehearsal moves no entry and is not verified.
    pub fn is_rehearsal(&self) -> bool {
        self.target() == Some(Target::Sandbox)
    }

    /// The entry; a rehearsal is no change set of its entry, which the unit blocks of its manifest name.
    pub fn entry_id(&self) -> &'a str {
        let named = || self.bundle.unit_blocks.first().map_or("", |block| block.text("decision_backlog_ref"));
        self.bundle.entry.as_ref().map_or_else(named, |entry| entry.text("entry_id"))
    }

    /// The source text; empty where there is none.
    pub fn source_text(&self) -> &'a str {
        self.bundle.source.as_ref().map_or("", |source| source.text("canonical_text"))
    }

    /// The digest that signatures name; none where there is no source text.
    pub fn source_sha256(&self) -> Option<&'a str> {
        self.bundle.source.as_ref().map(|source| source.text("sha256"))
    }

    /// The affected rows, by the ids of what they tell of.
    pub fn affected(&self) -> BTreeMap<&'a str, &'a Row> {
        self.bundle.affected_rows.iter().map(|row| (row.text("target_row_id"), row)).collect()
    }

    /// Units that the change set touched.
    pub fn touched_units(&self) -> usize {
        self.unit_rows().count()
    }

    /// Those of them that are to stand then: a withdrawal takes some away.
    pub fn standing_units(&self) -> usize {
        self.unit_rows().filter(|row| !row.value("after_state_snapshot").is_null()).count()
    }

    fn unit_rows(&self) -> impl Iterator<Item = &Row> {
        let is_unit = |row: &&Row| !self.is_operation() || row.text("target_table") == Target::Public.unit_table();
        self.bundle.affected_rows.iter().filter(is_unit)
    }

    /// Digests of the affected rows, in the order of the manifest.
    pub fn row_digests(&self) -> Vec<&'a str> {
        let mut rows: Vec<&'a Row> = self.bundle.affected_rows.iter().collect();
        if let Some(Proposed::Attest(manifest)) = &self.manifest {
            // Units of an older system may share a place in their order, which the order of the rows leaves open.
            let places: BTreeMap<&str, usize> =
                manifest.units.iter().enumerate().map(|(index, unit)| (unit.unit_id.as_str(), index)).collect();
            rows.sort_by_key(|row| places.get(row.text("target_row_id")).copied().unwrap_or(usize::MAX));
        }
        if self.is_operation() {
            rows.sort_by_key(|row| row.text("target_row_id"));
        }
        rows.into_iter().map(|row| row.text("row_digest")).collect()
    }

    /// The one verify result, where there is one.
    pub fn result(&self) -> Option<&'a Row> {
        self.bundle.verify_results.first()
    }

    /// The review the change set rests on.
    pub fn review(&self) -> Option<&'a Row> {
        let id = self.change_set().text("review_decision_id");
        self.bundle.reviews.iter().find(|review| review.text("review_decision_id") == id)
    }

    /// The signature of a lane.
    pub fn signature(&self, lane: Lane) -> Option<&'a Row> {
        self.bundle.signatures.iter().find(|signature| signature.text("signer_dot_id") == lane.as_text())
    }

    /// The key of a signature.
    pub fn key(&self, id: &str) -> Option<&'a Row> {
        self.bundle.keys.iter().find(|key| key.text("key_id") == id)
    }
}

/// A time as derived identifiers and signatures name it, whatever offset or precision it is written with.
pub(crate) fn time_text(text: &str) -> String {
    text.parse::<Instant>().map_or_else(|_| text.to_owned(), String::from)
}
