// A document of several components in the Studio: what it consists of, and the way to each, in the Mark studio, on the document's page, and where a text is tried.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, inEveryLook } from '../support/looks.mjs';
import { peopleInStudio } from '../support/module.mjs';
import { carry } from '../support/pipeline.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';

/** An act with more schedules than are in view. */
const SCHEDULES = 60;
const schedule = (number) => `Schedule ${number}\nForms of kind ${number}\n\nThe form of kind ${number} has three lines.\n`;
const clause = (number) => `${number}. Rule ${number}\n(1) The rule has this number.\n(2) Nothing else is said.\n`;
const act = (name) =>
	`${name}\n\n${Array.from({ length: 12 }, (_, at) => clause(at + 1)).join('\n')}\n${Array.from({ length: SCHEDULES }, (_, at) => schedule(at + 1)).join('\n')}`;

const prefix = newPrefix('PARTS');
let system;
let done;
before(async () => {
	system = await sharedSystem();
	done = await carry(system, { text: act(`An act about forms ${prefix}`), prefix, profile: 'act-en', title: `Forms ${prefix}` });
});
after(async () => {
	await leave();
	await system?.close();
});
const { as, leave } = peopleInStudio(() => system);

const open = async (path) => {
	const { page } = await as('reviewer');
	await page.goto(`${system.url}/admin/cutter${path}`);
	await page.locator('.component-list li').first().waitFor();
	return page;
};
const rows = (page) => page.locator('.component-list li button');
const row = (page, address) => page.locator(`.component-list [data-component="${address}"]`);
const schedules = (number) => `${prefix}/SCH-${number}`;

/** The list scrolled until the row of a component is there. */
async function scrolledTo(page, address) {
	await page.locator('.component-list .box').evaluate((box) => box.scrollTo(0, box.scrollHeight));
	await row(page, address).waitFor();
	return row(page, address);
}

async function assertList(page) {
	assert.match(await page.locator('.component-list > strong').innerText(), new RegExp(`^Components: ${SCHEDULES + 1}$`));
	assert.match((await rows(page).nth(0).innerText()).replace(/\s+/g, ' '), /^Main text 36 units$/);
	assert.match((await rows(page).nth(1).innerText()).replace(/\s+/g, ' '), /^Schedule Schedule 1 Forms of kind 1 1 unit SCH-1$/);
	assert.ok((await rows(page).count()) < 30, 'only the components in view are there');
}

test('the Mark studio lists the components, the main text first, and goes to each', async () => {
	const page = await open(`/manifests/${done.manifestId}`);
	await assertList(page);
	await (await scrolledTo(page, schedules(SCHEDULES))).click();
	await page.locator('.unit.selected .kind', { hasText: 'Schedule' }).waitFor();
	await page.locator('.source-pane .piece.selected', { hasText: `Forms of kind ${SCHEDULES}` }).first().waitFor();
	assert.equal(await row(page, schedules(SCHEDULES)).getAttribute('aria-current'), 'true');
	await page.locator('.component-list .box').evaluate((box) => box.scrollTo(0, 0));
	await row(page, 'main').click();
	await page.locator('.source-pane .piece.selected', { hasText: 'Rule 1' }).first().waitFor();
	assert.equal(await page.locator('.unit.selected .kind').count(), 0);
	await assertAccessible(page, 'the studio with components');
});

test('the page of a document lists them as they stand, and goes to each', async () => {
	const page = await open(`/documents/${done.documentId}?tab=units`);
	await assertList(page);
	await (await scrolledTo(page, schedules(SCHEDULES))).click();
	const unit = page.locator(`.unit-list [data-unit="${schedules(SCHEDULES)}"]`);
	await unit.locator('.kind', { hasText: 'Schedule' }).waitFor();
	await page.waitForFunction((address) => document.activeElement?.dataset?.unit === address, schedules(SCHEDULES));
	await assertAccessible(page, 'a document with components');
});

test('a text that is tried has them too; one without has no list', async () => {
	const { page } = await as('reviewer');
	await page.goto(`${system.url}/admin/cutter/try`);
	await page.locator('.inputs textarea').first().fill(act('THE FORMS ACT\n\nCHAPTER 1\nGENERAL'));
	await rows(page).first().waitFor();
	assert.match(await page.locator('.component-list > strong').innerText(), /: 61$/);
	await page.locator('.inputs textarea').first().fill(`THE FORMS ACT\n\nCHAPTER 1\nGENERAL\n\n${clause(1)}\n${clause(2)}`);
	await page.locator('.component-list').waitFor({ state: 'detached' });
	await page.locator('.unit').first().waitFor();
});

test('in light and dark, English and Vietnamese', async () => {
	const person = await as('reviewer');
	const shown = async (page) => {
		await page.locator('.component-list li').first().waitFor();
	};
	await inEveryLook(system, person, { name: 'components-studio', person: 'reviewer', path: `/cutter/manifests/${done.manifestId}`, ready: shown });
	await inEveryLook(system, person, { name: 'components-document', person: 'reviewer', path: `/cutter/documents/${done.documentId}?tab=units`, ready: shown });
	assert.deepEqual(person.errors, []);
});
