// Who did what when: by person, by document, in a window of time, in pages, over HTTP and on the command line.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { fingerprint, query, tamper } from '../support/ledger.mjs';
import { newPerson } from '../support/people.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { insertReferenceUnits } from '../support/reference-units.mjs';
import { sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

const text = (() => {
	let words = 0;
	return () => smallLaw(`kho lưu trữ số ${process.pid}-${(words += 1)}`);
})();

let system;
let done;
let people;
before(async () => {
	system = await sharedSystem();
	const { executor, reviewer, verifier } = system.users;
	people = { e: executor.id, r: reviewer.id, v: verifier.id };
	done = await carry(system, { text: text() }, 'review');
	done.rehearsalId = (await system.clients.executor.post(`/cutter/manifests/${done.manifestId}/cut`, { target: 'sandbox' })).change_set_id;
	done.changeSetId = (await system.clients.executor.post(`/cutter/manifests/${done.manifestId}/cut`)).change_set_id;
	await system.clients.verifier.post(`/cutter/change-sets/${done.changeSetId}/verify`);
});
after(() => system?.close());

const audit = (asked) => system.clients.reviewer.get(`/cutter/audit?${new URLSearchParams(asked)}`);
const send = (client, asked) => client.send('GET', `/cutter/audit?${new URLSearchParams(asked)}`);
const told = ({ deeds }) => deeds.map(({ what, who }) => [what, who]);

/** What was done to `done`, the newest first. */
const story = () => [
	['verify:pass', people.v],
	['cut', people.e],
	['rehearse', people.e],
	['review:approve', people.r],
	['sweep_promote', people.e],
	['mark', people.e],
	['register', people.e],
];

test('everything done to one document, the newest first, with its rows', async () => {
	const byCode = await audit({ document: done.docCode });
	assert.deepEqual(told(byCode), story());
	assert.deepEqual(await audit({ document: done.documentId }), byCode, 'by its id too');
	assert.equal(byCode.next, null);
	const [verified, cut, rehearsed, reviewed, , marked, registered] = byCode.deeds;
	assert.deepEqual([verified.entry_id, verified.manifest_id, verified.change_set_id], [done.entryId, done.manifestId, done.changeSetId]);
	assert.deepEqual([cut.change_set_id, rehearsed.change_set_id, rehearsed.entry_id], [done.changeSetId, done.rehearsalId, null]);
	assert.equal(reviewed.rationale, 'Read beside the source.');
	assert.equal(marked.detail.manifest_digest, done.mark.manifest_digest);
	assert.deepEqual([registered.detail.source_document_id, registered.detail.source_sha256, registered.recorded_in], [done.documentId, done.register.source_sha256, 'cutter_control.source_version']);
	for (const { at, doc_code: code } of byCode.deeds) {
		assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
		assert.equal(code, done.docCode);
	}
	assert.deepEqual(byCode.deeds.map(({ at }) => at), byCode.deeds.map(({ at }) => at).sort().reverse());
	const [row] = await query(system, 'SELECT changed_by FROM cutter_governance.decision_backlog_history WHERE history_id = $1', [cut.record_id]);
	assert.deepEqual([cut.recorded_in, row.changed_by], ['cutter_governance.decision_backlog_history', people.e]);
});

test('what one person did, and nothing of others', async () => {
	const theirs = await audit({ document: done.docCode, who: people.r });
	assert.deepEqual(told(theirs), [['review:approve', people.r]]);
	assert.deepEqual((await audit({ who: randomUUID() })).deeds, []);
	const all = await audit({ who: people.v, limit: 1000 });
	assert.ok(all.deeds.length > 0 && all.deeds.every(({ who }) => who === people.v));
});

test('a window of time: from is in it, until is not', async () => {
	const { deeds } = await audit({ document: done.docCode });
	const at = (what) => deeds.find((deed) => deed.what === what).at;
	const within = async (window) => told(await audit({ document: done.docCode, ...window })).map(([what]) => what);
	assert.deepEqual(await within({ from: at('review:approve'), until: at('cut') }), ['rehearse', 'review:approve']);
	assert.deepEqual(await within({ until: at('mark') }), ['register']);
	assert.deepEqual(await within({ from: '2999-01-01' }), []);
	assert.deepEqual(await within({ from: '2001-01-01', until: '2999-01-01' }), story().map(([what]) => what));
});

test('pages of any length give every deed once, in one order', async () => {
	for (let count = 0; count < 3; count += 1) await carry(system, { text: text() }, 'mark');
	// Many of one moment: a sweep of several.
	await system.clients.executor.post('/cutter/sweep', { batch_size: 1000 });
	const window = { until: (await audit({ limit: 1 })).deeds[0].at };
	const whole = [];
	for (let after = null, pages = 0; pages === 0 || after; pages += 1) {
		const page = await audit({ ...window, limit: 1000, ...(after ? { after } : {}) });
		whole.push(...page.deeds);
		after = page.next;
	}
	const names = whole.map((deed) => `${deed.recorded_in} ${deed.record_id}`);
	assert.equal(new Set(names).size, names.length);
	for (const limit of [1, 3, 7]) {
		const read = [];
		for (let after = null, pages = 0; (pages === 0 || after) && read.length < 60; pages += 1) {
			const page = await audit({ ...window, limit, ...(after ? { after } : {}) });
			read.push(...page.deeds);
			after = page.next;
		}
		assert.deepEqual(read, whole.slice(0, read.length), `pages of ${limit}`);
	}
	const tables = new Set(whole.map((deed) => deed.recorded_in));
	for (const table of ['cutter_control.source_version', 'cutter_governance.cut_change_set', 'cutter_governance.decision_backlog_history']) assert.ok(tables.has(table), table);
});

test('dependencies, attestations, failed verdicts and abandonments are told too', async () => {
	const { executor, verifier } = system.clients;
	const [unit] = await insertReferenceUnits(system, 57);
	const attested = await executor.post('/cutter/units/attest', { units: [unit.address], rationale: 'Taken over.' });
	const failed = await carry(system, { text: text() }, 'cut');
	await executor.post(`/cutter/entries/${attested.entry_id}/dependencies`, { on: failed.entryId });
	await executor.post(`/cutter/entries/${attested.entry_id}/abandon`, { rationale: 'Another time.' });
	const { deeds } = await audit({ who: people.e, limit: 20 });
	const own = deeds.filter((deed) => deed.entry_id === attested.entry_id && deed.what !== 'sweep_promote');
	assert.deepEqual(own.map(({ what }) => what), ['abandon', 'depend', 'mark']);
	assert.deepEqual([own[0].rationale, own[1].detail], ['Another time.', { dependency_kind: 'blocks', from_entry_id: failed.entryId }]);
	await tamper(system, "UPDATE public.tac_unit_version SET body = body || 'x' WHERE change_set_id = $1 AND body IS NOT NULL", [failed.changeSetId]);
	assert.equal((await verifier.post(`/cutter/change-sets/${failed.changeSetId}/verify`)).verdict, 'fail');
	const [last] = (await audit({ document: failed.docCode })).deeds;
	assert.deepEqual([last.what, last.who, last.change_set_id], ['verify:fail', people.v, failed.changeSetId]);
});

describe('who may ask, and what is no question', () => {
	test('whoever holds a duty; it writes nothing', async () => {
		const before = await fingerprint(system);
		const stranger = await newPerson(system);
		assertRefused(await send(stranger.client, {}), 403, 'CUTTER_DUTY_MISSING');
		assertRefused(await send(system.clients.anonymous, {}), 403, 'CUTTER_NOBODY');
		for (const person of ['executor', 'reviewer', 'verifier', 'admin']) assert.equal((await send(system.clients[person], { limit: 1 })).status, 200);
		assert.deepEqual(await fingerprint(system), before);
	});

	test('times, places and documents that are none', async () => {
		const ask = (asked) => send(system.clients.reviewer, asked);
		assertRefused(await ask({ from: 'yesterday' }), 400, 'CUTTER_TIME_UNREADABLE');
		assertRefused(await ask({ until: '2026-13-01' }), 400, 'CUTTER_TIME_UNREADABLE');
		assertRefused(await ask({ document: randomUUID() }), 404, 'CUTTER_DOCUMENT_NOT_FOUND');
		assert.deepEqual((await ask({ document: 'NO-SUCH-CODE' })).body.data, { deeds: [], next: null });
		const history = 'cutter_governance.decision_backlog_history';
		const time = '2026-01-01T00:00:00.000000Z';
		assert.equal((await ask({ after: `${time}~cutter_control.ledger_checkpoint~0000000000000000001` })).status, 200);
		for (const after of ['x', `${time}~${history}`, `${time}~${history}~x`, `${time}~pg_catalog.pg_authid~${randomUUID()}`, `2026-02-31T00:00:00.000000Z~${history}~${randomUUID()}`, `${time}~cutter_control.ledger_checkpoint~9999999999999999999`]) {
			assert.equal(assertRefused(await ask({ after }), 400, 'CUTTER_REQUEST_INVALID').field, 'after', after);
		}
		for (const limit of ['0', '1001']) assert.equal(assertRefused(await ask({ limit }), 400, 'CUTTER_REQUEST_INVALID').field, 'limit', limit);
	});
});

test('the command line tells the same, by e-mail address too', async () => {
	const { reviewer } = system.users;
	const asked = ['audit', '--as', reviewer.email, '--document', done.docCode];
	const [all, theirs, plain, unknown] = await Promise.all([
		system.cutter([...asked, '--json']),
		system.cutter([...asked, '--who', reviewer.email.toUpperCase(), '--json']),
		system.cutter([...asked, '--limit', '2']),
		system.cutter(['audit', '--as', reviewer.email, '--who', 'nobody@example.com', '--json']),
	]);
	assert.deepEqual([all.code, JSON.parse(all.stdout).data], [0, await audit({ document: done.docCode })]);
	assert.deepEqual(told(JSON.parse(theirs.stdout).data), [['review:approve', people.r]]);
	const lines = plain.stdout.trimEnd().split('\n');
	assert.deepEqual([plain.code, lines.length], [0, 3]);
	assert.match(lines[0], new RegExp(`^\\S+Z  ${people.v}  \\(http, static_token\\)  verify:pass  ${done.docCode}  entry ${done.entryId}  change set ${done.changeSetId}$`));
	assert.match(lines[2], /^--after '\S+~\S+~\S+'$/);
	assert.deepEqual([unknown.code, JSON.parse(unknown.stdout).error.code], [1, 'CUTTER_PERSON_NOT_FOUND']);
});
