// Operations on cut law, over HTTP: the story of one law, what every address it ever used answers at each date, the way back, and
// the refusals. Executor, reviewer and verifier are three people; nothing is told to the database by the test but where it says so.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { schemaErrors } from '../support/akn.mjs';
import { assertAsTold, decree, tellFiveYears, textOf } from '../support/five-years.mjs';
import { fingerprint, query, tamper } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { sharedSystem, sql } from '../support/system.mjs';

let system;
let core;
before(async () => {
	system = await sharedSystem();
	core = await import(inProject('core/wasm/pkg-server/cutter_wasm.js'));
	core.initSync({ module: readFileSync(inProject('core/wasm/pkg-server/cutter_wasm_bg.wasm')) });
});
after(() => system?.close());

const operations = operationsOn(() => system);
const { sendTo, ask, propose, approve, tryCut, cut, verify, carryOut, answers, idOf, moment, reading, stateOf } = operations;
const bundleOf = async (id) => (await system.clients.verifier.send('GET', `/cutter/change-sets/${id}/bundle`)).body;
const stands = (bundle) => core.verify_bundle(Buffer.from(JSON.stringify(bundle)), { keys: [], checkpoint: null });
const assertStands = async (id) => {
	const report = stands(await bundleOf(id));
	assert.deepEqual([report.findings, report.standing], [[], 'consistent']);
};

/** VERIFY while something is wrong that is none of the document's rows, and is put right again. */
const failing = async ({ change_set_id: id }) => {
	const signer = (change) => tamper(system, `UPDATE cutter_governance.dot_pair_signature SET signer_identity = ${change} WHERE cross_reference_change_set_id = $1`, [id]);
	await signer("signer_identity || '!'");
	const verdict = await verify({ change_set_id: id });
	await signer("left(signer_identity, -1)");
	return verdict;
};

const law = async (word) => {
	const done = await carry(system, { text: decree(`${word} ${process.pid}`).text });
	assert.equal(done.verify.verdict, 'pass');
	const at = (path) => idOf(`${done.prefix}/${path}`);
	return { ...done, at, address: (path) => `${done.prefix}/${path}` };
};

test('the story of one law: at each date every address it ever used answers as it should, and the document reads as it stood', async () => {
	const words = decree(`một đạo luật ${process.pid}`);
	const done = await carry(system, { text: words.text });
	const { documentId } = done;
	const told = await tellFiveYears(operations, done, words);
	const { dates, carried, address } = told;
	await assertAsTold(system, operations, done, told);

	assert.equal(carried.enact.reviewed.findings.coverage_complete.verdict, 'not_applicable');
	assert.deepEqual(carried.insert.proposed.results.map((result) => [result.address, result.authority]), [[address('DIEU-6A'), 'draft']]);
	assert.match(dates[3].text, /điều sáu\.\nĐiều 6a\. Sáu a mới\nĐiều này là mới\.\nĐiều 6a\. Sáu a\n/);
	const { split } = carried;
	assert.equal(split.reviewed.findings.coverage_complete.verdict, 'pass');
	assert.deepEqual(split.proposed.citations.map(({ outcome, addresses }) => [outcome, ...addresses]), [['many', address('DIEU-7-P1'), address('DIEU-7-P2'), address('DIEU-7-P3')]]);
	const joinedTexts = (units) => units.map(({ heading, body }) => heading + body).join('');
	assert.equal(joinedTexts(split.proposed.texts.after), joinedTexts(split.proposed.texts.before));
	assert.deepEqual(carried.join.proposed.results.map((result) => result.address), [address('DIEU-7-P2-P3')]);
	assert.deepEqual(dates.slice(4, 7).map(({ text }) => text), dates.slice(3, 6).map(({ text }) => text), 'neither a split nor a join changes a byte');
	for (const { changeSetId } of dates.slice(1)) await assertStands(changeSetId);

	// What is exported as of each date is of that date.
	const read = (path, time) => system.clients.reviewer.send('GET', `/cutter/${path}?as_of=${encodeURIComponent(time)}`);
	const headers = { authorization: `Bearer ${system.users.reviewer.token}` };
	const { body: enacted } = await read(`documents/${documentId}/reading`, dates[1].time);
	assert.deepEqual([...new Set(enacted.data.units.map((unit) => `${unit.authority} ${unit.lifecycle_status}`))], ['enacted active']);
	const files = [];
	for (const [index, { time }] of dates.entries()) {
		const xml = await fetch(`${system.url}/cutter/documents/${documentId}/export?as_of=${encodeURIComponent(time)}`, { headers });
		files.push({ fileName: `date-${index}.xml`, contents: await xml.text() });
	}
	assert.deepEqual(await schemaErrors(files), []);
	assert.match(files[2].contents, /wId="[^"]*6[aA]"/, 'a renumbered unit keeps the name it was born with');
	assert.match(files.at(-1).contents, /<eventRef [^>]*type="repeal"/);
	assert.doesNotMatch(files.at(-2).contents, /type="repeal"/);
	const eight = `units/${encodeURIComponent(address('DIEU-8'))}`;
	const [before, now] = [await read(eight, dates.at(-2).time), await read(eight, dates.at(-1).time)];
	assert.deepEqual([before.status, textOf(before.body.data.readings[0])], [200, words.repealed]);
	assert.deepEqual([now.status, now.body.data.readings], [410, []]);
	const parted = await read(`units/${encodeURIComponent(address('DIEU-7'))}`, dates.at(-1).time);
	assert.deepEqual([parted.status, parted.body.data.readings.map(textOf).join('')], [300, words.heading + words.sentences.join('')]);

	// An export walks through retired units to the parts that stand below them.
	const exported = await (await fetch(`${system.url}/cutter/documents/${documentId}/export?format=markdown`, { headers })).text();
	assert.match(exported, /Câu một của điều bảy\.[^]*Câu hai của điều bảy\.[^]*Câu ba của điều bảy\./);
});

test('two articles exchange their addresses, are enacted and substituted, moved, and move back', async () => {
	const { docCode, at, address } = await law('đổi chỗ');
	const [five, six] = [await at('DIEU-5'), await at('DIEU-6')];
	const before = await moment();
	const swapped = await carryOut(`${five}/renumber`, { address: address('DIEU-6'), also: [{ unit_id: six, address: address('DIEU-5') }] });
	assert.deepEqual([await at('DIEU-5'), await at('DIEU-6')], [six, five]);
	assert.deepEqual([await answers(address('DIEU-5'), before), await answers(address('DIEU-5'))], [['alias', address('DIEU-6')], ['canonical', address('DIEU-5')]]);
	assert.equal(swapped.cut.observed_row_counts['cutter_governance.canonical_address_alias'], 2, 'no address is honoured beside its holder');

	await carryOut(`${five}/enact`, {});
	const [enacted] = await query(system, 'SELECT id, body FROM public.tac_unit_version WHERE unit_id = $1', [five]);
	await carryOut(`${five}/substitute`, { body: 'Điều này có lời mới.\n' });
	const versions = await query(system, 'SELECT version_seq, body, lifecycle_status, superseded_at IS NOT NULL AS superseded FROM public.tac_unit_version WHERE unit_id = $1 ORDER BY version_seq', [five]);
	assert.deepEqual(versions, [
		{ version_seq: 1, body: enacted.body, lifecycle_status: 'active', superseded: true },
		{ version_seq: 2, body: 'Điều này có lời mới.\n', lifecycle_status: 'draft_only', superseded: false },
	]);
	assert.match(await reading(docCode), /Điều này có lời mới\./);

	const chapter = await at('CHUONG-1');
	const order = await query(system, 'SELECT id FROM public.tac_logical_unit WHERE doc_code = $1 ORDER BY sort_order', [docCode]);
	await carryOut(`${six}/move`, { parent_id: chapter, after: await at('DIEU-8') });
	// The same again, once it was undone: G-CUT-ONCE counts the entry, not what it asks.
	await carryOut(`${six}/move`, { parent_id: chapter, after: five });
	assert.deepEqual(await query(system, 'SELECT id FROM public.tac_logical_unit WHERE doc_code = $1 ORDER BY sort_order', [docCode]), order);
	await carryOut(`${six}/move`, { parent_id: chapter, after: await at('DIEU-8') });
});

describe('the way back', () => {
	const body = 'Câu một của điều bảy.\nCâu hai của điều bảy.\nCâu ba của điều bảy.\n';
	const OPERATIONS = {
		split: async ({ at }) => [`${await at('DIEU-7')}/split`, { parts: [{ ends_at: Buffer.byteLength('Câu một của điều bảy.\n') }, { ends_at: Buffer.byteLength(body) }] }],
		join: async ({ at }) => ['join', { unit_ids: [await at('DIEU-5'), await at('DIEU-6')] }],
		renumber: async ({ at, address }) => [`${await at('DIEU-5')}/renumber`, { address: address('DIEU-6'), also: [{ unit_id: await at('DIEU-6'), address: address('DIEU-5') }] }],
		substitute: async ({ at }) => [`${await at('DIEU-5')}/substitute`, { body: 'Lời khác.\n' }],
		insert: async ({ at, address }) => [`${await at('DIEU-5')}/insert`, { address: address('DIEU-5A'), section_type: 'article', label: '5a', heading: 'Điều 5a.\n', body: 'Mới.\n' }],
		move: async ({ at }) => [`${await at('DIEU-5')}/move`, { parent_id: await at('CHUONG-1'), after: await at('DIEU-8') }],
		enact: async ({ at }) => [`${await at('DIEU-5')}/enact`, {}],
		retire: async ({ at }) => [`${await at('DIEU-8')}/retire`, {}],
	};
	let document;
	before(async () => (document = await law('đường về')));

	for (const [name, asked] of Object.entries(OPERATIONS)) {
		test(`${name}: a verification that fails puts every row back, and aliases are closed, not removed`, async () => {
			const { docCode, at, address } = document;
			const [was, text] = [await stateOf(docCode), await reading(docCode)];
			const proposed = await propose(...(await asked(document)));
			await approve(proposed);
			const done = await cut(proposed);
			assert.notDeepEqual(await stateOf(docCode), was);
			const verdict = await failing(done);
			assert.deepEqual([verdict.verdict, verdict.status], ['fail', 'verify_failed_escalated']);
			assert.deepEqual(verdict.findings.map(({ code }) => code), ['SIGNATURE_ROW']);
			assert.ok(verdict.compensation.change_set_id, verdict.compensation.reason);
			assert.deepEqual(await stateOf(docCode), was);
			assert.equal(await reading(docCode), text);
			assert.deepEqual(await answers(address('DIEU-5')), ['canonical', address('DIEU-5')]);
			const open = await query(system, 'SELECT count(*)::int AS count FROM cutter_governance.canonical_address_alias WHERE scenario_ref = $1 AND valid_until IS NULL', [done.change_set_id]);
			assert.deepEqual(open, [{ count: 0 }]);
			assert.equal((await system.clients.reviewer.get(`/cutter/change-sets/${done.change_set_id}`)).status, 'compensated');
			await assertStands(done.change_set_id);
			assert.ok(await at('DIEU-5'));
		});
	}

	test('what was touched since stays, and the escalation says so', async () => {
		const { docCode, at } = document;
		const unit = await at('DIEU-6');
		const proposed = await propose(`${unit}/substitute`, { body: 'Lời nữa.\n' });
		await approve(proposed);
		const done = await cut(proposed);
		await tamper(system, "UPDATE public.tac_unit_version SET body = 'Lời lén.' WHERE unit_id = $1 AND version_seq = 2", [unit]);
		const verdict = await verify(done);
		assert.deepEqual([verdict.verdict, verdict.compensation.change_set_id], ['fail', null]);
		assert.match(verdict.compensation.reason, /^Nothing is put back: /);
		assert.ok(verdict.axes.content > 0 && !verdict.reconstruction_ok);
		assert.match(await reading(docCode), /Lời lén\./);
	});
});

test('a forged record of an operation, or of its way back, is refused with its reason', async () => {
	const { at, address } = await law('giả mạo');
	const { cut: done } = await carryOut(`${await at('DIEU-8')}/renumber`, { address: address('DIEU-9') });
	const bundle = await bundleOf(done.change_set_id);
	const codes = (change, of = bundle) => {
		const forged = structuredClone(of);
		change(forged);
		return stands(forged).findings.map(({ code }) => code);
	};
	const row = (of, table) => of.affected_rows.find(({ target_table: name }) => name === table);
	const unit = (of) => row(of, 'public.tac_logical_unit');
	for (const [code, change] of [
		['LEDGER_ROW_DIGEST', (of) => (unit(of).before_state_snapshot.unit.authority = 'enacted')],
		['LEDGER_ROWS_DIGEST', (of) => (unit(of).row_digest = 'a'.repeat(64))],
		['LEDGER_ROW_PLANNED', (of) => (unit(of).after_state_snapshot.unit.canonical_address = address('DIEU-10'))],
		['LEDGER_ROW_PLANNED', (of) => (unit(of).operation = 'insert')],
		['LEDGER_ROW_MISSING', (of) => of.affected_rows.splice(of.affected_rows.indexOf(unit(of)), 1)],
		['LEDGER_PLANNED_COUNTS', (of) => of.affected_rows.splice(of.affected_rows.indexOf(row(of, 'cutter_governance.canonical_address_alias')), 1)],
		['LEDGER_BLOCK_MISSING', (of) => of.unit_blocks.splice(0, 1)],
		['LEDGER_BLOCK_DIFFERS', (of) => (of.unit_blocks[0].target_unit_id = randomUUID())],
		['LEDGER_BODY_HASH', (of) => (of.manifest = of.manifest.replaceAll(address('DIEU-9'), address('DIEU-10')))],
		['LEDGER_MANIFEST_KIND', (of) => (of.change_set.operation_kind = 'move')],
		['LEDGER_PLAN_DIGEST', (of) => (of.change_set.plan_digest = 'b'.repeat(64))],
	]) {
		assert.ok(codes(change).includes(code), `${code} is not among ${codes(change)}`);
	}

	const proposed = await propose(`${await at('DIEU-5')}/substitute`, { body: 'Lời khác.\n' });
	await approve(proposed);
	const failed = await cut(proposed);
	await failing(failed);
	const compensated = await bundleOf(failed.change_set_id);
	assert.deepEqual(codes(() => {}, compensated), []);
	for (const change of [
		({ compensations: [back] }) => back.affected_rows.splice(0, 1),
		({ compensations: [back] }) => (unit(back).after_state_snapshot.unit.lifecycle_status = 'retired'),
		({ compensations: [back] }) => (back.affected_rows[0].row_digest = 'c'.repeat(64)),
	]) {
		assert.ok(codes(change, compensated).includes('LEDGER_COMPENSATION_ROW'), String(change));
	}
});

describe('refusals', () => {
	let document;
	before(async () => (document = await law('từ chối')));
	const refused = async (path, body, status, code) => {
		const before = await fingerprint(system);
		const answer = assertRefused(await ask(path, body), status, `CUTTER_${code}`);
		assert.deepEqual(await fingerprint(system), before, 'nothing is written');
		return answer;
	};

	test('of what cannot be: addresses, siblings, authority, texts', async () => {
		const { at, address } = document;
		const [chapter, five, six] = [await at('CHUONG-1'), await at('DIEU-5'), await at('DIEU-6')];
		await refused(`${five}/renumber`, { address: address('DIEU-6') }, 409, 'ADDRESS_TAKEN');
		await refused(`${five}/renumber`, { address: 'OTHER-LAW/DIEU-9' }, 422, 'ADDRESS_OTHER_DOCUMENT');
		await refused(`${five}/renumber`, { address: address('dieu-9') }, 422, 'LOWERCASE');
		await refused('join', { unit_ids: [chapter, five] }, 422, 'JOIN_NOT_SIBLINGS');
		await refused(`${five}/split`, { parts: [{ ends_at: 3 }] }, 422, 'SPLIT_COUNT');
		await refused(`${five}/enact`, { authority: 'enacted' }, 403, 'AUTHORITY_GAINED');
		await refused(`${five}/substitute`, { body: 'Điều này là điều năm.\n' }, 422, 'SUBSTITUTE_NOTHING');
		await refused(`${chapter}/move`, { parent_id: six }, 422, 'MOVE_CYCLE');
		await refused(`${randomUUID()}/retire`, {}, 404, 'UNIT_NOT_FOUND');
		assertRefused(await sendTo('executor', `/units/${five}/retire`, { rationale: ' ' }), 422, 'CUTTER_RATIONALE_MISSING');
		assertRefused(await sendTo('reviewer', `/units/${five}/retire`, { rationale: 'Mine.' }), 403, 'CUTTER_DUTY_MISSING');
	});

	test('a ROOT is not split', async () => {
		const [unit, version, docCode] = [randomUUID(), randomUUID(), `V1-${process.pid}`];
		await tamper(
			system,
			`INSERT INTO public.tac_logical_unit (id, canonical_address, doc_code, section_type, sort_order, tier, lifecycle_status, owner_ref, identity_profile,
				created_at, updated_at, authority, canonical_address_format_version)
			VALUES ($1, $2, $3, 'article', 1, 'tier-0', 'draft_only', 'test', '{"title":"Root","label":"Root"}', now(), now(), 'draft', 'canonical-address-v1')`,
			[unit, `D${process.pid}-DIEU1-ROOT`, docCode],
		);
		await tamper(
			system,
			`INSERT INTO public.tac_unit_version (id, unit_id, version_seq, title, body, body_handling, content_hash, lifecycle_status, review_state, content_profile, created_by, created_at, updated_at)
			VALUES ($1, $2, 1, 'Root', 'ab', 'own_body', encode(sha256('ab'), 'hex'), 'draft_only', 'approved', '{}', 'test', now(), now())`,
			[version, unit],
		);
		await refused(`${unit}/split`, { parts: [{ ends_at: 1 }, { ends_at: 2 }] }, 422, 'SPLIT_ON_ROOT');
		await tamper(system, 'DELETE FROM public.tac_unit_version WHERE id = $1', [version]);
		await tamper(system, 'DELETE FROM public.tac_logical_unit WHERE id = $1', [unit]);
	});

	test('a preview is shown without a trace, and refused once it is stale; a unit is in one open change', async () => {
		const { at, address } = document;
		const unit = await at('DIEU-7');
		const quiet = await fingerprint(system);
		const shown = await propose(`${unit}/substitute`, { body: 'Lời xem trước.\n', dry_run: true });
		assert.equal(shown.dry_run, true);
		assert.deepEqual(shown.texts.after.map(({ body }) => body), ['Lời xem trước.\n']);
		assert.deepEqual(await fingerprint(system), quiet);
		await refused(`${unit}/substitute`, { body: 'Lời khác.\n', preview: shown.manifest_digest }, 409, 'PREVIEW_STALE');

		const first = await propose(`${unit}/renumber`, { address: address('DIEU-7A') });
		const again = await propose(`${unit}/renumber`, { address: address('DIEU-7A') });
		assert.deepEqual([again.already_marked, again.entry_id], [true, first.entry_id]);
		await refused(`${unit}/retire`, {}, 409, 'UNIT_IN_OPEN_CHANGE');
		await approve(first);
		const page = await system.clients.reviewer.get(`/cutter/manifests/${first.manifest_id}/units`);
		assert.deepEqual([page.total, page.units[0].address, page.units[0].body.startsWith('Câu một')], [1, address('DIEU-7A'), true]);
		const done = await cut(first);
		await refused(`${unit}/retire`, {}, 409, 'UNIT_IN_OPEN_CHANGE');
		assert.equal((await verify(done)).verdict, 'pass');
		await refused(`${unit}/substitute`, { body: 'Lời xem trước.\n', preview: shown.manifest_digest }, 409, 'PREVIEW_STALE');
	});

	test('one change of a document is verified before the next is cut, and nothing is rehearsed', async () => {
		const { at } = document;
		const [one, other] = [await propose(`${await at('DIEU-5')}/enact`, {}), await propose(`${await at('DIEU-6')}/enact`, {})];
		await approve(one);
		await approve(other);
		assertRefused(await tryCut(one, { target: 'sandbox' }), 422, 'CUTTER_STRUCTURE_NOT_REHEARSED');
		const quiet = await fingerprint(system);
		assert.equal((await tryCut(one, { dry_run: true })).body.data.dry_run, true);
		assert.deepEqual(await fingerprint(system), quiet);
		const done = await cut(one);
		const { gates } = assertRefused(await tryCut(other), 409, 'CUTTER_CUT_REFUSED');
		assert.deepEqual(gates.map(({ id }) => id), ['G-CUT-SETTLED']);
		assert.equal((await verify(done)).verdict, 'pass');
		assert.equal((await verify(await cut(other))).verdict, 'pass');
	});

	test('an enacted text is changed by nobody, not even by SQL in the lane that cuts', async () => {
		const unit = await document.at('DIEU-5');
		for (const role of ['cutter_exec', 'cutter_verify']) {
			for (const change of ["body = 'x'", "title = 'x'", "content_profile = '{}'"]) {
				const attempt = sql(system.adminDatabaseUrl, `BEGIN; GRANT UPDATE ON public.tac_unit_version TO ${role}; SET LOCAL ROLE ${role}; UPDATE public.tac_unit_version SET ${change} WHERE unit_id = '${unit}'; ROLLBACK`);
				await assert.rejects(attempt, { message: /^VERSION_FROZEN: / }, `${role} ${change}`);
			}
		}
	});
});
