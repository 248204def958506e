/**
 * What of the ledger a person sees. A transaction that is begun for somebody who may not read every document is narrowed to theirs,
 * and every statement that finds rows by what a person asks for has the condition `sees`: what they do not see is not there.
 */
import type { Knex } from 'knex';

import type { Sight } from '../host/sight.js';
import { CHANGE_SETS, ENTRIES, UNITS } from './tables.js';

/** Transactions of people who see some documents alone. */
const narrowed = new WeakSet<Knex.Transaction>();

/** Narrows a transaction, before anything is read in it. */
export async function narrow(trx: Knex.Transaction, sight: Sight): Promise<void> {
	if (sight === null) return;
	await trx.raw("SELECT set_config('cutter.sight', CAST(CAST(? AS text[]) AS text), true)", [sight as string[]]);
	narrowed.add(trx);
}

/** Whether there are documents that whoever this transaction is for does not see. */
export const isNarrowed = (trx: Knex.Transaction): boolean => narrowed.has(trx);

/**
 * SQL that is true of a row whose document is seen; of one that belongs to no document only for those who see all.
 *
 * @param docCode SQL for the code of its document
 */
export const sees = (trx: Knex.Transaction, docCode: string): string => (isNarrowed(trx) ? `${docCode} = ANY(CAST(current_setting('cutter.sight') AS text[]))` : 'true');

/** SQL for the code of the document of an entry, `alias` naming its row: an escalation tells it by the entry it is about. */
export const codeOfEntry = (alias: string): string =>
	`coalesce(${alias}.payload->>'doc_code', (SELECT about.payload->>'doc_code' FROM ${ENTRIES.name} about WHERE about.entry_id = CAST(${alias}.payload->>'entry_id' AS uuid)))`;

/** SQL for the code of the document of a manifest. */
export const codeOfManifest = (id: string): string =>
	`(SELECT about.payload->>'doc_code' FROM ${ENTRIES.name} about WHERE about.kind = 'cut_request' AND about.payload->>'manifest_id' = CAST(${id} AS text))`;

/** SQL for the code of the document of a change set. */
export const codeOfChangeSet = (id: string): string => `(SELECT ${codeOfManifest('made.manifest_id')} FROM ${CHANGE_SETS.name} made WHERE made.change_set_id = ${id})`;

/** SQL for the code of the document of a unit. */
export const codeOfUnit = (id: string): string => `(SELECT holder.doc_code FROM ${UNITS.name} holder WHERE holder.id = ${id})`;
