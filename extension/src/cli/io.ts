/** What a command reads, writes and hears of, and how it ends: those of the process, or of one call among many. */
import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';

/** Where text goes; a terminal says so, and how wide it is. */
type Output = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

export interface Io {
	readonly stdin: Readable;
	readonly stdout: Output;
	readonly stderr: Output;
	/** Tells of SIGINT and SIGTERM. */
	readonly signals: Pick<EventEmitter, 'once'>;
	/** Ends the command. */
	readonly exit: (code: number) => never;
}

/** A process that runs one command and ends with it. */
export const ofThisProcess: Io = {
	// Asked for only where it is read: the stream begins to listen, and this is made in processes that run no command of ours, too.
	get stdin() {
		return process.stdin;
	},
	stdout: process.stdout,
	stderr: process.stderr,
	signals: process,
	exit: (code) => process.exit(code),
};

/** A command of one call has ended. */
export class Ended extends Error {
	constructor(readonly code: number) {
		super(`The command ended with ${code}.`);
	}
}

/** One call: it ends by {@link Ended}, and what it wrote is kept. No signal comes to it. */
export function ofOneCall(stdin: string): Io & { written: { stdout: string; stderr: string } } {
	const written = { stdout: '', stderr: '' };
	const keep = (name: keyof typeof written) => new Writable({ decodeStrings: false, write: (text: string, _encoding, done) => ((written[name] += text), done()) });
	return {
		stdin: Readable.from([Buffer.from(stdin)]),
		stdout: keep('stdout'),
		stderr: keep('stderr'),
		signals: new EventEmitter(),
		exit(code) {
			throw new Ended(code);
		},
		written,
	};
}
