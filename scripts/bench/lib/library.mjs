// The ledger that a large library would have: beside the units and aliases of `population.mjs` documents, manifests, reviews, cuts, their
// histories, signatures and leaves. The rows have the shape and the numbers of real ones, and prove nothing: their digests are made up.

import pg from 'pg';
import { BORN, openPopulation, unitId, UNITS_PER_DOCUMENT, uuid } from './population.mjs';

/** Entries of the backlog for each document that is cut. */
const ENTRIES_PER_DOCUMENT = 50;

/** Documents that are only registered, for each that is cut. */
const REGISTERED_ONLY = 1.5;

/** What each of a document's fifty entries is: its first cut, operations that were carried out, what was given up, escalations, what waits. */
const WORK = {
	cut: 'k < 20',
	firstCut: 'k = 0 OR k BETWEEN 20 AND 30 OR k > 44',
	escalation: 'k BETWEEN 43 AND 44',
	reviewed: 'k < 20 OR k = 48',
};

const digest = (name) => `encode(sha256(convert_to(${name}, 'UTF8')), 'hex')`;
const documentId = uuid("'document ' || prefix");

/** One row for each entry, with the ids of all that belongs to it. */
const WORK_TABLE = `
	CREATE TEMPORARY TABLE work AS
	SELECT n, l.d, l.prefix, k, ${uuid("'entry ' || n")} AS entry, ${uuid("'manifest ' || n")} AS manifest, ${uuid("'change set ' || n")} AS change_set, ${uuid("'review ' || n")} AS review,
		${uuid("'result ' || n")} AS result, ${digest("'manifest ' || n")} AS digest, ${documentId} AS document, ${digest("'Văn bản số ' || l.d || '.'")} AS sha256,
		(${WORK.firstCut}) AS first_cut, timestamptz '2020-01-01 00:00Z' + n * (2000.0 / $documents) * interval '30 minutes' AS at,
		CASE WHEN k < 19 THEN 'verified_complete' WHEN k = 19 THEN CASE WHEN l.d % 4 = 0 THEN 'cut_applied' ELSE 'verified_complete' END WHEN k < 43 THEN 'abandoned'
			WHEN k = 43 THEN 'open' WHEN k = 44 THEN 'closed' WHEN k < 47 THEN 'marked' WHEN k = 47 THEN 'review_pending' WHEN k = 48 THEN 'reviewed_approved' ELSE 'reviewed_deferred' END AS status
	FROM generate_series(1, $documents * ${ENTRIES_PER_DOCUMENT}) n CROSS JOIN LATERAL (SELECT (n - 1) / $documents AS k) kind JOIN library l ON l.d = (n - 1) % $documents + 1;
	ALTER TABLE work ADD PRIMARY KEY (n);
	ANALYZE work, library, shape`;

const REGISTERED = `
	INSERT INTO public.cutter_source_document (id, title, doc_code, prefix, profile, status, created_by)
	SELECT ${documentId}, 'Thông tư số ' || d, prefix, prefix, 'vn-law', 'active', 'population'
	FROM generate_series($documents + 1, $documents + ($documents * ${REGISTERED_ONLY})::integer) d, LATERAL (SELECT 'TT-' || d || '-2026' AS prefix) named;
	INSERT INTO cutter_control.source_version (sha256, source_document_id, canonical_text, bytes, original_sha256, original_bytes, canonicalization, created_by, created_at)
	SELECT ${digest('text')}, ${documentId}, text, octet_length(text), ${digest('text')}, octet_length(text), 'population', 'population', ${BORN}
	FROM (SELECT d, prefix FROM library UNION ALL SELECT d, 'TT-' || d || '-2026' FROM generate_series($documents + 1, $documents + ($documents * ${REGISTERED_ONLY})::integer) d) known,
		LATERAL (SELECT concat('Văn bản số ', d, '.') AS text) written;
	UPDATE public.cutter_source_document c SET current_source_sha256 = v.sha256 FROM cutter_control.source_version v WHERE v.source_document_id = c.id`;

/** What is marked now comes last, so that whoever sweeps takes what was marked since first. */
const ENTRIES = `
	INSERT INTO cutter_governance.decision_backlog_entry (entry_id, kind, status, payload, emitted_at)
	SELECT entry, CASE WHEN ${WORK.escalation} THEN 'escalation' ELSE 'cut_request' END, status,
		CASE WHEN ${WORK.escalation} THEN jsonb_build_object('entry_id', ${uuid("'entry ' || n - 10 * $documents")}, 'cause', 'needs_human', 'doc_code', prefix)
			ELSE jsonb_strip_nulls(jsonb_build_object('operation_kind', CASE WHEN first_cut THEN 'first_cut' ELSE 'substitute' END, 'manifest_id', manifest, 'manifest_digest', digest,
				'doc_code', prefix, 'prefix', prefix, 'unit_count', CASE k WHEN 0 THEN ${UNITS_PER_DOCUMENT} ELSE 2 END,
				'source_document_id', CASE WHEN first_cut THEN document END, 'source_sha256', CASE WHEN first_cut THEN sha256 END,
				'touched_unit_ids', CASE WHEN NOT first_cut THEN jsonb_build_array(${unitId('81 + k')}, ${unitId('82 + k')}) END)) END,
		CASE status WHEN 'marked' THEN at + interval '100 years' ELSE at END
	FROM work`;

const MANIFESTS = `
	INSERT INTO cutter_governance.manifest_envelope (envelope_id, operation_kind, status, source_doc_ref, cut_change_set_ref, created_by, created_at, reviewer, reviewed_at, rationale)
	SELECT manifest, CASE WHEN first_cut THEN 'first_cut' ELSE 'substitute' END,
		CASE WHEN ${WORK.cut} THEN 'enacted' WHEN k < 43 THEN 'withdrawn' WHEN k < 47 THEN 'draft' WHEN k = 48 THEN 'accepted' ELSE 'under_review' END,
		CASE WHEN first_cut THEN document::text ELSE prefix END, CASE WHEN ${WORK.cut} THEN change_set END, 'population', at,
		CASE WHEN ${WORK.reviewed} THEN 'another' END, CASE WHEN ${WORK.reviewed} THEN at + interval '2 minutes' END, CASE WHEN ${WORK.reviewed} THEN 'Read.' END
	FROM work WHERE NOT (${WORK.escalation});
	INSERT INTO cutter_control.manifest_body (manifest_digest, envelope_id, body, profile_ref, source_sha256, created_at)
	SELECT digest, manifest, '{"units":[]}', 'vn-law@1', sha256, at FROM work WHERE NOT (${WORK.escalation})`;

const BLOCK_COLUMNS = `cutter_governance.manifest_unit_block (envelope_id, unit_local_id, block_role, source_span, render_order, target_unit_id, proposed_canonical_address,
	proposed_section_type, proposed_authority, payload_summary, decision_backlog_ref)`;
const BLOCKS = `
	INSERT INTO ${BLOCK_COLUMNS}
	SELECT manifest, 'u' || s.n, 'result', '[0, 1]', s.place, ${unitId('s.n')}, prefix || '/' || path, s.kind, 'enacted', '{}', entry FROM work CROSS JOIN shape s WHERE k = 0;
	INSERT INTO ${BLOCK_COLUMNS}
	SELECT manifest, 'u' || s.n, 'result', '[0, 1]', s.place, ${unitId('s.n')}, prefix || '/' || path, s.kind, 'enacted', '{}', entry
	FROM work JOIN shape s ON s.n IN (81 + k, 82 + k) WHERE k > 0 AND NOT (${WORK.escalation})`;

const REVIEWS = `
	INSERT INTO cutter_governance.review_decision (review_decision_id, manifest_id, status, verdict, finding_source_pinned, finding_coverage_complete, finding_reconstruction_exact,
		finding_addresses_valid, finding_addresses_unique, finding_parents_resolve, finding_vocabulary_active, finding_status_scope, finding_no_collision, finding_digest_match,
		reviewer_identity, reviewer_independence_evidence, verdict_rationale, manifest_digest, decided_at)
	SELECT review, manifest, 'recorded', 'PASS', 'pass', 'pass', 'pass', 'pass', 'pass', 'pass', 'pass', 'pass', 'pass', 'pass', 'another', '{}', 'Read.', digest, at + interval '2 minutes'
	FROM work WHERE ${WORK.reviewed}`;

const CHANGE_SETS = `
	INSERT INTO cutter_governance.cut_change_set (change_set_id, decision_backlog_entry_id, idempotency_key, rollback_key, operation_kind, status, manifest_id, manifest_version, manifest_digest,
		plan_digest, review_decision_id, executor_tool_revision, verifier_tool_revision, emitted_by, emitted_at, applied_at, source_document_ref, planned_row_counts, payload_summary)
	SELECT change_set, entry, 'population ' || n, 'population ' || n, CASE k WHEN 0 THEN 'first_cut' ELSE 'substitute' END, CASE status WHEN 'cut_applied' THEN 'applied' ELSE 'verified' END,
		manifest, 'iu-manifest-1', digest, ${digest("'plan ' || n")}, review, 'population', CASE status WHEN 'cut_applied' THEN 'pending' ELSE 'population' END, 'population', at + interval '3 minutes',
		at + interval '3 minutes', CASE k WHEN 0 THEN document::text ELSE prefix END, '{}', jsonb_build_object('doc_code', prefix, 'prefix', prefix)
	FROM work WHERE ${WORK.cut}`;

const unitState = `jsonb_build_object('id', ${unitId('s.n')}, 'canonical_address', prefix || '/' || path, 'sort_order', s.place)`;
const versionState = `jsonb_build_object('id', ${uuid("concat('version ', d, ' ', s.n, ' 1')")}, 'body', 'Người trực ca ghi vào sổ.')`;
const AFFECTED_COLUMNS = `cutter_governance.cut_change_set_affected_row (affected_row_id, change_set_id, target_table, target_row_id, operation, before_state_snapshot, after_state_snapshot, row_digest)`;
const AFFECTED_ROWS = `
	INSERT INTO ${AFFECTED_COLUMNS}
	SELECT ${uuid("concat('affected ', work.n, ' ', s.n)")}, change_set, 'public.tac_logical_unit', ${unitId('s.n')}::text, 'insert', NULL,
		jsonb_build_object('unit', ${unitState}, 'version', ${versionState}), md5(s.n::text) || md5(work.n::text)
	FROM work CROSS JOIN shape s WHERE k = 0;
	INSERT INTO ${AFFECTED_COLUMNS}
	SELECT ${uuid("concat('affected ', work.n, ' ', s.n)")}, change_set, 'public.tac_logical_unit', ${unitId('s.n')}::text, 'update', jsonb_build_object('unit', ${unitState}),
		jsonb_build_object('unit', ${unitState}, 'version', ${versionState}), md5(s.n::text) || md5(work.n::text)
	FROM work JOIN shape s ON s.n IN (81 + k, 82 + k) WHERE k BETWEEN 1 AND 19`;

const RESULTS = `
	INSERT INTO cutter_governance.verify_result (verify_result_id, change_set_id, manifest_id, verdict, canonicalization_rule_used, axis_1_drift_unit, axis_2_drift_content, axis_3_drift_structure,
		axis_4_drift_scope, expected_unit_count, observed_unit_count, expected_digest, observed_digest, source_sha256, reconstruction_ok, tool_revision_match, signature_valid,
		separation_of_duty_ok, findings, verified_by, verifier_tool_revision, started_at, finished_at)
	SELECT result, change_set, manifest, 'pass', 'population', 0, 0, 0, 0, 1, 1, digest, digest, sha256, true, true, true, true, '[]', 'a third', 'population', at + interval '4 minutes', at + interval '4 minutes'
	FROM work WHERE ${WORK.cut} AND status = 'verified_complete';
	INSERT INTO cutter_governance.dot_pair_signature (signature_id, signer_dot_id, signer_identity, signer_tool_revision, payload_envelope, payload_hash, signature_algorithm, signature_payload, key_id,
		cross_reference_change_set_id, cross_reference_verify_result_id, signed_at)
	SELECT ${uuid("concat('signature ', lane, ' ', n)")}, lane, 'population', 'population', '{}', digest, 'ed25519', 'population', 'population',
		CASE lane WHEN 'DOT-991' THEN change_set END, CASE lane WHEN 'DOT-992' THEN result END, at + interval '4 minutes'
	FROM work, LATERAL (VALUES ('DOT-991'), ('DOT-992')) AS signed (lane) WHERE ${WORK.cut} AND (lane = 'DOT-991' OR status = 'verified_complete')`;

const STEPS = `(VALUES (1, 'mark', NULL, 'marked'), (2, 'sweep_promote', 'marked', 'review_pending'), (3, 'review:approve', 'review_pending', 'reviewed_approved'),
	(4, 'cut', 'reviewed_approved', 'cut_applied'), (5, 'verify:pass', 'cut_applied', 'verified_complete'), (6, 'abandon', 'marked', 'abandoned'), (7, 'review:defer', 'review_pending', 'reviewed_deferred')
	) AS step (number, change_kind, before, after)`;
const HISTORY = `
	INSERT INTO cutter_governance.decision_backlog_history (history_id, entry_id, entry_version_before, entry_version_after, change_kind, change_diff, changed_by, changed_at)
	SELECT ${uuid("concat('history ', n, ' ', number)")}, entry, before, after, change_kind, jsonb_build_object('change_set_id', CASE WHEN ${WORK.cut} THEN change_set END), 'person ' || n % 20, at + number * interval '1 minute'
	FROM work JOIN ${STEPS} ON number = ANY (CASE status WHEN 'verified_complete' THEN '{1,2,3,4,5}' WHEN 'cut_applied' THEN '{1,2,3,4}' WHEN 'abandoned' THEN '{1,6}' WHEN 'marked' THEN '{1}'
		WHEN 'review_pending' THEN '{1,2}' WHEN 'reviewed_approved' THEN '{1,2,3}' ELSE '{1,2,7}' END::integer[])
	WHERE NOT (${WORK.escalation})`;

const REST = `
	INSERT INTO cutter_governance.decision_backlog_dependency (dependency_id, from_entry_id, to_entry_id, dependency_kind, created_by, created_at)
	SELECT ${uuid("'dependency ' || w.n")}, w.entry, t.entry, 'blocks', 'population', w.at FROM work w JOIN work t ON t.n = w.n - 2 * $documents WHERE w.k = 47;
	INSERT INTO cutter_governance.decision_backlog_sweep_log (sweep_id, started_at, finished_at, swept_by, scanned_count, promoted_count, batch_size, findings)
	SELECT ${uuid("'sweep ' || n")}, at, at, 'population', 1, 1, 100, jsonb_build_object('promoted', jsonb_build_array(entry)) FROM work WHERE k < 3;
	INSERT INTO cutter_control.idempotency_key (person, idempotency_key, route, request_sha256, answer, answered_at)
	SELECT 'population', 'population ' || n, '/cutter/sweep', digest, '{}', now() FROM work WHERE k < 10;
	INSERT INTO cutter_control.confirmed_card (source_document_id, source_sha256, confirmed_at, confirmed_by, card)
	SELECT document, sha256, at, 'population', '[{"member": "number", "value": "1", "read": "1"}]' FROM work WHERE k = 0;
	INSERT INTO sandbox_tac.logical_unit (id, canonical_address, doc_code, section_type, sort_order, tier, lifecycle_status, owner_ref, identity_profile, created_at, updated_at, authority, canonical_address_format_version)
	SELECT ${uuid("concat('sandbox ', d, ' ', s.n)")}, concat('THU-', prefix, '/', path), 'THU-' || prefix, s.kind, s.place, 'document', 'draft_only', 'population', '{}', at, at, 'draft', 'canonical-address-v2'
	FROM work JOIN shape s ON s.n BETWEEN 11 AND 50 WHERE k = 0`;

/** Hashes of a leaf: as many as subtrees it completes. */
const LEAVES = `
	INSERT INTO cutter_control.ledger_leaf (seq, leaf_kind, row_id, subtree_hashes)
	SELECT seq, kind, id, array_fill(md5(id) || md5(id), ARRAY[CASE WHEN seq & 1 = 0 THEN 1 ELSE round(log(2, ((seq + 1) & -(seq + 1))::numeric))::integer + 1 END])
	FROM (
		SELECT row_number() OVER () - 1 AS seq, kind, id FROM (
			SELECT 'key' AS kind, key_id AS id FROM cutter_control.signing_key
			UNION ALL SELECT 'entry', entry_id::text FROM cutter_governance.decision_backlog_entry
			UNION ALL SELECT 'manifest', envelope_id::text FROM cutter_governance.manifest_envelope
			UNION ALL SELECT 'dependency', dependency_id::text FROM cutter_governance.decision_backlog_dependency
			UNION ALL SELECT 'sweep', sweep_id::text FROM cutter_governance.decision_backlog_sweep_log
			UNION ALL SELECT 'review', review_decision_id::text FROM cutter_governance.review_decision
			UNION ALL SELECT 'change_set', change_set_id::text FROM cutter_governance.cut_change_set
			UNION ALL SELECT 'verify_result', verify_result_id::text FROM cutter_governance.verify_result
			UNION ALL SELECT 'signature', signature_id::text FROM cutter_governance.dot_pair_signature
			UNION ALL SELECT 'history', history_id::text FROM cutter_governance.decision_backlog_history
			UNION ALL SELECT 'alias', alias_id::text FROM cutter_governance.canonical_address_alias
			UNION ALL SELECT 'alias_end', alias_id::text FROM cutter_governance.canonical_address_alias WHERE valid_until IS NOT NULL
		) rows
	) numbered`;

const COUNTS = `INSERT INTO cutter_control.entry_count (status, change)
	SELECT status, count(*) FROM cutter_governance.decision_backlog_entry WHERE kind = 'cut_request' GROUP BY status`;

const PARTS = [WORK_TABLE, REGISTERED, ENTRIES, MANIFESTS, BLOCKS, REVIEWS, CHANGE_SETS, AFFECTED_ROWS, RESULTS, HISTORY, REST, LEAVES];

/**
 * Fills a system that has people and keys and nothing else.
 * @param {string} adminDatabaseUrl a superuser's connection
 * @param {{ documents: number }} size documents that are cut, each of 500 units with as many aliases and 50 entries; one and a half times as many are registered and not cut
 */
export async function fillLibrary(adminDatabaseUrl, { documents }) {
	const population = await openPopulation(adminDatabaseUrl, { documents });
	try {
		await population.grow({ rounds: 1 });
		const [{ counted }] = await population.ask("SELECT to_regclass('cutter_control.entry_count') IS NOT NULL AS counted");
		for (const part of [...PARTS, ...(counted ? [COUNTS] : [])]) await population.ask(part.replaceAll('$documents', String(Number(documents))));
	} finally {
		await population.close();
	}
	const client = new pg.Client({ connectionString: adminDatabaseUrl });
	await client.connect();
	await client.query('VACUUM ANALYZE');
	await client.end();
}
