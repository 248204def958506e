// HTTP in Directus' manner: `{data}` on success, `{errors:[{message,extensions:{code}}]}` otherwise.

/** An answer that is not 2xx; `code` is Directus' or the cutter's stable error code. */
export class HttpError extends Error {
	constructor(method, path, status, body) {
		const first = body?.errors?.[0];
		super(`${method} ${path} answered ${status}: ${first?.message ?? JSON.stringify(body)?.slice(0, 500) ?? 'no body'}`);
		this.name = 'HttpError';
		this.status = status;
		this.code = first?.extensions?.code;
		this.extensions = first?.extensions;
		this.body = body;
	}
}

let look = async () => {};

/** Every answer of every client is shown to `by` from now on; what it throws is thrown to whoever asked. Tests hold answers to their schemas so. */
export function lookAtAnswers(by) {
	look = by;
}

/**
 * A client that speaks as one person.
 * @param {string} baseUrl Directus' address
 * @param {string} [token] the person's access token; none speaks as anonymous
 */
export function httpClient(baseUrl, token) {
	/** The answer as it is: `{ status, body, headers }`. A Buffer is sent as text, a FormData as a form, anything else as JSON. */
	async function send(method, path, body, headers = {}) {
		const asItIs = body === undefined || body instanceof FormData || Buffer.isBuffer(body);
		const response = await fetch(new URL(path, baseUrl), {
			method,
			headers: {
				...headers,
				...(token ? { authorization: `Bearer ${token}` } : {}),
				...(Buffer.isBuffer(body) ? { 'content-type': 'text/plain; charset=utf-8' } : asItIs ? {} : { 'content-type': 'application/json' }),
			},
			body: asItIs ? body : JSON.stringify(body),
		});
		const text = await response.text();
		let parsed = text;
		try {
			parsed = text === '' ? undefined : JSON.parse(text);
		} catch {
			// Not JSON: the text itself is the body.
		}
		const answer = { status: response.status, body: parsed, headers: response.headers };
		await look({ baseUrl, method, path, ...answer });
		return answer;
	}

	/** The `data` of a successful answer. @throws {HttpError} */
	async function request(method, path, body) {
		const answer = await send(method, path, body);
		if (answer.status < 200 || answer.status > 299) throw new HttpError(method, path, answer.status, answer.body);
		return answer.body?.data ?? answer.body;
	}

	return {
		send,
		get: (path) => request('GET', path),
		post: (path, body = {}) => request('POST', path, body),
		patch: (path, body) => request('PATCH', path, body),
		delete: (path) => request('DELETE', path),

		/** Stores bytes as a Directus file; gives the file's id. */
		async upload(name, bytes, type = 'text/plain') {
			const form = new FormData();
			form.append('title', name);
			form.append('file', new Blob([bytes], { type }), name);
			return (await request('POST', '/files', form)).id;
		},
	};
}
