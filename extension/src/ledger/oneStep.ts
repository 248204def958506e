/** What a database holds before it is migrated in one step. */
import type { Client } from 'pg';

import type { OneStepFacts } from '../core/index.js';
import { countUnits, probeObjects } from './changeProbe.js';
import { recordedMigrations } from './migrations.js';

const LEDGER = ['decision_backlog_entry', 'dot_pair_signature', 'cut_change_set', 'cut_change_set_affected_row', 'verify_result', 'canonical_address_alias'].map(
	(name) => `cutter_governance.${name}`,
);
const TABLES = ['public.tac_logical_unit', 'public.tac_unit_version', 'sandbox_tac.logical_unit', ...LEDGER];

export async function readOneStep(client: Client, pending: string[]): Promise<OneStepFacts> {
	const there = (await probeObjects(client, TABLES.map((name) => ({ kind: 'table', name })))).filter(({ exists }) => exists).map(({ name }) => name);
	const recorded = (await recordedMigrations(client)).some(({ migration_id }) => migration_id < '012');
	const { units, sandbox_units } = await countUnits(client);
	let ledger = 0;
	for (const name of there.filter((each) => LEDGER.includes(each))) {
		// A name of the list above.
		ledger += Number((await client.query(`SELECT count(*) FROM ${name}`)).rows[0].count);
	}
	return { pending, units: (units ?? 0) + (sandbox_units ?? 0), ledger_rows: ledger, unrecorded_tables: recorded ? [] : there };
}
