/** Witnesses that are asked to cosign checkpoints: which, and one request to one. */
import { refuse } from '../core/index.js';
import type { Environment } from './keys.js';

/** A witness as it is configured. */
export interface Witness {
	/** Submission prefix. */
	url: URL;
	/** Its verifier key. */
	vkey: string;
}

/** Longest one waits for an answer, in milliseconds. */
const PATIENCE = 10_000;

/** Longest answer that is read, in bytes: a size, or some lines. */
const MAX_ANSWER = 64 * 1024;

/** `CUTTER_WITNESSES`: the URL and the verifier key of each, with a space between them; `;` or `,` between two. */
export function witnessesOf(env: Environment): Witness[] {
	const given = env['CUTTER_WITNESSES'];
	// Directus makes a list of a text with commas.
	const parts = (Array.isArray(given) ? given : [given ?? '']).flatMap((text) => String(text).split(/[;,]/));
	return parts
		.map((part) => part.trim())
		.filter(Boolean)
		.map((part) => {
			const [address = '', vkey = '', ...more] = part.split(/\s+/);
			const url = URL.parse(address.endsWith('/') ? address : `${address}/`);
			const isOne = url !== null && ['http:', 'https:'].includes(url.protocol) && vkey !== '' && more.length === 0;
			return isOne ? { url, vkey } : refuse('conflict', 'SETTING_INVALID', `CUTTER_WITNESSES: ${JSON.stringify(part)} is not an http(s) URL and a verifier key with a space between them.`);
		});
}

/** Posts a request of the witness protocol; throws where there is no answer. */
export async function postCheckpoint({ url }: Witness, body: string): Promise<{ status: number; body: string }> {
	const response = await fetch(new URL('add-checkpoint', url), { method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(PATIENCE) });
	return { status: response.status, body: Buffer.from(await readAtMost(response, MAX_ANSWER)).toString('utf8') };
}

/** The body of an answer; throws where it is longer than it may be. */
export async function readAtMost(response: Response, limit: number): Promise<Uint8Array> {
	const parts: Uint8Array[] = [];
	let bytes = 0;
	for await (const part of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
		bytes += part.length;
		if (bytes > limit) throw new Error(`The answer is longer than ${limit} bytes.`);
		parts.push(part);
	}
	return Buffer.concat(parts);
}
