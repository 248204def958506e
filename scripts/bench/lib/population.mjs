// A database full of units and aliases, made by set-based SQL in seconds: what a large library of amended regulations looks like.
// Triggers and foreign keys are off while it is written; the rows keep their rules all the same (a test asks the rules).

import pg from 'pg';
import { silenceGuards } from '../../lib/guards.mjs';

/** Units of one document: 10 chapters, 70 articles, 210 clauses, 210 points. */
export const UNITS_PER_DOCUMENT = 500;

/** Aliases that one round of amendments leaves in one document: 125 renumberings (two rows each), 75 redirects, 175 references. */
export const ALIASES_PER_ROUND = 500;

/** Rounds of amendments a document can have. */
export const ROUNDS = 5;

/** Units that a chain of eight redirects starts from, and what the longest chain the resolver follows starts from. */
const CHAIN = { retired: 8, longest: 31, firstPointOfLongest: 151, everyDocuments: 100 };

/** An id that is always the same for the same name, of a form that is accepted everywhere. */
export const uuid = (name) => `overlay(overlay(md5(${name}) PLACING '5' FROM 13) PLACING '8' FROM 17)::uuid`;

export const BORN = "timestamptz '2012-03-01 00:00Z' + d * interval '2 hours'";
const renumbered = (round) => `${BORN} + ${round} * interval '300 days'`;
/** The last article of a document is young: it took an address that another one had given up. */
const YOUNG = "timestamptz '2024-06-01 00:00Z'";

/** The addresses and places of the units of any document, by number `n`. */
const SHAPE = `
	CREATE TEMPORARY TABLE shape AS
	WITH counted AS (
		SELECT c AS n, 'chapter' AS kind, c AS chapter, 0 AS article, 0 AS clause, 0 AS point, NULL::integer AS parent FROM generate_series(1, 10) c
		UNION ALL SELECT 10 + a, 'article', (a - 1) / 7 + 1, a, 0, 0, (a - 1) / 7 + 1 FROM generate_series(1, 70) a
		UNION ALL SELECT 80 + k, 'clause', (k - 1) / 21 + 1, (k - 1) / 3 + 1, (k - 1) % 3 + 1, 0, 10 + (k - 1) / 3 + 1 FROM generate_series(1, 210) k
		UNION ALL SELECT 290 + p, 'point', (k - 1) / 21 + 1, (k - 1) / 3 + 1, (k - 1) % 3 + 1, (p - 1) % 2 + 1, 80 + k
			FROM generate_series(1, 210) p, LATERAL (SELECT (p - 1) / 2 * 2 + 1 AS k) clause
	)
	SELECT n, kind, parent, article,
		CASE kind WHEN 'chapter' THEN '' ELSE concat(CASE WHEN clause > 0 THEN '-KHOAN-' || clause END, CASE WHEN point > 0 THEN '-DIEM-' || chr(64 + point) END) END AS tail,
		CASE kind WHEN 'chapter' THEN 'Chương ' || chapter WHEN 'article' THEN 'Điều ' || article WHEN 'clause' THEN clause || '.' ELSE chr(96 + point) || ')' END AS label,
		CASE kind WHEN 'chapter' THEN 'CHUONG-' || chapter ELSE concat('DIEU-', article, CASE WHEN clause > 0 THEN '-KHOAN-' || clause END, CASE WHEN point > 0 THEN '-DIEM-' || chr(64 + point) END) END AS path,
		row_number() OVER (ORDER BY chapter, article, clause, point)::integer AS place
	FROM counted;
	ALTER TABLE shape ADD PRIMARY KEY (n)`;

const DOCUMENTS = `
	CREATE TEMPORARY TABLE library AS
	SELECT d, concat('QC-', (ARRAY['XUONG', 'BENCANG', 'NHAKHO', 'HOIQUAN', 'VUONUOM'])[d % 5 + 1], '-', d, '-', 2000 + d % 26) AS prefix
	FROM generate_series(1, $documents) d;
	ALTER TABLE library ADD PRIMARY KEY (d);
	INSERT INTO public.cutter_source_document (id, title, doc_code, prefix, profile, status, created_by)
	SELECT ${uuid("'document ' || prefix")}, 'Quy chế số ' || d, prefix, prefix, 'vn-law', 'active', 'population' FROM library`;

/** Points are what amendments retired, thirty in each round; and the longest chains. */
const RETIRED = `n BETWEEN 291 AND 440 OR (d % ${CHAIN.everyDocuments} = 1 AND n BETWEEN ${290 + CHAIN.firstPointOfLongest} AND ${290 + CHAIN.firstPointOfLongest + CHAIN.longest - 1})`;
const retiredAt = (n) => `timestamptz '2021-01-01 00:00Z' + (${n}) * interval '1 day'`;
export const unitId = (n) => uuid(`concat('unit ', d, ' ', ${n})`);

const UNITS = `
	INSERT INTO public.tac_logical_unit (id, canonical_address, doc_code, section_type, section_code, parent_id, sort_order, tier, lifecycle_status,
		owner_ref, identity_profile, created_at, updated_at, authority, canonical_address_format_version)
	SELECT ${unitId('n')}, prefix || '/' || path, prefix, kind, NULL, CASE WHEN parent IS NOT NULL THEN ${unitId('parent')} END, place, 'document',
		CASE WHEN ${RETIRED} THEN 'retired' ELSE 'active' END, 'population',
		jsonb_build_object('title', 'Việc thứ ' || n || ' của quy chế ' || d, 'label', label), born, born, 'enacted', 'canonical-address-v2'
	FROM library, shape, LATERAL (SELECT CASE WHEN article = 70 THEN ${YOUNG} ELSE ${BORN} END AS born) birth
	ORDER BY d, place`;

/** Every tenth unit has a second version. */
const VERSIONS = `
	INSERT INTO public.tac_unit_version (id, unit_id, version_seq, title, body, body_handling, content_hash, lifecycle_status, review_state, content_profile,
		created_by, created_at, updated_at, enacted_at, superseded_at, retired_at)
	SELECT ${uuid("concat('version ', d, ' ', n, ' ', seq)")}, ${unitId('n')}, seq, 'Việc thứ ' || n, body, 'own_body', encode(sha256(convert_to(body, 'UTF8')), 'hex'),
		CASE WHEN retired THEN 'retired' ELSE 'active' END, 'approved', '{}', 'population', born, born, born,
		CASE WHEN seq = 1 AND n % 10 = 0 THEN born + interval '1 year' END, CASE WHEN retired THEN ${retiredAt('n')} END
	FROM library, shape, LATERAL generate_series(1, CASE WHEN n % 10 = 0 THEN 2 ELSE 1 END) seq,
		LATERAL (SELECT CASE WHEN article = 70 THEN ${YOUNG} ELSE ${BORN} END AS born, (${RETIRED}) AS retired,
			concat('Người trực ca ', n, ' ghi vào sổ của quy chế ', d, ' giờ nhận, giờ trả và tình trạng của từng dụng cụ; thiếu thì báo người phụ trách ngay trong ngày, bản ', seq, '.') AS body) written
	ORDER BY d, place, seq`;

/** Which rounds of which documents are written now: those wanted and not there yet. */
const AMENDED = `(SELECT l.d, l.prefix, r FROM library l, generate_series(1, $rounds) r WHERE l.d <= $documents AND NOT (l.d <= $documentsBefore AND r <= $roundsBefore)) amended`;
const COLUMNS = 'cutter_governance.canonical_address_alias (alias_id, target_unit_id, alias_text, alias_kind, valid_from, valid_until, created_by, rationale, scenario_ref)';

/** Articles and clauses were renumbered; article 69 gave the address DIEU-70 away, which a young article has now. */
const RENUMBERINGS = `
	INSERT INTO ${COLUMNS}
	SELECT ${uuid("concat('renumbering ', d, ' ', r, ' ', n, ' ', alias_kind)")}, ${unitId('n')}, old, alias_kind, valid_from, valid_until, 'population', 'renumbered in round ' || r, NULL
	FROM ${AMENDED}, generate_series(1, 125) i
		JOIN shape ON n = CASE WHEN i = 70 THEN 136 ELSE 10 + i END,
		LATERAL (SELECT CASE WHEN r = 1 AND i = 69 THEN prefix || '/DIEU-70' ELSE concat(prefix, '/DIEU-', article + 100 * r, tail) END AS old) text_before,
		LATERAL (VALUES
			('previous_canonical', ${renumbered('(r - 1)')}, ${renumbered('r')}),
			('rename', ${renumbered('r')}, CASE WHEN r = 1 AND i = 69 THEN ${YOUNG} END)
		) AS pair (alias_kind, valid_from, valid_until)`;

/** In each round: a chain of eight, splits in two to five, and more splits in three. */
const REDIRECTS = `
	INSERT INTO ${COLUMNS}
	SELECT ${uuid("concat('redirect ', d, ' ', n, ' ', part)")}, ${unitId('target')}, prefix || '/' || path, 'redirect', ${retiredAt('n')}, NULL, 'population', 'replaced', concat('replacement ', d, ' ', n)
	FROM (
		SELECT d, prefix, 290 + 30 * (r - 1) + slot AS n, part, CASE
				WHEN slot < ${CHAIN.retired} THEN 290 + 30 * (r - 1) + slot + 1
				ELSE 81 + (slot * 7 + part * 3 + r) % 207
			END AS target
		FROM ${AMENDED}, generate_series(1, 30) slot,
			LATERAL generate_series(1, CASE WHEN slot <= ${CHAIN.retired} THEN 1 WHEN slot <= 12 THEN slot - 7 WHEN slot < 30 THEN 3 ELSE 2 END) part
		UNION ALL
		SELECT d, prefix, n, 1, n + 1 FROM ${AMENDED}, generate_series(${290 + CHAIN.firstPointOfLongest}, ${290 + CHAIN.firstPointOfLongest + CHAIN.longest - 1}) n
		WHERE r = 1 AND d % ${CHAIN.everyDocuments} = 1
	) replaced JOIN shape USING (n)`;

/** What others call the units; in each round two of them share a text, and some have ended. */
const REFERENCES = `
	INSERT INTO ${COLUMNS}
	SELECT ${uuid("concat('reference ', d, ' ', r, ' ', i)")}, ${unitId('10 + (i * 11 + r) % 69 + 1')}, concat('Sổ tay nghề số ', d, ', mục ', r, '.', greatest(i, 2)), 'external_reference',
		timestamptz '2018-01-01 00:00Z' + i * interval '1 day', CASE WHEN i % 10 = 0 THEN timestamptz '2022-01-01 00:00Z' END, 'population', 'used by a handbook', NULL
	FROM ${AMENDED}, generate_series(1, CASE WHEN r = 1 AND d % ${CHAIN.everyDocuments} = 1 THEN ${175 - CHAIN.longest} ELSE 175 END) i`;

const filled = (sql, values) => sql.replace(/\$(\w+)/g, (_, name) => Number(values[name]));

/**
 * Fills a system's empty unit tables; `grow` adds aliases to them, and may be called again for more.
 * @param {string} adminDatabaseUrl a superuser's connection
 * @param {{ documents: number }} size
 */
export async function openPopulation(adminDatabaseUrl, { documents }) {
	const client = new pg.Client({ connectionString: adminDatabaseUrl });
	await client.connect();
	const run = async (sql, values) => (await client.query(filled(sql, values))).rowCount;
	const restore = await silenceGuards(client);
	for (const statement of [SHAPE, DOCUMENTS, UNITS, VERSIONS]) await run(statement, { documents });
	await client.query('ANALYZE public.tac_logical_unit, public.tac_unit_version, public.cutter_source_document');
	let before = { documentsBefore: 0, roundsBefore: 0 };

	return {
		units: documents * UNITS_PER_DOCUMENT,
		/** Aliases for the first `amended` documents, up to `rounds` rounds each. @returns {Promise<number>} aliases there are now */
		async grow({ amended = documents, rounds }) {
			for (const statement of [RENUMBERINGS, REDIRECTS, REFERENCES]) await run(statement, { documents: amended, rounds, ...before });
			before = { documentsBefore: amended, roundsBefore: rounds };
			await client.query('VACUUM ANALYZE cutter_governance.canonical_address_alias');
			const { rows } = await client.query('SELECT count(*)::int AS aliases FROM cutter_governance.canonical_address_alias');
			return rows[0].aliases;
		},
		/** The rows of a question about what was written. */
		ask: async (sql, values) => (await client.query(sql, values)).rows,
		async close() {
			await restore();
			await client.end();
		},
	};
}
