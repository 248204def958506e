// What changed between two manifests of a document, and profiles that an installation adds: over HTTP and the command line.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

let system;
let prefix;
let manifests;
before(async () => {
	system = await sharedSystem();
	prefix = newPrefix();
	const first = smallLaw('so sánh');
	const second = first
		.replace('Điều 3. Hiệu lực', 'Điều 3. Bảo quản\nMỗi thành viên tự giữ dụng cụ mình mượn.\n\nĐiều 4. Hiệu lực')
		.replace('1. Thành viên được mượn dụng cụ trong giờ mở cửa.', '1. Thành viên được mượn dụng cụ mọi lúc.')
		.replace('a) Có một thành viên đi cùng;\n', '');
	const texts = [first, second.replace('b) Đã ghi', 'a) Đã ghi')];
	manifests = [];
	for (const text of texts) manifests.push((await carry(system, { text, prefix }, 'mark')).manifestId);
});
after(() => system?.close());

const path = (side) => side?.address.slice(prefix.length + 1) ?? null;
const shown = ({ entries }) => entries.map(({ changes, before, after }) => [changes.join('+'), path(before), path(after)]);

test('units added, removed, renumbered and changed are told apart', async () => {
	const diff = await system.clients.reviewer.get(`/cutter/manifests/${manifests[0]}/diff/${manifests[1]}`);
	assert.deepEqual(shown(diff), [
		['changed', 'DIEU-2-KHOAN-1', 'DIEU-2-KHOAN-1'],
		['removed', 'DIEU-2-KHOAN-2-DIEM-A', null],
		['renumbered', 'DIEU-2-KHOAN-2-DIEM-B', 'DIEU-2-KHOAN-2-DIEM-A'],
		['added', null, 'DIEU-3'],
		['renumbered', 'DIEU-3', 'DIEU-4'],
	]);
	assert.deepEqual(diff.counts, { added: 1, changed: 1, removed: 1, renumbered: 2 });
	assert.equal(diff.unchanged, 5);
	assert.equal(diff.same_source, false);
	const itself = await system.clients.reviewer.get(`/cutter/manifests/${manifests[0]}/diff/${manifests[0]}`);
	assert.deepEqual([itself.entries, itself.same_source], [[], true]);
});

test('the command line says the same', async () => {
	const { email } = system.users.reviewer;
	const [plain, json, bad] = await Promise.all([
		system.cutter(['diff', ...manifests, '--as', email]),
		system.cutter(['diff', ...manifests, '--as', email, '--json']),
		system.cutter(['diff', manifests[0], 'x', '--as', email]),
	]);
	assert.deepEqual([plain.code, json.code, bad.code], [0, 0, 2], plain.stderr + json.stderr);
	assert.match(plain.stdout, /^added +\S+\/DIEU-3 {2}Bảo quản$/m);
	assert.match(plain.stdout, /\n1 added, 1 removed, 0 moved, 2 renumbered, 1 changed, 5 unchanged\n$/);
	assert.deepEqual(JSON.parse(json.stdout).data, await system.clients.reviewer.get(`/cutter/manifests/${manifests[0]}/diff/${manifests[1]}`));
});

test('two documents are not compared, and nobody is told without duty', async () => {
	const other = await carry(system, { text: smallLaw('khác hẳn') }, 'mark');
	const url = `/cutter/manifests/${manifests[0]}/diff/${other.manifestId}`;
	assertRefused(await system.clients.reviewer.send('GET', url), 422, 'CUTTER_DIFF_OTHER_DOCUMENT');
	assertRefused(await system.clients.reviewer.send('GET', `/cutter/manifests/${manifests[0]}/diff/${other.documentId}`), 404, 'CUTTER_MANIFEST_NOT_FOUND');
	assert.equal((await system.clients.anonymous.send('GET', url)).status, 403);
});

const level = (id, regex, rest = {}) => ({
	id, label: id.toUpperCase(), section_type: 'article', matcher: { regex }, numbering: 'arabic', unique_within: 'document', address: 'own', optional: false, ...rest,
});
const RULES = 'HOUSE RULES\n\nRule 1: Keys\nKeys hang by the door.\n\nRule 2: Lights\nThe last one out turns them off.\n';

test('a profile of the installation cuts a text that no built-in profile knows', async () => {
	const id = `rules-${prefix.toLowerCase()}`;
	const definition = { levels: [level('rule', String.raw`Rule (?<number>\d+)`)], default_leaf: 'rule' };
	await system.clients.admin.post('/items/cutter_grammar_profile', { profile_id: id, version: '4', title: 'House rules', definition });
	const done = await carry(system, { text: RULES, profile: id });
	assert.equal(done.register.profile, id);
	assert.deepEqual([done.mark.profile.id, done.mark.profile.version, done.mark.counts.units], [id, '4', 2]);
	assert.equal(done.verify.verdict, 'pass');
	const { units } = await system.clients.reviewer.get(`/cutter/manifests/${done.manifestId}/units`);
	assert.deepEqual(units.map(({ address, title }) => [address.split('/')[1], title]), [['RULE-1', 'Keys'], ['RULE-2', 'Lights']]);
});

test('a profile that cannot be used is refused by its place', async () => {
	const { admin, executor } = system.clients;
	const attempt = (profile) => executor.send('POST', '/cutter/documents', { title: 'T', doc_code: newPrefix(), prefix: newPrefix(), text: RULES, profile });
	const add = (profile_id, definition, rest = {}) => admin.post('/items/cutter_grammar_profile', { profile_id, version: '1', definition, ...rest });
	const name = (word) => `${word}-${prefix.toLowerCase()}`;
	await add(name('open'), { levels: [level('rule', '(')], default_leaf: 'rule' });
	await add(name('empty'), { levels: [level('rule', '.*')], default_leaf: 'rule' });
	await add(name('huge'), { levels: [level('rule', String.raw`(\w{100}){100}`)], default_leaf: 'rule' });
	await add(name('off'), { levels: [level('rule', 'Rule')], default_leaf: 'rule' }, { active: false });
	for (const [word, status, code, message] of [
		['open', 422, 'CUTTER_PROFILE_INVALID', /levels\[0\]\.matcher is no regular expression/],
		['empty', 422, 'CUTTER_PROFILE_INVALID', /levels\[0\]\.matcher matches a line of nothing/],
		['huge', 422, 'CUTTER_PROFILE_INVALID', /takes more than 262144 bytes/],
		['off', 409, 'CUTTER_PROFILE_INACTIVE', /not offered/],
		['none', 422, 'CUTTER_UNKNOWN_PROFILE', /cutter_grammar_profile/],
	]) {
		const answer = await attempt(name(word));
		assertRefused(answer, status, code);
		assert.match(answer.body.errors[0].message, message);
	}
});
