// npm run chaos: two Directus side by side, then Directus and PostgreSQL killed in the middle of CUT and VERIFY. See USAGE.

import { parseArgs } from 'node:util';
import { prepare } from '../../scripts/lib/prepare.mjs';
import { commitsWait } from '../support/hold.mjs';
import { clientsOf } from '../../scripts/lib/main-job.mjs';
import { ledgerVerifies, playSideBySide } from '../support/side-by-side.mjs';
import { ownSystem, secondDirectus } from '../support/system.mjs';
import { POINTS, VICTIMS } from './points.mjs';
import { playRound } from './round.mjs';

/** How many documents are cut and verified at once. */
const DOCUMENTS = 50;

const USAGE = `Usage: npm run chaos [-- --rounds N] [--documents N]

First two Directus on one database cut and verify many documents at once (${DOCUMENTS} is the default, 0 leaves it out), each asked for several times
with the same key and with another: done once, the same answer everywhere, and the ledger verifies.

Then each round takes a document to CUT, to VERIFY or to a VERIFY that fails and takes the cut back, holds its transaction at a point, kills Directus or PostgreSQL with SIGKILL,
and checks: nothing half-done, the request sent again with its key finishes it, once, with the governance rows there must be; at the end the ledger verifies.
${POINTS.length} points, two victims; ${2 * POINTS.length} rounds meet every pair, ${POINTS.length} is the default. Exit code 0 when every round is as it must be.
`;

function readArguments() {
	try {
		const options = { rounds: { type: 'string', default: String(POINTS.length) }, documents: { type: 'string', default: String(DOCUMENTS) }, help: { type: 'boolean', default: false } };
		const { rounds, documents, help } = parseArgs({ options }).values;
		if (help) {
			process.stdout.write(USAGE);
			process.exit(0);
		}
		if (/^\d+$/.test(rounds) && /^\d+$/.test(documents)) return { rounds: Number(rounds), documents: Number(documents) };
		throw new Error('--rounds and --documents must be numbers');
	} catch (error) {
		process.stderr.write(`${error.message}\n\n${USAGE}`);
		return process.exit(2);
	}
}

const { rounds, documents } = readArguments();
await prepare();
const system = await ownSystem({
	// A commit that was answered must outlive the server: as in production, and not as in a throw-away database.
	postgresSettings: { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' },
	// Directus' own limiter would refuse requests where this machine is busy with other things.
	environment: { PRESSURE_LIMITER_ENABLED: 'false' },
});
const columns = [['round', 5], ['step', 10], ['killed', 10], ['moment', 38], ['answer', 6], ['left', 10], ['tries', 5], ['rows', 4], ['result', 0]];
const line = (cells) => console.log(columns.map(([name, width]) => String(cells[name] ?? '').padEnd(width)).join('  ').trimEnd());
let failed = 0;
try {
	if (documents > 0) {
		const second = await secondDirectus(system);
		try {
			const processes = [system.clients, clientsOf({ url: second.url, users: system.users })];
			const played = await playSideBySide(system, processes, { documents, word: 'bến đò' });
			const { change_sets: changeSets, standing } = await ledgerVerifies(system);
			const answers = Object.entries(played.answers).map(([what, count]) => `${count} ${what}`).join(', ');
			console.log(`${documents} documents, 2 Directus: ${answers}; ${played.rows} governance rows; ${played.seconds} s; ledger of ${changeSets} change sets: ${standing}\n`);
		} catch (error) {
			failed += 1;
			console.log(`${documents} documents, 2 Directus: FAILED: ${error.message}\n`);
		} finally {
			await second.stop();
		}
	}
	await commitsWait(system);
	line(Object.fromEntries(columns.map(([name]) => [name, name])));
	for (let round = 1; round <= rounds; round += 1) {
		const plan = { round, victim: VICTIMS[(round - 1) % VICTIMS.length], ...POINTS[(round - 1) % POINTS.length] };
		const outcome = await playRound(system, plan).catch((error) => ({ result: `FAILED: ${error.message.split('\n')[0]}` }));
		if (outcome.result) failed += 1;
		line({ ...plan, killed: plan.victim, result: 'as it must be', ...outcome });
	}
	const { change_sets: changeSets, standing } = await ledgerVerifies(system);
	console.log(`\nledger of ${changeSets} change sets: ${standing}`);
} finally {
	await system.close();
}
console.log(failed > 0 ? `\n${failed} not as it must be` : `\n${rounds} rounds as they must be`);
process.exit(failed > 0 ? 1 : 0);
