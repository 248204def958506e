/** A request under an `Idempotency-Key`, between the surface that read the key and the transaction that is carried out under it. */
import { AsyncLocalStorage } from 'node:async_hooks';

/** A request under a key, on its way to the one transaction that writes. */
export interface KeyedCall {
	person: string;
	key: string;
	route: string;
	/** Lower-case hex SHA-256 that tells the request from others. */
	requestSha256: string;
	/** Set once the transaction is over: carried out now, or answered as before. */
	outcome: 'recorded' | 'replayed' | null;
}

/** Use cases know nothing of keys: the call travels beside them, from the surface to the transaction. */
const calls = new AsyncLocalStorage<KeyedCall>();

/** Runs `work`; the transaction in it that writes is carried out under the key, once. */
export const underKey = <T>(call: KeyedCall, work: () => Promise<T>): Promise<T> => calls.run(call, work);

/** The keyed call that runs now. One key stands for one transaction: a second one in the same call is a defect. */
export function currentCall(): KeyedCall | undefined {
	const call = calls.getStore();
	if (call?.outcome) throw new Error(`${call.route} opened a second writing transaction under one Idempotency-Key.`);
	return call;
}
