// A law that is law already, in the module: its day is given where it is marked, a change to come is proposed with its own, and the list of
// units shows the law of a day.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { approve } from '../../scripts/lib/main-job.mjs';
import { artifactsFolder, soon, textOf } from '../support/browser.mjs';
import { assertAccessible } from '../support/looks.mjs';
import { peopleInStudio } from '../support/module.mjs';
import { carry } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { oneArticle } from '../support/texts.mjs';

const prefix = newPrefix('LEGAL');
const RULES = `HỘI BẾN ${prefix}
NỘI QUY

Chương I
BẾN

Điều 1. Bến
Bến ở chân cầu.

Điều 2. Đậu đò
1. Đò đậu cả ngày.
2. Khách trả năm đồng.

Chương II
HIỆU LỰC

Điều 3. Hiệu lực
Từ ngày công bố.
`;
const TEXT = `${oneArticle(`bến ${prefix}`)}Điều 2. Giờ chạy\nĐò chạy từ sáu giờ.\n`;

let system;
let law;
before(async () => {
	system = await sharedSystem();
	law = await carry(system, { text: TEXT, prefix, title: `Bến đò ${prefix}` }, 'register');
});
after(async () => {
	await leave();
	await system?.close();
});
const { as, leave } = peopleInStudio(() => system);
const { idOf, propose, approve: approveOperation, cut, verify } = operationsOn(() => system);
const field = (page, name) => page.locator(`input[name="${name}"], [name="${name}"] input`).first();
const documentPage = async (person, ready, tab = '') => {
	const { page } = await as(person);
	await page.goto(`${system.url}/admin/cutter/documents/${law.documentId}${tab}`);
	await page.locator(ready).first().waitFor();
	return page;
};
const statesOf = (page) => page.locator('.unit-list .state').allInnerTexts();
async function picture(page, name) {
	mkdirSync(artifactsFolder, { recursive: true });
	await page.screenshot({ path: `${artifactsFolder}/module-${name}.png`, animations: 'disabled' });
}

test('the day from which a text is law is given where it is marked, with what says so', async () => {
	const page = await documentPage('executor', '.mark-form');
	assert.equal(await page.locator('input[name="evidence"], [name="evidence"] input').count(), 0, 'it is asked for with the day');
	await field(page, 'in_force_from').fill('2020-07-01');
	await field(page, 'evidence').fill('Điều khoản thi hành, Công báo số 12.');
	await picture(page, 'legal-mark');
	await page.locator('[data-act="mark"] button').click();
	await page.waitForURL(/\/cutter\/manifests\//);
	const manifestId = new URL(page.url()).pathname.split('/').at(-1);
	await system.clients.executor.post('/cutter/sweep', { manifests: [manifestId] });
	await approve(system.clients.reviewer, manifestId, { rationale: 'Read beside the gazette.' });
	const { change_set_id: changeSetId } = await system.clients.executor.post(`/cutter/manifests/${manifestId}/cut`);
	assert.equal((await system.clients.verifier.post(`/cutter/change-sets/${changeSetId}/verify`)).verdict, 'pass');
});

test('a law that says its days itself is marked with them: nothing is typed', async () => {
	const text = `QUỐC HỘI\nLUẬT BẾN ${prefix}\n\nĐiều 1. Bến\n1. Bến có đèn.\n2. Bến có chuông.\nĐiều 2. Hiệu lực thi hành\n1. Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2021.\n2. Khoản 2 Điều 1 Luật này có hiệu lực từ ngày 01 tháng 01 năm 2022.\n`;
	const done = await carry(system, { text, prefix: `${prefix}-S`, title: `Luật bến ${prefix}`, profile: 'vn-law' }, 'register');
	const { page, errors } = await as('executor');
	await page.goto(`${system.url}/admin/cutter/documents/${done.documentId}`);
	await page.locator('.mark-form input[name="as_said"]').check();
	assert.equal(await field(page, 'in_force_from').isDisabled(), true, 'the text says it');
	await assertAccessible(page, 'days that a text says');
	await picture(page, 'legal-as-said');
	await page.locator('[data-act="mark"] button').click();
	await page.waitForURL(/\/cutter\/manifests\//);
	await page.locator('.drafted-days').waitFor();
	const own = await page.locator('.drafted-days [data-day-of]').allInnerTexts();
	assert.deepEqual([own.length, /DIEU-1-KHOAN-2 · Law from .*2022/.test(own[0])], [1, true], 'each day is there, and where the text says it');
	await assertAccessible(page, 'the days of a draft');
	await picture(page, 'legal-said-draft');
	const manifestId = new URL(page.url()).pathname.split('/').at(-1);
	await system.clients.executor.post('/cutter/sweep', { manifests: [manifestId] });
	const { page: reviewing } = await as('reviewer');
	await reviewing.goto(`${system.url}/admin/cutter/manifests/${manifestId}/review`);
	await reviewing.locator('.drafted-days [data-day-of]').waitFor();
	await picture(reviewing, 'legal-said-review');
	const { enact } = await system.clients.reviewer.get(`/cutter/manifests/${manifestId}`);
	assert.deepEqual([enact.in_force_from, enact.units.length], ['2021-07-01', 1]);
	assert.deepEqual(errors.splice(0), []);
});

test('a change to come is proposed with its day, and shown as what it is', async () => {
	const { page, errors } = await as('executor');
	const id = await idOf(`${prefix}/DIEU-2`);
	await page.goto(`${system.url}/admin/cutter/units/${id}/operate?operation=retire`);
	await page.locator('[data-form="retire"]').waitFor();
	await page.locator('.why textarea').fill('Theo luật sửa đổi.');
	await field(page, 'effective_on').fill('2035-01-01');
	await page.locator('[data-act="preview"] button').click();
	await page.locator('.preview .law-from').waitFor();
	assert.match(await page.locator('.preview .law-from').innerText(), /2035/);
	await assertAccessible(page);
	await picture(page, 'legal-operate');
	assert.deepEqual(errors.splice(0), []);
	const proposed = await propose(`${id}/retire`, { effective_on: '2035-01-01' });
	await approveOperation(proposed);
	assert.equal((await verify(await cut(proposed))).verdict, 'pass');
});

test('law is suspended until a day, and whoever reads it is told so', async () => {
	const { page, errors } = await as('executor');
	const id = await idOf(`${prefix}/DIEU-1`);
	await page.goto(`${system.url}/admin/cutter/units/${id}/operate?operation=suspend`);
	await page.locator('[data-form="suspend"]').waitFor();
	await page.locator('.why textarea').fill('Nghị quyết ngưng hiệu lực thi hành.');
	await field(page, 'effective_on').fill('2022-01-01');
	await field(page, 'until').fill('2040-01-01');
	await page.locator('[data-act="preview"] button').click();
	await page.locator('.preview .law-from').waitFor();
	assert.match(await page.locator('.preview .law-from').innerText(), /Suspended from .*2022.* until .*2040/);
	assert.match(await page.locator('.preview .standing').first().innerText(), /^suspended$/);
	await assertAccessible(page);
	await picture(page, 'legal-suspend');
	const proposed = await propose(`${id}/suspend`, { effective_on: '2022-01-01', until: '2040-01-01' });
	await approveOperation(proposed);
	assert.equal((await verify(await cut(proposed))).verdict, 'pass');
	const reader = await documentPage('reviewer', '.law-units .unit');
	await soon(async () => assert.match(await reader.locator(`[data-unit="${prefix}/DIEU-1"] .state`).innerText(), /suspended until .*2040/));
	await picture(reader, 'legal-suspended');
	await reader.locator(`[data-unit="${prefix}/DIEU-1"] .history`).click();
	await reader.locator('[data-operation="resume"]').click();
	await reader.locator('[data-form="resume"]').waitFor();
	assert.deepEqual(errors.splice(0), []);
});

test('the page of a document is its law of a day, with what happened and what is outstanding', async () => {
	const rules = await carry(system, { text: RULES, prefix: `${prefix}-R`, title: `Nội quy bến ${prefix}` }, 'register');
	const { manifest_id: manifestId } = await system.clients.executor.post(`/cutter/documents/${rules.documentId}/mark`, { enact: { in_force_from: '2020-07-01', evidence: 'Điều 3.' } });
	await system.clients.executor.post('/cutter/sweep', { manifests: [manifestId] });
	await approve(system.clients.reviewer, manifestId, { rationale: 'Read beside the gazette.' });
	await verify(await system.clients.executor.post(`/cutter/manifests/${manifestId}/cut`));
	const of = (path) => `${prefix}-R/${path}`;
	const act = { rationale: `Nghị quyết 5 ${prefix}`, effective_on: '2022-01-01' };
	for (const [clause, body] of [[1, 'Đò đậu trong giờ mở cửa.\n'], [2, 'Khách trả mười đồng.\n']]) {
		const proposed = await propose(`${await idOf(of(`DIEU-2-KHOAN-${clause}`))}/substitute`, { ...act, heading: `${clause}. `, body });
		await approveOperation(proposed);
		await verify(await cut(proposed));
	}
	await propose(`${await idOf(of('DIEU-3'))}/substitute`, { heading: 'Điều 3. Hiệu lực\n', body: 'Từ ngày ký.\n', effective_on: '2030-01-01' });

	const { page, errors } = await as('executor');
	errors.length = 0;
	const at = `${system.url}/admin/cutter/documents/${rules.documentId}`;
	await page.goto(at);
	const unit = (path) => page.locator(`.law-page .text [data-unit="${of(path)}"]`);
	await unit('DIEU-3').waitFor();
	assert.match(await unit('DIEU-2-KHOAN-1').innerText(), /^[#\s]*1\.\s+Đò đậu trong giờ mở cửa\.$/);
	assert.equal(await unit('DIEU-2').locator('h3').innerText(), 'Điều 2. Đậu đò');
	// One act is one line, what waits says for whom, and the button of the page is what comes next.
	await soon(async () => assert.deepEqual(await page.locator('.law-aside .act').evaluateAll((all) => all.map(({ dataset }) => dataset.actChanges)), ['2', '1']));
	await soon(async () => assert.match(await page.locator('.law-aside .open-entries').innerText(), /New text · 1 unit\n[^]*Waits for you/));
	await soon(async () => assert.equal(await page.locator('.next-step, [data-next]').first().innerText(), 'Send to review'));
	await assertAccessible(page, 'the law');
	await picture(page, 'law');

	// The contents are one stop of the keyboard: arrows walk, Enter goes, and where the reader is is marked.
	const contents = page.locator('.law-contents.beside');
	await soon(async () => assert.deepEqual(await contents.locator('a').allInnerTexts(), ['Chương I. BẾN', 'Điều 1. Bến', 'Điều 2. Đậu đò', 'Chương II. HIỆU LỰC', 'Điều 3. Hiệu lực']));
	assert.equal(await contents.locator('a[tabindex="0"]').count(), 1);
	await contents.locator('a[tabindex="0"]').focus();
	await page.keyboard.press('End');
	await page.keyboard.press('Enter');
	await page.waitForFunction((address) => document.activeElement?.id === address, of('DIEU-3'));
	assert.equal(await page.evaluate(() => decodeURIComponent(window.location.hash)), `#${of('DIEU-3')}`);
	await soon(async () => assert.deepEqual(await contents.locator('a[aria-current="location"]').allInnerTexts(), ['Điều 3. Hiệu lực']));

	// Found without the accents that nobody typed.
	await page.locator('.find-field input').fill('muoi dong');
	await page.locator('.find-field .told', { hasText: '1 of 1' }).waitFor();
	// Marked once the place is drawn.
	await soon(async () => assert.equal(await page.evaluate(() => [...(CSS.highlights.get('cutter-found-here') ?? [])].map(String).join()), 'mười đồng'));
	await page.locator('.find-field input').fill('không có chữ này');
	await page.locator('.find-field .told', { hasText: 'Nothing found' }).waitFor();

	// A day of its own is in the address of the page, and so in what is exported; a place that is not there then is said.
	await page.locator('[data-day="2020-07-01"]').click();
	await unit('DIEU-2-KHOAN-2').getByText('Khách trả năm đồng.').waitFor();
	await soon(() => assert.match(page.url(), /as_of=2020-07-01/));
	await page.locator('.take-along summary').click();
	const download = page.waitForEvent('download');
	await page.locator('[data-export="markdown"]').click();
	assert.match(await textOf(await download), /Khách trả năm đồng/);
	await page.goto(`${at}?as_of=2022-01-01#${of('DIEU-9')}`);
	await page.locator('.missing', { hasText: of('DIEU-9') }).waitFor();

	// All changes, an act a line that opens.
	await page.locator('[data-tab="changes"]').click();
	const line = page.locator('.act-list .act', { hasText: act.rationale });
	await line.locator('summary').click();
	// What opens is drawn once the browser has told that it is open.
	await soon(async () => assert.equal(await line.locator('.changes li').count(), 2));
	await soon(async () => assert.match(await line.locator('.changes').innerText(), /New text\s*DIEU-2-KHOAN-2\s*Proven/));
	await assertAccessible(page, 'the changes');
	await picture(page, 'changes');
	// Two days beside each other: what became of each unit, and the words that came and went.
	await page.locator('[data-tab="compare"]').click();
	await page.locator('.days-compared [data-day="2020-07-01"]').click();
	const differences = page.locator('.day-difference');
	await soon(async () =>
		assert.deepEqual(await differences.evaluateAll((all) => all.map(({ dataset }) => [dataset.unit.split('/')[1], dataset.changes].join(' '))), ['DIEU-2-KHOAN-1 changed', 'DIEU-2-KHOAN-2 changed']),
	);
	await soon(() => assert.match(page.url(), /from=2020-07-01/));
	assert.match(await differences.nth(1).locator('.within').innerText(), /^Chương I\. BẾN › Điều 2\. Đậu đò$/);
	assert.deepEqual([await differences.nth(1).locator('del').allInnerTexts(), await differences.nth(1).locator('ins').allInnerTexts()], [['năm'], ['mười']]);
	assert.match(await page.locator('.days-compared .summary').innerText(), /text changed: 2\s+\d+ units as they were/);
	await assertAccessible(page, 'two days');
	await picture(page, 'two-days');
	await field(page, 'to').fill('2020-12-31');
	await page.locator('.days-compared .summary', { hasText: 'Nothing differs.' }).waitFor();
	await page.locator('[data-tab="source"]').click();
	await soon(async () => assert.match(await page.locator('.marking').innerText(), /The document is published\./));

	// An article whose clauses changed says so; a version says what words it changed.
	await page.goto(`${system.url}/admin/cutter/units/${await idOf(of('DIEU-2'))}/operate`);
	await soon(async () => assert.equal(await page.locator('.unit-history .parts h3, .parts h3').first().innerText(), 'Its parts changed 2 times'));
	assert.deepEqual(await page.locator('[data-part]').evaluateAll((all) => all.map(({ dataset }) => dataset.part.split('/')[1])), ['DIEU-2-KHOAN-2', 'DIEU-2-KHOAN-1']);
	await page.locator('[data-part] .link').first().click();
	await page.locator('[data-version="2"] summary').click();
	await soon(async () => assert.deepEqual([await page.locator('.version-text del').allInnerTexts(), await page.locator('.version-text ins').allInnerTexts()], [['năm'], ['mười']]));
	assert.deepEqual(errors.splice(0), []);
});

test('the units of a document are those of a day', async () => {
	const page = await documentPage('reviewer', '.unit-list li', '?tab=units');
	await page.locator('.moment').waitFor();
	assert.equal((await statesOf(page)).length, 2, 'today the repeal to come is not there yet');
	assert.deepEqual(await page.locator('.moment .days button').evaluateAll((buttons) => buttons.map(({ dataset }) => dataset.day)), ['2020-07-01', '2022-01-01', '2035-01-01']);
	await picture(page, 'legal-today');
	await page.locator('[data-day="2035-01-01"]').click();
	await page.waitForFunction(() => document.querySelectorAll('.unit-list .state').length === 1);
	await assertAccessible(page);
	await picture(page, 'legal-2035');
	await field(page, 'as_of').fill('2019-01-01');
	await page.locator('.document .v-notice').waitFor();
	assert.match(await page.locator('.document .v-notice').innerText(), /2020-07-01/, 'before its first day it says from when it can be read');
	await picture(page, 'legal-before');
	await field(page, 'as_of').fill('2020-07-01');
	await page.waitForFunction(() => document.querySelectorAll('.unit-list .state').length === 2);
	// What the browser logs of the refusal is what was asked for.
	const { errors } = await as('reviewer');
	assert.deepEqual(errors.splice(0).filter((error) => !/404/.test(error)), []);
});
