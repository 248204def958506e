-- Takes back 007_scale_indexes.

DROP INDEX cutter_governance.idx_dps_xref_vr;
DROP INDEX cutter_governance.idx_dps_xref_cs;
DROP INDEX cutter_governance.idx_ccs_dbe_id;
DROP INDEX cutter_governance.idx_vr_change_set_id;
DROP INDEX cutter_governance.idx_rd_manifest_id;
DROP INDEX cutter_governance.idx_me_source_doc_ref;
DROP INDEX cutter_governance.idx_dbe_status_emitted_keyset;
