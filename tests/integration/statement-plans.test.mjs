// Every statement of the extension is sent to a database with a large library, and none reads more than its work: no table from one end
// to the other, no sort of more than a page, no rows that are only thrown away. Real statistics. A statement of the source that was not sent fails
// too. `npm test` does it at 50,000 units; `CUTTER_DOCUMENTS=2000` at a million, with the planner's own settings.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startLibrary } from '../../scripts/lib/prepared-library.mjs';
import { useEveryRoute } from '../support/every-route.mjs';
import { query } from '../support/ledger.mjs';
import { planReader, PLANS_IN_LOG, withoutPlans } from '../support/plans.mjs';
import { growing, isStatement, MOST_ROWS, statementsOfTheSource, unseen } from '../support/statements.mjs';
import { withClients } from '../support/system.mjs';

const DOCUMENTS = Number(process.env.CUTTER_DOCUMENTS ?? 100);
/** A small library is often read faster from one end to the other: there it is asked whether a statement could do without. */
const SMALL = DOCUMENTS < 1000 ? { enable_seqscan: 'off', enable_hashjoin: 'off', enable_mergejoin: 'off', jit: 'off' } : {};

/** Statements that read the whole library, with why; each by words that no other has. */
const WHOLE_LIBRARY = {
	...(DOCUMENTS < 2000 ? {} : { 'r.document_key AS key': 'documents that nobody registered are counted over every citation of the library', 'd.title ILIKE': 'a part of a title is looked for in the titles, in their order, until the page is full' }),
};

const CHANGE = 'governed change of the database, which looks at whole tables on purpose or at its own few records; integration/change-* send it';
const WHOLE_LEDGER = 'ledger verify, whose work is the whole ledger; integration/ledger-verify sends it';
const WHOLE_CATCH_UP = 'reads what was there before there were references, document by document; integration/references sends it';
const WITHOUT_ROWS = 'asks about roles, locks or settings, and reads no table of the library';
const NARROWED = 'for people who see some documents alone; integration/named-documents sends it';
const BEFORE_023 = 'sent where migration 023 was not applied yet';

/** Statements that this day of a system does not send, with why; each by its file, and words it begins with where a file has others. */
const NOT_SENT = {
	'ledger/backupContents.ts': CHANGE,
	'ledger/backups.ts': CHANGE,
	'ledger/changeProbe.ts': CHANGE,
	'ledger/changeRecords.ts': CHANGE,
	'ledger/throwAway.ts': CHANGE,
	'ledger/migrationScripts.ts': CHANGE,
	'ledger/migrations.ts': CHANGE,
	'ledger/server.ts SELECT (pg_control_system())': CHANGE,
	'ledger/server.ts SELECT pg_export_snapshot()': CHANGE,
	'ledger/orphans.ts': WHOLE_LEDGER,
	'ledger/changeSets.ts SELECT change_set_id FROM … WHERE compensates': WHOLE_LEDGER,
	'ledger/changeSets.ts SELECT count(*)': WHOLE_LEDGER,
	'ledger/checkpoints.ts SELECT … FROM … WHERE seq >= ?': WHOLE_LEDGER,
	'ledger/checkpoints.ts SELECT CAST(t.': WHOLE_LEDGER,
	'ledger/entriesShown.ts SELECT status, count(*)': BEFORE_023,
	'ledger/server.ts SELECT session_user': WITHOUT_ROWS,
	'ledger/hostRows.ts': WITHOUT_ROWS,
	'ledger/lanes.ts': WITHOUT_ROWS,
	'ledger/transaction.ts SELECT': WITHOUT_ROWS,
	'ledger/backlog.ts SELECT pg_try_advisory_xact_lock': WITHOUT_ROWS,
	'surface/databaseRefusals.ts': WITHOUT_ROWS,
	'ledger/references.ts SELECT d.doc_code': WHOLE_CATCH_UP,
	'ledger/documentNames.ts SELECT d.id': WHOLE_CATCH_UP,
	'ledger/amendingActs.ts SELECT d.id': WHOLE_CATCH_UP,
	'ledger/signatures.ts INSERT INTO cutter_control.signing_key': 'a key or two',
	'ledger/signatures.ts UPDATE cutter_control.signing_key': 'a key or two',
	'ledger/sight.ts': NARROWED,
	'ledger/namesOfOthers.ts': NARROWED,
	'ledger/aliases.ts SELECT id FROM': NARROWED,
	'ledger/notes.ts SELECT CAST(coalesce(max(size)': 'where witnesses are configured; integration/notes sends it',
	'ledger/backlog.ts INSERT INTO … (entry_id, kind': 'an escalation of a document that drifted; integration/touches sends it',
	'ledger/backlog.ts SELECT e.status, e.payload': 'in a flow that names a document; integration/flows-pipeline sends it',
	'host/actor.ts': 'people, of whom there are few',
};

const reader = planReader();
const silent = () => ({ adminDatabaseUrl: withoutPlans(system.adminDatabaseUrl) });
let system;
let plans;
/** What went wrong on that day: the plans until then are judged all the same. */
let failure;
before(async () => {
	const stack = await startLibrary({ documents: DOCUMENTS, postgresSettings: { ...PLANS_IN_LOG, ...SMALL }, onPostgresLine: reader.onLine });
	system = { ...withClients(stack), close: stack.stop };
	({ plans } = await reader.during(system, undefined, () => useEveryRoute({ ...system, adminDatabaseUrl: silent().adminDatabaseUrl }, `thư viện ${process.pid}`).catch((error) => (failure = error))));
});
after(() => system?.close());

test('every route and command answered', () => assert.ifError(failure));

test('no statement reads more than its work', async (t) => {
	const tables = await query(silent(), 'SELECT relname FROM pg_catalog.pg_class WHERE relkind = $1 AND reltuples > $2', ['r', MOST_ROWS]);
	const large = new Set(tables.map(({ relname }) => relname));
	const excused = new Set();
	const found = new Map();
	for (const plan of plans) {
		const faults = growing(plan, large);
		if (faults.length === 0) continue;
		const excuse = Object.keys(WHOLE_LIBRARY).find((words) => isStatement(plan['Query Text'], words));
		if (excuse) excused.add(excuse);
		else found.set(plan['Query Text'], [...new Set([...(found.get(plan['Query Text']) ?? []), ...faults])]);
	}
	t.diagnostic(`${plans.length} plans, ${new Set(plans.map((plan) => plan['Query Text'])).size} statements`);
	assert.deepEqual([...found].map(([text, faults]) => `${faults.join('; ')}\n${text}`), []);
	assert.deepEqual(Object.keys(WHOLE_LIBRARY).filter((words) => !excused.has(words)), [], 'an exception that excuses nothing any more');
});

test('every statement of the source was sent', () => {
	const missing = unseen(statementsOfTheSource(), plans.map((plan) => plan['Query Text']));
	const named = ({ file, begins }) => Object.keys(NOT_SENT).find((name) => `${file} ${begins}`.startsWith(name));
	assert.deepEqual(missing.filter((statement) => !named(statement)).map(({ file, begins }) => `${file}: ${begins}`), []);
	assert.deepEqual(Object.keys(NOT_SENT).filter((name) => !missing.some((statement) => named(statement) === name)), [], 'an exception that excuses nothing any more');
});
