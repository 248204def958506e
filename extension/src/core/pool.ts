/** A few worker threads that do one job at a time each: started when there is work, ended when there is none for a while. */
import type { Worker } from 'node:worker_threads';

/** A job as a worker gets it. */
export interface Job {
	name: string;
	inputs: readonly unknown[];
}

/** What a worker answers: exactly one for each job. */
export type Outcome = { answer: unknown } | { thrown: unknown } | { stopped: string };

/** A worker stopped where it must not; its jobs are lost, the pool goes on with a new one. */
export class WorkerStopped extends Error {}

interface Waiting {
	job: Job;
	resolve: (outcome: Outcome) => void;
	reject: (error: WorkerStopped) => void;
}

export class WorkerPool {
	private readonly idle = new Map<Worker, NodeJS.Timeout>();
	private readonly busy = new Map<Worker, Waiting>();
	private readonly queue: Waiting[] = [];

	/**
	 * @param start starts a worker that answers each message, a `Job`, with an `Outcome`.
	 * @param most workers at once.
	 * @param idleMilliseconds after which a worker without work is ended: its memory never shrinks.
	 */
	constructor(
		private readonly start: () => Worker,
		private readonly most: number,
		private readonly idleMilliseconds: number,
	) {}

	/**
	 * Has a worker do the job; jobs wait in line while all are busy.
	 *
	 * @throws {WorkerStopped} where the worker stopped meanwhile.
	 */
	run(job: Job): Promise<Outcome> {
		return new Promise((resolve, reject) => {
			this.queue.push({ job, resolve, reject });
			this.next();
		});
	}

	private next(): void {
		const worker = this.queue.length > 0 ? this.available() : undefined;
		const waiting = worker && this.queue.shift();
		if (!worker || !waiting) return;
		this.busy.set(worker, waiting);
		// A process may not end while it waits for an answer, and may as soon as it does not.
		worker.ref();
		try {
			worker.postMessage(waiting.job);
		} catch (error) {
			this.rest(worker);
			waiting.reject(new WorkerStopped('The job cannot be handed to a worker.', { cause: error }));
		}
	}

	private available(): Worker | undefined {
		for (const [worker, timer] of this.idle) {
			clearTimeout(timer);
			this.idle.delete(worker);
			return worker;
		}
		return this.busy.size < this.most ? this.hire() : undefined;
	}

	private hire(): Worker {
		const worker = this.start();
		worker.on('message', (outcome: Outcome) => {
			const waiting = this.busy.get(worker);
			if ('stopped' in outcome) return this.dismiss(worker, outcome.stopped);
			this.rest(worker);
			waiting?.resolve(outcome);
			this.next();
		});
		worker.on('error', (error) => this.dismiss(worker, error));
		worker.on('exit', (code) => this.dismiss(worker, `exit code ${code}`));
		return worker;
	}

	private rest(worker: Worker): void {
		this.busy.delete(worker);
		worker.unref();
		this.idle.set(worker, setTimeout(() => this.dismiss(worker, 'idle'), this.idleMilliseconds).unref());
	}

	/** Ends a worker; what it was doing is lost. */
	private dismiss(worker: Worker, cause: unknown): void {
		const waiting = this.busy.get(worker);
		this.busy.delete(worker);
		clearTimeout(this.idle.get(worker));
		this.idle.delete(worker);
		void worker.terminate();
		waiting?.reject(new WorkerStopped('A worker stopped.', { cause }));
		this.next();
	}
}
