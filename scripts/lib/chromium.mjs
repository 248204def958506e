// A Chromium for the browser tests: the one named, one that is installed, or Debian's package.

import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { step, UserError } from './console.mjs';
import { runChecked } from './process.mjs';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const APPLICATIONS = [
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const APT_GET = '/usr/bin/apt-get';

/** The second package has the Vietnamese letters; without a font screenshots show boxes. */
const DEBIAN_PACKAGES = ['chromium', 'fonts-dejavu-core'];

/** Flags for a Chromium that nobody looks at and that calls nowhere by itself. */
export const CHROMIUM_FLAGS = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

function isExecutable(path) {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** The Chromium on this machine, or undefined. */
export function findChromium() {
	const folders = (process.env.PATH ?? '').split(delimiter);
	const candidates = COMMANDS.flatMap((name) => folders.map((folder) => join(folder, name)));
	return [...candidates, ...APPLICATIONS].find(isExecutable);
}

/** @returns {Promise<string>} the path of a Chromium that can be started */
export async function ensureChromium() {
	const named = process.env.CUTTER_CHROMIUM;
	if (named) {
		if (isExecutable(named)) return named;
		throw new UserError(`CUTTER_CHROMIUM names ${named}, which cannot be run.`);
	}
	const found = findChromium();
	if (found) return found;
	if (process.getuid?.() !== 0 || !existsSync(APT_GET)) {
		throw new UserError('No Chromium was found for the browser tests.', {
			advice: 'install Chromium or Google Chrome (Debian: apt-get install chromium fonts-dejavu-core), or name one in CUTTER_CHROMIUM',
		});
	}
	await step('Installing Chromium (Debian package)', async () => {
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		const advice = 'check that the Debian mirror can be reached, or name an installed Chromium in CUTTER_CHROMIUM';
		await runChecked(APT_GET, ['update', '-q'], { env, advice });
		await runChecked(APT_GET, ['install', '-y', '-q', '--no-install-recommends', ...DEBIAN_PACKAGES], { env, advice });
	});
	const installed = findChromium();
	if (!installed) throw new UserError('Chromium was installed but its command was not found.');
	return installed;
}
