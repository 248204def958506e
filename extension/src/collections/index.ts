/** Everything the Studio is told about the cutter's tables. */
import { GRAMMAR_PROFILES } from './grammarProfiles.js';
import { SECTION_TYPES } from './sectionTypes.js';
import { SOURCE_DOCUMENTS } from './sourceDocuments.js';
import type { CollectionSpec, FolderSpec } from './types.js';
import { UNIT_VERSIONS } from './unitVersions.js';
import { UNITS } from './units.js';

/** In the order of the Studio's navigation. */
export const COLLECTIONS: CollectionSpec[] = [UNITS, UNIT_VERSIONS, SOURCE_DOCUMENTS, GRAMMAR_PROFILES, SECTION_TYPES];

/** The folder that holds them in the navigation; no table. */
export const FOLDER: FolderSpec = {
	collection: 'iu_cutter',
	icon: 'content_cut',
	name: { en: 'IU Cutter', vi: 'IU Cutter' },
};
