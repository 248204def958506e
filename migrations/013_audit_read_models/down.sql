-- Takes back 013_audit_read_models. No row is lost.

DROP INDEX cutter_governance.idx_dbe_doc_code;
DROP INDEX cutter_control.idx_sv_created_at_keyset;
DROP INDEX cutter_governance.idx_dps_revoked_at_keyset;
DROP INDEX cutter_governance.idx_ccs_rehearsal_keyset;
DROP INDEX cutter_governance.idx_dbd_created_at_keyset;
DROP INDEX cutter_governance.idx_dbh_changed_by_keyset;
DROP INDEX cutter_governance.idx_dbh_changed_at_keyset;
