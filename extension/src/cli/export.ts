/** `directus cutter export`: a cut document as one file. */
import { createHash } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';

import type { Command } from 'commander';

import type { ExportOutcome } from '../core/index.js';
import { refuse } from '../core/index.js';
import { exportFormat } from '../surface/values.js';
import { exportDocument } from '../usecases/exportDocument.js';
import type { Cli } from './run.js';
import { given } from './usage.js';

/** What `--json` reports; the text is in it where no file was named. */
type Report = Omit<ExportOutcome, 'text'> & { bytes: number; sha256: string; file: string | null; text?: string };

/** Adds the command. */
export function addExportCommand(cutter: Command, { duty, runAs }: Cli): void {
	duty(cutter, 'export', 'write a cut document as Akoma Ntoso, JSON or Markdown')
		.argument('<document>', 'id, code or prefix of the document')
		.option('--format <format>', 'akn, json or markdown', 'akn')
		.option('--out <file>', 'the file; an existing one is replaced when all is written. Standard output where it is left out')
		.option('--country <code>', 'country of the work: two lower-case letters; what the profile says where it is left out')
		.option('--language <code>', 'language of the text: three lower-case letters; what the profile says where it is left out')
		.option('--date <day>', 'date of the work, such as that of its adoption; the ledger does not know it')
		.option('--as-of <time>', 'what was law at this time (RFC 3339, or a day); now where it is left out')
		.option('--known-at <time>', 'what was recorded by this time; everything where it is left out')
		.action((document: string, { format, out, country, language, date, asOf, knownAt, ...who }) =>
			runAs(
				who,
				() => ({
					document,
					format: given('--format', exportFormat, format),
					names: { country: country ?? null, language: language ?? null, date: date ?? null },
					asOf: asOf ?? null,
					knownAt: knownAt ?? null,
				}),
				async (context, request) => reportOf(await exportDocument(context, request), out ?? null),
				(done) => (done.file === null ? [(done.text ?? '').replace(/\n$/, '')] : [`${done.units} units, ${done.bytes} bytes in ${done.file}.`]),
			),
		);
}

async function reportOf({ text, ...outcome }: ExportOutcome, file: string | null): Promise<Report> {
	const about = { ...outcome, bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex'), file };
	if (file === null) return { ...about, text };
	// Under another name until it is whole: half a document must not look like one.
	const part = `${file}.part`;
	try {
		await writeFile(part, text);
		await rename(part, file);
	} catch (error) {
		await rm(part, { force: true });
		refuse('conflict', 'FILE_UNWRITABLE', `The file ${file} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
	}
	return about;
}
