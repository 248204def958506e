// A document on its way through the pipeline, step by step, as three people.

import assert from 'node:assert/strict';
import { approve, register } from '../../scripts/lib/main-job.mjs';
import { newPrefix } from './system.mjs';

const STEPS = ['register', 'mark', 'sweep', 'review', 'cut', 'verify'];

/**
 * Takes a document through the pipeline, up to and including the step `until`.
 * @param {{ clients: Record<string, object> }} system
 * @param {{ text?: string, bytes?: Buffer, prefix?: string, docCode?: string, title?: string, profile?: string }} document
 * @param {'register' | 'mark' | 'sweep' | 'review' | 'cut' | 'verify'} [until]
 * @returns the answers by step, with the ids a test needs
 */
export async function carry(system, { text, bytes = Buffer.from(text), prefix = newPrefix(), docCode = prefix, ...rest }, until = 'verify') {
	const { executor, reviewer, verifier } = system.clients;
	const done = { prefix, docCode };
	const work = {
		register: () => register(system.clients, { bytes, prefix, docCode, ...rest }),
		mark: () => executor.post(`/cutter/documents/${done.documentId}/mark`),
		sweep: () => executor.post('/cutter/sweep', { manifests: [done.manifestId] }),
		review: () => approve(reviewer, done.manifestId, { rationale: 'Read beside the source.' }),
		cut: () => executor.post(`/cutter/manifests/${done.manifestId}/cut`),
		verify: () => verifier.post(`/cutter/change-sets/${done.changeSetId}/verify`),
	};
	for (const step of STEPS.slice(0, STEPS.indexOf(until) + 1)) {
		done[step] = await work[step]();
		if (step === 'register') done.documentId = done.register.id;
		if (step === 'mark') Object.assign(done, { entryId: done.mark.entry_id, manifestId: done.mark.manifest_id });
		if (step === 'cut') done.changeSetId = done.cut.change_set_id;
	}
	return done;
}

/** Asserts that an answer is a refusal with this status and code, in one sentence. Gives its `extensions`. */
export function assertRefused({ status, body }, expectedStatus, code) {
	const error = body?.errors?.[0];
	assert.deepEqual({ status, code: error?.extensions?.code }, { status: expectedStatus, code }, JSON.stringify(body)?.slice(0, 500));
	assert.match(error.message, /^\S[^\n]*[.!]$/, 'the message is a sentence on one line');
	assert.ok(error.message.length < 600, 'the message is short');
	return error.extensions;
}
