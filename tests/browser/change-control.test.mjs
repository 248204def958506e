// Change control as people see it in Chromium: a real package is planned and rehearsed on the command line while its page is open, and
// the page tells where it stands; its run, its report and the check of its folder, and a backup.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { artifactsFolder, logIn, openBrowser, textOf } from '../support/browser.mjs';
import { changeSettings, commandsOf, done, makePending, PENDING_AGAIN } from '../support/change.mjs';
import { query, tamper } from '../support/ledger.mjs';
import { assertAccessible } from '../support/looks.mjs';
import { takeSeat } from '../support/people.mjs';
import { sharedSystem } from '../support/system.mjs';

/** With it the picture in the documentation is taken anew: run this file by itself. */
const updating = process.env.UPDATE_SCREENSHOTS === '1';

let system;
let as;
let browser;
let giveBack;
let records = [];
before(async () => {
	system = await sharedSystem();
	({ as } = commandsOf(system, await changeSettings(system)));
	// Tests that tamper with a ledger leave rows whose unit or text is gone; a dump of these cannot be restored, in any installation.
	for (const [table, key, kept] of [
		['public.tac_unit_version', 'unit_id', 'public.tac_logical_unit'],
		['cutter_control.version_read', 'version_id', 'public.tac_unit_version'],
		['cutter_control.reference', 'version_id', 'public.tac_unit_version'],
	])
		await tamper(system, `DELETE FROM ${table} r WHERE NOT EXISTS (SELECT FROM ${kept} k WHERE k.id = r.${key})`);
	giveBack = await takeSeat(system, 'executor');
	browser = await openBrowser({ width: 1440, height: 900 });
	await logIn(browser.page, system.url, system.users.executor);
	browser.errors.length = 0;
});
after(async () => {
	// The migrations were there all the while; only their records were away.
	for (const record of records) {
		await query(system, 'INSERT INTO cutter_control.schema_migration (migration_id, checksum, state, applied_by, applied_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING', [
			record.migration_id,
			record.checksum,
			record.state,
			record.applied_by,
			record.applied_at,
		]);
	}
	await browser?.close();
	await giveBack?.();
	await system?.close();
});

const open = (path) => browser.page.goto(`${system.url}/admin/cutter${path}`);
const section = (name) => browser.page.locator(`[data-section="${name}"]`);
const chip = (text) => browser.page.locator('.state-chip', { hasText: text }).first();

async function picture(name, keep = false) {
	await browser.page.mouse.move(0, 0);
	mkdirSync(artifactsFolder, { recursive: true });
	const path = `${artifactsFolder}/change-${name}.png`;
	await browser.page.screenshot({ path, animations: 'disabled' });
	if (updating && keep) copyFileSync(path, inProject(`docs/images/module-change-${name}.png`));
}
const clean = () => assert.deepEqual(browser.errors.splice(0), [], 'errors in the console');

test('a package appears while the page is open, and says whose turn it is and what to type', async () => {
	const { page } = browser;
	await open('/change-control');
	await section('packages').waitFor();
	await assertAccessible(browser.page, 'change control, before');
	await picture('before');
	records = await makePending(system);
	const { package_digest: digest } = await done(as('executor', 'migrate', 'plan', PENDING_AGAIN));
	const row = section('packages').locator('.state-row', { hasText: digest.slice(0, 12) });
	await row.getByText('Waits for you').waitFor();
	await row.click();
	assert.equal(await page.locator('.command-line code').innerText(), `directus cutter migrate dry-run ${digest.slice(0, 12)}`);
	await assertAccessible(browser.page, 'a package');
	await picture('package');

	await open('');
	await section('change').locator('.state-row', { hasText: PENDING_AGAIN }).first().waitFor();
	await picture('overview');
	await done(as('executor', 'migrate', 'dry-run', digest));
	await open(`/change-control/packages/${digest}`);
	await chip('Rehearsed').waitFor();
	await page.locator('.state-row', { hasText: 'Dry run' }).click();
	clean();
});

test('a run shows its commands with their checks, and its report is read, saved and checked', async () => {
	const { page } = browser;
	await chip('Passed').waitFor();
	await page.locator('[data-step="C-08"] summary').focus();
	await page.keyboard.press('Enter');
	await page.locator('[data-step="C-08"] .gate-list li', { hasText: 'V16-01' }).waitFor();
	assert.equal(await page.locator('[data-step] .bad').count(), 0);
	await page.locator('[data-report="read"]').click();
	await page.locator('.markdown-text table').first().waitFor();
	assert.equal(await page.locator('.markdown-text h3').first().innerText().then((text) => text.includes(PENDING_AGAIN)), true);
	await assertAccessible(browser.page, 'a run with its report');
	await picture('run');
	const saved = page.waitForEvent('download');
	await page.locator('[data-report="json"]').click();
	const figures = JSON.parse(await textOf(await saved));
	assert.equal(figures.status, 'PASS');
	await page.locator('[data-report="check"]').click();
	await page.locator('[data-check="pass"]').waitFor();
	clean();
});

test('a check that takes long says for how long, and is given up on request', async () => {
	const { page } = browser;
	let held;
	await page.route('**/cutter/change/report/check**', (route) => void (held = route));
	await page.locator('[data-report="check"]').click();
	const work = page.locator('[data-long-work]');
	await work.locator('.time', { hasText: '2 s' }).waitFor();
	await assertAccessible(browser.page, 'long work');
	await work.locator('button').click();
	await work.waitFor({ state: 'detached' });
	assert.ok(await page.locator('[data-report="check"]').isEnabled());
	assert.equal(await page.locator('[data-check]').count(), 0);
	await held?.abort().catch(() => {});
	await page.unroute('**/cutter/change/report/check**');
	// The browser itself reports a request that was given up.
	browser.errors = browser.errors.splice(0).filter((error) => !/net::ERR_/.test(error));
	clean();
});

test('a backup that was never restored says so, in Vietnamese and in the dark', async () => {
	const { page } = browser;
	await done(as('executor', 'backup', 'create'));
	const user = `/users/${system.users.executor.id}`;
	await system.clients.admin.patch(user, { language: 'vi-VN', appearance: 'dark' });
	try {
		await open('/change-control');
		await section('backups').locator('.state-row', { hasText: 'Chưa từng khôi phục' }).first().waitFor();
		await assertAccessible(browser.page, 'change control, dark, Vietnamese');
		await picture('control-dark-vi', true);
		await section('backups').locator('.state-row').first().click();
		await page.locator('.command-line code', { hasText: 'directus cutter backup verify' }).waitFor();
		await page.locator('.count-table').waitFor();
		await assertAccessible(browser.page, 'a backup, dark, Vietnamese');
		await picture('backup-dark-vi');
	} finally {
		await system.clients.admin.patch(user, { language: null, appearance: null });
	}
	clean();
});
