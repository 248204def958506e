//! Verification of one bundle: everything in it, by what is in it, and by the keys the reader trusts.

use serde::{Deserialize, Serialize};

use super::bundle::{Bundle, FORMAT};
use super::check::{self, Case};
use super::checkpoint::CheckpointClaim;
use super::finding::{Findings, LedgerFinding, LedgerStanding};
use super::trust::TrustedKey;
use iu_text::digest::{canonical_json, sha256_hex};

/// What the reader brings along.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, cutter_model::TS)]
pub struct Trust {
    /// Keys the reader trusts; with none, the answer can only be "consistent".
    #[serde(default)]
    pub keys: Vec<TrustedKey>,
    /// What a checkpoint says that the reader keeps: the bundle must be sealed under exactly this one.
    #[serde(default)]
    pub checkpoint: Option<CheckpointClaim>,
}

/// How one cut stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
pub struct BundleReport {
    /// The answer.
    pub standing: LedgerStanding,
    /// One sentence for people.
    pub sentence: String,
    /// The change set, where it can be read.
    pub change_set_id: Option<String>,
    /// SHA-256 of the bundle's canonical JSON: of the file itself, where nobody has reformatted it.
    pub bundle_digest: Option<String>,
    /// Whether trusted keys were given.
    pub keys_pinned: bool,
    /// Units the cut touched.
    pub units: usize,
    /// Rows proven to be under a checkpoint.
    pub sealed_rows: usize,
    /// That checkpoint; none where the bundle is not sealed.
    pub checkpoint: Option<CheckpointClaim>,
    /// Number of findings, also of those not listed.
    pub finding_count: usize,
    /// The findings, the first thing wrong first.
    pub findings: Vec<LedgerFinding>,
}

/// Checks a bundle, from its bytes.
#[must_use]
pub fn verify_bundle(bytes: &[u8], trust: &Trust) -> BundleReport {
    let mut findings = Findings::default();
    let bundle: Option<Bundle> = match serde_json::from_slice(bytes) {
        Ok(bundle) => Some(bundle),
        Err(error) => {
            findings.add("LEDGER_UNREADABLE", format!("line {}, column {}", error.line(), error.column()), "a bundle", error);
            None
        }
    };
    let bundle = bundle.filter(|bundle| {
        findings.equal("LEDGER_FORMAT", "format", FORMAT, &bundle.format);
        bundle.format == FORMAT
    });
    let mut sealed = check::seal::Sealed::default();
    if let Some(bundle) = &bundle {
        bundle.check_shape(&mut findings);
        let case = Case::of(bundle, &trust.keys);
        check::all(&case, &mut findings);
        sealed = check::seal::check(&case, trust.checkpoint.as_ref(), &mut findings);
    }
    let standing = match (findings.count, trust.keys.is_empty()) {
        (0, false) => LedgerStanding::Proven,
        (0, true) => LedgerStanding::Consistent,
        _ => LedgerStanding::Refused,
    };
    BundleReport {
        standing,
        sentence: sentence(standing, &findings),
        change_set_id: bundle.as_ref().map(|bundle| bundle.change_set.text("change_set_id").to_owned()),
        bundle_digest: bundle.as_ref().map(|bundle| sha256_hex(canonical_json(bundle).as_bytes())),
        keys_pinned: !trust.keys.is_empty(),
        units: bundle.as_ref().map_or(0, |bundle| bundle.affected_rows.len()),
        sealed_rows: sealed.rows,
        checkpoint: sealed.checkpoint,
        finding_count: findings.count,
        findings: findings.list,
    }
}

fn sentence(standing: LedgerStanding, findings: &Findings) -> String {
    match (standing, findings.list.first()) {
        (LedgerStanding::Refused, Some(first)) => {
            format!("{}: {}: expected {}, found {}.", first.code, first.place, first.expected, first.observed)
        }
        (LedgerStanding::Proven, _) => "Every signature, digest, count and link holds, by keys you trust.".to_owned(),
        _ => "Every signature, digest, count and link holds; keys not pinned.".to_owned(),
    }
}
