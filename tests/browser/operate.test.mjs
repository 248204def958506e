// Each of the eight operations as an executor starts it in the module, from a unit of a law that was cut: what would be proposed is shown
// and then proposed, a reviewer finds it, and whatever is closed says why.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { artifactsFolder } from '../support/browser.mjs';
import { assertAccessible, inEveryLook } from '../support/looks.mjs';
import { entryRow, peopleInStudio } from '../support/module.mjs';
import { carry } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { elevenArticles } from '../support/texts.mjs';

const updating = process.env.UPDATE_SCREENSHOTS === '1';
const prefix = updating ? 'NOI-QUY' : newPrefix('OPERATE');
const title = `Nội quy xưởng ${prefix}`;
const address = (path) => `${prefix}/${path}`;

let system;
let law;
before(async () => {
	system = await sharedSystem();
	law = await carry(system, { text: elevenArticles(`xưởng ${prefix}`), prefix, title });
});
after(async () => {
	await leave();
	await system?.close();
});
const { as, leave } = peopleInStudio(() => system);
const { idOf, carryOut } = operationsOn(() => system);

const act = (page, name) => page.locator(`[data-act="${name}"]`);
const press = (page, name) => act(page, name).locator('button').click();
const reason = (page, text) => page.locator('.why textarea').fill(text);
const addressOf = (page) => page.locator('input[name="address"], [name="address"] input');
/** Proposals by operation: the manifest of each. */
const proposals = {};

async function start(operation, path) {
	const { page } = await as('executor');
	await page.goto(`${system.url}/admin/cutter/units/${await idOf(address(path))}/operate?operation=${operation}`);
	await page.locator(`[data-form="${operation}"]`).waitFor();
	await reason(page, 'Theo luật sửa đổi năm nay.');
	return page;
}

/** Shown, then proposed as it was shown. */
async function propose(page, operation, check) {
	await press(page, 'preview');
	const shown = page.locator('.preview .operation-shown');
	await shown.waitFor();
	await check(shown);
	await press(page, 'propose');
	const link = page.locator('.proposed a');
	await link.waitFor();
	await page.locator('.proposed-notice', { hasText: 'Sent to review. It waits for ' }).waitFor();
	proposals[operation] = (await link.getAttribute('href')).split('/').at(-2);
	assert.deepEqual((await as('executor')).errors.splice(0), [], operation);
}
const sideOf = (shown, side) => shown.locator(`[data-side="${side}"] article`);
const citationOf = (shown, path) => shown.locator(`[data-citation="${address(path)}"]`);

async function picture(page, name, keep = false) {
	await page.mouse.move(0, 0);
	mkdirSync(artifactsFolder, { recursive: true });
	const path = `${artifactsFolder}/module-${name}.png`;
	await page.screenshot({ path, animations: 'disabled' });
	if (updating && keep) copyFileSync(path, inProject('docs/images', `module-${name}.png`));
}

test('a split: from the list of units, cut by click and by keyboard, with titles for the parts', async () => {
	const { page } = await as('executor');
	await page.goto(`${system.url}/admin/cutter/documents/${law.documentId}?tab=units`);
	await page.locator('.unit-list input').fill('phạm vi');
	await page.locator(`.unit-list [data-unit="${address('DIEU-1')}"]`).click();
	await page.locator('[data-operation="split"]').click();
	// Closed buttons say why, one step after the other.
	assert.match(await act(page, 'preview').innerText(), /Fill in what is to be done first/);
	await page.locator('.split-text .piece', { hasText: 'Mọi' }).click();
	assert.match(await act(page, 'preview').innerText(), /Write a reason first/);
	await reason(page, 'Điều này nói về ba việc.');
	assert.match(await act(page, 'propose').innerText(), /Look at the preview first/);
	assert.equal(await page.locator('.split-text .part').count(), 2);
	await page.locator('.split-text .text').focus();
	await page.keyboard.press('End');
	for (let step = 0; step < 7; step += 1) await page.keyboard.press('ArrowLeft');
	const told = await page.locator('.split-text .told').innerText();
	assert.match(told, /^Before “/);
	await page.keyboard.press('Enter');
	assert.equal(await page.locator('.split-form .parts li').count(), 3);
	await page.locator('[data-part="2"] input').nth(1).fill('Người mượn');
	await assertAccessible(page, 'a split');
	await picture(page, 'operate-split');
	await propose(page, 'split', async (shown) => {
		assert.equal(await sideOf(shown, 'before').count(), 1);
		assert.equal(await sideOf(shown, 'after').count(), 3);
		assert.match(await citationOf(shown, 'DIEU-1').innerText(), /leads to several/);
		assert.match(await shown.locator('[data-side="after"]').textContent(), new RegExp(address('DIEU-1-P2')));
		await assertAccessible(page, 'the preview of a split');
		await picture(page, 'operate-split-preview');
	});
});

test('a split of a unit that has units below it: each goes with a part', async () => {
	const page = await start('split', 'DIEU-2');
	await page.locator('.split-form button', { hasText: 'Add a part without own text' }).click();
	await page.locator(`[data-child="${address('DIEU-2-KHOAN-1')}"] select`).selectOption('1');
	await press(page, 'preview');
	const shown = page.locator('.preview .operation-shown');
	await shown.waitFor();
	assert.equal(await sideOf(shown, 'after').count(), 2);
	assert.equal(await shown.locator(`[data-along="${address('DIEU-2-KHOAN-2')}"]`).innerText(), `${address('DIEU-2-KHOAN-2')} below ${address('DIEU-2-P2')}`);
	await picture(page, 'operate-split-children');
	// Children out of order are refused in the words of the core.
	await page.locator(`[data-child="${address('DIEU-2-KHOAN-1')}"] select`).selectOption('2');
	await page.locator(`[data-child="${address('DIEU-2-KHOAN-2')}"] select`).selectOption('1');
	assert.match(await act(page, 'propose').innerText(), /changed since the preview/);
	await press(page, 'preview');
	await page.locator('.refused code', { hasText: 'CUTTER_SPLIT_CHILDREN' }).waitFor();
	(await as('executor')).errors.length = 0;
});

test('a join of two articles', async () => {
	const page = await start('merge', 'DIEU-3');
	await page.locator(`[data-unit="${address('DIEU-4')}"] input`).check();
	await page.locator('[name="title"] input, input[name="title"]').fill('Mượn và trả');
	await propose(page, 'merge', async (shown) => {
		assert.equal(await sideOf(shown, 'before').count(), 2);
		assert.equal(await sideOf(shown, 'after').count(), 1);
		assert.match(await citationOf(shown, 'DIEU-4').innerText(), /leads to/);
		await assertAccessible(page, 'a join');
		await picture(page, 'operate-join');
	});
});

test('two articles exchange their numbers', async () => {
	const page = await start('renumber', 'DIEU-5');
	await page.locator('[data-exchange] select').selectOption({ label: `Điều 6. Giờ mở cửa · ${address('DIEU-6')}` });
	await propose(page, 'renumber', async (shown) => {
		assert.equal(await shown.locator(`[data-address="${address('DIEU-5')}"]`).innerText(), `${address('DIEU-5')} → ${address('DIEU-6')}`);
		assert.equal(await shown.locator(`[data-address="${address('DIEU-6')}"]`).innerText(), `${address('DIEU-6')} → ${address('DIEU-5')}`);
		assert.match(await citationOf(shown, 'DIEU-5').innerText(), /becomes the address of Điều 5\. Giờ mở cửa/);
		await assertAccessible(page, 'a renumbering');
		await picture(page, 'operate', true);
	});
});

test('a new text is written over the present one', async () => {
	const page = await start('substitute', 'DIEU-7');
	const text = page.locator('.substitute-form textarea');
	assert.match(await text.inputValue(), /^Người làm hỏng/);
	await text.fill('Người làm hỏng dụng cụ sửa lại hoặc đền bằng tiền.');
	await propose(page, 'substitute', async (shown) => {
		assert.match(await sideOf(shown, 'before').textContent(), /bằng vật/);
		assert.match(await sideOf(shown, 'after').textContent(), /bằng tiền/);
		await picture(page, 'operate-substitute');
	});
});

test('a new article after another', async () => {
	const page = await start('insert', 'DIEU-8');
	await addressOf(page).fill(address('DIEU-8A'));
	await page.locator('.insert-form [name="label"] input, .insert-form input[name="label"]').fill('Điều 8A');
	await page.locator('.insert-form [name="title"] input, .insert-form input[name="title"]').fill('Sổ hư hỏng');
	await page.locator('.insert-form textarea').fill('Thủ kho ghi mọi hư hỏng vào sổ.');
	await assertAccessible(page, 'an insertion');
	await propose(page, 'insert', async (shown) => {
		assert.match(await shown.locator('[data-side="before"]').textContent(), /It is not there yet/);
		assert.match(await sideOf(shown, 'after').textContent(), /Điều 8A\. Sổ hư hỏng\s+Thủ kho ghi/);
		await picture(page, 'operate-insert');
	});
});

test('an article goes to another chapter', async () => {
	const page = await start('move', 'DIEU-9');
	await page.locator('select').first().selectOption({ index: 1 });
	await page.locator('select').nth(1).selectOption({ label: `Điều 1. Phạm vi · ${address('DIEU-1')}` });
	await propose(page, 'move', async (shown) => {
		assert.match(await sideOf(shown, 'after').textContent(), new RegExp(`${address('DIEU-9')}[^]*below ${address('CHUONG-1')}`));
		await picture(page, 'operate-move');
	});
});

test('an article is repealed', async () => {
	const page = await start('retire', 'DIEU-10');
	assert.match(await page.locator('.with-below-form').innerText(), new RegExp(address('DIEU-10')));
	await propose(page, 'retire', async (shown) => {
		assert.match(await shown.locator('[data-side="after"]').textContent(), /not there any more/);
		assert.match(await citationOf(shown, 'DIEU-10').innerText(), /ended without successor/);
		await picture(page, 'operate-retire');
	});
});

test('an article with all below it comes into force', async () => {
	const page = await start('enact', 'DIEU-11');
	await page.locator('.enact-form button', { hasText: 'All below it' }).click();
	await propose(page, 'enact', async (shown) => {
		assert.equal(await sideOf(shown, 'after').count(), 3);
		assert.match(await sideOf(shown, 'after').nth(2).textContent(), /in force/);
		await picture(page, 'operate-enact');
	});
});

test('the eight are found by a reviewer, who reads the same', async () => {
	assert.equal(Object.keys(proposals).length, 8);
	// They went to review by themselves.
	for (const manifest of Object.values(proposals)) assert.equal((await system.clients.executor.get(`/cutter/manifests/${manifest}/standing`)).status, 'review_pending');
	const { page, errors } = await as('reviewer');
	await page.goto(`${system.url}/admin/cutter`);
	await entryRow(page, title);
	for (const name of ['Split', 'Join', 'Renumber', 'New text', 'Insert', 'Move', 'Repeal', 'Enact']) await page.locator('.entry-row', { hasText: title }).filter({ hasText: name }).first().waitFor();
	await page.goto(`${system.url}/admin/cutter/manifests/${proposals.renumber}/review`);
	await page.locator('.operation-proposal [data-address]').nth(1).waitFor();
	assert.match(await page.locator('.operation-proposal').innerText(), /Theo luật sửa đổi năm nay\./);
	// Who only judges reads why nothing can be started.
	await page.goto(`${system.url}/admin/cutter/units/${await idOf(address('DIEU-7'))}/operate?operation=retire`);
	await act(page, 'preview').waitFor();
	assert.match(await act(page, 'preview').innerText(), /This needs the policy "Cutter Executor"/);
	assert.match(await act(page, 'propose').innerText(), /This needs the policy "Cutter Executor"/);
	assert.ok(await act(page, 'propose').locator('button').isDisabled());
	assert.deepEqual(errors.splice(0), []);
});

test('a unit in an open change is refused in the words of the core', async () => {
	const page = await start('retire', 'DIEU-7');
	await press(page, 'preview');
	await page.locator('.refused code', { hasText: 'CUTTER_UNIT_IN_OPEN_CHANGE' }).waitFor();
	assert.match(await act(page, 'propose').innerText(), /Look at the preview first/);
	await assertAccessible(page, 'a preview that was refused');
	// The browser itself reports the refusal.
	const { errors } = await as('executor');
	assert.deepEqual(errors.splice(0).filter((error) => !/status of 409/.test(error)), []);
});

test('what was shown and is stale is not proposed: it is told, and shown anew', async () => {
	const page = await start('substitute', 'DIEU-8');
	await page.locator('.substitute-form textarea').fill('Thủ kho giữ sổ và chìa khóa.');
	await press(page, 'preview');
	await page.locator('.preview .operation-shown').waitFor();
	await carryOut(`${await idOf(address('DIEU-8'))}/enact`, {});
	await press(page, 'propose');
	await page.locator('[data-stale]').waitFor();
	assert.equal(await page.locator('.proposed').count(), 0);
	await page.locator('.preview .operation-shown').waitFor();
	await assertAccessible(page, 'a stale preview');
	await picture(page, 'operate-stale');
	await press(page, 'propose');
	await page.locator('.proposed a').waitFor();
	const { errors } = await as('executor');
	assert.deepEqual(errors.splice(0).filter((error) => !/status of 409/.test(error)), []);
});

test('from the Mark studio and from an address there is a way to it', async () => {
	const { page, errors } = await as('executor');
	await page.goto(`${system.url}/admin/cutter/manifests/${law.manifestId}`);
	await page.locator('.unit-tree [role="treeitem"]', { hasText: 'Giờ mở cửa' }).click();
	await page.locator('[data-change] button').click();
	await page.waitForURL(/\/cutter\/units\/[0-9a-f-]{36}\/operate$/);
	await page.locator('[data-operation="split"]').waitFor();
	await page.goto(`${system.url}/admin/cutter/addresses?address=${encodeURIComponent(address('DIEU-6'))}`);
	await page.locator('.units a.change').click();
	await page.waitForURL(/\/cutter\/units\/[0-9a-f-]{36}\/operate$/);
	assert.deepEqual(errors.splice(0), []);
});

test('starting one, as everyone sees it', async () => {
	const id = await idOf(address('DIEU-2'));
	await inEveryLook(system, await as('executor'), {
		name: 'operate',
		person: 'executor',
		path: `/cutter/units/${id}/operate?operation=split`,
		ready: async (page) => {
			await page.locator('.split-form .helps button').nth(1).click();
			await page.locator('.split-form [data-child]').first().waitFor();
		},
	});
});
