/** What each duty may see and do in Directus itself. What it may do in the cutter is decided by the core. */
import type { Duty } from '../core/index.js';

export interface PermissionSpec {
	collection: string;
	action: 'create' | 'read' | 'update';
	/** The fields it is for; left out: all. */
	fields?: string[];
	/** What is granted where Directus 12 has no licence for lists of fields: the permission for all fields, or nothing. */
	without_licence?: 'all fields' | 'nothing';
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

/** None has a filter. Whatever is granted here, the privileges of Directus' database role decide what can be written. */
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
			{ collection: 'directus_files', action: 'read' },
			{ collection: 'directus_folders', action: 'read' },
			{ collection: 'cutter_source_document', action: 'update', fields: ['title', 'notes'], without_licence: 'all fields' },
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
