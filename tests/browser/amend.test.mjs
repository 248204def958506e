// An amending act in the module: what each of its sentences asks, one of them left out, what the law reads then, and one proposal of all
// of it, which somebody else reviews on one page.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { artifactsFolder } from '../support/browser.mjs';
import { query } from '../support/ledger.mjs';
import { assertAccessible } from '../support/looks.mjs';
import { peopleInStudio } from '../support/module.mjs';
import { carry } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';

const prefix = newPrefix('AMEND');
const TEXT = `NỘI QUY VƯỜN ƯƠM

Điều 1. Giống
1. Hạt giống phơi trong bóng râm.
2. Hạt lép bỏ đi.
Điều 2. Tưới
Vườn tưới mỗi sáng.
Điều 3. Bán
Cây bán tại vườn.
`;
const ACT = `NGHỊ QUYẾT
Điều 1. Sửa đổi, bổ sung một số điều của Nội quy vườn ươm ${prefix}
1. Sửa đổi, bổ sung khoản 1 Điều 1 như sau:
“1. Hạt giống phơi trên sàn tre.”.
2. Bãi bỏ khoản 2 Điều 1.
3. Bổ sung Điều 2a vào sau Điều 2 như sau:
“Điều 2a. Phân
Phân ủ một tháng.”.
4. Sửa đổi khoản 9 Điều 1 như sau:
“9. Không có khoản này.”.
`;

let system;
let law;
before(async () => {
	mkdirSync(artifactsFolder, { recursive: true });
	system = await sharedSystem();
	law = await carry(system, { text: TEXT, prefix, title: `Nội quy vườn ươm ${prefix}` });
});
after(async () => {
	await leave();
	await system?.close();
});
const { as, leave } = peopleInStudio(() => system);
const { approve, cut, verify, reading } = operationsOn(() => system);
const press = (page, name) => page.locator(`[data-act="${name}"] button`).click();

test('an act is read, looked at, proposed as one change, and reviewed on one page', async () => {
	const { page, errors } = await as('executor');
	await page.goto(`${system.url}/admin/cutter/documents/${law.documentId}`);
	await page.locator('a.amend, .amend a').first().click();
	await page.locator('textarea').first().waitFor();
	await assertAccessible(page);
	await page.locator('.act textarea').fill(ACT);
	await page.locator('.why textarea').fill('Nghị quyết về vườn ươm.');
	await press(page, 'read');
	const rows = page.locator('.instruction-list li');
	await page.locator('.preview .operation-shown').waitFor();
	// The words that came and went are marked, each on its side, and told to those who hear the page.
	const marked = (tag) => page.locator(`.preview ${tag}`).evaluateAll((all) => all.map((each) => [each.textContent, getComputedStyle(each, '::before').content.replaceAll('"', '').trim()]));
	assert.deepEqual([await marked('del'), await marked('ins')], [[['trong bóng râm', 'deleted:']], [['trên sàn tre', 'added:']]]);
	assert.deepEqual(await rows.evaluateAll((items) => items.map(({ dataset }) => dataset.outcome)), ['proposed', 'proposed', 'proposed', 'left']);
	await page.locator('[data-filter="left"]').click();
	assert.equal(await rows.count(), 1);
	assert.match(await rows.first().innerText(), /khoản 9 Điều 1/);
	await page.locator('[data-filter="all"]').click();
	await assertAccessible(page);

	// The repeal is left out: what is shown is what is proposed.
	await rows.nth(1).locator('input[type="checkbox"]').uncheck();
	await page.waitForFunction(() => !document.querySelector('.preview .operation-shown')?.textContent.includes('Hạt lép'));
	await page.screenshot({ path: join(artifactsFolder, 'amend.png'), fullPage: true });
	await press(page, 'propose');
	const link = page.locator('.proposed a');
	await link.waitFor();
	const manifest = (await link.getAttribute('href')).split('/').at(-2);
	assert.deepEqual(errors.splice(0), []);

	const [{ entry_id: entry, digest }] = await query(system, "SELECT e.entry_id, e.payload->>'manifest_digest' AS digest FROM cutter_governance.decision_backlog_entry e WHERE e.payload->>'manifest_id' = $1", [manifest]);
	const proposed = { entry_id: entry, manifest_id: manifest, manifest_digest: digest };
	const reviewer = await as('reviewer');
	await reviewer.page.goto(`${system.url}/admin/cutter/manifests/${manifest}/review`);
	await reviewer.page.locator('.operation-proposal .operation-shown').waitFor();
	const told = await reviewer.page.locator('.operation-proposal').innerText();
	await reviewer.page.locator('.operation-proposal details.parts summary').click();
	assert.match(await reviewer.page.locator('.operation-proposal details.parts').innerText(), /Insert[\s\S]*DIEU-2A[\s\S]*Line 6/);
	await assertAccessible(reviewer.page);
	assert.ok(told.includes('sàn tre') && told.includes('Phân ủ một tháng') && !told.includes('Hạt lép'), told);
	await reviewer.page.screenshot({ path: join(artifactsFolder, 'amend-review.png'), fullPage: true });
	assert.deepEqual(reviewer.errors.splice(0), []);

	await approve(proposed);
	const verdict = await verify(await cut(proposed));
	assert.deepEqual([verdict.verdict, verdict.findings], ['pass', []]);
	assert.equal(await reading(law.docCode), TEXT.slice(TEXT.indexOf('Điều 1')).replace('trong bóng râm', 'trên sàn tre').replace('mỗi sáng.\n', 'mỗi sáng.\nĐiều 2a. Phân\nPhân ủ một tháng.\n'));
});
