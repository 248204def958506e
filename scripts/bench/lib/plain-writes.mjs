// The plain ways of writing the rows of a cut: Directus' ItemsService, one statement from JSON, COPY. They write tables of the
// same columns, indexes, checks and foreign keys, without the triggers that guard the real ones.

import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const EXTENSION = 'directus-extension-bench-items-service';

/** Real tables, their plain copies, and which of their rows belong to a change set. */
const TABLES = [
	{ real: 'public.tac_logical_unit', plain: 'public.bench_unit', where: `id IN (SELECT target_row_id::uuid FROM cutter_governance.cut_change_set_affected_row WHERE change_set_id = '$id')`, order: 'sort_order' },
	{ real: 'public.tac_unit_version', plain: 'public.bench_version', where: `change_set_id = '$id'`, order: 'id' },
	{ real: 'cutter_governance.cut_change_set_affected_row', plain: 'public.bench_affected_row', where: `change_set_id = '$id'`, order: 'affected_row_id' },
];
/** The rows that an editor's POST /items would write; the third table is the ledger's. */
const ITEMS = TABLES.slice(0, 2);

/** ItemsService takes milliseconds for each row, one after the other, however many there are: of a long document it gets this many units. */
const MOST_ITEMS = 1_000;

const COPIES = `
	${TABLES.map(({ real, plain }) => `CREATE TABLE ${plain} (LIKE ${real} INCLUDING ALL)`).join('; ')};
	ALTER TABLE public.bench_unit ADD FOREIGN KEY (section_type) REFERENCES public.tac_section_type_vocab (code), ADD FOREIGN KEY (parent_id) REFERENCES public.bench_unit (id);
	ALTER TABLE public.bench_version ADD FOREIGN KEY (unit_id) REFERENCES public.bench_unit (id);
	ALTER TABLE public.bench_affected_row ADD FOREIGN KEY (change_set_id) REFERENCES cutter_governance.cut_change_set (change_set_id);
	GRANT SELECT, INSERT ON public.bench_unit, public.bench_version TO directus`;

/** The rows of the first units in document order: parents come before their children. */
function firstUnits(json, plain, count) {
	const ids = new Set(JSON.parse(json['public.bench_unit']).slice(0, count).map(({ id }) => id));
	return JSON.parse(json[plain]).filter((row) => ids.has(row.unit_id ?? row.id));
}

/** Puts the endpoint that calls ItemsService into a Directus that is not running. */
export const installItemsService = (extensionsFolder) =>
	cpSync(fileURLToPath(new URL('items-service', import.meta.url)), join(extensionsFolder, EXTENSION), { recursive: true });

/**
 * @param {{ adminDatabaseUrl: string, folder: string, postgres: { dataDir: string } }} system whose server the plain tables are on
 * @param {{ post: (path: string, body: object) => Promise<any> }} admin
 */
export async function openPlainWrites(system, admin) {
	const client = new pg.Client({ connectionString: system.adminDatabaseUrl });
	await client.connect();
	const ask = (sql, values) => client.query(sql, values);
	await ask(COPIES);

	const rowsOf = ({ real, where, order }, changeSetId) => `SELECT * FROM ${real} WHERE ${where.replace('$id', changeSetId)} ORDER BY ${order}`;
	const copyFile = ({ plain }) => join(system.postgres.dataDir, `${plain}.copy`);
	const empty = () => ask(`TRUNCATE ${TABLES.map(({ plain }) => plain).join(', ')}`);
	const count = async ({ plain }) => (await ask(`SELECT count(*)::int AS rows FROM ${plain}`)).rows[0].rows;

	/** Does `work` on empty tables, in one transaction where it is ours, and checks that it wrote every row. */
	async function timed(tables, rows, work) {
		await empty();
		const begun = performance.now();
		const own = await work();
		const milliseconds = own ?? performance.now() - begun;
		for (const table of tables) if ((await count(table)) !== rows) throw new Error(`${table.plain} has ${await count(table)} rows instead of ${rows}`);
		return milliseconds;
	}

	async function inTransaction(statements) {
		await ask('BEGIN');
		for (const [sql, values] of statements) await ask(sql, values);
		await ask('COMMIT');
	}

	return {
		ask,
		/**
		 * The rows of a cut, written in every plain way. Milliseconds; for ItemsService inside Directus, for the others at the database's client.
		 * @param {string} changeSetId
		 * @param {number} units
		 */
		async of(changeSetId, units) {
			const json = {};
			for (const table of TABLES) {
				json[table.plain] = (await ask(`SELECT json_agg(r)::text AS rows FROM (${rowsOf(table, changeSetId)}) r`)).rows[0].rows;
				await ask(`COPY (${rowsOf(table, changeSetId)}) TO '${copyFile(table)}'`);
			}
			const file = join(system.folder, 'bench-rows.json');
			const some = Math.min(units, MOST_ITEMS);
			writeFileSync(file, JSON.stringify(ITEMS.map(({ plain }) => ({ collection: plain.split('.')[1], rows: firstUnits(json, plain, some) }))));
			const fromJson = ({ plain }) => [`INSERT INTO ${plain} SELECT * FROM json_populate_recordset(NULL::${plain}, $1::json)`, [json[plain]]];
			const fromFile = (table) => [`COPY ${table.plain} FROM '${copyFile(table)}'`];
			const way = (tables, statement) => timed(tables, units, async () => void (await inTransaction(tables.map(statement))));
			return {
				copy: await way(ITEMS, fromFile),
				copy_with_ledger: await way(TABLES, fromFile),
				json: await way(ITEMS, fromJson),
				json_with_ledger: await way(TABLES, fromJson),
				items_service: await timed(ITEMS, some, async () => (await admin.post('/bench-items-service', { file })).milliseconds),
				items_service_units: some,
				bytes: Object.values(json).reduce((sum, text) => sum + Buffer.byteLength(text), 0),
			};
		},
		close: () => client.end(),
	};
}
