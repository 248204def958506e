// The module "Cutter" as four people use it in Chromium: a real law is registered, marked, looked at, reviewed, cut and verified,
// and an alias of it resolved; in light and dark, English and Vietnamese; without a console error, and without a serious finding of axe-core.

import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { SAMPLE_LAW } from '../../scripts/lib/main-job.mjs';
import { inProject } from '../../scripts/lib/paths.mjs';
import { artifactsFolder, soon, textOf } from '../support/browser.mjs';
import { assertAccessible } from '../support/looks.mjs';
import { entryRow, peopleInStudio } from '../support/module.mjs';
import { carry } from '../support/pipeline.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

/** With it the pictures in the documentation are taken anew, of the sample law alone: run this file by itself. */
const updating = process.env.UPDATE_SCREENSHOTS === '1';
const CORPUS_LAW = process.env.CUTTER_SHARED && `${process.env.CUTTER_SHARED}/corpus/vn-labour-code-2019-congbao/source.txt`;
const lawFile = !updating && CORPUS_LAW && existsSync(CORPUS_LAW) ? CORPUS_LAW : SAMPLE_LAW.file;
const prefix = updating ? SAMPLE_LAW.prefix : newPrefix('MODULE');
const title = updating ? SAMPLE_LAW.title : `Law of the module ${prefix}`;

let system;
before(async () => {
	system = await sharedSystem();
});
after(async () => {
	await leave();
	await system?.close();
});

const { as, leave } = peopleInStudio(() => system);
const open = async (person, path) => {
	const { page } = await as(person);
	await page.goto(`${system.url}/admin/cutter${path}`);
	return page;
};
/** One document's own request answered in the network: the answer of a route as the page got it. */
const answerOf = (page, path) => page.waitForResponse((response) => response.request().method() === 'POST' && new URL(response.url()).pathname.startsWith(`/cutter${path}`));
const act = (page, name) => page.locator(`[data-act="${name}"]`);
const press = (page, name) => act(page, name).locator('button').first().click();

async function picture(page, name, keep = false) {
	await page.mouse.move(0, 0);
	mkdirSync(artifactsFolder, { recursive: true });
	const path = `${artifactsFolder}/module-${name}.png`;
	await page.screenshot({ path, animations: 'disabled' });
	if (updating && keep) {
		mkdirSync(inProject('docs/images'), { recursive: true });
		copyFileSync(path, inProject(`docs/images/module-${name}.png`));
	}
}
const clean = async (person) => assert.deepEqual((await as(person)).errors.splice(0), [], `${person} had errors in the console`);

const done = {};

test('the module is in the bar, and the overview says what to do', async () => {
	const page = await open('executor', '');
	await page.locator('[data-state="marked"]').waitFor();
	assert.equal(await page.locator('.module-bar a[href="/admin/cutter"]').count(), 1);
	await assertAccessible(page, 'overview');
	await picture(page, 'overview');
	await clean('executor');
});

test('the executor registers a law from a file and marks it', async () => {
	const page = await open('executor', '/documents/new');
	assert.match(await act(page, 'register').locator('.reasons').innerText(), /^Still missing: Title, Address prefix, Source text\.$/);
	await assertAccessible(page, 'register');
	await page.locator('input[type="file"]').setInputFiles(lawFile);
	await page.locator('label', { hasText: 'Title' }).locator('input').fill(title);
	await page.locator('label', { hasText: 'Address prefix' }).locator('input').fill(prefix);
	await picture(page, 'register');
	await press(page, 'register');
	await page.waitForURL(/\/cutter\/documents\/[0-9a-f-]{36}$/);
	done.documentId = page.url().split('/').at(-1);
	await page.getByText('No draft was made of this text yet.').waitFor();
	await assertAccessible(page, 'document');
	await picture(page, 'document');
	await press(page, 'mark');
	await page.waitForURL(/\/cutter\/manifests\/[0-9a-f-]{36}/);
	done.manifestId = new URL(page.url()).pathname.split('/').at(-1);
	await page.locator('.unit').first().waitFor();
	await clean('executor');
});

test('the Mark studio shows text and units beside each other, jumps both ways, and draws what is in view alone', async () => {
	const page = await open('executor', `/manifests/${done.manifestId}`);
	const { total } = await system.clients.executor.get(`/cutter/manifests/${done.manifestId}/units?limit=1`);
	const { units } = await system.clients.executor.get(`/cutter/manifests/${done.manifestId}/units?limit=1000`);
	await page.locator('.source-pane .piece').first().waitFor();
	assert.ok((await page.locator('.unit').count()) < Math.min(total, 80), 'only the units in view are there');
	assert.ok((await page.locator('.source-pane .row').count()) < 200, 'only the rows in view are there');

	// From the tree to the text: far down, then by keyboard.
	const far = units[Math.floor(units.length * 0.8)];
	await page.locator('.unit-tree input').fill(far.address.split('/')[1]);
	await page.locator(`.unit[data-unit="${far.local_id}"]`).click();
	await page.locator(`.source-pane .piece.selected[data-unit="${far.local_id}"]`).first().waitFor();
	await page.locator('.unit-tree input').fill('');
	await page.locator('.units').focus();
	await page.keyboard.press('Home');
	await page.locator(`.source-pane .piece.selected[data-unit="${units[0].local_id}"]`).first().waitFor();
	// From the text to the tree.
	const other = page.locator(`.source-pane .piece:not([data-unit="${units[0].local_id}"])`).first();
	const chosen = await other.getAttribute('data-unit');
	await other.click();
	await page.locator(`.unit.selected[data-unit="${chosen}"]`).waitFor();
	await assertAccessible(page, 'studio');
	await picture(page, 'studio', true);
	await clean('executor');
});

test('a text is tried in the browser: an anomaly is clicked, a profile edited, and nothing is sent to the server', async () => {
	const page = await open('executor', '/try');
	const sent = [];
	page.on('request', (request) => request.method() === 'POST' && request.url().includes('/cutter') && sent.push(request.url()));
	const text = smallLaw('xưởng thử').replace('Điều 3.', 'Điều 5.');
	await page.locator('.inputs textarea').first().fill(text);
	await page.locator('.anomaly-list li button').first().click();
	await page.locator('.source-pane .row.pointed').waitFor();
	assert.match(await page.locator('.source-pane .row.pointed').innerText(), /Điều 5/);
	await assertAccessible(page, 'try');
	await picture(page, 'try', true);
	await page.getByRole('button', { name: 'Edit the profile' }).click();
	const json = page.locator('.inputs textarea').nth(1);
	const profile = JSON.parse(await json.inputValue());
	await json.fill(JSON.stringify({ ...profile, default_leaf: profile.levels.find(({ label }) => label === 'DIEU').id }));
	await page.waitForFunction(() => [...document.querySelectorAll('.unit .address')].every((address) => !address.textContent.includes('KHOAN')));
	await json.fill('{');
	await page.getByText('The profile is not JSON').waitFor();
	assert.deepEqual(sent, []);
	await clean('executor');
});

test('the executor sends it to review, and reads why nothing else is theirs', async () => {
	const page = await open('executor', `/manifests/${done.manifestId}/review`);
	await press(page, 'sweep');
	// It is said for whom it waits.
	await page.locator('.sweep-button', { hasText: /Sent to review\. It waits for .*Reviewer/ }).waitFor();
	await page.locator('.state-chip', { hasText: 'Waits for review' }).first().waitFor();
	await page.locator('[data-finding="digest_match"] .note').waitFor();
	assert.match(await act(page, 'verify').innerText(), /It waits for its review\.\s*This needs the policy "Cutter Verifier"/);
	assert.ok(await act(page, 'verify').locator('button').isDisabled());
	assert.match(await act(page, 'review').innerText(), /This needs the policy "Cutter Reviewer"/);
	await assertAccessible(page, 'review, as the executor');
	await picture(page, 'review-executor');
	await clean('executor');
});

test('a reviewer who looks elsewhere sees what was sent without reloading, and has a notice of it', async (t) => {
	const law = await carry(system, { text: smallLaw('bàn giao'), title: `Bàn giao ${newPrefix('HAND')}` }, 'mark');
	const page = await open('reviewer', '/documents');
	await page.getByPlaceholder('Search by title, code or prefix').fill(law.docCode);
	const chip = page.locator(`[data-document="${law.documentId}"] .state-chip`);
	await chip.filter({ hasText: 'Draft' }).waitFor();
	const sent = Date.now();
	await system.clients.executor.post('/cutter/sweep', { manifests: [law.manifestId] });
	await chip.filter({ hasText: 'Waits for review' }).waitFor();
	t.diagnostic(`seen ${Date.now() - sent} ms after it was asked for`);
	// Whoever has many of them unread has one that says so.
	await soon(async () => {
		const subjects = (await system.clients.reviewer.get('/notifications?limit=-1&fields=subject,item')).filter(({ item, subject }) => item === law.documentId || /^Several documents/.test(subject));
		assert.ok(subjects.length > 0);
	});
	await clean('reviewer');
});

test('the reviewer finds it waiting, reads it in Vietnamese and in the dark, and approves; the executor sees it without reloading', async () => {
	const user = `/users/${system.users.reviewer.id}`;
	await system.clients.admin.patch(user, { language: 'vi-VN', appearance: 'dark' });
	try {
		const page = await open('reviewer', '');
		await entryRow(page, title);
		await assertAccessible(page, 'overview, dark, Vietnamese');
		await picture(page, 'overview-dark-vi', true);
		await page.locator('.entry-row', { hasText: title }).click();
		await page.getByText('Mười kết luận').waitFor();
		await page.locator('[data-finding="digest_match"] .note').waitFor();
		assert.equal(await page.locator('.findings [aria-label="không đạt"]').count(), 0);
		assert.match(await act(page, 'review').first().innerText(), /Hãy viết lý do trước/);
		await page.locator('.decision-form textarea').fill('Đã đọc cạnh văn bản nguồn: tiêu đề, số thứ tự và độ phủ đều đúng.');
		await assertAccessible(page, 'review, dark, Vietnamese');
		await picture(page, 'review-dark-vi', true);
		const answer = answerOf(page, `/manifests/${done.manifestId}/review`);
		await page.locator('[data-verdict="PASS"] button').click();
		assert.equal((await answer).status(), 200);
		await page.locator('.state-chip', { hasText: 'Đã duyệt' }).first().waitFor();
		await clean('reviewer');
		// The executor has had the page open all the while.
		const theirs = (await as('executor')).page;
		await theirs.locator('.state-chip', { hasText: 'Approved' }).first().waitFor();
		assert.ok(await act(theirs, 'cut').locator('button').first().isEnabled());
	} finally {
		await system.clients.admin.patch(user, { language: null, appearance: null });
	}
});

test('the executor tries the cut, then loses the connection while it is done, and is told the truth', async () => {
	const page = (await as('executor')).page;
	await press(page, 'dry-run');
	await page.getByText('The dry run wrote everything and took it back').waitFor();
	await picture(page, 'dry-run');

	// The server does it; the answer never arrives.
	await page.route(`**/cutter/manifests/${done.manifestId}/cut`, async (route) => {
		const request = route.request();
		await fetch(request.url(), { method: 'POST', headers: { ...(await request.allHeaders()) }, body: request.postData() });
		await route.abort('connectionreset');
	});
	await press(page, 'cut');
	await page.locator('.confirm-cut button, button.confirm-cut').click();
	await page.waitForURL(/\/cutter\/change-sets\/[0-9a-f-]{36}$/);
	done.changeSetId = page.url().split('/').at(-1);
	await page.unroute(`**/cutter/manifests/${done.manifestId}/cut`);
	const standing = await system.clients.executor.get(`/cutter/manifests/${done.manifestId}/standing`);
	assert.deepEqual([standing.status, standing.change_set_id], ['cut_applied', done.changeSetId]);
	await act(page, 'verify').waitFor();
	assert.match(await act(page, 'verify').innerText(), /This needs the policy "Cutter Verifier"/);
	await assertAccessible(page, 'change set, cut');
	await picture(page, 'change-set-cut');
	// The browser itself reports the connection that was cut; that is what was tested.
	const { errors } = await as('executor');
	assert.deepEqual(errors.splice(0).filter((error) => !/net::ERR_/.test(error)), []);
});

test('a request that never reached the server is said to be not done, and is done once when it is sent again', async () => {
	const law = await carry(system, { text: smallLaw('đường truyền') }, 'review');
	const page = await open('executor', `/manifests/${law.manifestId}/review`);
	const route = `**/cutter/manifests/${law.manifestId}/cut`;
	await page.route(route, (each) => each.abort('connectionreset'));
	await act(page, 'rehearse').waitFor();
	await press(page, 'cut');
	await page.locator('.confirm-cut button, button.confirm-cut').click();
	await page.locator('[data-lost="lostNotDone"]').waitFor();
	await picture(page, 'lost');
	assert.equal((await system.clients.executor.get(`/cutter/manifests/${law.manifestId}/standing`)).status, 'reviewed_approved');
	await page.unroute(route);
	await page.getByRole('button', { name: 'Send again' }).click();
	await page.waitForURL(/\/cutter\/change-sets\//);
	(await as('executor')).errors.length = 0;
});

test('the verifier proves it, and downloads the evidence', async () => {
	const page = await open('verifier', `/change-sets/${done.changeSetId}`);
	await press(page, 'verify');
	await page.locator('.axes li').nth(3).waitFor();
	assert.equal(await page.locator('.axes .bad').count(), 0);
	await page.locator('.state-chip', { hasText: 'Proven' }).first().waitFor();
	// What only those who audit read is one step away.
	assert.ok(!(await page.locator('.signatures').isVisible()));
	await page.locator('.for-audit summary').click();
	assert.equal(await page.locator('.signatures li').count(), 2);
	await assertAccessible(page, 'change set, verified');
	await picture(page, 'change-set', true);
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Download the evidence bundle' }).click();
	const bundle = JSON.parse(await textOf(await download));
	assert.ok(JSON.stringify(bundle).includes(done.changeSetId));
	await clean('verifier');
});

test('an administrator resolves an alias, with its trail and its windows drawn', async () => {
	const { units } = await system.clients.executor.get(`/cutter/manifests/${done.manifestId}/units?limit=1000`);
	const target = units.find(({ address }) => address.includes('DIEU-')) ?? units[0];
	const citation = `Điều đã trích của ${prefix}`;
	await system.clients.executor.post('/cutter/aliases', { alias_text: citation, target: target.address, kind: 'external_reference', valid_from: '2021-03-01', rationale: 'So it is cited in the handbook.' });
	const page = await open('admin', '/addresses');
	await page.locator('label.citation input').fill(citation);
	await page.getByRole('button', { name: 'Resolve' }).click();
	await page.locator('[data-outcome="alias"]').waitFor();
	assert.match(await page.locator('.trail-drawn').innerText(), new RegExp(target.address));
	assert.equal(await page.locator('.alias-timeline li').count(), 2);
	await page.locator('.unit-history a[href$="' + done.changeSetId + '"]').waitFor();
	await assertAccessible(page, 'addresses');
	await picture(page, 'addresses', true);
	await clean('admin');
});

test('a document lists its units, however many: only those in view are drawn', async () => {
	const page = await open('verifier', `/documents/${done.documentId}?tab=units`);
	const { units } = await system.clients.verifier.get(`/cutter/documents/${done.documentId}/reading`);
	await page.locator('.unit-list li a').first().waitFor();
	assert.ok((await page.locator('.unit-list li').count()) <= 40);
	await page.locator('.unit-list .box').evaluate((box) => box.scrollTo(0, box.scrollHeight));
	await page.locator(`.unit-list [data-unit="${units.at(-1).canonical_address}"]`).waitFor();
	await assertAccessible(page, 'the units of a document');
	await picture(page, 'units');
	await clean('verifier');
});

test('the documents are listed with their state, and found by what they are called', async () => {
	const page = await open('verifier', '/documents');
	await page.locator('input[type="search"]').fill(prefix);
	await page.locator(`[data-document="${done.documentId}"] .state-chip`, { hasText: 'Proven' }).waitFor();
	assert.match(await act(page, 'register').innerText(), /This needs the policy "Cutter Executor"/);
	await assertAccessible(page, 'documents');
	await picture(page, 'documents');
	await page.locator('input[type="search"]').fill('nothing is called so');
	await page.getByText('No document has “nothing is called so”').waitFor();
	await clean('verifier');
});

test('the panel for Insights shows the queue by state', async () => {
	const { admin } = system.clients;
	const dashboard = await admin.post('/dashboards', { name: `Cutter ${prefix}` });
	try {
		await admin.post('/panels', { dashboard: dashboard.id, name: 'Backlog', type: 'cutter-backlog', show_header: true, position_x: 1, position_y: 1, width: 24, height: 12, options: { days: 7 } });
		const { page } = await as('admin');
		await page.goto(`${system.url}/admin/insights/${dashboard.id}`);
		await page.locator('.cutter-backlog .column').nth(6).waitFor();
		const { counts } = await admin.get('/cutter/overview');
		const shown = await page.locator('.cutter-backlog li', { hasText: /^\s*Proven/ }).innerText();
		assert.equal(shown.replace(/\D/g, ''), String(counts.verified_complete));
		await picture(page, 'panel');
		await clean('admin');
	} finally {
		await admin.delete(`/dashboards/${dashboard.id}`);
	}
});

test('the first load of the bundle stays small: what the studio needs besides comes when it is asked for', () => {
	const app = readFileSync(inProject('extension/dist/app.js'));
	const bytes = gzipSync(app, { level: 9 }).length;
	assert.ok(bytes < 300_000, `app.js is ${bytes} bytes compressed`);
	assert.ok(!app.includes('ZodType'), 'of the schemas of answers the app takes the types alone');
});
