//! Governed change: packages, gates, checks, authorisations, backups and reports.

use cutter_change as change;
use cutter_model::gate::Gate;
use wasm_bindgen::prelude::*;

use cutter_wasm_border::{answer, give, refuse, take};

/// What class the server has.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "EnvironmentClass")]
pub fn environment_class(#[wasm_bindgen(unchecked_param_type = "EnvironmentFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    give(&change::environment::classify(&take(facts)?))
}

/// Whether the database may be migrated in one step, without packages.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn one_step(#[wasm_bindgen(unchecked_param_type = "OneStepFacts")] facts: JsValue) -> Result<(), JsValue> {
    change::one_step::one_step(&take(facts)?).map_err(refuse)
}

/// Plans a change.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "PlannedChange")]
pub fn plan_change(#[wasm_bindgen(unchecked_param_type = "PlanFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(change::plan::plan(&take(facts)?))
}

/// The gates of a stage.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Gate[]")]
pub fn change_gates(#[wasm_bindgen(unchecked_param_type = "GateFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    give(&change::gates::gates(&take(facts)?))
}

/// The reviewer, where they may review.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn review_change(#[wasm_bindgen(unchecked_param_type = "ReviewRequest")] facts: JsValue) -> Result<String, JsValue> {
    change::authority::review(&take(facts)?).map_err(refuse)
}

/// The authoriser, where they may authorise.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn grant_change(#[wasm_bindgen(unchecked_param_type = "GrantRequest")] facts: JsValue) -> Result<String, JsValue> {
    change::authority::grant(&take(facts)?).map_err(refuse)
}

/// The operator, where they may carry the change out.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn execute_change(#[wasm_bindgen(unchecked_param_type = "ExecutionRequest")] facts: JsValue) -> Result<String, JsValue> {
    change::authority::execute(&take(facts)?).map_err(refuse)
}

/// Whether a rollback says what, where and why.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn request_rollback(#[wasm_bindgen(unchecked_param_type = "RollbackRequest")] facts: JsValue) -> Result<(), JsValue> {
    change::authority::rollback(&take(facts)?).map_err(refuse)
}

/// Where a run stands and what is safe to do.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "RunStanding")]
pub fn run_standing(#[wasm_bindgen(unchecked_param_type = "StandingFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    give(&change::standing::standing(&take(facts)?))
}

/// The report of a run, out of its records.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "RunReport")]
pub fn run_report(#[wasm_bindgen(unchecked_param_type = "RunRecord")] facts: JsValue) -> Result<JsValue, JsValue> {
    give(&change::report::run_report(&take(facts)?))
}

/// Whether a folder is what the records say.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Checked")]
pub fn check_report(#[wasm_bindgen(unchecked_param_type = "ReportCheckFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    give(&change::report_check::check(&take(facts)?))
}

/// The ten checks of a backup.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Checked")]
pub fn backup_checks(#[wasm_bindgen(unchecked_param_type = "RestoreFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    give(&change::backup::backup_checks(&take(facts)?))
}

/// Whether a migration that is not on record may be adopted.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Adoption")]
pub fn adopt_migration(#[wasm_bindgen(unchecked_param_type = "AdoptionFacts")] facts: JsValue) -> Result<JsValue, JsValue> {
    answer(change::adoption::adoption(&take(facts)?))
}

/// A package out of its canonical JSON.
///
/// # Errors
/// A refusal object: the body is not what the digest names, or no package.
#[wasm_bindgen(unchecked_return_type = "ChangePackage")]
pub fn read_package(body: &str, digest: &str) -> Result<JsValue, JsValue> {
    answer(change::package::read(body, digest))
}

/// The preflight checks of a package.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Gate[]")]
pub fn preflight_checks(
    #[wasm_bindgen(unchecked_param_type = "ChangePackage")] package: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ChangeTarget")] target: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Probe")] probe: JsValue,
    sql_sha256: Option<String>,
) -> Result<JsValue, JsValue> {
    give(&change::preflight::preflight(&take(package)?, take(target)?, &take(probe)?, sql_sha256.as_deref()))
}

/// S-1: whether the writing statements reported the pinned rows.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Gate")]
pub fn statement_gate(
    #[wasm_bindgen(unchecked_param_type = "ChangePackage")] package: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Statement[]")] reported: JsValue,
) -> Result<JsValue, JsValue> {
    let reported: Vec<change::package::Statement> = take(reported)?;
    give(&change::execution::statements(&take(package)?, Some(&reported)))
}

/// The post checks of a package.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Gate[]")]
pub fn change_post_checks(
    #[wasm_bindgen(unchecked_param_type = "ChangePackage")] package: JsValue,
    #[wasm_bindgen(unchecked_param_type = "PostCheck[]")] rows: JsValue,
    #[wasm_bindgen(unchecked_param_type = "SchemaDiff")] diff: JsValue,
) -> Result<JsValue, JsValue> {
    let rows: Vec<cutter_change::migration::PostCheck> = take(rows)?;
    let diff: change::schema::SchemaDiff = take(diff)?;
    let gates: Vec<Gate> = change::postcheck::post_checks(&take(package)?, &rows, Some(&diff));
    give(&gates)
}

/// The difference of two schema snapshots.
///
/// # Errors
/// Never in practice.
#[wasm_bindgen(unchecked_return_type = "SchemaDiff")]
pub fn schema_diff(before: &str, after: &str) -> Result<JsValue, JsValue> {
    give(&change::schema::schema_diff(before, after))
}

/// What a migration did to `updated_at`, out of two CSVs.
///
/// # Errors
/// Never in practice.
#[wasm_bindgen(unchecked_return_type = "UpdatedAt")]
pub fn measure_updated_at(before: &str, after: &str) -> Result<JsValue, JsValue> {
    give(&change::measure::updated_at(before, after))
}

/// Secrets in artefacts, named by file and line and never quoted.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "string[]")]
pub fn secrets_in(
    #[wasm_bindgen(unchecked_param_type = "ArtefactText[]")] files: JsValue,
    #[wasm_bindgen(unchecked_param_type = "string[]")] known: JsValue,
) -> Result<JsValue, JsValue> {
    let files: Vec<change::secrets::ArtefactText> = take(files)?;
    let known: Vec<String> = take(known)?;
    give(&change::secrets::secrets_in(&files, &known))
}

/// The roles and the database of a dump as a copy gets them.
///
/// # Errors
/// Never in practice.
#[wasm_bindgen(unchecked_return_type = "DumpedPlace")]
pub fn dumped_place(roles: &str, database: &str) -> Result<JsValue, JsValue> {
    give(&change::dump::dumped_place(roles, database))
}

/// The statements that give a dump's rights.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "string[]")]
pub fn rights_as_members(
    #[wasm_bindgen(unchecked_param_type = "string[]")] settings: JsValue,
    script: &str,
) -> Result<JsValue, JsValue> {
    let settings: Vec<String> = take(settings)?;
    give(&change::dump::rights_as_members(&settings, script))
}

/// whether a rollback left the schema as it was before the change.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Gate")]
pub fn rollback_gate(#[wasm_bindgen(unchecked_param_type = "SchemaDiff")] diff: JsValue) -> Result<JsValue, JsValue> {
    give(&change::execution::rolled_back(&take(diff)?))
}

/// whether no secret is in any artefact.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Gate")]
pub fn secret_gate(#[wasm_bindgen(unchecked_param_type = "string[]")] found: JsValue) -> Result<JsValue, JsValue> {
    let found: Vec<String> = take(found)?;
    give(&change::execution::without_secrets(&found))
}

/// F-1: whether a frozen file still has the package's bytes.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Gate")]
pub fn frozen_gate(
    #[wasm_bindgen(unchecked_param_type = "ChangePackage")] package: JsValue,
    name: &str,
    sha256: Option<String>,
) -> Result<JsValue, JsValue> {
    give(&change::execution::frozen(&take(package)?, name, sha256.as_ref()))
}

/// D-1: whether the copy of a dry run was restored without an error line.
///
/// # Errors
/// Never in practice.
#[wasm_bindgen(unchecked_return_type = "Gate")]
pub fn restore_gate(#[wasm_bindgen(unchecked_param_type = "string[]")] errors: JsValue) -> Result<JsValue, JsValue> {
    let errors: Vec<String> = take(errors)?;
    give(&change::execution::restored(Some(&errors)))
}

/// Whether a backup outside of a run was made, and holds no secret.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen]
pub fn backup_made(
    #[wasm_bindgen(unchecked_param_type = "BackupFacts")] facts: JsValue,
    #[wasm_bindgen(unchecked_param_type = "string[]")] secrets: JsValue,
) -> Result<(), JsValue> {
    let secrets: Vec<String> = take(secrets)?;
    change::gates::backup_made(&take(facts)?, &secrets).map_err(refuse)
}

/// What may be checked once more of a run.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Recheck")]
pub fn recheck_run(#[wasm_bindgen(unchecked_param_type = "RunHistory")] history: JsValue) -> Result<JsValue, JsValue> {
    answer(change::authority::recheck(&take(history)?))
}

/// Where a package stands and what comes next.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "PackageStanding")]
pub fn package_standing(#[wasm_bindgen(unchecked_param_type = "PackageRecord")] record: JsValue) -> Result<JsValue, JsValue> {
    give(&change::standing_package::package_standing(&take(record)?))
}

/// The same, and whether what comes next is this person's.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "PackageTurn")]
pub fn package_turn(
    #[wasm_bindgen(unchecked_param_type = "Actor")] actor: JsValue,
    #[wasm_bindgen(unchecked_param_type = "PackageRecord")] record: JsValue,
) -> Result<JsValue, JsValue> {
    give(&change::turn::package_turn(&take(actor)?, &take(record)?))
}

/// Where a run stands, whether what is safe is this person's to do, and which of its checks fail now.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "RunTurn")]
pub fn run_turn(
    #[wasm_bindgen(unchecked_param_type = "Actor")] actor: JsValue,
    #[wasm_bindgen(unchecked_param_type = "StandingFacts")] facts: JsValue,
) -> Result<JsValue, JsValue> {
    give(&change::turn::run_turn(&take(actor)?, &take(facts)?))
}

/// What a backup is worth now.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "BackupStanding")]
pub fn backup_standing(#[wasm_bindgen(unchecked_param_type = "BackupMoment")] facts: JsValue) -> Result<JsValue, JsValue> {
    give(&change::report_backup::backup_standing(&take(facts)?))
}

/// The report of a package, out of its records.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn package_report(#[wasm_bindgen(unchecked_param_type = "PackageRecord")] record: JsValue) -> Result<JsValue, JsValue> {
    give(&change::report_package::package_report(&take(record)?))
}

/// The report of a backup, out of its records.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn backup_report(#[wasm_bindgen(unchecked_param_type = "BackupRecord")] record: JsValue) -> Result<JsValue, JsValue> {
    give(&change::report_backup::backup_report(&take(record)?))
}

/// Whether a backup's folder is what the records say.
///
/// # Errors
/// A refusal object.
#[wasm_bindgen(unchecked_return_type = "Checked")]
pub fn check_backup_folder(
    #[wasm_bindgen(unchecked_param_type = "BackupFolderFacts")] facts: JsValue,
) -> Result<JsValue, JsValue> {
    give(&change::report_backup::check_backup_folder(&take(facts)?))
}
