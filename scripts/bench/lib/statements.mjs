// How long the database itself was busy with statements, as its server logs it: without the way there and back.

import { randomUUID } from 'node:crypto';

/** Settings of a server whose log `statementLog` reads: every statement with its duration, none with its parameters. */
export const LOGGED = { log_min_duration_statement: '0', log_parameter_max_length: '0', log_line_prefix: '%p ' };

const DURATION = /^(\d+) LOG:\s+duration: ([\d.]+) ms\s+(?:(?:parse|bind|execute) [^:]*|statement): (.*)$/;

/** What a statement does, by its first word; a transaction's rules are checked, and its rows kept, in its COMMIT. */
const KINDS = { INSERT: 'write', UPDATE: 'write', DELETE: 'write', COPY: 'write', COMMIT: 'commit' };
const kindOf = (statement) => KINDS[/^\w+/.exec(statement.trimStart())?.[0].toUpperCase()] ?? 'read';

/** Reads a server's log, line by line (`onPostgresLine`). */
export function statementLog() {
	let statements = [];
	let heard;
	return {
		onLine(line) {
			const [, , milliseconds, statement] = DURATION.exec(line) ?? [];
			if (statement === undefined) return;
			statements.push({ milliseconds: Number(milliseconds), statement });
			if (heard && statement.includes(heard.word)) heard.resolve();
		},
		/**
		 * What the database did for `work`, while nobody else asks it anything.
		 * @param {(sql: string) => Promise<unknown>} ask sends a statement, so that the end of the log is known
		 * @returns {Promise<{ result: T, milliseconds: number, byKind: Record<'read' | 'write' | 'commit', number>, longest: object[] }>}
		 * @template T
		 */
		async during(ask, work) {
			const reached = async () => {
				const word = randomUUID();
				const arrived = new Promise((resolve) => (heard = { word, resolve }));
				await ask(`SELECT '${word}'`);
				await arrived;
			};
			await reached();
			statements = [];
			const result = await work();
			await reached();
			const done = statements.filter(({ statement }) => !statement.includes(heard.word));
			const byKind = { read: 0, write: 0, commit: 0 };
			const byStatement = {};
			for (const { statement, milliseconds } of done) {
				byKind[kindOf(statement)] += milliseconds;
				byStatement[statement] = (byStatement[statement] ?? 0) + milliseconds;
			}
			const longest = Object.entries(byStatement)
				.sort((one, two) => two[1] - one[1])
				.slice(0, 8)
				.map(([statement, milliseconds]) => ({ statement: statement.slice(0, 120), milliseconds: Math.round(milliseconds * 10) / 10 }));
			return { result, milliseconds: done.reduce((sum, each) => sum + each.milliseconds, 0), byKind, longest };
		},
	};
}
