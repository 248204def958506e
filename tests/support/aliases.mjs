// Aliases as structure operations will write them, and as an executor writes them over HTTP.

import { randomUUID } from 'node:crypto';
import { httpClient } from '../../scripts/lib/http.mjs';
import { tamper } from './ledger.mjs';

const DAY = 86_400_000;

/** Now and `days` later, to the day and a bit, as the API takes it. */
export const inDays = (days) => new Date(Date.now() + days * DAY).toISOString();

/** A row behind the back of the rules; the structure operations that write such rows over HTTP come later. */
export async function forceAlias(system, { kind, text, target, from, until = null, scenario = null }) {
	const id = randomUUID();
	await tamper(
		system,
		`INSERT INTO cutter_governance.canonical_address_alias
			(alias_id, target_unit_id, alias_text, alias_kind, valid_from, valid_until, created_by, rationale, scenario_ref)
		VALUES ($1, $2, $3, $4, $5, $6, 'test', 'told by the test', $7)`,
		[id, target, text, kind, from, until, scenario],
	);
	return id;
}

/** Retires a unit at a time, as a structure operation will. */
export async function retire(system, id, when) {
	await tamper(system, "UPDATE public.tac_logical_unit SET lifecycle_status = 'retired' WHERE id = $1", [id]);
	await tamper(system, "UPDATE public.tac_unit_version SET lifecycle_status = 'retired', retired_at = $2 WHERE unit_id = $1", [id, when]);
}

/** A unit that comes into being at a time, without text. */
export async function bear(system, { address, docCode, when }) {
	const id = randomUUID();
	await tamper(
		system,
		`INSERT INTO public.tac_logical_unit (id, canonical_address, doc_code, section_type, sort_order, tier, lifecycle_status, owner_ref,
			identity_profile, created_at, updated_at, authority, canonical_address_format_version)
		VALUES ($1, $2, $3, 'article', 900, 'tier-0', 'draft_only', 'test', '{"title":"New","label":"Mới"}', $4, $4, 'draft', 'canonical-address-v2')`,
		[id, address, docCode, when],
	);
	return id;
}

/** Resolves one text as a reviewer: `{ status, body }`. */
export const resolve = (system, address, query = {}) =>
	httpClient(system.url, system.users.reviewer.token).send('GET', `/cutter/resolve?${new URLSearchParams({ address, ...query })}`);

/** What the answer comes down to: status, outcome, ids of the units. */
export async function told(system, address, query) {
	const { status, body } = await resolve(system, address, query);
	return [status, body.data.outcome, body.data.units.map((unit) => unit.id)];
}
