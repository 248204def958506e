// An amending act in the module: what each of its sentences asks, one of them left out, what the law reads then, and one proposal of all
// of it, which somebody else reviews on one page.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { artifactsFolder, soon } from '../support/browser.mjs';
import { actOn, circular } from '../support/circulars.mjs';
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

test('a registered act is outstanding on the documents it amends until it is carried out or somebody says their texts have it', async () => {
	const year = 3000 + (process.pid % 1000);
	const numbers = ['07', '08', '09', '01'].map((number) => `${number}/${year}/TT-BKC`);
	const [keeping, books] = [`Thông tư về giữ kho ${prefix}`, `Thông tư về sổ kho ${prefix}`];
	const first = await carry(system, { text: circular(numbers[0], `giữ kho ${prefix}`), title: keeping, profile: 'vn-law' });
	const second = await carry(system, { text: circular(numbers[1], `sổ kho ${prefix}`), title: books, profile: 'vn-law' });
	const title = `Thông tư sửa đổi về kho ${prefix}`;
	const act = await carry(system, { text: actOn(`12/${year + 2}/TT-BKC`, numbers), title, profile: 'vn-law' }, 'register');
	const { page, errors } = await as('executor');
	const to = (path) => page.goto(`${system.url}/admin/cutter/${path}`);

	// Its own page says which documents it amends, and which of them nobody registered.
	await to(`documents/${act.documentId}`);
	const aside = page.locator('.law-aside .amending-acts li');
	await soon(async () => assert.deepEqual((await aside.evaluateAll((all) => all.map(({ dataset }) => [dataset.named, dataset.stands]))).sort(), numbers.map((number) => [number, 'outstanding']).sort()));
	assert.equal(await aside.filter({ hasText: 'not registered' }).count(), 2);
	await assertAccessible(page);
	await page.screenshot({ path: join(artifactsFolder, 'act-amends.png'), fullPage: true });

	// The law's page says that it is not consolidated, and leads to the act: nothing is pasted.
	await to(`documents/${first.documentId}`);
	await soon(async () => assert.match(await page.locator('.law-aside').innerText(), new RegExp(`Not yet consolidated[^]*${title}[^]*Not carried out`)));
	await page.screenshot({ path: join(artifactsFolder, 'not-consolidated.png'), fullPage: true });
	assert.equal(await page.locator('.law-page .not-consolidated, .not-consolidated').first().innerText(), `Not yet consolidated: ${title}`);
	await page.locator('.law-aside a.carry-out').click();
	await soon(async () => assert.equal(await page.locator('.why textarea').inputValue(), title));
	assert.equal(await page.locator('input[name="act"]:checked').inputValue(), act.documentId);
	assert.equal(await page.locator('.act textarea').count(), 0);
	await assertAccessible(page);
	await press(page, 'read');
	await page.locator('.preview .operation-shown').waitFor();
	assert.deepEqual(await page.locator('.instruction-list li').evaluateAll((items) => items.map(({ dataset }) => dataset.outcome)), ['proposed', 'proposed', 'other_document', 'other_document', 'other_document']);
	await page.screenshot({ path: join(artifactsFolder, 'amend-registered.png'), fullPage: true });
	await press(page, 'propose');
	await page.locator('.proposed a').first().waitFor();
	await to(`documents/${first.documentId}`);
	await soon(async () => assert.deepEqual(await aside.evaluateAll((all) => all.map(({ dataset }) => dataset.stands)), ['proposed']));

	// Of the other somebody knows that its text has it, and says why.
	await to('');
	const outstanding = page.locator('.outstanding-acts li').filter({ hasText: books });
	await soon(async () => assert.match(await outstanding.innerText(), /Not carried out/));
	await assertAccessible(page);
	await outstanding.locator('a').click();
	const row = page.locator('.change-list .amending-acts li[data-stands]');
	await row.locator('summary').click();
	await row.locator('input[name="why"], [name="why"] input').first().fill('Bản hợp nhất năm nay.');
	await press(page, 'included');
	await soon(async () => assert.match(await row.innerText(), /In the text already[^]*Bản hợp nhất năm nay\./));
	await assertAccessible(page);
	await page.screenshot({ path: join(artifactsFolder, 'act-included.png'), fullPage: true });
	await to(`documents/${second.documentId}`);
	await soon(async () => assert.match(await page.locator('.law-aside').innerText(), /Nothing is outstanding/));
	assert.deepEqual(errors.splice(0), []);
});
