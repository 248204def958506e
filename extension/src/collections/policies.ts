/** What each duty may see and do in Directus itself. What it may do in the cutter is decided by the core. */
import type { Duty } from '../core/index.js';

export interface PermissionSpec {
	collection: string;
	action: 'create' | 'read' | 'update';
}

export interface PolicySpec {
	icon: string;
	description: string;
	/** A seat in the Studio. Everyone with a duty is an observer too, so the others need none of their own. */
	app_access: boolean;
	permissions: PermissionSpec[];
}

const READABLE = ['tac_logical_unit', 'tac_unit_version', 'tac_section_type_vocab', 'cutter_source_document', 'cutter_grammar_profile'];

/**
 * All permissions are whole: Directus 12 without a licence ignores those with filters or lists of fields. Which columns
 * may be written (title and notes of a document) is decided by the privileges of Directus' database role.
 */
export const POLICIES: Record<Duty, PolicySpec> = {
	observer: {
		icon: 'visibility',
		description: 'Reads units, documents and the ledger of IU Cutter. Everyone with another duty has this one too.',
		app_access: true,
		permissions: READABLE.map((collection) => ({ collection, action: 'read' })),
	},
	executor: {
		icon: 'content_cut',
		description: 'Registers documents, marks, sweeps and cuts. May not review or verify their own work.',
		app_access: false,
		permissions: [
			{ collection: 'directus_files', action: 'create' },
			{ collection: 'directus_files', action: 'read' },
			{ collection: 'directus_folders', action: 'read' },
			{ collection: 'cutter_source_document', action: 'update' },
		],
	},
	reviewer: {
		icon: 'rate_review',
		description: 'Reviews manifests that someone else marked.',
		app_access: false,
		permissions: [],
	},
	verifier: {
		icon: 'verified',
		description: 'Verifies change sets that someone else cut.',
		app_access: false,
		permissions: [],
	},
	authoriser: {
		icon: 'gavel',
		description: 'Authorises changes to production.',
		app_access: false,
		permissions: [],
	},
};
