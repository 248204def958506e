// The review asks first: what is odd about the text by its weight, a field for each grave anomaly, and no approval before all are answered.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { artifactsFolder } from '../support/browser.mjs';
import { eventually } from '../support/hold.mjs';
import { assertAccessible } from '../support/looks.mjs';
import { peopleInStudio } from '../support/module.mjs';
import { carry } from '../support/pipeline.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

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
const open = async (person, path) => {
	const { page } = await as(person);
	await page.goto(`${system.url}/admin/cutter${path}`);
	return page;
};
async function picture(page, name, keep = false) {
	await page.mouse.move(0, 0);
	mkdirSync(artifactsFolder, { recursive: true });
	await page.locator('.anomaly-questions').evaluate((list) => list.scrollIntoView({ block: 'center' }));
	const path = `${artifactsFolder}/review-asks-${name}.png`;
	await page.screenshot({ path, animations: 'disabled' });
	if (updating && keep) copyFileSync(path, inProject('docs/images/module-review-asks.png'));
}
const verdict = (page, name) => page.locator(`[data-verdict="${name}"]`);
const isOpen = (page, name) => verdict(page, name).locator('button').isEnabled();
const questions = (page) => page.locator('.anomaly-questions .question');

/** Articles 3 and 4 are left out, Article 6 has no text, and the second clause of Article 2 is not there. */
const odd = (word) => `${smallLaw(word).replace('Điều 3.', 'Điều 5.').replace('2. Người không', '3. Người không')}\nĐiều 6. Tổ chức thực hiện\n`;

let law;
test('nothing is approved before each grave anomaly has its reason, which people see afterwards', async () => {
	law = await carry(system, { text: odd(`bến ${newPrefix('ASKS')}`), title: 'Nội quy bến thuyền' }, 'sweep');
	const page = await open('reviewer', `/manifests/${law.manifestId}/review`);
	await questions(page).nth(1).waitFor();
	assert.deepEqual(await page.locator('.page-section h2').allInnerTexts().then((all) => all.slice(0, 3)), ['Anomalies', 'Ten findings', 'Your decision'], 'what the text asks comes first');
	assert.deepEqual(await page.locator('.anomaly-questions h3').evaluateAll((all) => all.map(({ dataset }) => dataset.weight)), ['grave', 'notable']);
	assert.match(await questions(page).first().innerText(), /Line 21[^]*leaves out numbers[^]*Điều 5\. Hiệu lực[^]*Why the law is right here, line 21/);

	await page.locator('.decision-form textarea').fill('Read beside the gazette.');
	assert.deepEqual([await isOpen(page, 'PASS'), await isOpen(page, 'FAIL'), await isOpen(page, 'NEEDS_HUMAN')], [false, true, true]);
	assert.match(await verdict(page, 'PASS').innerText(), /Grave anomalies without a reason: 2\. Answer each of them above\./);
	await assertAccessible(page, 'review with questions');
	await picture(page, 'open');

	// By the keyboard alone: from the list to its first question, its place, its field, and the next that is open.
	await page.locator('.anomaly-questions .box').focus();
	await page.keyboard.press('Tab');
	assert.equal(await page.evaluate(() => document.activeElement.innerText), 'Line 21');
	await page.keyboard.press('Tab');
	await page.keyboard.type('Repealed by the law of 2020.');
	await page.locator('.progress', { hasText: '1 of 2 answered' }).waitFor();
	await page.getByRole('button', { name: 'Next open question' }).press('Enter');
	await page.waitForFunction(() => document.activeElement?.closest('.question')?.innerText.includes('Điều 6'));
	assert.equal(await isOpen(page, 'PASS'), false);

	// The place is looked at, and what was typed is still there.
	await questions(page).first().getByRole('link', { name: 'Line 21' }).click();
	await page.locator('.source-pane .row.pointed', { hasText: 'Điều 5. Hiệu lực' }).waitFor();
	assert.deepEqual(await page.locator('.anomaly-list li').evaluateAll((all) => all.map(({ dataset }) => dataset.weight)), ['grave', 'grave', 'notable'], 'the gravest first');
	assert.match((await page.locator('.anomaly-list header').innerText()).replace(/\s+/g, ' '), /^Anomalies: 3 Grave: 2 Notable: 1 Next anomaly$/);
	await page.goBack();
	await page.locator('.progress', { hasText: '1 of 2 answered' }).waitFor();
	await questions(page).nth(1).locator('textarea').fill('  It names a table of the annex.  ');
	await page.locator('[data-kind="gap"] input').first().fill('As printed.');
	await page.locator('.decision-form textarea').fill('Read beside the gazette.');
	await page.locator('.progress', { hasText: '2 of 2 answered' }).waitFor();
	await picture(page, 'answered', true);
	await verdict(page, 'PASS').locator('button').click();
	await page.locator('.state-chip', { hasText: 'Approved' }).first().waitFor();

	const { reviews } = await system.clients.reviewer.get(`/cutter/manifests/${law.manifestId}/standing`);
	assert.deepEqual(reviews[0].answers.map(({ reason }) => reason), ['Repealed by the law of 2020.', 'It names a table of the annex.', 'As printed.']);
	await questions(page).first().locator('blockquote', { hasText: 'Repealed by the law of 2020.' }).waitFor();
	assert.equal(await page.locator('.anomaly-questions textarea').count(), 0, 'what is decided is not typed again');
	await page.getByText('answers to anomalies: 3').waitFor();
	await assertAccessible(page, 'review, decided');
	assert.equal(await page.evaluate((place) => sessionStorage.getItem(place), `cutter.answers.${law.manifestId}`), null);
	assert.deepEqual((await as('reviewer')).errors.splice(0), []);
});

test('whoever may not review reads the questions, and has nothing to fill in', async () => {
	const waiting = await carry(system, { text: odd(`cầu ${newPrefix('ASKS')}`) }, 'sweep');
	const page = await open('executor', `/manifests/${waiting.manifestId}/review`);
	await questions(page).nth(1).waitFor();
	assert.equal(await page.locator('.anomaly-questions textarea, .anomaly-questions input').count(), 0);
	await assertAccessible(page, 'questions, as the executor');
	assert.deepEqual((await as('executor')).errors.splice(0), []);
});

test('while it is not known what the text asks nobody approves, and it can be asked again', async () => {
	const waiting = await carry(system, { text: odd(`phà ${newPrefix('ASKS')}`) }, 'sweep');
	const { page, errors } = await as('reviewer');
	await page.route('**/cutter/manifests/*/anomalies', (route) => route.abort('connectionreset'));
	await open('reviewer', `/manifests/${waiting.manifestId}/review`);
	await page.locator('.failure').waitFor();
	await page.locator('.decision-form textarea').fill('Read beside the gazette.');
	assert.deepEqual([await isOpen(page, 'PASS'), await isOpen(page, 'FAIL')], [false, true]);
	assert.match(await verdict(page, 'PASS').innerText(), /still being read/);
	await page.unroute('**/cutter/manifests/*/anomalies');
	await page.locator('.failure .again').click();
	await questions(page).nth(1).waitFor();
	assert.match(await verdict(page, 'PASS').innerText(), /without a reason: 2/);
	// The browser itself reports the connection that was cut; that is what was tested.
	assert.deepEqual(errors.splice(0).filter((error) => !/net::ERR_/.test(error)), []);
});

test('ten thousand questions: those in view are drawn, and each is reached', async () => {
	const text = Array.from({ length: 10_010 }, (_, index) => `Điều ${(index + 1) * 2}. Bến ${index}\nNơi đỗ số ${index}.\n`).join('');
	const many = await carry(system, { text: `HỘI ${newPrefix('MANY')}\n${text}`, profile: 'vn-law' }, 'sweep');
	const page = await open('reviewer', `/manifests/${many.manifestId}/review`);
	await page.locator('.progress', { hasText: '0 of 10,001 answered' }).waitFor();
	const drawn = await page.locator('.anomaly-questions .row').count();
	assert.ok(drawn > 2 && drawn < 40, `${drawn} rows are drawn`);
	const box = page.locator('.anomaly-questions .box');
	await box.focus();
	const last = questions(page).filter({ hasText: '10 more anomalies were found' });
	// Rows are as high as what stands in them, which is known once they were drawn: the end may move on.
	await eventually('the end of the list', async () => {
		await page.keyboard.press('End');
		return (await last.count()) > 0;
	});
	await picture(page, 'many');
	await last.locator('textarea').fill('Counted in the source.');
	await page.locator('.progress', { hasText: '1 of 10,001 answered' }).waitFor();
	await page.getByRole('button', { name: 'Next open question' }).click();
	await page.waitForFunction(() => document.activeElement?.closest('.row')?.dataset.index === '1');
	assert.match(await verdict(page, 'PASS').innerText(), /Grave anomalies without a reason: 10,000\./);
	await assertAccessible(page, 'ten thousand questions');
	assert.deepEqual((await as('reviewer')).errors.splice(0), []);
});
