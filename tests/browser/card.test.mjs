// What a text says of itself, in Chromium: read where it is chosen for registration, shown with its lines and doubts, and proposed for
// what nobody typed.

import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { artifactsFolder } from '../support/browser.mjs';
import { assertAccessible } from '../support/looks.mjs';
import { peopleInStudio } from '../support/module.mjs';
import { sharedSystem } from '../support/system.mjs';

/** With it the picture in the documentation is taken anew. */
const updating = process.env.UPDATE_SCREENSHOTS === '1';

let system;
before(async () => {
	system = await sharedSystem();
});
after(async () => {
	await leave();
	await system?.close();
});
const { as, leave } = peopleInStudio(() => system);

const number = 1000 + (Date.now() % 1_000_000);
const DECREE = `CÔNG BÁO/Số 12 + 13/Ngày 05-01-2031
2

CHÍNH PHỦ

Số: ${number}/2030/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Hà Nội, ngày 9 tháng 12 năm 2030

NGHỊ ĐỊNH
Sửa đổi, bổ sung một số điều của Nghị định số 1/2029/NĐ-CP
về bến nước

Căn cứ Luật Sông hồ số 9/2027/QH15;

Điều 1. Phạm vi
Nghị định này quy định về bến nước.
Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành từ ngày 15 tháng 02 năm 2031, trừ khoản 2 Điều này.
2. Nghị định số 8/2020/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực.

TM. CHÍNH PHỦ
THỦ TƯỚNG

Nguyễn Văn Sông
`;
const file = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
const field = (page, name) => page.locator(`input[name="${name}"], [name="${name}"] input`).first();
const settled = (page, name, value) => page.waitForFunction(([what, wanted]) => document.querySelector(`input[name="${what}"], [name="${what}"] input`)?.value === wanted, [name, value]);

test('what a chosen text says of itself is shown with its lines, and proposes title and prefix', async () => {
	const { page, errors } = await as('executor');
	await page.goto(`${system.url}/admin/cutter/documents/new`);
	await page.locator('input[type="file"]').setInputFiles(file('scan-17.txt', DECREE));
	const card = page.locator('.card-list');
	await card.waitFor();
	const fact = async (name) => (await card.locator('div', { has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) }).locator('dd').innerText()).replace(/\s+/g, ' ');
	assert.match(await fact('Number'), new RegExp(`^${number}/2030/NĐ-CP .*Số: ${number}/2030/NĐ-CP.* Line 6$`));
	assert.match(await fact('In force from'), /^2031-02-15 .*Some parts have another day\..*Line 21$/);
	assert.match(await fact('Amends'), /^1\/2029\/NĐ-CP /);
	assert.match(await fact('Repeals'), /^8\/2020\/NĐ-CP /);
	await settled(page, 'prefix', `ND-${number}-2030`);
	assert.match(await field(page, 'title').inputValue(), new RegExp(`^Nghị định ${number}/2030/NĐ-CP sửa đổi, bổ sung`));
	await page.screenshot({ path: `${artifactsFolder}/card-register.png`, fullPage: true });
	await assertAccessible(page, 'card');

	// Two days were misread, let us say; one is put right again.
	const correct = async (member, value) => {
		const row = card.locator(`[data-member="${member}"]`);
		await row.locator('.correct').click();
		await row.locator('input').fill(value);
		await row.locator('.correct').click();
	};
	await correct('in_force_from', '2031-02-16');
	await correct('adopted_on', '2030-12-08');
	await correct('adopted_on', '2030-12-09');
	assert.match(await fact('In force from'), /^2031-02-16 .*Corrected; the text says: 2031-02-15/);
	assert.doesNotMatch(await fact('Adopted on'), /Corrected/);
	assert.equal(await card.locator('[data-member="kind"] .correct').count(), 0, 'days and numbers alone');
	await assertAccessible(page, 'card, corrected');

	await page.locator('[data-act="register"] button').first().click();
	await page.waitForURL(/\/cutter\/documents\/[0-9a-f-]{36}$/);
	const { documents } = await system.clients.executor.get(`/cutter/documents?search=ND-${number}-2030`);
	assert.deepEqual(documents.map(({ doc_code, prefix }) => [doc_code, prefix]), [[`ND-${number}-2030`, `ND-${number}-2030`]]);
	const { manifest_id: manifestId } = await system.clients.executor.post(`/cutter/documents/${documents[0].id}/mark`);
	await page.goto(`${system.url}/admin/cutter/manifests/${manifestId}/review`);
	await page.locator('.card-list').waitFor();
	assert.match(await fact('In force from'), /^2031-02-16 Corrected; the text says: 2031-02-15 .*Line 21$/);
	assert.doesNotMatch(await fact('Number'), /Correct/);
	await page.getByText(/^Days and numbers were confirmed by .+, /).waitFor();
	await card.scrollIntoViewIfNeeded();
	await page.screenshot({ path: `${artifactsFolder}/card-review.png` });
	if (updating) copyFileSync(`${artifactsFolder}/card-review.png`, inProject('docs/images/module-card.png'));
	await assertAccessible(page, 'review with a card');
	assert.deepEqual(errors.splice(0), []);
});

test('nothing is proposed over what somebody typed, and a text that says nothing says so', async () => {
	const { page, errors } = await as('executor');
	await page.goto(`${system.url}/admin/cutter/documents/new`);
	await field(page, 'prefix').fill('MINE');
	await page.locator('input[type="file"]').setInputFiles(file('scan-18.txt', DECREE));
	await page.locator('.card-list').waitFor();
	await settled(page, 'prefix', 'MINE');
	await page.locator('input[type="file"]').setInputFiles(file('rules.txt', '# House rules\n\nLeave shoes outside.\n'));
	await page.getByText('The text says no number, title or day of itself').waitFor();
	assert.equal(await page.locator('.card-list').count(), 0);
	// The title of the text before is not that of this one.
	await settled(page, 'title', 'rules');
	assert.deepEqual(errors.splice(0), []);
});
