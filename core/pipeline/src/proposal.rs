//! What an entry proposes, whichever way it was marked: the one place that tells a first cut, an attestation and an operation on
//! the structure apart.

use serde::Deserialize;
use serde_json::Value;

use crate::attest::manifest::{AttestManifest, ATTEST};
use crate::structure::{Kind, StructureManifest};
use crate::validate::{validate, Findings, ValidationFacts};
use crate::{attest, operation, plan, structure};
use cutter_model::change_set::FactFingerprint;
use cutter_model::entry::EntryFacts;
use cutter_model::live::{Target, TargetSurvey};
use cutter_model::refusal::Refusal;
use iu_text::manifest::{Manifest, Stored};

/// A stored manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposal {
    /// Units to create from a source text.
    FirstCut(Box<Manifest>),
    /// Units that exist.
    Attest(AttestManifest),
    /// Units that change, end or begin.
    Structure(Box<StructureManifest>),
}

impl Proposal {
    /// Reads a stored manifest of any kind.
    ///
    /// # Errors
    /// Those of the manifests.
    pub fn from_stored(text: &str) -> Result<Self, Refusal> {
        /// What tells the kinds apart; the units of a long document are read once, as what they are.
        #[derive(Deserialize)]
        struct Named {
            #[serde(default)]
            operation_kind: Value,
        }
        let named = serde_json::from_str::<Named>(text).map(|named| named.operation_kind).unwrap_or_default();
        if named == ATTEST {
            return Ok(Self::Attest(AttestManifest::from_stored(text)?));
        }
        if named.as_str().is_some_and(|name| Kind::of_name(name).is_some()) {
            return Ok(Self::Structure(Box::new(StructureManifest::from_stored(text)?)));
        }
        Ok(Self::FirstCut(Box::new(Manifest::from_stored(text)?)))
    }

    /// Digest of the manifest.
    #[must_use]
    pub fn digest(&self) -> &str {
        match self {
            Self::FirstCut(manifest) => &manifest.manifest_digest,
            Self::Attest(manifest) => &manifest.manifest_digest,
            Self::Structure(manifest) => &manifest.manifest_digest,
        }
    }

    /// What is to be done.
    #[must_use]
    pub fn operation_kind(&self) -> &str {
        match self {
            Self::FirstCut(manifest) => &manifest.operation_kind,
            Self::Attest(manifest) => &manifest.operation_kind,
            Self::Structure(manifest) => &manifest.operation_kind,
        }
    }

    /// The ten findings, now.
    #[must_use]
    pub fn findings(&self, facts: &ValidationFacts) -> Findings {
        match self {
            Self::FirstCut(manifest) => validate(manifest, facts),
            Self::Attest(manifest) => attest::findings::validate(manifest, facts),
            Self::Structure(manifest) => operation::findings::validate(manifest, facts),
        }
    }

    /// The digest of the plan for the public tables: what a reviewer approves.
    #[must_use]
    pub fn plan_digest(&self, entry: &EntryFacts) -> String {
        match self {
            Self::FirstCut(manifest) => plan::plan_digest(manifest, &entry.entry_id, Target::Public),
            Self::Attest(manifest) => attest::plan::plan_digest(manifest),
            Self::Structure(manifest) => structure::plan_digest(manifest, &entry.entry_id),
        }
    }

    /// The facts the plan rests on.
    #[must_use]
    pub fn fingerprint(&self, facts: &ValidationFacts, survey: &TargetSurvey) -> FactFingerprint {
        match self {
            Self::FirstCut(_) => plan::fingerprint(facts, survey),
            Self::Attest(_) => attest::plan::fingerprint(facts),
            Self::Structure(_) => operation::fingerprint(facts, survey),
        }
    }
}
