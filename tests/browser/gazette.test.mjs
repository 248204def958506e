// Two texts of the official gazette in the Studio, from the file to the cut: a consolidated law with its notes, and a circular with the
// regulation it issues and its appendices. The texts are not part of this project; where they are not on this machine, nothing is tried.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { after, before, test } from 'node:test';
import { artifactsFolder } from '../support/browser.mjs';
import { assertAccessible, inEveryLook } from '../support/looks.mjs';
import { peopleInStudio } from '../support/module.mjs';
import { sharedMaterial } from '../support/shared-material.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';

const LAW = sharedMaterial('corpus-vn', 'texts', 'van-ban-hop-nhat-so-47-vbhn-vpqh-41398.txt');
const CIRCULAR = sharedMaterial('corpus-vn', 'texts', 'thong-tu-so-18-2026-tt-bxd-469591.txt');
const skip = LAW && CIRCULAR ? false : 'the gazette texts are not on this machine (set CUTTER_SHARED)';

let system;
before(async () => {
	if (!skip) system = await sharedSystem();
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
async function picture(page, name) {
	await page.mouse.move(0, 0);
	mkdirSync(artifactsFolder, { recursive: true });
	await page.screenshot({ path: `${artifactsFolder}/gazette-${name}.png`, animations: 'disabled' });
}
const clean = async (person) => assert.deepEqual((await as(person)).errors.splice(0), [], `${person} had errors in the console`);

/** Registers a file and marks it, as an executor does; gives the ids. */
async function registerAndMark(file, prefix, look) {
	const page = await open('executor', '/documents/new');
	await page.locator('input[type="file"]').setInputFiles(file);
	await page.locator('.card-list').waitFor();
	await page.locator('input[name="prefix"], [name="prefix"] input').first().fill(prefix);
	await look(page);
	await page.locator('[data-act="register"] button').first().click();
	await page.waitForURL(/\/cutter\/documents\/[0-9a-f-]{36}$/);
	const documentId = page.url().split('/').at(-1);
	await page.locator('[data-act="mark"] button').first().click();
	await page.waitForURL(/\/cutter\/manifests\/[0-9a-f-]{36}/);
	await page.locator('.unit').first().waitFor();
	return { documentId, manifestId: new URL(page.url()).pathname.split('/').at(-1) };
}

/** Sends it to review, approves it as another person in the Studio, and cuts it there. */
async function approveAndCut(manifestId, name) {
	const { executor } = system.clients;
	await executor.post('/cutter/sweep', { manifests: [manifestId] });
	const theirs = await open('reviewer', `/manifests/${manifestId}/review`);
	await theirs.locator('[data-finding="digest_match"] .note').waitFor();
	await theirs.locator('.card-list').waitFor();
	for (const reason of await theirs.locator('.anomaly-questions .question textarea').all()) await reason.fill('Read beside the gazette.');
	await theirs.locator('.decision-form textarea').fill('Read beside the gazette.');
	await theirs.locator('.card-list').scrollIntoViewIfNeeded();
	await picture(theirs, `${name}-review`);
	await theirs.locator('[data-verdict="PASS"] button').click();
	await theirs.locator('.state-chip', { hasText: 'Approved' }).first().waitFor();
	await clean('reviewer');
	const page = await open('executor', `/manifests/${manifestId}/review`);
	await page.locator('[data-act="cut"] button').first().click();
	await page.locator('.confirm-cut button, button.confirm-cut').click();
	await page.waitForURL(/\/cutter\/change-sets\/[0-9a-f-]{36}$/);
	const verified = await system.clients.verifier.post(`/cutter/change-sets/${page.url().split('/').at(-1)}/verify`);
	assert.equal(verified.verdict, 'pass');
	await clean('executor');
}

/** The clause of the second note, with the note beside it. */
async function atNote(page) {
	await page.locator('.unit-tree input').fill('DIEU-2-KHOAN-1');
	await page.locator('.unit', { hasText: 'DIEU-2-KHOAN-1' }).first().click();
	await page.locator('.note-list li[data-note="2"]').waitFor();
}

/** What may be in no text of a law: heads of pages and the stamp of the portal. */
const FURNITURE = /CÔNG BÁO\/Số|Người ký:|CỔNG THÔNG TIN ĐIỆN TỬ|Thời gian ký/;
const lines = (text) => text.replace(/\s+/g, ' ').trim();

test('a consolidated law: every article, its notes beside it and in no text, confirmed, approved and cut', { skip }, async () => {
	const prefix = newPrefix('BHYT');
	const { documentId, manifestId } = await registerAndMark(LAW, prefix, async (page) => {
		const value = (member) => page.locator(`.card-list [data-member="${member}"] strong`).innerText();
		assert.deepEqual(await Promise.all(['number', 'base_number', 'base_in_force_from'].map(value)), ['47/VBHN-VPQH', '25/2008/QH12', '2009-07-01']);
		await assertAccessible(page, `register ${basename(LAW)}`);
		await picture(page, 'law-card');
	});
	const page = (await as('executor')).page;
	const { notes } = await system.clients.executor.get(`/cutter/manifests/${manifestId}`);
	assert.equal(notes.length, 54);

	// From a mark to its note, and from the note to its unit and back to its mark.
	await atNote(page);
	await page.locator('.source-pane button.mark[data-mark="2"]').click();
	await page.locator('.source-pane .note.chosen[data-note="2"]').first().waitFor();
	await page.locator('.note-list li.chosen[data-note="2"]', { hasText: 'Khoản này được sửa đổi, bổ sung theo quy định tại khoản 1 Điều 1' }).waitFor();
	await page.locator('.source-pane .note[data-note="2"]').first().click();
	await page.locator('.source-pane button.mark.chosen[data-mark="2"]').waitFor();
	assert.match(await page.locator('.unit.selected').innerText(), /DIEU-2-KHOAN-1/);
	await page.locator('.unit-tree input').fill('');
	await assertAccessible(page, 'studio with notes');
	await picture(page, 'law-studio');
	await clean('executor');
	await approveAndCut(manifestId, 'law');

	const { units } = await system.clients.reviewer.get(`/cutter/documents/${documentId}/reading`);
	const articles = units.filter(({ section_type }) => section_type === 'article');
	assert.equal(articles.length, 55);
	for (const { canonical_address: address, heading, body } of units) {
		const text = lines(`${heading ?? ''} ${body ?? ''}`);
		assert.doesNotMatch(text, FURNITURE, address);
		for (const note of units.flatMap((unit) => unit.notes)) assert.ok(!text.includes(lines(note.text).slice(0, 60)), `${address} has note ${note.number} in its text`);
	}
	const beside = units.flatMap((unit) => unit.notes.map(({ number }) => number));
	assert.deepEqual(beside.sort((one, other) => one - other), notes.slice(1).map(({ number }) => number), 'the first stands in the preamble');
	const noted = units.find(({ notes: own }) => own.length > 0);
	const theirs = await open('reviewer', `/units/${noted.id}/operate`);
	await theirs.locator('.note-list li', { hasText: lines(noted.notes[0].text).slice(0, 40) }).waitFor();
	await picture(theirs, 'law-unit');
	const person = await as('reviewer');
	await inEveryLook(system, person, { name: 'gazette-law-studio', person: 'reviewer', path: `/cutter/manifests/${manifestId}`, ready: atNote });
	await inEveryLook(system, person, { name: 'gazette-law-review', person: 'reviewer', path: `/cutter/manifests/${manifestId}/review`, ready: (shown) => shown.locator('.card-list [data-member]').first().waitFor() });
	await clean('reviewer');
});

test('a circular with the regulation it issues and four appendices: each in its place, approved and cut', { skip }, async () => {
	const prefix = newPrefix('TT18');
	const { documentId, manifestId } = await registerAndMark(CIRCULAR, prefix, (page) => picture(page, 'circular-card'));
	const page = (await as('executor')).page;
	assert.deepEqual(
		(await page.locator('.component-list li').allInnerTexts()).map((text) => lines(text).split(' ').slice(0, 2).join(' ')),
		['Main text', 'Attached document', 'Appendix Phụ', 'Appendix Phụ', 'Appendix Phụ', 'Appendix Phụ'].slice(0, await page.locator('.component-list li').count()),
	);
	await page.locator('.component-list li button').nth(1).click();
	await page.locator('.unit.selected .kind').waitFor();
	await assertAccessible(page, 'studio with components');
	await picture(page, 'circular-studio');
	await clean('executor');
	await approveAndCut(manifestId, 'circular');
	const { units } = await system.clients.reviewer.get(`/cutter/documents/${documentId}/reading`);
	for (const { canonical_address: address, heading, body } of units) assert.doesNotMatch(`${heading ?? ''} ${body ?? ''}`, FURNITURE, address);
	const person = await as('reviewer');
	await inEveryLook(system, person, { name: 'gazette-circular-document', person: 'reviewer', path: `/cutter/documents/${documentId}`, ready: (shown) => shown.locator('.law-page [data-unit]').first().waitFor() });
	await clean('reviewer');
});
