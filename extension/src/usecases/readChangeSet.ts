/** Reads a change set as an auditor wants it: what, who, when, verified how, its row matrix, and the rehearsals before it. */
import type { ChangeSetShown } from '../answers/index.js';
import { changeSetShown, rehearsalMatrix, rehearsalsOf, rowMatrix, rowsNow, signaturesAbout } from '../ledger/changeSetShown.js';
import { namesOf } from '../ledger/people.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

export async function readChangeSet(context: Context, id: string): Promise<ChangeSetShown> {
	await authorised(context, 'observer');
	const found = await inLane(context, 'observer', async ({ trx }) => {
		const row = await changeSetShown(trx, id);
		const matrix = row.operation_kind === 'rehearsal' ? rehearsalMatrix(trx, id) : rowMatrix(trx, { entryId: row.entry_id, manifestId: row.manifest_id });
		return { ...row, signatures: await signaturesAbout(trx, id), row_matrix: await matrix, rehearsals: await rehearsalsOf(trx, row.manifest_id) };
	});
	const people = [found.emitted_by, found.verify_result?.verified_by, ...found.signatures.map(({ signer_identity }) => signer_identity)];
	return { ...found, rows_now: await inLane(context, 'reader', ({ trx }) => rowsNow(trx, id)), names: await namesOf(context.database, people) };
}
