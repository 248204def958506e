// The operations in the flow editor of the Studio: their tiles, their options, in two languages.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { logIn, openBrowser, saveButton } from '../support/browser.mjs';
import { operation, WEBHOOK, withFlow } from '../support/flows.mjs';
import { sharedSystem } from '../support/system.mjs';

const TEMPLATE = '{{ $trigger.body.address }}';

let system;
let browser;
before(async () => {
	system = await sharedSystem();
});
after(async () => {
	await browser?.close();
	await system?.close();
});

/** A webhook that validates, then resolves. */
const withBoth = (work) => {
	const resolve = operation('resolver', 'cutter-resolve', { address: TEMPLATE, as_of: '2030-01-01', follow: 'none' });
	return withFlow(system, { ...WEBHOOK, operation: operation('validator', 'cutter-validate-address', { address: TEMPLATE }, { resolve }) }, work);
};

/** The administrator's browser, the same in every test, with nothing in `errors`. */
async function openAsAdmin(path) {
	if (!browser) {
		browser = await openBrowser({ width: 1680, height: 960 });
		await logIn(browser.page, system.url, system.users.admin);
	}
	browser.errors.length = 0;
	await browser.page.goto(`${system.url}${path}`);
	return browser;
}

const ownErrors = ({ errors }) => errors.filter((error) => !error.startsWith('Failed to load resource'));
const shown = (page, text) => page.getByText(text, { exact: true }).first().waitFor();

async function operationId(flow, key) {
	const filter = encodeURIComponent(JSON.stringify({ flow: { _eq: flow }, key: { _eq: key } }));
	const [{ id }] = await system.clients.admin.get(`/operations?filter=${filter}`);
	return id;
}

test('the tiles of a flow say what is validated and what is resolved', () =>
	withBoth(async ({ id }) => {
		const browser = await openAsAdmin(`/admin/settings/flows/${id}`);
		const { page } = browser;
		for (const text of ['Validate address', 'Address to validate', 'If an address is wrong', 'Fail, with code and place']) await shown(page, text);
		for (const text of ['Resolve address', 'Citation to resolve', 'As of', '2030-01-01', 'Retired units', 'Stop at the first unit']) await shown(page, text);
		assert.equal(await page.getByText(TEMPLATE, { exact: true }).count(), 2, 'each tile shows its template');
		await browser.screenshot('flow-in-studio');
		assert.deepEqual(ownErrors(browser), []);
	}));

/** A flow run by hand that does every step; in a life there would be people between. */
const withPipeline = (work) => {
	const KEYS = '{{ $trigger.body.keys }}';
	const verify = operation('verifier', 'cutter-verify', { change_set: KEYS });
	const cut = operation('cutter', 'cutter-cut', { manifest: KEYS, target: 'sandbox', dry_run: true }, { resolve: verify });
	const sweep = operation('sweeper', 'cutter-sweep', { batch_size: 250 }, { resolve: cut });
	const mark = operation('marker', 'cutter-mark', { document: KEYS, scope: 'enacted_only' }, { resolve: sweep });
	return withFlow(system, { trigger: 'manual', options: { collections: ['cutter_source_document'] }, operation: mark }, work);
};

const TILES = {
	en: ['Mark document', 'Source document to mark', 'As registered', 'Every level', 'Only what is enacted', 'Send to review', '250', 'Cut', 'The sandbox, as a rehearsal', 'Yes', 'Verify', 'Change set or source document to verify'],
	vi: ['Văn bản nguồn cần đánh dấu', 'Như đã đăng ký', 'Chỉ phần đã ban hành', 'Nhiều nhất', 'Bản kê hoặc văn bản nguồn cần cắt', 'Vùng thử, như một lần diễn tập', 'Bộ thay đổi hoặc văn bản nguồn cần kiểm chứng'],
};

test('the tiles of the pipeline say what each step does it with', () =>
	withPipeline(async ({ id }) => {
		const browser = await openAsAdmin(`/admin/settings/flows/${id}`);
		for (const text of TILES.en) await shown(browser.page, text);
		await browser.screenshot('flow-of-pipeline-in-studio');
		const { page } = browser;
		for (const [key, texts] of [
			['marker', ['Proposes how registered documents are cut; writes no unit', 'Grammar profile', 'Smallest level', 'Units to mark']],
			['sweeper', ['Entries of one run, 1 to 1000']],
			['cutter', ['Write to', 'Dry run', 'Does everything, reports, and takes it back']],
			['verifier', ['One id, a list, or a template; of a document its cut that waits is verified']],
		]) {
			await page.goto(`${system.url}/admin/settings/flows/${id}/${await operationId(id, key)}`);
			for (const text of texts) await shown(page, text);
		}
		assert.deepEqual(ownErrors(browser), []);
	}));

test('the options are edited and saved in the form of the operation', () =>
	withBoth(async ({ id }) => {
		const validator = await operationId(id, 'validator');
		const browser = await openAsAdmin(`/admin/settings/flows/${id}/${validator}`);
		const { page } = browser;
		await shown(page, 'Goes on only with canonical addresses that are well formed');
		await shown(page, 'One text, a list, or a template that gives either');
		const field = page.locator('[data-field="address"] input');
		assert.equal(await field.inputValue(), TEMPLATE);
		await field.fill('{{ $trigger.body.addresses }}');
		await page.locator('[data-field="if_wrong"]').getByText('Answer what is wrong and go on').click();
		await browser.screenshot('flow-operation-in-studio');
		await saveButton(page.locator('.v-drawer')).click();
		await shown(page, 'Answer what is wrong and go on');
		const saved = page.waitForResponse((response) => response.request().method() === 'PATCH' && response.url().includes('/flows/'));
		await saveButton(page.locator('header')).click();
		assert.equal((await saved).status(), 200);
		const { options } = await system.clients.admin.get(`/operations/${validator}`);
		assert.deepEqual(options, { address: '{{ $trigger.body.addresses }}', if_wrong: 'answer' });
		assert.deepEqual(ownErrors(browser), []);
	}));

test('an administrator whose language is Vietnamese reads them in Vietnamese', async () => {
	const user = `/users/${system.users.admin.id ?? (await system.clients.admin.get('/users/me')).id}`;
	await system.clients.admin.patch(user, { language: 'vi-VN' });
	try {
		await withBoth(async ({ id }) => {
			const browser = await openAsAdmin(`/admin/settings/flows/${id}`);
			for (const text of ['Địa chỉ cần kiểm tra', 'Từ chối, kèm mã lỗi và vị trí', 'Trích dẫn cần tra cứu', 'Dừng ở đơn vị đầu tiên']) await shown(browser.page, text);
			assert.equal(await browser.page.getByText('$t:').count(), 0);
			await browser.screenshot('flow-in-studio-vi');
			await browser.page.goto(`${system.url}/admin/settings/flows/${id}/${await operationId(id, 'resolver')}`);
			for (const text of ['Một chuỗi, một danh sách, hoặc mẫu cho ra một trong hai', 'RFC 3339 hoặc một ngày, tức 00:00 UTC', 'Đơn vị hết hiệu lực']) await shown(browser.page, text);
			assert.equal(await browser.page.getByText('$t:').count(), 0);
			assert.deepEqual(ownErrors(browser), []);
		});
		await withPipeline(async ({ id }) => {
			const browser = await openAsAdmin(`/admin/settings/flows/${id}`);
			for (const text of TILES.vi) await shown(browser.page, text);
			assert.equal(await browser.page.getByText('$t:').count(), 0);
		});
	} finally {
		await system.clients.admin.patch(user, { language: null });
	}
});
