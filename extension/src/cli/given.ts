/** What is given on the command line beside addresses and ids: texts from files, parts, pairs of addresses, answers to anomalies. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';

import { z } from 'zod';

import { refuse, type AnomalyAnswer } from '../core/index.js';
import { MAX_BATCH, text } from '../surface/values.js';
import type { Io } from './io.js';
import { badUsage } from './usage.js';

const STANDARD_INPUT = '-';

/** A file's text as it is, byte for byte; `-` is standard input. */
async function textOf({ stdin }: Io, file: string): Promise<string> {
	const where = file === STANDARD_INPUT ? 'standard input' : `the file ${file}`;
	const read = file === STANDARD_INPUT ? buffer(stdin) : readFile(file);
	const bytes = await read.catch((error: NodeJS.ErrnoException) => refuse('not_found', 'FILE_UNREADABLE', `What is in ${where} cannot be read (${error.code}).`));
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return refuse('invalid', 'FILE_NOT_UTF8', `What is in ${where} is not UTF-8.`);
	}
}

/** The texts of the files that options name, in their order; at most one may be standard input. */
export function textIn(io: Io, files: Record<string, string | undefined>): () => Promise<(string | undefined)[]> {
	const fromInput = Object.keys(files).filter((option) => files[option] === STANDARD_INPUT);
	if (fromInput.length > 1) badUsage(`Only one of ${fromInput.join(' and ')} can be standard input.`);
	return () => Promise.all(Object.values(files).map(async (file) => (file === undefined ? undefined : textOf(io, file))));
}

const PARTS = z
	.array(z.strictObject({ ends_at: z.number().int().min(0), children: z.array(text).default([]), label: text.default(''), title: text.default('') }))
	.max(MAX_BATCH);

/** What a file says as JSON of this schema. */
async function listIn<T extends z.ZodType>(io: Io, file: string, schema: T, { code, what }: { code: string; what: string }): Promise<z.output<T>> {
	const unreadable = (why: string): never => refuse('invalid', code, `${what} cannot be read: ${why}.`);
	let said: unknown;
	const content = await textOf(io, file);
	try {
		said = JSON.parse(content);
	} catch (error) {
		return unreadable((error as Error).message.replace(/\.$/, '').replaceAll('\n', ' '));
	}
	const read = schema.safeParse(said);
	if (read.success) return read.data;
	const [issue] = read.error.issues;
	return unreadable(`${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not as expected'}`.trim());
}

/** The parts of a split, as a file says them; children by their addresses. */
export const partsIn = (io: Io, file: string): Promise<z.output<typeof PARTS>> => listIn(io, file, PARTS, { code: 'PARTS_UNREADABLE', what: 'The parts' });

const ANSWERS = z.array(z.strictObject({ anomaly: text, reason: text })).max(MAX_BATCH);

/** What a reviewer says to anomalies, as a file says it. */
export const answersIn = (io: Io, file: string): Promise<AnomalyAnswer[]> => listIn(io, file, ANSWERS, { code: 'ANSWERS_UNREADABLE', what: 'The answers' });

/** `CODE@LINE=REASON`; the code may be an id, `CODE:BYTE`. */
export function answer(pair: string): AnomalyAnswer {
	const at = pair.indexOf('=');
	if (at < 1) return badUsage(`--answer ${JSON.stringify(pair)} is no answer: expected CODE@LINE="REASON".`);
	return { anomaly: pair.slice(0, at), reason: pair.slice(at + 1) };
}

export interface NewAddressGiven {
	unit: string;
	address: string;
	label: string | null;
}

/** `OLD=NEW`, or `OLD=NEW=LABEL`: no address holds an equals sign. */
export function newAddress(pair: string): NewAddressGiven {
	const [unit, address, ...label] = pair.split('=');
	if (!unit || !address) return badUsage(`--also ${JSON.stringify(pair)} is no pair: expected OLD=NEW or OLD=NEW=LABEL.`);
	return { unit, address, label: label.length > 0 ? label.join('=') : null };
}
