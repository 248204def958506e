// States of a database under governed change: kept as templates, gone back to, and compared.

import pg from 'pg';
import { DIRECTUS_ROLE, MIGRATION_ROLE } from '../../scripts/lib/database-roles.mjs';
import { behindGuards } from '../../scripts/lib/guards.mjs';
import { asSuperuser, fingerprint, query } from './ledger.mjs';

/** Runs one statement after the other as superuser, outside of the system's own database. */
async function outside(system, statements) {
	const client = new pg.Client({ connectionString: new URL('/postgres', system.adminDatabaseUrl).href });
	await client.connect();
	try {
		for (const statement of statements) await client.query(statement);
	} finally {
		await client.end();
	}
}

const DATABASE = 'directus';

/** What `createDirectusDatabase` and the backup login grant on the database itself: templates do not carry it. */
const GRANTS = [
	`REVOKE ALL ON DATABASE ${DATABASE} FROM PUBLIC`,
	`GRANT CONNECT, TEMPORARY ON DATABASE ${DATABASE} TO ${DIRECTUS_ROLE}, ${MIGRATION_ROLE}`,
	`GRANT CREATE ON DATABASE ${DATABASE} TO ${MIGRATION_ROLE}`,
	`GRANT CONNECT ON DATABASE ${DATABASE} TO cutter_backup`,
];

/** Keeps the database as it is under a name; nobody else may be connected, so Directus itself must not run. */
export const keep = (system, name) => outside(system, [`DROP DATABASE IF EXISTS ${name}`, `CREATE DATABASE ${name} TEMPLATE ${DATABASE}`]);

/** Goes back to a kept state, on the same server. */
export const backTo = (system, name) => outside(system, [`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`, `CREATE DATABASE ${DATABASE} TEMPLATE ${name}`, ...GRANTS]);

/** A change behind the cutter's back: no trigger and no foreign key stands in its way. */
export const drift = (system, sql) => asSuperuser(system, (client) => behindGuards(client, () => client.query(sql)));

const SHAPE = `SELECT md5(string_agg(x, E'\\n' ORDER BY x)) AS shape FROM (
	SELECT format('%s %s %s %s %s', a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)) AS x
	  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
	 WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace = ANY (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema$')
	UNION ALL SELECT format('%s.%s', schemaname, indexdef) FROM pg_indexes WHERE schemaname !~ '^pg_|^information_schema$'
	UNION ALL SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid <> 0
	UNION ALL SELECT format('%s %s', tgrelid::regclass, pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal
	UNION ALL SELECT format('%s %s', oid::regprocedure, md5(prosrc)) FROM pg_proc WHERE pronamespace = ANY (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema$')) AS s`;

/**
 * Everything a run that stops must leave as it was: the shape of all schemas, every row of units, sandbox and ledger, and which
 * migrations are on record. The records of the run itself are no part of it.
 * @returns {Promise<Record<string, string>>}
 */
export async function stateOf(system) {
	const [{ shape }] = await query(system, SHAPE);
	const rows = Object.entries(await fingerprint(system)).filter(([table]) => !table.startsWith('cutter_control.') || table === 'cutter_control.schema_migration');
	return { shape, ...Object.fromEntries(rows) };
}

const HOLD = 4711;

/**
 * Lets a statement that inserts a certain row wait, so that a process can be ended at exactly that place.
 * @param {string} table the table of records
 * @param {string} when a condition on NEW, for example `NEW.step = 'C-07'`
 * @returns {Promise<{ reached: () => Promise<boolean>, resume: () => Promise<void>, release: () => Promise<void> }>} `reached`: whether
 *   somebody waits; `resume` lets them go on, `release` ends those who still wait
 */
export async function holdInsert(system, table, when = 'true') {
	const client = new pg.Client({ connectionString: system.adminDatabaseUrl });
	client.on('error', () => {});
	await client.connect();
	await client.query('SELECT pg_advisory_lock($1)', [HOLD]);
	// No dump and no schema snapshot shows it: an internal trigger, and a function in a schema of the server's own.
	await client.query(`CREATE FUNCTION information_schema.hold_here() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(${HOLD}); RETURN NEW; END $$`);
	await client.query(`CREATE TRIGGER hold_here BEFORE INSERT ON ${table} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION information_schema.hold_here()`);
	await client.query("UPDATE pg_trigger SET tgisinternal = true WHERE tgname = 'hold_here'");
	return {
		async reached() {
			const waits = await query(system, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = $1", [HOLD]);
			return waits.length > 0;
		},
		resume: () => client.end(),
		async release() {
			await asSuperuser(system, async (admin) => {
				// The server goes on with the statement of a dead client: it ends before what it waits for is free.
				await admin.query("SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = $1", [HOLD]);
				await client.end().catch(() => {});
				await admin.query(`DROP TRIGGER IF EXISTS hold_here ON ${table}; DROP FUNCTION IF EXISTS information_schema.hold_here()`);
			});
		},
	};
}
