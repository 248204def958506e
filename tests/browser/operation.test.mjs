// An operation on units as people look at it in the module: what it proposes, side by side; judged by a reviewer, cut and verified; and
// where it is found afterwards.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, inEveryLook } from '../support/looks.mjs';
import { entryRow, peopleInStudio } from '../support/module.mjs';
import { carry } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

const prefix = newPrefix('OPERATION');
const title = `Nội quy ${prefix}`;
const address = (path) => `${prefix}/${path}`;

let system;
let law;
before(async () => {
	system = await sharedSystem();
	law = await carry(system, { text: smallLaw(`phường ${prefix}`), prefix, title });
});
after(async () => {
	await leave();
	await system?.close();
});
const { as, leave } = peopleInStudio(() => system);
const { idOf, propose, cut, verify } = operationsOn(() => system);

/** Proposed and promoted to its review. */
async function proposed(path, body) {
	const done = await propose(path, { rationale: 'Theo luật sửa đổi.', ...body });
	await system.clients.executor.post('/cutter/sweep', { manifests: [done.manifest_id] });
	return done;
}

test('a reviewer sees what is proposed beside what is there, and what old citations will answer, and approves', async () => {
	const renumbered = await proposed(`${await idOf(address('DIEU-3'))}/renumber`, { address: address('DIEU-4'), label: 'Điều 4' });
	const { page, errors } = await as('reviewer');
	await page.goto(`${system.url}/admin/cutter`);
	const row = await entryRow(page, title);
	assert.match(await row.first().innerText(), /Renumber/);
	await row.first().click();
	const proposal = page.locator('.operation-proposal');
	await proposal.locator('[data-side="after"] article').waitFor();
	assert.match(await proposal.innerText(), /Theo luật sửa đổi\./);
	assert.match(await proposal.locator('[data-side="before"]').innerText(), new RegExp(`${address('DIEU-3')}\\s+Điều 3\\. Hiệu lực`));
	assert.match(await proposal.locator('[data-side="after"]').innerText(), new RegExp(address('DIEU-4')));
	assert.equal(await proposal.locator(`[data-citation="${address('DIEU-3')}"]`).innerText(), `${address('DIEU-3')} leads to ${address('DIEU-4')}`);
	await assertAccessible(page, 'an operation');
	await page.locator('.decision-form textarea').fill('Read beside the amending law.');
	await page.locator('[data-verdict="PASS"] button').click();
	await page.locator('.state-chip', { hasText: 'Approved' }).first().waitFor();
	assert.deepEqual(errors.splice(0), []);

	const done = await cut(renumbered);
	assert.equal((await verify(done)).verdict, 'pass');
	await page.goto(`${system.url}/admin/cutter/manifests/${renumbered.manifest_id}/review`);
	await page.getByText('What was carried out').waitFor();
	await proposal.locator('[data-side="after"] article').waitFor();
	assert.equal(await proposal.locator('[data-side="before"]').count(), 0, 'what stood before is read as of then');
	// The document tells of it, and stands where it stands.
	await page.goto(`${system.url}/admin/cutter/documents/${law.documentId}?tab=changes`);
	await page.locator('.change-list .act', { hasText: 'Renumber' }).waitFor();
	assert.equal(await page.locator('.change-list .act').count(), 2);
	assert.deepEqual(errors.splice(0), []);
});

test('a new text, as everyone sees it', async () => {
	const clause = await idOf(address('DIEU-2-KHOAN-1'));
	const done = await proposed(`${clause}/substitute`, { body: 'Thành viên được mượn dụng cụ trong giờ mở cửa, và cả ngày thứ bảy.\n' });
	await inEveryLook(system, await as('reviewer'), {
		name: 'operation',
		person: 'reviewer',
		path: `/cutter/manifests/${done.manifest_id}/review`,
		ready: async (page) => {
			await page.locator('.operation-proposal [data-side="after"] article', { hasText: 'thứ bảy' }).waitFor();
			await page.locator('[data-finding="digest_match"] .note').waitFor();
		},
	});
});

test('an operation has no text of its own to mark, and says so', async () => {
	const done = await proposed(`${await idOf(address('DIEU-1'))}/enact`, {});
	const { page } = await as('reviewer');
	await page.goto(`${system.url}/admin/cutter/manifests/${done.manifest_id}`);
	await page.getByText('it has no text of its own to mark').waitFor();
});
