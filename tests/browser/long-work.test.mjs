// What takes long, in Chromium: each kind says what is done and for how long, and is given up with a true statement. What only reads or
// sends ends at once; of what the server may have done already, the server is asked.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { artifactsFolder, logIn, openBrowser } from '../support/browser.mjs';
import { documentLock, holding } from '../support/hold.mjs';
import { takeSeat } from '../support/people.mjs';
import { carry } from '../support/pipeline.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

let system;
let browser;
let page;
let giveBack;
before(async () => {
	system = await sharedSystem();
	giveBack = await takeSeat(system, 'executor');
	browser = await openBrowser({ width: 1440, height: 900 });
	({ page } = browser);
	await logIn(page, system.url, system.users.executor);
	browser.errors.length = 0;
});
after(async () => {
	await browser?.close();
	await giveBack?.();
	await system?.close();
});

const open = (path) => page.goto(`${system.url}/admin/cutter${path}`);
const work = () => page.locator('[data-long-work]');
const press = (name) => page.locator(`[data-act="${name}"] button`).first().click();
const stop = () => work().locator('button').click();
const told = (what) => page.locator(`[data-lost="${what}"]`);
/** The browser itself reports a request that was given up; nothing else may be wrong. */
const clean = () => assert.deepEqual(browser.errors.splice(0).filter((error) => !/net::ERR_|canceled/.test(error)), []);

/** Keeps answers of a route from the page until it is told; gives what undoes it. */
async function withhold(pattern, { carriedOut = false } = {}) {
	const held = [];
	await page.route(pattern, async (route) => {
		if (carriedOut) {
			const request = route.request();
			await fetch(request.url(), { method: request.method(), headers: await request.allHeaders(), body: request.postData() ?? undefined });
		}
		held.push(route);
	});
	return async () => {
		await page.unroute(pattern);
		for (const route of held) await (carriedOut ? route.abort() : route.continue()).catch(() => {});
	};
}

test('an upload shows how far it is, ends at once when it is cancelled, and can be sent again', async () => {
	const prefix = newPrefix('LONG');
	await open('/documents/new');
	await page.locator('input[type="file"]').setInputFiles({ name: 'large.txt', mimeType: 'text/plain', buffer: Buffer.from(`${smallLaw(`tải ${prefix}`)}\n${'Một dòng chữ dài để tệp lớn hơn. '.repeat(60_000)}`) });
	await page.locator('label', { hasText: 'Address prefix' }).locator('input').fill(prefix);
	const network = await page.context().newCDPSession(page);
	await network.send('Network.enable');
	const throttle = (bytesPerSecond) => network.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: bytesPerSecond });
	await throttle(200_000);
	await press('register');
	await work().getByText('Sending the text').waitFor();
	await work().locator('.time', { hasText: /^\d+ %, [1-9]/ }).waitFor();
	await page.screenshot({ path: `${artifactsFolder}/long-work-upload.png` });
	await stop();
	await told('stoppedNotDone').waitFor();
	const registered = async () => (await system.clients.executor.get(`/cutter/documents?search=${prefix}`)).documents.length;
	assert.equal(await registered(), 0);
	await throttle(-1);
	await page.getByRole('button', { name: 'Send again' }).click();
	await page.waitForURL(/\/cutter\/documents\/[0-9a-f-]{36}$/);
	assert.equal(await registered(), 1);
	clean();
});

test('MARK that the server did before anybody stopped waiting is said to be done, and shown on request', async () => {
	const law = await carry(system, { text: smallLaw('đánh dấu lâu') }, 'register');
	await open(`/documents/${law.documentId}`);
	const undo = await withhold(`**/cutter/documents/${law.documentId}/mark`, { carriedOut: true });
	await press('mark');
	await work().getByText('The server divides the text into units').waitFor();
	await stop();
	await told('stoppedDone').waitFor();
	await undo();
	const { entries } = await system.clients.executor.get(`/cutter/documents/${law.documentId}`);
	assert.equal(entries.length, 1);
	await page.getByRole('button', { name: 'Show it' }).click();
	await page.waitForURL(new RegExp(`/cutter/manifests/${entries[0].manifest_id}`));
	clean();
});

test('CUT that is still going on is said to go on, whoever stops waiting, and its end is told', async () => {
	const law = await carry(system, { text: smallLaw('cắt lâu') }, 'review');
	await open(`/manifests/${law.manifestId}/review`);
	await page.locator('[data-act="dry-run"]').waitFor();
	await holding(system, documentLock(law), async ({ someoneWaits, release }) => {
		await press('cut');
		await page.locator('.confirm-cut button, button.confirm-cut').click();
		await work().getByText('The server publishes').waitFor();
		await someoneWaits();
		await stop();
		await told('stoppedRunning').waitFor();
		assert.equal((await system.clients.executor.get(`/cutter/manifests/${law.manifestId}/standing`)).status, 'reviewed_approved');
		await page.screenshot({ path: `${artifactsFolder}/long-work-cut.png` });
		await release();
	});
	await page.getByRole('button', { name: 'Ask the server again' }).click();
	// Whoever asked at once is told that it goes on, and asks once more.
	await page.waitForURL(/\/cutter\/change-sets\//, { timeout: 5_000 }).catch(() => page.getByRole('button', { name: 'Ask the server again' }).click());
	await page.waitForURL(/\/cutter\/change-sets\/[0-9a-f-]{36}$/);
	assert.equal((await system.clients.executor.get(`/cutter/manifests/${law.manifestId}/standing`)).status, 'cut_applied');

	// The evidence is read alone: it is given up without a word, and nothing is saved.
	let saved = 0;
	page.on('download', () => (saved += 1));
	const undo = await withhold('**/cutter/change-sets/*/bundle');
	await page.getByRole('button', { name: 'Download the evidence bundle' }).click();
	await work().getByText('Downloading').waitFor();
	await stop();
	await work().waitFor({ state: 'detached' });
	await undo();
	assert.deepEqual([saved, await page.locator('.write-outcome .v-notice').count()], [0, 0]);
	clean();
});

test('marking in the browser is stopped, and started again', async () => {
	const undo = await withhold('**/cutter/preview/**/cutter_wasm_bg.wasm');
	await open('/try');
	await page.locator('.inputs textarea').first().fill(smallLaw('thử lâu'));
	await work().getByText('Dividing it in the browser').waitFor();
	await stop();
	await page.getByText('It was stopped.').waitFor();
	await undo();
	await page.getByRole('button', { name: 'Try again' }).click();
	await page.locator('.unit').first().waitFor();
	clean();
});

test('reading a manifest is stopped, and started again', async () => {
	const law = await carry(system, { text: smallLaw('đọc lâu') }, 'mark');
	const undo = await withhold(`**/cutter/manifests/${law.manifestId}/units**`);
	await open(`/manifests/${law.manifestId}`);
	await work().waitFor();
	await stop();
	await page.getByText('Reading was stopped; nothing was changed.').waitFor();
	await undo();
	await page.getByRole('button', { name: 'Try again' }).click();
	await page.locator('.unit').first().waitFor();
	clean();
});
