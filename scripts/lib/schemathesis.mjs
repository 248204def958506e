// Schemathesis, which makes requests from an OpenAPI document and judges the answers: a Python tool, kept in a folder of its own.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { ensureCached } from './cache.mjs';
import { inProject } from './paths.mjs';
import { runChecked } from './process.mjs';

/** It and all it needs, each at one version. */
const REQUIREMENTS = inProject('scripts', 'hosts', 'schemathesis', 'requirements.txt');

/**
 * Installs it once. The wheels are made for one release of Python on one platform, so both are in the folder's name.
 * @returns {Promise<{ command: string, args: string[], env: Record<string, string> }>} how it is called
 */
export async function ensureSchemathesis() {
	const advice = 'check that Python is 3.10 or newer and the Python package registry can be reached, then run the command again';
	const { stdout } = await runChecked('python3', ['-c', 'import sys, sysconfig; print("%d.%d-%s" % (*sys.version_info[:2], sysconfig.get_platform()))'], { advice });
	const digest = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
	const folder = await ensureCached(`schemathesis-${digest}-python-${stdout.trim()}`, 'schemathesis', (filling) =>
		runChecked('python3', ['-m', 'pip', 'install', '--quiet', '--only-binary=:all:', '--no-deps', '--disable-pip-version-check', '--target', filling, '--requirement', REQUIREMENTS], { advice }),
	);
	return { command: 'python3', args: ['-m', 'schemathesis.cli'], env: { PYTHONPATH: [folder, process.env.PYTHONPATH].filter(Boolean).join(delimiter), PYTHONDONTWRITEBYTECODE: '1' } };
}
