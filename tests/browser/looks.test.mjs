// Each step of a document's way as the person sees whose step it is: in light and dark, English and Vietnamese, with pictures.

import { after, before, test } from 'node:test';
import { approve } from '../../scripts/lib/main-job.mjs';
import { inEveryLook } from '../support/looks.mjs';
import { entryRow, peopleInStudio } from '../support/module.mjs';
import { carry } from '../support/pipeline.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

const prefix = newPrefix('LOOKS');
const title = `Nội quy của hiệp hội ${prefix}`;
/** One article is left out: an anomaly to look at. */
const text = smallLaw(`hội ${prefix}`).replace('Điều 3.', 'Điều 5.');

let system;
let law;
before(async () => {
	system = await sharedSystem();
	law = await carry(system, { text, prefix, title }, 'register');
});
after(async () => {
	await leave();
	await system?.close();
});

const { as, leave } = peopleInStudio(() => system);
const looks = async (name, person, path, ready, within) => inEveryLook(system, await as(person), { name, person, path, ready, within });
const goOn = async (until) => Object.assign(law, await carryOn(until));

/** The next step of the law, over HTTP. */
async function carryOn(step) {
	const { clients } = system;
	if (step === 'mark') {
		const { entry_id: entryId, manifest_id: manifestId } = await clients.executor.post(`/cutter/documents/${law.documentId}/mark`);
		return { entryId, manifestId };
	}
	if (step === 'sweep') return { sweep: await clients.executor.post('/cutter/sweep', { manifests: [law.manifestId] }) };
	if (step === 'review') return { review: await approve(clients.reviewer, law.manifestId, { rationale: 'Đã đọc cạnh văn bản nguồn.' }) };
	if (step === 'cut') return { changeSetId: (await clients.executor.post(`/cutter/manifests/${law.manifestId}/cut`)).change_set_id };
	return { verify: await clients.verifier.post(`/cutter/change-sets/${law.changeSetId}/verify`) };
}

test('registering', () =>
	looks('register', 'executor', '/cutter/documents/new', async (page) => {
		await page.locator('.choose, input[type="file"]').first().waitFor({ state: 'attached' });
	}));

test('a document that was never marked', () =>
	looks('document', 'executor', `/cutter/documents/${law.documentId}`, async (page) => {
		await page.locator('[data-act="mark"] button').waitFor();
	}));

test('a text that is tried, with an anomaly', () =>
	looks('try', 'executor', '/cutter/try', async (page) => {
		await page.locator('.inputs textarea').first().fill(text);
		await page.locator('.anomaly-list li button').first().click();
		await page.locator('.source-pane .row.pointed').waitFor();
	}));

test('a text that no profile recognises', () =>
	looks('try-refused', 'executor', '/cutter/try', async (page) => {
		await page.locator('.inputs textarea').first().fill('abc\n');
		await page.locator('.notices .refusal-told').waitFor();
	}));

test('the Mark studio with an anomaly open', async () => {
	await goOn('mark');
	await looks('studio', 'executor', `/cutter/manifests/${law.manifestId}`, async (page) => {
		await page.locator('.anomaly-list li button').first().click();
		await page.locator('.source-pane .row.pointed').waitFor();
	});
});

test('the overview and the review of a reviewer', async () => {
	await goOn('sweep');
	await looks('overview', 'reviewer', '/cutter', async (page) => {
		await entryRow(page, title);
		await page.locator('.v-notice').first().waitFor();
	});
	await looks('review', 'reviewer', `/cutter/manifests/${law.manifestId}/review`, async (page) => {
		await page.locator('[data-finding="digest_match"] .note').waitFor();
		await page.locator('.decision-form textarea').waitFor();
	});
});

test('the review as the executor sees it, and after the approval', async () => {
	await looks('review-executor', 'executor', `/cutter/manifests/${law.manifestId}/review`, async (page) => {
		await page.locator('[data-finding="digest_match"] .note').waitFor();
		await page.locator('[data-act="verify"] .reasons').waitFor();
	});
	await goOn('review');
	await looks('approved', 'executor', `/cutter/manifests/${law.manifestId}/review`, async (page) => {
		await page.locator('[data-finding="digest_match"] .note').waitFor();
		await page.locator('[data-act="dry-run"] button').click();
		await page.locator('.gate-list li').first().waitFor();
	});
});

test('a change set that was cut, and the same when it was verified', async () => {
	await goOn('cut');
	const ready = (count) => async (page) => {
		await page.locator('.for-audit summary').click();
		await page.locator('.signatures li').nth(count - 1).waitFor();
	};
	await looks('change-set-cut', 'executor', `/cutter/change-sets/${law.changeSetId}`, ready(1));
	await goOn('verify');
	await looks('change-set-verified', 'verifier', `/cutter/change-sets/${law.changeSetId}`, ready(2));
});

test('a citation resolved: trail, windows and history of the unit', async () => {
	const { units } = await system.clients.executor.get(`/cutter/manifests/${law.manifestId}/units?limit=1000`);
	const citation = `Điều đã trích của ${prefix}`;
	await system.clients.executor.post('/cutter/aliases', { alias_text: citation, target: units[1].address, kind: 'external_reference', valid_from: '2021-03-01', rationale: 'Sổ tay trích như vậy.' });
	await looks('addresses', 'verifier', '/cutter/addresses', async (page) => {
		await page.locator('label.citation input').fill(citation);
		await page.locator('label.citation input').press('Enter');
		await page.locator('[data-outcome="alias"]').waitFor();
		await page.locator(`.unit-history a[href$="${law.changeSetId}"]`).waitFor();
	});
});

test('a text that is no address', () =>
	looks('address-refused', 'verifier', '/cutter/addresses', async (page) => {
		await page.locator('label.citation input').fill('GDPR//ART-6');
		await page.locator('label.citation input').press('Enter');
		await page.locator('[data-outcome="malformed"] + p .told-sentence').waitFor();
	}));

test('the documents', () =>
	looks('documents', 'verifier', '/cutter/documents', async (page) => {
		await page.locator('input[type="search"]').fill(prefix);
		await page.locator(`[data-document="${law.documentId}"] .state-chip`).waitFor();
		await page.waitForFunction(() => document.querySelectorAll('[data-document]').length === 1);
	}));

test('two days of a document beside each other', () =>
	looks('compare', 'verifier', `/cutter/documents/${law.documentId}?tab=compare&from=2020-01-01`, async (page) => {
		await page.locator('.day-difference ins').first().waitFor();
	}));

test('change control', () =>
	looks('change-control', 'executor', '/cutter/change-control', async (page) => {
		for (const name of ['packages', 'runs', 'backups']) await page.locator(`[data-section="${name}"]`).waitFor();
	}));

test('the units in the content module, and the form of one', async () => {
	const address = `${prefix}/DIEU-1`;
	const { units } = await system.clients.executor.get(`/cutter/resolve?address=${encodeURIComponent(address)}`);
	const list = async (page) => {
		await page.locator('.canonical-address-display').first().waitFor();
	};
	await looks('units', 'verifier', '/content/tac_logical_unit', list, '.canonical-address-display');
	const form = async (page) => {
		await page.locator('.canonical-address .address-parts').waitFor();
	};
	await looks('unit', 'verifier', `/content/tac_logical_unit/${units[0].id}`, form, '.canonical-address');
});

test('the panel of Insights', async () => {
	const { admin } = system.clients;
	const dashboard = await admin.post('/dashboards', { name: `Cutter ${prefix}` });
	try {
		await admin.post('/panels', { dashboard: dashboard.id, name: 'Cutter', type: 'cutter-backlog', show_header: true, position_x: 1, position_y: 1, width: 24, height: 12, options: { days: 7 } });
		const ready = async (page) => {
			await page.locator('.cutter-backlog .column').nth(6).waitFor();
		};
		await looks('panel', 'admin', `/insights/${dashboard.id}`, ready, '.cutter-backlog');
	} finally {
		await admin.delete(`/dashboards/${dashboard.id}`);
	}
});
