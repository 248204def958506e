// A law that is law already: registered, cut and verified; where it has a day, in force from that day.

import assert from 'node:assert/strict';
import { approve } from '../../scripts/lib/main-job.mjs';
import { carry } from './pipeline.mjs';
import { operationsOn } from './structure.mjs';

export const ENACT = { in_force_from: '2020-07-01', evidence: 'Its closing provision, as the gazette prints it.' };

/** @param enact when it is law, and what says so; `units`: pairs of a path and the unit's own day */
export async function lawOfDays(system, text, enact) {
	const done = await carry(system, { text, profile: 'vn-law' }, 'register');
	const { executor, reviewer, verifier } = system.clients;
	const unitsOf = (units) => units?.map(([path, day]) => ({ address: `${done.prefix}/${path}`, in_force_from: day }));
	const mark = await executor.post(`/cutter/documents/${done.documentId}/mark`, enact ? { enact: { ...enact, units: unitsOf(enact.units) } } : {});
	for (let swept; swept?.promoted !== 0 && !swept?.entry_ids.includes(mark.entry_id); ) swept = await executor.post('/cutter/sweep', { batch_size: 1000 });
	const review = await approve(reviewer, mark.manifest_id, { rationale: 'Read beside the gazette.' });
	assert.equal((await executor.post(`/cutter/manifests/${mark.manifest_id}/cut`, { target: 'sandbox' })).status, 'reviewed_approved', 'it can be rehearsed');
	const cut = await executor.post(`/cutter/manifests/${mark.manifest_id}/cut`);
	const verdict = await verifier.post(`/cutter/change-sets/${cut.change_set_id}/verify`);
	assert.deepEqual([verdict.verdict, verdict.findings], ['pass', []]);
	const { idOf } = operationsOn(() => system);
	return { ...done, mark, review, cut, address: (path) => `${done.prefix}/${path}`, id: (path) => idOf(`${done.prefix}/${path}`) };
}
