/** What is observed of a database before and after a change. */
import type { Client } from 'pg';

import type { NamedObject, Probe, ProbedObject } from '../core/index.js';
import { recordedMigrations } from './migrations.js';
import { readIdentity } from './server.js';

/** Whether objects exist, by kind; `name` carries schema and table. */
const EXISTS: Record<string, string> = {
	schema: 'to_regnamespace(o.name) IS NOT NULL',
	role: 'EXISTS (SELECT FROM pg_roles r WHERE r.rolname = o.name)',
	table: 'to_regclass(o.name) IS NOT NULL',
	view: 'to_regclass(o.name) IS NOT NULL',
	index: 'to_regclass(o.name) IS NOT NULL',
	function: `EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = to_regnamespace(split_part(o.name, '.', 1)) AND p.proname = split_part(o.name, '.', 2))`,
	trigger: `EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = to_regclass(split_part(o.name, '.', 1) || '.' || split_part(o.name, '.', 2)) AND t.tgname = split_part(o.name, '.', 3))`,
	constraint: `EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = to_regclass(split_part(o.name, '.', 1) || '.' || split_part(o.name, '.', 2)) AND c.conname = split_part(o.name, '.', 3))`,
	column: `EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = to_regclass(split_part(o.name, '.', 1) || '.' || split_part(o.name, '.', 2)) AND a.attname = split_part(o.name, '.', 3) AND NOT a.attisdropped)`,
};

/** Which of the objects exist; null for a kind nobody can tell. */
export async function probeObjects(client: Client, objects: NamedObject[]): Promise<ProbedObject[]> {
	const cases = Object.entries(EXISTS).map(([kind, sql]) => `WHEN '${kind}' THEN ${sql}`);
	const { rows } = await client.query(
		`SELECT o.kind, o.name, CASE o.kind ${cases.join(' ')} END AS exists
		   FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS o (kind, name, place) ORDER BY o.place`,
		[objects.map(({ kind }) => kind), objects.map(({ name }) => name)],
	);
	return rows as ProbedObject[];
}

const isThere = async (client: Client, kind: string, name: string): Promise<boolean> => (await probeObjects(client, [{ kind, name }]))[0]?.exists === true;

/** One number, or null where what it counts is not there. */
async function count(client: Client, needed: NamedObject[], sql: string): Promise<number | null> {
	for (const { kind, name } of needed) if (!(await isThere(client, kind, name))) return null;
	const { rows } = await client.query(sql);
	return Number(rows[0].count);
}

const UNITS = { kind: 'table', name: 'public.tac_logical_unit' };

/** Counts of rows, without the objects and addresses of a whole probe. */
export async function countUnits(client: Client): Promise<{ units: number | null; sandbox_units: number | null }> {
	return {
		units: await count(client, [UNITS], 'SELECT count(*) FROM public.tac_logical_unit'),
		sandbox_units: await count(client, [{ kind: 'table', name: 'sandbox_tac.logical_unit' }], 'SELECT count(*) FROM sandbox_tac.logical_unit'),
	};
}

/** Reads everything a plan or a preflight looks at. */
export async function readProbe(client: Client, objects: NamedObject[]): Promise<Probe> {
	const there = await isThere(client, UNITS.kind, UNITS.name);
	const lifecycle = (values: string) => count(client, [UNITS], `SELECT count(*) FROM public.tac_logical_unit WHERE lifecycle_status IN (${values})`);
	return {
		identity: await readIdentity(client),
		migrations: (await recordedMigrations(client)).map(({ migration_id }) => migration_id),
		objects: await probeObjects(client, objects),
		...(await countUnits(client)),
		lifecycle: { draft_only: await lifecycle("'draft_only'"), enacted: await lifecycle("'active', 'retired'") },
		null_authority: await count(client, [UNITS, { kind: 'column', name: 'public.tac_logical_unit.authority' }], 'SELECT count(*) FROM public.tac_logical_unit WHERE authority IS NULL'),
		inactive_section_types: await count(
			client,
			[UNITS, { kind: 'table', name: 'public.tac_section_type_vocab' }],
			`SELECT count(*) FROM public.tac_logical_unit u
			  WHERE NOT EXISTS (SELECT FROM public.tac_section_type_vocab v WHERE v.code = u.section_type AND v.active)`,
		),
		broken_parents: await count(
			client,
			[UNITS],
			`SELECT count(*) FROM public.tac_logical_unit u LEFT JOIN public.tac_logical_unit p ON p.id = u.parent_id
			  WHERE u.parent_id IS NOT NULL AND p.doc_code IS DISTINCT FROM u.doc_code`,
		),
		addresses: there ? (await client.query('SELECT canonical_address FROM public.tac_logical_unit')).rows.map((row) => row.canonical_address as string) : null,
	};
}

/** `updated_at` of every unit as CSV with a heading line, in the order of ids; times in UTC with microseconds. */
export async function updatedAtCsv(client: Client): Promise<string> {
	if (!(await isThere(client, UNITS.kind, UNITS.name))) return 'id,updated_at\n';
	const { rows } = await client.query(
		`SELECT id::text || ',' || to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS line FROM public.tac_logical_unit ORDER BY id`,
	);
	return `id,updated_at\n${rows.map((row) => `${row.line}\n`).join('')}`;
}
