/** Where a unit comes from and what became of it: everything that splits and joins connect with it, as change sets recorded it. */
import type { Knex } from 'knex';

import type { Lineage } from '../answers/index.js';
import { ALIASES, CHANGE_SETS, UNIT_BLOCKS, UNITS, VERSIONS } from './tables.js';
import { timestamp } from './transaction.js';
import { STANDS } from './takenUp.js';

/** Splits and joins that were carried out and not taken back, with the units on either side. */
const LINKS = `SELECT c.change_set_id, origin.target_unit_id AS from_id, result.target_unit_id AS to_id
	FROM ${CHANGE_SETS.name} c
	JOIN ${UNIT_BLOCKS.name} origin ON origin.envelope_id = c.manifest_id AND origin.block_role = 'origin'
	JOIN ${UNIT_BLOCKS.name} result ON result.envelope_id = c.manifest_id AND result.block_role = 'result'
	WHERE c.operation_kind IN ('split', 'merge') AND c.status IN ('applied', 'verified') AND ${STANDS}
		AND c.payload_summary->>'doc_code' = (SELECT doc_code FROM ${UNITS.name} WHERE id = :unitId)`;

/** The unit and every other that a chain of splits and joins leads to, in either direction. */
const FAMILY = `WITH RECURSIVE links AS MATERIALIZED (${LINKS}), family (id) AS (
		SELECT CAST(:unitId AS uuid)
		UNION
		SELECT CASE WHEN l.from_id = f.id THEN l.to_id ELSE l.from_id END FROM family f JOIN links l ON f.id IN (l.from_id, l.to_id)
	)`;

const held = `(
	SELECT json_agg(json_build_object('address', h.address, 'since', ${timestamp('h.since')}, 'until', ${timestamp('h.until')}) ORDER BY h.since)
	FROM (
		SELECT a.alias_text AS address, a.valid_from AS since, a.valid_until AS until FROM ${ALIASES.name} a WHERE a.target_unit_id = u.id AND a.alias_kind = 'previous_canonical'
		UNION ALL
		SELECT u.canonical_address, coalesce((SELECT max(a.valid_until) FROM ${ALIASES.name} a WHERE a.target_unit_id = u.id AND a.alias_kind = 'previous_canonical'), u.created_at), NULL
	) h
)`;

const versions = `(
	SELECT coalesce(json_agg(json_build_object('version_seq', v.version_seq, 'created_at', ${timestamp('v.created_at')}, 'enacted_at', ${timestamp('v.enacted_at')}) ORDER BY v.version_seq), '[]')
	FROM ${VERSIONS.name} v WHERE v.unit_id = u.id
)`;

/** The lineage of a unit; of one that was never split or joined it is the unit alone. */
export async function lineageOf(trx: Knex.Transaction, unitId: string): Promise<Lineage> {
	const { rows: units } = await trx.raw(
		`${FAMILY}
		SELECT u.id, coalesce(u.identity_profile->>'label', '') AS label, coalesce(u.identity_profile->>'title', '') AS title, u.canonical_address, u.lifecycle_status, u.authority,
			${timestamp('u.created_at')} AS born_at, ${held} AS addresses, ${versions} AS versions,
			(SELECT ${timestamp('max(v.retired_at)')} FROM ${VERSIONS.name} v WHERE v.unit_id = u.id AND u.lifecycle_status = 'retired') AS ended_at
		FROM family JOIN ${UNITS.name} u USING (id) ORDER BY u.created_at, u.sort_order, u.id`,
		{ unitId },
	);
	const { rows: steps } = await trx.raw(
		`${FAMILY}
		SELECT c.change_set_id, c.operation_kind, ${timestamp('c.applied_at')} AS at,
			(SELECT json_agg(DISTINCT l.from_id) FROM links l WHERE l.change_set_id = c.change_set_id) AS from,
			(SELECT json_agg(DISTINCT l.to_id) FROM links l WHERE l.change_set_id = c.change_set_id) AS to
		FROM ${CHANGE_SETS.name} c
		WHERE c.change_set_id IN (SELECT l.change_set_id FROM links l JOIN family f ON f.id = l.from_id) ORDER BY c.applied_at, c.change_set_id`,
		{ unitId },
	);
	const { rows: now } = await trx.raw(`SELECT ${timestamp('now()')} AS now`);
	return { units, steps, now: now[0].now };
}
