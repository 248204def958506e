/** `directus cutter ledger …`: exporting evidence and checking it, with the database or without. */
import { createWriteStream } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';

import type { Command } from 'commander';

import { core, refuse, type BundleReport, type LedgerFinding, type Trust } from '../core/index.js';
import { auditDocuments } from '../usecases/auditDocuments.js';
import { exportBundle } from '../usecases/exportBundle.js';
import { makeCheckpoint, type CheckpointAnswer } from '../usecases/checkpointLedger.js';
import { exportTiles } from '../usecases/exportTiles.js';
import { checkUnitProof, proveUnit } from '../usecases/proveUnit.js';
import { readCheckpointFile, verifyBundle, verifyLedger, type LedgerReport } from '../usecases/verifyLedger.js';
import type { CliHost } from './host.js';
import type { Cli } from './run.js';
import { progressBar } from './progress.js';
import { badUsage, UUID } from './usage.js';

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
		.option('--note', 'print it as a signed note with its cosignatures (C2SP tlog-checkpoint)')
		.action(({ out, note, ...who }) =>
			runAs(
				who,
				() => out as string,
				async (context, file) => {
					const { document, ...made } = await makeCheckpoint(context);
					await writeFile(file, document);
					if (note && !made.note) refuse('conflict', 'NOTE_NOT_FOUND', 'This host has no key of the log: run "directus cutter keys generate-log".');
					return { ...made, file };
				},
				(done) => (note && done.note ? [done.note.trimEnd()] : checkpointLines(done)),
				({ witnesses }) => !witnesses.some(({ kind }) => kind === 'fork'),
			),
		);

	duty(ledger, 'audit', 'hash documents anew, those first that were not for the longest time, and compare each with its newest signed state; by a verifier')
		.requiredOption('--documents <n>', 'how many')
		.action(({ documents, ...who }) =>
			runAs(
				who,
				() => wholeNumber(documents),
				async (context, count) => {
					const audited = await auditDocuments(context, count);
					return { audited: audited.length, unsigned: audited.filter(({ standing }) => standing === 'unsigned').length, drifted: audited.flatMap(({ drift }) => drift ?? []) };
				},
				(done) => [
					`${done.audited} documents hashed anew, ${done.drifted.length} drifted; ${done.unsigned} have no signed state yet.`,
					...done.drifted.map(({ doc_code, code, expected, observed, escalation }) => `  ${code}  ${doc_code}: expected ${expected}, found ${observed}; escalation ${escalation.entry_id}`),
				],
				(done) => done.drifted.length === 0,
			),
		);

	duty(ledger, 'tiles', 'write the log for a static host: the newest checkpoint and the hashes of its tree (C2SP tlog-tiles)')
		.requiredOption('--out <folder>', 'the folder; tiles that are there are left')
		.action(({ out, ...who }) =>
			runAs(
				who,
				() => out as string,
				async (context, folder) => ({ ...(await exportTiles(context, folder)), folder }),
				(done) => [`${done.written} of ${done.tiles} tiles written, for ${done.size} leaves, in ${done.folder}.`],
			),
		);

	duty(ledger, 'prove', 'write the proof beside a unit: with its text and the key of the log it is checked without this server')
		.argument('<address>', 'an address or whatever else was ever cited')
		.requiredOption('--out <file>', 'the file; an existing one is replaced')
		.option('--text <file>', 'a file for the text it is for, to the byte')
		.action((address: string, { out, text: textFile, ...who }) =>
			runAs(
				who,
				() => ({ out: out as string, textFile: textFile as string | undefined }),
				async (context, files) => {
					const { proof, text, ...proven } = await proveUnit(context, address);
					await writeFile(files.out, proof);
					if (files.textFile !== undefined) await writeFile(files.textFile, text);
					return { ...proven, file: files.out, text_file: files.textFile ?? null };
				},
				(done) => [`The proof is in ${done.file}${done.text_file === null ? '' : `, the text in ${done.text_file}`}; the key of the log:`, done.vkey],
			),
		);

	command(ledger, 'check', 'check the proof beside a unit with its text and keys; the database is not asked')
		.requiredOption('--proof <file>', 'the proof')
		.requiredOption('--text <file>', 'the text of the unit, to the byte')
		.requiredOption('--vkey <key>', 'the verifier key of the log')
		.option('--witness <key...>', 'verifier keys of witnesses whose cosignatures are asked for')
		.action(({ json, proof, text, vkey, witness }) =>
			run(
				Boolean(json),
				async () => checkUnitProof({ text: await readGiven(text), proof: await readGiven(proof), vkey, witnesses: witness ?? [] }),
				(proven) => [
					`proven: the ${proven.is_heading ? 'heading' : 'text'} is that of ${proven.address || proven.unit_id}, version ${proven.version}, written by change set ${proven.change_set_id} at ${proven.at}`,
					`leaf ${proven.index} of ${proven.size} in the log ${proven.log}; seen by ${proven.witnesses.map(([name]) => name).join(', ') || 'no witness that was asked for'}`,
				],
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

const wholeNumber = (given: string): number => (/^[1-9]\d{0,5}$/.test(given) ? Number(given) : badUsage('--documents must be a number from 1 to 999999.'));

const checkpointLines = (done: Omit<CheckpointAnswer, 'document'> & { file: string }): string[] => [
	`${done.made ? 'Sealed' : 'Nothing new:'} ${done.size} leaves, root ${done.root}, ${done.signed_at}, in ${done.file}.`,
	...(done.time_stamp ? [`  ${done.time_stamp.stamped_at === null ? 'no time stamp' : `stamped ${done.time_stamp.stamped_at}`}  ${done.time_stamp.authority}${done.time_stamp.why === null ? '' : `: ${done.time_stamp.why}`}`] : []),
	...done.witnesses.map(({ witness, kind, why }) => `  ${kind === 'fork' ? 'FORK' : kind}  ${witness}${why === null ? '' : `: ${why}`}`),
];

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
