/** What the Studio is told about a table: the shapes of the rows in directus_collections, directus_fields and directus_presets. */

/** A text in the two languages of the extension. */
export interface Words {
	en: string;
	vi: string;
}

/** A field of a table, or of the Studio only (a list of related items, a group). Everything left out takes Directus' own default. */
export interface FieldSpec {
	field: string;
	name: Words;
	note?: Words;
	special?: string[];
	interface: string;
	/** Words in here are shown in the reader's language. */
	options?: Record<string, unknown>;
	display?: string;
	display_options?: Record<string, unknown>;
	readonly?: boolean;
	hidden?: boolean;
	required?: boolean;
	width?: 'half' | 'full';
	/** Name of the group field it is shown in. */
	group?: string;
}

/** A link from a column to the primary key of another collection; only metadata, the foreign key is the migrations' business. */
export interface RelationSpec {
	many_field: string;
	one_collection: string;
	/** Field of the other collection that lists the items on this side. */
	one_field?: string;
	sort_field?: string;
}

/** How a collection's table opens for everyone who has not arranged it otherwise; with a name, a bookmark in the navigation. */
export interface PresetSpec {
	bookmark?: Words;
	icon?: string;
	columns: string[];
	widths: Record<string, number>;
	sort: string[];
	filter?: Record<string, unknown>;
}

export interface CollectionSpec {
	collection: string;
	icon: string;
	note: Words;
	/** What the collection is called, and one or many of its items. */
	name: { title: Words; one: Words; many: Words };
	display_template: string;
	sort_field?: string;
	/** In the order of the form. */
	fields: FieldSpec[];
	relations: RelationSpec[];
	presets: PresetSpec[];
}

/** A folder of the navigation. */
export interface FolderSpec {
	collection: string;
	icon: string;
	name: Words;
}
