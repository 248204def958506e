/** MARK in mode attest: proposes to take existing units under governance, as they are. Touches no unit. */
import type { AttestMarked } from '../answers/index.js';
import { coreInBackground } from '../core/background.js';
import { attestedFacts, docCodesOf, type AttestScope } from '../ledger/attested.js';
import { attestationsOf, insertEntry, insertHistory } from '../ledger/backlog.js';
import { insertManifest } from '../ledger/manifests.js';
import { inLane, lockDocument } from '../ledger/transaction.js';
import { permitted, type Context } from './context.js';

export interface AttestRequest {
	/** Addresses or ids; empty where a whole document is asked for. */
	units: string[];
	docCode: string | null;
	rationale: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function attestUnits(context: Context, request: AttestRequest): Promise<AttestMarked> {
	const actor = await permitted(context, 'mark');
	const scope: AttestScope =
		request.docCode === null ? { ids: request.units.filter((text) => UUID.test(text)), addresses: request.units } : { docCode: request.docCode };
	return inLane(context, 'executor', async ({ trx, now }) => {
		// Two requests for units of one document wait for each other, whichever way they name them.
		const [named] = request.docCode === null ? await docCodesOf(trx, scope) : [request.docCode];
		if (named !== undefined) await lockDocument(trx, named);
		const found = await attestedFacts(trx, scope);
		const earlier = named === undefined ? [] : await attestationsOf(trx, named);
		const outcome = await coreInBackground('attest', {
			requested: request.units,
			doc_code: request.docCode,
			found,
			earlier_entries: earlier,
			rationale: request.rationale,
			actor,
			now,
		});
		if (outcome.rows) {
			await insertEntry(trx, outcome.rows.entry);
			await insertHistory(trx, [outcome.rows.history]);
			await insertManifest(trx, { ...outcome, rows: outcome.rows }, { source: null, profile: null, now });
		}
		const { rows: _rows, manifest_text: _text, ...answer } = outcome;
		return answer;
	});
}
