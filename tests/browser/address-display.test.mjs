// The display `canonical-address` in a table: a chip to copy, that tells on pointing at it where the address leads.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { artifactsFolder, logIn, openBrowser } from '../support/browser.mjs';
import { citationCollection } from '../support/citations.mjs';
import { carry } from '../support/pipeline.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

const updating = process.env.UPDATE_SCREENSHOTS === '1';
const prefix = updating ? 'HOI-XUONG-MOC' : newPrefix('CHIP');
const reference = `Sổ tay ${prefix}, mục 1`;

let system;
let citations;
let editor;
let browser;
let page;
/** Texts the page asked the server about. */
const asked = [];

before(async () => {
	system = await sharedSystem();
	await carry(system, { text: smallLaw('hiển thị địa chỉ'), prefix });
	await system.clients.executor.post('/cutter/aliases', { alias_text: reference, target: `${prefix}/DIEU-1`, kind: 'external_reference', valid_from: '2021-03-01', rationale: 'So it is cited in the handbook.' });
	citations = await citationCollection(system, { cites: { expects: 'existing' } });
	for (const cites of [`${prefix}/DIEU-1`, reference, `${prefix}/DIEU-77`, null, '']) await citations.create({ cites });
	await system.clients.admin.post('/presets', {
		collection: citations.collection, layout: 'tabular', layout_query: { tabular: { fields: ['cites'], sort: ['id'] } }, layout_options: { tabular: { widths: { cites: 420 } } },
	});
	editor = await citations.newEditor(['Observer']);
	browser = await openBrowser({ width: 1280, height: 720 });
	page = browser.page;
	await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	page.on('request', (request) => request.url().endsWith('/cutter/resolve') && asked.push(request.postDataJSON().addresses[0]));
	await logIn(page, system.url, editor);
	browser.errors.length = 0;
	await page.goto(`${system.url}/admin/content/${citations.collection}`);
	await chip(reference).waitFor();
});

after(async () => {
	await browser?.close();
	await editor?.remove();
	await citations?.remove();
	await system?.close();
});

const chip = (address) => page.locator('.canonical-address-display', { has: page.getByText(address, { exact: true }) });
const card = () => page.locator('.where-it-leads');

test('a table shows chips, and asks nothing until somebody points at one', async () => {
	assert.equal(await page.locator('.canonical-address-display').count(), 3, 'null and an empty text are no chips');
	assert.deepEqual(asked, []);
});

test('pointing at a chip tells where it leads, asked once', async () => {
	await chip(reference).hover();
	await card().locator('[data-standing="alias"]').waitFor();
	const told = await card().innerText();
	assert.match(told, new RegExp(`${prefix}/DIEU-1`));
	assert.match(told, /Phạm vi điều chỉnh/);
	mkdirSync(artifactsFolder, { recursive: true });
	const picture = `${artifactsFolder}/address-display.png`;
	await page.screenshot({ path: picture, clip: { x: 280, y: 0, width: 660, height: 340 }, animations: 'disabled' });
	if (updating) {
		mkdirSync(inProject('docs/images'), { recursive: true });
		copyFileSync(picture, inProject('docs/images/address-display.png'));
	}
	await page.mouse.move(900, 600);
	await card().waitFor({ state: 'detached' });
	await chip(`${prefix}/DIEU-77`).hover();
	await card().locator('[data-standing="free"]').waitFor();
	await page.mouse.move(900, 600);
	await card().waitFor({ state: 'detached' });
	await chip(reference).hover();
	await card().locator('[data-standing="alias"]').waitFor();
	assert.deepEqual(asked, [reference, `${prefix}/DIEU-77`]);
	await page.mouse.move(900, 600);
	await card().waitFor({ state: 'detached' });
});

test('the keyboard reaches the chip, what it tells, and the copying', async () => {
	const address = `${prefix}/DIEU-1`;
	await chip(address).locator('.chip').focus();
	await page.keyboard.press('Enter');
	await card().locator('[data-standing="taken"]').waitFor();
	await page.keyboard.press('Escape');
	await card().waitFor({ state: 'detached' });
	await chip(address).locator('.chip:focus').waitFor();
	await page.keyboard.press('Tab');
	const button = chip(address).locator('.copy');
	assert.ok(await button.evaluate((element) => element === document.activeElement), 'Tab goes to the copy button');
	await page.keyboard.press('Enter');
	await chip(address).getByText('Copied').waitFor();
	assert.equal(await page.evaluate(() => navigator.clipboard.readText()), address);
	assert.ok(page.url().endsWith(citations.collection), 'the row was not opened');
});

test('none of this made the page complain', () => {
	assert.deepEqual(browser.errors, []);
});
