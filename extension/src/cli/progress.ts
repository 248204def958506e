/** A progress bar on standard error, where a terminal is attached; elsewhere nothing is printed. */
import { Presets, SingleBar } from 'cli-progress';

export interface ProgressBar {
	update: (done: number, all: number) => void;
	end: () => void;
}

export function progressBar(what: string, stream: NodeJS.WriteStream = process.stderr): ProgressBar {
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
