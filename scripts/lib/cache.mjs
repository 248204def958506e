// The user-level cache: heavy tools, installed once per version and shared by every clone.

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { say, step } from './console.mjs';
import { temporaryFolder } from './leash.mjs';
import { pause } from './process.mjs';

/** `CUTTER_CACHE`, or `iu-cutter` in the user's cache folder. */
export function cacheFolder() {
	const folder = process.env.CUTTER_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'iu-cutter');
	mkdirSync(folder, { recursive: true });
	return folder;
}

function processIsAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

/** A lock's owner wrote its process id right after taking it; a lock without one is this young at most. */
const UNSIGNED_LOCK_MS = 5000;

/** Holds a lock folder while `work` runs; a lock whose owner is gone is taken over. */
export async function withLock(lockFolder, work) {
	const ownerFile = join(lockFolder, 'pid');
	let unsignedSince;
	for (let waited = false; ; waited = true) {
		try {
			mkdirSync(lockFolder);
			break;
		} catch (error) {
			if (error.code !== 'EEXIST') throw error;
		}
		let owner;
		try {
			owner = Number(readFileSync(ownerFile, 'utf8'));
		} catch {
			owner = undefined;
		}
		unsignedSince = owner ? undefined : (unsignedSince ?? Date.now());
		const abandoned = owner ? !processIsAlive(owner) : Date.now() - unsignedSince > UNSIGNED_LOCK_MS;
		if (abandoned) {
			rmSync(lockFolder, { recursive: true, force: true });
			continue;
		}
		if (!waited) say(`  waiting for another run (process ${owner ?? 'starting'}) that holds ${lockFolder}`);
		await pause(500);
	}
	writeFileSync(ownerFile, String(process.pid));
	try {
		return await work();
	} finally {
		rmSync(lockFolder, { recursive: true, force: true });
	}
}

/**
 * The folder of a tool in the cache, installed when it is not there. The folder appears whole or not at all:
 * it is filled under another name and renamed.
 * @param {string} name folder name with everything the content depends on (version, platform, digest)
 * @param {string} title what is installed, in words
 * @param {(folder: string) => Promise<void>} install fills an empty folder
 * @param {string} [verb] what is done to it
 * @returns {Promise<string>} the folder
 */
export async function ensureCached(name, title, install, verb = 'Installing') {
	const root = cacheFolder();
	const target = join(root, name);
	if (existsSync(target)) return target;
	return withLock(join(root, `${name}.lock`), async () => {
		if (existsSync(target)) return target;
		await step(`${verb} ${title}; once, kept in ${root}`, async () => {
			const filling = temporaryFolder(`${name}.part-`, root);
			try {
				await install(filling.path);
				renameSync(filling.path, target);
			} finally {
				filling.remove();
			}
		});
		return target;
	});
}
