// The history of a unit drawn over time: renumbered, given a new text, split in three, one third split again, two joined and repealed, each
// carried out over HTTP; what is drawn, what is told of it, and how it looks to everyone.

import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { artifactsFolder } from '../support/browser.mjs';
import { assertAccessible, inEveryLook } from '../support/looks.mjs';
import { peopleInStudio } from '../support/module.mjs';
import { carry } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { elevenArticles } from '../support/texts.mjs';

const updating = process.env.UPDATE_SCREENSHOTS === '1';
const prefix = updating ? 'KHO-DUNG-CU' : newPrefix('HISTORY');
const address = (path) => `${prefix}/${path}`;

let system;
before(async () => {
	system = await sharedSystem();
	await carry(system, { text: elevenArticles(`lịch sử ${prefix}`), prefix, title: `Nội quy ${prefix}` });
	const unit = await idOf(address('DIEU-1'));
	await carryOut(`${unit}/enact`, {});
	await carryOut(`${unit}/renumber`, { address: address('DIEU-1A'), label: 'Điều 1A' });
	const sentences = ['Mọi thành viên được mượn dụng cụ. ', 'Người ngoài hỏi thủ kho. ', 'Thủ kho giữ sổ.\n', 'Sổ được giữ mười năm.\n'];
	await carryOut(`${unit}/substitute`, { body: sentences.join('') });
	const ends = (...parts) => parts.map((_, index) => ({ ends_at: Buffer.byteLength(parts.slice(0, index + 1).join('')) }));
	await carryOut(`${unit}/split`, { parts: ends(sentences[0], sentences[1], sentences.slice(2).join('')) });
	await carryOut(`${await idOf(address('DIEU-1A-P3'))}/split`, { parts: ends(sentences[2], sentences[3]) });
	const [first, second] = [await idOf(address('DIEU-1A-P1')), await idOf(address('DIEU-1A-P2'))];
	const joined = await carryOut('join', { unit_ids: [first, second], label: 'Phần chung', title: 'Ai được mượn' });
	await carryOut(`${await idOf(joined.proposed.results[0].address)}/retire`, {});
});
after(async () => {
	await leave();
	await system?.close();
});
const { as, leave } = peopleInStudio(() => system);
const { idOf, carryOut } = operationsOn(() => system);

/** A row of strands by address, with what is written on each. */
const strands = (page) => page.locator('[data-strand]').evaluateAll((all) => all.map((strand) => [strand.dataset.strand.split('/')[1], strand.querySelectorAll('.version').length, strand.classList.contains('ended'), [...strand.querySelectorAll('.address')].map(({ textContent }) => textContent)]));

test('over HTTP it has every unit that splits and joins connect, with versions and the addresses each held', async () => {
	const unit = await idOf(address('DIEU-1A'));
	const { lineage } = await system.clients.verifier.get(`/cutter/units/${unit}/history`);
	assert.deepEqual(lineage.steps.map(({ operation_kind, from, to }) => [operation_kind, from.length, to.length]), [['split', 1, 3], ['split', 1, 2], ['merge', 2, 1]]);
	assert.equal(lineage.units.length, 7);
	const [origin] = lineage.units;
	assert.deepEqual([origin.id, origin.versions.map(({ version_seq, enacted_at }) => [version_seq, enacted_at !== null])], [unit, [[1, true], [2, false]]]);
	assert.deepEqual(origin.addresses.map((held) => held.address), [address('DIEU-1'), address('DIEU-1A')]);
	assert.equal(origin.addresses[0].until, origin.addresses[1].since);
	assert.equal(origin.ended_at, lineage.steps[0].at);
	// From any of them the same.
	const leaf = await system.clients.verifier.get(`/cutter/units/${await idOf(address('DIEU-1A-P3-P2'))}/history`);
	assert.deepEqual(leaf.lineage.units.map(({ id }) => id), lineage.units.map(({ id }) => id));
	// What nothing was done to stands alone.
	const alone = await system.clients.verifier.get(`/cutter/units/${await idOf(address('DIEU-9'))}/history`);
	assert.deepEqual([alone.lineage.units.length, alone.lineage.steps], [1, []]);
});

test('strands, links, address changes and tombstones are drawn, and told in words', async () => {
	const { page, errors } = await as('verifier');
	await page.goto(`${system.url}/admin/cutter/addresses?address=${encodeURIComponent(address('DIEU-1A-P3-P2'))}`);
	await page.locator('.history-graph svg[role="img"]').waitFor();
	const found = await strands(page);
	assert.deepEqual(found.map(([path, versions, ended]) => [path, versions, ended]).sort(), [
		['DIEU-1A', 2, true], ['DIEU-1A-P1', 1, true], ['DIEU-1A-P2', 1, true], ['DIEU-1A-P3', 1, true],
		['DIEU-1A-P3-P1', 1, false], ['DIEU-1A-P3-P2', 1, false], ['DIEU-1A-P4', 1, true],
	].sort());
	assert.deepEqual(found[0][3], ['DIEU-1', 'DIEU-1A']);
	assert.equal(await page.locator('[data-link]').count(), 7);
	assert.equal(await page.locator('.strand.own').getAttribute('data-strand'), address('DIEU-1A-P3-P2'));
	await page.locator('.history-graph summary').focus();
	await page.keyboard.press('Enter');
	const told = await page.locator(`[data-story="${address('DIEU-1A')}"]`).innerText();
	for (const sentence of [`began as ${address('DIEU-1')}`, `got the address ${address('DIEU-1A')}`, 'version 1 came into force', 'version 2 of its text', `was split into ${['P1', 'P2', 'P3'].map((part) => address(`DIEU-1A-${part}`)).join(', ')}`, 'ended; its address stays with it']) {
		assert.ok(told.includes(sentence), `${sentence} in ${told}`);
	}
	await page.keyboard.press('Tab');
	await page.locator(`[data-strand="${address('DIEU-1A')}"].pointed`).waitFor();
	await assertAccessible(page, 'a history graph');
	assert.deepEqual(errors.splice(0), []);
});

test('the history, as everyone sees it', async () => {
	const browser = await as('verifier');
	await inEveryLook(system, browser, {
		name: 'history-graph',
		person: 'verifier',
		path: `/cutter/addresses?address=${encodeURIComponent(address('DIEU-1A-P3-P2'))}`,
		ready: async (page) => {
			await page.locator('.history-graph summary').click();
			await page.locator('.history-graph').scrollIntoViewIfNeeded();
			await page.locator('.history-graph').evaluate((graph) => graph.scrollIntoView({ block: 'start' }));
		},
	});
	if (updating) copyFileSync(`${artifactsFolder}/looks/history-graph-light-en.png`, inProject('docs/images', 'module-history.png'));
});
