// `directus cutter resolve`: one report, three exit codes, and always somebody who asks.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newPerson } from '../support/people.mjs';
import { carry } from '../support/pipeline.mjs';
import { sharedSystem } from '../support/system.mjs';
import { oneArticle } from '../support/texts.mjs';

let system;
let known;
let unknown;
before(async () => {
	system = await sharedSystem();
	const { prefix } = await carry(system, { text: oneArticle('dòng lệnh tra cứu') });
	[known, unknown] = [`${prefix}/DIEU-1`, `${prefix}/DIEU-77`];
});
after(() => system?.close());

/** Runs the commands side by side. */
const all = (...commands) => Promise.all(commands.map((words) => system.cutter(['resolve', ...words])));

/** The one report on standard output. */
function report({ stdout }) {
	const lines = stdout.trimEnd().split('\n');
	assert.equal(lines.length, 1, `one line and nothing else: ${stdout}`);
	return JSON.parse(lines[0]);
}

test('0 where every text names a unit: by e-mail address in any case, by id, as of a time, without following', async () => {
	const { id, email } = system.users.reviewer;
	const [plain, byId, json] = await all([known, '--as', email.toUpperCase()], [known, known, '--as', id, '--follow', 'none'], [known, ` ${known} `, '--as', email, '--json', '--as-of', '2099-01-01']);
	assert.deepEqual([plain.code, plain.stdout], [0, `${known}: canonical ${known}\n`]);
	assert.deepEqual([byId.code, byId.stdout.split('\n').length], [0, 3], 'a line for each text');
	const { ok, data } = report(json);
	assert.deepEqual([json.code, ok, data.map(({ outcome, as_of }) => [outcome, as_of])], [0, true, Array(2).fill(['canonical', '2099-01-01T00:00:00.000000Z'])]);
	const overHttp = await system.clients.reviewer.post('/cutter/resolve', { addresses: [known, ` ${known} `], as_of: '2099-01-01' });
	assert.deepEqual(data, overHttp, 'as over HTTP');
});

test('1 where one of several names none, or at that time; the report has them all', async () => {
	const { email } = system.users.reviewer;
	const [several, early] = await all([known, unknown, 'gdpr', '--as', email, '--json'], [known, '--as', email, '--as-of', '1999-12-31']);
	const { ok, data } = report(several);
	assert.deepEqual([several.code, ok, data.map(({ outcome }) => outcome)], [1, false, ['canonical', 'not_found', 'malformed']]);
	assert.deepEqual([early.code, early.stdout], [1, `${known}: not_found\n`]);
});

test('1 with the code where it is refused: nobody proven, one who left, one without duty, a time that is none', async () => {
	const [stranger, former] = await Promise.all([newPerson(system), newPerson(system, { duties: ['Observer'] })]);
	await system.clients.admin.patch(`/users/${former.id}`, { status: 'suspended' });
	const as = ({ token }, ...words) => system.cutter(['resolve', known, ...words, '--json'], { token });
	const answers = await Promise.all([
		as({ token: '' }, '--as', 'nobody@example.com'), as(former), as(stranger), as(system.users.reviewer, '--as-of', 'yesterday'), as({ token: '' }, '--as', ''), as({ token: '' }),
	]);
	const codes = ['PERSON_NOT_PROVEN', 'TOKEN_REFUSED', 'DUTY_MISSING', 'TIME_UNREADABLE', 'PERSON_NOT_PROVEN', 'TOKEN_MISSING'].map((code) => `CUTTER_${code}`);
	assert.deepEqual(answers.map(({ code }) => code), codes.map(() => 1));
	assert.deepEqual(answers.map((answer) => report(answer).ok), codes.map(() => false));
	assert.deepEqual(answers.map((answer) => report(answer).error.code), codes);
	for (const [index, { stderr }] of answers.entries()) assert.match(stderr, new RegExp(`${codes[index]}: `));
});

test('2 for bad usage, with nothing on standard output', async () => {
	const person = ['--as', system.users.reviewer.email];
	const answers = await all([...person], [known, ...person, '--follow', 'all'], [known, ...person, '--frobnicate'], [known, '--as']);
	for (const [index, { code, stdout, stderr }] of answers.entries()) {
		assert.deepEqual([code, stdout], [2, ''], `${index}: ${stderr}`);
		assert.match(stderr, /\S/);
	}
});
