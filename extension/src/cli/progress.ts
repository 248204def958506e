/** A progress bar on standard error, where a terminal is attached; elsewhere nothing is printed. */

const WIDTH = 30;
/** Redrawn at most this often, in milliseconds. */
const EVERY = 100;

export interface ProgressBar {
	update: (done: number, all: number) => void;
	end: () => void;
}

export function progressBar(what: string, stream: NodeJS.WriteStream = process.stderr): ProgressBar {
	if (!stream.isTTY) return { update: () => {}, end: () => {} };
	let drawn = 0;
	return {
		update(done, all) {
			const now = performance.now();
			if (done < all && now - drawn < EVERY) return;
			drawn = now;
			const filled = all === 0 ? WIDTH : Math.round((done / all) * WIDTH);
			stream.write(`\r[${'█'.repeat(filled)}${'·'.repeat(WIDTH - filled)}] ${done} of ${all} ${what}`);
		},
		end: () => void stream.write('\r\x1b[K'),
	};
}
