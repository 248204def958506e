// The story of a real circular and two acts that amend it: the original entered today, the acts in the wrong order, and one that is not law yet. A clause
// and a form are read on six days, as they were known on four, over HTTP and on the page of the law.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { approve as review } from '../../scripts/lib/main-job.mjs';
import { artifactsFolder } from '../support/browser.mjs';
import { query } from '../support/ledger.mjs';
import { peopleInStudio } from '../support/module.mjs';
import { carry } from '../support/pipeline.mjs';
import { sharedMaterial } from '../support/shared-material.mjs';
import { operationsOn } from '../support/structure.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';

const TRIPLE = ['consolidation', 'triples', 'tt21-2021-to-2007'];
const meta = sharedMaterial(...TRIPLE, 'meta.json');
const triple = meta && JSON.parse(readFileSync(meta, 'utf8'));
const textOf = ({ txt }) => readFileSync(sharedMaterial('corpus-vn', 'texts', txt), 'utf8');
const DAYS = ['2022-02-01', '2023-10-11', '2023-10-12', '2024-05-14', '2024-05-15', '2035-01-01'];

let system;
before(async () => {
	if (triple) system = await sharedSystem();
});
after(async () => {
	await leave();
	await system?.close();
});
const { as, leave } = peopleInStudio(() => system);
const { approve, cut, verify, propose, idOf } = operationsOn(() => system);
const now = async () => (await query(system, 'SELECT clock_timestamp() AS now'))[0].now.toISOString();
const words = (text) => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** The lines of a form that stands below an act. */
function formOf(text, number) {
	const lines = text.normalize('NFC').split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
	const begin = lines.lastIndexOf(`Mẫu số ${number}`);
	const end = lines.findIndex((line, at) => at > begin && /^Mẫu số \d+$/.test(line));
	return `${lines.slice(begin + 1, end < 0 ? undefined : end).filter(Boolean).slice(0, 40).join('\n')}\n`;
}

test('two acts in the wrong order and one to come: a clause on six days, as it was known on four', { skip: !triple }, async () => {
	const { executor, reviewer, verifier } = system.clients;
	const prefix = newPrefix('TT21');
	const law = await carry(system, { text: textOf(triple.before), title: `Thông tư 21/2021/TT-BLĐTBXH ${prefix}`, prefix, profile: 'vn-law' }, 'register');
	// It says itself from which day it is law.
	const mark = await executor.post(`/cutter/documents/${law.documentId}/mark`, { enact: 'as_said' });
	await executor.post('/cutter/sweep', { manifests: [mark.manifest_id] });
	await review(reviewer, mark.manifest_id, { rationale: 'Read beside the gazette.' });
	const { change_set_id: changeSet } = await executor.post(`/cutter/manifests/${mark.manifest_id}/cut`);
	assert.deepEqual((await verifier.post(`/cutter/change-sets/${changeSet}/verify`)).findings, []);
	const known = [await now()];

	const acts = new Map();
	for (const { number, file } of triple.acts) acts.set(number, await carry(system, { text: textOf(file), title: `Thông tư ${number} ${prefix}`, profile: 'vn-law' }, 'register'));
	async function carryThrough(proposed) {
		await approve(proposed);
		assert.deepEqual((await verify(await cut(proposed))).findings, []);
		known.push(await now());
	}
	// The later act first: all that it asks is one change, of its own day.
	const [earlier, later] = triple.acts.map(({ number }) => number);
	const { whole } = await executor.post(`/cutter/documents/${law.documentId}/amendments/act`, { document_id: acts.get(later).documentId, as_one: { with_doubts: true } });
	assert.equal(whole.effective_on, '2024-05-15', 'the act says it');
	await carryThrough(await executor.post(`/cutter/documents/${law.documentId}/operations`, { operation: whole.operation, rationale: `Thông tư ${later}`, effective_on: whole.effective_on }));
	// Then the earlier one below it, which puts a form of its own in the place of one: that is left to people.
	const { units } = (await reviewer.get(`/cutter/documents/${law.documentId}/reading?as_of=2023-10-12`));
	const old = units.find(({ canonical_address: address, label }) => /PHU-LUC-I-MAU-0?5$/.test(address) || /^M[ẫẩ]u số 0?5$/i.test(label));
	assert.ok(old, units.map(({ canonical_address: address }) => address).join(' '));
	const form = old.canonical_address;
	await carryThrough(await propose(`${old.id}/substitute`, { body: formOf(textOf(triple.acts[0].file), 39), effective_on: '2023-10-12', rationale: `Thông tư ${earlier}` }));
	const clause = `${prefix}/DIEU-3-KHOAN-3`;
	const coming = await propose(`${await idOf(clause)}/substitute`, { heading: '3. ', body: 'Nội dung của năm 2035.\n', effective_on: '2035-01-01' });
	await carryThrough(coming);

	const read = async (address, asOf, knownAt) => {
		const { body } = await reviewer.send('GET', `/cutter/units/${encodeURIComponent(address)}?${new URLSearchParams({ as_of: asOf, known_at: knownAt })}`);
		return words((body.data.readings[0]?.units ?? []).map(({ heading, body: own }) => `${heading ?? ''}${own ?? ''}`).join('\n'));
	};
	/** Which texts stand when, as letters in the order in which they are met. */
	async function table(address) {
		const letters = new Map();
		const rows = [];
		for (const knownAt of known) {
			const row = [];
			for (const asOf of DAYS) {
				const text = await read(address, asOf, knownAt);
				if (!letters.has(text)) letters.set(text, String.fromCharCode(65 + letters.size));
				row.push(letters.get(text));
			}
			rows.push(row.join(''));
		}
		return { rows, texts: [...letters.keys()] };
	}
	const clauses = await table(clause);
	assert.deepEqual(clauses.rows, ['AAAAAA', 'AAAABB', 'AAAABB', 'AAAABC']);
	assert.deepEqual((await table(form)).rows, ['AAAAAA', 'AAAAAA', 'AABBBB', 'AABBBB']);
	// What stands from May 2024 on is what the ministry's own consolidated text says.
	const official = JSON.parse(readFileSync(sharedMaterial(...TRIPLE, 'after.articles.json'), 'utf8'));
	assert.ok(words(official['3'].text).includes(clauses.texts[1]), clauses.texts[1]);

	const { page, errors } = await as('reviewer');
	mkdirSync(artifactsFolder, { recursive: true });
	for (const day of [DAYS[1], DAYS[4], DAYS[5]]) {
		await page.goto(`${system.url}/admin/cutter/documents/${law.documentId}?as_of=${day}#${clause}`);
		const shown = page.locator(`.law-page .text [data-unit="${clause}"]`);
		await shown.waitFor();
		const expected = clauses.texts[{ [DAYS[1]]: 0, [DAYS[4]]: 1, [DAYS[5]]: 2 }[day]];
		const text = words((await shown.innerText()).replace(/#/g, ''));
		assert.ok(text.length > 20 && expected.startsWith(text.slice(0, 60)), `${day}: ${text}`);
		await page.screenshot({ path: `${artifactsFolder}/module-real-law-${day}.png`, animations: 'disabled' });
	}
	await page.locator('[data-tab="changes"]').click();
	await page.locator('.act-list .act').first().waitFor();
	const lines = new Set(await page.locator('.act-list .act').allInnerTexts());
	assert.deepEqual([...lines].map((line) => line.split('\n')[0]), ['The amending law.', `Thông tư ${later}`, `Thông tư ${earlier}`, 'First publication']);
	await page.screenshot({ path: `${artifactsFolder}/module-real-law-changes.png`, animations: 'disabled' });

	// A citation, as nobody knew it yet.
	await page.goto(`${system.url}/admin/cutter/addresses?address=${encodeURIComponent(clause)}`);
	await page.locator('.outcome[data-outcome="canonical"]').waitFor();
	await page.locator('.known summary').click();
	await page.locator('input[name="known_at"], [name="known_at"] input').first().fill('2020-01-01');
	await page.locator('.ask button[type="submit"]').click();
	await page.getByText('Nothing of this document was recorded by').waitFor();
	await page.screenshot({ path: `${artifactsFolder}/module-real-law-unknown.png`, animations: 'disabled' });
	assert.deepEqual(errors, []);
});
