-- 007_scale_indexes: the lookups that grow with the ledger.

-- SWEEP and the backlog list walk one status oldest first, page by page.
CREATE INDEX idx_dbe_status_emitted_keyset ON cutter_governance.decision_backlog_entry (status, emitted_at, entry_id);

-- All manifests of a document; all reviews of a manifest; all verify results of a change set.
CREATE INDEX idx_me_source_doc_ref ON cutter_governance.manifest_envelope (source_doc_ref);
CREATE INDEX idx_rd_manifest_id    ON cutter_governance.review_decision (manifest_id);
CREATE INDEX idx_vr_change_set_id  ON cutter_governance.verify_result (change_set_id);

-- G-CUT-ONCE asks for change sets of an entry, readers for the signatures of either side. Partial: the rest is NULL.
CREATE INDEX idx_ccs_dbe_id  ON cutter_governance.cut_change_set (decision_backlog_entry_id)            WHERE decision_backlog_entry_id IS NOT NULL;
CREATE INDEX idx_dps_xref_cs ON cutter_governance.dot_pair_signature (cross_reference_change_set_id)    WHERE cross_reference_change_set_id IS NOT NULL;
CREATE INDEX idx_dps_xref_vr ON cutter_governance.dot_pair_signature (cross_reference_verify_result_id) WHERE cross_reference_verify_result_id IS NOT NULL;
