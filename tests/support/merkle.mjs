// RFC 9162 by its definition, with nothing of the cutter: for checking what the cutter says of its tree.

import { createHash } from 'node:crypto';
import { canonicalJson } from './proof.mjs';

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** The hash of a row of the ledger as a leaf, over the columns that never change. */
export const leafHash = (kind, row) => sha256(Buffer.of(0), Buffer.from(canonicalJson({ kind, row }))).toString('hex');

/** The root over the rows of a change set: over their digests in ascending order. */
export const rowsRoot = (digests) => rootOf(digests.toSorted().map((digest) => sha256(Buffer.of(0), Buffer.from(digest, 'hex')).toString('hex')));

/** The root over leaf hashes (hex). */
export function rootOf(leaves) {
	const fold = (nodes) => {
		if (nodes.length === 1) return nodes[0];
		const middle = 2 ** Math.floor(Math.log2(nodes.length - 1));
		return sha256(Buffer.of(1), fold(nodes.slice(0, middle)), fold(nodes.slice(middle)));
	};
	return (leaves.length === 0 ? sha256() : fold(leaves.map((leaf) => Buffer.from(leaf, 'hex')))).toString('hex');
}
