// The content module of the Studio as people with a duty see it: the units of a law, one unit with its parts and text.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { runMainJob, SAMPLE_LAW } from '../../scripts/lib/main-job.mjs';
import { inProject } from '../../scripts/lib/paths.mjs';
import { foldSidebar, logIn, logInByForm, openBrowser, saveButton } from '../support/browser.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';

/** With it the picture in the documentation is taken anew, with the law's own prefix: run this file by itself. */
const updating = process.env.UPDATE_SCREENSHOTS === '1';
const KEPT_SCREENSHOT = inProject('docs/images/units-in-studio.png');

const UNITS = '/admin/content/tac_logical_unit';
const prefix = updating ? SAMPLE_LAW.prefix : newPrefix('STUDIO');
const article = `${prefix}/DIEU-3`;

let system;
/** The units of the law in document order, each with its texts. */
let units;
const browsers = {};

before(async () => {
	system = await sharedSystem();
	const report = await runMainJob(system, { ...SAMPLE_LAW, prefix });
	assert.deepEqual(report.problems, []);
	const filter = encodeURIComponent(JSON.stringify({ doc_code: { _eq: prefix } }));
	units = await system.clients.reviewer.get(`/items/tac_logical_unit?filter=${filter}&fields=*,versions.body&sort=sort_order&limit=-1`);
});

after(async () => {
	for (const browser of Object.values(browsers)) await browser.close();
	await system?.close();
});

const unitAt = (address) => units.find((unit) => unit.canonical_address === address);
const partsOf = (address) => units.filter((unit) => unit.parent_id === unitAt(address).id);
/** Texts on a page have their line ends and runs of blanks folded. */
const folded = (text) => text.replace(/\s+/g, ' ').trim();

/** A person's browser, the same in every test, with nothing in `errors`. */
async function openAs(person, path, enter = logIn) {
	if (!browsers[person]) {
		browsers[person] = await openBrowser({ width: 1680, height: 960 });
		await enter(browsers[person].page, system.url, system.users[person]);
	}
	const browser = browsers[person];
	browser.errors.length = 0;
	await browser.page.goto(`${system.url}${path}`);
	return browser;
}

/** Errors of the page itself; the log-in page asks for a session that is not there yet, which Chromium reports as well. */
const ownErrors = ({ errors }) => errors.filter((error) => !error.startsWith('Failed to load resource'));

/** The value of an input; the form is there before its values are. */
async function valueOf(page, input) {
	await page.waitForFunction((element) => element.value !== '', await input.elementHandle());
	return input.inputValue();
}

async function showLaw({ page }) {
	await page.locator('.search-input').click();
	await page.locator('.search-input input').fill(prefix);
	await page.locator('tbody tr').nth(units.length - 1).waitFor();
	await page.locator('tbody tr', { hasText: `${prefix}/` }).nth(units.length - 1).waitFor();
}

test('a reviewer sees every unit of the law in document order, with title and text', async () => {
	const browser = await openAs('reviewer', '/admin/content', logInByForm);
	const { page } = browser;
	await page.getByRole('link', { name: 'Information Units' }).click();
	await showLaw(browser);

	const addresses = await page.locator('tbody tr td:nth-child(2)').allInnerTexts();
	assert.deepEqual(addresses.map(folded), units.map((unit) => unit.canonical_address));
	const row = page.locator('tbody tr').filter({ has: page.getByText(article, { exact: true }) });
	const cells = (await row.locator('td').allInnerTexts()).map(folded);
	assert.ok(cells.includes(unitAt(article).identity_profile.title), `the title is a cell of ${JSON.stringify(cells)}`);
	assert.ok(cells.includes(folded(unitAt(article).versions[0].body)), `the text is a cell of ${JSON.stringify(cells)}`);
	assert.ok(cells.includes('Article · Điều') && cells.includes('Draft only'), `kind and lifecycle are cells of ${JSON.stringify(cells)}`);

	await foldSidebar(page);
	const picture = await browser.screenshot('units-in-studio');
	if (updating) {
		mkdirSync(inProject('docs/images'), { recursive: true });
		copyFileSync(picture, KEPT_SCREENSHOT);
	}
	assert.deepEqual(ownErrors(browser), []);
});

test('an article opens with its parts as a tree, and its text opens for reading', async () => {
	const browser = await openAs('reviewer', UNITS);
	const { page } = browser;
	await showLaw(browser);
	await page.locator('tbody tr').filter({ has: page.getByText(article, { exact: true }) }).click();

	const parts = page.locator('[data-field="children"] .preview');
	await parts.nth(partsOf(article).length - 1).waitFor();
	const shown = (await parts.allInnerTexts()).map(folded);
	const expected = partsOf(article).map((unit) => folded(`${unit.section_code} ${unit.identity_profile.title} ${unit.versions[0].body}`));
	assert.ok(expected.length > 1, 'the article has parts');
	assert.deepEqual(shown.map((text) => text.replaceAll(' ', '')), expected.map((text) => text.replaceAll(' ', '')));

	const withPoints = partsOf(article).find((unit) => partsOf(unit.canonical_address).length > 0);
	await parts.filter({ hasText: withPoints.section_code }).locator('.chevron').click();
	for (const point of partsOf(withPoints.canonical_address)) {
		await page.locator('[data-field="children"] .preview', { hasText: point.section_code }).waitFor();
	}
	await browser.screenshot('unit-in-studio');

	await page.locator('[data-field="versions"] .v-list-item').click();
	const body = page.locator('.drawer-item-content, .v-drawer').locator('[data-field="body"] textarea');
	assert.equal(await valueOf(page, body), unitAt(article).versions[0].body);
	assert.equal(await body.isEditable(), false);
	await browser.screenshot('text-in-studio');
	assert.deepEqual(ownErrors(browser), []);
});

test('an executor can neither type nor send another address, and may retitle a document', async () => {
	const browser = await openAs('executor', `${UNITS}/${unitAt(article).id}`);
	const { page } = browser;
	const address = page.locator('[data-field="canonical_address"] input');
	assert.equal(await valueOf(page, address), article);
	assert.equal(await address.isEditable(), false);
	const refused = await system.clients.executor.send('PATCH', `/items/tac_logical_unit/${unitAt(article).id}`, { canonical_address: `${prefix}/DIEU-333` });
	assert.equal(refused.status, 403);

	const filter = encodeURIComponent(JSON.stringify({ prefix: { _eq: prefix } }));
	const [document] = await system.clients.executor.get(`/items/cutter_source_document?filter=${filter}`);
	await page.goto(`${system.url}/admin/content/cutter_source_document/${document.id}`);
	assert.equal(await valueOf(page, page.locator('[data-field="prefix"] input')), prefix);
	assert.equal(await page.locator('[data-field="prefix"] input').isEditable(), false);
	await page.locator('[data-field="notes"] textarea').fill('Seen by the archive.');
	const saved = page.waitForResponse((response) => response.request().method() === 'PATCH' && response.url().includes('/items/cutter_source_document/'));
	await saveButton(page).click();
	assert.equal((await saved).status(), 200);
	assert.equal((await system.clients.executor.get(`/items/cutter_source_document/${document.id}`)).notes, 'Seen by the archive.');
	assert.deepEqual(ownErrors(browser), []);
});

test('a person whose language is Vietnamese reads names, notes and statuses in Vietnamese', async () => {
	// Not the verifier: where Directus has three seats, that person works over HTTP only.
	const user = `/users/${system.users.reviewer.id}`;
	await system.clients.admin.patch(user, { language: 'vi-VN' });
	try {
		const browser = await openAs('reviewer', `${UNITS}/${unitAt(article).id}`);
		const { page } = browser;
		assert.equal(await valueOf(page, page.locator('[data-field="lifecycle_status"] input')), 'Chỉ là dự thảo');
		for (const text of ['Đơn vị thông tin', 'Địa chỉ', 'Các phần', 'Tên cố định dùng để trích dẫn', 'Vị trí trong văn bản', 'Các điều']) {
			await page.getByText(text, { exact: true }).first().waitFor();
		}
		assert.equal(await page.getByText('$t:').count(), 0);
		await browser.screenshot('unit-in-studio-vi');
	} finally {
		await system.clients.admin.patch(user, { language: null });
	}
});
