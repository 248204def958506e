-- 005_review_and_backlog: reviews, and the backlog's history, dependencies and sweep log. With it the ledger has its 12 tables.

CREATE TABLE cutter_governance.review_decision (
    review_decision_id               uuid        NOT NULL,
    manifest_id                      uuid        NOT NULL,
    manifest_unit_local_id           text,
    status                           text        NOT NULL,
    verdict                          text        NOT NULL,
    finding_source_pinned            text        NOT NULL,
    finding_coverage_complete        text        NOT NULL,
    finding_reconstruction_exact     text        NOT NULL,
    finding_addresses_valid          text        NOT NULL,
    finding_addresses_unique         text        NOT NULL,
    finding_parents_resolve          text        NOT NULL,
    finding_vocabulary_active        text        NOT NULL,
    finding_status_scope             text        NOT NULL,
    finding_no_collision             text        NOT NULL,
    finding_digest_match             text        NOT NULL,
    reviewer_identity                text        NOT NULL,
    reviewer_independence_evidence   jsonb       NOT NULL,
    verdict_rationale                text        NOT NULL,
    prior_review_decision_id         uuid,
    superseded_by_review_decision_id uuid,
    escalation_ref                   uuid,
    cut_change_set_ref               uuid,
    manifest_digest                  text        NOT NULL,
    decided_at                       timestamptz NOT NULL,
    scenario_ref                     text,
    CONSTRAINT review_decision_pkey                                  PRIMARY KEY (review_decision_id),
    CONSTRAINT review_decision_manifest_id_fkey                      FOREIGN KEY (manifest_id) REFERENCES cutter_governance.manifest_envelope (envelope_id),
    CONSTRAINT review_decision_manifest_unit_fkey                    FOREIGN KEY (manifest_id, manifest_unit_local_id) REFERENCES cutter_governance.manifest_unit_block (envelope_id, unit_local_id),
    CONSTRAINT review_decision_prior_review_decision_id_fkey         FOREIGN KEY (prior_review_decision_id) REFERENCES cutter_governance.review_decision (review_decision_id),
    CONSTRAINT review_decision_superseded_by_review_decision_id_fkey FOREIGN KEY (superseded_by_review_decision_id) REFERENCES cutter_governance.review_decision (review_decision_id),
    CONSTRAINT review_decision_status_check                          CHECK (status IN ('recorded', 'superseded')),
    CONSTRAINT review_decision_verdict_check                         CHECK (verdict IN ('PASS', 'FAIL', 'NEEDS_HUMAN')),
    CONSTRAINT review_decision_finding_source_pinned_check          CHECK (finding_source_pinned IN ('pass', 'fail', 'not_applicable')),
    CONSTRAINT review_decision_finding_coverage_complete_check      CHECK (finding_coverage_complete IN ('pass', 'fail', 'not_applicable')),
    CONSTRAINT review_decision_finding_reconstruction_exact_check   CHECK (finding_reconstruction_exact IN ('pass', 'fail', 'not_applicable')),
    CONSTRAINT review_decision_finding_addresses_valid_check        CHECK (finding_addresses_valid IN ('pass', 'fail', 'not_applicable')),
    CONSTRAINT review_decision_finding_addresses_unique_check       CHECK (finding_addresses_unique IN ('pass', 'fail', 'not_applicable')),
    CONSTRAINT review_decision_finding_parents_resolve_check        CHECK (finding_parents_resolve IN ('pass', 'fail', 'not_applicable')),
    CONSTRAINT review_decision_finding_vocabulary_active_check      CHECK (finding_vocabulary_active IN ('pass', 'fail', 'not_applicable')),
    CONSTRAINT review_decision_finding_status_scope_check           CHECK (finding_status_scope IN ('pass', 'fail', 'not_applicable')),
    CONSTRAINT review_decision_finding_no_collision_check           CHECK (finding_no_collision IN ('pass', 'fail', 'not_applicable')),
    CONSTRAINT review_decision_finding_digest_match_check           CHECK (finding_digest_match IN ('pass', 'fail', 'not_applicable')),
    CONSTRAINT review_decision_pass_check CHECK (
        verdict <> 'PASS' OR 'fail' <> ALL (ARRAY[
            finding_source_pinned, finding_coverage_complete, finding_reconstruction_exact,
            finding_addresses_valid, finding_addresses_unique, finding_parents_resolve,
            finding_vocabulary_active, finding_status_scope, finding_no_collision,
            finding_digest_match])),
    CONSTRAINT review_decision_rationale_check       CHECK (btrim(verdict_rationale) <> ''),
    CONSTRAINT review_decision_not_itself_check      CHECK (prior_review_decision_id <> review_decision_id AND superseded_by_review_decision_id <> review_decision_id),
    CONSTRAINT review_decision_superseded_check      CHECK ((status = 'superseded') = (superseded_by_review_decision_id IS NOT NULL)),
    CONSTRAINT review_decision_manifest_digest_check CHECK (manifest_digest ~ '^[0-9a-f]{64}$')
);

COMMENT ON TABLE  cutter_governance.review_decision                                 IS 'Decisions on manifests by a person other than the one who marked: ten findings and a verdict.';
COMMENT ON COLUMN cutter_governance.review_decision.review_decision_id              IS 'Identity of the decision.';
COMMENT ON COLUMN cutter_governance.review_decision.manifest_id                     IS 'The manifest decided on.';
COMMENT ON COLUMN cutter_governance.review_decision.manifest_unit_local_id          IS 'The one unit decided on; NULL for the whole manifest.';
COMMENT ON COLUMN cutter_governance.review_decision.status                          IS 'recorded, or superseded by a later decision.';
COMMENT ON COLUMN cutter_governance.review_decision.verdict                         IS 'PASS, FAIL or NEEDS_HUMAN.';
COMMENT ON COLUMN cutter_governance.review_decision.finding_source_pinned           IS 'The source text is pinned by its digest.';
COMMENT ON COLUMN cutter_governance.review_decision.finding_coverage_complete       IS 'Every byte of the source is in exactly one span.';
COMMENT ON COLUMN cutter_governance.review_decision.finding_reconstruction_exact    IS 'The spans put back in order give the source byte for byte.';
COMMENT ON COLUMN cutter_governance.review_decision.finding_addresses_valid         IS 'Every proposed address parses.';
COMMENT ON COLUMN cutter_governance.review_decision.finding_addresses_unique        IS 'No address is proposed twice.';
COMMENT ON COLUMN cutter_governance.review_decision.finding_parents_resolve         IS 'Every parent is in the manifest or exists.';
COMMENT ON COLUMN cutter_governance.review_decision.finding_vocabulary_active       IS 'Every section type is active.';
COMMENT ON COLUMN cutter_governance.review_decision.finding_status_scope            IS 'Status and scope policy were applied as declared.';
COMMENT ON COLUMN cutter_governance.review_decision.finding_no_collision            IS 'No proposed address is taken by a live unit or an alias.';
COMMENT ON COLUMN cutter_governance.review_decision.finding_digest_match            IS 'The manifests digest is that of its stored bytes.';
COMMENT ON COLUMN cutter_governance.review_decision.reviewer_identity               IS 'The person who decided.';
COMMENT ON COLUMN cutter_governance.review_decision.reviewer_independence_evidence  IS 'Why the reviewer counts as independent: who marked, who decided, how each was known (G-REVIEW-SOD).';
COMMENT ON COLUMN cutter_governance.review_decision.verdict_rationale               IS 'Why the verdict is so, with the reason of each finding that is not applicable.';
COMMENT ON COLUMN cutter_governance.review_decision.prior_review_decision_id        IS 'The decision this one replaces.';
COMMENT ON COLUMN cutter_governance.review_decision.superseded_by_review_decision_id IS 'The decision that replaced this one.';
COMMENT ON COLUMN cutter_governance.review_decision.escalation_ref                  IS 'Escalation entry about it, if any.';
COMMENT ON COLUMN cutter_governance.review_decision.cut_change_set_ref              IS 'Change set it is about, where the review followed one.';
COMMENT ON COLUMN cutter_governance.review_decision.manifest_digest                 IS 'Digest of the manifest as it was reviewed; a cut needs exactly this one (G-CUT-APPROVED).';
COMMENT ON COLUMN cutter_governance.review_decision.decided_at                      IS 'When it was decided.';
COMMENT ON COLUMN cutter_governance.review_decision.scenario_ref                    IS 'Name of the scenario that made the row, in rehearsals and tests.';

CREATE TABLE cutter_governance.decision_backlog_history (
    history_id           uuid        NOT NULL,
    entry_id             uuid        NOT NULL,
    entry_version_before text,
    entry_version_after  text        NOT NULL,
    change_kind          text        NOT NULL,
    change_diff          jsonb,
    changed_by           text        NOT NULL,
    changed_at           timestamptz NOT NULL,
    rationale            text,
    CONSTRAINT decision_backlog_history_pkey              PRIMARY KEY (history_id),
    CONSTRAINT decision_backlog_history_entry_id_fkey     FOREIGN KEY (entry_id) REFERENCES cutter_governance.decision_backlog_entry (entry_id),
    CONSTRAINT decision_backlog_history_change_kind_check CHECK (change_kind IN (
        'mark', 'sweep_promote', 'review:approve', 'review:defer', 'review:reject', 'cut', 'verify:pass', 'verify:fail', 'compensate', 'abandon'))
);

CREATE INDEX idx_dbh_entry_id ON cutter_governance.decision_backlog_history (entry_id, changed_at);

COMMENT ON TABLE  cutter_governance.decision_backlog_history                      IS 'Every move of every backlog entry, append-only.';
COMMENT ON COLUMN cutter_governance.decision_backlog_history.history_id           IS 'Identity of the record.';
COMMENT ON COLUMN cutter_governance.decision_backlog_history.entry_id             IS 'The entry that moved.';
COMMENT ON COLUMN cutter_governance.decision_backlog_history.entry_version_before IS 'State before; NULL at birth.';
COMMENT ON COLUMN cutter_governance.decision_backlog_history.entry_version_after  IS 'State after.';
COMMENT ON COLUMN cutter_governance.decision_backlog_history.change_kind          IS 'mark, sweep_promote, review:approve, review:defer, review:reject, cut, verify:pass, verify:fail, compensate or abandon.';
COMMENT ON COLUMN cutter_governance.decision_backlog_history.change_diff          IS 'What else changed.';
COMMENT ON COLUMN cutter_governance.decision_backlog_history.changed_by           IS 'The person who moved it.';
COMMENT ON COLUMN cutter_governance.decision_backlog_history.changed_at           IS 'When it moved.';
COMMENT ON COLUMN cutter_governance.decision_backlog_history.rationale            IS 'Why it moved.';

CREATE TABLE cutter_governance.decision_backlog_dependency (
    dependency_id   uuid        NOT NULL,
    from_entry_id   uuid        NOT NULL,
    to_entry_id     uuid        NOT NULL,
    dependency_kind text        NOT NULL,
    created_by      text        NOT NULL,
    created_at      timestamptz NOT NULL,
    CONSTRAINT decision_backlog_dependency_pkey                  PRIMARY KEY (dependency_id),
    CONSTRAINT decision_backlog_dependency_from_to_kind_key      UNIQUE (from_entry_id, to_entry_id, dependency_kind),
    CONSTRAINT decision_backlog_dependency_from_entry_id_fkey    FOREIGN KEY (from_entry_id) REFERENCES cutter_governance.decision_backlog_entry (entry_id),
    CONSTRAINT decision_backlog_dependency_to_entry_id_fkey      FOREIGN KEY (to_entry_id)   REFERENCES cutter_governance.decision_backlog_entry (entry_id),
    CONSTRAINT decision_backlog_dependency_dependency_kind_check CHECK (dependency_kind IN ('blocks', 'supersedes', 'refines', 'related_to')),
    CONSTRAINT decision_backlog_dependency_not_itself_check      CHECK (from_entry_id <> to_entry_id)
);

CREATE INDEX idx_dbd_to_entry_id ON cutter_governance.decision_backlog_dependency (to_entry_id);

COMMENT ON TABLE  cutter_governance.decision_backlog_dependency                 IS 'Relations between backlog entries; an entry waits for every entry that blocks it (G-DEP).';
COMMENT ON COLUMN cutter_governance.decision_backlog_dependency.dependency_id   IS 'Identity of the relation.';
COMMENT ON COLUMN cutter_governance.decision_backlog_dependency.from_entry_id   IS 'The entry that blocks, supersedes, refines or relates to the other.';
COMMENT ON COLUMN cutter_governance.decision_backlog_dependency.to_entry_id     IS 'The other entry.';
COMMENT ON COLUMN cutter_governance.decision_backlog_dependency.dependency_kind IS 'blocks, supersedes, refines or related_to.';
COMMENT ON COLUMN cutter_governance.decision_backlog_dependency.created_by      IS 'The person who recorded it.';
COMMENT ON COLUMN cutter_governance.decision_backlog_dependency.created_at      IS 'When it was recorded.';

CREATE TABLE cutter_governance.decision_backlog_sweep_log (
    sweep_id       uuid        NOT NULL,
    started_at     timestamptz NOT NULL,
    finished_at    timestamptz NOT NULL,
    swept_by       text        NOT NULL,
    cursor_before  text,
    cursor_after   text,
    scanned_count  integer     NOT NULL,
    promoted_count integer     NOT NULL,
    batch_size     integer     NOT NULL,
    findings       jsonb,
    CONSTRAINT decision_backlog_sweep_log_pkey         PRIMARY KEY (sweep_id),
    CONSTRAINT decision_backlog_sweep_log_counts_check CHECK (batch_size > 0 AND promoted_count >= 0 AND scanned_count >= promoted_count),
    CONSTRAINT decision_backlog_sweep_log_times_check  CHECK (finished_at >= started_at)
);

COMMENT ON TABLE  cutter_governance.decision_backlog_sweep_log                IS 'One row per SWEEP batch.';
COMMENT ON COLUMN cutter_governance.decision_backlog_sweep_log.sweep_id       IS 'Identity of the batch.';
COMMENT ON COLUMN cutter_governance.decision_backlog_sweep_log.started_at     IS 'When it began.';
COMMENT ON COLUMN cutter_governance.decision_backlog_sweep_log.finished_at    IS 'When it ended.';
COMMENT ON COLUMN cutter_governance.decision_backlog_sweep_log.swept_by       IS 'Who swept: a person, or the schedule.';
COMMENT ON COLUMN cutter_governance.decision_backlog_sweep_log.cursor_before  IS 'Where it started in the queue.';
COMMENT ON COLUMN cutter_governance.decision_backlog_sweep_log.cursor_after   IS 'Where it stopped.';
COMMENT ON COLUMN cutter_governance.decision_backlog_sweep_log.scanned_count  IS 'Entries looked at.';
COMMENT ON COLUMN cutter_governance.decision_backlog_sweep_log.promoted_count IS 'Entries promoted to review.';
COMMENT ON COLUMN cutter_governance.decision_backlog_sweep_log.batch_size     IS 'Most entries it would look at.';
COMMENT ON COLUMN cutter_governance.decision_backlog_sweep_log.findings       IS 'Entries left behind and why.';

-- ---------------------------------------------------------------- links from 002

ALTER TABLE cutter_governance.cut_change_set
    ADD CONSTRAINT cut_change_set_review_decision_id_fkey FOREIGN KEY (review_decision_id) REFERENCES cutter_governance.review_decision (review_decision_id);

-- ---------------------------------------------------------------- the alias columns that 003 left without a word

COMMENT ON COLUMN cutter_governance.canonical_address_alias.alias_id     IS 'Identity of the row.';
COMMENT ON COLUMN cutter_governance.canonical_address_alias.alias_text   IS 'The text that was cited.';
COMMENT ON COLUMN cutter_governance.canonical_address_alias.alias_kind   IS 'previous_canonical, rename, redirect or external_reference.';
COMMENT ON COLUMN cutter_governance.canonical_address_alias.valid_from   IS 'From when the text points at the unit, inclusive.';
COMMENT ON COLUMN cutter_governance.canonical_address_alias.valid_until  IS 'Until when, exclusive; NULL: still.';
COMMENT ON COLUMN cutter_governance.canonical_address_alias.created_by   IS 'The person on whose behalf it was written.';
COMMENT ON COLUMN cutter_governance.canonical_address_alias.rationale    IS 'Why it was written.';
COMMENT ON COLUMN cutter_governance.canonical_address_alias.scenario_ref IS 'The operation that wrote it; rows of one split share it.';
