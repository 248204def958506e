// Lanes: tests that run beside each other. A lane does one job at a time, and has a running system and a Chromium of its own, which its jobs
// share one after the other: what one test does there never happens in the middle of another.

import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, ensureChromium } from './chromium.mjs';
import { startCommands } from './command-line.mjs';
import { failedWith } from './counts.mjs';
import { temporaryFolder } from './leash.mjs';
import { startPreparedStack } from './prepared.mjs';

/**
 * @typedef {{ suite: string, name: string, seconds: number, phase: number, alone?: string, needs: string[], release?: string, system?: boolean,
 *   browser?: boolean, run: (env: Record<string, string>, onLine: (line: string) => void) => Promise<import('./counts.mjs').Counts> }} Job
 *   `seconds` is what it took before: the longest of the lowest `phase` go first; jobs with the same `alone` are never done beside each
 *   other; `needs` names what must be there, `system` and `browser` what of the lane it uses, in a `release` of Directus
 */

/** What the jobs of one lane share. */
class Lane {
	#system;
	#browser;
	/** What a command abandons in the temporary folder is for the tests of its own lane to find. */
	#temporary = temporaryFolder('cutter-lane-');

	constructor() {
		// Servers run under an account of their own.
		chmodSync(this.#temporary.path, 0o755);
	}

	get release() {
		return this.#system?.release;
	}

	/** Lasts for the jobs of one release of Directus; a job of another ends it. */
	async #systemOf(release) {
		if (this.#system?.release !== release) {
			await this.#stopSystem();
			const { description, stop } = await startPreparedStack({ release });
			// One for all files: a file's own would end with it.
			await startCommands(description);
			this.#system = { release, description, stop };
		}
		return JSON.stringify(this.#system.description);
	}

	async #browserAddress() {
		this.#browser ??= await chromium.launchServer({ executablePath: await ensureChromium(), args: CHROMIUM_FLAGS, host: '127.0.0.1' });
		return this.#browser.wsEndpoint();
	}

	/** @param {Job} job */
	async environmentFor({ release, system, browser }) {
		return {
			TMPDIR: this.#temporary.path,
			// What Node.js compiled of Directus for one process of the lane it need not compile for the next; it goes with the lane.
			NODE_COMPILE_CACHE: join(this.#temporary.path, 'compiled'),
			...(release ? { CUTTER_DIRECTUS: release } : {}),
			...(system ? { CUTTER_TEST_SYSTEM: await this.#systemOf(release) } : {}),
			...(browser ? { CUTTER_TEST_BROWSER: await this.#browserAddress() } : {}),
		};
	}

	async #stopSystem() {
		await this.#system?.stop();
		this.#system = undefined;
	}

	async close() {
		await this.#browser?.close();
		await this.#stopSystem();
		this.#temporary.remove();
	}
}

/**
 * Of the jobs that can begin, in their order, the one a lane does next: of the first phase, and there rather one for the release of Directus that
 * runs in the lane; it makes way for another when there is none.
 * @param {Job[]} can
 * @param {string | undefined} running
 */
export function nextOf(can, running) {
	const first = can.filter(({ phase }) => phase === can[0].phase);
	return first.find(({ system, release }) => !system || !running || release === running) ?? first[0];
}

/**
 * Does all jobs in `count` lanes. A job whose needs could not be met is not done.
 * @param {Job[]} jobs
 * @param {{ count: number, ready: Record<string, Promise<unknown>>, onBegin?: (job: Job, lane: number) => ((line: string) => void),
 *   onEnd?: (result: { job: Job, lane: number, counts: import('./counts.mjs').Counts, milliseconds: number }) => void }} options `ready` comes true when
 *   what the jobs need is there; `onBegin` gives what takes the lines a job prints
 */
export async function runInLanes(jobs, { count, ready, onBegin = () => () => {}, onEnd = () => {} }) {
	let waiting = [...jobs].sort((a, b) => a.phase - b.phase || b.seconds - a.seconds);
	const there = new Set();
	const taken = new Set();
	const sleepers = [];
	const wakeAll = () => sleepers.splice(0).forEach((wake) => wake());
	for (const [what, promise] of Object.entries(ready)) {
		promise
			.then(
				() => there.add(what),
				() => (waiting = waiting.filter(({ needs }) => !needs.includes(what))),
			)
			.finally(wakeAll);
	}

	function take(lane) {
		const can = waiting.filter(({ needs, alone }) => needs.every((what) => there.has(what)) && !(alone && taken.has(alone)));
		const job = nextOf(can, lane.release);
		if (!job) return undefined;
		waiting = waiting.filter((other) => other !== job);
		if (job.alone) taken.add(job.alone);
		return job;
	}

	async function work(number) {
		const lane = new Lane();
		while (waiting.length > 0) {
			const job = take(lane);
			if (!job) {
				await new Promise((wake) => sleepers.push(wake));
				continue;
			}
			const begun = Date.now();
			const onLine = onBegin(job, number);
			let counts;
			try {
				counts = await job.run(await lane.environmentFor(job), onLine);
			} catch (error) {
				onLine(error.stack ?? error.message);
				counts = failedWith(error);
			}
			taken.delete(job.alone);
			onEnd({ job, lane: number, counts, milliseconds: Date.now() - begun });
			wakeAll();
		}
		await lane.close();
	}
	await Promise.all(Array.from({ length: count }, (_, index) => work(index + 1)));
}
