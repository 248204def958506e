/** Decisions that take long are made in a worker thread, so that Directus goes on answering others. */
import { Worker } from 'node:worker_threads';

import { compiledCore, core, CorePanic, isRefusal, Refused, type Core } from './index.js';
import { WorkerPool, WorkerStopped } from './pool.js';
import type { WorkerData } from './worker.js';
import './worker.js';

/** Decisions about a whole document. */
type LongDecision =
	| 'read_source' | 'mark' | 'diff_manifests' | 'diff_days' | 'review' | 'plan_cut' | 'prove_rehearsal' | 'verify' | 'export_document' | 'read_document' | 'known_facts' | 'propose_structure' | 'propose_correction' | 'structure_texts' | 'propose_amendments' | 'propose_by_act'
	| 'attest' | 'findings_shown' | 'anomalies_asked' | 'card_of_manifest' | 'canonical_json_text' | 'read_references' | 'read_draft' | 'said_enactment';

/**
 * From how many characters or bytes of input on it is worth a thread. Texts cross as they are, so a thread costs no more than it
 * gives from a few pages on (measured: see docs/development.md); below, starting one would be all the work.
 */
const WORTH_A_THREAD = 16 * 1024;

const IDLE_MILLISECONDS = 30_000;

/** The bundle is one file, so a worker is started from it; it needs nothing of the process but the compiled core. */
const startWorker = (workerData: WorkerData): Worker => new Worker(new URL(import.meta.url), { name: 'iu-cutter core', workerData, env: {}, execArgv: [] });

let pool: WorkerPool | undefined;
let mostWorkers = 1;

/** How many workers decide at once, from the next decision on that finds none yet. */
export const employWorkers = (most: number): void => void (mostWorkers = most);

/**
 * As `core`, for one of the long decisions: in a worker where the input is large, here where it is not.
 *
 * @throws {Refused} where the core says no.
 * @throws {CorePanic} where it stopped; the worker is replaced.
 */
export async function coreInBackground<Name extends LongDecision>(name: Name, ...inputs: Parameters<Core[Name]>): Promise<ReturnType<Core[Name]>> {
	type Decide = (...inputs: Parameters<Core[Name]>) => ReturnType<Core[Name]>;
	if (sizeOf({ ...inputs }) < WORTH_A_THREAD) return core((it) => (it[name] as unknown as Decide)(...inputs));
	const iuCutterCore = await compiledCore();
	pool ??= new WorkerPool(() => startWorker({ iuCutterCore }), mostWorkers, IDLE_MILLISECONDS);
	const outcome = await pool.run({ name, inputs }).catch((error: unknown) => {
		throw error instanceof WorkerStopped ? new CorePanic(error) : error;
	});
	if ('answer' in outcome) return outcome.answer as ReturnType<Core[Name]>;
	const thrown = 'thrown' in outcome ? outcome.thrown : outcome;
	throw isRefusal(thrown) ? new Refused(thrown) : thrown;
}

/** Characters and bytes of the texts that cross, however deep they lie in the facts; lists of small things count for nothing. */
function sizeOf(input: unknown): number {
	if (typeof input === 'string' || input instanceof Uint8Array) return input.length;
	if (typeof input !== 'object' || input === null || Array.isArray(input)) return 0;
	return Object.values(input).reduce<number>((sum, each) => sum + sizeOf(each), 0);
}
