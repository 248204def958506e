/** What PostgreSQL itself refused, in words: the guards of the tables hold whoever writes, and say why. */
import { createError } from '@directus/errors';
import type { Knex } from 'knex';

import { COLLECTIONS } from '../collections/index.js';

/** The part of a PostgreSQL error that is read here. */
interface DatabaseError {
	code?: string;
	message?: string;
	schema?: string;
	table?: string;
	column?: string;
	constraint?: string;
}

const INSUFFICIENT_PRIVILEGE = '42501';

/** A guard's own words, `CODE: sentence`; Knex puts the statement in front of them. */
const GUARD = /(?:^| - )([A-Z]+(?:_[A-Z]+)+): (.+)$/s;

const SCHEMAS = new Set(['public', 'sandbox_tac', 'cutter_governance', 'cutter_control']);
const OWN_TABLE = new RegExp(`\\b(${COLLECTIONS.map(({ collection }) => collection).join('|')})\\b`);

interface Place {
	table: string;
	column?: string;
}

const refusal = (code: string, sentence: string, status: number, place: Place) => new (createError<Place>(`CUTTER_${code}`, sentence, status))(place);

const tableGuarded = (table: string) =>
	refusal('TABLE_GUARDED', `Rows of ${table} are written by the cutter alone: what changes a document is marked, reviewed, cut and verified.`, 403, { table });

/**
 * The refusal that a guard, a constraint or a missing privilege on a table of the cutter stands for.
 * @returns undefined where it is about something else.
 */
export function databaseRefusal(error: unknown): Error | undefined {
	const { code = '', message = '', schema = '', table, column, constraint } = (error ?? {}) as DatabaseError;
	const status = code === INSUFFICIENT_PRIVILEGE ? 403 : 409;
	const [, name, sentence] = GUARD.exec(message) ?? [];
	if (name && sentence && table && constraint && SCHEMAS.has(schema)) return refusal(name, sentence, status, { table, ...(column ? { column } : {}) });
	if (code !== INSUFFICIENT_PRIVILEGE) return undefined;
	// Without the privilege no guard is asked. PostgreSQL names the table in its sentence alone, whatever the language.
	const [, collection] = OWN_TABLE.exec(message.slice(message.lastIndexOf(' - ') + 1)) ?? [];
	return collection ? tableGuarded(collection) : undefined;
}

/** Asks the database whether Directus may delete rows of a collection of the cutter: Directus tells nobody why a deletion failed. */
export async function checkDeletable(database: Knex, collection: string): Promise<void> {
	if (!COLLECTIONS.some((each) => each.collection === collection)) return;
	const { rows } = await database.raw("SELECT has_table_privilege(format('public.%I', CAST(? AS text)), 'DELETE') AS allowed", [collection]);
	if (!rows[0].allowed) throw tableGuarded(collection);
}
