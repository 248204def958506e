// The moments at which CUT and VERIFY are killed: each held by a lock, so that the kill comes exactly there.

import { beforeWriting, COMMITS } from '../support/hold.mjs';

const SCHEMAS = { tac_logical_unit: 'public', tac_unit_version: 'public', idempotency_key: 'cutter_control' };
const before = (...tables) => tables.map((table) => ({ moment: `before ${table}`, lock: beforeWriting(`${SCHEMAS[table] ?? 'cutter_governance'}.${table}`) }));
const COMMIT = { moment: 'in the commit', lock: COMMITS };

/** In the order of the transaction; `compensate` is a VERIFY that fails and takes the cut back. */
const MOMENTS = {
	cut: [
		...before('decision_backlog_entry', 'cut_change_set', 'tac_logical_unit', 'tac_unit_version', 'cut_change_set_affected_row', 'dot_pair_signature',
			'decision_backlog_history', 'manifest_envelope', 'idempotency_key'),
		COMMIT,
	],
	verify: [...before('decision_backlog_entry', 'verify_result', 'dot_pair_signature', 'cut_change_set', 'decision_backlog_history', 'idempotency_key'), COMMIT],
	compensate: [
		...before('decision_backlog_entry', 'cut_change_set', 'cut_change_set_affected_row', 'tac_unit_version', 'tac_logical_unit', 'verify_result',
			'dot_pair_signature', 'decision_backlog_history', 'idempotency_key'),
		COMMIT,
	],
};

export const POINTS = Object.entries(MOMENTS).flatMap(([step, moments]) => moments.map((moment) => ({ step, ...moment })));

/** What is killed; there is an odd number of points, so that the next time round each is met by the other one. */
export const VICTIMS = ['Directus', 'PostgreSQL'];
