/** Answers that are no `data` as JSON: a file, or a text that is written piece by piece, as fast as the caller reads. */
import { once } from 'node:events';

import type { Request, Response } from 'express';

/**
 * Names what is answered by its digest. What never changes need not be sent twice (RFC 9110, 13.1.2); it is asked for each time all the
 * same, for whoever may read it today may not tomorrow.
 *
 * @returns whether the caller has it already.
 */
export function isKnownTo(request: Request, response: Response, sha256: string): boolean {
	const tag = `"${sha256}"`;
	response.set({ ETag: tag, 'Cache-Control': 'private, no-cache' });
	const known = (request.get('If-None-Match') ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
	return known.includes(tag) || known.includes('*');
}

/** A file to keep, under a name of its own. The name is one of our making: ASCII without quotes. */
export function fileAnswer(response: Response, file: { text: string; media_type: string; file_name: string }): void {
	response.type(file.media_type).setHeader('Content-Disposition', `attachment; filename="${file.file_name}"`);
	response.send(file.text);
}

/** Whoever takes a piece slower than this holds a place and a connection of the database for nothing. */
const PATIENCE_MS = 30_000;

/** Until the piece is on its way. @throws where nobody takes it */
async function taken(response: Response): Promise<void> {
	const ended = new AbortController();
	const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(PATIENCE_MS)]);
	try {
		await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]);
	} finally {
		ended.abort();
	}
}

/**
 * Sends what `produce` writes. A failure before the first piece is answered as any other; after it the connection is cut,
 * so that half an answer never looks like one.
 */
export async function streamedAnswer(response: Response, type: string, produce: (write: (piece: string) => Promise<void>) => Promise<void>): Promise<void> {
	const write = async (piece: string) => {
		if (!response.headersSent) response.type(type);
		if (response.destroyed) throw new Error('The caller has gone.');
		if (!response.write(piece)) await taken(response);
	};
	try {
		await produce(write);
		response.end();
	} catch (error) {
		if (!response.headersSent) throw error;
		response.destroy();
	}
}
