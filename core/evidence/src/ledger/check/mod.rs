//! The checks of one cut, one file per thing checked, in the order in which a person would ask.

mod case;
mod compensation;
mod counts;
mod history;
mod keys;
mod links;
mod manifest;
mod operation;
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

use super::finding::Findings;
use case::time_text;
pub(crate) use case::Case;
use case::Proposed;

/// Makes every check; none relies on an earlier one having held.
pub(crate) fn all(case: &Case<'_>, findings: &mut Findings) {
    source::check(case, findings);
    manifest::check(case, findings);
    unit_blocks::check(case, findings);
    links::check(case, findings);
    plan::check(case, findings);
    rows::check(case, findings);
    operation::check(case, findings);
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
