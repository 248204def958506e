/** The texts one unit had, each with the change set that wrote it and what became of that. */
import type { Knex } from 'knex';

import type { UnitVersionShown } from '../answers/index.js';
import { codeOfUnit, sees } from './sight.js';
import { timestamp } from './transaction.js';

/** Every version of a unit, the newest first. */
export async function versionsOfUnit(trx: Knex.Transaction, unitId: string): Promise<UnitVersionShown[]> {
	const { rows } = await trx.raw(
		`SELECT v.version_seq, v.title, v.lifecycle_status, v.content_hash, v.created_by, ${timestamp('v.created_at')} AS created_at,
			${timestamp('v.enacted_at')} AS enacted_at, ${timestamp('v.superseded_at')} AS superseded_at, ${timestamp('v.retired_at')} AS retired_at,
			v.change_set_id, c.operation_kind, c.manifest_id,
			(SELECT r.verdict FROM cutter_governance.verify_result r WHERE r.change_set_id = v.change_set_id ORDER BY r.finished_at DESC LIMIT 1) AS verdict
		FROM public.tac_unit_version v LEFT JOIN cutter_governance.cut_change_set c ON c.change_set_id = v.change_set_id
		WHERE v.unit_id = ? AND ${sees(trx, codeOfUnit('v.unit_id'))} ORDER BY v.version_seq DESC`,
		[unitId],
	);
	return rows;
}
