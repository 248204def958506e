// A system's day, shortened: every route and every command that reads or writes the ledger is used at least once, on documents of its own.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { approve } from '../../scripts/lib/main-job.mjs';
import { decree, tellFiveYears } from './five-years.mjs';
import { query, tamper } from './ledger.mjs';
import { carry } from './pipeline.mjs';
import { insertReferenceUnits } from './reference-units.mjs';
import { operationsOn } from './structure.mjs';
import { oneArticle, smallLaw } from './texts.mjs';

const RATIONALE = 'Read beside the source.';

/**
 * Does it all.
 * @param {object} system of `ownSystem`'s form
 * @param {string} word tells the texts of this day from those of another
 */
export async function useEveryRoute(system, word) {
	const { executor, reviewer, verifier } = system.clients;
	const operations = operationsOn(() => system);
	const get = (path, values) => reviewer.get(`/cutter/${path}${values ? `?${new URLSearchParams(values)}` : ''}`);
	const command = async (...words) => {
		const { code, stdout, stderr } = await system.cutter(words);
		assert.equal(code, 0, `${words.join(' ')}: ${stderr || stdout}`);
		return stdout;
	};
	const as = (who) => ['--as', system.users[who].email];
	const place = (name) => join(system.folder, name);

	const law = await carry(system, { text: smallLaw(`${word} một`) }, 'review');
	await executor.post(`/cutter/manifests/${law.manifestId}/cut`, { target: 'sandbox' });
	const rehearsal = await executor.post(`/cutter/manifests/${law.manifestId}/cut`, { target: 'sandbox' });
	await get(`change-sets/${rehearsal.change_set_id}`);
	const cut = await executor.post(`/cutter/manifests/${law.manifestId}/cut`);
	Object.assign(law, { changeSetId: cut.change_set_id });
	await verifier.post(`/cutter/change-sets/${law.changeSetId}/verify`);
	const told = decree(`${word} hai`);
	const amended = await carry(system, { text: told.text });
	const { dates, ids } = await tellFiveYears(operations, amended, told);
	await operations.carryOut(`${ids.six}/substitute`, { body: 'Điều này là điều sáu, viết lại.\n' });
	await operations.carryOut(`${ids.sixA}/move`, { parent_id: null, after: null });

	await queue();
	await takenBack();
	await withdrawn();
	await attested();
	await aliases();
	await sealed();
	await reading();

	/** What waits, what is deferred and settled, what is given up, and what a review finds wrong. */
	async function queue() {
		const key = '11111111-1111-4111-8111-111111111111';
		const [first, second, third] = [await carry(system, { text: oneArticle(`${word} ba`) }, 'mark'), await carry(system, { text: oneArticle(`${word} bốn`) }, 'mark'), await carry(system, { text: oneArticle(`${word} năm`) }, 'mark')];
		await executor.post(`/cutter/entries/${second.entryId}/dependencies`, { on: first.entryId });
		const swept = await executor.send('POST', '/cutter/sweep', { batch_size: 20 }, { 'idempotency-key': key });
		assert.equal(swept.status, 200);
		await executor.post('/cutter/sweep', { batch_size: 20, after: swept.body.data.next ?? undefined });
		await executor.post('/cutter/sweep', { manifests: [first, second, third].map(({ manifestId }) => manifestId) });
		for (const wanted of [false, true]) await executor.post('/cutter/notices', { kind: 'decided', wanted });
		for (const path of ['moves', 'notices']) await get(path);
		await get(`requests/${key}`);
		await reviewer.post(`/cutter/manifests/${first.manifestId}/review`, { verdict: 'NEEDS_HUMAN', rationale: RATIONALE });
		await executor.post('/cutter/sweep', { manifests: [first.manifestId] });
		await get(`manifests/${first.manifestId}/findings`);
		await approve(reviewer, first.manifestId, { rationale: RATIONALE });
		await executor.post(`/cutter/entries/${third.entryId}/abandon`, { rationale: RATIONALE });
		await carry(system, { text: oneArticle(`${word} sáu`), prefix: third.prefix }, 'mark');
		for (const limit of [20, 50]) await get('overview', { limit });
		await get('backlog/days');
		const { next } = await get('backlog', { limit: 20 });
		await get('backlog', { status: 'marked', limit: 20 });
		await get('backlog', { limit: 20, after: next });
		const page = await get('documents', { limit: 20 });
		await get('documents', { limit: 20, after_title: page.next.title, after_id: page.next.id });
		await get('documents', { search: word });
		await get('documents', { ids: `${law.documentId},${third.documentId}` });
	}

	/** A cut that VERIFY found wrong, and its way back. */
	async function takenBack() {
		for (const [text, breakIt] of [
			[smallLaw(`${word} bảy`), "UPDATE public.tac_unit_version SET body = body || ' ' WHERE change_set_id = $1"],
			[oneArticle(`${word} tám`), "UPDATE public.tac_logical_unit SET sort_order = sort_order + 1 WHERE id IN (SELECT unit_id FROM public.tac_unit_version WHERE change_set_id = $1)"],
		]) {
			const done = await carry(system, { text }, 'cut');
			await tamper(system, breakIt, [done.changeSetId]);
			assert.equal((await verifier.post(`/cutter/change-sets/${done.changeSetId}/verify`)).verdict, 'fail');
			await get(`change-sets/${done.changeSetId}`);
			await reviewer.send('GET', `/cutter/change-sets/${done.changeSetId}/bundle`);
		}
		const retired = await operations.carryOut(`${ids.six}/substitute`, { body: 'Điều này là điều sáu.\n' }).catch(() => undefined);
		assert.ok(retired);
	}

	/** A change that never should have been, from under one that came later, and the whole cut of another document. */
	async function withdrawn() {
		const done = await carry(system, { text: smallLaw(`${word} mười ba`) });
		const first = await query(system, 'SELECT id FROM public.tac_logical_unit WHERE doc_code = $1 ORDER BY sort_order DESC LIMIT 2', [done.docCode]);
		const [change] = [await operations.carryOut(`${first[0].id}/substitute`, { body: 'Sai.\n' }), await operations.carryOut(`${first[1].id}/substitute`, { body: 'Đúng.\n' })];
		for (const changeSet of [change.cut.change_set_id, (await carry(system, { text: oneArticle(`${word} mười bốn`) })).changeSetId]) {
			const asked = await executor.post(`/cutter/change-sets/${changeSet}/withdraw`, { rationale: RATIONALE });
			await operations.approve(asked);
			await operations.verify(await operations.cut(asked));
		}
		// What is left of it is cut to the article alone, as if it had been so from the first.
		const asked = await executor.post(`/cutter/change-sets/${done.changeSetId}/correct`, { rationale: RATIONALE, leaf: 'dieu' });
		await executor.post(`/cutter/entries/${asked.entry_id}/abandon`, { rationale: RATIONALE });
		await get(`documents/${done.documentId}/timeline`);
		await reviewer.send('GET', `/cutter/documents/${done.documentId}/reading?known_at=${encodeURIComponent(dates[0].time)}`);
	}

	async function attested() {
		const [unit, ...others] = await insertReferenceUnits(system);
		const done = await executor.post('/cutter/units/attest', { units: [unit.address], rationale: RATIONALE });
		await operations.promote(done);
		await approve(reviewer, done.manifest_id, { rationale: RATIONALE });
		const { change_set_id: id } = await executor.post(`/cutter/manifests/${done.manifest_id}/cut`);
		await verifier.post(`/cutter/change-sets/${id}/verify`);
		await get(`manifests/${done.manifest_id}/units`);
		await executor.post('/cutter/units/attest', { doc_code: others.at(-1).doc_code, rationale: RATIONALE });
	}

	async function reading() {
		const [before] = dates;
		const article = `${law.prefix}/DIEU-1`;
		const [{ id }] = await query(system, 'SELECT id FROM public.tac_logical_unit WHERE canonical_address = $1', [article]);
		for (const route of ['', '/standing', '/findings', '/anomalies', '/card', '/units', '/diff/' + law.manifestId]) await get(`manifests/${law.manifestId}${route}`);
		await reviewer.send('GET', `/cutter/manifests/${law.manifestId}/source`);
		await get(`manifests/${(await get(`change-sets/${dates.at(-1).changeSetId}`)).manifest_id}/operation`);
		await get(`change-sets/${law.changeSetId}`);
		await reviewer.send('GET', `/cutter/change-sets/${law.changeSetId}/bundle`);
		await get(`documents/${law.documentId}`);
		await get(`documents/${amended.documentId}/timeline`);
		for (const asOf of [{}, { as_of: before.time }]) {
			await get(`documents/${amended.documentId}/reading`, asOf);
			await get(`documents/${amended.documentId}/diff`, { from: before.time });
			await get(`units/${encodeURIComponent(`${amended.prefix}/DIEU-5`)}`, asOf);
			for (const format of ['akn', 'json', 'markdown']) await reviewer.send('GET', `/cutter/documents/${amended.documentId}/export?${new URLSearchParams({ format, ...asOf })}`);
		}
		const cites = ['Theo khoản 1 Điều 2 của Nội quy này.', `Theo Điều 1 Thông tư số 12/2030/TT-BXD và Nội quy ${word}.`];
		const citing = await carry(system, { text: oneArticle(`${word} mười hai`).replace('kể cả', `${cites.join(' ')} Kể cả`) });
		for (const route of ['cited-by', 'references']) {
			const { next } = await get(`units/${encodeURIComponent(`${citing.prefix}/DIEU-1`)}/${route}`, { limit: 1 });
			if (next) await get(`units/${encodeURIComponent(`${citing.prefix}/DIEU-1`)}/${route}`, { limit: 1, after: next });
		}
		await get(`documents/${citing.documentId}/references`);
		for (const route of ['amended-by', 'amends']) await get(`documents/${citing.documentId}/${route}`);
		for (const included of [true, false]) await executor.post(`/cutter/documents/${citing.documentId}/amended-by`, { act: amended.documentId, included, why: `Theo ${word}.` });
		await get('outstanding');
		await get(`manifests/${citing.manifestId}/lacking`);
		await get('open-citations');
		const { references: open } = await get('open-citations', { document: citing.docCode });
		for (const accepted of [true, false]) await executor.post('/cutter/open-citations', { place: open[0].place, accepted, why: `Theo ${word}.` });
		await get('wanted-documents');
		await executor.post(`/cutter/documents/${citing.documentId}/names`, { add: [`Nội quy ${word}`] });
		await executor.post(`/cutter/documents/${citing.documentId}/names`, { remove: [`Nội quy ${word}`] });
		await get(`documents/${citing.documentId}/names`);
		await reviewer.send('GET', `/cutter/resolve?${new URLSearchParams({ address: 'Điều 1 Thông tư số 12/2030/TT-BXD' })}`);
		await get(`units/${ids.seven}/history`);
		await get(`units/${ids.seven}/surroundings`);
		await get('resolve', { address: article });
		await reviewer.send('GET', `/cutter/resolve?${new URLSearchParams({ address: `${article}-KHOAN-9`, standing: 'true' })}`);
		await reviewer.post('/cutter/resolve', { addresses: [article, amended.prefix] });
		await reviewer.post('/cutter/resolve', { addresses: [article, amended.prefix], known_at: '2100-01-01' });
		for (const values of [{}, { who: system.users.executor.id }, { document: law.docCode }, { from: '2026-01-01', until: '2100-01-01' }]) {
			const { next } = await get('audit', { limit: 20, ...values });
			if (next) await get('audit', { limit: 20, ...values, after: next });
		}
		await reviewer.post(`/cutter/documents/${law.documentId}/amendments`, { text: smallLaw(`${word} chín`) });
		const act = `Điều 1. Sửa đổi Nội quy\n1. Thay cụm từ “ngày công bố” bằng cụm từ “ngày ký” tại Điều 3.\nĐiều 2. Hiệu lực\nCó hiệu lực ngay: ${word}.\n`;
		const acting = await carry(system, { text: act }, 'register');
		for (const by of [{ document_id: acting.documentId }, { sha256: acting.register.source_sha256 }]) await reviewer.send('POST', `/cutter/documents/${law.documentId}/amendments/act`, by);
		await executor.post(`/cutter/documents/${law.documentId}/operations`, { rationale: RATIONALE, dry_run: true, operation: { kind: 'retire', unit_id: id } });
		const text = `CHÍNH PHỦ\n\nSố: 12/2030/NĐ-CP\nHà Nội, ngày 9 tháng 12 năm 2030\n\nNGHỊ ĐỊNH\nQuy định về ${word}\n\nĐiều 1. Phạm vi\nBến sông.\n`;
		const card = await executor.post('/cutter/documents', { title: 'Thẻ', doc_code: `${law.docCode}-CARD`, prefix: `${law.prefix}-CARD`, text, card: { number: '12/2030/QH' } });
		const carded = await executor.post(`/cutter/documents/${card.id}/mark`);
		await get(`manifests/${carded.manifest_id}/card`);
		writeFileSync(place('folder.txt'), oneArticle(`${word} mười một`));
		for (let time = 0; time < 2; time += 1) await system.cutter(['run', place('folder.txt'), ...as('executor'), '--json']);
		await command('export', law.prefix, ...as('reviewer'), '--format', 'json');
		await command('read', law.prefix, '--document', ...as('reviewer'), '--json');
		await command('status', '--json');
		await get('health');
		await get('profiles');
		for (const what of ['waiting', 'packages', 'runs', 'backups']) await get(`change/${what}`);
	}

	async function aliases() {
		const target = `${law.prefix}/DIEU-1`;
		const written = await executor.post('/cutter/aliases', { target, kind: 'external_reference', alias_text: `Cẩm nang ${word}, mục 1`, rationale: RATIONALE });
		await get('aliases', { text: written.alias_text });
		await get('aliases', { target_unit_id: written.target_unit_id });
		const { next } = await get('aliases', { limit: 20 });
		await get('aliases', { limit: 20, after: next });
		await executor.post(`/cutter/aliases/${written.alias_id}/close`, { at: '2999-01-01' });
	}

	/** Checkpoints, twice, so that one is behind the other; what strangers are given of them; and keys. */
	async function sealed() {
		await command('keys', 'generate-log', '--origin', 'law.example/log', '--owner', 'verifier@example.com');
		for (const name of ['first', 'second']) {
			await command('ledger', 'checkpoint', ...as('verifier'), '--out', place(`${name}.json`));
			await carry(system, { text: oneArticle(`${word} ${name}`) }, 'mark');
		}
		await get('ledger/checkpoint');
		await reviewer.send('GET', `/cutter/units/${encodeURIComponent(`${law.prefix}/DIEU-1`)}/proof`);
		await command('ledger', 'prove', `${amended.prefix}/DIEU-5`, ...as('reviewer'), '--out', place('unit.tlog-proof'), '--text', place('unit.txt'));
		await reviewer.send('GET', `/cutter/change-sets/${law.changeSetId}/bundle`);
		await command('ledger', 'audit', ...as('verifier'), '--documents', '2');
		await command('ledger', 'tiles', ...as('reviewer'), '--out', place('tiles'));
		await command('ledger', 'export', law.changeSetId, '--out', place('bundle.json'));
		await command('keys', 'list');
	}
}
