/** Where the records of governed change are read: on a connection of the migration role, or in a transaction of a reader. */
import type { Knex } from 'knex';
import type { QueryResult } from 'pg';

import { refuse } from '../core/index.js';
import type { LaneHost } from './lanes.js';
import { inLane } from './transaction.js';

/** What reading needs; the driver's own client has it. */
export interface Records {
	query: (text: string, values?: unknown[]) => Promise<Pick<QueryResult, 'rows'>>;
}

/** Statements on these records name their values as the driver does, `$1`; Knex names them `:v1`. */
export const recordsIn = (trx: Knex.Transaction): Records => ({
	query: (text, values = []) =>
		// The space keeps a cast from becoming a part of the name.
		trx.raw(text.replace(/\$(\d+)/g, ':v$1 '), Object.fromEntries(values.map((value, index) => [`v${index + 1}`, value]))),
});

const READABLE = "SELECT has_table_privilege('cutter_control.change_run', 'SELECT') AS readable";

/** Reads under the role that reads the ledger, in one state throughout; migration 016 lets it. */
export const readingRecords = <T>(host: LaneHost, work: (records: Records) => Promise<T>): Promise<T> =>
	inLane(host, 'reader', async ({ trx }) => {
		const { rows } = await trx.raw(READABLE);
		if (!rows[0].readable) {
			refuse('conflict', 'CHANGE_NOT_READABLE', 'The records of governed change cannot be read here before migration 016_change_readers: "directus cutter migrate status" says what is pending.');
		}
		return work(recordsIn(trx));
	});
