/** Grammar profiles of the installation, as editors wrote them; the core says whether one can be used. */
import type { Knex } from 'knex';

import type { CustomProfile } from '../core/index.js';

/** The row of that name, if there is one. */
export async function customProfile(trx: Knex.Transaction, id: string | null): Promise<CustomProfile | null> {
	const { rows } = await trx.raw(
		'SELECT profile_id, version, title, definition, active FROM public.cutter_grammar_profile WHERE profile_id = ?',
		[id],
	);
	return rows[0] ?? null;
}
