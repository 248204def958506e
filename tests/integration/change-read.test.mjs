// Governed change as it is read over HTTP: a real package is planned, rehearsed, reviewed, authorised, carried out, found wrong and taken
// back on the command line, and at each step every person is told where it stands and whose turn it is.

import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { done, makePending, PENDING_AGAIN, servedSystem } from '../support/change.mjs';
import { holdInsert } from '../support/change-state.mjs';
import { eventually } from '../support/hold.mjs';
import { query } from '../support/ledger.mjs';
import { newPerson } from '../support/people.mjs';

let system;
let digest;
let applied;
before(async () => {
	system = await servedSystem();
});
after(() => system?.close());

const read = (person, path) => system.clients[person].get(`/cutter/change/${path}`);
const migrate = (person, ...words) => system.as(person, 'migrate', ...words);
const refused = async (client, path) => {
	const { status, body } = await client.send('GET', `/cutter/change/${path}`);
	return [status, body.errors?.[0].extensions.code, body.errors?.[0].message];
};
/** The package as a person is shown it: its state, whose duty it waits for, whether it is theirs, and why not. */
const turnOf = async (person) => {
	const { packages } = await read(person, 'packages');
	const { standing, mine, obstacles } = packages.find(({ package_digest }) => package_digest === digest);
	return [standing.state, standing.waits_for, mine, obstacles.map(({ code }) => code)];
};
const waitingFor = async (person) => (await read(person, 'waiting')).waiting.map(({ of, state, mine }) => [of, state, mine]);
const migrationFile = (id, name) => readFileSync(inProject('migrations', id, name), 'utf8');

test('where nothing was ever changed there is nothing to read, and nobody without a duty reads it', async () => {
	assert.deepEqual([(await read('executor', 'packages')).packages, (await read('verifier', 'runs')).runs, (await read('reviewer', 'backups')).backups], [[], [], []]);
	assert.deepEqual(await waitingFor('executor'), []);
	const stranger = await newPerson(system);
	for (const path of ['packages', 'runs', 'backups', 'waiting', 'report?named=x', 'report/file?named=x', 'report/check?named=x']) {
		assert.deepEqual((await refused(stranger.client, path)).slice(0, 2), [403, 'CUTTER_DUTY_MISSING'], path);
		assert.deepEqual((await refused(system.clients.anonymous, path)).slice(0, 2), [403, 'CUTTER_NOBODY'], path);
	}
	assert.deepEqual((await refused(system.clients.executor, 'report?named=nothing-of-that-name')).slice(0, 2), [404, 'CUTTER_REPORT_MISSING']);
	assert.deepEqual((await refused(system.clients.executor, 'runs/00000000-0000-4000-8000-000000000000')).slice(0, 2), [404, 'CUTTER_RUN_MISSING']);
	assert.deepEqual((await refused(system.clients.executor, 'report?named=')).slice(0, 2), [400, 'CUTTER_REQUEST_INVALID']);
});

test('before the migration that lets them, readers are told what is pending, and read nothing', async () => {
	await query(system, migrationFile(PENDING_AGAIN, 'down.sql'));
	try {
		for (const path of ['packages', 'runs', 'backups', 'waiting']) {
			const [status, code, message] = await refused(system.clients.admin, path);
			assert.deepEqual([status, code], [409, 'CUTTER_CHANGE_NOT_READABLE'], path);
			assert.match(message, /016_change_readers/);
		}
	} finally {
		await query(system, migrationFile(PENDING_AGAIN, 'up.sql'));
	}
});

test('a package: each step waits for its duty, and never for who made what is judged', async () => {
	await makePending(system);
	({ package_digest: digest } = await done(migrate('executor', 'plan', PENDING_AGAIN)));
	assert.deepEqual(await turnOf('executor'), ['planned', 'executor', true, []]);
	assert.deepEqual(await turnOf('verifier'), ['planned', 'executor', false, ['DUTY_MISSING']]);

	await done(migrate('executor', 'dry-run', digest));
	assert.deepEqual(await turnOf('reviewer'), ['proved', 'reviewer', true, []]);
	assert.deepEqual(await turnOf('executor'), ['proved', 'reviewer', false, ['DUTY_MISSING']]);
	assert.deepEqual(await waitingFor('reviewer'), [['package', 'proved', true]]);

	await done(migrate('reviewer', 'review', digest, '--verdict', 'PASS_WITH_NOTES', '--notes', 'Mind the roles.'));
	assert.deepEqual(await turnOf('admin'), ['reviewed', 'authoriser', true, []]);
	assert.deepEqual(await turnOf('executor'), ['reviewed', 'authoriser', false, ['DUTY_MISSING']]);

	const { authorisation_id: permit } = await done(migrate('admin', 'authorise', digest, '--environment', 'production', '--expires', '2h'));
	assert.deepEqual(await turnOf('executor'), ['authorised', 'executor', true, []]);
	// Whoever authorised does not operate, whatever their rights.
	assert.deepEqual(await turnOf('admin'), ['authorised', 'executor', false, ['CHANGE_SAME_PERSON']]);
	const { packages, names } = await read('verifier', 'packages');
	assert.equal(packages[0].standing.command, `migrate apply ${digest.slice(0, 12)} --authorisation ${permit}`);
	assert.deepEqual(packages[0].reviews.map(({ verdict, notes }) => [verdict, notes]), [['PASS_WITH_NOTES', 'Mind the roles.']]);
	assert.equal(names[packages[0].planned_by], 'Executor Cutter');

	// While it goes on, readers see at which command, and hold nobody up.
	const hold = await holdInsert(system, 'cutter_control.change_step', "NEW.step = 'C-07' AND NEW.event = 'started'");
	const applying = done(migrate('executor', 'apply', digest, '--authorisation', permit));
	try {
		const ended = Date.now() + 60_000;
		while (!(await hold.reached()) && Date.now() < ended) await new Promise((resolve) => setTimeout(resolve, 100));
		const { runs } = await read('reviewer', 'runs');
		assert.deepEqual([runs[0].kind, runs[0].standing.state], ['apply', 'running']);
		assert.match(runs[0].standing.sentence, /The run is at C-06/);
	} finally {
		await hold.resume();
		applied = await applying;
		await hold.release();
	}
	assert.equal(applied.status, 'PASS');
	assert.deepEqual((await turnOf('executor')).slice(0, 2), ['closed', null]);
	assert.deepEqual(await waitingFor('executor'), []);
	const used = (await read('executor', 'packages')).packages[0].authorisations;
	assert.deepEqual(used.map(({ used_by_run }) => used_by_run), [applied.run_id]);
});

test('a run: its commands in order, its gates and checks, and who permitted it', async () => {
	const run = await read('verifier', `runs/${applied.run_id}`);
	assert.deepEqual([run.kind, run.environment, run.standing.state, run.failing], ['apply', 'production', 'done', []]);
	assert.deepEqual([...new Set(run.steps.map(({ step }) => step))], ['C-01', 'C-02', 'C-03', 'C-04', 'C-05', 'C-06', 'C-07', 'C-08', 'END']);
	const at = (step) => run.gates.filter((each) => each.step === step).map(({ gate }) => gate.id);
	assert.ok(at('C-06').includes('P-1') && at('C-06').includes('G-2') && at('C-08').includes('V16-01'), JSON.stringify(run.gates));
	const permitted = (await query(system, 'SELECT authorised_by FROM cutter_control.change_authorisation WHERE authorisation_id = $1', [run.authorisation.authorisation_id]))[0];
	assert.equal(run.authorisation.authorised_by, permitted.authorised_by);
	const status = (await done(system.report(['migrate', 'status']))).runs.find(({ run_id }) => run_id === applied.run_id);
	assert.deepEqual([status.sentence, status.safe], [run.standing.sentence, run.standing.safe], 'as the command line says it');
});

test('a report is the one in the folder, to the byte, and a folder that was changed is found out', async () => {
	const folder = join(system.artefacts, (await read('executor', `runs/${applied.run_id}`)).folder);
	const report = await read('verifier', `report?named=${applied.run_id}`);
	assert.deepEqual([report.of, report.status, report.markdown], ['run', 'PASS', readFileSync(join(folder, 'report.md'), 'utf8')]);
	for (const [format, name, type] of [['markdown', 'report.md', 'text/markdown'], ['json', 'report.json', 'application/json']]) {
		const answer = await fetch(`${system.url}/cutter/change/report/file?named=${applied.run_id}&format=${format}`, { headers: { authorization: `Bearer ${system.users.verifier.token}` } });
		assert.equal(await answer.text(), readFileSync(join(folder, name), 'utf8'));
		assert.ok(answer.headers.get('content-type').startsWith(type));
		assert.match(answer.headers.get('content-disposition'), new RegExp(`run-${applied.run_id}\\.(md|json)`));
	}
	const check = () => read('verifier', `report/check?named=${applied.run_id}`);
	assert.equal((await check()).verdict, 'pass');
	const packaged = await read('verifier', `report?named=${digest.slice(0, 12)}`);
	assert.deepEqual([packaged.of, packaged.status], ['package', 'closed']);

	appendFileSync(join(folder, 'SUMMARY.txt'), 'and more\n');
	const changed = await check();
	assert.equal(changed.verdict, 'fail');
	assert.ok(changed.checks.some(({ id, verdict }) => id === 'RC-1' && verdict === 'fail'));
	assert.ok(!JSON.stringify(changed).includes(system.artefacts), 'where folders lie is not told');

	renameSync(folder, `${folder}.away`);
	for (const path of ['report', 'report/file', 'report/check']) {
		const [status, code, message] = await refused(system.clients.verifier, `${path}?named=${applied.run_id}`);
		assert.deepEqual([status, code], [404, 'CUTTER_FOLDER_MISSING'], path);
		assert.ok(!message.includes(system.artefacts), message);
	}
	renameSync(`${folder}.away`, folder);
});

test('a backup does not count before it was restored, and then shows its ten checks', async () => {
	const { backup_id: id } = await done(system.as('executor', 'backup', 'create'));
	const found = async () => (await read('reviewer', 'backups')).backups.find(({ backup_id }) => backup_id === id);
	const never = await found();
	assert.deepEqual([never.standing, never.verifications], [{ state: 'NEVER_RESTORED', fresh: true, command: `backup verify ${id}` }, []]);
	assert.ok(never.holdings.rows.some(({ table }) => table === 'public.tac_logical_unit'));
	await done(system.as('executor', 'backup', 'verify', id));
	const { standing, verifications } = await found();
	assert.deepEqual([standing.state, standing.command, verifications.length], ['PASS', null, 1]);
	assert.deepEqual(verifications[0].checks.map(({ id, verdict }) => [id, verdict]), Array.from({ length: 10 }, (_, index) => [`BV-${index + 1}`, 'pass']));
	assert.equal((await read('reviewer', `report/check?named=${id}`)).verdict, 'pass');
});

test('one folder is checked at a time: whoever asks for another is told to ask again', async () => {
	const { backup_id: id, folder } = await done(system.as('executor', 'backup', 'create'));
	const padding = join(folder, 'padding');
	writeFileSync(padding, '');
	truncateSync(padding, 2 * 2 ** 30);
	try {
		const check = (person, named) => system.clients[person].send('GET', `/cutter/change/report/check?named=${named}`);
		const other = () => check('verifier', applied.run_id);
		// Whichever of the two comes first is let in: the long one asks again, too, where it was the other.
		const long = eventually('the long check', async () => {
			const answer = await check('reviewer', id);
			return answer.status !== 503 && answer;
		});
		const busy = await eventually('a check that is refused', async () => {
			const answer = await other();
			return answer.status === 503 && answer;
		});
		assert.equal(busy.body.errors[0].extensions.code, 'CUTTER_BUSY');
		assert.match(busy.headers.get('retry-after'), /^[1-9]\d*$/);
		const { status, body } = await long;
		assert.deepEqual([status, body.data.verdict], [200, 'fail']);
		assert.equal((await other()).status, 200);
	} finally {
		rmSync(padding);
	}
});

test('a check that fails later waits for people, and what was taken back says so', async () => {
	await query(system, 'GRANT SELECT ON cutter_control.environment TO cutter_ro');
	const verified = await migrate('executor', 'verify', applied.run_id);
	assert.equal(verified.code, 1);
	const failed = await read('executor', `runs/${applied.run_id}`);
	assert.deepEqual([failed.standing.state, failed.failing, failed.mine], ['checks_failed', ['V16-10', 'G-9'], true]);
	assert.deepEqual(await waitingFor('executor'), [['run', 'checks_failed', true]]);
	assert.deepEqual(await waitingFor('reviewer'), [['run', 'checks_failed', false]]);

	const { authorisation_id: permit } = await done(migrate('admin', 'authorise', digest, '--environment', 'production', '--expires', '1h', '--operation', 'rollback', '--run', applied.run_id));
	const back = await done(migrate('executor', 'rollback', applied.run_id, '--operation', 'rollback', '--environment', 'production', '--failed-check', 'V16-10', '--authorisation', permit));
	// What let readers read was taken back; it is given again to look at the records of it.
	assert.equal((await refused(system.clients.executor, 'runs'))[1], 'CUTTER_CHANGE_NOT_READABLE');
	await query(system, migrationFile(PENDING_AGAIN, 'up.sql'));
	const [taken, rollback] = await Promise.all([read('executor', `runs/${applied.run_id}`), read('executor', `runs/${back.run_id}`)]);
	assert.deepEqual([taken.standing.state, taken.standing.waits_for, taken.rollbacks], ['taken_back', null, [back.run_id]]);
	assert.deepEqual([rollback.kind, rollback.of_run_id, rollback.standing.state], ['rollback', applied.run_id, 'done']);
	assert.ok(rollback.steps.some(({ step, event }) => step === 'DOWN' && event === 'done'));
	assert.deepEqual(await query(system, 'SELECT 1 FROM cutter_control.schema_migration WHERE migration_id = $1', [PENDING_AGAIN]), []);
});
