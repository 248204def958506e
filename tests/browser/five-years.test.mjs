// Five years of one regulation (docs/five-years.md): three people carry it out over HTTP, a reviewer looks at one step of it in the module, and
// whoever cites an old address afterwards sees where it leads. The table of the guide is what the addresses answered here.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { artifactsFolder } from '../support/browser.mjs';
import { assertAsTold, harbour, tellFiveYears } from '../support/five-years.mjs';
import { assertAccessible } from '../support/looks.mjs';
import { peopleInStudio } from '../support/module.mjs';
import { carry } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';

/** With it the pictures and the table of the guide are written anew: run this file by itself. */
const updating = process.env.UPDATE_SCREENSHOTS === '1';
const GUIDE = inProject('docs/five-years.md');
const prefix = updating ? 'HARBOUR' : newPrefix('HARBOUR');
/** When the guide says that it happened; here the years are seconds. */
const YEARS = { cut: '2021', enact: '2021, in force', renumber: '2022', insert: '2022, new 6a', split: '2023', 'split again': '2024', join: '2025', retire: '2026' };
const words = harbour(updating ? 'Lindwick' : `Lindwick ${prefix}`);

let system;
before(async () => {
	system = await sharedSystem();
});
after(async () => {
	await leave();
	await system?.close();
});
const { as, leave } = peopleInStudio(() => system);
const operations = operationsOn(() => system);

async function picture(page, name) {
	await page.mouse.move(0, 0);
	mkdirSync(artifactsFolder, { recursive: true });
	const path = `${artifactsFolder}/five-years-${name}.png`;
	await page.screenshot({ path, animations: 'disabled' });
	if (updating) copyFileSync(path, inProject(`docs/images/five-years-${name}.png`));
}

/** Looked at by somebody: accessible, without an error in the console, and kept as a picture. */
async function look({ page, errors }, name) {
	await assertAccessible(page, name);
	await picture(page, name);
	assert.deepEqual(errors.splice(0), [], name);
}

/** The split as its reviewer sees it: the text before beside the parts, and what will become of who cites article 7. */
async function atReview(step, { manifest_id: manifest }) {
	if (step !== 'split') return;
	const reviewer = await as('reviewer');
	const { page } = reviewer;
	await page.goto(`${system.url}/admin/cutter/manifests/${manifest}/review`);
	const proposal = page.locator('.operation-proposal');
	await proposal.locator('[data-side="after"] article').nth(2).waitFor();
	const address = (path) => `${prefix}/${path}`;
	assert.match(await proposal.locator('[data-side="before"]').innerText(), /reports on arrival[^]*within a day and keeps[^]*as it was found/);
	assert.equal(
		await proposal.locator(`[data-citation="${address('ART-7')}"]`).innerText(),
		`${address('ART-7')} leads to several ${['P1', 'P2', 'P3'].map((part) => address(`ART-7-${part}`)).join(', ')}`,
	);
	await page.locator('[data-finding="digest_match"] .note').waitFor();
	await look(reviewer, 'split');
}

let law;
let told;
test('five years, carried out by three people: at eight dates every address answers, and the document reads as it stood', async () => {
	law = await carry(system, { ...words, prefix, title: 'Regulation of the town of Lindwick on its harbour' });
	assert.equal(law.verify.verdict, 'pass');
	told = await tellFiveYears(operations, law, words, atReview);
	assert.equal(told.dates.length, 8);
	await assertAsTold(system, operations, law, told);
});

test('the table of the guide says what the addresses answered', () => {
	const [head, line] = [['cited', ...told.dates.map(({ step }) => YEARS[step])], Array(told.dates.length + 1).fill('---')];
	const shown = (path, answer) => {
		if (!answer) return '';
		const [outcome, ...leads] = answer;
		if (outcome === 'gone') return 'ended';
		return leads[0] === path ? 'itself' : leads.map((lead) => `\`${lead.replace(/^ART-/, '')}\``).join(' ');
	};
	const paths = Object.keys(told.dates.at(-1).expected);
	// Those that nothing ever happened to are one row.
	const still = paths.filter((path) => told.dates.every(({ expected }) => shown(path, expected[path]) === 'itself'));
	assert.deepEqual(still, ['CHAPTER-1', ...[1, 2, 3, 4, 5, 6].map((number) => `ART-${number}`)]);
	const rows = [['the chapter, articles 1 to 6', ...told.dates.map(() => 'itself')]];
	for (const path of paths.filter((each) => !still.includes(each)).sort()) rows.push([`\`${path}\``, ...told.dates.map(({ expected }) => shown(path, expected[path]))]);
	const table = [head, line, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
	const guide = readFileSync(GUIDE, 'utf8');
	const place = /(<!-- what the addresses answer -->\n)[^]*?(\n<!-- end -->)/;
	const written = guide.replace(place, `$1${table}$2`);
	if (updating) writeFileSync(GUIDE, written);
	assert.match(guide, place);
	if (!updating) assert.equal(guide, written, 'UPDATE_SCREENSHOTS=1 writes the table anew');
});

/** Asks the page "Addresses" where a citation leads. */
async function cite(path, time) {
	const observer = await as('verifier');
	const { page } = observer;
	await page.goto(`${system.url}/admin/cutter/addresses`);
	await page.locator('label.citation input').fill(told.address(path));
	if (time) await page.locator('form.ask input[name="as_of"]').fill(time);
	await page.getByRole('button', { name: 'Resolve' }).click();
	await page.locator('.outcome[data-outcome]').waitFor();
	return observer;
}
const outcomeOf = ({ page }) => page.locator('.outcome[data-outcome]').getAttribute('data-outcome');
const unitsOn = ({ page }) => page.locator('.units li a:first-child').allInnerTexts();
const trailOn = async ({ page }) => [...new Set(await page.locator('.trail-drawn .unit').allInnerTexts())].sort();

test('who cites article 7 today is led to its parts, hop by hop, and reads what became of each', async () => {
	const seen = await cite('ART-7');
	assert.equal(await outcomeOf(seen), 'many');
	assert.deepEqual(await unitsOn(seen), ['ART-7-P1', 'ART-7-P2-P3', 'ART-7-P3'].map(told.address));
	// The third that was split and joined again is reached by way of its halves.
	assert.deepEqual(await trailOn(seen), ['7', '7-P1', '7-P2', '7-P2-P1', '7-P2-P2', '7-P2-P3', '7-P3'].map((path) => told.address(`ART-${path}`)));
	assert.equal(await seen.page.locator('.unit-history').count(), 3);
	await seen.page.locator(`.unit-history a[href$="${told.dates[4].changeSetId}"]`).first().waitFor();
	await look(seen, 'citation');

	// All seven units of what was article 7, drawn over time: those that ended, and those that stand.
	const graph = seen.page.locator('.history-graph').first();
	const strands = await graph.locator('[data-strand]').evaluateAll((all) => all.map((strand) => [strand.dataset.strand, strand.classList.contains('ended')]));
	assert.deepEqual(strands.sort(), [['7', true], ['7-P1', false], ['7-P2', true], ['7-P2-P1', true], ['7-P2-P2', true], ['7-P2-P3', false], ['7-P3', false]].map(([path, ended]) => [told.address(`ART-${path}`), ended]));
	await graph.evaluate((drawn) => drawn.scrollIntoView({ block: 'center' }));
	await look(seen, 'history');
});

test('article 6a leads to whoever had the number at the time it was cited', async () => {
	const [enacted, , inserted] = told.dates.slice(1);
	const then = await cite('ART-6A', enacted.time);
	assert.deepEqual([await outcomeOf(then), await unitsOn(then)], ['alias', [told.address('ART-6B')]]);
	// The windows of its names: the address it has, and the one it had, before it was renumbered and until it was given away.
	assert.equal(await then.page.locator('.alias-timeline li').count(), 3);
	await look(then, 'old-number');
	const now = await cite('ART-6A', inserted.time);
	assert.deepEqual([await outcomeOf(now), await unitsOn(now)], ['canonical', [told.address('ART-6A')]]);
	assert.deepEqual(now.errors.splice(0), []);
});

test('article 8 has ended, and says so', async () => {
	const seen = await cite('ART-8');
	assert.equal(await outcomeOf(seen), 'gone');
	const before = await cite('ART-8', told.dates.at(-2).time);
	assert.deepEqual([await outcomeOf(before), await unitsOn(before)], ['canonical', [told.address('ART-8')]]);
	assert.deepEqual(before.errors.splice(0), []);
});
