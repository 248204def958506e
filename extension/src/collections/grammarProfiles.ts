/** Grammar profiles an installation adds to the built-in ones. */
import { boolean, code, group, json, notes, primaryKey, text, time } from './fieldKinds.js';
import type { CollectionSpec } from './types.js';

export const GRAMMAR_PROFILES: CollectionSpec = {
	collection: 'cutter_grammar_profile',
	icon: 'schema',
	name: {
		title: { en: 'Grammar profiles', vi: 'Mẫu cấu trúc' },
		one: { en: 'Profile', vi: 'Mẫu' },
		many: { en: 'Profiles', vi: 'Mẫu' },
	},
	note: {
		en: 'How a kind of document is divided: levels, matchers, numbering, address labels',
		vi: 'Cách chia một loại văn bản: các cấp, cách nhận dạng, đánh số, nhãn địa chỉ',
	},
	display_template: '{{ profile_id }} {{ title }}',
	fields: [
		primaryKey('id'),
		code('profile_id', { en: 'Profile', vi: 'Mẫu' }, { required: true, options: { slug: true, placeholder: 'vn-decree' } }),
		code('version', { en: 'Version', vi: 'Phiên bản' }, {
			note: { en: 'Raise it with every change of the definition', vi: 'Tăng lên mỗi khi sửa định nghĩa' },
		}),
		text('title', { en: 'Title', vi: 'Tiêu đề' }),
		code('language', { en: 'Language', vi: 'Ngôn ngữ' }, { options: { placeholder: 'vi' } }),
		boolean('active', { en: 'Offered for new marks', vi: 'Dùng cho lần MARK mới' }),
		json('definition', { en: 'Definition', vi: 'Định nghĩa' }, { required: true, options: { lineNumber: true, lineWrapping: false } }),
		notes('notes', { en: 'Notes', vi: 'Ghi chú' }),
		group('record', { en: 'Record', vi: 'Hồ sơ' }, 'history', 'closed'),
		code('created_by', { en: 'Added by', vi: 'Người thêm' }, { special: ['user-created'], readonly: true, group: 'record' }),
		time('created_at', { en: 'Added', vi: 'Ngày thêm' }, { group: 'record' }),
		time('updated_at', { en: 'Changed', vi: 'Ngày thay đổi' }, { group: 'record' }),
	],
	relations: [],
	presets: [
		{
			columns: ['profile_id', 'version', 'title', 'language', 'active', 'updated_at'],
			widths: { profile_id: 220, version: 100, title: 360, language: 110, active: 160, updated_at: 180 },
			sort: ['profile_id'],
		},
	],
};
