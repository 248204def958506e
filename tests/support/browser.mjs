// A real Chromium that looks at the system under test.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, ensureChromium } from '../../scripts/lib/chromium.mjs';
import { inProject } from '../../scripts/lib/paths.mjs';

/** Where screenshots and traces of a test run are kept (not in the repository). */
export const artifactsFolder = inProject('artifacts');

/**
 * Starts Chromium with one page.
 * @param {{ width?: number, height?: number }} [size] of the page in CSS pixels
 * @returns {Promise<{ page: import('playwright-core').Page, errors: string[], screenshot: (name: string) => Promise<string>,
 *   close: () => Promise<void> }>} `errors`: what the page threw or logged as an error
 */
export async function openBrowser({ width = 1440, height = 900 } = {}) {
	const browser = await chromium.launch({ executablePath: await ensureChromium(), args: CHROMIUM_FLAGS });
	const page = await browser.newPage({ viewport: { width, height }, locale: 'en-US' });
	const errors = [];
	page.on('pageerror', (error) => errors.push(error.message));
	page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
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

/** Logs a person in by the log-in form, as a person does. */
export async function logIn(page, url, { email, password }) {
	await page.goto(`${url}/admin/login`);
	await page.locator('input[type="email"], input[autocomplete="username"]').first().fill(email);
	await page.locator('input[type="password"]').fill(password);
	await page.locator('button[type="submit"]').click();
	await page.waitForURL((address) => !address.pathname.endsWith('/login'));
}
