// Load on one server over connections that stay open: a counted number of requests, so many at a time.

import { Pool } from 'undici';
import { UserError } from '../../lib/console.mjs';

/** A value of a sorted list, by its share of the way. */
const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** The middle of a list of numbers. */
export const median = (values) => quantile([...values].sort((one, two) => one - two), 0.5);

/**
 * A client that sends as one person.
 * @param {string} url the server's, on this machine
 * @param {string} token
 */
export function loadClient(url, token) {
	const pool = new Pool(url, { pipelining: 1 });

	async function once({ method = 'GET', path, body, statuses }) {
		const headers = { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) };
		const answer = await pool.request({ method, path, body, headers });
		const text = await answer.body.text();
		if (!statuses.includes(answer.statusCode)) throw new UserError(`${method} ${path.slice(0, 200)} answered ${answer.statusCode} instead of ${statuses.join(' or ')}: ${text.slice(0, 300)}`);
		return text;
	}

	return {
		once,
		/**
		 * Sends `count` requests, `concurrency` at a time; each next one as soon as one is answered.
		 * @param {(index: number) => Parameters<typeof once>[0]} request
		 * @returns {Promise<{ perSecond: number, milliseconds: { median: number, p95: number, p99: number } }>}
		 */
		async send(request, { count, concurrency }) {
			const took = [];
			let next = 0;
			const begun = performance.now();
			const one = async () => {
				while (next < count) {
					const wanted = request((next += 1) - 1);
					const sent = performance.now();
					await once(wanted);
					took.push(performance.now() - sent);
				}
			};
			await Promise.all(Array.from({ length: concurrency }, one));
			const elapsed = performance.now() - begun;
			took.sort((left, right) => left - right);
			return { perSecond: (count / elapsed) * 1000, milliseconds: { median: quantile(took, 0.5), p95: quantile(took, 0.95), p99: quantile(took, 0.99) } };
		},
		close: () => pool.close(),
	};
}
