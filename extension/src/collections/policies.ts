/** What each duty may see and do in Directus itself. What it may do in the cutter is decided by the core. */
import type { Duty } from '../core/index.js';

export interface PermissionSpec {
	collection: string;
	action: 'create' | 'read' | 'update';
	/** The fields it is for; left out: all. */
	fields?: string[];
	/** Which items it is for; left out: all. */
	permissions?: Record<string, unknown>;
	/** What is granted where Directus 12 has no licence for lists of fields and filters: the permission for all of them, or nothing. */
	without_licence?: 'all' | 'nothing';
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
 * An update of no field at all. Directus 11 greys out and freezes the whole form of people who have no update permission,
 * so that a reader could not open a unit's parts or its text; with this one the form is open for reading. Directus 12
 * does so by itself.
 */
const openForReading = (collection: string): PermissionSpec => ({ collection, action: 'update', fields: [], without_licence: 'nothing' });

/** Where files are put that someone else shall register: an executor sees those and their own. */
export const INBOX = { id: '6f0d7f4e-2f0f-4c3b-9a55-6b6f3d1c7a20', name: 'IU Cutter' };

/** Their own uploads, and what was put in the folder for them. Without a licence Directus 12 shows all or none, and an upload that cannot be read is of no use. */
const ownFiles: PermissionSpec = {
	collection: 'directus_files',
	action: 'read',
	permissions: { _or: [{ uploaded_by: { _eq: '$CURRENT_USER' } }, { folder: { _eq: INBOX.id } }] },
	without_licence: 'all',
};

/** Whatever is granted here, the privileges of Directus' database role decide what can be written. */
export const POLICIES: Record<Duty, PolicySpec> = {
	observer: {
		icon: 'visibility',
		description: 'Reads units, documents and the ledger of IU Cutter. Everyone with another duty has this one too.',
		app_access: true,
		permissions: READABLE.flatMap((collection) => [{ collection, action: 'read' }, openForReading(collection)]),
	},
	executor: {
		icon: 'content_cut',
		description: 'Registers documents, marks, sweeps and cuts. May not review or verify their own work.',
		app_access: false,
		permissions: [
			{ collection: 'directus_files', action: 'create' },
			ownFiles,
			{ collection: 'directus_folders', action: 'read', permissions: { id: { _eq: INBOX.id } }, without_licence: 'all' },
			{ collection: 'cutter_source_document', action: 'update', fields: ['title', 'notes'], without_licence: 'all' },
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
