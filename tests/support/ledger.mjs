// The database as its administrator sees it, behind the cutter's back: counts, fingerprints, tampering.

import pg from 'pg';
import { behindGuards } from '../../scripts/lib/guards.mjs';

/** The twelve tables of the ledger. */
export const LEDGER_TABLES = [
	'decision_backlog_entry',
	'dot_pair_signature',
	'cut_change_set',
	'cut_change_set_affected_row',
	'verify_result',
	'canonical_address_alias',
	'manifest_envelope',
	'manifest_unit_block',
	'review_decision',
	'decision_backlog_history',
	'decision_backlog_dependency',
	'decision_backlog_sweep_log',
];

/** Runs `work` on one connection of the superuser. */
export async function asSuperuser(system, work) {
	const client = new pg.Client({ connectionString: system.adminDatabaseUrl });
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}

/** The rows of one statement of the superuser. */
export const query = (system, text, values) => asSuperuser(system, async (client) => (await client.query(text, values)).rows);

/** Changes rows as someone who owns the server: no trigger, no foreign key stands in the way. Gives the rows changed. */
export function tamper(system, text, values) {
	return asSuperuser(system, (client) => behindGuards(client, async () => (await client.query(text, values)).rowCount));
}

/** People are told beside what is done next, so what notes whom to tell says nothing of what was written. */
const WATCHED = `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_catalog.pg_tables
	WHERE schemaname IN ('cutter_governance', 'cutter_control', 'sandbox_tac') AND tablename NOT IN ('hand_over', 'hand_over_count')
		OR (schemaname = 'public' AND (tablename LIKE 'tac\\_%' OR tablename LIKE 'cutter\\_%'))
	ORDER BY 1`;

/** Tables with long texts, by what names their rows: the texts are content-addressed, and hashing them each time is slow. */
const NAMED_BY = {
	'cutter_control.source_version': 'concat(sha256, source_document_id, created_at)',
	'cutter_control.manifest_body': 'concat(envelope_id, manifest_digest, octet_length(body))',
};

/**
 * Number of rows and a digest over them, for every table the cutter has: equal before and after means nothing was written.
 * @returns {Promise<Record<string, string>>}
 */
export function fingerprint(system) {
	return asSuperuser(system, async (client) => {
		const tables = (await client.query(WATCHED)).rows.map(({ name }) => name);
		const one = (name) => `SELECT '${name}' AS name, count(*) || ' rows, ' || coalesce(sum(hashtextextended(${NAMED_BY[name] ?? 't::text'}, 0)), 0) AS state FROM ${name} t`;
		const { rows } = await client.query(tables.map(one).join(' UNION ALL '));
		return Object.fromEntries(rows.map(({ name, state }) => [name, state]));
	});
}

/** Rows of each ledger table that belong to one cut request, counted in the tables themselves. */
export async function governanceRows(system, { entryId, manifestId }) {
	const counts = {
		decision_backlog_entry: 'WHERE entry_id = $1',
		decision_backlog_history: 'WHERE entry_id = $1',
		decision_backlog_dependency: 'WHERE $1 IN (from_entry_id, to_entry_id)',
		decision_backlog_sweep_log: "WHERE findings->'promoted' ? ($1::uuid)::text",
		manifest_envelope: 'WHERE envelope_id = $2',
		manifest_unit_block: 'WHERE envelope_id = $2',
		review_decision: 'WHERE manifest_id = $2',
		cut_change_set: 'WHERE decision_backlog_entry_id = $1',
		cut_change_set_affected_row: 'JOIN cutter_governance.cut_change_set c USING (change_set_id) WHERE c.decision_backlog_entry_id = $1',
		verify_result: 'WHERE manifest_id = $2',
		dot_pair_signature: `LEFT JOIN cutter_governance.verify_result v ON v.verify_result_id = t.cross_reference_verify_result_id
			LEFT JOIN cutter_governance.cut_change_set c ON c.change_set_id = coalesce(t.cross_reference_change_set_id, v.change_set_id)
			WHERE c.decision_backlog_entry_id = $1`,
		canonical_address_alias: 'WHERE target_unit_id IN (SELECT target_unit_id FROM cutter_governance.manifest_unit_block WHERE envelope_id = $2)',
	};
	const columns = Object.entries(counts).map(([table, where]) => `(SELECT count(*)::int FROM cutter_governance.${table} t ${where}) AS ${table}`);
	const [row] = await query(system, `SELECT $1::uuid IS NOT NULL AND $2::uuid IS NOT NULL AS asked, ${columns.join(', ')}`, [entryId, manifestId]);
	const { asked: _asked, ...rows } = row;
	return rows;
}

/** The matrix of the design for `units` units on the happy path: 13 + 2 × units rows. */
export const happyMatrix = (units) => ({
	decision_backlog_entry: 1,
	decision_backlog_history: 5,
	decision_backlog_dependency: 0,
	decision_backlog_sweep_log: 1,
	manifest_envelope: 1,
	manifest_unit_block: units,
	review_decision: 1,
	cut_change_set: 1,
	cut_change_set_affected_row: units,
	verify_result: 1,
	dot_pair_signature: 2,
	canonical_address_alias: 0,
});

export const total = (matrix) => Object.values(matrix).reduce((sum, count) => sum + count, 0);

/** The units of a document with their newest texts, in the order of the document. */
export const liveUnits = (system, docCode) =>
	query(
		system,
		`SELECT u.*, v.body, v.body_handling, v.content_hash, v.content_profile, v.source_span, v.change_set_id, v.source_sha256
		FROM public.tac_logical_unit u JOIN public.tac_unit_version v ON v.unit_id = u.id AND v.version_seq = 1
		WHERE u.doc_code = $1 ORDER BY u.sort_order`,
		[docCode],
	);
