// The list of source documents in the Studio says where each stands and for whom it waits: in one request for all rows in view.

import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { artifactsFolder, logIn, openBrowser } from '../support/browser.mjs';
import { inEveryLook } from '../support/looks.mjs';
import { takeSeat } from '../support/people.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

const LIST = '/content/cutter_source_document';
/** With it the picture in the documentation is taken anew: run this file by itself. */
const updating = process.env.UPDATE_SCREENSHOTS === '1';
const stem = updating ? 'NQ-2026' : newPrefix('STATE');
const STEPS = ['register', 'mark', 'sweep', 'review', 'cut', 'verify'];
const STATES = ['not_marked', 'marked', 'review_pending', 'reviewed_approved', 'cut_applied', 'verified_complete'];

let system;
let browser;
let giveBack = async () => {};
/** One document for each step. */
const laws = {};
before(async () => {
	system = await sharedSystem();
	// The last first: SWEEP takes whatever was marked.
	for (const step of STEPS.toReversed()) laws[step] = await carry(system, { text: smallLaw(`${stem} ${step}`), prefix: `${stem}-${step.toUpperCase()}`, title: `Nội quy ${stem}` }, step);
	browser = await openBrowser({ width: 1680, height: 900 });
	giveBack = await takeSeat(system, 'reviewer');
	await logIn(browser.page, system.url, system.users.reviewer);
	browser.errors.length = 0;
});
after(async () => {
	await browser?.close();
	await giveBack();
	await system?.close();
});

const cell = (page, step) => page.locator('tbody tr', { hasText: `${stem}-${step.toUpperCase()}` }).locator('[data-document-state]');
const stateOf = (page, step) => cell(page, step).getAttribute('data-document-state');
async function showOwn(page) {
	await page.locator('.search-input').click();
	await page.locator('.search-input input').fill(stem);
	await page.locator('tbody tr').nth(STEPS.length - 1).waitFor();
	await page.waitForFunction((count) => document.querySelectorAll('tbody tr').length === count, STEPS.length);
	for (const step of STEPS) await cell(page, step).waitFor();
}

test('every row says where its document stands and for whom it waits, after one request for all of them', async () => {
	const { page } = browser;
	const asked = [];
	page.on('request', (request) => new URL(request.url()).pathname === '/cutter/documents' && asked.push(new URL(request.url()).searchParams.get('ids').split(',')));
	await page.goto(`${system.url}/admin${LIST}`);
	await showOwn(page);
	assert.deepEqual(await Promise.all(STEPS.map((step) => stateOf(page, step))), STATES);
	const own = STEPS.map((step) => laws[step].documentId);
	const about = asked.filter((ids) => ids.some((id) => own.includes(id)));
	assert.ok(about.length > 0 && about.every((ids) => own.every((id) => ids.includes(id))), `rows in view were asked for apart: ${JSON.stringify(about)}`);
	assert.match(await cell(page, 'sweep').innerText(), /Waits for review\s*Waits for you/);
	assert.match(await cell(page, 'mark').innerText(), /Draft\s*waits for Executor/);
	assert.match(await cell(page, 'cut').innerText(), /Published, to be proven\s*waits for Verifier/);
	assert.match(await cell(page, 'verify').innerText(), /^\s*Proven\s*$/);
	assert.deepEqual(browser.errors, []);
});

test('what a colleague does is seen without reloading', async () => {
	const { executor } = system.clients;
	await executor.post(`/cutter/entries/${laws.mark.entryId}/abandon`, { rationale: 'Marked for the test of the list.' });
	await browser.page.locator('tbody tr', { hasText: `${stem}-MARK` }).locator('[data-document-state="abandoned"]').waitFor();
});

test('in light and dark, English and Vietnamese', () =>
	inEveryLook(system, browser, {
		name: 'source-documents',
		person: 'reviewer',
		path: LIST,
		within: '.document-state',
		ready: async (page, isVietnamese) => {
			await showOwn(page);
			if (isVietnamese) {
				await page.locator('thead', { hasText: 'Quy trình' }).waitFor();
				assert.match(await cell(page, 'sweep').innerText(), /Chờ thẩm định\s*Đang chờ bạn/);
				assert.match(await cell(page, 'review').innerText(), /Đã duyệt\s*chờ người thực hiện/);
			}
		},
	}).then(() => updating && copyFileSync(`${artifactsFolder}/looks/source-documents-light-en.png`, inProject('docs/images/documents-in-studio.png'))));

test('states are for people with a duty, a hundred documents at once', async () => {
	const { verifier, anonymous } = system.clients;
	const one = laws.verify.documentId;
	const { documents } = await verifier.get(`/cutter/documents?ids=${one}`);
	assert.deepEqual(documents.map(({ id, newest }) => [id, newest.status, newest.waits_for_duty]), [[one, 'verified_complete', null]]);
	assertRefused(await verifier.send('GET', `/cutter/documents?ids=${Array(101).fill(one).join(',')}`), 400, 'CUTTER_REQUEST_INVALID');
	assertRefused(await verifier.send('GET', '/cutter/documents?ids=none'), 400, 'CUTTER_REQUEST_INVALID');
	assert.equal((await anonymous.send('GET', `/cutter/documents?ids=${one}`)).status, 403);
});
