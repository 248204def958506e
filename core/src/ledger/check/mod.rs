//! The checks of one cut, one file per thing checked, in the order in which a person would ask.

mod compensation;
mod counts;
mod history;
mod keys;
mod links;
mod manifest;
mod people;
mod plan;
mod result;
mod review;
mod rows;
pub(crate) mod seal;
mod signatures;
mod source;
mod times;
mod unit_blocks;

use super::bundle::{Bundle, Row};
use super::finding::Findings;
use super::trust::TrustedKey;
use crate::alias::Instant;
use crate::manifest::Manifest;

/// The cut under examination.
pub(crate) struct Case<'a> {
    pub bundle: &'a Bundle,
    /// The manifest, where its text can be read at all.
    pub manifest: Option<Manifest>,
    /// Keys the reader trusts; none where none was given.
    pub trusted: &'a [TrustedKey],
}

impl<'a> Case<'a> {
    pub fn change_set(&self) -> &'a Row {
        &self.bundle.change_set
    }

    pub fn change_set_id(&self) -> &'a str {
        self.bundle.change_set.text("change_set_id")
    }

    /// A cut that created units; the other kinds of change set have plans of their own.
    pub fn is_first_cut(&self) -> bool {
        self.change_set().text("operation_kind") == "first_cut"
    }

    /// A rehearsal moves no entry and is not verified.
    pub fn is_rehearsal(&self) -> bool {
        self.change_set().text("operation_kind") == "rehearsal"
    }

    pub fn entry_id(&self) -> &'a str {
        self.bundle.entry.as_ref().map_or("", |entry| entry.text("entry_id"))
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
    pub fn signature(&self, lane: &str) -> Option<&'a Row> {
        self.bundle.signatures.iter().find(|signature| signature.text("signer_dot_id") == lane)
    }

    /// The key of a signature.
    pub fn key(&self, id: &str) -> Option<&'a Row> {
        self.bundle.keys.iter().find(|key| key.text("key_id") == id)
    }
}

/// Makes every check; none relies on an earlier one having held.
pub(crate) fn all(case: &Case<'_>, findings: &mut Findings) {
    source::check(case, findings);
    manifest::check(case, findings);
    unit_blocks::check(case, findings);
    links::check(case, findings);
    plan::check(case, findings);
    rows::check(case, findings);
    review::check(case, findings);
    result::check(case, findings);
    keys::check(case, findings);
    signatures::check(case, findings);
    compensation::check(case, findings);
    history::check(case, findings);
    people::check(case, findings);
    times::check(case, findings);
    counts::check(case, findings);
}

/// A time as derived identifiers and signatures name it, whatever offset or precision it is written with.
pub(crate) fn time_text(text: &str) -> String {
    text.parse::<Instant>().map_or_else(|_| text.to_owned(), String::from)
}
