// The command line is a function of a loaded Directus, and a process. Each command is run as the function; of each way to begin and to end one is run as
// both, and says the same.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { eventually } from '../support/hold.mjs';
import { carry } from '../support/pipeline.mjs';
import { commandLineOf, newPrefix, ownSystem, sharedSystem, sql } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

const NOBODY_HAS = '00000000-0000-4000-8000-000000000000';

let system;
let law;
before(async () => {
	system = await sharedSystem();
	law = await carry(system, { text: smallLaw('dòng lệnh'), prefix: newPrefix('COMMANDS') });
});
after(() => system?.close());

/** Words for each command, the exit code, and what it reads; `as` names a person. None of them leaves anything behind. */
const as = (person) => ['--as', system.users[person].email];
const why = (person) => [...as(person), '--rationale', 'Thử.', '--dry-run'];
const at = (path) => `${law.prefix}/${path}`;
const COMMANDS = {
	init: () => [[], 0],
	status: () => [['--json'], 0],
	resolve: () => [[at('DIEU-1'), at('DIEU-77'), ...as('reviewer')], 1],
	'migrate status': () => [['--json'], 0],
	'migrate plan': () => [['001_tac_baseline', ...as('admin')], 1],
	'migrate dry-run': () => [['nothing', ...as('admin'), '--json'], 1],
	'migrate review': () => [['nothing', ...as('admin'), '--verdict', 'PASS'], 1],
	'migrate authorise': () => [['nothing', ...as('admin'), '--environment', 'production', '--expires', '2h'], 1],
	'migrate apply': () => [[], 0],
	'migrate verify': () => [[NOBODY_HAS, ...as('admin')], 1],
	'migrate rollback': () => [[NOBODY_HAS, ...as('admin')], 1],
	'migrate adopt': () => [as('admin'), 0],
	'backup create': () => [['--as', 'nobody@example.com'], 1],
	'backup verify': () => [[NOBODY_HAS, ...as('admin')], 1],
	'backup list': () => [as('admin'), 0],
	'report show': () => [['nothing'], 1],
	'report check': () => [['nothing', '--json'], 1],
	mark: () => [[NOBODY_HAS, ...as('executor')], 1],
	sweep: () => [as('reviewer'), 1],
	review: () => [[law.manifestId, ...as('reviewer'), '--verdict', 'PASS', '--rationale', 'Read.'], 1],
	cut: () => [[law.manifestId, ...as('executor'), '--json'], 1],
	verify: () => [[law.changeSetId, ...as('executor')], 1],
	audit: () => [['--document', law.docCode, ...as('reviewer'), '--limit', '2'], 0],
	diff: () => [[law.manifestId, law.manifestId, ...as('reviewer')], 0],
	export: () => [[law.prefix, ...as('reviewer'), '--format', 'json'], 0],
	read: () => [[law.prefix, '--document', ...as('reviewer'), '--json'], 0],
	'cited-by': () => [[at('DIEU-77'), ...as('reviewer')], 1],
	references: () => [[law.prefix, '--document', ...as('reviewer'), '--limit', '2'], 0],
	'open-citations': () => [[...as('reviewer'), '--why', 'x'], 2],
	wanted: () => [[...as('reviewer'), '--limit', '0'], 2],
	names: () => [[law.prefix, ...as('reviewer')], 1],
	'read-references': () => [as('reviewer'), 1],
	'operate split': () => [[at('DIEU-1'), '--ends-at', '1', '--ends-at', 'x', ...why('executor')], 2],
	'operate join': () => [[at('DIEU-2/KHOAN-1'), at('DIEU-2/KHOAN-2'), ...why('executor'), '--json'], undefined],
	'operate renumber': () => [[at('DIEU-3'), at('DIEU-4'), ...why('executor')], 0],
	'operate substitute': () => [[at('DIEU-1'), '--text', '-', ...why('executor')], 0, 'Dụng cụ của hiệp hội là của chung.\n'],
	'operate insert': () => [[at('DIEU-3'), at('DIEU-4'), '--section-type', 'article', '--label', 'Điều 4', ...why('executor')], undefined],
	'operate move': () => [[at('DIEU-3'), '--top', '--below', at('DIEU-1'), ...why('executor')], 2],
	'operate retire': () => [[at('DIEU-77'), ...why('executor')], 1],
	withdraw: () => [[law.changeSetId, ...why('executor')], 0],
	correct: () => [[law.changeSetId, ...why('executor'), '--profile', 'no-such'], 1],
	'operate suspend': () => [[at('DIEU-1'), ...why('executor')], 1],
	'operate resume': () => [[at('DIEU-1'), ...why('executor')], 1],
	'operate enact': () => [[at('DIEU-1'), ...why('reviewer')], 1],
	amend: () => [[law.prefix, '--text', '-', ...as('executor')], 0, smallLaw('dòng lệnh')],
	'amended-by': () => [[law.prefix, '--why', 'x', ...as('executor')], 2],
	amends: () => [[law.prefix, ...as('reviewer'), '--json'], 0],
	outstanding: () => [[...as('reviewer'), '--limit', '0'], 2],
	consolidate: () => [[law.prefix, ...as('executor'), '--dry-run'], 0],
	run: () => [[join(system.folder, 'nowhere'), ...as('executor')], 1],
	'ledger export': () => [[NOBODY_HAS, '--out', join(system.folder, 'bundle.json')], 1],
	'ledger checkpoint': () => [[...as('executor'), '--out', join(system.folder, 'nothing.json')], 1],
	'ledger prove': () => [[at('DIEU-1'), ...as('reviewer'), '--out', join(system.folder, 'nothing.tlog-proof')], 1],
	'ledger tiles': () => [[...as('reviewer'), '--out', join(system.folder, 'no-tiles')], 1],
	'ledger check': () => [['--proof', join(system.folder, 'nowhere'), '--text', join(system.folder, 'nowhere'), '--vkey', 'law.example/log'], 1],
	'ledger audit': () => [['--documents', '1', ...as('executor')], 1],
	'ledger verify': () => [['--bundle', join(system.folder, 'nowhere')], 1],
	'keys generate-log': () => [['--origin', 'law example', '--owner', 'a@example.com'], 1],
	'keys generate': () => [['--lane', 'DOT-991', '--owner', 'a@example.com'], 1],
	'keys list': () => [[], 0],
	'keys rotate': () => [['--lane', 'DOT-990', '--owner', 'a@example.com'], 2],
	'keys revoke': () => [['no-such-key', ...as('admin'), '--reason', 'None.'], 1],
};

/** Exit codes 0, 1 and 2, what is read from standard input, JSON, keys, connections of their own, and what needs no database. */
const AS_PROCESS = new Set(['status', 'resolve', 'wanted', 'amend', 'operate join', 'read', 'keys rotate', 'backup list', 'migrate dry-run', 'ledger verify']);

/** Every command that its help names, with its groups before it. */
async function leaves(groups = []) {
	const { stdout } = await system.cutter([...groups, '--help']);
	const [, listed = ''] = stdout.split('\nCommands:\n');
	const names = [...listed.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name).filter((name) => name !== 'help');
	if (names.length === 0) return [groups.join(' ')];
	return (await Promise.all(names.map((name) => leaves([...groups, name])))).flat();
}

test('every command is in the list below', async () => {
	assert.deepEqual((await leaves()).sort(), Object.keys(COMMANDS).sort());
	for (const command of AS_PROCESS) assert.ok(command in COMMANDS, command);
});

// One after the other: those of governed change take one lock, and would refuse each other.
describe('a command says something and ends with its code; a process says what the function says', () => {
	for (const [command, ask] of Object.entries(COMMANDS)) {
		test(`directus cutter ${command}`, async () => {
			const [words, code, input] = ask();
			const asked = [...command.split(' '), ...words];
			const called = await system.cutter(asked, { input });
			assert.ok(called.stdout || called.stderr);
			if (code !== undefined) assert.equal(called.code, code, called.stderr);
			if (AS_PROCESS.has(command)) assert.deepEqual({ ...(await system.cutter(asked, { input, process: true })) }, { ...called });
		});
	}
});

test('a group alone shows its help and ends with 2, an unknown command says so', async () => {
	for (const [words, code] of [[['keys'], 2], [['nonsense'], 2]]) {
		const [called, ran] = [await system.cutter(words), await system.cutter(words, { process: true })];
		assert.deepEqual(ran, called);
		assert.equal(ran.code, code);
	}
});

test('more than a pipe holds comes out whole before the process ends', async () => {
	const text = Array.from({ length: 2000 }, (_, place) => `Điều ${place + 1}. Dụng cụ số ${place + 1}\nDụng cụ này được dùng chung và được trả lại đúng chỗ.\n`).join('\n');
	const long = await carry(system, { text, prefix: newPrefix('LONG') }, 'cut');
	const asked = ['read', long.prefix, '--document', '--as-of', new Date().toISOString(), ...as('reviewer'), '--json'];
	const [called, ran] = [await system.cutter(asked), await system.cutter(asked, { process: true })];
	assert.ok(called.stdout.length > 512 * 1024, `${called.stdout.length} characters`);
	assert.deepEqual([ran.code, ran.stdout === called.stdout], [0, true]);
});

test('commands that run at the same time keep what they are told and what they say apart', async () => {
	const answers = await Promise.all(
		Array.from({ length: 24 }, (_, place) =>
			place % 2
				? system.cutter(['operate', 'substitute', at('DIEU-1'), '--text', '-', ...why('executor')], { input: `Văn bản số ${place}.\n` })
				: commandLineOf(system, { CUTTER_KEYS_DIR: join(system.folder, `no-keys-${place}`) })(['status', '--json']),
		),
	);
	for (const [place, { code, stdout }] of answers.entries()) {
		if (place % 2) assert.ok(stdout.includes(`      Văn bản số ${place}.\n`) && code === 0, stdout);
		else assert.deepEqual([code, JSON.parse(stdout).data.problems.length], [1, 2], stdout);
	}
	const { code, stdout } = await system.cutter(['status']);
	assert.equal(code, 0, stdout);
});

test('nothing of a command is left when it has ended: no connection, and no login that was found good', async () => {
	const refused = await commandLineOf(system, { CUTTER_VERIFY_DATABASE_URL: system.databaseUrl })(['status', '--json']);
	assert.equal(refused.code, 1, refused.stdout);
	assert.equal((await system.cutter(['status'])).code, 0);
	await eventually('all logins of commands are closed', async () => {
		const { rows } = await sql(system.adminDatabaseUrl, "SELECT FROM pg_stat_activity WHERE application_name LIKE 'iu-cutter%'");
		return rows.length === 0;
	});
});

test('a command finds the server as it is now: killed, started again, and asked by another login', async () => {
	const own = await ownSystem({ serve: false });
	try {
		const asOther = commandLineOf(own, { DB_CONNECTION_STRING: own.adminDatabaseUrl });
		const codes = async () => (await Promise.all([own.cutter(['status']), asOther(['status'])])).map(({ code }) => code);
		assert.deepEqual(await codes(), [0, 0]);
		await own.postgres.killAndRecover();
		assert.deepEqual(await codes(), [0, 0]);
	} finally {
		await own.close();
	}
});
