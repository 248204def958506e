/** The texts one unit had, each with the change set that wrote it and what became of that. */
import type { Knex } from 'knex';

import type { PartVersionShown, UnitHistoryRead } from '../answers/index.js';
import { codeOfUnit, sees } from './sight.js';
import { timestamp } from './transaction.js';
import { newestFirst } from './units.js';

const SHOWN = `v.version_seq, v.title, v.lifecycle_status, v.content_hash, v.created_by, ${timestamp('v.created_at')} AS created_at,
	${timestamp('v.enacted_at')} AS enacted_at, ${timestamp('v.superseded_at')} AS superseded_at, ${timestamp('v.retired_at')} AS retired_at,
	v.change_set_id, c.operation_kind, c.manifest_id,
	(SELECT r.verdict FROM cutter_governance.verify_result r WHERE r.change_set_id = v.change_set_id ORDER BY r.finished_at DESC LIMIT 1) AS verdict`;
const FROM = 'public.tac_unit_version v LEFT JOIN cutter_governance.cut_change_set c ON c.change_set_id = v.change_set_id';

/** Every version of a unit, the newest first. */
export async function versionsOfUnit(trx: Knex.Transaction, unitId: string): Promise<UnitHistoryRead['versions']> {
	const { rows } = await trx.raw(
		`SELECT ${SHOWN}, v.content_profile->>'heading' AS heading, v.body
		FROM ${FROM} WHERE v.unit_id = ? AND ${sees(trx, codeOfUnit('v.unit_id'))} ORDER BY ${newestFirst('v')}`,
		[unitId],
	);
	return rows;
}

/** So many are told; an article whose every clause an act touched has them all. */
const PARTS = 200;

/** What happened to the units below one: every version but the one each began with together with the unit itself, and every end. */
export async function versionsOfParts(trx: Knex.Transaction, unitId: string): Promise<{ parts: PartVersionShown[]; more: number }> {
	const { rows } = await trx.raw(
		`WITH RECURSIVE below (id) AS (
			SELECT u.id FROM public.tac_logical_unit u WHERE u.parent_id = :unitId
			UNION SELECT u.id FROM below b JOIN public.tac_logical_unit u ON u.parent_id = b.id
		)
		SELECT ${SHOWN}, v.unit_id, u.canonical_address, coalesce(u.identity_profile->>'label', '') AS label, CAST(count(*) OVER () AS int) AS total
		FROM ${FROM} JOIN public.tac_logical_unit u ON u.id = v.unit_id
		WHERE v.unit_id IN (SELECT id FROM below) AND ${sees(trx, codeOfUnit('v.unit_id'))}
			AND (v.version_seq > 1 OR v.retired_at IS NOT NULL OR v.change_set_id IS DISTINCT FROM (SELECT f.change_set_id FROM public.tac_unit_version f WHERE f.unit_id = :unitId AND f.version_seq = 1))
		ORDER BY greatest(v.created_at, v.retired_at) DESC, u.sort_order, v.version_seq DESC LIMIT ${PARTS}`,
		{ unitId },
	);
	return { parts: rows.map(({ total: _, ...part }: PartVersionShown & { total: number }) => part), more: Math.max((rows[0]?.total ?? 0) - PARTS, 0) };
}
