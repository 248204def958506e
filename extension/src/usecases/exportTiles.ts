/** Writes the log for a static host: the newest note and the hashes of its tree as tiles, nothing of what is in the leaves. */
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { refuse } from '../core/index.js';
import { newestNote } from '../ledger/notes.js';
import { readTile, tilePath, tilesOf, type Tile } from '../ledger/tiles.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

export interface TilesWritten {
	/** Leaves of the checkpoint. */
	size: number;
	/** Tiles that were not there yet. */
	written: number;
	tiles: number;
}

/** Tiles never change: those that are there are left. The checkpoint comes last, so that what it needs is there. */
export async function exportTiles(context: Context, folder: string): Promise<TilesWritten> {
	await authorised(context, 'observer');
	return inLane(context, 'reader', async ({ trx }) => {
		const note = (await newestNote(trx, null)) ?? refuse('conflict', 'NOTE_NOT_FOUND', 'The ledger has no checkpoint that a log signed yet: run "directus cutter keys generate-log" and "directus cutter ledger checkpoint".');
		const done: TilesWritten = { size: note.size, written: 0, tiles: 0 };
		for (const tile of tilesOf(note.size)) {
			done.tiles += 1;
			if (await isThere(folder, tile)) continue;
			await writeWhole(join(folder, tilePath(tile)), await readTile(trx, tile));
			done.written += 1;
		}
		await writeWhole(join(folder, 'checkpoint'), note.cosigned);
		return done;
	});
}

const isThere = (folder: string, tile: Tile): Promise<boolean> => access(join(folder, tilePath(tile))).then(() => true, () => false);

/** Under another name until it is whole: a host may be serving the folder. */
async function writeWhole(file: string, content: string | Buffer): Promise<void> {
	await mkdir(dirname(file), { recursive: true });
	await writeFile(`${file}.part`, content);
	await rename(`${file}.part`, file);
}
