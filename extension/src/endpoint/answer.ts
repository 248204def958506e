/** An answer that is written piece by piece, as fast as the caller reads. */
import { once } from 'node:events';

import type { Response } from 'express';

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
