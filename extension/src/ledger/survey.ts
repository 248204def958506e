/** What stands in the way of a cut: live facts its validation needs, and a survey of its target tables. */
import type { Knex } from 'knex';

import type { TargetSurvey, ValidationFacts } from '../core/index.js';
import { attestedFacts } from './attested.js';
import { documentRows } from './structure.js';
import { ALIASES, UNITS, VERSIONS, type TableSpec } from './tables.js';

/** Facts for the ten findings of `manifestId`, read from live tables. */
export async function validationFacts(
	trx: Knex.Transaction,
	manifest: { id: string; entryId: string; docCode: string; sourceSha256: string; pinnedDigest: string; attests: boolean; restructures: boolean },
): Promise<ValidationFacts> {
	const { rows } = await trx.raw(
		`SELECT
			(SELECT canonical_text FROM cutter_control.source_version WHERE sha256 = :sha) AS canonical_text,
			(SELECT coalesce(json_agg(code ORDER BY code), '[]') FROM public.tac_section_type_vocab WHERE active) AS active,
			(SELECT coalesce(json_agg(b.proposed_canonical_address ORDER BY b.render_order), '[]')
				FROM cutter_governance.manifest_unit_block b JOIN ${UNITS.name} u ON u.canonical_address = b.proposed_canonical_address
				WHERE b.envelope_id = :id) AS taken,
			(SELECT count(*)::int FROM ${UNITS.name} WHERE doc_code = :docCode) AS live`,
		{ sha: manifest.sourceSha256, id: manifest.id, docCode: manifest.docCode },
	);
	const [facts] = rows;
	return {
		canonical_text: facts.canonical_text,
		pinned_manifest_digest: manifest.pinnedDigest,
		active_section_types: facts.active,
		taken_addresses: facts.taken,
		live_unit_count: facts.live,
		attested: manifest.attests ? await attestedFacts(trx, { manifestId: manifest.id }) : null,
		document_rows: manifest.restructures ? await documentRows(trx, { docCode: manifest.docCode, entryId: manifest.entryId, manifestId: manifest.id }) : null,
	};
}

/** What is said of a guard that can be passed by: it is switched off, or fires for some sessions alone, which since migration 020 none does. */
const SILENCED = `CASE WHEN f.proname LIKE 'fn\\_%' AND (g.tgenabled IN ('D', 'R')
	OR g.tgenabled = 'O' AND EXISTS (SELECT FROM cutter_control.schema_migration WHERE migration_id = '020_guards_always')) THEN ' (does not fire always)' ELSE '' END`;

/** True of a trigger `g` that writes down what is touched: it changes no row, so no review rests on it. */
const WRITES_DOWN = "g.tgname LIKE 'trg\\_tac\\_touched\\_%'";

/** SQL for these triggers of the units and their versions, each in a line with what it runs, as JSON. */
const JOURNAL = `(SELECT coalesce(json_agg(j.line ORDER BY j.line), '[]') FROM (
	SELECT format('%s.%s %s %s %s %s %s.%s %s %s %s', c.relname, g.tgname, g.tgenabled, g.tgtype || CASE WHEN g.tgqual IS NULL THEN '' ELSE ' when' END,
		coalesce(g.tgoldtable, '-'), coalesce(g.tgnewtable, '-'), n.nspname, f.proname, CASE WHEN f.prosecdef THEN 'definer' ELSE 'invoker' END,
		array_to_string(f.proconfig, ' '), encode(sha256(convert_to(f.prosrc, 'UTF8')), 'hex')) AS line
	FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_proc f ON f.oid = g.tgfoid JOIN pg_namespace n ON n.oid = f.pronamespace
	WHERE g.tgrelid IN (CAST('${UNITS.name}' AS regclass), CAST('${VERSIONS.name}' AS regclass)) AND NOT g.tgisinternal AND ${WRITES_DOWN}
) j)`;

/** What writes down which documents are touched, as it is now. */
export async function journalTriggers(trx: Knex.Transaction): Promise<string[]> {
	const { rows } = await trx.raw(`SELECT ${JOURNAL} AS journal`);
	return rows[0].journal;
}

/** Columns, triggers and constraints of the target tables, what the executor role may do there, and what it may update of units, versions and aliases. */
export async function surveyTargets(trx: Knex.Transaction, targets: readonly TableSpec[] = [UNITS, VERSIONS]): Promise<TargetSurvey> {
	const list = (expression: string, from: string) => `(SELECT coalesce(json_agg(name ORDER BY name), '[]') FROM (SELECT t.relname || '.' || ${expression} AS name FROM targets t ${from}) found)`;
	const { rows } = await trx.raw(
		`WITH targets AS (SELECT oid, relname FROM pg_class WHERE oid = ANY(?::regclass[]))
		SELECT
			${list('a.attname', 'JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped')} AS columns,
			${list(`g.tgname || ${SILENCED}`, `JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal AND NOT (${WRITES_DOWN}) JOIN pg_proc f ON f.oid = g.tgfoid`)} AS triggers,
			${list('c.conname', 'JOIN pg_constraint c ON c.conrelid = t.oid')} AS constraints,
			${list('p.name', `CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS p(name) WHERE has_table_privilege('cutter_exec', t.oid, p.name)`)} AS privileges,
			(SELECT coalesce(json_agg(c.relname || '.' || a.attname ORDER BY c.relname || '.' || a.attname), '[]')
				FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
				WHERE c.oid = ANY(?::regclass[]) AND has_column_privilege('cutter_exec', c.oid, a.attnum, 'UPDATE')) AS updatable,
			${JOURNAL} AS journal`,
		[`{${targets.map((table) => table.name).join(',')}}`, `{${[UNITS, VERSIONS, ALIASES].map((table) => table.name).join(',')}}`],
	);
	return rows[0];
}
