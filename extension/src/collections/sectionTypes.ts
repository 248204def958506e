/** The vocabulary of section kinds: read in the Studio, extended by migrations. */
import { boolean, code, integer, notes, text } from './fieldKinds.js';
import type { CollectionSpec } from './types.js';

const READ_ONLY = { readonly: true };

export const SECTION_TYPES: CollectionSpec = {
	collection: 'tac_section_type_vocab',
	icon: 'category',
	name: {
		title: { en: 'Section kinds', vi: 'Loại mục' },
		one: { en: 'Kind', vi: 'Loại' },
		many: { en: 'Kinds', vi: 'Loại' },
	},
	note: { en: 'The kinds of sections a unit may be', vi: 'Các loại mục mà một đơn vị có thể thuộc về' },
	display_template: '{{ name_en }} · {{ name_vi }}',
	sort_field: 'sort_order',
	fields: [
		code('code', { en: 'Code', vi: 'Mã' }, READ_ONLY),
		boolean('active', { en: 'Allowed for new units', vi: 'Dùng cho đơn vị mới' }, READ_ONLY),
		text('name_en', { en: 'Name in English', vi: 'Tên tiếng Anh' }, READ_ONLY),
		text('name_vi', { en: 'Name in Vietnamese', vi: 'Tên tiếng Việt' }, READ_ONLY),
		notes('description', { en: 'What it holds', vi: 'Mô tả' }, READ_ONLY),
		integer('soft_word_limit', { en: 'Words worth a look', vi: 'Số từ nên xem lại' }, READ_ONLY),
		integer('hard_word_limit', { en: 'Words that call for a split', vi: 'Số từ nên tách' }, READ_ONLY),
		integer('sort_order', { en: 'Order', vi: 'Thứ tự' }, READ_ONLY),
	],
	relations: [],
	presets: [
		{
			columns: ['code', 'name_en', 'name_vi', 'description', 'active'],
			widths: { code: 190, name_en: 190, name_vi: 190, description: 460, active: 160 },
			sort: ['sort_order'],
		},
	],
};
