// The law as a web, in the Studio: a citation typed as people write it, who cites a clause, what a library lacks; what a repeal leaves behind is
// seen before it is proposed and by whoever reviews it, and afterwards.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { soon } from '../support/browser.mjs';
import { BOAT_LAW, circular } from '../support/citing-laws.mjs';
import { assertAccessible, inEveryLook } from '../support/looks.mjs';
import { peopleInStudio } from '../support/module.mjs';
import { carry } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { ownSystem } from '../support/system.mjs';

let system;
let law;
let lamps;
before(async () => {
	system = await ownSystem({ studio: true });
	law = await carry(system, { text: BOAT_LAW, profile: 'vn-law', title: 'Luật Bến thuyền' });
	lamps = await carry(system, { text: circular(1, 'Đèn của bến làm theo khoản 2 Điều 2 Luật Bến thuyền số 09/2031/QH18.'), profile: 'vn-law', title: 'Thông tư về đèn' });
	await carry(system, { text: circular(2, 'Chủ bến đọc khoản 2 Điều 2 Luật Bến thuyền và Nghị định số 77/2031/NĐ-CP.'), profile: 'vn-law', title: 'Thông tư về chủ bến' });
});
after(async () => {
	await leave();
	await system?.close();
});
const { as, leave } = peopleInStudio(() => system);
const operations = operationsOn(() => system);

const lines = (page, part) => page.locator(`${part} .reference-list > .lines > li`).evaluateAll((all) => all.map((each) => each.innerText.replace(/\s+/g, ' ').trim()));

test('what a library lacks is told before anything is asked; a citation as people write it goes to its unit, with who cites that', async () => {
	const { page, errors } = await as('reviewer');
	await page.goto(`${system.url}/admin/cutter/addresses`);
	await page.locator('.wanted li').waitFor();
	assert.deepEqual(await page.locator('.wanted li').allInnerTexts(), ['77/2031/NĐ-CP · 1 times in 1 documents']);
	await page.locator('input[name="citation"], [name="citation"] input').first().fill('k2 đ2 Luật Bến thuyền');
	await page.keyboard.press('Enter');
	await page.locator('.cited-by li').first().waitFor();
	assert.match(await page.locator('.read-as').innerText(), /Read as a citation: .*khoản 2 Điều 2.*DIEU-2-KHOAN-2/);
	const cited = await lines(page, '.cited-by');
	assert.equal(cited.length, 3, cited.join('\n'));
	assert.ok(cited.some((line) => line.includes('Thông tư về đèn')) && cited.some((line) => line.includes('khoản 2 Điều 2 Luật Bến thuyền số 09/2031/QH18')), cited.join('\n'));
	assert.deepEqual(await lines(page, '.cites').then((all) => all.map((line) => line.includes('khoản 1 Điều này'))), [true]);
	await assertAccessible(page, 'who cites a unit');
	await page.goto(`${system.url}/admin/cutter/addresses?address=${encodeURIComponent('Điều 2')}`);
	await page.getByText('names no document').waitFor();
	assert.deepEqual(errors.splice(0), []);
});

test('a reviewer sees which of its own provisions a draft cites and does not have', async () => {
	const draft = await carry(system, { text: circular(3, 'Chủ bến làm theo khoản 3 Điều này.\n1. Bến có phao.\n2. Phao sơn đỏ.'), profile: 'vn-law', title: 'Thông tư về phao' }, 'mark');
	const { page, errors } = await as('reviewer');
	await page.goto(`${system.url}/admin/cutter/manifests/${draft.manifestId}/review`);
	await page.locator('.lacking li').first().waitFor();
	assert.deepEqual(await page.locator('.lacking li').allInnerTexts().then((all) => all.map((line) => line.includes('khoản 3 Điều này') && line.includes('khoản 3 Điều 1 is not there'))), [true]);
	await assertAccessible(page, 'what a draft cites of itself and does not have');
	assert.deepEqual(errors.splice(0), []);
});

test('a law leads its reader to what it cites: within it, to another law, and back', async () => {
	const { page, errors } = await as('reviewer');
	const of = (path) => `${law.prefix}/${path}`;
	await page.goto(`${system.url}/admin/cutter/documents/${lamps.documentId}`);
	const links = (expected) => soon(async () => assert.deepEqual(await page.locator('.law-page a.cites').allInnerTexts(), expected));
	await links(['khoản 2 Điều 2 Luật Bến thuyền số 09/2031/QH18']);
	await page.locator('.law-page a.cites').first().click();
	await page.waitForURL((to) => to.pathname.endsWith(`/cutter/documents/${law.docCode}`) && decodeURIComponent(to.hash) === `#${of('DIEU-2-KHOAN-2')}`);
	await page.locator(`[id="${of('DIEU-2-KHOAN-2')}"]:focus`).waitFor();
	// "This Law" leads nowhere; of two clauses the one that is there is read.
	await links(['khoản 1 Điều này', 'khoản 2 Điều 2 và khoản 7 Điều 2 của Luật này']);
	await page.locator('.law-page a.cites').first().click();
	await page.locator(`[id="${of('DIEU-2-KHOAN-1')}"]:focus`).waitFor();
	// Back to the clause that cites, then to the circular.
	await page.goBack();
	await page.locator(`[id="${of('DIEU-2-KHOAN-2')}"]:focus`).waitFor();
	await page.goBack();
	await page.waitForURL((to) => to.pathname.endsWith(lamps.documentId));
	await assertAccessible(page, 'a law with its links');
	assert.deepEqual(errors.splice(0), []);
});

test('before a clause is repealed, and while that waits for its review, those who cite it are listed; afterwards it has ended for them', async () => {
	const unit = await operations.idOf(`${law.prefix}/DIEU-2-KHOAN-2`);
	const { page, errors } = await as('executor');
	const proposed = await operations.propose(`${unit}/retire`, {});
	const reviewer = await as('reviewer');
	await reviewer.page.goto(`${system.url}/admin/cutter/manifests/${proposed.manifest_id}/review`);
	await reviewer.page.locator('.impact li').first().waitFor();
	await soon(async () => assert.equal((await lines(reviewer.page, '.impact')).length, 3));
	await assertAccessible(reviewer.page, 'who cites what changes');
	await operations.approve(proposed);
	await operations.verify(await operations.cut(proposed));
	await page.goto(`${system.url}/admin/cutter/addresses?address=${encodeURIComponent(`${law.prefix}/DIEU-2-KHOAN-2`)}`);
	await page.locator('.cited-by li[data-outcome="ended"]').first().waitFor();
	await soon(async () => assert.equal(await page.locator('.cited-by li[data-outcome="ended"]').count(), 3));
	await page.goto(`${system.url}/admin/cutter/documents/${lamps.documentId}`);
	await page.locator('.law-page a.cites.ended').waitFor();
	assert.match(await page.locator('.law-page a.cites.ended').getAttribute('title'), /ended/);
	await page.locator('.law-page a.cites.ended').click();
	await page.waitForURL((to) => to.pathname.endsWith('/cutter/addresses') && to.searchParams.get('address') === `${law.prefix}/DIEU-2-KHOAN-2`);
	assert.deepEqual([...errors.splice(0), ...reviewer.errors.splice(0)], []);
});

test('what the repeal leaves behind is listed for the library and beside the law, and an executor lets one of it stand', async () => {
	const { page, errors } = await as('executor');
	await page.goto(`${system.url}/admin/cutter/addresses`);
	const open = page.locator('.open-citations');
	await soon(async () => assert.equal((await lines(page, '.open-citations')).length, 4));
	await page.goto(`${system.url}/admin/cutter/documents/${lamps.documentId}?tab=changes`);
	await soon(async () => assert.equal((await lines(page, '.open-citations')).length, 1));
	await open.locator('.acceptance summary').click();
	await open.locator('.acceptance input').first().fill('The lamps were taken down.');
	await assertAccessible(page, 'citations to look at');
	await open.locator('.acceptance').getByRole('button', { name: 'Let it stand' }).click();
	await soon(async () => assert.equal(await open.count(), 0));
	await page.goto(`${system.url}/admin/cutter/addresses`);
	await soon(async () => assert.equal((await lines(page, '.open-citations')).length, 3));
	await open.locator('input[name="accepted"]').check();
	await soon(async () => assert.match((await lines(page, '.open-citations')).join(), /stands: The lamps were taken down\./));
	await assertAccessible(page, 'citations that stand');
	assert.deepEqual(errors.splice(0), []);
	const reader = await as('reviewer');
	await reader.page.goto(`${system.url}/admin/cutter/addresses`);
	await soon(async () => assert.equal((await lines(reader.page, '.open-citations')).length, 3));
	assert.equal(await reader.page.locator('.acceptance').count(), 0, 'an executor decides');
	assert.deepEqual(reader.errors.splice(0), []);
});

test('what a library has to look at, as everyone sees it', async () => {
	await inEveryLook(system, await as('executor'), {
		name: 'open-citations',
		person: 'executor',
		path: '/cutter/addresses',
		ready: (page) => page.locator('.open-citations li').first().waitFor(),
	});
});

test('who cites a clause, as everyone sees it', async () => {
	const browser = await as('reviewer');
	await inEveryLook(system, browser, {
		name: 'references',
		person: 'reviewer',
		path: `/cutter/addresses?address=${encodeURIComponent('Điều 2 Luật Bến thuyền')}`,
		ready: (page) => page.locator('.cited-by li').first().waitFor(),
	});
});
