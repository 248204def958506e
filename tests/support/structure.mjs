// Operations on cut law over HTTP, each the whole way, and what a document is afterwards.

import assert from 'node:assert/strict';
import { query } from './ledger.mjs';

/** @param {() => object} getSystem the running system, once it runs */
export function operationsOn(getSystem) {
	// Tests ask for it when it is there.
	const system = new Proxy({}, { get: (_, name) => getSystem()[name] });

	const sendTo = (person, path, body) => system.clients[person].send('POST', `/cutter${path}`, body);
	const ask = (path, body) => sendTo('executor', `/units/${path}`, { rationale: 'The amending law.', ...body });
	const propose = async (path, body) => {
		const { status, body: answer } = await ask(path, body);
		assert.equal(status, 200, `${path}: ${JSON.stringify(answer)}`);
		return answer.data;
	};
	const promote = ({ manifest_id: manifest }) => system.clients.executor.post('/cutter/sweep', { manifests: [manifest] });
	const approve = async (done) => {
		await promote(done);
		return system.clients.reviewer.post(`/cutter/manifests/${done.manifest_id}/review`, { verdict: 'PASS', rationale: 'Read beside the amending law.', manifest_digest: done.manifest_digest });
	};
	const tryCut = (done, body = {}) => sendTo('executor', `/manifests/${done.manifest_id}/cut`, body);
	const cut = async (done) => {
		const { status, body } = await tryCut(done);
		assert.equal(status, 200, JSON.stringify(body));
		return body.data;
	};
	const verify = (changeSet) => system.clients.verifier.post(`/cutter/change-sets/${changeSet.change_set_id}/verify`);

	/** Proposed, approved, cut and verified. Gives the answers. @param meanwhile is told of it once it waits for its review */
	async function carryOut(path, body, meanwhile = undefined) {
		const proposed = await propose(path, body);
		if (meanwhile) {
			await promote(proposed);
			await meanwhile(proposed);
		}
		const reviewed = await approve(proposed);
		const cutDone = await cut(proposed);
		assert.deepEqual(cutDone.observed_row_counts, cutDone.planned_row_counts, path);
		const verdict = await verify(cutDone);
		assert.deepEqual([verdict.verdict, verdict.status, verdict.findings], ['pass', 'verified_complete', []], path);
		return { proposed, reviewed, cut: cutDone, verdict };
	}

	/** What a text answers, as of a time: the outcome and the addresses it leads to now. */
	async function answers(text, asOf) {
		const { body } = await system.clients.reviewer.send('GET', `/cutter/resolve?${new URLSearchParams({ address: text, ...(asOf ? { as_of: asOf } : {}) })}`);
		const { outcome, units, tombstone } = body.data;
		return outcome === 'gone' ? ['gone', tombstone?.unit?.canonical_address ?? null].filter(Boolean) : [outcome, ...units.map((unit) => unit.canonical_address)];
	}

	const idOf = async (address) => (await query(system, 'SELECT id FROM public.tac_logical_unit WHERE canonical_address = $1', [address]))[0]?.id;
	const moment = async () => (await query(system, 'SELECT now() AS now'))[0].now.toISOString().replace('Z', '999Z');

	/** The document as it reads: headings and texts of live units, newest versions, in document order. */
	const reading = async (docCode) =>
		(
			await query(
				system,
				`SELECT string_agg(coalesce(v.content_profile->>'heading', '') || coalesce(v.body, ''), '' ORDER BY u.sort_order) AS text
				FROM public.tac_logical_unit u JOIN LATERAL (SELECT * FROM public.tac_unit_version WHERE unit_id = u.id ORDER BY version_seq DESC LIMIT 1) v ON true
				WHERE u.doc_code = $1 AND u.lifecycle_status <> 'retired'`,
				[docCode],
			)
		)[0].text;

	/** Units and versions of a document without the time of their last change. */
	const stateOf = async (docCode) => {
		const rows = await query(
			system,
			`SELECT to_jsonb(u) - 'updated_at' AS row FROM public.tac_logical_unit u WHERE u.doc_code = $1
			UNION ALL SELECT to_jsonb(v) - 'updated_at' FROM public.tac_unit_version v JOIN public.tac_logical_unit u ON u.id = v.unit_id WHERE u.doc_code = $1`,
			[docCode],
		);
		return rows.map(({ row }) => row).sort((a, b) => (a.id < b.id ? -1 : 1));
	};

	return { sendTo, ask, propose, promote, approve, tryCut, cut, verify, carryOut, answers, idOf, moment, reading, stateOf };
}
