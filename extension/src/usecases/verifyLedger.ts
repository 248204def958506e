/** Verifies the ledger: one bundle from its bytes, or every cut in the database, one after the other. */
import type { Knex } from 'knex';

import { core, type BundleReport, type LedgerFinding, type Standing, type Trust } from '../core/index.js';
import { changeSetCount, cutsAfter } from '../ledger/changeSets.js';
import { writeBundle } from '../ledger/evidence.js';
import { orphans } from '../ledger/orphans.js';
import { inLane } from '../ledger/transaction.js';

/** How the whole ledger stands. */
export interface LedgerReport {
	standing: Standing;
	change_sets: number;
	units: number;
	keys_pinned: boolean;
	/** Cuts that are refused, the first ones in full. */
	refused: BundleReport[];
	refused_count: number;
	/** What is wrong beside the cuts: rows that belong to none, texts that are no longer what was cut. */
	findings: LedgerFinding[];
}

/** Refused cuts told in full; the rest are counted. */
const TOLD = 100;

/** Checks a bundle, from its bytes. */
export const verifyBundle = (bytes: Uint8Array, trust: Trust): Promise<BundleReport> => core((it) => it.verify_bundle(bytes, trust));

/**
 * Checks every cut in the database in one read-only transaction; memory holds one cut at a time.
 *
 * @param report told after each cut how many of how many are done.
 */
export function verifyLedger(database: Knex, trust: Trust, report: (done: number, all: number) => void = () => {}): Promise<LedgerReport> {
	return inLane(database, 'reader', async ({ trx }) => {
		const all = await changeSetCount(trx);
		const ledger: LedgerReport = { standing: 'consistent', change_sets: 0, units: 0, keys_pinned: trust.keys.length > 0, refused: [], refused_count: 0, findings: [] };
		for await (const id of everyCut(trx)) {
			const cut = await verifyBundle(await bundleBytes(trx, id), trust);
			ledger.change_sets += 1;
			ledger.units += cut.units;
			if (cut.standing === 'refused') {
				ledger.refused_count += 1;
				if (ledger.refused.length < TOLD) ledger.refused.push(cut);
			}
			report(ledger.change_sets, all);
		}
		const found = await orphans(trx);
		ledger.findings = await core((it) => it.check_orphans(found));
		const wrong = ledger.refused_count > 0 || ledger.findings.length > 0;
		return { ...ledger, standing: wrong ? 'refused' : ledger.keys_pinned ? 'proven' : 'consistent' };
	});
}

/** Ids of every cut, a page at a time; what takes one back comes with it. */
async function* everyCut(trx: Knex.Transaction): AsyncGenerator<string> {
	for (let page = await cutsAfter(trx, null); page.length > 0; page = await cutsAfter(trx, page.at(-1) ?? null)) yield* page;
}

async function bundleBytes(trx: Knex.Transaction, id: string): Promise<Uint8Array> {
	const pieces: Buffer[] = [];
	await writeBundle(trx, id, (piece) => void pieces.push(Buffer.from(piece, 'utf8')));
	return Buffer.concat(pieces);
}
