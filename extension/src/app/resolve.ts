/**
 * Asks the server which units a text names, and what it is among them.
 *
 * It is asked as a batch of one: `GET /cutter/resolve` says the outcome by its status, and browsers write every 404 of a
 * free address to the console as an error.
 */
import type { useApi } from '@directus/extensions-sdk';

import type { Resolved } from '../answers/index.js';

/** With what the text is among the units there are, which is asked for here. */
export type Answer = Resolved & Required<Pick<Resolved, 'standing'>>;

/** What came of asking. */
export type Asked = { state: 'answered'; answer: Answer } | { state: 'forbidden' | 'offline' | 'failed' | 'aborted' };

/**
 * @param ownUnitId the unit that has, or may get, the text as its address
 * @param signal ends the request; the result is `aborted` then
 */
export async function askResolution(
	api: ReturnType<typeof useApi>,
	text: string,
	{ ownUnitId = null, signal }: { ownUnitId?: string | null; signal?: AbortSignal } = {},
): Promise<Asked> {
	try {
		const request = { addresses: [text], standing: true, own_unit_id: ownUnitId };
		const { data } = await api.post('/cutter/resolve', request, signal ? { signal } : {});
		return { state: 'answered', answer: data.data[0] };
	} catch (error) {
		if (signal?.aborted) return { state: 'aborted' };
		const status = (error as { response?: { status?: number } }).response?.status;
		if (status === undefined) return { state: 'offline' };
		return { state: status === 401 || status === 403 ? 'forbidden' : 'failed' };
	}
}
