// npm run chaos: kills Directus and PostgreSQL in the middle of CUT and VERIFY, round after round. See USAGE.

import { parseArgs } from 'node:util';
import { prepare } from '../../scripts/lib/prepare.mjs';
import { commitsWait } from '../support/hold.mjs';
import { ownSystem } from '../support/system.mjs';
import { POINTS, VICTIMS } from './points.mjs';
import { playRound } from './round.mjs';

const USAGE = `Usage: npm run chaos [-- --rounds N]

Each round takes a document to CUT or VERIFY, holds its transaction at a point, kills Directus or PostgreSQL with SIGKILL,
and checks: nothing half-done, the request sent again with its key finishes it, once, with 13 + 2N governance rows.
${POINTS.length} points, two victims; ${2 * POINTS.length} rounds meet every pair, 20 is the default. Exit code 0 when every round is as it must be.
`;

function readRounds() {
	try {
		const { rounds, help } = parseArgs({ options: { rounds: { type: 'string', default: '20' }, help: { type: 'boolean', default: false } } }).values;
		if (help) {
			process.stdout.write(USAGE);
			process.exit(0);
		}
		if (/^[1-9]\d*$/.test(rounds)) return Number(rounds);
		throw new Error('--rounds must be a number from 1');
	} catch (error) {
		process.stderr.write(`${error.message}\n\n${USAGE}`);
		return process.exit(2);
	}
}

const rounds = readRounds();
await prepare({ host: true, build: true });
const system = await ownSystem({
	// A commit that was answered must outlive the server: as in production, and not as in a throw-away database.
	postgresSettings: { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' },
	// Directus' own limiter would refuse requests where this machine is busy with other things.
	environment: { PRESSURE_LIMITER_ENABLED: 'false' },
});
const columns = [['round', 5], ['step', 6], ['killed', 10], ['moment', 38], ['answer', 6], ['left', 10], ['tries', 5], ['rows', 4], ['result', 0]];
const line = (cells) => console.log(columns.map(([name, width]) => String(cells[name] ?? '').padEnd(width)).join('  ').trimEnd());
let failed = 0;
try {
	await commitsWait(system);
	line(Object.fromEntries(columns.map(([name]) => [name, name])));
	for (let round = 1; round <= rounds; round += 1) {
		const plan = { round, victim: VICTIMS[(round - 1) % VICTIMS.length], ...POINTS[(round - 1) % POINTS.length] };
		const outcome = await playRound(system, plan).catch((error) => ({ result: `FAILED: ${error.message.split('\n')[0]}` }));
		if (outcome.result) failed += 1;
		line({ ...plan, killed: plan.victim, result: 'as it must be', ...outcome });
	}
} finally {
	await system.close();
}
console.log(`\n${rounds - failed} of ${rounds} rounds as they must be`);
process.exit(failed > 0 ? 1 : 0);
