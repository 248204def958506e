/** What the steps of a run share: names of its files, the facts that gates look at, checksums. */
import { createHash } from 'node:crypto';
import type { Client } from 'pg';

import type { BackupFacts, ChangeTarget, DryRunFacts, EnvironmentClass, GateFacts, Stage } from '../../core/index.js';
import type { ChangeRun } from './changeRun.js';
import type { Dump } from './dumps.js';

/** Where a change is carried out. */
export interface Target {
	kind: ChangeTarget;
	/** A connection of the migration role. */
	work: Client;
	/** Connection string of a login that may dump the schema. */
	dumpUrl: string;
	/** Its class as found. */
	environment: EnvironmentClass;
	backup: Dump;
	dryRuns: DryRunFacts[];
}

/** Enough of a target for what only reads, and for a rollback. */
export type Place = Pick<Target, 'work' | 'dumpUrl' | 'kind'>;

export const FILES = {
	before: 'schema/before.sql',
	after: 'schema/after.sql',
	rolledBack: 'schema/rolled-back.sql',
	csvBefore: 'logs/updated_at-before.csv',
	csvAfter: 'logs/updated_at-after.csv',
	up: 'sql/up.sql',
	down: 'sql/down.sql',
	verify: 'sql/verify.sql',
} as const;

/** What gates look at of a dump. */
export const backupFacts = ({ failure, bytes, entries, beganAt }: Dump): BackupFacts => ({ made: failure === null, bytes, entries, began_ms: Date.parse(beganAt), failure });

/** Evidence of C-02. */
export const backupEvidence = ({ file, bytes, sha256, entries, beganAt }: Dump) => ({ file, bytes, sha256, entries: entries ?? 0, began_at: beganAt });

/** What gates look at where nothing is known yet. */
export function gateFacts(run: ChangeRun, stage: Stage, known: Partial<GateFacts>): GateFacts {
	const unknown = { environment: null, backup: null, frozen: null, probe: null, preflight: [], dry_runs: [], committed: null, failure: null, post_checks: [] };
	return { ...unknown, stage, package: run.recorded.package, package_digest: run.recorded.digest, target: 'real', now_ms: Date.now(), ...known };
}

/** Lower-case hex SHA-256. */
export const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
