/** How the module talks to the cutter: reads, and writes that end in a true statement even where the connection is lost. */
import { useApi } from '@directus/extensions-sdk';
import { ref, type Ref } from 'vue';

import type { RequestFound } from '../answers/index.js';
import type { Gate } from '../core/browser.js';
import type { Word } from './words.js';

/** Why something was not answered. */
export interface Failure {
	/** `CUTTER_…` of the server; empty where it was not reached. */
	code: string;
	message: string;
	at?: number | undefined;
	line?: number | undefined;
	/** What the sentence names. */
	values?: Record<string, string> | undefined;
	gates: Gate[];
	/** There was no answer at all. */
	lost: boolean;
}

interface Answered {
	response?: { status?: number; data?: { errors?: { message?: string; extensions?: { code?: string; gates?: Gate[]; at?: number; line?: number; values?: Record<string, string> } }[] } };
	message?: string;
}

export function failureOf(error: unknown): Failure {
	const { response, message } = error as Answered;
	const said = response?.data?.errors?.[0];
	const { code = '', gates = [], at, line, values } = said?.extensions ?? {};
	return { code, message: said?.message ?? message ?? String(error), at, line, values, gates, lost: !response };
}

/** What is known of a write whose connection was lost, or which somebody stopped waiting for. */
export type Lost = Extract<Word, `${'lost' | 'stopped'}${'Asking' | 'Done' | 'NotDone' | 'Running' | 'Unknown'}`>;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
/**
 * A request may still be on its way when it is first asked about, and a text that arrived whole is read before it holds its key:
 * that nothing was done is only believed when it was said so often, one after the other.
 */
const NOT_DONE_TIMES = { sent: 4, unsent: 2 };
const ASK_EVERY = 1_500;
const ASK_TIMES = 20;

/** `crypto.randomUUID` is missing where a Studio is served over plain HTTP. */
function newKey(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export interface Saving {
	params?: Record<string, unknown>;
	signal?: AbortSignal;
	/** Bytes that came so far. */
	progress?: (bytes: number) => void;
}

/** A refusal to a request for a file comes as a file. */
async function inWords(error: unknown): Promise<never> {
	const { response } = error as { response?: { data?: unknown } };
	if (response?.data instanceof Blob) response.data = JSON.parse(await response.data.text().catch(() => 'null')) ?? undefined;
	throw error;
}

export function useServer() {
	const api = useApi();
	const get = async <T>(path: string, params: Record<string, unknown> = {}, signal?: AbortSignal): Promise<T> => (await api.get(`/cutter${path}`, { params, ...(signal ? { signal } : {}) })).data.data;
	const batch = async <T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> => (await api.post(`/cutter${path}`, body, signal ? { signal } : {})).data.data;
	const text = async (path: string, signal?: AbortSignal): Promise<string> =>
		(await api.get(`/cutter${path}`, { responseType: 'text', transformResponse: (data) => data, ...(signal ? { signal } : {}) })).data;
	/** Fetched with the session of the page, then saved: a plain link would not carry it everywhere. */
	async function save(path: string, name: string, { params = {}, signal, progress }: Saving = {}): Promise<void> {
		const { data: blob } = await api.get(`/cutter${path}`, {
			params,
			responseType: 'blob',
			...(signal ? { signal } : {}),
			onDownloadProgress: ({ loaded }) => progress?.(loaded),
		}).catch(inWords);
		const link = document.createElement('a');
		link.href = URL.createObjectURL(blob);
		link.download = name;
		link.click();
		setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
	}
	/** The address of a route or file, for a link or a worker. */
	const address = (path: string): string => new URL(`cutter${path}`, new URL(`${api.defaults.baseURL ?? '/'}`.replace(/\/*$/, '/'), window.location.href)).href;
	return { api, get, batch, text, save, address };
}

export interface Writing<T> {
	busy: Ref<boolean>;
	failure: Ref<Failure | null>;
	/** What is known of a request that was not answered; null in the usual case. */
	lost: Ref<Lost | null>;
	/** When it was sent, in milliseconds since 1970; null where no answer is waited for. */
	since: Ref<number | null>;
	/** How much of its body is sent, from 0 to 1; undefined once all of it is. */
	share: Ref<number | undefined>;
	/** Waits no longer, and asks what became of it: what the server has begun it carries through. */
	stop: () => void;
	/** Sends; resolves with the answer, or null where there is none. */
	send: (path: string, body?: unknown, options?: SendOptions) => Promise<T | null>;
	/** Sends the same once more, under the same key: it is done once. */
	sendAgain: () => Promise<T | null>;
	/** Asks the server what became of it. */
	ask: () => Promise<T | null>;
	forget: () => void;
}

export interface SendOptions {
	/** Bytes are sent as they are, everything else as JSON. */
	headers?: Record<string, string>;
	params?: Record<string, string>;
}

/** One kind of write, with what a page shows of it. To be called in the set-up of a component. */
export function useWriting<T>(): Writing<T> {
	const { api, get } = useServer();
	const busy = ref(false);
	const failure = ref<Failure | null>(null);
	const lost = ref<Lost | null>(null);
	const since = ref<number | null>(null);
	const share = ref<number | undefined>(undefined);
	let last: { key: string; path: string; body: unknown; options: SendOptions } | null = null;
	let going: AbortController | null = null;
	/** Why there is no answer, and whether the server had the whole request by then. */
	let why: 'lost' | 'stopped' = 'lost';
	let sent = false;

	async function ask(): Promise<T | null> {
		if (!last) return null;
		lost.value = `${why}Asking`;
		let notDone = 0;
		for (let attempt = 0; attempt < ASK_TIMES; attempt += 1) {
			const found = await get<RequestFound>(`/requests/${last.key}`).catch((error: unknown) => {
				if (failureOf(error).lost) return null;
				throw error;
			});
			if (found?.standing === 'done') {
				lost.value = `${why}Done`;
				return found.answer as T;
			}
			notDone = found?.standing === 'not_done' ? notDone + 1 : 0;
			if (notDone >= NOT_DONE_TIMES[sent ? 'sent' : 'unsent']) {
				lost.value = `${why}NotDone`;
				return null;
			}
			if (found) lost.value = found.standing === 'running' ? `${why}Running` : `${why}Asking`;
			// Whoever stopped waiting is not kept waiting: it goes on, and can be asked for.
			if (why === 'stopped' && found?.standing === 'running') return null;
			await pause(ASK_EVERY);
		}
		if (lost.value !== `${why}Running`) lost.value = `${why}Unknown`;
		return null;
	}
	const asked = () =>
		ask().catch((asking: unknown) => {
			lost.value = `${why}Unknown`;
			failure.value = failureOf(asking);
			return null;
		});

	async function carryOut(): Promise<T | null> {
		if (!last) return null;
		const { key, path, body, options } = last;
		const mine = (going = new AbortController());
		[busy.value, failure.value, lost.value, since.value, share.value] = [true, null, null, Date.now(), body instanceof Blob ? 0 : undefined];
		[why, sent] = ['lost', false];
		try {
			const { data } = await api.post(`/cutter${path}`, body ?? {}, {
				headers: { 'Idempotency-Key': key, ...options.headers },
				...(options.params ? { params: options.params } : {}),
				signal: mine.signal,
				onUploadProgress: ({ progress = 1 }) => {
					sent = progress >= 1;
					share.value = sent || !(body instanceof Blob) ? undefined : progress;
				},
			});
			return data.data;
		} catch (error) {
			since.value = null;
			if (mine.signal.aborted) {
				why = 'stopped';
				await asked();
				// It is said to be done, and shown on request: nobody who stopped is taken elsewhere.
				return null;
			}
			const said = failureOf(error);
			// A proxy that gives up, and a database that went away, leave it open too.
			const status = (error as Answered).response?.status ?? 0;
			if (!said.lost && !(status >= 502 && status <= 504)) {
				failure.value = said;
				return null;
			}
			return await asked();
		} finally {
			[busy.value, since.value] = [false, null];
			if (going === mine) going = null;
		}
	}

	return {
		busy,
		failure,
		lost,
		since,
		share,
		stop: () => going?.abort(),
		send: (path, body, options = {}) => {
			last = { key: newKey(), path, body, options };
			return carryOut();
		},
		sendAgain: carryOut,
		ask: async () => {
			busy.value = true;
			try {
				return await ask();
			} finally {
				busy.value = false;
			}
		},
		forget: () => {
			failure.value = null;
			lost.value = null;
		},
	};
}
