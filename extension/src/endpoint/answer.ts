/** Answers that are no `data` as JSON: a file, or a text that is written piece by piece, as fast as the caller reads. */
import { once } from 'node:events';

import type { Response } from 'express';

/** A file to keep, under a name of its own. The name is one of our making: ASCII without quotes. */
export function fileAnswer(response: Response, file: { text: string; media_type: string; file_name: string }): void {
	response.type(file.media_type).setHeader('Content-Disposition', `attachment; filename="${file.file_name}"`);
	response.send(file.text);
}

/**
 * Sends what `produce` writes. A failure before the first piece is answered as any other; after it the connection is cut,
 * so that half an answer never looks like one.
 */
export async function streamedAnswer(response: Response, type: string, produce: (write: (piece: string) => Promise<void>) => Promise<void>): Promise<void> {
	const write = async (piece: string) => {
		if (!response.headersSent) response.type(type);
		if (response.destroyed) throw new Error('The caller has gone.');
		if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
	};
	try {
		await produce(write);
		response.end();
	} catch (error) {
		if (!response.headersSent) throw error;
		response.destroy();
	}
}
