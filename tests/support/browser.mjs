// A real Chromium that looks at the system under test.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, ensureChromium } from '../../scripts/lib/chromium.mjs';
import { inProject } from '../../scripts/lib/paths.mjs';
import { eventually } from './hold.mjs';

/** Where screenshots and traces of a test run are kept (not in the repository). */
export const artifactsFolder = inProject('artifacts');

/** How long anything on a page may take to appear: so long only where something is wrong, however busy the machine is. */
const PATIENCE_MS = 60_000;

/**
 * Holds a page against what it is to show, again and again until it does: parts of a page come one after the other, and a page that is read at once is read too early on
 * a busy machine. Not for what must *not* appear.
 * @param {() => unknown} check throws while the page is not what it is to be
 * @throws what `check` threw last, after a minute
 */
export async function soon(check) {
	let why;
	const holds = async () => {
		try {
			await check();
			return true;
		} catch (error) {
			why = error;
			return false;
		}
	};
	await eventually('a page to show it', holds).catch(() => {
		throw why;
	});
}

/** The Chromium that `npm test` started for this file and others, or one of its own. What is opened in it is seen by nobody else, and goes with `close`. */
const startChromium = async () =>
	process.env.CUTTER_TEST_BROWSER ? chromium.connect(process.env.CUTTER_TEST_BROWSER) : chromium.launch({ executablePath: await ensureChromium(), args: CHROMIUM_FLAGS });

/**
 * Directus blurs all that is beneath its spinner while a page is loaded. Without a graphics card each of these pictures takes longer
 * to draw than all else of a load, and nothing is there yet that could be looked at.
 */
function withoutBlur() {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync('* { backdrop-filter: none !important }');
	document.adoptedStyleSheets.push(sheet);
}

/**
 * Opens one page in Chromium.
 * @param {{ width?: number, height?: number }} [size] of the page in CSS pixels
 * @returns {Promise<{ page: import('playwright-core').Page, errors: string[], screenshot: (name: string) => Promise<string>,
 *   close: () => Promise<void> }>} `errors`: what the page threw or logged as an error
 */
export async function openBrowser({ width = 1440, height = 900 } = {}) {
	const browser = await startChromium();
	const page = await browser.newPage({ viewport: { width, height }, locale: 'en-US' });
	page.setDefaultTimeout(PATIENCE_MS);
	// What a test reads too early is found on a machine that is so many times slower: `CUTTER_SLOW_PAGES=8 npm test -- --only browser`.
	const rate = Number(process.env.CUTTER_SLOW_PAGES ?? 1);
	if (rate > 1) await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate });
	await page.addInitScript(withoutBlur);
	// The icon of a page that names none is asked for once, before the Studio names its own.
	const errors = [];
	page.on('pageerror', (error) => errors.push(error.message));
	page.on('console', (message) => message.type() === 'error' && !message.location().url.endsWith('/favicon.ico') && errors.push(message.text()));
	return {
		page,
		errors,
		async screenshot(name) {
			mkdirSync(artifactsFolder, { recursive: true });
			const path = join(artifactsFolder, `${name}.png`);
			await page.screenshot({ path });
			return path;
		},
		close: () => browser.close(),
	};
}

/** What was downloaded, wherever Chromium runs. @param {import('playwright-core').Download} download */
export const textOf = async (download) => text(await download.createReadStream());

/** Directus asks administrators who owns the project and for a licence, over everything else and some time after the page is there. */
const ALREADY_ASKED = ['license-banner-dismissed', 'license-onboarding-dismissed', 'license-login-modal-dismissed'];

/** Nobody is asked. */
const dismissAsking = (page, url) => page.context().addCookies(ALREADY_ASKED.map((name) => ({ name, value: 'true', url })));

/** Logs a person in: what is opened next in the page is opened with their session. The Studio is loaded once for it, not twice. */
export async function logIn(page, url, { email, password }) {
	const answer = await page.context().request.post(`${url}/auth/login`, { data: { email, password, mode: 'session' } });
	if (!answer.ok()) throw new Error(`${email} cannot log in: ${answer.status()} ${await answer.text()}`);
	await dismissAsking(page, url);
}

/** Logs a person in by the log-in form, as a person does. */
export async function logInByForm(page, url, { email, password }) {
	await page.goto(`${url}/admin/login`);
	await page.locator('input[type="email"], input[autocomplete="username"]').first().fill(email);
	await page.locator('input[type="password"]').fill(password);
	await page.locator('button[type="submit"]').click();
	await page.waitForURL((address) => !address.pathname.endsWith('/login'));
	// After the log-in, which forgets them.
	await dismissAsking(page, url);
}

/** Folds the panel beside a list or a record, which hides the last columns of a table. */
export async function foldSidebar(page) {
	await page.locator('.sidebar-toggle').click();
	// The toggle goes away in Directus 11; in Directus 12 it stays, and the panel is narrow.
	await page.waitForFunction(() => {
		const isThere = (element) => element !== null && element.getClientRects().length > 0;
		const panel = document.querySelector('aside.sidebar');
		return !isThere(document.querySelector('.sidebar-toggle')) || (panel !== null && panel.getBoundingClientRect().width < 100);
	});
}

/** The button that saves a record or ends a drawer, in a page or a part of it: a check mark in Directus 11, a word in Directus 12. */
export const saveButton = (within) =>
	within.locator('button:has([data-icon="check"]), .header-button button:has-text("Save"):not(.split-menu-button), .header-button button:has-text("Done")').first();
