// A law that is law already, in the module: its day is given where it is marked, a change to come is proposed with its own, and the list of
// units shows the law of a day.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { approve } from '../../scripts/lib/main-job.mjs';
import { artifactsFolder } from '../support/browser.mjs';
import { assertAccessible } from '../support/looks.mjs';
import { peopleInStudio } from '../support/module.mjs';
import { carry } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { oneArticle } from '../support/texts.mjs';

const prefix = newPrefix('LEGAL');
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
const documentPage = async (person) => {
	const { page } = await as(person);
	await page.goto(`${system.url}/admin/cutter/documents/${law.documentId}`);
	await page.locator('.mark-form').waitFor();
	return page;
};
const statesOf = (page) => page.locator('.unit-list .state').allInnerTexts();
async function picture(page, name) {
	mkdirSync(artifactsFolder, { recursive: true });
	await page.screenshot({ path: `${artifactsFolder}/module-${name}.png`, animations: 'disabled' });
}

test('the day from which a text is law is given where it is marked, with what says so', async () => {
	const page = await documentPage('executor');
	assert.equal(await page.locator('input[name="evidence"], [name="evidence"] input').count(), 0, 'it is asked for with the day');
	await field(page, 'in_force_from').fill('2020-07-01');
	await field(page, 'evidence').fill('Điều khoản thi hành, Công báo số 12.');
	await picture(page, 'legal-mark');
	await page.locator('[data-act="mark"] button').click();
	await page.waitForURL(/\/cutter\/manifests\//);
	const manifestId = new URL(page.url()).pathname.split('/').at(-1);
	for (let swept; swept?.promoted !== 0; ) swept = await system.clients.executor.post('/cutter/sweep', { batch_size: 1000 });
	await approve(system.clients.reviewer, manifestId, { rationale: 'Read beside the gazette.' });
	const { change_set_id: changeSetId } = await system.clients.executor.post(`/cutter/manifests/${manifestId}/cut`);
	assert.equal((await system.clients.verifier.post(`/cutter/change-sets/${changeSetId}/verify`)).verdict, 'pass');
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

test('the units of a document are those of a day', async () => {
	const page = await documentPage('reviewer');
	await page.locator('.unit-list .moment').waitFor();
	assert.equal((await statesOf(page)).length, 2, 'today the repeal to come is not there yet');
	assert.deepEqual(await page.locator('.unit-list .days button').evaluateAll((buttons) => buttons.map(({ dataset }) => dataset.day)), ['2020-07-01', '2035-01-01']);
	await picture(page, 'legal-today');
	await page.locator('[data-day="2035-01-01"]').click();
	await page.waitForFunction(() => document.querySelectorAll('.unit-list .state').length === 1);
	await assertAccessible(page);
	await picture(page, 'legal-2035');
	await field(page, 'as_of').fill('2019-01-01');
	await page.locator('.unit-list .v-notice').waitFor();
	assert.match(await page.locator('.unit-list').innerText(), /2020-07-01/, 'before its first day it says from when it can be read');
	await picture(page, 'legal-before');
	await field(page, 'as_of').fill('2020-07-01');
	await page.waitForFunction(() => document.querySelectorAll('.unit-list .state').length === 2);
	// What the browser logs of the refusal is what was asked for.
	const { errors } = await as('reviewer');
	assert.deepEqual(errors.splice(0).filter((error) => !/404/.test(error)), []);
});
