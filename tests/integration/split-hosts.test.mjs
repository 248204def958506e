// The lanes on two hosts: Directus can take neither write role, its process has a login that only cuts, and another process, with a
// key and a login of its own, only verifies.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { EVERY_SECOND, operation, withFlow } from '../support/flows.mjs';
import { asSuperuser, fingerprint, governanceRows, happyMatrix, LEDGER_TABLES, liveUnits, query, tamper } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { commandLineOf, ownSystem, sql } from '../support/system.mjs';
import { SMALL_LAW_PATHS, smallLaw } from '../support/texts.mjs';

const DENIED = '42501';
const UNITS = SMALL_LAW_PATHS.length;

let system;
/** Connections by login. */
const urls = {};
const passwords = {};
/** The settings of the host that verifies: what it has not is empty. */
let elsewhere;
let executorKey;
const text = (() => {
	let words = 0;
	return () => smallLaw(`trạm kiểm soát số ${(words += 1)}`);
})();

/** Creates a login with the roles as a careful administrator grants them, and what `more` says. */
async function createLogin(name, roles, more = []) {
	passwords[name] = randomBytes(18).toString('base64url');
	await asSuperuser(system, async (client) => {
		await client.query(`CREATE ROLE ${name} LOGIN PASSWORD '${passwords[name]}'`);
		await client.query(`GRANT CONNECT ON DATABASE directus TO ${name}`);
		for (const role of roles) await client.query(`GRANT ${role} TO ${name} WITH INHERIT FALSE, SET TRUE`);
		for (const statement of more) await client.query(statement);
	});
	urls[name] = Object.assign(new URL(system.adminDatabaseUrl), { username: name, password: passwords[name] }).href;
}

/** `directus cutter …` on the host that verifies, with its one report. */
async function report(args, settings = {}) {
	const { code, stdout, stderr } = await commandLineOf(system, { ...elsewhere, ...settings })([...args, '--json']);
	for (const password of Object.values(passwords)) assert.ok(!`${stdout}${stderr}`.includes(password), 'no password is told');
	const lines = stdout.trimEnd().split('\n');
	assert.equal(lines.length, 1, `${stdout}\n${stderr}`);
	return { code, stderr, ...JSON.parse(lines[0]) };
}
const verifyElsewhere = (changeSetId, settings) => report(['verify', changeSetId, '--as', system.users.verifier.email], settings);

before(async () => {
	system = await ownSystem();
	await createLogin('exec_login', ['cutter_exec']);
	await createLogin('verify_login', ['cutter_verify']);
	await createLogin('both_login', ['cutter_exec', 'cutter_verify']);
	await createLogin('no_login', []);
	// Directus itself, on the host that verifies, may read who people are and nothing else.
	const tables = (await query(system, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'directus\\_%'")).map(({ tablename }) => `public.${tablename}`);
	await createLogin('reading_directus', [], ['GRANT USAGE ON SCHEMA public TO reading_directus', `GRANT SELECT ON ${tables.join(', ')} TO reading_directus`]);
	for (const role of ['cutter_exec', 'cutter_verify']) await sql(system.migrationDatabaseUrl, `REVOKE ${role} FROM directus`);

	const { CUTTER_KEYS_DIR: keys } = system.env;
	const away = join(system.folder, 'verifier-host');
	mkdirSync(away, { mode: 0o700 });
	renameSync(join(keys, 'DOT-992.pem'), join(away, 'verifier.pem'));
	executorKey = join(keys, 'DOT-991.pem');
	elsewhere = {
		DB_CONNECTION_STRING: urls.reading_directus,
		CUTTER_VERIFY_DATABASE_URL: urls.verify_login,
		CUTTER_EXEC_DATABASE_URL: '',
		CUTTER_MIGRATION_DATABASE_URL: '',
		CUTTER_KEYS_DIR: '',
		CUTTER_VERIFIER_KEY_FILE: join(away, 'verifier.pem'),
	};
	system.env.CUTTER_EXEC_DATABASE_URL = urls.exec_login;
	await system.restartDirectus();
});
after(() => system?.close());

test('each process says what it may act as, and nothing fails', async () => {
	const here = await system.clients.executor.get('/cutter/health');
	assert.deepEqual([here.lanes, here.problems, here.ok], [['executor'], [], true]);
	const there = await report(['status']);
	assert.deepEqual([there.code, there.data.lanes, there.data.problems], [0, ['verifier'], []]);
});

test('what was cut here is verified there: 13 + 2N rows, two keys, two people', async () => {
	const done = await carry(system, { text: text() }, 'cut');
	const { code, ok, data } = await verifyElsewhere(done.changeSetId);
	assert.deepEqual([code, ok, data.verdict, data.status, data.findings], [0, true, 'pass', 'verified_complete', []]);
	assert.deepEqual(await governanceRows(system, done), happyMatrix(UNITS));
	const { verify_result: result, row_matrix: matrix } = await system.clients.reviewer.get(`/cutter/change-sets/${done.changeSetId}`);
	assert.deepEqual([result.verified_by, result.separation_of_duty_ok], [system.users.verifier.id, true]);
	assert.deepEqual(matrix, happyMatrix(UNITS));
	const again = await verifyElsewhere(done.changeSetId);
	assert.deepEqual([again.code, again.error.code], [1, 'CUTTER_VERIFY_REFUSED']);
});

test('a cut that fails there is taken back from there, and the exit code is 1', async () => {
	const done = await carry(system, { text: text() }, 'cut');
	await tamper(system, "UPDATE cutter_governance.review_decision SET verdict = 'FAIL' WHERE manifest_id = $1", [done.manifestId]);
	const { code, ok, data } = await verifyElsewhere(done.changeSetId);
	assert.deepEqual([code, ok, data.verdict, data.status], [1, false, 'fail', 'verify_failed_escalated']);
	assert.deepEqual(data.findings.map((finding) => finding.code), ['REVIEW_VERDICT']);
	assert.ok(data.compensation.change_set_id, data.compensation.reason);
	assert.deepEqual(await liveUnits(system, done.docCode), []);
});

describe('the process that cuts', () => {
	test('verifies nothing, though it were given the key', async () => {
		const done = await carry(system, { text: text() }, 'cut');
		const before = await fingerprint(system);
		const refused = () => system.clients.verifier.send('POST', `/cutter/change-sets/${done.changeSetId}/verify`, {});
		assertRefused(await refused(), 409, 'CUTTER_KEY_UNREADABLE');
		const withKey = await commandLineOf(system, { CUTTER_VERIFIER_KEY_FILE: elsewhere.CUTTER_VERIFIER_KEY_FILE })(['verify', done.changeSetId, '--as', system.users.verifier.email, '--json']);
		const { error } = JSON.parse(withKey.stdout);
		assert.deepEqual([withKey.code, error.code], [1, 'CUTTER_LANE_NOT_HERE']);
		assert.equal(error.message, 'This process may not act as the verifier: its database login may not take the role cutter_verify; set CUTTER_VERIFY_DATABASE_URL, or do it where that is set.');
		assert.deepEqual(await fingerprint(system), before);
	});

	test('its login takes no other role, and as the executor writes no verdict', () => tries('exec_login', 'cutter_exec', ['cutter_verify', 'cutter_ro', 'directus', 'cutter_migrator'], ['cutter_governance.verify_result', 'cutter_control.ledger_checkpoint']));
});

describe('the process that verifies', () => {
	test('marks, sweeps, reviews and cuts nothing, though it were given the key', async () => {
		const [marked, approved] = [await carry(system, { text: text() }, 'register'), await carry(system, { text: text() }, 'review')];
		const before = await fingerprint(system);
		const key = { CUTTER_EXECUTOR_KEY_FILE: executorKey };
		const { executor, reviewer } = system.users;
		const answers = await Promise.all([
			report(['mark', marked.documentId, '--as', executor.email], key),
			report(['sweep', '--as', executor.email], key),
			report(['review', approved.manifestId, '--as', reviewer.email, '--verdict', 'FAIL', '--rationale', 'No.'], key),
			report(['cut', approved.manifestId, '--as', executor.email], key),
			report(['cut', approved.manifestId, '--as', executor.email]),
		]);
		const lane = 'CUTTER_LANE_NOT_HERE';
		assert.deepEqual(answers.map(({ code, error }) => [code, error.code]), [[1, lane], [1, lane], [1, lane], [1, lane], [1, 'CUTTER_KEY_NOT_CONFIGURED']]);
		assert.deepEqual(await fingerprint(system), before);
	});

	test('reads what it needs: the ledger is verified, and who did what is told', async () => {
		const [ledger, audit] = await Promise.all([report(['ledger', 'verify']), report(['audit', '--as', system.users.verifier.email, '--who', system.users.verifier.email, '--limit', '3'])]);
		assert.ok(ledger.data.change_sets >= 3, JSON.stringify(ledger));
		assert.equal(audit.code, 0, audit.stderr);
		assert.ok(audit.data.deeds.length > 0 && audit.data.deeds.every(({ who }) => who === system.users.verifier.id));
	});

	test('seals the ledger with its key', async () => {
		const file = join(system.folder, 'verifier-host', 'checkpoint.json');
		const { code, data, stderr } = await report(['ledger', 'checkpoint', '--as', system.users.verifier.email, '--out', file]);
		assert.deepEqual([code, data.made], [0, true], stderr);
		const newest = await system.clients.reviewer.get('/cutter/ledger/checkpoint');
		assert.deepEqual([newest.root, newest.not_yet_sealed], [data.root, 0]);
	});

	// What a compensation has to open again is an alias: that table is open to it, and guarded by its trigger.
	test('its login takes no other role, and as the verifier writes no manifest, review, unit or source', () =>
		tries('verify_login', 'cutter_verify', ['cutter_exec', 'cutter_ro', 'directus', 'cutter_migrator'], [
			'cutter_governance.manifest_envelope', 'cutter_governance.manifest_unit_block', 'cutter_governance.review_decision', 'cutter_governance.decision_backlog_sweep_log',
			'cutter_governance.decision_backlog_dependency', 'public.tac_logical_unit', 'public.tac_unit_version',
			'public.cutter_source_document', 'sandbox_tac.logical_unit', 'sandbox_tac.unit_version', 'cutter_control.source_version', 'cutter_control.manifest_body', 'cutter_control.signing_key',
		]));
});

/** By itself a login reads and writes nothing; it takes its one role, and with it writes none of `closed`. */
async function tries(login, role, others, closed) {
	const client = new pg.Client({ connectionString: urls[login] });
	await client.connect();
	const stateOf = async (statement, as) => {
		await client.query('BEGIN');
		try {
			if (as) await client.query(`SET LOCAL ROLE ${as}`);
			await client.query(statement);
			return undefined;
		} catch (error) {
			return error.code;
		} finally {
			await client.query('ROLLBACK');
		}
	};
	try {
		const all = (await query(system, `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'cutter_governance', 'cutter_control', 'sandbox_tac')`)).map(({ name }) => name);
		assert.ok(all.length > 40);
		for (const table of all) {
			for (const statement of [`SELECT FROM ${table}`, `INSERT INTO ${table} DEFAULT VALUES`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) assert.equal(await stateOf(statement), DENIED, statement);
		}
		for (const other of others) assert.equal(await stateOf(`SET LOCAL ROLE ${other}`), DENIED, other);
		assert.equal(await stateOf('SELECT 1', role), undefined);
		for (const table of closed) assert.equal(await stateOf(`INSERT INTO ${table} DEFAULT VALUES`, role), DENIED, table);
		for (const table of LEDGER_TABLES.map((name) => `cutter_governance.${name}`)) assert.equal(await stateOf(`DELETE FROM ${table}`, role), DENIED, table);
		assert.equal(await stateOf('CREATE TABLE public.mine (id int)', role), DENIED);
	} finally {
		await client.end();
	}
}

describe('a login that is none for the lane', () => {
	for (const [title, url, code, sentence] of [
		['may cut as well', () => urls.both_login, 'LANE_LOGIN_TOO_STRONG', /is also a member of cutter_exec: it must be a member of cutter_verify and nothing else\.$/],
		['is the superuser', () => system.adminDatabaseUrl, 'LANE_LOGIN_TOO_STRONG', /^The login of CUTTER_VERIFY_DATABASE_URL is one of an administrator/],
		['migrates', () => system.migrationDatabaseUrl, 'LANE_LOGIN_TOO_STRONG', /administrator/],
		['only cuts', () => urls.exec_login, 'LANE_LOGIN_TOO_STRONG', /is also a member of cutter_exec/],
		['may do nothing', () => urls.no_login, 'LANE_LOGIN_WITHOUT_ROLE', /is not a member of cutter_verify\.$/],
		['has another password', () => Object.assign(new URL(urls.verify_login), { password: 'wrong' }).href, 'LANE_LOGIN_FAILED', /^The database does not answer the login of CUTTER_VERIFY_DATABASE_URL \(28P01\)\.$/],
	]) {
		test(`${title}: refused, and nothing is written`, async () => {
			const done = await carry(system, { text: text() }, 'cut');
			const before = await fingerprint(system);
			const refused = await verifyElsewhere(done.changeSetId, { CUTTER_VERIFY_DATABASE_URL: url() });
			assert.deepEqual([refused.code, refused.error.code], [1, `CUTTER_${code}`]);
			assert.match(refused.error.message, sentence);
			assert.deepEqual(await fingerprint(system), before);
		});
	}
});

describe('a flow where the executor has a login of its own', () => {
	const NOTES = 'split_notes';
	before(async () => {
		const key = { field: 'id', type: 'integer', schema: { is_primary_key: true, has_auto_increment: true }, meta: { hidden: true } };
		await system.clients.admin.post('/collections', { collection: NOTES, schema: {}, meta: {}, fields: [key, { field: 'address', type: 'string', schema: {}, meta: {} }] });
	});
	const blocking = (first) => ({ trigger: 'event', options: { type: 'filter', scope: ['items.create'], collections: [NOTES] }, operation: first });

	test('within the transaction that saves it reads, beside that one', async () => {
		const done = await carry(system, { text: text() }, 'cut');
		const address = `${done.prefix}/DIEU-1`;
		const resolve = operation('resolver', 'cutter-resolve', { address: '{{ $trigger.payload.address }}' }, {
			resolve: operation('found', 'condition', { filter: { resolver: { outcome: { _eq: 'canonical' } } } }),
		});
		await withFlow(system, blocking(resolve), async () => {
			assert.equal((await system.clients.admin.send('POST', `/items/${NOTES}`, { address })).status, 200);
			assert.notEqual((await system.clients.admin.send('POST', `/items/${NOTES}`, { address: `${done.prefix}/DIEU-77` })).status, 200);
		});
	});

	test('and writes nothing: it would wait for that one, and that one for it', async () => {
		const before = await fingerprint(system);
		await withFlow(system, blocking(operation('sweep', 'cutter-sweep', {})), async () => {
			assertRefused(await system.clients.admin.send('POST', `/items/${NOTES}`, { address: 'x' }), 409, 'CUTTER_LANE_IN_TRANSACTION');
		});
		assert.deepEqual(await fingerprint(system), before);
	});

	test('a flow on a schedule sweeps with it', async () => {
		const done = await carry(system, { text: text() }, 'mark');
		await withFlow(system, { ...EVERY_SECOND, operation: operation('sweep', 'cutter-sweep', {}) }, async ({ id, lastRun }) => {
			await lastRun();
			const [row] = await query(system, "SELECT changed_by FROM cutter_governance.decision_backlog_history WHERE entry_id = $1 AND change_kind = 'sweep_promote'", [done.entryId]);
			assert.equal(row?.changed_by, `flow:${id}`);
		});
	});
});
