/** Everything one cut rests on, as a bundle: canonical JSON (RFC 8785), written piece by piece however long it is. */
import type { Knex } from 'knex';

import { coreInBackground } from '../core/background.js';
import { core, refuse } from '../core/index.js';
import { CHANGE_SETS, HISTORY, SIGNATURES, VERIFY_RESULTS, type TableSpec } from './tables.js';
import { checkpointOf, proofsOf } from './checkpoints.js';
import { withDoor } from './doors.js';
import { codeOfManifest, sees } from './sight.js';
import { refuseNamesOfOthers } from './namesOfOthers.js';
import { rowAsJson } from './units.js';
import { WHOLE } from './wholeTables.js';

const FORMAT = 'iu-cutter-bundle-1';

/** Rows read and made canonical at once. */
const PAGE = 500;

/** Tables whose rows say how they were done, where it was recorded. */
const TELLING = new Set<TableSpec>([WHOLE.history, WHOLE.changeSet]);

const rowOf = (table: TableSpec): string => (TELLING.has(table) ? withDoor(rowAsJson(table, 't'), 't') : rowAsJson(table, 't'));

/** SQL for the rows of a table that match, as one JSON array. */
const rowsOf = (table: TableSpec, where: string, order: string): string =>
	`(SELECT coalesce(json_agg(${rowOf(table)} ORDER BY ${order}), '[]') FROM ${table.name} t WHERE ${where})::text`;

const oneOf = (table: TableSpec, where: string): string => `(SELECT ${rowOf(table)} FROM ${table.name} t WHERE ${where})::text`;

const RESULT_IDS = `SELECT verify_result_id FROM ${VERIFY_RESULTS.name} WHERE change_set_id = c.change_set_id`;
const SIGNED = `(t.cross_reference_change_set_id = c.change_set_id OR t.cross_reference_verify_result_id = ANY (ARRAY(${RESULT_IDS})))`;
/** A rehearsal has no entry of its own; neither has what it leaves out. */
const HISTORY_ROWS = `SELECT change_diff->>'sweep_id' FROM ${HISTORY.name} WHERE entry_id = c.decision_backlog_entry_id`;

/** All but the rows there may be very many of, each as JSON text; a compensation is told by the cut it took back. */
const HEAD = `
	SELECT c.change_set_id AS "changeSetId", c.manifest_id AS "manifestId", undo.change_set_id AS "compensationId",
		${oneOf(WHOLE.changeSet, 't.change_set_id = c.change_set_id')} AS change_set,
		${oneOf(WHOLE.changeSet, 't.change_set_id = undo.change_set_id')} AS compensation,
		${oneOf(WHOLE.entry, 't.entry_id = c.decision_backlog_entry_id')} AS entry,
		${oneOf(WHOLE.envelope, 't.envelope_id = c.manifest_id')} AS envelope,
		${rowsOf(WHOLE.entry, `t.entry_id IN (SELECT escalation_entry_id FROM ${VERIFY_RESULTS.name} WHERE change_set_id = c.change_set_id)`, 't.entry_id')} AS escalations,
		${rowsOf(WHOLE.history, 't.entry_id = c.decision_backlog_entry_id', "t.changed_at, (t.change_kind = 'compensate'), t.history_id")} AS history,
		${rowsOf(WHOLE.key, `t.key_id IN (SELECT s.key_id FROM ${SIGNATURES.name} s WHERE ${SIGNED.replaceAll('t.', 's.')})`, 't.key_id')} AS keys,
		body.body AS manifest,
		${rowsOf(WHOLE.review, 't.manifest_id = c.manifest_id', 't.decided_at, t.review_decision_id')} AS reviews,
		${rowsOf(WHOLE.signature, SIGNED, 't.signer_dot_id, t.signed_at, t.signature_id')} AS signatures,
		${oneOf(WHOLE.source, 't.sha256 = body.source_sha256')} AS source,
		${rowsOf(WHOLE.sweep, `t.sweep_id IN (SELECT CAST(named AS uuid) FROM (${HISTORY_ROWS}) AS h (named) WHERE named IS NOT NULL)`, 't.started_at, t.sweep_id')} AS sweeps,
		${rowsOf(WHOLE.result, 't.change_set_id = c.change_set_id', 't.started_at, t.verify_result_id')} AS verify_results
	FROM ${CHANGE_SETS.name} asked
	JOIN ${CHANGE_SETS.name} c ON c.change_set_id = coalesce(asked.compensates_change_set_id, asked.change_set_id)
	LEFT JOIN ${CHANGE_SETS.name} undo ON undo.compensates_change_set_id = c.change_set_id
	LEFT JOIN cutter_control.manifest_body body ON body.envelope_id = c.manifest_id
	WHERE asked.change_set_id = ?`;

/** Takes a piece of the bundle; what it returns is waited for. */
export type Write = (piece: string) => Promise<void> | void;

/**
 * Writes the bundle of a change set; its members are in the order RFC 8785 asks for, so the pieces are canonical together.
 *
 * @param proofs whether proofs are added; who walks every leaf anyway needs none.
 * @throws a refusal, before anything is written, where there is no such change set, its rows cannot be proven, or they name documents that are not seen.
 */
export async function writeBundle(trx: Knex.Transaction, changeSetId: string, write: Write, { proofs = true } = {}): Promise<void> {
	const { rows } = await trx.raw(`${HEAD} AND ${sees(trx, codeOfManifest('c.manifest_id'))}`, [changeSetId]);
	const [head] = rows;
	if (!head) refuse('not_found', 'CHANGE_SET_NOT_FOUND', `There is no change set ${changeSetId}.`);
	await refuseNamesOfOthers(trx, head.changeSetId, 'bundle');
	const proven = proofs ? await proofsUnder(trx, head) : 'null';
	const canonical = (text: string | null) => coreInBackground('canonical_json_text', text ?? 'null');
	const affected = (id: string) => ({
		table: WHOLE.affectedRow,
		where: 'change_set_id = ?',
		order: "(coalesce(after_state_snapshot, before_state_snapshot)->'unit'->>'sort_order')::int, target_row_id",
		id,
	});

	await write('{"affected_rows":');
	await writeRows(trx, affected(head.changeSetId), write);
	await write(`,"change_set":${await canonical(head.change_set)},"compensations":[`);
	if (head.compensationId) {
		await write('{"affected_rows":');
		await writeRows(trx, affected(head.compensationId), write);
		await write(`,"change_set":${await canonical(head.compensation)}}`);
	}
	await write(`],"entry":${await canonical(head.entry)},"envelope":${await canonical(head.envelope)}`);
	await write(`,"escalations":${await canonical(head.escalations)},"format":"${FORMAT}"`);
	await write(`,"history":${await canonical(head.history)},"keys":${await canonical(head.keys)}`);
	await write(`,"manifest":${await canonical(JSON.stringify(head.manifest))},"reviews":${await canonical(head.reviews)}`);
	await write(`,"seal":${proven}`);
	await write(`,"signatures":${await canonical(head.signatures)},"source":${await canonical(head.source)}`);
	await write(`,"sweeps":${await canonical(head.sweeps)},"unit_blocks":`);
	await writeRows(trx, { table: WHOLE.block, where: 'envelope_id = ?', order: 'render_order, unit_local_id', id: head.manifestId }, write);
	await write(`,"verify_results":${await canonical(head.verify_results)}}`);
}

/** Proofs that the rows of the head are under the newest checkpoint, as canonical JSON. */
async function proofsUnder(trx: Knex.Transaction, head: Record<string, string | null>): Promise<string> {
	const newest = await checkpointOf(trx, null);
	if (!newest) return 'null';
	const rows = ['entry', 'change_set', 'compensation', 'envelope', 'escalations', 'history', 'keys', 'reviews', 'signatures', 'sweeps', 'verify_results'];
	const ids = rows.flatMap((part) => [JSON.parse(head[part] ?? '[]')].flat()).map((row: Record<string, string>) => String(Object.values(row)[0]));
	const leaves = await proofsOf(trx, newest.claim.size, ids);
	return core((it) => it.canonical_json_text(`{"checkpoint":${newest.document},"leaves":${JSON.stringify(leaves)}}`));
}

/** Writes the rows of a table as one canonical array, a page at a time. */
async function writeRows(trx: Knex.Transaction, of: { table: TableSpec; where: string; order: string; id: string }, write: Write): Promise<void> {
	const query = `SELECT (${rowAsJson(of.table, 't')})::text AS row FROM ${of.table.name} t WHERE ${of.where} ORDER BY ${of.order}`;
	await trx.raw(`DECLARE bundle_rows NO SCROLL CURSOR FOR ${query}`, [of.id]);
	await write('[');
	for (let before = ''; ; before = ',') {
		const { rows } = await trx.raw(`FETCH ${PAGE} FROM bundle_rows`);
		if (rows.length === 0) break;
		const page = await coreInBackground('canonical_json_text', `[${rows.map(({ row }: { row: string }) => row).join(',')}]`);
		await write(`${before}${page.slice(1, -1)}`);
	}
	await write(']');
	await trx.raw('CLOSE bundle_rows');
}
