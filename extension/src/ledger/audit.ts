/** Who did what when, over every table of the ledger that says so: one list, the newest first. */
import type { Knex } from 'knex';

import type { Deed } from '../answers/index.js';
import { codeOfChangeSet, codeOfEntry, isNarrowed, sees } from './sight.js';
import { CHANGE_SETS, DEPENDENCIES, ENTRIES, HISTORY, REVIEWS, SIGNATURES } from './tables.js';
import { timestamp } from './transaction.js';

/** A place in the list. Deeds of one moment are in the order of the names of their tables, then of their rows. */
export interface AuditCursor {
	at: string;
	recordedIn: string;
	recordId: string;
}

export interface AuditQuery {
	who: string | null;
	docCode: string | null;
	/** From this time on. */
	from: string | null;
	/** Before this time. */
	until: string | null;
	after: AuditCursor | null;
	limit: number;
}

/** How a table tells what was done: SQL for each part of a deed. */
interface Source {
	/** Called `t` in what follows. */
	table: string;
	where?: string;
	at: string;
	who: string;
	what: string;
	/** Of one type and order with the text of it, so that the index finds the place. */
	key: string;
	keyType: 'uuid' | 'text' | 'bigint';
	docCode?: string;
	/** SQL for the codes of all documents it tells of, where that is another question; whoever does not see one of them is not told. What tells of none is told to everybody. */
	tellsOf?: readonly string[];
	/** That it was done to the document `:docCode`; left out where it was done to none. */
	ofDocument?: string;
	entryId?: string;
	manifestId?: string;
	changeSetId?: string;
	rationale?: string;
	detail?: string;
}

const codeOfEntryNamed = (id: string): string => `(SELECT ${codeOfEntry('e')} FROM ${ENTRIES.name} e WHERE e.entry_id = ${id})`;

/** What an entry says of itself: looked up for the rows of a page alone. */
const ofEntry = (id: string) => ({
	docCode: `(SELECT e.payload->>'doc_code' FROM ${ENTRIES.name} e WHERE e.entry_id = ${id})`,
	manifestId: `(SELECT e.payload->>'manifest_id' FROM ${ENTRIES.name} e WHERE e.entry_id = ${id})`,
	entryId: `${id}::text`,
	ofDocument: `${id} IN (SELECT e.entry_id FROM ${ENTRIES.name} e WHERE e.payload->>'doc_code' = :docCode)`,
});
const ofSourceDocument = (id: string, type: 'text' | 'uuid') => ({
	docCode: `(SELECT d.doc_code FROM public.cutter_source_document d WHERE d.id = CAST(${id} AS uuid))`,
	ofDocument: `${id} = (SELECT CAST(d.id AS ${type}) FROM public.cutter_source_document d WHERE d.doc_code = :docCode)`,
});
const SIGNED_CHANGE_SET = `coalesce(t.cross_reference_change_set_id, (SELECT v.change_set_id FROM cutter_governance.verify_result v WHERE v.verify_result_id = t.cross_reference_verify_result_id))`;

/** What a reviewer said to anomalies belongs to the deed: it is looked up for the rows of a page alone. */
const WITH_ANSWERS = `t.change_diff || coalesce((SELECT jsonb_build_object('answers', r.reviewer_independence_evidence->'answers') FROM ${REVIEWS.name} r
	WHERE r.review_decision_id = CAST(t.change_diff->>'review_decision_id' AS uuid) AND r.reviewer_independence_evidence->'answers' IS NOT NULL), '{}')`;

/** A sweep is told entry by entry, in the history. */
const SOURCES: readonly Source[] = [
	{
		table: CHANGE_SETS.name, where: "t.operation_kind = 'rehearsal'", at: 't.emitted_at', who: 't.emitted_by', what: "'rehearse'",
		key: 't.change_set_id', keyType: 'uuid', ...ofSourceDocument('t.source_document_ref', 'text'), manifestId: 't.manifest_id::text', changeSetId: 't.change_set_id::text',
	},
	{
		table: 'cutter_control.ledger_checkpoint', at: 't.signed_at', who: 't.signed_by', what: "'checkpoint'",
		key: 't.size', keyType: 'bigint', detail: "jsonb_build_object('size', t.size, 'root', t.root, 'key_id', t.key_id)",
	},
	{
		table: 'cutter_control.signing_key', where: 't.revoked_at IS NOT NULL', at: 't.revoked_at', who: 't.revoked_by', what: "'revoke_key'",
		key: 't.key_id COLLATE "C"', keyType: 'text', rationale: 't.revocation_reason', detail: "jsonb_build_object('lane', t.lane, 'owner', t.owner)",
	},
	{
		table: 'cutter_control.source_version', at: 't.created_at', who: 't.created_by', what: "'register'",
		key: 't.sha256 COLLATE "C"', keyType: 'text', ...ofSourceDocument('t.source_document_id', 'uuid'),
		detail: "jsonb_build_object('source_document_id', t.source_document_id, 'source_sha256', t.sha256, 'bytes', t.bytes)",
	},
	{
		table: DEPENDENCIES.name, at: 't.created_at', who: 't.created_by', what: "'depend'",
		key: 't.dependency_id', keyType: 'uuid', ...ofEntry('t.to_entry_id'), tellsOf: [codeOfEntryNamed('t.to_entry_id'), codeOfEntryNamed('t.from_entry_id')],
		detail: "jsonb_build_object('dependency_kind', t.dependency_kind, 'from_entry_id', t.from_entry_id)",
	},
	{
		table: HISTORY.name, at: 't.changed_at', who: 't.changed_by', what: 't.change_kind',
		key: 't.history_id', keyType: 'uuid', ...ofEntry('t.entry_id'), tellsOf: [codeOfEntryNamed('t.entry_id')], changeSetId: "t.change_diff->>'change_set_id'", rationale: 't.rationale', detail: WITH_ANSWERS,
	},
	{
		table: SIGNATURES.name, where: 't.revoked_at IS NOT NULL', at: 't.revoked_at', who: 't.revoked_by', what: "'revoke_signature'",
		key: 't.signature_id', keyType: 'uuid', tellsOf: [codeOfChangeSet(SIGNED_CHANGE_SET)], changeSetId: `(${SIGNED_CHANGE_SET})::text`, rationale: 't.revocation_reason',
		detail: "jsonb_build_object('signer_dot_id', t.signer_dot_id, 'key_id', t.key_id)",
	},
];

/** The condition that a deed of this table comes after the cursor; a comparison of rows, so that an index begins there. */
function behind(source: Source, after: AuditCursor | null): string {
	if (!after) return 'true';
	if (source.table === after.recordedIn) return `(${source.at}, ${source.key}) < (CAST(:at AS timestamptz), CAST(:recordId AS ${source.keyType}))`;
	return `${source.at} ${source.table < after.recordedIn ? '<=' : '<'} CAST(:at AS timestamptz)`;
}

/** What a table answers that does not say how something was done, or not yet (migration 019): a name without its table is looked for there first, then here. */
const NOT_RECORDED = '(SELECT CAST(NULL AS text) AS channel, CAST(NULL AS text) AS session_kind) AS not_recorded';

/** SQL for the codes of the documents a deed tells of. */
const told = ({ tellsOf, docCode }: Source): readonly string[] => tellsOf ?? (docCode === undefined ? [] : [docCode]);

/** At most a page of the deeds one table tells. Only conditions that are asked for are sent: each is one an index may answer. */
function pageOf(trx: Knex.Transaction, source: Source, query: AuditQuery): string {
	const conditions = [
		source.where,
		behind(source, query.after),
		query.who === null ? undefined : `${source.who} = :who`,
		query.from === null ? undefined : `${source.at} >= CAST(:from AS timestamptz)`,
		query.until === null ? undefined : `${source.at} < CAST(:until AS timestamptz)`,
		query.docCode === null ? undefined : (source.ofDocument ?? 'false'),
		...(isNarrowed(trx) ? told(source).map((code) => sees(trx, code)) : []),
	].filter((condition) => condition !== undefined);
	const text = (expression: string | undefined) => expression ?? 'NULL::text';
	return `(SELECT page.* FROM ${NOT_RECORDED} CROSS JOIN LATERAL (SELECT ${source.at} AS moment, ${source.who} AS who, channel, session_kind, ${source.what} AS what, ${text(source.docCode)} AS doc_code, ${text(source.entryId)} AS entry_id,
		${text(source.manifestId)} AS manifest_id, ${text(source.changeSetId)} AS change_set_id, ${text(source.rationale)} AS rationale,
		${source.detail ?? 'NULL::jsonb'} AS detail, '${source.table}' AS recorded_in, ${source.keyType === 'bigint' ? `lpad(${source.key}::text, 19, '0')` : `(${source.key})::text`} COLLATE "C" AS record_id
		FROM ${source.table} t WHERE ${conditions.join(' AND ')}
		ORDER BY ${source.at} DESC, ${source.key} DESC LIMIT :limit) page)`;
}

/** One keyset page of what was done, the newest first. */
export async function pageOfDeeds(trx: Knex.Transaction, query: AuditQuery): Promise<Deed[]> {
	const { who, docCode, from, until, after, limit } = query;
	const { rows } = await trx.raw(
		`SELECT ${timestamp('moment')} AS at, who, channel, session_kind, what, doc_code, entry_id, manifest_id, change_set_id, rationale, detail, recorded_in, record_id
		FROM (${SOURCES.map((source) => pageOf(trx, source, query)).join(' UNION ALL ')}) deeds
		ORDER BY moment DESC, recorded_in COLLATE "C" DESC, record_id DESC LIMIT :limit`,
		{ who, docCode, from, until, at: after?.at ?? null, recordId: after?.recordId ?? null, limit },
	);
	return rows;
}

/** The form in which a place in the list is given out. */
export const auditCursorText = ({ at, recorded_in, record_id }: Deed): string => `${at}~${recorded_in}~${record_id}`;

/** The place a text of that form names; null where it names none. */
export function auditCursorOf(text: string): AuditCursor | null {
	const [at = '', recordedIn = '', ...rest] = text.split('~');
	const source = SOURCES.find(({ table }) => table === recordedIn);
	const recordId = rest.join('~');
	const isKey = { uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, bigint: /^0\d{18}$/, text: /^[ -~]{1,255}$/ };
	return source && isKey[source.keyType].test(recordId) ? { at, recordedIn, recordId } : null;
}
