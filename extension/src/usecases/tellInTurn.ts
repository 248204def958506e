/** When people are told: once this process has committed something, beside what it does next; one round at a time. */
import { whenWritten } from '../ledger/written.js';
import { tellPeople, type TellingHost } from './tellPeople.js';

let round: Promise<void> | null = null;
let isDue = false;

/** Tells from now on whenever something was written. Gives what begins a round by itself, for what other processes left untold. */
export function tellInTurn(host: TellingHost): () => Promise<void> {
	const tell = async (): Promise<void> => {
		do isDue = false;
		while ((await tellPeople(host)) || isDue);
	};
	const begin = (): Promise<void> => {
		isDue = true;
		// What is written next is not kept waiting.
		return (round ??= new Promise((resolve) => setImmediate(resolve))
			.then(tell)
			.catch((error: unknown) => host.logger.warn(error, 'Nobody could be told what waits for them; it is tried again'))
			.finally(() => (round = null)));
	};
	whenWritten(() => void begin());
	return begin;
}

/** Comes back once everybody was told; a command that ends the process waits for it. */
export const allTold = async (): Promise<void> => void (await round);
