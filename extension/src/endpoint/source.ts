/** The bytes of a document: from a JSON body, from a Directus file, or streamed as the request body. */
import type { Readable } from 'node:stream';

import type { Request } from 'express';

import { refuse } from '../core/index.js';
import type { HostServices } from '../host/services.js';
import { BodyTooSlow } from '../surface/errors.js';
import type { RegisterRequest } from '../usecases/registerDocument.js';
import type { RegisterBody, RegisterQuery } from './requests.js';
import type { Parsed } from './route.js';

/** Media types of a text sent as the request body itself. */
export const STREAMED_TEXT = ['text/*', 'application/octet-stream'] as const;

/** As the core's own bound (`MAX_SOURCE_BYTES`): keeping stops here, so that a stream cannot fill the memory. */
const READ_AT_MOST = 64 * 1024 * 1024 + 1;

/** As much again is thrown away, so that a caller who is still sending hears the answer; then nobody listens. */
const HEAR_AT_MOST = 2 * READ_AT_MOST;

/** After this time a body has come at this pace at least: whoever sends slower keeps others from their place. */
const GRACE_MS = 10_000;
const LEAST_PER_SECOND = 16 * 1024;

/**
 * Reads a stream; of one longer than the core accepts it keeps one byte more, and lets the core say so. The stream is never ended here:
 * a request that is given up early loses its socket, and with it the answer.
 *
 * @throws {BodyTooSlow} where too little comes.
 */
export function readBytes(stream: Readable): Promise<Uint8Array> {
	const chunks: Buffer[] = [];
	let [kept, heard] = [0, 0];
	const began = performance.now();
	return new Promise((resolve, reject) => {
		const done = (end: () => void) => {
			clearInterval(watch);
			stream.off('data', take).off('end', whole).off('error', broken).off('close', broken);
			end();
		};
		const whole = () => done(() => resolve(Buffer.concat(chunks)));
		const broken = (error?: Error) => done(() => reject(error ?? new Error('The body ended before its end.')));
		const take = (chunk: Buffer) => {
			heard += chunk.length;
			if (kept < READ_AT_MOST) {
				chunks.push(chunk);
				kept += chunk.length;
			} else if (heard > HEAR_AT_MOST) {
				stream.pause();
				whole();
			}
		};
		const watch = setInterval(() => {
			const milliseconds = performance.now() - began;
			if (milliseconds < GRACE_MS || (heard * 1000) / milliseconds >= LEAST_PER_SECOND) return;
			stream.pause();
			done(() => reject(new BodyTooSlow(`A body has to come at ${LEAST_PER_SECOND / 1024} KiB a second at least; of this one came ${heard} bytes in ${Math.round(milliseconds / 1000)} seconds.`)));
		}, 1_000);
		stream.on('data', take).on('end', whole).on('error', broken).on('close', broken);
	});
}

/** The part of Directus' services this needs. */
export interface FileHost {
	services: Pick<HostServices, 'AssetsService'>;
	getSchema: () => Promise<unknown>;
}

/** The bytes of a Directus file the acting user may read. */
export async function readFile(host: FileHost, accountability: unknown, id: string): Promise<Uint8Array> {
	const { AssetsService } = host.services;
	const assets = new AssetsService({ schema: await host.getSchema(), accountability });
	let found: Awaited<ReturnType<typeof assets.getAsset>>;
	try {
		found = await assets.getAsset(id, { transformationParams: {} });
	} catch {
		return refuse('not_found', 'FILE_NOT_FOUND', `There is no file ${id} that you may read.`);
	}
	return readBytes(typeof found.stream === 'function' ? await found.stream() : found.stream);
}

/** A registration: JSON with `text` or `file`, or the text itself as the body with everything else in the query. */
export async function documentRequest({ request, query, body, bytes }: Parsed<RegisterQuery, RegisterBody>, host: FileHost): Promise<RegisterRequest> {
	const { title, doc_code: docCode, prefix, profile, card } = bytes ? query : body;
	const about = { title, docCode, prefix, profile, card };
	if (bytes) return { ...about, bytes };
	if (body.file === null) return { ...about, bytes: Buffer.from(body.text ?? '', 'utf8') };
	const { accountability } = request as Request & { accountability?: unknown };
	return { ...about, bytes: await readFile(host, accountability, body.file) };
}
