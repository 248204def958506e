/** The bytes of a document: from a JSON body, from a Directus file, or streamed as the request body. */
import type { Readable } from 'node:stream';

import type { Request } from 'express';

import { refuse } from '../core/index.js';
import type { HostServices } from '../host/services.js';
import type { RegisterRequest } from '../usecases/registerDocument.js';
import type { RegisterBody, RegisterQuery } from './requests.js';
import type { Parsed } from './route.js';

/** Media types of a text sent as the request body itself. */
export const STREAMED_TEXT = ['text/*', 'application/octet-stream'] as const;

/** As the core's own bound (`MAX_SOURCE_BYTES`): keeping stops here, so that a stream cannot fill the memory. */
const READ_AT_MOST = 64 * 1024 * 1024 + 1;

/**
 * Reads a stream to its end; of one longer than the core accepts it keeps one byte more, and lets the core say so.
 * What comes after that is thrown away, not left unread: a caller who is still sending would not hear the answer, and a
 * request given up early loses its socket, which Directus then trips over.
 */
export async function readBytes(stream: Readable): Promise<Uint8Array> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of stream) {
		if (length >= READ_AT_MOST) continue;
		chunks.push(chunk as Buffer);
		length += (chunk as Buffer).length;
	}
	return Buffer.concat(chunks);
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
