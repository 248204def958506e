// An installation of an earlier version, from before legal days: every answer that it gave is given after the upgrade, then days are added.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answersOf, olderInstallation, upgrade } from '../support/older.mjs';
import { operationsOn } from '../support/structure.mjs';

const { answers, documentId } = answersOf('021');

let system;
before(async () => {
	system = await olderInstallation('021');
	await upgrade(system, '021');
	await system.startDirectus();
});
after(() => system?.close());

const answered = async (path) => {
	const response = await fetch(system.url + path, { headers: { authorization: `Bearer ${system.users.reviewer.token}` } });
	const text = await response.text();
	return { status: response.status, body: /^[[{]/.test(text) ? JSON.parse(text) : text };
};

/** Sentences may be put better, and what is asked of now is answered of another now. */
const SAID_ANEW = /\/(message|now|as_of)$/;

/** Where an answer of today says something else than one of before; what it says besides is new. */
function differences(was, is, at = '') {
	if (SAID_ANEW.test(at)) return [];
	if (was === null || typeof was !== 'object') return Object.is(was, is) ? [] : [`${at}: ${JSON.stringify(was)} is ${JSON.stringify(is)}`];
	if (is === null || typeof is !== 'object') return [`${at}: ${JSON.stringify(is)}`];
	if (Array.isArray(was) && was.length !== is.length) return [`${at}: ${was.length} are ${is.length}`];
	return Object.keys(was).flatMap((key) => differences(was[key], is[key], `${at}/${key}`));
}

describe('an installation of before legal days, upgraded', () => {
	test(`gives each of ${answers.length} answers as before`, async () => {
		assert.ok(answers.length >= 80);
		const different = [];
		for (const { ask, status, body } of answers) {
			const now = await answered(ask);
			const found = [...(now.status === status ? [] : [`status ${status} is ${now.status}`]), ...differences(body, now.body)];
			if (found.length > 0) different.push([ask, found]);
		}
		assert.deepEqual(different, []);
	});

	test('its ledger holds, with what was sealed and signed then', async () => {
		const { code, stdout } = await system.cutter(['ledger', 'verify', '--json'], { token: system.users.reviewer.token });
		assert.equal(code, 0, stdout);
	});

	test('has no legal days until somebody gives it one', async () => {
		const { body } = await answered(`/cutter/documents/${documentId}/reading`);
		assert.ok(body.data.units.every((unit) => !('legal' in unit)));
	});
});

test('then days are added: a change of a day, read on that day and before', async () => {
	for (const [lane, owner] of [['DOT-991', 'executor'], ['DOT-992', 'verifier']]) {
		const made = await system.cutter(['keys', 'generate', '--lane', lane, '--owner', system.users[owner].email]);
		assert.equal(made.code, 0, made.stderr);
	}
	const { carryOut } = operationsOn(() => system);
	const { body: before } = await answered(`/cutter/documents/${documentId}/reading`);
	const unit = before.data.units.find(({ canonical_address: address }) => address === 'XUONG-MOC/DIEU-6');
	await carryOut(`${unit.id}/substitute`, { body: 'Xưởng làm từ tám giờ.\n', effective_on: '2040-01-01' });
	const text = async (asOf) => (await answered(`/cutter/units/XUONG-MOC/DIEU-6${asOf ? `?as_of=${asOf}` : ''}`)).body.data.readings[0].units[0].body;
	assert.deepEqual([await text(), await text('2039-12-31'), await text('2040-01-01')], [unit.body, unit.body, 'Xưởng làm từ tám giờ.\n']);
	const { code, stdout } = await system.cutter(['ledger', 'verify', '--json'], { token: system.users.reviewer.token });
	assert.equal(code, 0, stdout);
});
