/** Verifies the ledger: one bundle from its bytes, or every cut in the database, one after the other. */
import type { Knex } from 'knex';

import { core, type BundleReport, type CheckpointClaim, type CheckpointReport, type LedgerFinding, type LedgerStanding, type TreeState, type Trust } from '../core/index.js';
import { changeSetCount, cutsAfter } from '../ledger/changeSets.js';
import { writeBundle } from '../ledger/evidence.js';
import type { LaneHost } from '../ledger/lanes.js';
import { orphans } from '../ledger/orphans.js';
import { checkpointsBefore, pageOfLeaves, countNotSealed } from '../ledger/checkpoints.js';
import { inLane } from '../ledger/transaction.js';

/** How the whole ledger stands. */
export interface LedgerReport {
	standing: LedgerStanding;
	change_sets: number;
	units: number;
	keys_pinned: boolean;
	/** Cuts that are refused, the first ones in full. */
	refused: BundleReport[];
	refused_count: number;
	/** Rows that are leaves of the sealed tree. */
	sealed: number;
	/** Rows written since the newest checkpoint: no checkpoint tells of them. */
	not_yet_sealed: number;
	checkpoints: number;
	/** What is wrong beside the cuts: rows that belong to none, texts that are no longer what was cut, broken seals. */
	findings: LedgerFinding[];
}

/** Refused cuts shown in full; the rest are counted. */
const SHOWN = 100;

/** Checks a bundle, from its bytes. */
export const verifyBundle = (bytes: Uint8Array, trust: Trust): Promise<BundleReport> => core((it) => it.verify_bundle(bytes, trust));

/**
 * Checks every cut in the database, and the seal over all rows, in one read-only transaction; memory holds one cut, or
 * one page of leaves, at a time. A checkpoint in `trust` must be one this ledger has grown from.
 *
 * @param report told after each cut how many of how many are done.
 */
export function verifyLedger(host: LaneHost, trust: Trust, report: (done: number, all: number) => void = () => {}): Promise<LedgerReport> {
	return inLane(host, 'reader', async ({ trx }) => {
		const all = await changeSetCount(trx);
		const ledger: LedgerReport = { standing: 'consistent', change_sets: 0, units: 0, sealed: 0, not_yet_sealed: 0, checkpoints: 0, keys_pinned: trust.keys.length > 0, refused: [], refused_count: 0, findings: [] };
		for await (const id of everyCut(trx)) {
			// The seal is checked once, below, over every leaf.
			const cut = await verifyBundle(await bundleBytes(trx, id), { ...trust, checkpoint: null });
			ledger.change_sets += 1;
			ledger.units += cut.units;
			if (cut.standing === 'refused') {
				ledger.refused_count += 1;
				if (ledger.refused.length < SHOWN) ledger.refused.push(cut);
			}
			report(ledger.change_sets, all);
		}
		const found = await orphans(trx);
		ledger.findings = await core((it) => it.check_orphans(found));
		await verifyCheckpoints(trx, trust, ledger);
		const wrong = ledger.refused_count > 0 || ledger.findings.length > 0;
		return { ...ledger, standing: wrong ? 'refused' : ledger.keys_pinned ? 'proven' : 'consistent' };
	});
}

/** Walks every leaf, against every checkpoint in the database and the one that was kept outside. */
async function verifyCheckpoints(trx: Knex.Transaction, trust: Trust, ledger: LedgerReport): Promise<void> {
	const claims: CheckpointClaim[] = trust.checkpoint ? [trust.checkpoint] : [];
	for (let before: number | null = null; ; ) {
		const page = await checkpointsBefore(trx, before, 500);
		for (const { document } of page) {
			const read = await readCheckpointFile(Buffer.from(document, 'utf8'), trust);
			ledger.findings.push(...read.findings);
			if (read.claim) claims.push(read.claim);
		}
		ledger.checkpoints += page.length;
		before = page.at(-1)?.claim.size ?? null;
		if (before === null) break;
	}
	let tree: TreeState = { size: 0, peaks: [] };
	for (let page = await pageOfLeaves(trx, 0); page !== null; page = await pageOfLeaves(trx, tree.size)) {
		const leaves = page;
		const walked = await core((it) => it.walk_leaves(tree, leaves, claims));
		ledger.findings.push(...walked.findings);
		if (walked.tree.size === tree.size) break;
		tree = walked.tree;
	}
	ledger.findings.push(...(await core((it) => it.end_of_walk(tree.size, claims))));
	ledger.sealed = tree.size;
	ledger.not_yet_sealed = await countNotSealed(trx);
}

/** Reads a checkpoint, from its bytes, and checks its signature. */
export const readCheckpointFile = (bytes: Uint8Array, trust: Trust): Promise<CheckpointReport> => core((it) => it.read_checkpoint(bytes, trust.keys));

/** Ids of every cut, a page at a time; what takes one back comes with it. */
async function* everyCut(trx: Knex.Transaction): AsyncGenerator<string> {
	for (let page = await cutsAfter(trx, null); page.length > 0; page = await cutsAfter(trx, page.at(-1) ?? null)) yield* page;
}

async function bundleBytes(trx: Knex.Transaction, id: string): Promise<Uint8Array> {
	const pieces: Buffer[] = [];
	await writeBundle(trx, id, (piece) => void pieces.push(Buffer.from(piece, 'utf8')), { proofs: false });
	return Buffer.concat(pieces);
}
