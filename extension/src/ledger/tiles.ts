/** The leaves as tiles: hashes of perfect subtrees, 256 of one level beside one another (C2SP tlog-tiles). */
import type { Knex } from 'knex';

/** Hashes of a full tile. */
const WIDTH = 256;

/** A tile of a tree of some size. */
export interface Tile {
	/** 0 for leaves; of each level above, a hash is the root over a full tile below. */
	level: number;
	/** Number within its level. */
	number: number;
	/** Hashes in it, at most 256. */
	width: number;
}

/** Every tile of a tree of `size` leaves, level by level. */
export function* tilesOf(size: number): Generator<Tile> {
	for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / WIDTH)) {
		for (let number = 0; number * WIDTH < hashes; number++) yield { level, number, width: Math.min(WIDTH, hashes - number * WIDTH) };
	}
}

/** Where a tile lies below the prefix of a log: `tile/0/x001/067`, one that is not full with `.p/` and its width. */
export function tilePath({ level, number, width }: Tile): string {
	const digits = String(number).padStart(Math.ceil(String(number).length / 3) * 3, '0').match(/.{3}/g) ?? [];
	const elements = digits.map((three, index) => (index < digits.length - 1 ? `x${three}` : three));
	return `tile/${level}/${elements.join('/')}${width < WIDTH ? `.p/${width}` : ''}`;
}

/** The bytes of a tile. */
export async function readTile(trx: Knex.Transaction, { level, number, width }: Tile): Promise<Buffer> {
	const { rows } = await trx.raw(
		`SELECT string_agg(decode(l.subtree_hashes[:at], 'hex'), '' ORDER BY l.seq) AS bytes FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS hash (number)
		JOIN cutter_control.ledger_leaf l ON l.seq = (hash.number + 1) * CAST(:span AS bigint) - 1`,
		{ at: 8 * level + 1, first: number * WIDTH, last: number * WIDTH + width - 1, span: WIDTH ** level },
	);
	return rows[0].bytes;
}
