// A Directus whose pages may run no `eval`: the interface says what must be allowed, edits plainly, and asks the server instead.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { logIn, openBrowser } from '../support/browser.mjs';
import { addressField, citationCollection, cursorOf } from '../support/citations.mjs';
import { ownSystem } from '../support/system.mjs';

const SCRIPT_SRC = 'CONTENT_SECURITY_POLICY_DIRECTIVES__SCRIPT_SRC';
const HARDENED = "'self'";
const ALLOWED = "'self' 'wasm-unsafe-eval'";

let system;
let citations;
let editor;

before(async () => {
	system = await ownSystem({ studio: true, environment: { [SCRIPT_SRC]: HARDENED } });
	citations = await citationCollection(system, { address: {}, plain: { checkUnits: false } });
	editor = await citations.newEditor(['Observer']);
});
after(() => system?.close());

/** Opens the form of a new item; gives the page's errors from the log-in on. */
async function withForm(work) {
	const browser = await openBrowser();
	try {
		await logIn(browser.page, system.url, editor);
		browser.errors.length = 0;
		await browser.page.goto(`${system.url}${citations.path()}`);
		await addressField(browser.page, 'address').input.waitFor();
		await work(browser);
	} finally {
		await browser.close();
	}
}

const scriptSource = async () => /script-src ([^;]*)/.exec((await fetch(`${system.url}/admin/`)).headers.get('content-security-policy'))[1];

test('without permission to compile WebAssembly: said in words, the server judges, and the text is saved as it is', async () => {
	assert.equal(await scriptSource(), HARDENED);
	await withForm(async ({ page }) => {
		const { notice, input, error, goTo, standing, parts } = addressField(page, 'address');
		await notice.waitFor();
		const words = await notice.innerText();
		for (const part of ['Live checking is off', "'wasm-unsafe-eval'", SCRIPT_SRC]) assert.ok(words.includes(part), words);

		await input.fill('GDPR/ART_6');
		await error.waitFor();
		assert.equal(await error.getAttribute('data-code'), 'BAD_CHARACTER');
		await goTo.click();
		assert.deepEqual(await cursorOf(input), [8, 8]);
		await input.fill('GDPR/ART-6');
		await standing.waitFor();
		assert.equal(await standing.getAttribute('data-standing'), 'free');
		assert.equal(await parts.count(), 0);

		const plain = addressField(page, 'plain');
		await plain.input.fill('gdpr/ärt 6');
		assert.equal(await plain.error.count(), 0, 'where nothing is asked, nothing is judged');
		const saved = page.waitForResponse((response) => response.request().method() === 'POST' && response.url().includes(`/items/${citations.collection}`));
		await page.keyboard.press('Control+s');
		const { data } = await (await saved).json();
		const item = await citations.read(data.id);
		assert.deepEqual([item.address, item.plain], ['GDPR/ART-6', 'gdpr/ärt 6']);
	});
});

test('without it the module works, and says that trying a text is off', () =>
	withForm(async ({ page, errors }) => {
		errors.length = 0;
		await page.goto(`${system.url}/admin/cutter/try`);
		await page.locator('.inputs textarea').first().fill('Điều 1. Phạm vi\nVăn bản này quy định.\n');
		await page.getByText('The preview is off').waitFor();
		await page.goto(`${system.url}/admin/cutter`);
		await page.locator('[data-state="marked"]').waitFor();
	}));

test('with it, everything is as usual', async () => {
	system.env[SCRIPT_SRC] = ALLOWED;
	await system.restartDirectus();
	assert.equal(await scriptSource(), ALLOWED);
	await withForm(async ({ page, errors }) => {
		const { notice, input, parts } = addressField(page, 'plain');
		await input.fill('GDPR/ART-6');
		await parts.waitFor();
		assert.equal(await notice.count(), 0);
		await page.goto(`${system.url}/admin/cutter/try`);
		await page.locator('.inputs textarea').first().fill('Điều 1. Phạm vi\nVăn bản này quy định.\n');
		await page.locator('.unit').first().waitFor();
		assert.deepEqual(errors, []);
	});
});
