/** SHA-256 of files, however long: in a thread of its own, so that a dump of gigabytes keeps nobody waiting. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

import { WorkerPool, type Job, type Outcome } from '../core/pool.js';

/** What a worker of this bundle is started with to digest files. */
interface WorkerData {
	iuCutterFiles: true;
}

/** Shorter files are digested at once: a thread would take longer to start. */
const WORTH_A_THREAD = 1024 * 1024;
const PIECE_BYTES = 1024 * 1024;
const IDLE_MILLISECONDS = 5_000;

const startWorker = (data: WorkerData): Worker => new Worker(new URL(import.meta.url), { name: 'iu-cutter files', workerData: data, env: {}, execArgv: [] });

/** One at a time, whoever asks: the disk does no more. */
const pool = new WorkerPool(() => startWorker({ iuCutterFiles: true }), 1, IDLE_MILLISECONDS);

/**
 * Lower-case hex SHA-256 of a file's bytes.
 *
 * @throws where it cannot be read.
 */
export async function sha256Of(path: string): Promise<string> {
	const { size } = await stat(path);
	if (size < WORTH_A_THREAD) return createHash('sha256').update(await readFile(path)).digest('hex');
	const outcome = await pool.run({ name: 'sha256', inputs: [path] });
	if ('answer' in outcome) return outcome.answer as string;
	throw 'thrown' in outcome ? outcome.thrown : new Error(outcome.stopped);
}

function digest(path: string): string {
	const hash = createHash('sha256');
	const piece = Buffer.allocUnsafe(PIECE_BYTES);
	const file = openSync(path, 'r');
	try {
		for (let length = readSync(file, piece); length > 0; length = readSync(file, piece)) hash.update(piece.subarray(0, length));
	} finally {
		closeSync(file);
	}
	return hash.digest('hex');
}

function answer({ inputs: [path] }: Job): Outcome {
	try {
		return { answer: digest(path as string) };
	} catch (thrown) {
		return { thrown };
	}
}

if (!isMainThread && (workerData as Partial<WorkerData> | null)?.iuCutterFiles && parentPort) {
	const port = parentPort;
	port.on('message', (job: Job) => port.postMessage(answer(job)));
}
