// What this program started or wrote for itself alone: ended and removed when the program ends, HOWEVER it ends.
// An ordinary end does it in an exit handler. For a program that is killed, a small watcher process
// (this same file, run as a program) notices that its input closed and does it instead.

import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Time to end after SIGTERM, and time the system takes to end what was killed. */
const TERM_GRACE_MS = 3000;
const KILLED_MS = 200;

const held = { group: new Set(), folder: new Set() };
let watcher;

function tellWatcher(action, kind, value) {
	if (!watcher) {
		watcher = spawn(process.execPath, [fileURLToPath(import.meta.url)], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
		// Without a watcher an ordinary end still cleans up.
		watcher.on('error', () => {});
		watcher.stdin.on('error', () => {});
		watcher.unref();
		watcher.stdin.unref?.();
	}
	watcher.stdin.write(`${JSON.stringify({ action, kind, value })}\n`);
}

function hold(kind, value) {
	held[kind].add(value);
	tellWatcher('hold', kind, value);
}

function release(kind, value) {
	if (held[kind].delete(value)) tellWatcher('release', kind, value);
}

/** Sends a signal to a process group; true when it was there. */
export function signalGroup(leader, signal) {
	try {
		process.kill(-leader, signal);
		return true;
	} catch (error) {
		if (error.code === 'ESRCH' || error.code === 'EPERM') return false;
		throw error;
	}
}

/** A child that leads a process group is ended with this program, unless it ends before. */
export function holdGroup(child) {
	if (!child.pid) return;
	hold('group', child.pid);
	child.once('exit', () => release('group', child.pid));
}

const removeFolder = (folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });

/**
 * A new private folder that does not outlive this program.
 * @param {string} prefix beginning of its name
 * @param {string} [parent] the folder it is made in
 * @returns {{ path: string, keep: () => void, remove: () => void }} `keep` lets it stay, `remove` removes it now
 */
export function temporaryFolder(prefix, parent = tmpdir()) {
	const path = mkdtempSync(join(parent, prefix));
	hold('folder', path);
	return {
		path,
		keep: () => release('folder', path),
		remove() {
			removeFolder(path);
			release('folder', path);
		},
	};
}

function endNow() {
	for (const leader of held.group) signalGroup(leader, 'SIGKILL');
	for (const folder of held.folder) {
		try {
			removeFolder(folder);
		} catch {
			// A process that is just ending may still write: the watcher removes what is left.
		}
	}
}

function runWatcher() {
	const remembered = { group: new Set(), folder: new Set() };
	createInterface({ input: process.stdin })
		.on('line', (line) => {
			const { action, kind, value } = JSON.parse(line);
			remembered[kind][action === 'hold' ? 'add' : 'delete'](value);
		})
		.on('close', () => {
			const removeAll = () => remembered.folder.forEach(removeFolder);
			const alive = [...remembered.group].filter((leader) => signalGroup(leader, 'SIGTERM'));
			if (alive.length === 0) return removeAll();
			setTimeout(() => {
				for (const leader of alive) signalGroup(leader, 'SIGKILL');
				setTimeout(removeAll, KILLED_MS);
			}, TERM_GRACE_MS);
		});
	// The watcher ends when what it watches ends, not with the terminal.
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) runWatcher();
else process.on('exit', endNow);
