/** How far a command is, on standard error: a bar where a terminal is attached, and a line for each migration. */
import { Presets, SingleBar } from 'cli-progress';

import type { Io } from './io.js';

export interface ProgressBar {
	update: (done: number, all: number) => void;
	end: () => void;
}

/** Elsewhere than on a terminal nothing is printed. */
export function progressBar({ stderr: stream }: Io, what: string): ProgressBar {
	if (!stream.isTTY) return { update: () => {}, end: () => {} };
	const bar = new SingleBar({ stream, format: `{bar} {value} of {total} ${what}`, clearOnComplete: true, hideCursor: true, linewrap: false }, Presets.shades_grey);
	let started = false;
	return {
		update(done, all) {
			if (!started) bar.start(all, done);
			started = true;
			bar.setTotal(all);
			bar.update(done);
		},
		end: () => void (started && bar.stop()),
	};
}

/** Says which migration was applied, and how long it took. */
export const progressIn =
	({ stderr }: Io) =>
	(id: string, seconds: number): void =>
		void stderr.write(`applied ${id} (${seconds.toFixed(1)} s)\n`);
