/** The flows that put the steps of the pipeline as actions on a source document into the content module. */
import type { Words } from './types.js';

export interface ManualFlow {
	/** Fixed, the same in every installation, so that a second run makes no second one. */
	id: string;
	operationId: string;
	name: Words;
	icon: string;
	description: string;
	/** The operation and its options; `$trigger.body.keys` are the documents chosen. */
	type: string;
	key: string;
	options: Record<string, unknown>;
}

const CHOSEN = '{{ $trigger.body.keys }}';

/** Four of the five flows that Directus 12 allows without a licence. */
export const MANUAL_FLOWS: ManualFlow[] = [
	{
		id: '6f0c8a1e-52d7-5b0a-9a51-0c7e10d1a001', operationId: '6f0c8a1e-52d7-5b0a-9a51-0c7e10d1b001', name: { en: 'Make a draft', vi: 'Lập bản nháp' }, icon: 'edit_note',
		description: 'Proposes how the chosen documents are divided into units; publishes nothing.', type: 'cutter-mark', key: 'mark', options: { document: CHOSEN },
	},
	{
		id: '6f0c8a1e-52d7-5b0a-9a51-0c7e10d1a002', operationId: '6f0c8a1e-52d7-5b0a-9a51-0c7e10d1b002', name: { en: 'Send to review', vi: 'Gửi thẩm định' }, icon: 'move_up',
		description: 'Sends the drafts of the chosen documents to review.', type: 'cutter-sweep', key: 'sweep', options: { batch_size: 100, manifest: CHOSEN },
	},
	{
		id: '6f0c8a1e-52d7-5b0a-9a51-0c7e10d1a003', operationId: '6f0c8a1e-52d7-5b0a-9a51-0c7e10d1b003', name: { en: 'Publish', vi: 'Công bố' }, icon: 'content_cut',
		description: 'Publishes what was approved of the chosen documents.', type: 'cutter-cut', key: 'cut', options: { manifest: CHOSEN, target: 'public' },
	},
	{
		id: '6f0c8a1e-52d7-5b0a-9a51-0c7e10d1a004', operationId: '6f0c8a1e-52d7-5b0a-9a51-0c7e10d1b004', name: { en: 'Prove', vi: 'Kiểm chứng' }, icon: 'verified',
		description: 'Proves what was published of the chosen documents.', type: 'cutter-verify', key: 'verify', options: { change_set: CHOSEN },
	},
];

/** A name of a flow is not translated by the Studio, so it is told in both languages. */
export const flowRow = ({ id, name, icon, description }: ManualFlow): Record<string, unknown> => ({
	id,
	name: `${name.en} · ${name.vi}`,
	icon,
	description,
	status: 'active',
	trigger: 'manual',
	accountability: 'all',
	options: { collections: ['cutter_source_document'], location: 'both', requireSelection: true, requireConfirmation: true, async: false, error_on_reject: true },
});

export const operationRow = ({ id, operationId, name, type, key, options }: ManualFlow): Record<string, unknown> => ({
	id: operationId, flow: id, key, name: `${name.en} · ${name.vi}`, type, options, position_x: 19, position_y: 1,
});
