/** Writes and closes aliases by hand: what third parties call a unit, and redirects. Rows are closed, never deleted. */
import { randomUUID } from 'node:crypto';

import type { AliasPage } from '../answers/index.js';
import { core, refuse, type AliasRow } from '../core/index.js';
import { closeAlias, insertAliases, lockAlias, lockAliases, neighbourhood, pageOfAliases, type AliasQuery } from '../ledger/aliases.js';
import { prefixesOf } from '../ledger/documents.js';
import { inLane } from '../ledger/transaction.js';
import { addressOfUnit, unitIdAt } from '../ledger/units.js';
import { authorised, type Context } from './context.js';

export interface AliasRequest {
	text: string;
	/** Canonical address of the unit, or its id. */
	target: string;
	kind: 'external_reference' | 'redirect';
	/** RFC 3339 or a date; null is now. */
	validFrom: string | null;
	validUntil: string | null;
	rationale: string;
	/** What the redirects of one split have in common. */
	scenario: string | null;
}

export async function writeAlias(context: Context, request: AliasRequest): Promise<AliasRow> {
	const actor = await authorised(context, 'executor');
	return inLane(context, 'executor', async ({ trx, now }) => {
		await lockAliases(trx);
		const targetUnitId = await unitIdAt(trx, request.target);
		if (!targetUnitId) refuse('not_found', 'ALIAS_TARGET_UNKNOWN', `There is no unit ${request.target}.`);
		const readTime = (time: string | null) => core((it) => (time === null ? null : it.read_time(time)));
		const text = await core((it) => it.lookup_text(request.text));
		const asked: AliasRow = {
			alias_id: randomUUID(),
			target_unit_id: targetUnitId,
			alias_text: text,
			alias_kind: request.kind,
			valid_from: (await readTime(request.validFrom)) ?? now,
			valid_until: await readTime(request.validUntil),
			created_by: actor,
			rationale: request.rationale.trim(),
			scenario_ref: request.scenario,
		};
		const address = (await addressOfUnit(trx, targetUnitId)) ?? '';
		const { units, aliases } = await neighbourhood(trx, [text, address], { everyUnit: true });
		const registered_prefixes = await prefixesOf(trx, text);
		const row = await core((it) => it.check_new_alias(asked, { facts: { units, aliases }, registered_prefixes }));
		await insertAliases(trx, [row]);
		return row;
	});
}

/** Ends an alias at a time (now, where none is named). */
export async function endAlias(context: Context, request: { id: string; at: string | null }): Promise<AliasRow> {
	await authorised(context, 'executor');
	return inLane(context, 'executor', async ({ trx, now }) => {
		await lockAliases(trx);
		const row = await lockAlias(trx, request.id);
		const closed = await core((it) => it.close_alias(row, request.at ?? now));
		await closeAlias(trx, closed.alias_id, closed.valid_until ?? now);
		return closed;
	});
}

/** Alias rows by text or target, in keyset pages. */
export async function readAliases(context: Context, query: AliasQuery): Promise<AliasPage> {
	await authorised(context, 'observer');
	const aliases = await inLane(context, 'reader', ({ trx }) => pageOfAliases(trx, query));
	return { aliases, next: aliases.length === query.limit ? (aliases.at(-1)?.alias_id ?? null) : null };
}
