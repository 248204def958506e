/** The bytes of a document: from a JSON body, from a Directus file, or streamed as the request body. */
import type { Readable } from 'node:stream';

import type { Request } from 'express';

import { refuse } from '../core/index.js';
import type { RegisterRequest } from '../usecases/registerDocument.js';
import { registerBody, registerQuery } from './requests.js';

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
	services: any;
	getSchema: () => Promise<unknown>;
}

/** The bytes of a Directus file the acting user may read. */
export async function readFile(host: FileHost, accountability: unknown, id: string): Promise<Uint8Array> {
	const { AssetsService } = host.services;
	const assets = new AssetsService({ schema: await host.getSchema(), accountability });
	let found: { stream: Readable | (() => Promise<Readable>) };
	try {
		found = await assets.getAsset(id, { transformationParams: {} });
	} catch {
		return refuse('not_found', 'FILE_NOT_FOUND', `There is no file ${id} that you may read.`);
	}
	return readBytes(typeof found.stream === 'function' ? await found.stream() : found.stream);
}

/** A registration: JSON with `text` or `file`, or the text itself as the body with everything else in the query. */
export async function documentRequest(request: Request, host: FileHost): Promise<RegisterRequest> {
	if (STREAMED_TEXT.some((type) => request.is(type))) {
		const query = registerQuery.parse(request.query);
		return { title: query.title, docCode: query.doc_code, prefix: query.prefix, profile: query.profile, bytes: await readBytes(request) };
	}
	const body = registerBody.parse(request.body ?? {});
	const { accountability } = request as Request & { accountability?: unknown };
	const bytes = body.file === null ? Buffer.from(body.text ?? '', 'utf8') : await readFile(host, accountability, body.file);
	return { title: body.title, docCode: body.doc_code, prefix: body.prefix, profile: body.profile, bytes };
}
