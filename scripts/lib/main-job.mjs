// The main job over HTTP, as three people: register → MARK → SWEEP → REVIEW → CUT → VERIFY → resolve.

import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { inProject } from './paths.mjs';
import { step, UserError } from './console.mjs';
import { httpClient } from './http.mjs';

/** Directus takes JSON bodies up to 1 MB; a longer text is the body itself, streamed. */
const LONGEST_JSON_TEXT_BYTES = 900_000;

/** Rows that one change writes into the ledger: these, and two for each unit (its block and its affected row). */
const ROWS_PER_CHANGE = 13;
const ROWS_PER_UNIT = 2;

export const expectedGovernanceRows = (units) => ROWS_PER_CHANGE + ROWS_PER_UNIT * units;

/** The sample law that is cut, and the policy that is left waiting for its review. */
export const SAMPLE_LAW = { file: inProject('scripts/sample/sample-law.txt'), prefix: 'QD-LUUTRU-2026', title: 'Quy định về công tác lưu trữ tài liệu', profile: 'vn-law' };
export const SAMPLE_POLICY = { file: inProject('scripts/sample/sample-policy.md'), prefix: 'REMOTE-WORK', title: 'Remote Work Policy', profile: 'markdown-outline' };

/** @returns {{ executor: object, reviewer: object, verifier: object }} one HTTP client for each person */
export function clientsOf({ url, users }) {
	return Object.fromEntries(Object.entries(users).map(([name, { token }]) => [name, httpClient(url, token)]));
}

/**
 * Registers a document as the executor.
 * @param {ReturnType<typeof clientsOf>} clients
 * @param {{ file?: string, bytes?: Buffer, prefix: string, title?: string, docCode?: string, profile?: string }} document
 */
export async function register(clients, { file, bytes = readFileSync(file), prefix, title, docCode = prefix, profile }) {
	const name = file ? basename(file, extname(file)) : prefix;
	const about = { title: title ?? name, doc_code: docCode, prefix, ...(profile ? { profile } : {}) };
	const text = bytes.toString('utf8');
	// Bytes that are not UTF-8 must reach the cutter as they are: it is the one to refuse them.
	const fitsInJson = bytes.length <= LONGEST_JSON_TEXT_BYTES && Buffer.from(text, 'utf8').equals(bytes);
	return fitsInJson
		? clients.executor.post('/cutter/documents', { ...about, text })
		: clients.executor.post(`/cutter/documents?${new URLSearchParams(about)}`, bytes);
}

/** Addresses of the units of a document in the database, as an observer sees them. */
async function addressesOf(client, docCode, limit) {
	const filter = encodeURIComponent(JSON.stringify({ doc_code: { _eq: docCode } }));
	const rows = await client.get(`/items/tac_logical_unit?filter=${filter}&fields=canonical_address&sort=canonical_address&limit=${limit}`);
	return rows.map((row) => row.canonical_address);
}

const inOrder = (counts) => Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
const sameCounts = (left, right) => Boolean(left && right) && JSON.stringify(inOrder(left)) === JSON.stringify(inOrder(right));

/** What is not as it should be, one sentence each. */
export function findProblems({ mark, cut, verify, units, governanceRows, inDatabase, resolved, address }) {
	const problems = [];
	const total = Object.values(governanceRows).reduce((sum, count) => sum + count, 0);
	if (units < 1) problems.push('the cut made no unit');
	if (mark.counts.units !== units) problems.push(`MARK proposed ${mark.counts.units} units, the ledger has ${units}`);
	if (mark.coverage.reconstruction_ok !== true) problems.push('the units of MARK do not give the text back byte for byte');
	if (inDatabase !== units) problems.push(`the ledger has ${units} units, the collection ${inDatabase}`);
	if (total !== expectedGovernanceRows(units)) {
		problems.push(`${total} governance rows instead of ${expectedGovernanceRows(units)} for ${units} units`);
	}
	if (!sameCounts(cut.planned_row_counts, cut.observed_row_counts)) problems.push('the rows of the cut differ from its plan');
	if (verify.verdict !== 'pass') problems.push(`VERIFY says "${verify.verdict}": ${JSON.stringify(verify.findings)}`);
	if (resolved.outcome !== 'canonical' || resolved.units?.[0]?.canonical_address !== address) {
		problems.push(`${address} does not resolve as canonical: ${JSON.stringify(resolved)}`);
	}
	return problems;
}

/**
 * Does the main job for one document and reports on it.
 * @param {{ url: string, users: Record<string, { token: string }> }} system a running stack
 * @param {Parameters<typeof register>[1] & { leaf?: string, scope?: string }} document
 * @returns {Promise<{ ok: boolean, document: object, units: number, governance_rows: Record<string, number>, verify: string,
 *   resolve: object, problems: string[] }>}
 */
export async function runMainJob(system, document) {
	const clients = clientsOf(system);
	const { executor, reviewer, verifier } = clients;
	const { prefix, docCode = prefix, profile, leaf, scope } = document;
	const given = (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

	const registered = await step(`Registering ${prefix} (executor)`, () => register(clients, document));
	const mark = await step('MARK (executor)', () => executor.post(`/cutter/documents/${registered.id}/mark`, given({ profile, leaf, scope })));
	const sweep = await step('SWEEP (executor)', () => executor.post('/cutter/sweep'));
	if (sweep.promoted < 1) throw new UserError(`SWEEP promoted nothing: ${JSON.stringify(sweep)}`);
	const review = await step('REVIEW (reviewer)', () =>
		approve(reviewer, mark.manifest_id, { rationale: 'Read beside the source: headings, numbering and coverage are right.' }),
	);
	const cut = await step('CUT (executor)', () => executor.post(`/cutter/manifests/${mark.manifest_id}/cut`, { target: 'public', dry_run: false }));
	const verify = await step('VERIFY (verifier)', () => verifier.post(`/cutter/change-sets/${cut.change_set_id}/verify`));

	const changeSet = await executor.get(`/cutter/change-sets/${cut.change_set_id}`);
	const governanceRows = changeSet.row_matrix;
	const units = governanceRows.manifest_unit_block;
	const addresses = await addressesOf(executor, docCode, -1);
	const address = addresses[0];
	const resolved = await step(`Resolving ${address}`, () => executor.get(`/cutter/resolve?address=${encodeURIComponent(address)}`));
	const problems = findProblems({ mark, cut, verify, units, governanceRows, inDatabase: addresses.length, resolved, address });
	return {
		ok: problems.length === 0,
		document: {
			title: document.title ?? registered.title ?? prefix,
			doc_code: docCode,
			prefix,
			source_sha256: registered.source_sha256,
			profile: profile ?? registered.profile,
		},
		units,
		governance_rows: governanceRows,
		review: review.status,
		verify: verify.verdict,
		resolve: { address, outcome: resolved.outcome },
		problems,
	};
}

/**
 * A PASS, with an answer to each grave anomaly of the text. Nobody has looked at them here, and the answers say so.
 * @param {object} reviewer their HTTP client
 */
export async function approve(reviewer, manifestId, { rationale, ...more }) {
	const asked = await reviewer.get(`/cutter/manifests/${manifestId}/anomalies`);
	const answers = asked.filter(({ weight }) => weight === 'grave').map(({ id }) => ({ anomaly: id, reason: 'Taken unread, in a system to try things in.' }));
	return reviewer.post(`/cutter/manifests/${manifestId}/review`, { verdict: 'PASS', rationale, answers, ...more });
}

/** Registers, marks and sweeps a document, and leaves it waiting for its reviewer. */
export async function leaveForReview(system, document) {
	const clients = clientsOf(system);
	const { prefix, profile } = document;
	const registered = await register(clients, document);
	const mark = await clients.executor.post(`/cutter/documents/${registered.id}/mark`, profile ? { profile } : {});
	await clients.executor.post('/cutter/sweep');
	return { prefix, document_id: registered.id, manifest_id: mark.manifest_id };
}
