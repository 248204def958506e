// A change that dies in the middle: the next command says exactly where things stand and what is safe to do.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { pause } from '../../scripts/lib/process.mjs';
import { authorised, done, referenceSystem, reviewed } from '../support/change.mjs';
import { query } from '../support/ledger.mjs';

let system;
let digest;
before(async () => {
	system = await referenceSystem();
	await done(system.as('operator', 'migrate', 'adopt'));
	digest = await reviewed(system, '003_phase_alpha');
});
after(() => system?.close());

/** Holds what C-07 must change and C-01 may read, so that a run waits in the middle of C-07. */
async function holdUnits() {
	const client = new pg.Client({ connectionString: system.adminDatabaseUrl });
	client.on('error', () => {});
	await client.connect();
	await client.query('BEGIN');
	await client.query('LOCK TABLE public.tac_logical_unit IN SHARE MODE');
	return () => client.end().catch(() => {});
}

/** Starts `migrate apply` as a process of its own and waits until it is in C-07. */
async function applyUntilC07() {
	const authorisation = await authorised(system, digest);
	const { host, folder, env, settings } = system;
	const words = ['cutter', 'migrate', 'apply', digest, '--as', 'operator@example.com', '--authorisation', authorisation];
	const child = spawn(host.node, [host.cli, ...words], { cwd: folder, env: { ...env, ...settings }, stdio: 'ignore' });
	const ended = once(child, 'exit');
	for (;;) {
		const [run] = await query(
			system,
			`SELECT s.run_id FROM cutter_control.change_step s JOIN cutter_control.change_authorisation_use u USING (run_id)
			  WHERE u.authorisation_id = $1 AND s.step = 'C-07' AND s.event = 'started'`,
			[authorisation],
		);
		if (run) return { child, ended, runId: run.run_id };
		assert.equal(child.exitCode, null, 'it is still running');
		await pause(100);
	}
}

/** The run died in C-07, nothing was committed, and starting again is safe. */
async function assertInterrupted(runId) {
	const { runs, migrations } = await done(system.report(['migrate', 'status']));
	const run = runs.find(({ run_id }) => run_id === runId);
	assert.equal(run.state, 'interrupted');
	assert.match(run.sentence, /died at C-07; nothing of the change was committed/);
	assert.match(run.safe, /safe to start again/);
	assert.equal(migrations.find(({ id }) => id === '003_phase_alpha').state, 'pending');
	const columns = await query(system, "SELECT 1 FROM information_schema.columns WHERE table_name = 'tac_logical_unit' AND column_name = 'authority'");
	assert.equal(columns.length, 0);
}

test('kill -9 of the command in C-07: the transaction is gone with it', async () => {
	const release = await holdUnits();
	const { child, ended, runId } = await applyUntilC07();
	child.kill('SIGKILL');
	await ended;
	await release();
	await assertInterrupted(runId);
});

test('PostgreSQL killed and started again under C-07: exit code 1, and the same answer', async () => {
	const release = await holdUnits();
	const { ended, runId } = await applyUntilC07();
	await system.postgres.killAndRecover();
	const [code] = await ended;
	await release();
	assert.equal(code, 1);
	await assertInterrupted(runId);
});

test('the next run, with an authorisation of its own, goes to its end', async () => {
	const run = await done(system.as('operator', 'migrate', 'apply', digest, '--authorisation', await authorised(system, digest)));
	assert.equal(run.status, 'PASS');
});
