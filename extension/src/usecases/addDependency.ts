/** Records that one entry depends on another: it waits for it, supersedes it, refines it, or relates to it. */
import type { Dependency } from '../answers/index.js';
import { core, type DependencyKind } from '../core/index.js';
import { dependenciesFrom, insertDependency, lockDependencies, lockEntry } from '../ledger/backlog.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

export interface DependencyRequest {
	entryId: string;
	/** The other entry. */
	on: string;
	kind: DependencyKind;
}

export async function addDependency(context: Context, request: DependencyRequest): Promise<Dependency> {
	const actor = await authorised(context, 'executor');
	return inLane(context, 'executor', async ({ trx, now }) => {
		await lockDependencies(trx);
		const entry = await lockEntry(trx, request.entryId);
		const on = await lockEntry(trx, request.on);
		const edges = await dependenciesFrom(trx, [entry.entry_id, on.entry_id], request.kind);
		const outcome = await core((it) => it.depend({ entry, on, kind: request.kind, edges, actor, now }));
		if (!outcome.already_there) await insertDependency(trx, outcome.row);
		return { already_there: outcome.already_there, ...outcome.row };
	});
}
