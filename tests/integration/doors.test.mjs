// Every row says through which door it was made and how it was known by whom; that is sealed with it, and a row from before says nothing.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { EVERY_SECOND, operation, WEBHOOK, withFlow } from '../support/flows.mjs';
import { eventually } from '../support/hold.mjs';
import { query, tamper } from '../support/ledger.mjs';
import { secondTokenOf } from '../support/people.mjs';
import { carry } from '../support/pipeline.mjs';
import { commandLineOf, ownSystem, sql } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

let system;
let folder;
before(async () => {
	system = await ownSystem();
	folder = temporaryFolder('iu-cutter-doors-');
});
after(async () => {
	await system?.close();
	folder?.remove();
});

const text = (() => {
	let words = 0;
	return () => smallLaw(`cửa số ${(words += 1)}`);
})();
const doorsOf = async (entryId) =>
	(await query(system, 'SELECT change_kind, channel, session_kind FROM cutter_governance.decision_backlog_history WHERE entry_id = $1 ORDER BY changed_at', [entryId])).map((row) => Object.values(row).join(' '));
const doorOf = async (table, where, values) => Object.values((await query(system, `SELECT channel, session_kind FROM ${table} WHERE ${where}`, values))[0] ?? {}).join(' ');
const report = async (args, options, settings) => JSON.parse((await (settings ? commandLineOf(system, settings) : system.cutter)([...args, '--json'], options)).stdout);

describe('a row says how it was made', () => {
	test('over HTTP, with a static token, a login and a session', async () => {
		const { executor, reviewer } = system.users;
		const done = await carry(system, { text: text() }, 'register');
		assert.equal(await doorOf('cutter_control.source_version', 'source_document_id = $1', [done.documentId]), 'http static_token');
		const login = await secondTokenOf(system, executor);
		const { entry_id: entryId, manifest_id: manifestId } = await login.post(`/cutter/documents/${done.documentId}/mark`);
		await system.clients.executor.post('/cutter/sweep');
		const answer = await fetch(`${system.url}/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: reviewer.email, password: reviewer.password, mode: 'session' }) });
		const cookie = answer.headers.getSetCookie().join('; ');
		const body = JSON.stringify({ verdict: 'FAIL', rationale: 'No.' });
		const reviewed = await fetch(`${system.url}/cutter/manifests/${manifestId}/review`, { method: 'POST', headers: { 'content-type': 'application/json', cookie }, body });
		assert.equal(reviewed.status, 200);
		assert.deepEqual(await doorsOf(entryId), ['mark http access_token', 'sweep_promote http static_token', 'review:reject http session']);
	});

	test('on the command line: proven, and asserted where a development system takes a name', async () => {
		const done = await carry(system, { text: text() }, 'sweep');
		const { data } = await report(['review', done.manifestId, '--verdict', 'PASS', '--rationale', 'Read.'], { token: system.users.reviewer.token });
		assert.equal(data.status, 'reviewed_approved');
		const rehearsed = await report(['cut', done.manifestId, '--target', 'sandbox'], { token: system.users.executor.token });
		assert.equal(await doorOf('cutter_governance.cut_change_set', 'change_set_id = $1', [rehearsed.data.change_set_id]), 'cli static_token');
		const cut = await report(['cut', done.manifestId, '--as', system.users.executor.email], { token: '' }, { CUTTER_DEVELOPMENT_TRUST_AS: 'true' });
		assert.equal(await doorOf('cutter_governance.cut_change_set', 'change_set_id = $1', [cut.data.change_set_id]), 'cli asserted');
		assert.deepEqual(await doorsOf(done.entryId), ['mark http static_token', 'sweep_promote http static_token', 'review:approve cli static_token', 'cut cli asserted']);
		const { data: audit } = await report(['audit', '--document', done.docCode], { token: system.users.reviewer.token });
		assert.deepEqual(audit.deeds.map(({ what, channel, session_kind: kind }) => [what, channel, kind].join(' ')), [
			'cut cli asserted', 'rehearse cli static_token', 'review:approve cli static_token', 'sweep_promote http static_token', 'mark http static_token', 'register http static_token',
		]);
		const plain = await system.cutter(['audit', '--document', done.docCode], { token: system.users.reviewer.token });
		assert.match(plain.stdout, /^\S+ {2}\S+ {2}\(cli, asserted\) {2}cut {2}/);
	});

	test('in a flow: of somebody, and of nobody on a schedule; on the clock of a setting', async () => {
		const done = await carry(system, { text: text() }, 'register');
		await withFlow(system, { ...WEBHOOK, operation: operation('mark', 'cutter-mark', { document: done.documentId }) }, ({ trigger }) => trigger(system.clients.executor));
		const [{ entry_id: entryId }] = await query(system, "SELECT entry_id FROM cutter_governance.decision_backlog_entry WHERE payload->>'source_document_id' = $1", [done.documentId]);
		assert.deepEqual(await doorsOf(entryId), ['mark flow untold']);
		await withFlow(system, { ...EVERY_SECOND, operation: operation('sweep', 'cutter-sweep', {}) }, () => eventually('a sweep', async () => (await doorsOf(entryId)).length > 1));
		assert.deepEqual(await doorsOf(entryId), ['mark flow untold', 'sweep_promote flow none']);
		const other = await carry(system, { text: text() }, 'mark');
		Object.assign(system.env, { CUTTER_SWEEP_SCHEDULE: '* * * * * *' });
		await system.restartDirectus();
		await eventually('a sweep', async () => (await doorsOf(other.entryId)).length > 1);
		assert.deepEqual(await doorsOf(other.entryId), ['mark http static_token', 'sweep_promote schedule none']);
		delete system.env.CUTTER_SWEEP_SCHEDULE;
		await system.restartDirectus();
	});
});

describe('what a row says of it is kept', () => {
	let done;
	const seal = async (name) => {
		const { data, error } = await report(['ledger', 'checkpoint', '--out', join(folder.path, name)], { token: system.users.verifier.token });
		assert.ok(data, JSON.stringify(error));
		return JSON.parse(readFileSync(join(folder.path, name), 'utf8'));
	};
	const verify = async () => (await report(['ledger', 'verify'])).data;
	const codes = ({ findings }) => findings.map(({ code }) => code);
	const bundle = async () => (await system.clients.verifier.send('GET', `/cutter/change-sets/${done.changeSetId}/bundle`)).body;

	before(async () => {
		done = await carry(system, { text: text() });
		// As a row is that was written before anybody recorded it.
		await tamper(system, "UPDATE cutter_governance.decision_backlog_history SET channel = NULL, session_kind = NULL WHERE entry_id = $1 AND change_kind = 'mark'", [done.entryId]);
		await seal('c.json');
	});

	test('it is sealed with the row; a row from before is sealed as it was, and says nothing', async () => {
		assert.equal(await doorOf('cutter_control.ledger_checkpoint', 'true', []), 'cli static_token');
		const { history, change_set: changeSet, seal: sealed } = await bundle();
		assert.deepEqual(history.map(({ change_kind: kind, channel, session_kind: session }) => [kind, channel, session]), [
			['mark', undefined, undefined], ['sweep_promote', 'http', 'static_token'], ['review:approve', 'http', 'static_token'], ['cut', 'http', 'static_token'], ['verify:pass', 'http', 'static_token'],
		]);
		assert.deepEqual([changeSet.channel, changeSet.session_kind], ['http', 'static_token']);
		assert.equal(sealed.leaves.length, 15, 'every row of it and the two keys');
		assert.deepEqual(codes(await verify()), []);
		const { data: audit } = await report(['audit', '--document', done.docCode], { token: system.users.reviewer.token });
		assert.deepEqual(audit.deeds.filter(({ what }) => what === 'mark').map(({ channel }) => channel), [null]);
	});

	for (const [what, statement] of [
		['another door', "SET channel = 'cli' WHERE change_kind = 'cut'"],
		['a better proof than there was', "SET session_kind = 'login_otp' WHERE change_kind = 'cut'"],
		['nothing any more', "SET channel = NULL, session_kind = NULL WHERE change_kind = 'verify:pass'"],
		['something that nobody recorded', "SET channel = 'http', session_kind = 'session' WHERE change_kind = 'mark'"],
	]) {
		test(`a sealed row that says ${what} is found`, async () => {
			const where = statement.replace(' WHERE', ' WHERE entry_id = $1 AND');
			const [, kind] = /change_kind = '([^']+)'/.exec(statement);
			const [before] = await query(system, 'SELECT channel, session_kind FROM cutter_governance.decision_backlog_history WHERE entry_id = $1 AND change_kind = $2', [done.entryId, kind]);
			await tamper(system, `UPDATE cutter_governance.decision_backlog_history ${where}`, [done.entryId]);
			assert.deepEqual(codes(await verify()), ['LEDGER_LEAF_CHANGED']);
			await tamper(system, 'UPDATE cutter_governance.decision_backlog_history SET channel = $2, session_kind = $3 WHERE entry_id = $1 AND change_kind = $4', [done.entryId, before.channel, before.session_kind, kind]);
			assert.deepEqual(codes(await verify()), []);
		});
	}

	test('the database takes no other words, and no half of it; a row is kept as it was written', async () => {
		for (const [words, refused] of [
			["channel = 'post'", 'decision_backlog_history_door_check'],
			["session_kind = 'proven'", 'decision_backlog_history_door_check'],
			['channel = NULL', 'decision_backlog_history_door_check'],
			["channel = 'schedule'", 'decision_backlog_history_door_check'],
		]) {
			const change = tamper(system, `UPDATE cutter_governance.decision_backlog_history SET ${words} WHERE entry_id = $1 AND change_kind = 'cut'`, [done.entryId]);
			await assert.rejects(change, { constraint: refused });
		}
		await assert.rejects(sql(system.adminDatabaseUrl, "UPDATE cutter_governance.decision_backlog_history SET channel = 'cli'"), /APPEND_ONLY/);
	});
});
