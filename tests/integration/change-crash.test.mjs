// Every command of governed change dies in the middle, the server is killed, the disk is full: the next command says exactly where
// things stand and what is safe to do, and what is safe then works.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pause } from '../../scripts/lib/process.mjs';
import { authorised, done, referenceSystem, reviewed } from '../support/change.mjs';
import { backTo, drift, holdInsert, keep, stateOf } from '../support/change-state.mjs';
import { query } from '../support/ledger.mjs';

let system;
let digest;
let authorisation;
before(async () => {
	system = await referenceSystem();
	await done(system.as('operator', 'migrate', 'adopt'));
	await keep(system, 'adopted');
	digest = await reviewed(system, '003_phase_alpha');
	authorisation = await authorised(system, digest);
	await keep(system, 'authorised');
});
after(() => system?.close());

/** Starts a command of one of the people as a process of its own. */
function start(person, words, more = {}) {
	const { host, folder, env, settings, users } = system;
	const child = spawn(host.node, [host.cli, 'cutter', ...words, '--json'], { cwd: folder, env: { ...env, ...settings, CUTTER_TOKEN: users[person].token, ...more }, stdio: ['ignore', 'pipe', 'ignore'] });
	let output = '';
	child.stdout.setEncoding('utf8').on('data', (piece) => (output += piece));
	const ended = new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
	return { child, ended };
}

/** Waits until `there` gives something, while the process runs. */
async function until({ child }, there) {
	for (;;) {
		const found = await there();
		if (found) return found;
		assert.equal(child.exitCode, null, 'it is still running');
		await pause(50);
	}
}

/** kill -9 of a command, at the moment when it writes a certain record. */
async function killedAt(person, words, table, when) {
	const hold = await holdInsert(system, `cutter_control.${table}`, when);
	try {
		const command = start(person, words);
		await until(command, hold.reached);
		command.child.kill('SIGKILL');
		await command.ended;
	} finally {
		await hold.release();
	}
}

const byOperator = (words, more) => system.report(words, { CUTTER_TOKEN: system.users.operator.token, ...more });
const applyWords = (permit = authorisation) => ['migrate', 'apply', digest, '--authorisation', permit];
const status = () => done(system.report(['migrate', 'status']));
const lastRun = ({ runs }) => runs.at(-1);

/** The last run is in a state, with these words, and the database as before. */
async function assertStands(before, state, sentence, safe) {
	const found = lastRun(await status());
	assert.equal(found.state, state, JSON.stringify(found));
	assert.match(found.sentence, sentence);
	assert.match(found.safe, safe);
	if (before) assert.deepEqual(await stateOf(system), before);
	return found;
}

/** Throw-away servers of a process, by their folders. */
const serversOf = (pid) =>
	readdirSync(tmpdir())
		.filter((name) => name.startsWith('iu-cutter-isolated-'))
		.map((name) => join(tmpdir(), name))
		.filter((folder) => existsSync(join(folder, 'owner')) && JSON.parse(readFileSync(join(folder, 'owner'), 'utf8')).pid === pid);

test('plan, backup create and backup verify killed: nothing rests on what they left, and the next ones do their work', async () => {
	await backTo(system, 'adopted');
	const before = await stateOf(system);
	const { folders_without_record: earlier } = await status();
	await killedAt('planner', ['migrate', 'plan', '003_phase_alpha'], 'change_package', 'true');
	await killedAt('operator', ['backup', 'create'], 'backup', 'true');
	const { backup_id: backup } = await done(system.as('operator', 'backup', 'create'));
	const verify = start('operator', ['backup', 'verify', backup]);
	const [server] = await until(verify, () => serversOf(verify.child.pid).filter((folder) => existsSync(join(folder, 'data', 'postmaster.pid'))).slice(0, 1)[0] && serversOf(verify.child.pid));
	verify.child.kill('SIGKILL');
	await verify.ended;

	const found = await status();
	assert.deepEqual(found.packages, []);
	const left = found.folders_without_record.filter((name) => !earlier.includes(name));
	assert.equal(left.length, 1, left.join());
	assert.match(left[0], /^backup_/);
	assert.ok(found.abandoned_servers.includes(server));
	assert.deepEqual(await stateOf(system), before);

	const verified = await done(system.as('operator', 'backup', 'verify', backup));
	assert.equal(verified.verdict, 'pass');
	assert.ok(!existsSync(server), 'the server of the dead process is gone');
	const { package_digest: planned } = await done(system.as('planner', 'migrate', 'plan', '003_phase_alpha'));
	const report = await done(system.report(['report', planned]));
	assert.deepEqual([report.of, report.status], ['package', 'planned']);
	assert.match(report.markdown, new RegExp(`Next: "directus cutter migrate dry-run ${planned.slice(0, 12)}"`));
});

test('dry-run, review and authorise killed: each step is there or it is not', async () => {
	await backTo(system, 'adopted');
	const { package_digest: planned } = await done(system.as('planner', 'migrate', 'plan', '003_phase_alpha'));
	const before = await stateOf(system);
	await killedAt('planner', ['migrate', 'dry-run', planned], 'change_step', "NEW.step = 'C-03'");
	const dead = await status();
	assert.deepEqual([dead.packages[0].state, lastRun(dead).state, dead.abandoned_servers.length], ['planned', 'interrupted', 1]);
	assert.match(lastRun(dead).sentence, /died at RESTORE; nothing of the change was committed/);
	await done(system.as('planner', 'migrate', 'dry-run', planned));

	await killedAt('reviewer', ['migrate', 'review', planned, '--verdict', 'PASS'], 'change_review', 'true');
	const proved = await status();
	assert.deepEqual([proved.packages[0].state, proved.abandoned_servers], ['proved', []]);
	await done(system.as('reviewer', 'migrate', 'review', planned, '--verdict', 'PASS'));

	await killedAt('authoriser', ['migrate', 'authorise', planned, '--environment', 'production', '--expires', '2h'], 'change_authorisation', 'true');
	assert.equal((await status()).packages[0].state, 'reviewed');
	await authorised(system, planned);
	const { state, safe } = (await status()).packages[0];
	assert.equal(state, 'authorised');
	assert.match(safe, /migrate apply [0-9a-f]{12} --authorisation [0-9a-f-]{36}/);
	assert.deepEqual(await stateOf(system), before);
});

test('apply killed in C-01 and inside C-07: the database is as before, and another run goes to its end', async () => {
	for (const [when, at] of [["NEW.step = 'C-02'", /died at C-01; nothing/], ["NEW.step = 'C-07' AND NEW.event = 'done'", /died at C-07; nothing/]]) {
		await backTo(system, 'authorised');
		const before = await stateOf(system);
		await killedAt('operator', applyWords(), 'change_step', when);
		await assertStands(before, 'interrupted', at, /safe to start again, with a new authorisation/);
	}
	const used = await byOperator(applyWords());
	assert.deepEqual([used.code, used.error.code], [1, 'CUTTER_AUTHORISATION_USED']);
	const run = await done(byOperator(applyWords(await authorised(system, digest))));
	assert.equal(run.status, 'PASS');
	const { runs } = await status();
	assert.deepEqual(runs.filter(({ kind }) => kind === 'apply').map(({ state }) => state), ['interrupted', 'done']);
});

test('apply, verify and rollback killed after a commit: what is missing is said, and verify closes the run', async () => {
	await backTo(system, 'authorised');
	const untouched = await stateOf(system);
	await killedAt('operator', applyWords(), 'gate_report', "NEW.gate_id = 'G-11'");
	const { run_id: run } = await assertStands(null, 'checks_missing', /after C-07 committed: the change is in the database/, /migrate verify/);
	const unclosed = await done(system.report(['report', run]));
	assert.equal(unclosed.status, 'INCOMPLETE');
	assert.match(unclosed.markdown, /- no record of gate G-9/);

	await killedAt('operator', ['migrate', 'verify', run], 'change_step', "NEW.step = 'C-08'");
	await assertStands(null, 'checks_missing', /its checks are missing/, /migrate verify/);
	assert.equal((await done(system.as('operator', 'migrate', 'verify', run))).status, 'PASS');
	await done(system.report(['report', 'check', run]));

	await drift(system, "UPDATE public.tac_logical_unit SET authority = 'enacted' WHERE canonical_address = 'D38-DIEU28-S1'");
	assert.equal((await system.as('operator', 'migrate', 'verify', run)).code, 1);
	assert.equal(lastRun(await status()).state, 'checks_failed');
	const rollback = async () => {
		const permit = await authorised(system, digest, '--operation', 'rollback', '--run', run);
		return ['migrate', 'rollback', run, '--operation', 'rollback', '--environment', 'production', '--failed-check', 'VA-6', '--authorisation', permit];
	};
	const applied = await stateOf(system);
	await killedAt('operator', await rollback(), 'change_step', "NEW.step = 'DOWN'");
	await assertStands(applied, 'interrupted', /died at C-09/, /still in the database: it is safe to start the rollback again/);
	await killedAt('operator', await rollback(), 'change_step', "NEW.step = 'C-09' AND NEW.event = 'done'");
	const { run_id: back } = await assertStands(null, 'checks_missing', /the change is taken back, the comparison of the schema is missing/, /migrate verify/);
	const closed = await done(system.as('operator', 'migrate', 'verify', back));
	assert.equal(closed.status, 'PASS');
	assert.match(readFileSync(join(closed.folder, 'report.md'), 'utf8'), /removed 0, added 0, 0 lines differ/);
	const { shape } = await stateOf(system);
	assert.equal(shape, untouched.shape);
	const again = await byOperator(await rollback());
	assert.deepEqual([again.code, again.error.code], [1, 'CUTTER_ROLLBACK_NOTHING_TO_TAKE_BACK']);
});

test('PostgreSQL killed and started again, between C-06 and C-07 and inside C-07: exit code 1, the database as before', async () => {
	for (const [when, at] of [["NEW.step = 'C-07' AND NEW.event = 'started'", /died at C-06; nothing/], ["NEW.step = 'C-07' AND NEW.event = 'done'", /died at C-07; nothing/]]) {
		await backTo(system, 'authorised');
		const before = await stateOf(system);
		const hold = await holdInsert(system, 'cutter_control.change_step', when);
		const command = start('operator', applyWords());
		await until(command, hold.reached);
		await system.postgres.killAndRecover();
		const { code, output } = await command.ended;
		await hold.release();
		assert.equal(code, 1, output);
		await assertStands(before, 'interrupted', at, /safe to start again/);
	}
	assert.equal((await done(byOperator(applyWords(await authorised(system, digest))))).status, 'PASS');
});

/** A file system of its own for artefacts, which can be filled to its last byte. */
function smallDisk(t) {
	const folder = join(system.folder, 'small-disk');
	mkdirSync(folder, { recursive: true });
	if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', folder]).status !== 0) return null;
	t.after(() => spawnSync('umount', [folder]));
	const ballast = join(folder, 'packages', 'ballast');
	mkdirSync(join(folder, 'packages'));
	return {
		settings: { CUTTER_ARTEFACTS_DIR: folder },
		fill() {
			spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=4k']);
		},
		free: () => rmSync(ballast, { force: true }),
	};
}

test('the disk is full before the backup, and after the commit: G-1 fires; the checks are made up for when there is room', async (t) => {
	await backTo(system, 'authorised');
	const before = await stateOf(system);
	const disk = smallDisk(t);
	if (!disk) return t.skip('only root may mount a small file system');
	const words = applyWords();

	const hold = await holdInsert(system, 'cutter_control.change_step', "NEW.step = 'C-01'");
	const early = start('operator', words, disk.settings);
	await until(early, hold.reached);
	disk.fill();
	await hold.resume();
	const first = await early.ended;
	await hold.release();
	assert.equal(first.code, 1, first.output);
	const failed = JSON.parse(first.output).data;
	assert.ok(failed.fired.some(({ id, observed }) => id === 'G-1' && /no space left/i.test(observed)), first.output);
	await assertStands(before, 'stopped', /nothing of the change was committed/, /safe to start again/);

	disk.free();
	const late = await holdInsert(system, 'cutter_control.gate_report', "NEW.gate_id = 'G-11'");
	const second = start('operator', applyWords(await authorised(system, digest)), disk.settings);
	await until(second, late.reached);
	disk.fill();
	await late.resume();
	const { code, output } = await second.ended;
	await late.release();
	assert.equal(code, 1, output);
	assert.match(JSON.parse(output).data.failure, /no space left/i);
	const { run_id: run } = await assertStands(null, 'checks_failed', /The change is committed/, /Mend and run "directus cutter migrate verify/);
	disk.free();
	const closed = await done(byOperator(['migrate', 'verify', run], disk.settings));
	assert.equal(closed.status, 'PASS');

	disk.fill();
	const { code: refused, error } = await byOperator(['backup', 'create'], { CUTTER_ARTEFACTS_DIR: join(disk.settings.CUTTER_ARTEFACTS_DIR, 'packages', 'ballast', 'no') });
	assert.deepEqual([refused, error.code], [1, 'CUTTER_ARTEFACTS_UNWRITABLE']);
});

test('nothing else was left behind', async () => {
	assert.deepEqual((await status()).abandoned_servers, []);
	assert.equal((await query(system, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")).length, 0);
});
