// The throw-away PostgreSQL and the roles in it.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { createDirectusDatabase } from '../scripts/lib/database-roles.mjs';
import { inProject } from '../scripts/lib/paths.mjs';
import { startPostgres } from '../scripts/lib/postgres.mjs';
import { pause, startServer } from '../scripts/lib/process.mjs';

let server;
let database;
before(async () => {
	server = await startPostgres();
	database = await createDirectusDatabase(server.adminUrl);
});
after(() => server?.stop());

async function query(url, text) {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		return (await client.query(text)).rows;
	} finally {
		await client.end();
	}
}

const listens = (port) =>
	new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});

/** Waits for a condition that must come true; the test's own time limit ends a wait in vain. */
async function until(condition) {
	while (!(await condition())) await pause(50);
}

test('killed and started again on its files and port, it has what was committed and nothing else', async () => {
	const durable = await startPostgres({ settings: { fsync: 'on', synchronous_commit: 'on' } });
	try {
		await query(durable.adminUrl, 'CREATE TABLE kept AS SELECT 1 AS one');
		const open = new pg.Client({ connectionString: durable.adminUrl });
		open.on('error', () => {});
		await open.connect();
		await open.query('BEGIN; INSERT INTO kept VALUES (2)');
		await durable.killAndRecover();
		assert.deepEqual(await query(durable.adminUrl, 'SELECT one FROM kept'), [{ one: 1 }]);
		assert.match(durable.log(), /not properly shut down/);
		await open.end().catch(() => {});
	} finally {
		await durable.stop();
	}
});

test('it is PostgreSQL 16 with contrib, UTF-8, on 127.0.0.1 alone', async () => {
	const [settings] = await query(
		server.adminUrl,
		"SELECT current_setting('server_version_num')::int / 10000 AS major, current_setting('server_encoding') AS encoding, current_setting('listen_addresses') AS addresses, lower('ĐIỀU') AS lower",
	);
	assert.deepEqual(settings, { major: 16, encoding: 'UTF8', addresses: '127.0.0.1', lower: 'điều' });
	await query(database.adminUrl, 'CREATE EXTENSION btree_gist');
});

test('nobody gets in without the password', async () => {
	const url = new URL(server.adminUrl);
	url.password = 'wrong';
	await assert.rejects(query(url.href, 'SELECT 1'), { code: '28P01' });
});

test('Directus’ role can make tables, but no schema, role or database', async () => {
	await query(database.directusUrl, 'CREATE TABLE public.made_by_directus (id int); DROP TABLE public.made_by_directus');
	for (const statement of ['CREATE SCHEMA mine', 'CREATE ROLE mine', 'CREATE DATABASE mine']) {
		await assert.rejects(query(database.directusUrl, statement), { code: '42501' }, statement);
	}
});

test('the migration role can make schemas and roles and is no superuser', async () => {
	const [role] = await query(database.migrationUrl, 'SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user');
	assert.deepEqual(role, { rolsuper: false, rolcreaterole: true, rolcreatedb: false });
	await query(database.migrationUrl, 'CREATE SCHEMA made_by_migrations; CREATE ROLE made_by_migrations; DROP SCHEMA made_by_migrations; DROP ROLE made_by_migrations');
});

test('an unprivileged role cannot connect to the database', async () => {
	await query(server.adminUrl, "CREATE ROLE stranger LOGIN PASSWORD 'stranger'");
	const url = Object.assign(new URL(database.adminUrl), { username: 'stranger', password: 'stranger' });
	await assert.rejects(query(url.href, 'SELECT 1'), { code: '42501' });
});

test('stopping ends the server and removes its files, also when asked twice', async () => {
	const other = await startPostgres();
	assert.notEqual(other.port, server.port);
	await Promise.all([other.stop(), other.stop()]);
	assert.equal(await listens(other.port), false);
	assert.ok(!existsSync(dirname(other.dataDir)));
});

test('a program that is killed leaves neither server nor files', { timeout: 180_000 }, async () => {
	const script = `
		import { startPostgres } from ${JSON.stringify(inProject('scripts/lib/postgres.mjs'))};
		const { port, dataDir } = await startPostgres();
		console.log('ready ' + JSON.stringify({ port, dataDir }));
		setInterval(() => {}, 1000);`;
	const program = startServer(process.execPath, ['--input-type=module', '-e', script]);
	await until(() => program.output().includes('ready {'));
	const { port, dataDir } = JSON.parse(/ready (\{.*\})/.exec(program.output())[1]);
	assert.equal(await listens(port), true);
	process.kill(program.child.pid, 'SIGKILL');
	await until(async () => !(await listens(port)));
	await until(() => !existsSync(dirname(dataDir)));
});
