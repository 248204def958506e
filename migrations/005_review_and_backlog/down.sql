-- Takes back 005_review_and_backlog. Refused while there are reviews, histories, dependencies or sweeps.

DO $guard$
DECLARE
    held text;
BEGIN
    SELECT string_agg(held_by, ', ') INTO held
      FROM (SELECT 'cutter_governance.review_decision' AS held_by WHERE EXISTS (SELECT FROM cutter_governance.review_decision)
         UNION ALL SELECT 'cutter_governance.decision_backlog_history' WHERE EXISTS (SELECT FROM cutter_governance.decision_backlog_history)
         UNION ALL SELECT 'cutter_governance.decision_backlog_dependency' WHERE EXISTS (SELECT FROM cutter_governance.decision_backlog_dependency)
         UNION ALL SELECT 'cutter_governance.decision_backlog_sweep_log' WHERE EXISTS (SELECT FROM cutter_governance.decision_backlog_sweep_log)) AS holding;
    IF held IS NOT NULL THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: % hold(s) rows.', held
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back drops tables; it is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

COMMENT ON COLUMN cutter_governance.canonical_address_alias.scenario_ref IS NULL;
COMMENT ON COLUMN cutter_governance.canonical_address_alias.rationale    IS NULL;
COMMENT ON COLUMN cutter_governance.canonical_address_alias.created_by   IS NULL;
COMMENT ON COLUMN cutter_governance.canonical_address_alias.valid_until  IS NULL;
COMMENT ON COLUMN cutter_governance.canonical_address_alias.valid_from   IS NULL;
COMMENT ON COLUMN cutter_governance.canonical_address_alias.alias_kind   IS NULL;
COMMENT ON COLUMN cutter_governance.canonical_address_alias.alias_text   IS NULL;
COMMENT ON COLUMN cutter_governance.canonical_address_alias.alias_id     IS NULL;

ALTER TABLE cutter_governance.cut_change_set DROP CONSTRAINT cut_change_set_review_decision_id_fkey;

DROP TABLE cutter_governance.decision_backlog_sweep_log;
DROP TABLE cutter_governance.decision_backlog_dependency;
DROP TABLE cutter_governance.decision_backlog_history;
DROP TABLE cutter_governance.review_decision;
