// A system with a large library, made once and copied.

import { fillLibrary } from '../bench/lib/library.mjs';
import { ensureDirectusHost } from './directus-host.mjs';
import { initialised, prepared, startQuickStack } from './prepared.mjs';
import { digestOf } from './stamps.mjs';

/** What its rows and its schema are made by. Another bundle alone makes no other library: it takes minutes to fill. */
const MADE_BY = ['migrations', 'extension/src/collections', 'scripts/bench/lib/library.mjs', 'scripts/bench/lib/population.mjs'];

/** For as long as rows are written by millions. */
const FILLING = { max_wal_size: '16GB', shared_buffers: '1GB', maintenance_work_mem: '512MB', work_mem: '256MB' };

/**
 * As `startPreparedStack`, with the library of `fillLibrary` in it.
 * @param {{ documents: number } & Parameters<typeof startQuickStack>[0]} options
 */
export async function startLibrary({ documents, ...options }) {
	const { name, version } = await ensureDirectusHost(options.release);
	const folder = await prepared(`library-${version}`, `a library of ${documents} documents`, [name, documents, digestOf(MADE_BY)], async (filling) => {
		const stack = await startQuickStack({ release: options.release, studio: false, serve: false, postgresSettings: FILLING, from: await initialised(options.release) });
		try {
			await fillLibrary(stack.adminDatabaseUrl, { documents });
			await stack.saveTo(filling);
		} finally {
			await stack.stop();
		}
	});
	return startQuickStack({ ...options, studio: false, from: folder });
}
