// A dump is somebody else's code. What Directus' own login, or an administrator of the database, can put into one is restored: nothing of it
// runs with rights on this machine, what only a superuser could restore is named, and a real ledger comes back as it was.

import assert from 'node:assert/strict';
import { chmodSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { done, makePending, PENDING_AGAIN, servedSystem } from '../support/change.mjs';
import { asSuperuser } from '../support/ledger.mjs';
import { carry } from '../support/pipeline.mjs';
import { sql } from '../support/system.mjs';

const TEXT = 'Điều 1. Phạm vi\nLuật này quy định về kiểm thử.\n\nĐiều 2. Đối tượng\nLuật này áp dụng cho mọi người.\n';

let system;
let marks;
before(async () => {
	// Whoever runs a throw-away server may write here: what was executed leaves its mark.
	marks = temporaryFolder('iu-cutter-marks-', '/tmp');
	chmodSync(marks.path, 0o777);
	system = await servedSystem();
	await carry(system, { text: TEXT });
});
after(async () => {
	await system?.close();
	marks?.remove();
});

const asDirectus = (text) => sql(system.databaseUrl, text);
const asAdministrator = (text) => asSuperuser(system, (client) => client.query(text));
const executed = () => readdirSync(marks.path).sort();

/** A function that does whatever a superuser may do with this machine, and says nothing where it may not. What must be immutable calls one that is not. */
const attack = (name, signature, returns, result) => `
	CREATE FUNCTION public.${name}_does() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
		BEGIN COPY (SELECT 1) TO PROGRAM 'touch ${marks.path}/${name}-program'; EXCEPTION WHEN OTHERS THEN NULL; END;
		BEGIN COPY (SELECT pg_read_file('/etc/passwd')) TO '${marks.path}/${name}-file'; EXCEPTION WHEN OTHERS THEN NULL; END;
		BEGIN PERFORM lo_export(lo_from_bytea(0, 'x'), '${marks.path}/${name}-object'); EXCEPTION WHEN OTHERS THEN NULL; END;
	END $$;
	CREATE FUNCTION public.${name}(${signature}) RETURNS ${returns} LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM public.${name}_does(); RETURN ${result}; END $$`;

/** Takes a backup and restores it. */
async function restored() {
	const { backup_id: id, folder } = await done(system.as('executor', 'backup', 'create'));
	const { data } = await system.as('executor', 'backup', 'verify', id);
	return { folder, id, failed: data.checks.filter(({ verdict }) => verdict !== 'pass'), checks: data.checks };
}

describe('what Directus\' own login leaves in the database', () => {
	const PLACES = ['in_check', 'in_domain', 'in_generated', 'in_partition', 'in_index', 'in_view', 'to_jsonb'];
	before(async () => {
		for (const name of PLACES.slice(0, -1)) await asDirectus(attack(name, 'a text', 'text', 'a'));
		await asDirectus('CREATE TABLE public.guest_check (a text CHECK (public.in_check(a) IS NOT NULL))');
		await asDirectus('CREATE DOMAIN public.guest_words AS text CHECK (public.in_domain(VALUE) IS NOT NULL); CREATE TABLE public.guest_domain (a public.guest_words)');
		await asDirectus('CREATE TABLE public.guest_generated (a text, b text GENERATED ALWAYS AS (public.in_generated(a)) STORED)');
		await asDirectus("CREATE TABLE public.guest_partition (a text) PARTITION BY LIST (public.in_partition(a)); CREATE TABLE public.guest_part PARTITION OF public.guest_partition FOR VALUES IN ('a')");
		await asDirectus('CREATE TABLE public.guest_index (a text); CREATE INDEX guest_index_a ON public.guest_index (public.in_index(a))');
		await asDirectus('CREATE MATERIALIZED VIEW public.guest_view AS SELECT public.in_view(a) AS a FROM public.guest_index');
		for (const table of ['check', 'domain', 'generated', 'partition', 'index']) await asDirectus(`INSERT INTO public.guest_${table} (a) VALUES ('a')`);
		// What reads the copy afterwards would call this one: it fits a unit better than the server's own.
		await asDirectus(attack('to_jsonb', 'a public.tac_logical_unit', 'jsonb', "'{}'"));
	});

	test('a check, a domain, a generated column, the key of a partition, an index, a view, and a function in the place of the server\'s own: restored, and nothing was executed', async () => {
		const { failed } = await restored();
		assert.deepEqual(executed(), []);
		assert.deepEqual(failed, []);
	});
});

describe('what an administrator of the database can leave in it', () => {
	const LEFT = [
		['an event trigger, and a function in the server\'s own language',
			"CREATE FUNCTION public.on_change() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$; CREATE EVENT TRIGGER everywhere ON ddl_command_end EXECUTE FUNCTION public.on_change(); CREATE FUNCTION public.reads_files(text) RETURNS text LANGUAGE internal AS 'pg_read_file_all'",
			'DROP EVENT TRIGGER everywhere; DROP FUNCTION public.on_change(), public.reads_files(text)', /permission denied for language internal;.* permission denied to create event trigger "everywhere"/],
		['a foreign server with a login', "CREATE FOREIGN DATA WRAPPER elsewhere; CREATE SERVER other_server FOREIGN DATA WRAPPER elsewhere; CREATE USER MAPPING FOR directus SERVER other_server OPTIONS (user 'a')",
			'DROP FOREIGN DATA WRAPPER elsewhere CASCADE', /permission denied to create foreign-data wrapper "elsewhere"/],
		['an extension that asks for a superuser', "CREATE EXTENSION pg_stat_statements WITH SCHEMA public", 'DROP EXTENSION pg_stat_statements', /permission denied to create extension "pg_stat_statements"/],
	];
	for (const [what, make, unmake, said] of LEFT) {
		test(`${what}: refused by name, and the rest is restored`, async () => {
			await asAdministrator(make);
			const { failed } = await restored().finally(() => asAdministrator(unmake));
			assert.deepEqual(failed.map(({ id }) => id), ['BV-3']);
			assert.match(failed[0].observed, said);
			assert.deepEqual(executed(), []);
		});
	}

	test('publications and subscriptions are left out; a large object and a function with its owner\'s rights come back without any of the server\'s', async () => {
		await asAdministrator('CREATE PUBLICATION everything FOR ALL TABLES');
		await asAdministrator("CREATE SUBSCRIPTION of_somebody CONNECTION 'host=127.0.0.1 port=1 dbname=a' PUBLICATION everything WITH (connect = false, slot_name = NONE)");
		await asAdministrator(`SELECT lo_from_bytea(4711, decode(repeat('ab', 1000), 'hex')); GRANT SELECT ON LARGE OBJECT 4711 TO cutter_backup; ${attack('as_owner', 'a text', 'text', 'a')};
			ALTER FUNCTION public.as_owner_does() SECURITY DEFINER; ALTER FUNCTION public.as_owner(text) SECURITY DEFINER;
			CREATE TABLE public.owners_check (a text); INSERT INTO public.owners_check VALUES ('a'); ALTER TABLE public.owners_check ADD CHECK (public.as_owner(a) IS NOT NULL) NOT VALID`);
		const { failed } = await restored().finally(() =>
			asAdministrator("DROP TABLE public.owners_check; DROP FUNCTION public.as_owner(text), public.as_owner_does(); SELECT lo_unlink(4711); DROP PUBLICATION everything").then(() => asAdministrator('DROP SUBSCRIPTION of_somebody')),
		);
		assert.deepEqual([failed, executed()], [[], []]);
	});

	test('settings of roles and rights to change the server: who may change a setting has it, the rest is nobody\'s', async () => {
		await asAdministrator("ALTER ROLE directus SET statement_timeout = '1h'; GRANT SET ON PARAMETER session_replication_role TO directus; GRANT ALTER SYSTEM ON PARAMETER log_directory TO directus; GRANT pg_execute_server_program TO cutter_exec");
		const { failed } = await restored().finally(() =>
			asAdministrator('ALTER ROLE directus RESET ALL; REVOKE SET ON PARAMETER session_replication_role FROM directus; REVOKE ALTER SYSTEM ON PARAMETER log_directory FROM directus; REVOKE pg_execute_server_program FROM cutter_exec'),
		);
		assert.deepEqual([failed, executed()], [[], []]);
	});
});

describe('what somebody wrote into the folder of a backup', () => {
	test('statements among the roles that make no role are not run, however they are dressed', async () => {
		const { backup_id: id, folder } = await done(system.as('executor', 'backup', 'create'));
		const file = join(folder, 'roles.sql');
		const kept = readFileSync(file, 'utf8');
		const told = async (...added) => {
			writeFileSync(file, [kept, ...added, ''].join('\n'));
			const { data } = await system.as('executor', 'backup', 'verify', id);
			return data.checks.find((check) => check.id === 'BV-3');
		};
		const dressed = await told(
			`COPY (SELECT 1) TO PROGRAM 'touch ${marks.path}/in-roles';`,
			`CREATE ROLE innocent; COPY (SELECT 1) TO PROGRAM 'touch ${marks.path}/behind-a-role';`,
			`COMMENT ON ROLE directus IS E'\\'; COPY (SELECT 1) TO PROGRAM ''touch ${marks.path}/in-a-comment''; --';`,
		);
		assert.match(dressed.observed, /a statement that makes no role: COPY .*; .*a statement that makes no role: COPY .*; .*a statement that makes no role: COMMENT/);
		const settings = await told("ALTER SYSTEM SET archive_command = 'touch a';", "ALTER ROLE directus SET session_preload_libraries TO '/tmp/a';");
		assert.match(settings.observed, /a statement that makes no role: ALTER SYSTEM .*; rights: error: permission denied to set parameter "session_preload_libraries"/);
		// These are roles, and give nobody anything: the copy has no such role and no such right.
		const rights = await told('ALTER ROLE directus WITH SUPERUSER CREATEROLE LOGIN;', 'GRANT "pg_execute_server_program" TO directus;', 'GRANT pg_write_server_files TO cutter_exec;');
		writeFileSync(file, kept);
		assert.equal(rights.verdict, 'pass', rights.observed);
		assert.deepEqual(executed(), []);
	});
});

describe('room and time', () => {
	test('a dump that makes more than it may is thrown away with one sentence, and so is one that never ends', async () => {
		const { backup_id: id } = await done(system.as('executor', 'backup', 'create'));
		const verify = (settings) => system.report(['backup', 'verify', id, '--as', system.users.executor.email], settings);
		const large = await verify({ CUTTER_RESTORE_MAX_BYTES: '1000000' });
		assert.deepEqual([large.code, large.error.code], [1, 'CUTTER_RESTORE_TOO_LARGE']);
		assert.match(large.error.message, /^What the dump makes grew beyond 1000000 bytes and was thrown away: set CUTTER_RESTORE_MAX_BYTES /);

		await asDirectus("CREATE FUNCTION public.forever(a text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN IF current_user <> 'directus' THEN PERFORM pg_sleep(3600); END IF; RETURN true; END $$; CREATE TABLE public.guest_forever (a text CHECK (public.forever(a))); INSERT INTO public.guest_forever VALUES ('a')");
		const { backup_id: endless } = await done(system.as('executor', 'backup', 'create')).finally(() => asDirectus('DROP TABLE public.guest_forever; DROP FUNCTION public.forever(text)'));
		const long = await system.report(['backup', 'verify', endless, '--as', system.users.executor.email], { CUTTER_RESTORE_MAX_MINUTES: '0.05' });
		assert.deepEqual([long.code, long.error.code], [1, 'CUTTER_RESTORE_TOO_LONG']);
	});
});

test('a dry run restores in the same way: whatever Directus\' login left runs with no rights there either', async () => {
	await makePending(system);
	const { package_digest: digest } = await done(system.as('executor', 'migrate', 'plan', PENDING_AGAIN));
	const run = await done(system.as('executor', 'migrate', 'dry-run', digest));
	assert.deepEqual([run.status, executed()], ['PASS', []]);
	assert.match(readFileSync(join(run.folder, 'logs', 'restore.log'), 'utf8'), /^The server ran as .+\.\n/);
});
