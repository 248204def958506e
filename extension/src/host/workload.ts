/** How much this process takes on at once: worker threads for the core, and the line before what takes long. */
import { availableParallelism } from 'node:os';

import { employWorkers } from '../core/background.js';
import { refuse } from '../core/index.js';
import type { Environment } from './keys.js';
import { WaitingLine } from './line.js';

const WORKERS = 'CUTTER_WORKERS';
const QUEUE = 'CUTTER_QUEUE';

/** One processor is left to Directus itself; each worker may hold a document of 64 MiB many times over. */
const USUAL_WORKERS = Math.max(1, Math.min(4, availableParallelism() - 1));
const USUAL_QUEUE = 128;

/** Bodies that are taken in, or kept until their work is done: each may be as long as the longest text. */
const BODIES = 4;

/** What waits for the database while another is decided about keeps the workers busy; more would only hold connections. */
const placesFor = (workers: number): number => 2 * workers + 2;

export interface Workload {
	workers: number;
	/** Before everything that may take long. */
	line: WaitingLine;
	/** Before texts that are sent as bodies. */
	bodies: WaitingLine;
}

function setting(env: Environment, name: string, usual: number, [least, most]: readonly [number, number]): number {
	const given = env[name];
	if (given === undefined || given === '') return usual;
	const number = Number(given);
	return Number.isInteger(number) && number >= least && number <= most ? number : refuse('conflict', 'SETTING_INVALID', `${name} must be a whole number from ${least} to ${most}.`);
}

/**
 * What the settings say.
 *
 * @throws {Refused} SETTING_INVALID where one is none.
 */
const fromSettings = (env: Environment): Workload => {
	const workers = setting(env, WORKERS, USUAL_WORKERS, [1, 64]);
	const queue = setting(env, QUEUE, USUAL_QUEUE, [0, 10_000]);
	employWorkers(workers);
	return { workers, line: new WaitingLine({ places: placesFor(workers), queue }), bodies: new WaitingLine({ places: BODIES, queue }) };
};

let workload: Workload | undefined;

/** That of this process: the same for whatever in it asks, as it was set when it was first asked for. */
export const workloadOf = (env: Environment): Workload => (workload ??= fromSettings(env));
