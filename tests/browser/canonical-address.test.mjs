// The interface `canonical-address` as people meet it in the Studio: judged as one types, with real units behind it.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { artifactsFolder, logIn, openBrowser } from '../support/browser.mjs';
import { addressField, citationCollection, cursorOf, drawnAt } from '../support/citations.mjs';
import { liveUnits, tamper } from '../support/ledger.mjs';
import { carry } from '../support/pipeline.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

/** With it the pictures in the documentation are taken anew: run this file by itself. */
const updating = process.env.UPDATE_SCREENSHOTS === '1';

const prefix = updating ? 'HOI-DUNG-CU' : newPrefix('FIELD');
const reference = `Sổ tay ${prefix}, mục 1`;
let system;
let citations;
/** Ids of the units by their path. */
let ids;
/** Who types: the administrator is asked other things by the Studio first. */
let editor;
let browser;
let page;

before(async () => {
	system = await sharedSystem();
	const law = await carry(system, { text: smallLaw('trường nhập địa chỉ'), prefix });
	ids = Object.fromEntries((await liveUnits(system, law.docCode)).map((unit) => [unit.canonical_address.split('/')[1], unit.id]));
	await system.clients.executor.post('/cutter/aliases', { alias_text: reference, target: `${prefix}/DIEU-1`, kind: 'external_reference', valid_from: '2021-03-01', rationale: 'So it is cited in the handbook.' });
	// Retiring over HTTP comes later.
	await tamper(system, "UPDATE public.tac_logical_unit SET lifecycle_status = 'retired' WHERE id = $1", [ids['DIEU-3']]);
	await tamper(system, "UPDATE public.tac_unit_version SET lifecycle_status = 'retired', retired_at = '2024-05-01T12:00:00Z' WHERE unit_id = $1", [ids['DIEU-3']]);
	citations = await citationCollection(system, {
		address: {},
		cites: { expects: 'existing' },
		coined: { expects: 'free', allowEmpty: false },
		path_only: { format: 'canonical-address-v2', checkUnits: false },
	});
	browser = await openBrowser({ width: 1280, height: 1000 });
	page = browser.page;
	editor = await citations.newEditor(['Observer']);
	await logIn(page, system.url, editor);
	// The log-in page asks for a session that is not there yet, which Chromium reports as an error.
	browser.errors.length = 0;
});

after(async () => {
	await browser?.close();
	await editor?.remove();
	await citations?.remove();
	await system?.close();
});

/** A new item's form. Leaving an edited one asks back, so it is loaded anew. */
async function openForm(id) {
	page.removeAllListeners('dialog');
	page.once('dialog', (dialog) => dialog.accept());
	await page.goto(`${system.url}${citations.path(id)}`);
	await addressField(page, 'address').input.waitFor();
}

/** A picture of one field with a little room around it; kept for the documentation where asked. */
async function picture(field, name) {
	await page.mouse.move(0, 0);
	const { x, y, width, height } = await field.boundingBox();
	mkdirSync(artifactsFolder, { recursive: true });
	const path = `${artifactsFolder}/${name}.png`;
	await page.screenshot({ path, clip: { x: x - 16, y: y - 12, width: width + 32, height: height + 24 }, animations: 'disabled', caret: 'initial' });
	if (updating) {
		mkdirSync(inProject('docs/images'), { recursive: true });
		copyFileSync(path, inProject(`docs/images/${name}.png`));
	}
}

describe('what is typed', () => {
	before(() => openForm());

	test('a valid address shows its parts', async () => {
		const { input, parts, error, standing } = addressField(page, 'address');
		await input.fill(`${prefix}/DIEU-77-KHOAN-2`);
		await parts.waitFor();
		assert.deepEqual((await parts.locator('dd').allInnerTexts()), [prefix, 'DIEU › 77 › KHOAN › 2', '2', 'v2']);
		await input.fill('D38-DIEU28-S3-P1');
		await parts.getByText('D38-DIEU28-S3', { exact: true }).waitFor();
		assert.deepEqual((await parts.locator('dd').allInnerTexts()), ['D38', 'DIEU28', 'P1', 'D38-DIEU28-S3', 'v1']);
		assert.equal(await input.getAttribute('aria-invalid'), 'false');
		assert.equal(await error.count(), 0);
		await standing.waitFor();
		await picture(addressField(page, 'address').field, 'address-valid');
	});

	test('a wrong character is named by the core’s own sentence, and pointed at', async () => {
		const { input, error, marker, pointer, field } = addressField(page, 'address');
		const text = `${prefix}/DIEU_15-KHOAN-2`;
		const at = text.indexOf('_');
		await input.fill(text);
		await error.waitFor();
		const [{ message, code }] = await system.clients.reviewer.post('/cutter/addresses/parse', { addresses: [text] });
		assert.equal(await error.getAttribute('data-code'), code);
		assert.ok((await error.innerText()).includes(message), `"${await error.innerText()}" says "${message}"`);
		const drawn = await drawnAt(input, at, at + 1);
		const mark = await marker.boundingBox();
		const tip = await pointer.boundingBox();
		assert.ok(Math.abs(mark.x - drawn.left) < 1.5, `the marker starts at ${mark.x}, the character at ${drawn.left}`);
		assert.ok(Math.abs(tip.x + tip.width / 2 - (drawn.left + drawn.right) / 2) < 2, 'the tip is under its middle');
		assert.equal(await input.getAttribute('aria-invalid'), 'true');
		const described = await input.evaluate((element) => element.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' '));
		assert.ok(described.includes(message), 'a screen reader is told');
		await picture(field, 'address-wrong');
	});

	for (const [text, start, code] of [
		['GDPR/ART-𝔸6', 9, 'NON_ASCII'],
		['GDPR/Điều 15', 5, 'NON_ASCII'],
		[`GDPR/${'😀'.repeat(60)}`, 105, 'TOO_LONG'],
		['D38-DIEU028-ROOT', 8, 'LEADING_ZERO'],
		['D38-DIEU28', 10, 'MISSING_SECTION'],
	]) {
		test(`"go to" puts the text cursor on the place: ${code} in ${text.slice(0, 20)}`, async () => {
			const { input, field, goTo, marker } = addressField(page, 'address');
			await input.fill(text);
			await field.locator(`[data-code="${code}"]`).waitFor();
			await marker.waitFor();
			await goTo.click();
			assert.deepEqual(await cursorOf(input), [start, start]);
			const drawn = await drawnAt(input, start, start);
			assert.ok(Math.abs((await marker.boundingBox()).x - drawn.left) < 1.5, 'the marker is where the character is, scrolled or not');
			const inside = await input.boundingBox();
			assert.ok(drawn.left >= inside.x - 1 && drawn.left <= inside.x + inside.width + 1, 'and in view');
		});
	}

	test('a suggestion is offered and applied by a click only', async () => {
		const { input, suggestion, parts, error, field } = addressField(page, 'address');
		const written = `${prefix.toLowerCase()}/điều 1`;
		await input.fill(written);
		await suggestion.waitFor();
		assert.equal((await suggestion.innerText()).trim(), `${prefix}/DIEU-1`);
		assert.equal(await input.inputValue(), written);
		await picture(field, 'address-suggestion');
		await suggestion.click();
		await parts.waitFor();
		assert.equal(await input.inputValue(), `${prefix}/DIEU-1`);
		assert.equal(await error.count(), 0);
	});

	test('blanks around an address are named, and the text without them is offered', async () => {
		const { input, error, suggestion, field } = addressField(page, 'address');
		await input.fill(` ${prefix}/DIEU-1 `);
		await error.waitFor();
		await field.getByText('There are blanks before or after the address', { exact: false }).waitFor();
		assert.equal((await suggestion.innerText()).trim(), `${prefix}/DIEU-1`);
		assert.equal(await input.inputValue(), ` ${prefix}/DIEU-1 `);
	});

	test('only the format that the field asks for is accepted, and emptiness only where it may be', async () => {
		const path = addressField(page, 'path_only');
		await path.input.fill('D38-DIEU28-ROOT');
		await path.error.waitFor();
		assert.equal(await path.error.getAttribute('data-code'), 'EMPTY_TOKEN');
		await path.input.fill('GDPR/ART-6');
		await path.parts.waitFor();
		const coined = addressField(page, 'coined');
		assert.equal(await coined.error.count(), 0, 'an untouched field is not scolded');
		await coined.input.fill('X/1');
		await coined.input.fill('');
		await coined.error.waitFor();
		assert.equal(await coined.error.getAttribute('data-code'), 'EMPTY');
		await path.input.fill('');
		await path.error.waitFor({ state: 'detached' });
	});
});

describe('what the address is among the units', () => {
	before(() => openForm());

	/** Types into a field and gives what is then said of it: kind and tone. */
	async function told(name, text) {
		const { input, standing } = addressField(page, name);
		await input.fill(text);
		await standing.waitFor();
		const tone = await standing.evaluate((element) => ['quiet', 'good', 'care', 'bad'].find((each) => element.classList.contains(each)));
		return { kind: await standing.getAttribute('data-standing'), tone, text: (await standing.innerText()).replace(/\s+/g, ' ') };
	}

	test('taken: bad for a new unit, good for a citation, with a link to the unit', async () => {
		const address = `${prefix}/DIEU-1`;
		const forNew = await told('coined', address);
		assert.deepEqual([forNew.kind, forNew.tone], ['taken', 'bad']);
		const { standing, field } = addressField(page, 'coined');
		const link = standing.locator('a');
		assert.equal(await link.getAttribute('href'), `/admin/content/tac_logical_unit/${ids['DIEU-1']}`);
		assert.match(await link.innerText(), /Điều 1.*Phạm vi điều chỉnh/s);
		await picture(field, 'address-taken');
		const cited = await told('cites', address);
		assert.deepEqual([cited.kind, cited.tone], ['taken', 'good']);
		assert.match(cited.text, /Exists/);
	});

	test('an alias: whose, since when, and the address to cite instead', async () => {
		const cited = await told('cites', reference);
		assert.deepEqual([cited.kind, cited.tone], ['alias', 'good']);
		assert.match(cited.text, /an external reference, since Mar 1, 2021/);
		const { offer, input, field } = addressField(page, 'cites');
		await picture(field, 'address-alias');
		await offer.click();
		assert.equal(await input.inputValue(), `${prefix}/DIEU-1`);
	});

	test('retired: bad for a new unit, careful for a citation', async () => {
		const address = `${prefix}/DIEU-3`;
		assert.deepEqual([(await told('coined', address)).tone, (await told('cites', address)).tone], ['bad', 'care']);
		const { kind, text } = await told('address', address);
		assert.equal(kind, 'retired');
		assert.match(text, /retired on May 1, 2024\. Nothing replaced it/);
	});

	test('free: good for a new unit, bad for a citation, with what exists near it', async () => {
		const address = `${prefix}/DIEU-11`;
		const forNew = await told('coined', address);
		assert.deepEqual([forNew.kind, forNew.tone], ['free', 'good']);
		const cited = await told('cites', address);
		assert.deepEqual([cited.kind, cited.tone], ['free', 'bad']);
		assert.match(cited.text, /Not found/);
		const { offer, input } = addressField(page, 'cites');
		assert.equal((await offer.first().innerText()).trim(), `${prefix}/DIEU-1`);
		await offer.first().click();
		assert.equal(await input.inputValue(), `${prefix}/DIEU-1`);
	});

	test('only the last text typed is answered for', async () => {
		const { input, standing } = addressField(page, 'coined');
		const asked = [];
		page.on('request', (request) => request.url().endsWith('/cutter/resolve') && asked.push(request.postDataJSON().addresses[0]));
		const last = `${prefix}/DIEU-1`;
		await input.fill('');
		await input.pressSequentially(last);
		await standing.waitFor();
		assert.equal(await standing.getAttribute('data-standing'), 'taken');
		assert.equal(asked.at(-1), last);
		assert.ok(asked.length < last.length, `${asked.length} questions for ${last.length} keys`);
	});

	test('without the network, and without the right to see, it is said in words', async () => {
		const { input, field } = addressField(page, 'coined');
		const quiet = browser.errors.length;
		await page.context().setOffline(true);
		try {
			await input.fill(`${prefix}/DIEU-2`);
			await field.getByText('The server cannot be reached', { exact: false }).waitFor();
		} finally {
			await page.context().setOffline(false);
		}
		await addressField(page, 'coined').standing.waitFor();
		browser.errors.length = quiet;

		const person = await citations.newEditor();
		const other = await openBrowser();
		try {
			await logIn(other.page, system.url, person);
			await other.page.goto(`${system.url}${citations.path()}`);
			const theirs = addressField(other.page, 'coined');
			await theirs.input.fill(`${prefix}/DIEU-1`);
			await theirs.parts.waitFor();
			await theirs.field.getByText('You may not see whether this address exists', { exact: false }).waitFor();
		} finally {
			await other.close();
			await person.remove();
		}
	});
});

describe('saving', () => {
	for (const text of [`${prefix}/DIEU-1`, ` ${prefix}/điều 1 `, 'GDPR/𝔸RT–6', 'x'.repeat(5000)]) {
		test(`keeps the text byte for byte, valid or not: ${JSON.stringify(text.slice(0, 24))}`, async () => {
			await openForm();
			await addressField(page, 'address').input.fill(text);
			const saved = page.waitForResponse((response) => response.request().method() === 'POST' && response.url().includes(`/items/${citations.collection}`));
			await page.keyboard.press('Control+s');
			const { data } = await (await saved).json();
			assert.equal((await citations.read(data.id)).address, text);
			await openForm(data.id);
			const { input } = addressField(page, 'address');
			await page.waitForFunction((element) => element.value !== '', await input.elementHandle());
			assert.equal(await input.inputValue(), text);
		});
	}

	test('by keyboard alone: type, Enter to the place, Tab to the suggestion, Enter, save', async () => {
		await openForm();
		const { input, error, suggestion, goTo, parts } = addressField(page, 'address');
		await input.focus();
		await page.keyboard.type(`${prefix}/DIEU_1`);
		await error.waitFor();
		await page.keyboard.press('Enter');
		const at = `${prefix}/DIEU`.length;
		assert.deepEqual(await cursorOf(input), [at, at]);
		await page.keyboard.press('Tab');
		assert.ok(await goTo.evaluate((element) => element === document.activeElement), 'first "go to"');
		await page.keyboard.press('Tab');
		assert.ok(await suggestion.evaluate((element) => element === document.activeElement), 'then the suggestion');
		await page.keyboard.press('Enter');
		await parts.waitFor();
		assert.equal(await input.inputValue(), `${prefix}/DIEU-1`);
		assert.ok(await input.evaluate((element) => element === document.activeElement), 'and back in the field');
		const saved = page.waitForResponse((response) => response.request().method() === 'POST' && response.url().includes(`/items/${citations.collection}`));
		await page.keyboard.press('Control+s');
		assert.equal((await (await saved).json()).data.address, `${prefix}/DIEU-1`);
	});
});

describe('for whom it is', () => {
	const asEditor = (settings) => system.clients.admin.patch(`/users/${editor.id}`, settings);

	test('in Vietnamese every sentence is Vietnamese', async () => {
		await asEditor({ language: 'vi-VN' });
		try {
			await openForm();
			const { input, error, field, standing } = addressField(page, 'coined');
			await input.fill(`${prefix}/DIEU_1`);
			await error.waitFor();
			assert.match(await error.innerText(), /^Ở byte \d+ có một ký tự không được đứng tại đó: .*Đến chỗ sai/s);
			await field.getByText('Có phải bạn muốn').waitFor();
			await picture(field, 'address-vietnamese');
			await input.fill(`${prefix}/DIEU-1`);
			await standing.waitFor();
			assert.match(await standing.innerText(), /Đã dùng Đây là địa chỉ của/);
		} finally {
			await asEditor({ language: null });
		}
	});

	test('in the dark', async () => {
		await asEditor({ appearance: 'dark' });
		try {
			await openForm();
			const { input, error, field, standing } = addressField(page, 'coined');
			await input.fill(`${prefix}/DIEU_1-KHOAN-2`);
			await error.waitFor();
			await picture(field, 'address-wrong-dark');
			await input.fill(`${prefix}/DIEU-1`);
			await standing.waitFor();
			await picture(field, 'address-taken-dark');
			const cites = addressField(page, 'cites');
			await cites.input.fill(reference);
			await cites.standing.waitFor();
			await picture(cites.field, 'address-alias-dark');
		} finally {
			await asEditor({ appearance: null });
		}
	});

	test('a unit’s own address is read-only, valid, and not called taken', async () => {
		await page.goto(`${system.url}/admin/content/tac_logical_unit/${ids['DIEU-1']}`);
		const { input, parts, standing } = addressField(page, 'canonical_address');
		await parts.waitFor();
		assert.equal(await input.inputValue(), `${prefix}/DIEU-1`);
		assert.equal(await input.isEditable(), false);
		assert.equal(await standing.count(), 0);
	});
});

test('none of this made the page complain', () => {
	assert.deepEqual(browser.errors, []);
});
