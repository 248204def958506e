/** `directus cutter ledger …`: exporting evidence and checking it, with the database or without. */
import { createWriteStream } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';

import type { Command } from 'commander';

import { core, refuse, type BundleReport, type LedgerFinding, type Trust } from '../core/index.js';
import { exportBundle } from '../usecases/exportBundle.js';
import { makeCheckpoint } from '../usecases/checkpointLedger.js';
import { readCheckpointFile, verifyBundle, verifyLedger, type LedgerReport } from '../usecases/verifyLedger.js';
import type { CliHost } from './host.js';
import type { Cli } from './run.js';
import { progressBar } from './progress.js';
import { UUID } from './usage.js';

/** Adds the group. */
export function addLedgerCommands(cutter: Command, { host, io, command, duty, run, runAs }: Cli): void {
	const ledger = cutter.command('ledger').description('the evidence of what was cut');

	command(ledger, 'export', 'write the evidence bundle of a cut to a file')
		.argument('<change set id>')
		.requiredOption('--out <file>', 'the file; an existing one is replaced when all is written')
		.action((id: string, { json, out }) =>
			run(
				Boolean(json),
				() => exportTo(host, id, out),
				(done) => [`${done.bytes} bytes in ${done.file}.`],
			),
		);

	duty(ledger, 'checkpoint', 'seal every row written so far under a signed root, to be kept outside the database; by a verifier')
		.requiredOption('--out <file>', 'the file; an existing one is replaced')
		.action(({ out, ...who }) =>
			runAs(
				who,
				() => out as string,
				async (context, file) => {
					const { document, ...made } = await makeCheckpoint(context);
					await writeFile(file, document);
					return { ...made, file };
				},
				(done) => [`${done.made ? 'Sealed' : 'Nothing new:'} ${done.size} leaves, root ${done.root}, ${done.signed_at}, in ${done.file}.`],
			),
		);

	command(ledger, 'verify', 'check every cut in the database, or one bundle without it')
		.option('--bundle <file>', 'check this bundle; the database is not asked')
		.option('--checkpoint <file>', 'a checkpoint you keep: the ledger must have grown from it, the bundle be sealed under it')
		.option('--key <key...>', 'a public key you trust, or a file with such keys')
		.action(({ json, bundle, checkpoint, key }) =>
			run<BundleReport | LedgerReport>(
				Boolean(json),
				async () => {
					const trust = await trustOf(key ?? [], checkpoint);
					if (bundle) return verifyBundle(await readGiven(bundle), trust);
					const bar = progressBar(io, 'change sets');
					return verifyLedger(host, trust, bar.update).finally(bar.end);
				},
				(report) => ('change_sets' in report ? ledgerLines(report) : bundleLines(report)),
				(report) => report.standing !== 'refused',
			),
		);
}

async function exportTo(host: CliHost, id: string, file: string): Promise<{ change_set_id: string; file: string; bytes: number }> {
	if (!UUID.test(id)) refuse('invalid', 'CHANGE_SET_ID_INVALID', `${JSON.stringify(id)} is no change set id: expected a UUID.`);
	// Under another name until it is whole: half a bundle must not look like one.
	const part = `${file}.part`;
	const stream = createWriteStream(part, { encoding: 'utf8' });
	try {
		await once(stream, 'open');
		await exportBundle(host, id, async (piece) => {
			if (!stream.write(piece)) await once(stream, 'drain');
		});
		stream.end();
		await once(stream, 'finish');
		await rename(part, file);
	} catch (error) {
		stream.destroy();
		await rm(part, { force: true });
		throw error;
	}
	return { change_set_id: id, file, bytes: stream.bytesWritten };
}

/** A given file's bytes; one sentence where it cannot be read. */
const readGiven = (file: string): Promise<Buffer> =>
	readFile(file).catch((error: NodeJS.ErrnoException) => refuse('not_found', 'FILE_UNREADABLE', `The file ${file} cannot be read (${error.code}).`));

/** Keys as they are given, or from the files that are named; and what the kept checkpoint says. */
async function trustOf(given: readonly string[], checkpoint: string | undefined): Promise<Trust> {
	const keys: Trust['keys'] = [];
	for (const each of given) {
		const text = await readFile(each, 'utf8').catch(() => each);
		keys.push(...(await core((it) => it.trusted_keys(text))));
	}
	if (!checkpoint) return { keys, checkpoint: null };
	const { claim, findings } = await readCheckpointFile(await readGiven(checkpoint), { keys, checkpoint: null });
	const [wrong] = findings;
	if (wrong) refuse('conflict', wrong.code, `The checkpoint ${checkpoint} is refused: ${wrong.place}: expected ${wrong.expected}, found ${wrong.observed}.`);
	return { keys, checkpoint: claim };
}

const findingLine = ({ code, place, expected, observed }: LedgerFinding) => `  ${code}  ${place}: expected ${expected}, found ${observed}`;

const bundleLines = (report: BundleReport): string[] => [
	`${report.standing}: ${report.sentence}`,
	...(report.change_set_id ? [`change set ${report.change_set_id}, ${report.units} units, SHA-256 ${report.bundle_digest}`] : []),
	...(report.checkpoint ? [`${report.sealed_rows} rows under the checkpoint of ${report.checkpoint.size} leaves, ${report.checkpoint.signed_at}`] : []),
	...(report.finding_count > 1 ? [`${report.finding_count} findings:`, ...report.findings.map(findingLine)] : []),
];

const ledgerLines = (report: LedgerReport): string[] => [
	`${report.standing}: ${report.change_sets} change sets, ${report.units} units, ${report.refused_count} refused${report.keys_pinned ? '' : '; keys not pinned'}`,
	`${report.sealed} rows sealed under ${report.checkpoints} checkpoints; not yet sealed: ${report.not_yet_sealed}`,
	...report.findings.map(findingLine),
	...report.refused.flatMap((cut) => [`change set ${cut.change_set_id}: ${cut.finding_count} findings`, ...cut.findings.map(findingLine)]),
];
