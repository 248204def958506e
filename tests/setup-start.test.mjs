// `npm start` as another program uses it: one JSON line, exit codes, nothing left behind.

import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { httpClient } from '../scripts/lib/http.mjs';
import { temporaryFolder } from '../scripts/lib/leash.mjs';
import { cleanEnvironment } from '../scripts/lib/npm.mjs';
import { projectRoot } from '../scripts/lib/paths.mjs';
import { lastLines, pause, run, startServer } from '../scripts/lib/process.mjs';

let scratch;
before(() => {
	scratch = temporaryFolder('iu-cutter-start-test-');
});
after(() => scratch.remove());

/** A temporary folder for one run, so that what stays behind can be seen. */
const runFolder = (name) => temporaryFolder(`${name}-`, scratch.path).path;
const npmStart = ['npm', ['start', '--silent', '--']];
const environment = (folder) => cleanEnvironment({ TMPDIR: folder });

/** The server's own folder is elsewhere when its account may not enter this one; what matters is that it does not answer. */
async function refusesConnections(url) {
	await assert.rejects(new pg.Client({ connectionString: url }).connect(), { code: 'ECONNREFUSED' });
}

test('--json prints one line with everything a program needs, and SIGTERM leaves nothing', { timeout: 600_000 }, async () => {
	const folder = runFolder('json');
	const program = startServer(npmStart[0], [...npmStart[1], '--json'], { cwd: projectRoot, env: environment(folder) });
	let stdout = '';
	program.child.stdout.on('data', (chunk) => (stdout += chunk));
	while (!stdout.includes('\n')) {
		assert.ok(!program.hasExited(), lastLines(program.output()));
		await pause(50);
	}
	const system = JSON.parse(stdout);
	assert.equal(system.ready, true);
	assert.deepEqual(Object.keys(system.users).sort(), ['admin', 'executor', 'reviewer', 'verifier']);
	for (const [name, { email, password, token }] of Object.entries(system.users)) {
		assert.ok((await httpClient(system.url).post('/auth/login', { email, password })).access_token, name);
		assert.equal((await httpClient(system.url, token).get('/users/me?fields=email')).email, email);
	}
	const client = new pg.Client({ connectionString: system.database_url });
	await client.connect();
	await client.end();

	process.kill(program.child.pid, 'SIGTERM');
	await program.exited;
	assert.equal(program.child.exitCode, 0);
	assert.equal(stdout.trimEnd().split('\n').length, 1);
	await assert.rejects(fetch(system.url));
	await refusesConnections(system.database_url);
	assert.deepEqual(readdirSync(folder), []);
});

test('--exit with a document of one unit: 15 governance rows, verified, exit code 0, nothing left', { timeout: 600_000 }, async () => {
	const folder = runFolder('exit');
	const file = join(scratch.path, 'one-unit.txt');
	writeFileSync(file, 'Điều 1. Hiệu lực\nQuy định này có hiệu lực từ ngày ký.\n');
	const args = ['--exit', '--document', file, '--prefix', 'ONE-UNIT', '--profile', 'vn-law', '--title', 'One unit'];
	const { code, stdout, stderr } = await run(npmStart[0], [...npmStart[1], ...args], { cwd: projectRoot, env: environment(folder) });
	assert.equal(code, 0, lastLines(stderr));
	const report = JSON.parse(stdout.trimEnd().split('\n').at(-1));
	assert.equal(report.ok, true);
	assert.deepEqual([report.document.title, report.document.prefix, report.document.profile], ['One unit', 'ONE-UNIT', 'vn-law']);
	assert.equal(report.units, 1);
	assert.equal(report.verify, 'pass');
	assert.deepEqual(report.governance_rows, {
		decision_backlog_entry: 1,
		decision_backlog_history: 5,
		decision_backlog_dependency: 0,
		decision_backlog_sweep_log: 1,
		manifest_envelope: 1,
		manifest_unit_block: 1,
		review_decision: 1,
		dot_pair_signature: 2,
		cut_change_set: 1,
		cut_change_set_affected_row: 1,
		verify_result: 1,
		canonical_address_alias: 0,
	});
	assert.deepEqual(readdirSync(folder), []);
});

test('--exit with a text that cannot be cut: the reason as JSON, exit code 1, nothing left', { timeout: 600_000 }, async () => {
	const folder = runFolder('refused');
	const file = join(scratch.path, 'broken.txt');
	writeFileSync(file, Buffer.from([0xff, 0xfe, 0x41]));
	const { code, stdout } = await run(npmStart[0], [...npmStart[1], '--exit', '--document', file, '--prefix', 'BROKEN-1'], { cwd: projectRoot, env: environment(folder) });
	assert.equal(code, 1);
	const report = JSON.parse(stdout.trimEnd().split('\n').at(-1));
	assert.equal(report.ok, false);
	assert.equal(report.error.code, 'CUTTER_INVALID_UTF8');
	assert.deepEqual(readdirSync(folder), []);
});
