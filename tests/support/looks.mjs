// How a page looks to everyone: in light and dark, English and Vietnamese, and what must hold of each look.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { inProject } from '../../scripts/lib/paths.mjs';
import { artifactsFolder } from './browser.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What Directus itself draws and axe-core objects to, whatever module is open: a rule, and where. Everything else is ours. */
const HOSTS = [
	// The bar of modules: links and buttons with an icon and no name; in the same frame, the buttons that fold its panels.
	['link-name', '.module-bar *'],
	['button-name', '.module-bar *, .nav-toggle, .nav-toggle *, .sidebar-toggle, .sidebar-toggle *'],
	// The number at its bell.
	['color-contrast', '.badge *'],
	// Its list component, the menu to skip to the content with it: links stand straight in a <ul>.
	['list', 'ul.v-list'],
];

/** Waits until colours and places stand: in the middle of a transition (a button that was just enabled) contrast is what nobody reads. */
const transitionsEnded = (page) => page.waitForFunction(() => document.getAnimations().every((animation) => !(animation instanceof CSSTransition) || animation.playState !== 'running'));

/** Serious findings of axe-core within a part of the page, but for those of the host itself. */
async function findingsOf(page, within) {
	await page.evaluate(AXE);
	await transitionsEnded(page);
	return page.evaluate(async ({ hosts, within }) => {
		const isHosts = (rule, element) => hosts.some(([of, where]) => of === rule && element.matches(where));
		const { violations } = await globalThis.axe.run(within, { resultTypes: ['violations'], elementRef: true });
		return violations
			.filter(({ impact }) => impact === 'serious' || impact === 'critical')
			.flatMap(({ id, nodes }) => nodes.filter(({ element }) => !isHosts(id, element)).map(({ target, html }) => `${id}: ${target} ${html.slice(0, 200)}`));
	}, { hosts: HOSTS, within });
}

/** Asserts that axe-core finds nothing serious in the whole page. */
export async function assertAccessible(page, what) {
	assert.deepEqual(await findingsOf(page, 'body'), [], what);
}

/** Parts of the page that are wider than it, and would scroll sideways. */
const overflowOf = (page) =>
	page.evaluate(() =>
		[document.documentElement, ...document.querySelectorAll('main, .page-frame')]
			.filter((part) => part.scrollWidth > part.clientWidth + 1)
			.map((part) => `${part.className || part.tagName} is ${part.scrollWidth} pixels wide and has room for ${part.clientWidth}`),
	);

/** What a TypeScript file without imports exports. */
function exportsOf(file) {
	const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } });
	return import(`data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`);
}

/** The texts of module, interface and display that are other words in Vietnamese, from their sources. */
const texts = await (async () => {
	const folder = inProject('extension', 'src', 'module', 'texts');
	const { textsFor } = await exportsOf(inProject('extension', 'src', 'app', 'texts.ts'));
	const vietnamese = textsFor('vi-VN');
	const all = Object.entries(textsFor('en-US')).map(([name, english]) => [name, [english, vietnamese[name]]]);
	for (const name of readdirSync(folder)) {
		for (const table of Object.values(await exportsOf(join(folder, name)))) all.push(...Object.entries(table));
	}
	return all.filter(([, [english, other]]) => english !== other).map(([name, [english]]) => ({ name, english }));
})();
assert.ok(texts.length > 250, `${texts.length} texts were read`);

/** English texts of the module and sentences of the core on a Vietnamese page; what is marked as English, and what people wrote, may be. */
const englishOn = (page) =>
	page.evaluate(
		({ texts }) => {
			const escaped = (text) => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
			const patterns = texts.map(({ name, english }) => ({ name, pattern: new RegExp(`^${escaped(english).replace(/\{\w+(?:\\\|[^}]*)?\}/g, '.+')}$`), places: english.replace(/\{\w+(?:\|[^}]*)?\}/g, '').trim() === '' }));
			const parts = document.querySelectorAll('.page-frame, .cutter-backlog, .document-state, .canonical-address, .canonical-address-display, .where-it-leads, nav, header');
			const seen = new Set();
			const told = [];
			const tell = (text) => {
				const shown = text.replace(/\s+/g, ' ').trim();
				if (!shown || seen.has(shown)) return;
				seen.add(shown);
				const hit = patterns.find(({ pattern, places }) => !places && pattern.test(shown));
				if (hit) told.push(`${shown} (${hit.name})`);
			};
			for (const part of parts) {
				const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
				for (let node = walker.nextNode(); node; node = walker.nextNode()) {
					const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
					if (element.closest('[lang="en"], code, .code, textarea, pre')) continue;
					if (node.nodeType === Node.TEXT_NODE) tell(node.data);
					else for (const name of ['aria-label', 'title', 'placeholder']) if (element.hasAttribute(name)) tell(element.getAttribute(name));
				}
			}
			for (const sentence of document.querySelectorAll('.told-sentence')) {
				const own = [...sentence.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map(({ data }) => data).join('');
				if (/\b(the|is|was|are|needs|of|waits|every)\b/i.test(own)) told.push(`${own} (a sentence of the core)`);
			}
			return told;
		},
		{ texts },
	);

const LANGUAGES = [
	['en', 'en-US'],
	['vi', 'vi-VN'],
];

/**
 * Shows a page in every look, takes its picture, and asserts what must hold of each.
 * @param {{ clients: Record<string, object>, url: string }} system
 * @param {{ page: import('playwright-core').Page, errors: string[] }} browser of `person`, with nothing in `errors`
 * @param {{ name: string, person: string, path: string, within?: string,
 *   ready: (page: import('playwright-core').Page, isVietnamese: boolean) => Promise<void> }} step
 *   `within`: what of the page is ours, where Directus draws the page; else it is all looked at
 *   `ready` waits until all of the page is there, and opens what is to be seen
 */
export async function inEveryLook({ clients, url }, { page, errors }, { name, person, path, ready, within }) {
	const user = `/users/${(await clients[person].get('/users/me?fields=id')).id}`;
	const problems = [];
	mkdirSync(join(artifactsFolder, 'looks'), { recursive: true });
	try {
		for (const [short, language] of LANGUAGES) {
			await clients.admin.patch(user, { language, appearance: 'auto' });
			await page.goto(`${url}/admin${path}`);
			await ready(page, short === 'vi');
			await page.mouse.move(0, 0);
			for (const scheme of ['light', 'dark']) {
				const what = `${name}, ${short}, ${scheme}`;
				await page.emulateMedia({ colorScheme: scheme });
				await page.waitForFunction((dark) => document.body.classList.contains('dark') === dark, scheme === 'dark');
				await page.screenshot({ path: join(artifactsFolder, 'looks', `${name}-${scheme}-${short}.png`), animations: 'disabled' });
				const tell = (list) => problems.push(...list.map((problem) => `${what}: ${problem}`));
				if (!within) tell(await overflowOf(page));
				// Colours differ by scheme, names by language: two of the four looks tell both.
				if ((scheme === 'dark') === (short === 'vi')) tell(await findingsOf(page, within ?? 'body'));
				if (short === 'vi' && scheme === 'light') tell(await englishOn(page));
			}
		}
		assert.deepEqual([...problems, ...errors.splice(0)], [], name);
	} finally {
		await page.emulateMedia({ colorScheme: 'light' });
		await clients.admin.patch(user, { language: null, appearance: null });
	}
}
