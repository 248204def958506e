// A login for one command: at a terminal somebody is asked for e-mail address, password and one-time code; the session ends with the command.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { run } from '../../scripts/lib/process.mjs';
import { inProject } from '../../scripts/lib/paths.mjs';
import { query } from '../support/ledger.mjs';
import { newPerson } from '../support/people.mjs';
import { carry } from '../support/pipeline.mjs';
import { sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

let system;
let person;
let careful;
let secret;
before(async () => {
	system = await sharedSystem();
	person = await newPerson(system, { duties: ['Observer', 'Reviewer'] });
	careful = await newPerson(system, { duties: ['Observer', 'Reviewer'] });
	// As Directus keeps it when somebody sets one up in the Studio, where these two have no seat.
	secret = [...randomBytes(16)].map((byte) => BASE32[byte % 32]).join('');
	await query(system, 'UPDATE directus_users SET tfa_secret = $2 WHERE id = $1', [careful.id, secret]);
});
after(() => system?.close());

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** `directus cutter …` at a terminal. */
async function typing(steps, words) {
	const { host, folder, env } = system;
	const { stdout, stderr } = await run('python3', [inProject('tests', 'support', 'terminal.py'), JSON.stringify(steps), host.node, host.cli, 'cutter', ...words, '--json'], { cwd: folder, env, wholeOutput: true });
	assert.ok(stdout, stderr);
	const { code: exit, shown, stdout: told } = JSON.parse(stdout);
	for (const { password } of [person, careful]) assert.ok(!`${shown}${told}`.includes(password), 'a password is not shown');
	return { code: exit, shown, ...JSON.parse(told || '{}') };
}
const resolve = ['resolve', 'NOWHERE/DIEU-1'];
const sessionsOf = async ({ id }) => (await query(system, 'SELECT count(*)::int AS count FROM directus_sessions WHERE "user" = $1', [id]))[0].count;

test('e-mail address and password; the session is over when the command is', async () => {
	const done = await carry(system, { text: smallLaw(`bàn phím ${process.pid}`) }, 'sweep');
	const sessions = await sessionsOf(person);
	const { code: exit, data, shown } = await typing([['E-mail address: ', person.email], ['Password: ', person.password]], ['review', done.manifestId, '--verdict', 'FAIL', '--rationale', 'No.']);
	assert.deepEqual([exit, data?.status], [0, 'reviewed_rejected'], shown);
	const [row] = await query(system, "SELECT changed_by, channel, session_kind FROM cutter_governance.decision_backlog_history WHERE entry_id = $1 AND change_kind = 'review:reject'", [done.entryId]);
	assert.deepEqual(row, { changed_by: person.id, channel: 'cli', session_kind: 'login' });
	assert.equal(await sessionsOf(person), sessions);
	const [activity] = await query(system, `SELECT user_agent FROM directus_activity WHERE "user" = $1 AND action = 'login' ORDER BY id DESC LIMIT 1`, [person.id]);
	assert.equal(activity.user_agent, 'directus cutter', 'Directus has the login on record');
});

test('with a one-time code, of the person who is named', async () => {
	const done = await carry(system, { text: smallLaw(`mã một lần ${process.pid}`) }, 'sweep');
	const { code: exit, data, shown } = await typing([['Password: ', careful.password], ['One-time code: ', { otp: secret }]], ['review', done.manifestId, '--verdict', 'FAIL', '--rationale', 'No.', '--as', careful.email]);
	assert.deepEqual([exit, data?.status], [0, 'reviewed_rejected'], shown);
	assert.ok(!shown.includes('E-mail address'));
	const [row] = await query(system, "SELECT changed_by, session_kind FROM cutter_governance.decision_backlog_history WHERE entry_id = $1 AND change_kind = 'review:reject'", [done.entryId]);
	assert.deepEqual(row, { changed_by: careful.id, session_kind: 'login_otp' });
});

test('refused: a wrong password, a wrong code, another person than is named, a suspended one, and who types nothing', async () => {
	const asked = (who, password = who.password) => [['E-mail address: ', who.email], ['Password: ', password]];
	const answers = [
		[await typing(asked(person, 'not mine'), resolve), 'LOGIN_REFUSED', /password/],
		[await typing([...asked(careful), ['One-time code: ', '000000']], resolve), 'LOGIN_REFUSED', /one-time code/],
		[await typing(asked(person), [...resolve, '--as', careful.id]), 'TOKEN_OF_ANOTHER', /yourself/],
		[await typing([['E-mail address: ', null]], resolve), 'LOGIN_ENDED', /not finished/],
		[await typing([['E-mail address: ', person.email], ['Password: ', null]], resolve), 'LOGIN_ENDED', /not finished/],
	];
	await system.clients.admin.patch(`/users/${person.id}`, { status: 'suspended' });
	answers.push([await typing(asked(person), resolve), 'LOGIN_REFUSED', /not active/]);
	for (const [{ code: exit, error, shown }, refusal, sentence] of answers) {
		assert.deepEqual([exit, error?.code], [1, `CUTTER_${refusal}`], shown);
		assert.match(error.message, sentence);
	}
	assert.equal(await sessionsOf(person), 0);
});

test('nobody is asked where no terminal is, or a token is given', async () => {
	const { code: exit, stdout } = await system.cutter([...resolve, '--json'], { token: '', process: true });
	assert.deepEqual([exit, JSON.parse(stdout).error.code], [1, 'CUTTER_TOKEN_MISSING']);
	const { env } = system;
	system.env = { ...env, CUTTER_TOKEN: careful.token };
	const { data, shown } = await typing([], resolve);
	system.env = env;
	assert.equal(data[0].outcome, 'not_found');
	assert.ok(!shown.includes('Password'));
});
