/** What texts cite: which are to be read, what was read, and who cites what. */
import type { Knex } from 'knex';

import type { CitingText, WantedDocument } from '../answers/index.js';
import type { Child, CitedUnit, CitedWork } from '../core/index.js';
import type { CitingPlace } from './cursor.js';
import { insertRows } from './insert.js';
import { recordsIn } from './records.js';
import { isTable } from './server.js';
import { STANDS_AT, STANDS_FROM } from './moment.js';
import { isNarrowed, sees } from './sight.js';
import { ACCEPTED_CITATIONS, ALIASES, CHANGE_SETS, DOCUMENT_NAMES, REFERENCES, UNITS, VERSIONS } from './tables.js';
import { timestamp } from './transaction.js';

const READ = 'cutter_control.version_read';

/** Versions that began to stand at one moment; null of texts that no change wrote. */
export interface UnreadTexts {
	asOf: string | null;
	versions: string[];
}

const NOT_READ = `NOT EXISTS (SELECT FROM ${READ} r WHERE r.version_id = v.id)`;

/** The texts of a document that were not read yet, by the moment at which they began to stand. */
export async function unreadTexts(trx: Knex.Transaction, docCode: string): Promise<UnreadTexts[]> {
	const { rows } = await trx.raw(
		`SELECT ${timestamp('t.at')} AS "asOf", json_agg(t.id) AS versions FROM (
			SELECT v.id, CASE WHEN v.change_set_id IS NOT NULL THEN ${STANDS_FROM} END AS at FROM ${UNITS.name} u JOIN ${VERSIONS.name} v ON v.unit_id = u.id
			WHERE u.doc_code = ? AND ${NOT_READ}) t
		GROUP BY t.at ORDER BY t.at NULLS LAST`,
		[docCode],
	);
	return rows;
}

/** Codes of documents that have texts that were not read yet, one page after a code. */
export async function documentsUnread(trx: Knex.Transaction, after: string, limit: number): Promise<string[]> {
	const { rows } = await trx.raw(
		`SELECT d.doc_code FROM public.cutter_source_document d
		WHERE d.doc_code > ? AND EXISTS (SELECT FROM ${UNITS.name} u JOIN ${VERSIONS.name} v ON v.unit_id = u.id WHERE u.doc_code = d.doc_code AND ${NOT_READ})
		ORDER BY d.doc_code LIMIT ?`,
		[after, limit],
	);
	return rows.map(({ doc_code: code }: { doc_code: string }) => code);
}

/** What documents say of themselves: their profiles, and the cards of their newest cuts as JSON text, empty where they have none; in the order of their codes. */
export async function citingWorks(trx: Knex.Transaction, docCodes: readonly string[]): Promise<CitedWork[]> {
	const { rows } = await trx.raw(
		`SELECT d.doc_code, d.prefix, d.profile, coalesce((SELECT CAST(CAST(b.body AS json)->'card' AS text) FROM ${CHANGE_SETS.name} c JOIN cutter_control.manifest_body b ON b.envelope_id = c.manifest_id
			WHERE c.source_document_ref = CAST(d.id AS text) AND c.operation_kind = 'first_cut' ORDER BY c.applied_at DESC LIMIT 1), '') AS card
		FROM public.cutter_source_document d WHERE d.doc_code = ANY(CAST(? AS text[])) ORDER BY d.doc_code`,
		[docCodes as string[]],
	);
	return rows;
}

/** Keeps what was read of these versions; of two that read at once the second keeps nothing. */
export async function keepReferences(trx: Knex.Transaction, read: { versions: readonly string[]; rows: string; engine: string; now: string }): Promise<void> {
	const { rows } = await trx.raw(
		`INSERT INTO ${READ} (version_id, engine, read_at) SELECT id, :engine, :now FROM unnest(CAST(:versions AS uuid[])) AS id ON CONFLICT DO NOTHING RETURNING version_id`,
		{ versions: read.versions, engine: read.engine, now: read.now },
	);
	const ours = new Set(rows.map(({ version_id: id }: { version_id: string }) => id));
	if (ours.size === read.versions.length) await insertRows(trx, REFERENCES, read.rows);
	else await insertRows(trx, REFERENCES, (JSON.parse(read.rows) as { version_id: string }[]).filter(({ version_id: id }) => ours.has(id)));
}

export type CitingRow = Omit<CitingText, 'settled' | 'of' | 'concerns' | 'place'> & CitingPlace & { targets: string[]; since: string | null };

const ROW = `v.unit_id, u.canonical_address, u.identity_profile->>'label' AS label, v.title, r.doc_code, d.title AS document_title, r.part, r.starts, r.ends, r.words, r.kind,
	r.document, r.provision, r.targets, CAST(v.in_force_from AS text) AS since, r.doc_code AS "docCode", u.sort_order AS "sortOrder", r.version_id AS "versionId", r.position`;
const FROM = `${REFERENCES.name} r JOIN ${VERSIONS.name} v ON v.id = r.version_id JOIN ${UNITS.name} u ON u.id = v.unit_id
	LEFT JOIN public.cutter_source_document d ON d.doc_code = r.doc_code`;
const ACCEPTED = `(SELECT json_build_object('asks', a.asks, 'why', a.why, 'by', a.accepted_by, 'at', ${timestamp('a.accepted_at')})
	FROM ${ACCEPTED_CITATIONS.name} a WHERE a.version_id = r.version_id AND a.position = r.position)`;
const AFTER = `(CAST(:docCode AS text) IS NULL OR (r.doc_code, u.sort_order, r.version_id, r.position) > (:docCode, CAST(:sortOrder AS int), CAST(:versionId AS uuid), CAST(:position AS int)))`;
const IN_ORDER = 'ORDER BY r.doc_code, u.sort_order, r.version_id, r.position LIMIT :limit';
const NOWHERE = { docCode: null, sortOrder: null, versionId: null, position: null };

interface CitingPageAsked {
	asOf: string;
	after: CitingPlace | null;
	limit: number;
}

/** Before migration 029 is applied nobody lets anything stand, and citations are told meanwhile. */
export const isAcceptanceKept = (trx: Knex.Transaction): Promise<boolean> => isTable(recordsIn(trx), ACCEPTED_CITATIONS.name);

/** One page of citations in texts that stand then. What is quoted belongs to another law. */
async function pageOf(trx: Knex.Transaction, where: string, which: Record<string, string | readonly string[]>, { asOf, after, limit }: CitingPageAsked): Promise<CitingRow[]> {
	const accepted = (await isAcceptanceKept(trx)) ? ACCEPTED : 'NULL';
	const { rows } = await trx.raw(`SELECT ${ROW}, ${accepted} AS accepted FROM ${FROM} WHERE ${where} AND NOT r.quoted AND ${STANDS_AT} AND ${AFTER} AND ${sees(trx, 'r.doc_code')} ${IN_ORDER}`, {
		...which, ...NOWHERE, ...after, asOf, limit,
	});
	return rows;
}

/** Those of these targets. */
export const referencesTo = (trx: Knex.Transaction, targets: readonly string[], page: CitingPageAsked) => pageOf(trx, 'r.targets && CAST(:targets AS text[])', { targets }, page);

/** Those that these units make. */
export const referencesIn = (trx: Knex.Transaction, unitIds: readonly string[], page: CitingPageAsked) => pageOf(trx, 'v.unit_id = ANY(CAST(:unitIds AS uuid[]))', { unitIds }, page);

/** Those that a document makes. */
export const referencesOfDocument = (trx: Knex.Transaction, document: string, page: CitingPageAsked) => pageOf(trx, 'u.doc_code = :document', { document }, page);

/** Those that other documents make of one that has these keys. */
export const referencesToDocument = (trx: Knex.Transaction, { docCode, keys }: { docCode: string; keys: readonly string[] }, page: CitingPageAsked) =>
	pageOf(trx, 'r.document_key = ANY(CAST(:keys AS text[])) AND r.doc_code <> :own', { own: docCode, keys }, page);

/** The one at a place; none where the text that made it does not stand. */
export const referenceAt = (trx: Knex.Transaction, { docCode, versionId, position }: CitingPlace, asOf: string) =>
	pageOf(trx, 'r.version_id = :version AND r.position = CAST(:at AS int) AND r.doc_code = :own', { version: versionId, at: String(position), own: docCode }, { asOf, after: null, limit: 1 });

/** Codes of registered documents in their order, one page behind a code. */
export async function documentsBehind(trx: Knex.Transaction, code: string, limit: number): Promise<string[]> {
	const { rows } = await trx.raw(`SELECT d.doc_code FROM public.cutter_source_document d WHERE d.doc_code > ? AND ${sees(trx, 'd.doc_code')} ORDER BY d.doc_code LIMIT ?`, [code, limit]);
	return rows.map(({ doc_code: docCode }: { doc_code: string }) => docCode);
}

/** Keeps that somebody lets a citation stand, in the place of what was kept before. */
export async function keepAccepted(trx: Knex.Transaction, { versionId, position }: CitingPlace, said: { asks: string; why: string; actor: string; now: string }): Promise<void> {
	await takeBackAccepted(trx, { versionId, position });
	await insertRows(trx, ACCEPTED_CITATIONS, [{ version_id: versionId, position, asks: said.asks, why: said.why, accepted_by: said.actor, accepted_at: said.now }]);
}

/** Takes that back. */
export async function takeBackAccepted(trx: Knex.Transaction, { versionId, position }: Pick<CitingPlace, 'versionId' | 'position'>): Promise<void> {
	await trx.raw(`DELETE FROM ${ACCEPTED_CITATIONS.name} WHERE version_id = ? AND position = ?`, [versionId, position]);
}

/** Units that stand in one of these, they themselves among them. */
export async function unitsIn(trx: Knex.Transaction, unitIds: readonly string[]): Promise<string[]> {
	const { rows } = await trx.raw(
		`WITH RECURSIVE inside (id) AS (SELECT unnest(CAST(? AS uuid[])) UNION SELECT u.id FROM inside i JOIN ${UNITS.name} u ON u.parent_id = i.id) SELECT id FROM inside`,
		[unitIds as string[]],
	);
	return rows.map(({ id }: { id: string }) => id);
}

/** By what units were ever cited. */
export async function citedUnits(trx: Knex.Transaction, unitIds: readonly string[]): Promise<CitedUnit[]> {
	const { rows } = await trx.raw(
		`SELECT u.id AS unit_id, u.doc_code, d.prefix,
			ARRAY(SELECT n.key FROM ${DOCUMENT_NAMES.name} n WHERE n.source_document_id = d.id ORDER BY n.key) AS keys,
			ARRAY(SELECT u.canonical_address UNION SELECT a.alias_text FROM ${ALIASES.name} a WHERE a.target_unit_id = u.id) AS texts
		FROM ${UNITS.name} u JOIN public.cutter_source_document d ON d.doc_code = u.doc_code WHERE u.id = ANY(CAST(? AS uuid[])) AND ${sees(trx, 'u.doc_code')} ORDER BY u.sort_order, u.id`,
		[unitIds as string[]],
	);
	return rows;
}

/** What stands right below units. */
export async function childrenOf(trx: Knex.Transaction, unitIds: readonly string[]): Promise<Child[]> {
	const { rows } = await trx.raw(`SELECT parent_id, section_code FROM ${UNITS.name} WHERE parent_id = ANY(CAST(? AS uuid[])) AND section_code IS NOT NULL`, [unitIds as string[]]);
	return rows;
}

/** Documents that are cited and are in no registry, those cited by the most documents first. */
export async function wantedDocuments(trx: Knex.Transaction, limit: number): Promise<WantedDocument[]> {
	// What somebody does not see neither cites nor is registered for them.
	const narrowed = isNarrowed(trx);
	const seen = narrowed ? `AND ${sees(trx, 'r.doc_code')}` : '';
	const registered = narrowed ? `JOIN public.cutter_source_document d ON d.id = n.source_document_id AND ${sees(trx, 'd.doc_code')}` : '';
	const { rows } = await trx.raw(
		`SELECT w.key, (SELECT r.document FROM ${REFERENCES.name} r WHERE r.document_key = w.key AND NOT r.quoted LIMIT 1) AS name, w.documents, w.references
		FROM (SELECT r.document_key AS key, CAST(count(DISTINCT r.doc_code) AS int) AS documents, CAST(count(*) AS int) AS "references"
			FROM ${REFERENCES.name} r WHERE NOT r.quoted AND r.document_key IS NOT NULL ${seen}
				AND NOT EXISTS (SELECT FROM ${DOCUMENT_NAMES.name} n ${registered} WHERE n.key = r.document_key)
			GROUP BY r.document_key ORDER BY documents DESC, "references" DESC, key LIMIT ?) w
		ORDER BY w.documents DESC, w.references DESC, w.key`,
		[limit],
	);
	return rows;
}
