// What was published wrongly, in the module: a change that never should have been is taken back from its own page, a publication that cut its text
// wrongly is corrected from its own; both say so from then on.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { approve } from '../../scripts/lib/main-job.mjs';
import { artifactsFolder, soon } from '../support/browser.mjs';
import { assertAccessible } from '../support/looks.mjs';
import { peopleInStudio } from '../support/module.mjs';
import { carry } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { oneArticle } from '../support/texts.mjs';

const prefix = newPrefix('TAKEN');
const RULES = `HỘI BẾN ${prefix}
NỘI QUY

Chương I
BẾN

Điều 1. Bến
Bến ở chân cầu.

Điều 2. Đậu đò
1. Đò đậu cả ngày.
2. Khách trả năm đồng.

Chương II
HIỆU LỰC

Điều 3. Hiệu lực
Từ ngày công bố.
`;

let system;
before(async () => (system = await sharedSystem()));
after(async () => {
	await leave();
	await system?.close();
});
const { as, leave } = peopleInStudio(() => system);
const { idOf, verify } = operationsOn(() => system);
async function picture(page, name) {
	mkdirSync(artifactsFolder, { recursive: true });
	await page.screenshot({ path: `${artifactsFolder}/module-${name}.png`, animations: 'disabled' });
}

test('a change that never should have been is taken back from its own page, and says so from then on', async () => {
	const done = await carry(system, { text: `${oneArticle(`kho ${prefix}`)}Điều 2. Giờ mở\nKho mở từ bảy giờ.\n`, prefix: `${prefix}-W`, title: `Kho ${prefix}` });
	const { page, errors } = await as('executor');
	errors.length = 0;
	await page.goto(`${system.url}/admin/cutter/change-sets/${done.changeSetId}`);
	await page.locator('.to-withdraw summary').click();
	await page.locator('.to-withdraw textarea').fill('Cắt theo mẫu không đúng.');
	await page.locator('.to-withdraw [data-act="preview"] button').click();
	await page.locator('.preview .operation-shown').waitFor();
	assert.equal(await page.locator('.preview [data-unit], .preview .row').count() > 0, true, 'every unit that goes is shown');
	await assertAccessible(page, 'a withdrawal');
	await picture(page, 'withdraw');
	await page.locator('.to-withdraw [data-act="propose"] button').click();
	await page.locator('.proposed-notice a').waitFor();
	const manifestId = (await page.locator('.proposed-notice a').first().getAttribute('href')).split('/').at(-2);
	const { body } = await system.clients.executor.send('GET', `/cutter/manifests/${manifestId}/operation`);
	assert.deepEqual([body.data.operation_kind, body.data.rationale, body.data.results], ['withdraw', 'Cắt theo mẫu không đúng.', []]);

	const { page: reviewing } = await as('reviewer');
	await reviewing.goto(`${system.url}/admin/cutter/manifests/${manifestId}/review`);
	await reviewing.locator('.operation-proposal .kind', { hasText: 'Withdrawal' }).waitFor();
	await assertAccessible(reviewing, 'the review of a withdrawal');
	await picture(reviewing, 'withdraw-review');
	await approve(system.clients.reviewer, manifestId, { rationale: 'Nothing rests on it.' });
	await verify(await system.clients.executor.post(`/cutter/manifests/${manifestId}/cut`));

	await page.reload();
	await page.locator('.withdrawn', { hasText: 'This change was withdrawn' }).waitFor();
	assert.equal(await page.locator('.to-withdraw').count(), 0);
	await picture(page, 'withdrawn');
	await page.locator('.withdrawn a').click();
	await page.locator('a', { hasText: 'See the change it takes back' }).waitFor();
	await page.goto(`${system.url}/admin/cutter/documents/${done.documentId}?tab=changes`);
	await soon(async () => assert.match(await page.locator('.act-list .act', { hasText: 'First publication' }).last().innerText(), /taken back/));
	await picture(page, 'withdrawn-document');
	// Nothing of it stands: it may be marked anew.
	await page.goto(`${system.url}/admin/cutter/documents/${done.documentId}`);
	await page.locator('.mark-form').waitFor();
	assert.equal(await page.locator('.amend').count(), 0);
	assert.deepEqual(errors.splice(0).filter((error) => !/40[49]/.test(error)), []);
});

test('a publication that cut its text wrongly is corrected from its own page: what was right stays, and both say so', async () => {
	const name = `${prefix}-C`;
	const done = await carry(system, { text: RULES, prefix: name, title: `Hội bến ${prefix}` }, 'register');
	const mark = await system.clients.executor.post(`/cutter/documents/${done.documentId}/mark`, { leaf: 'dieu' });
	await system.clients.executor.post('/cutter/sweep', { manifests: [mark.manifest_id] });
	await approve(system.clients.reviewer, mark.manifest_id, { rationale: 'Read beside the gazette.' });
	const first = await system.clients.executor.post(`/cutter/manifests/${mark.manifest_id}/cut`);
	await verify(first);
	const article = await idOf(`${name}/DIEU-2`);

	const { page, errors } = await as('executor');
	errors.length = 0;
	await page.goto(`${system.url}/admin/cutter/change-sets/${first.change_set_id}`);
	await page.locator('.to-correct summary').click();
	await page.locator('.to-correct textarea').fill('Các khoản bị bỏ sót.');
	await page.locator('.to-correct [data-act="preview"] button').click();
	await page.locator('.preview .operation-shown').waitFor();
	assert.equal(await page.locator('.preview .row').count(), 3, 'the article and its two clauses, and nothing that was right');
	assert.match(await page.locator('.preview .law-from').innerText(), /as if it had been right from its first day/);
	await assertAccessible(page, 'a correction');
	await picture(page, 'correct');
	await page.locator('.to-correct [data-act="propose"] button').click();
	await page.locator('.proposed-notice a').waitFor();
	const manifestId = (await page.locator('.proposed-notice a').first().getAttribute('href')).split('/').at(-2);

	const { page: reviewing } = await as('reviewer');
	await reviewing.goto(`${system.url}/admin/cutter/manifests/${manifestId}/review`);
	await reviewing.locator('.operation-proposal .kind', { hasText: 'Correction' }).waitFor();
	await assertAccessible(reviewing, 'the review of a correction');
	await picture(reviewing, 'correct-review');
	await approve(system.clients.reviewer, manifestId, { rationale: 'Read beside the gazette.' });
	await verify(await system.clients.executor.post(`/cutter/manifests/${manifestId}/cut`));
	assert.equal(await idOf(`${name}/DIEU-2`), article, 'the article is the same unit');

	await page.reload();
	await page.locator('.corrected', { hasText: 'This publication was corrected' }).waitFor();
	await picture(page, 'corrected');
	await page.locator('.corrected a').click();
	await page.locator('a', { hasText: 'See the publication it corrects' }).waitFor();
	await page.goto(`${system.url}/admin/cutter/documents/${done.documentId}?tab=units`);
	await soon(async () => assert.ok((await page.locator('.unit-list').innerText()).includes('DIEU-2-KHOAN-2')));
	await page.goto(`${system.url}/admin/cutter/documents/${done.documentId}?tab=changes`);
	await page.locator('.act-list .act', { hasText: 'Correction' }).first().waitFor();
	await picture(page, 'corrected-document');
	assert.deepEqual(errors.splice(0), []);
});
