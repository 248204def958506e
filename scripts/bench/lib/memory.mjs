// The largest memory a process had while something was done, as Linux counts it; elsewhere it is not known.

import { readFileSync, writeFileSync } from 'node:fs';

/** Resident memory at its largest, in MiB, since it was last forgotten. */
function peak(pid) {
	const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
	return Math.round(Number(kibibytes) / 1024);
}

/**
 * @param {number} pid
 * @param {() => Promise<T>} work
 * @returns {Promise<{ result: T, peakMebibytes: number | null }>}
 * @template T
 */
export async function peakDuring(pid, work) {
	try {
		// Documented in proc(5): forgets the peak.
		writeFileSync(`/proc/${pid}/clear_refs`, '5');
	} catch {
		return { result: await work(), peakMebibytes: null };
	}
	return { result: await work(), peakMebibytes: peak(pid) };
}
