/** How documents stand, and who touched them: `unit_touch`, `document_state`, `document_audit` (migration 022). */
import type { Knex } from 'knex';

import type { AuditStanding, DocumentOnRecord, DocumentState, ScopeFacts, TouchCount, Written } from '../core/index.js';
import { eachValue } from './eachValue.js';
import { insertRows } from './insert.js';
import { sees } from './sight.js';
import { signatureOf } from './signatures.js';
import { journalTriggers } from './survey.js';
import { CHANGE_SETS, UNITS, VERSIONS, type TableSpec } from './tables.js';

const TOUCHES = 'cutter_control.unit_touch';
const AUDITS = 'cutter_control.document_audit';
const STATES: TableSpec = {
	name: 'cutter_control.document_state',
	columns: { doc_code: 'text', change_set_id: 'uuid', snapshot: 'pg_snapshot', last_touch: 'bigint', units: 'bigint', versions: 'bigint', sha256: 'text' },
};

/** SQL for the columns of a row `alias` in their order, times as seconds: what a row says does not depend on settings. */
const said = (table: TableSpec, alias: string, without: readonly string[] = []): string =>
	Object.entries(table.columns)
		.filter(([name]) => !without.includes(name))
		.map(([name, type]) => (type === 'timestamptz' ? `extract(epoch FROM ${alias}.${name})` : `${alias}.${name}`))
		.join(', ');

/**
 * An editor may change notes, and the title of a draft; a trigger stamps when. The same is no update in `unit_touch`. What was signed before units
 * could be suspended says nothing of it, so nothing is said of one that never was.
 */
const UNIT_SAYS = `ROW(${said(UNITS, 'u', ['identity_profile', 'updated_at', 'suspended_from', 'suspended_until'])}, u.identity_profile->'label',
	CASE WHEN u.lifecycle_status = 'draft_only' AND u.authority <> 'enacted' THEN NULL ELSE u.identity_profile->'title' END)::text
	|| CASE WHEN u.suspended_from IS NULL THEN '' ELSE ROW(u.suspended_from, u.suspended_until)::text END`;

const rowDigests = (row: string, id: string): string => `string_agg(encode(sha256(convert_to(${row}, 'UTF8')), 'hex'), '' ORDER BY ${id})`;

/** SQL for the state of the documents `d (doc_code)`, of the form iu-document-state-1. */
const STATE = `CROSS JOIN LATERAL (SELECT count(*)::int AS units, ${rowDigests(UNIT_SAYS, 'u.id')} AS digests FROM ${UNITS.name} u WHERE u.doc_code = d.doc_code) unit_rows
	CROSS JOIN LATERAL (SELECT count(*)::int AS versions, ${rowDigests(`ROW(${said(VERSIONS, 'v')})::text`, 'v.id')} AS digests
		FROM ${VERSIONS.name} v JOIN ${UNITS.name} u ON u.id = v.unit_id WHERE u.doc_code = d.doc_code) version_rows
	CROSS JOIN LATERAL (SELECT json_build_object('units', units, 'versions', versions, 'sha256', encode(sha256(convert_to(
		concat_ws('|', 'iu-document-state-1', d.doc_code, unit_rows.digests, version_rows.digests), 'UTF8')), 'hex')) AS state) stands`;

/** SQL for a row `n` of `document_state`, as JSON. */
const STATE_ON_RECORD = `json_build_object('change_set_id', n.change_set_id, 'state', json_build_object('units', n.units, 'versions', n.versions, 'sha256', n.sha256),
	'snapshot', n.snapshot::text, 'last_touch', n.last_touch, 'signature', ${signatureOf('n.change_set_id')})`;

/**
 * What a change set left that failed its VERIFY, and was not taken back, is no state that anything rests on; and an attestation answers for
 * its own units, not for the others of their document, which may be attested as they are later.
 */
const COUNTS = `NOT EXISTS (SELECT FROM ${CHANGE_SETS.name} c WHERE c.change_set_id = n.change_set_id AND (c.status = 'failed' OR c.operation_kind = 'attest'))`;

/** The documents as they stand and as they were last signed, in the order of their codes; all from one state of the database. */
export async function documentsOnRecord(trx: Knex.Transaction, docCodes: readonly string[]): Promise<DocumentOnRecord[]> {
	const { rows } = await trx.raw(
		`SELECT d.doc_code, stands.state AS now, (SELECT ${STATE_ON_RECORD} FROM ${STATES.name} n WHERE n.doc_code = d.doc_code AND ${COUNTS} ORDER BY n.state_id DESC LIMIT 1) AS newest
		FROM unnest(CAST(? AS text[])) AS d (doc_code) ${STATE} ORDER BY d.doc_code`,
		[docCodes as string[]],
	);
	return rows;
}

/** A document before the rows of a change set are written. */
export interface DocumentBefore {
	standing: DocumentOnRecord;
	/** The newest touch of this transaction so far; a flow may have a transaction of its own around several change sets. */
	lastOwnTouch: number;
}

export async function documentBefore(trx: Knex.Transaction, docCode: string): Promise<DocumentBefore> {
	const [standing] = await documentsOnRecord(trx, [docCode]);
	const { rows } = await trx.raw(`SELECT CAST(coalesce(max(touch_id), 0) AS double precision) AS touch FROM ${TOUCHES} WHERE xid = pg_current_xact_id_if_assigned()`);
	return { standing: standing as DocumentOnRecord, lastOwnTouch: rows[0].touch };
}

/** The same after them: what was touched meanwhile, how the document stands, and what this transaction sees. */
export async function documentAfter(
	trx: Knex.Transaction,
	{ standing, lastOwnTouch }: DocumentBefore,
	planned: Record<string, number>,
): Promise<Written> {
	const { rows } = await trx.raw(
		`SELECT stands.state, pg_current_snapshot()::text AS snapshot, CAST((SELECT coalesce(max(touch_id), 0) FROM ${TOUCHES}) AS double precision) AS last_touch,
			(SELECT coalesce(json_agg(t), '[]') FROM (SELECT doc_code, sum(rows)::int AS rows FROM ${TOUCHES}
				WHERE xid = pg_current_xact_id_if_assigned() AND touch_id > :lastOwnTouch GROUP BY doc_code) t) AS touched
		FROM unnest(ARRAY[CAST(:docCode AS text)]) AS d (doc_code) ${STATE}`,
		{ docCode: standing.doc_code, lastOwnTouch },
	);
	const [{ state, snapshot, last_touch, touched }] = rows as [{ state: DocumentState; snapshot: string; last_touch: number; touched: TouchCount[] }];
	return { doc_code: standing.doc_code, planned_row_counts: planned, touched, state_before: standing.now, state_after: state, snapshot, last_touch };
}

/** Records how a change set left its document. */
export const insertState = (trx: Knex.Transaction, changeSetId: string, { doc_code, snapshot, last_touch, state_after }: Written): Promise<number> =>
	insertRows(trx, STATES, [{ doc_code, change_set_id: changeSetId, snapshot, last_touch, ...state_after }]);

/** What no change set recorded: notes aside, touches after which no state of their document was recorded in their transaction. */
const BY_NOBODY = `t.operation <> 'note' AND NOT EXISTS (SELECT FROM ${STATES.name} s WHERE s.xid = t.xid AND s.doc_code = t.doc_code AND t.touch_id <= s.last_touch)`;

/**
 * What the transaction of a change set touched beside its own document, and what others touched since it was written: what its snapshot
 * does not show, or was written down later; transactions are numbered anew where a dump is restored.
 */
export async function scopeOf(trx: Knex.Transaction, changeSetId: string, docCode: string): Promise<ScopeFacts> {
	const { rows } = await trx.raw(`SELECT ${STATE_ON_RECORD} AS recorded, n.xid::text AS xid FROM ${STATES.name} n WHERE n.change_set_id = ?`, [changeSetId]);
	const journal = await journalTriggers(trx);
	if (!rows[0]) return { recorded: null, own: [], others: [], journal };
	const { recorded, xid } = rows[0];
	const { rows: own } = await trx.raw(
		`SELECT t.doc_code, sum(t.rows)::int AS rows FROM ${TOUCHES} t WHERE t.xid = CAST(:xid AS xid8) AND t.touch_id <= :lastTouch AND t.doc_code <> :docCode AND ${BY_NOBODY}
		GROUP BY t.doc_code ORDER BY t.doc_code`,
		{ xid, lastTouch: recorded.last_touch, docCode },
	);
	const { rows: others } = await trx.raw(
		`SELECT t.doc_code, sum(t.rows)::int AS rows, CAST(max(t.touch_id) AS double precision) AS last_touch FROM (
			SELECT * FROM ${TOUCHES} WHERE touch_id > :lastTouch
			UNION
			SELECT * FROM ${TOUCHES} WHERE xid >= pg_snapshot_xmin(CAST(:snapshot AS pg_snapshot)) AND NOT pg_visible_in_snapshot(xid, CAST(:snapshot AS pg_snapshot))
				AND xid <> CAST(:xid AS xid8)
		) t WHERE t.doc_code <> :docCode AND ${BY_NOBODY} GROUP BY t.doc_code`,
		{ xid, lastTouch: recorded.last_touch, snapshot: recorded.snapshot, docCode },
	);
	const touched = new Map((others as { doc_code: string; rows: number; last_touch: number }[]).map((each) => [each.doc_code, each]));
	const documents = touched.size > 0 ? await documentsOnRecord(trx, [...touched.keys()]) : [];
	return {
		recorded,
		own,
		others: documents.map((document) => ({ document, rows: touched.get(document.doc_code)?.rows ?? 0, last_touch: touched.get(document.doc_code)?.last_touch ?? 0 })),
		journal,
	};
}

/** The documents that this person sees whose turn it is to be hashed anew: those that never were, then those that were longest ago. */
export async function documentsToAudit(trx: Knex.Transaction, limit: number): Promise<string[]> {
	const { rows } = await trx.raw(
		`WITH RECURSIVE ${eachValue('of_units', 'doc_code', UNITS.name)}, ${eachValue('of_states', 'doc_code', STATES.name)}
		SELECT d.doc_code FROM (SELECT doc_code FROM of_units UNION SELECT doc_code FROM of_states) d LEFT JOIN ${AUDITS} a USING (doc_code)
		WHERE d.doc_code IS NOT NULL AND ${sees(trx, 'd.doc_code')} ORDER BY a.audited_at NULLS FIRST, d.doc_code LIMIT ?`,
		[limit],
	);
	return rows.map(({ doc_code }: { doc_code: string }) => doc_code);
}

/** Records that a document was hashed anew, and how it was found. */
export async function recordAudit(trx: Knex.Transaction, docCode: string, standing: AuditStanding, now: string): Promise<void> {
	await trx.raw(
		`INSERT INTO ${AUDITS} (doc_code, audited_at, standing) VALUES (:docCode, :now, :standing)
		ON CONFLICT (doc_code) DO UPDATE SET audited_at = excluded.audited_at, standing = excluded.standing`,
		{ docCode, now, standing },
	);
}
