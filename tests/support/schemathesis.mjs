// Requests that Schemathesis makes from the served OpenAPI document, and what it finds wrong with the answers.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { run } from '../../scripts/lib/process.mjs';
import { ensureSchemathesis } from '../../scripts/lib/schemathesis.mjs';

/** What every answer is held to; the rest of its checks are about what a server accepts, and a law has rules no schema can say. */
const CHECKS = ['not_a_server_error', 'status_code_conformance', 'content_type_conformance', 'response_headers_conformance', 'response_schema_conformance', 'ignored_auth', 'unsupported_method'];

/**
 * Sends generated requests, right and wrong ones, to every operation; the same seed makes the same requests.
 * @param {string} token whose requests they are
 * @param {Record<string, Record<string, string>>} known path of an operation to values of its parameters that are there
 * @returns {Promise<{ code: number | null, text: string, statuses: Record<string, Record<string, number>> }>} its exit code, what it said,
 *   and how often each operation ("GET /cutter/health") was answered with each status
 */
export async function tryEveryOperation({ url, token, known, seed, examples }) {
	const { command, args, env } = await ensureSchemathesis();
	const folder = temporaryFolder('iu-cutter-schemathesis-');
	try {
		const operations = Object.entries(known).map(([path, values]) => {
			const parameters = Object.entries(values).map(([name, value]) => `${JSON.stringify(name)} = ${JSON.stringify(value)}`);
			return `[[operations]]\ninclude-path = ${JSON.stringify(path)}\nparameters = { ${parameters.join(', ')} }\n`;
		});
		const config = join(folder.path, 'schemathesis.toml');
		writeFileSync(config, operations.join('\n'));
		const report = join(folder.path, 'report.ndjson');
		const { code, stdout, stderr } = await run(
			command,
			[
				...args, '--config-file', config, 'run', `${url}/cutter/openapi.json`,
				'--header', `Authorization: Bearer ${token}`, '--checks', CHECKS.join(','), '--phases', 'examples,coverage,fuzzing',
				'--max-examples', String(examples), '--seed', String(seed), '--generation-database', 'none', '--continue-on-failure', '--no-color',
				'--report', 'ndjson', '--report-ndjson-path', report,
			],
			{ cwd: folder.path, env: { ...process.env, ...env } },
		);
		return { code, text: `${stdout}\n${stderr}`, statuses: statusesIn(readFileSync(report, 'utf8')) };
	} finally {
		folder.remove();
	}
}

/** Of its report in lines of JSON: the answers of each operation, counted by status. Requests with another method are its own invention. */
function statusesIn(report) {
	const found = {};
	for (const line of report.split('\n').filter(Boolean)) {
		const { label, interactions } = JSON.parse(line).ScenarioFinished?.recorder ?? {};
		for (const { request, response } of Object.values(interactions ?? {})) {
			if (!label.startsWith(`${request.method} `)) continue;
			const counts = (found[label] ??= {});
			const status = response?.status_code ?? 'none';
			counts[status] = (counts[status] ?? 0) + 1;
		}
	}
	return found;
}
