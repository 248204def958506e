-- 013_audit_read_models: indexes for the questions of an audit: who did what when, and what was done to a document. Each ends with the
-- key of its table, so that a page begins where the one before ended.

CREATE INDEX idx_dbh_changed_at_keyset ON cutter_governance.decision_backlog_history    (changed_at, history_id);
CREATE INDEX idx_dbh_changed_by_keyset ON cutter_governance.decision_backlog_history    (changed_by, changed_at, history_id);
CREATE INDEX idx_dbd_created_at_keyset ON cutter_governance.decision_backlog_dependency (created_at, dependency_id);
CREATE INDEX idx_ccs_rehearsal_keyset  ON cutter_governance.cut_change_set              (emitted_at, change_set_id) WHERE operation_kind = 'rehearsal';
CREATE INDEX idx_dps_revoked_at_keyset ON cutter_governance.dot_pair_signature          (revoked_at, signature_id)  WHERE revoked_at IS NOT NULL;
CREATE INDEX idx_sv_created_at_keyset  ON cutter_control.source_version                 (created_at, sha256 COLLATE "C");
CREATE INDEX idx_dbe_doc_code          ON cutter_governance.decision_backlog_entry      ((payload ->> 'doc_code'));

COMMENT ON INDEX cutter_governance.idx_dbh_changed_at_keyset IS 'Pages of what was done to entries, by time.';
COMMENT ON INDEX cutter_governance.idx_dbh_changed_by_keyset IS 'Pages of what one person did to entries, by time.';
COMMENT ON INDEX cutter_governance.idx_dbd_created_at_keyset IS 'Pages of dependencies, by time.';
COMMENT ON INDEX cutter_governance.idx_ccs_rehearsal_keyset  IS 'Pages of rehearsals, by time; they have no history.';
COMMENT ON INDEX cutter_governance.idx_dps_revoked_at_keyset IS 'Pages of revoked signatures, by time.';
COMMENT ON INDEX cutter_control.idx_sv_created_at_keyset     IS 'Pages of registered texts, by time.';
COMMENT ON INDEX cutter_governance.idx_dbe_doc_code          IS 'Entries of a document, attestations included.';
