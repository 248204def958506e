/** Rows of one cut that name other documents. They are signed and sealed as they are, so what somebody does not see is not taken out of them: they are given whole or not. */
import type { Knex } from 'knex';

import { refuse } from '../core/index.js';
import { codeOfEntry, isNarrowed, sees } from './sight.js';
import { CHANGE_SETS, ENTRIES, HISTORY, SWEEPS, VERIFY_RESULTS } from './tables.js';

const listIn = (row: string, member: string): string => `CASE WHEN jsonb_typeof(${row}->'${member}') = 'array' THEN ${row}->'${member}' ELSE '[]' END`;

/** The documents around a cut, as it found them, in the row of its change set `c`. */
const inScope = (trx: Knex.Transaction): string =>
	`EXISTS (SELECT FROM jsonb_object_keys(CASE WHEN jsonb_typeof(c.payload_summary->'scope_before') = 'object' THEN c.payload_summary->'scope_before' ELSE '{}' END) AS around (code)
		WHERE NOT ${sees(trx, 'around.code')})`;

/** SQL that is true of a finding of VERIFY, `alias`, about a document that is not seen. */
export const findsInAnother = (trx: Knex.Transaction, alias: string): string => `(${alias}->>'code' = 'SCOPE_CHANGED' AND NOT ${sees(trx, `${alias}->>'address'`)})`;

const inFindings = (trx: Knex.Transaction): string =>
	`EXISTS (SELECT FROM ${VERIFY_RESULTS.name} v CROSS JOIN LATERAL jsonb_array_elements(v.findings) AS found (finding)
		WHERE v.change_set_id = c.change_set_id AND ${findsInAnother(trx, 'found.finding')})`;

/** Entries that were swept together with that of the change set `c`, or lay where the batch began or ended. */
const inSweeps = (trx: Knex.Transaction): string =>
	`EXISTS (SELECT FROM ${HISTORY.name} h JOIN ${SWEEPS.name} s ON s.sweep_id = CAST(h.change_diff->>'sweep_id' AS uuid)
		CROSS JOIN LATERAL (
			SELECT jsonb_array_elements_text(${listIn('s.findings', 'promoted')} || ${listIn('s.findings', 'blocked')}) AS id
			UNION SELECT split_part(s.cursor_before, '~', 2) UNION SELECT split_part(s.cursor_after, '~', 2)
		) swept
		JOIN ${ENTRIES.name} e ON CAST(e.entry_id AS text) = swept.id
		WHERE h.entry_id = c.decision_backlog_entry_id AND NOT coalesce(${sees(trx, codeOfEntry('e'))}, false))`;

/**
 * Refuses rows that name a document which is not seen.
 *
 * @param what the row of the change set alone, or the whole bundle of it
 */
export async function refuseNamesOfOthers(trx: Knex.Transaction, changeSetId: string, what: 'row' | 'bundle'): Promise<void> {
	if (!isNarrowed(trx)) return;
	const places = what === 'row' ? [inScope(trx)] : [inScope(trx), inFindings(trx), inSweeps(trx)];
	const { rows } = await trx.raw(`SELECT ${places.join(' OR ')} AS others FROM ${CHANGE_SETS.name} c WHERE c.change_set_id = ?`, [changeSetId]);
	if (rows[0]?.others) refuse('forbidden', 'EVIDENCE_NAMES_OTHERS', `The evidence of the change set ${changeSetId} names documents that you may not read, and is sealed as a whole: ask somebody for it who may read every document.`);
}
