// Units as an older system left them: 86 of three documents, in the shape of the first installation, in words of their own.

import { createHash } from 'node:crypto';
import { sha256 } from './proof.mjs';
import { asSuperuser } from './ledger.mjs';
import { behindGuards } from '../../scripts/lib/guards.mjs';

/** Document number, units in all, and how many sections; what is left are points of the sections. Each was written on a day of its own. */
const DOCUMENTS = [
	{ number: 28, units: 27, sections: 9, written: '2025-11-03T08:15:00.123456Z' },
	{ number: 32, units: 23, sections: 11, written: '2025-11-17T09:30:00.654321Z' },
	{ number: 35, units: 36, sections: 8, written: '2025-12-01T14:45:00.111222Z' },
];

/** The number after `D` in the reference's addresses. */
const REFERENCE_LAW = 38;

/** As many as the reference has. */
export const REFERENCE_UNITS = DOCUMENTS.reduce((sum, document) => sum + document.units, 0);
/** Their document codes with the number of units of each. */
export const REFERENCE_DOCUMENTS = Object.fromEntries(DOCUMENTS.map(({ number, units }) => [`DIEU${number}`, units]));

const idOf = (...parts) => {
	const hex = createHash('md5').update(parts.join(' ')).digest('hex');
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** One document: a root, its sections, and points below them, in document order. */
function unitsOf({ number, units, sections, written }, law) {
	const head = `D${law}-DIEU${number}`;
	const docCode = law === REFERENCE_LAW ? `DIEU${number}` : `D${law}-DIEU${number}`;
	const points = units - 1 - sections;
	const made = [];
	const add = (tail, parent, type, title, body) => {
		const address = `${head}-${tail}`;
		made.push({ id: idOf(address), address, parent_id: parent && idOf(`${head}-${parent}`), doc_code: docCode, type, title, body, written, order: made.length });
	};
	add('ROOT', null, 'article', `Điều ${number}. Quy chế số ${number} của xưởng`, null);
	for (let section = 1; section <= sections; section++) {
		add(`S${section}`, 'ROOT', 'section', `Mục ${section} của Điều ${number}`, `Mục ${section} nói về việc thứ ${section} trong Điều ${number}.\n`);
		const own = Math.floor(points / sections) + (section <= points % sections ? 1 : 0);
		for (let point = 1; point <= own; point++) {
			add(`S${section}-P${point}`, `S${section}`, 'point', `Ý ${point}`, `Ý ${point} của mục ${section}: dụng cụ số ${point} để đúng chỗ.\n`);
		}
	}
	return made;
}

/** How many of them were rehearsed in the sandbox: the first ones, in document order. */
export const REFERENCE_SANDBOX_UNITS = 76;

/**
 * The database of the first installation: what 001 and 002 make, 86 units of three documents, 76 in the sandbox, no ledger row, and
 * nothing on record of who made it. Units are written as before Phase alpha, each at the time its document was.
 * @param {import('pg').Client} admin the superuser, in that database
 * @param {{ role: string, directusRole: string, baseline: string[] }} maker the role that owns the objects, and the SQL that makes them
 */
export async function makeReferenceDatabase(admin, { role, directusRole, baseline }) {
	await admin.query('BEGIN');
	await admin.query("SELECT set_config('cutter.directus_role', $1, true), set_config('role', $2, true)", [directusRole, role]);
	for (const sql of baseline) await admin.query(sql);
	await admin.query('RESET ROLE');
	await admin.query('SET LOCAL session_replication_role = replica');
	const units = DOCUMENTS.flatMap((document) => unitsOf(document, REFERENCE_LAW));
	for (const unit of units) await insertUnit(admin, 'public.tac_logical_unit', unit);
	for (const unit of units.slice(0, REFERENCE_SANDBOX_UNITS)) await insertUnit(admin, 'sandbox_tac.logical_unit', unit);
	await admin.query('COMMIT');
	return units;
}

const insertUnit = (client, table, unit) =>
	client.query(
		`INSERT INTO ${table} (id, canonical_address, doc_code, section_type, section_code, parent_id, sort_order, tier, lifecycle_status, owner_ref,
			identity_profile, created_at, updated_at)
		VALUES ($1, $2, $3, $4, NULL, $5, $6, 'document', 'draft_only', 'older-system', $7, $8, $8)`,
		[unit.id, unit.address, unit.doc_code, unit.type, unit.parent_id, unit.order, JSON.stringify({ title: unit.title, label: unit.address.split('-').at(-1) }), unit.written],
	);

/**
 * Writes the 86 units and one version of each as the older system did: before any guard, so no trigger fires and no time is stamped.
 * @param {{ adminDatabaseUrl: string }} system
 * @param {number} [law] another number after `D` in their addresses, and then before their document codes, for units of a test's own
 * @returns {Promise<{ id: string, address: string, doc_code: string }[]>} in document order
 */
export async function insertReferenceUnits(system, law = REFERENCE_LAW) {
	const units = DOCUMENTS.flatMap((document) => unitsOf(document, law));
	await asSuperuser(system, (client) =>
		behindGuards(client, async () => {
			await client.query('BEGIN');
			for (const unit of units) {
				await client.query(
					`INSERT INTO public.tac_logical_unit (id, canonical_address, doc_code, section_type, section_code, parent_id, sort_order, tier,
						lifecycle_status, owner_ref, identity_profile, created_at, updated_at, authority, canonical_address_format_version)
					VALUES ($1, $2, $3, $4, NULL, $5, $6, 'document', 'draft_only', 'older-system', $7, $8, $8, 'draft', 'canonical-address-v1')`,
					[unit.id, unit.address, unit.doc_code, unit.type, unit.parent_id, unit.order, JSON.stringify({ title: unit.title, label: unit.address.split('-').at(-1) }), unit.written],
				);
				await client.query(
					`INSERT INTO public.tac_unit_version (id, unit_id, version_seq, title, body, body_handling, content_hash, lifecycle_status,
						review_state, content_profile, created_by, created_at, updated_at)
					VALUES ($1, $2, 1, $3, $4, $5, $6, 'draft_only', 'legacy', '{}', 'older-system', $7, $7)`,
					[idOf(unit.address, 'version'), unit.id, unit.title, unit.body, unit.body === null ? 'structural_node' : 'own_body', sha256(unit.body ?? ''), unit.written],
				);
			}
			await client.query('COMMIT');
		}),
	);
	return units.map(({ id, address, doc_code }) => ({ id, address, doc_code }));
}
