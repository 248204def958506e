// What tests of the module "Cutter" do on its pages, and who does it.

import { logIn, openBrowser } from './browser.mjs';
import { takeSeat } from './people.mjs';

/**
 * People in the Studio, each in a browser of their own, logged in once; what the log-in page itself reports is not the module's.
 * @param {() => object} system the running system
 * @returns {{ as: (person: string) => ReturnType<typeof openBrowser>, leave: () => Promise<void> }}
 */
export function peopleInStudio(system) {
	const people = {};
	const seats = [];
	return {
		async as(person) {
			if (!people[person]) {
				const browser = await openBrowser({ width: 1440, height: 900 });
				people[person] = browser;
				if (person !== 'admin') seats.push(await takeSeat(system(), person));
				await logIn(browser.page, system().url, system().users[person]);
				browser.errors.length = 0;
			}
			return people[person];
		},
		async leave() {
			for (const { close } of Object.values(people)) await close();
			for (const giveBack of seats.reverse()) await giveBack();
		},
	};
}

/** The row of the overview with this title. What other tests left open waits longer, and goes first: "Show more" until it is there. */
export async function entryRow(page, title) {
	await page.locator('.entry-row').first().waitFor();
	const row = page.locator('.entry-row', { hasText: title });
	while ((await row.count()) === 0) {
		const before = await page.locator('.entry-row').count();
		await page.locator('.more button').click();
		await page.waitForFunction((count) => document.querySelectorAll('.entry-row').length > count, before);
	}
	return row;
}
