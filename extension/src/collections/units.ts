/** Information Units as the Studio shows them: read by everyone with a duty, changed by CUT alone (but for their titles). */
import { code, date, group, integer, json, primaryKey, related, status, time } from './fieldKinds.js';
import { AUTHORITIES, LIFECYCLES } from './statuses.js';
import type { CollectionSpec } from './types.js';

const READ_ONLY = { readonly: true };

export const UNITS: CollectionSpec = {
	collection: 'tac_logical_unit',
	icon: 'segment',
	name: {
		title: { en: 'Information Units', vi: 'Đơn vị thông tin' },
		one: { en: 'Unit', vi: 'Đơn vị' },
		many: { en: 'Units', vi: 'Đơn vị' },
	},
	note: {
		en: 'The smallest citable pieces of documents, each under a permanent address; written by CUT',
		vi: 'Những phần nhỏ nhất có thể trích dẫn của văn bản, mỗi phần có một địa chỉ cố định; do bước CUT ghi',
	},
	display_template: '{{ canonical_address }} {{ identity_profile }}',
	sort_field: 'sort_order',
	// The two lists are not read-only here: the Studio could not open their items then. Nobody may write them: see the database.
	fields: [
		primaryKey('id'),
		{
			field: 'canonical_address',
			name: { en: 'Address', vi: 'Địa chỉ' },
			note: { en: 'The permanent, citable name', vi: 'Tên cố định dùng để trích dẫn' },
			interface: 'canonical-address',
			// It is the unit's own, and nobody types it here.
			options: { checkUnits: false },
			display: 'canonical-address',
			...READ_ONLY,
			width: 'half',
		},
		related('section_type', { en: 'Kind', vi: 'Loại' }, '{{ name_en }} · {{ name_vi }}'),
		status('lifecycle_status', { en: 'Lifecycle', vi: 'Vòng đời' }, LIFECYCLES),
		status('authority', { en: 'Authority', vi: 'Giá trị pháp lý' }, AUTHORITIES),
		date('in_force_from', { en: 'In force from', vi: 'Có hiệu lực từ ngày' }),
		date('in_force_until', { en: 'In force until', vi: 'Hết hiệu lực từ ngày' }),
		date('suspended_from', { en: 'Suspended from', vi: 'Ngưng hiệu lực từ ngày' }),
		date('suspended_until', { en: 'Suspended until', vi: 'Hiệu lực trở lại từ ngày' }),
		{
			field: 'versions',
			name: { en: 'Text', vi: 'Nội dung' },
			note: { en: 'Own text of the unit, newest version first', vi: 'Nội dung riêng của đơn vị, phiên bản mới nhất trước' },
			special: ['o2m'],
			interface: 'list-o2m',
			options: {
				layout: 'list',
				template: '{{ body }}',
				sort: 'version_seq',
				sortDirection: '-',
				enableCreate: false,
				enableSelect: false,
				enableLink: true,
			},
			display: 'related-values',
			display_options: { template: '{{ version_seq }} · {{ title }}' },
		},
		{
			field: 'children',
			name: { en: 'Parts', vi: 'Các phần' },
			note: { en: 'Units inside this one, in document order', vi: 'Các đơn vị nằm trong đơn vị này, theo thứ tự văn bản' },
			special: ['o2m'],
			interface: 'list-o2m-tree-view',
			options: { displayTemplate: '{{ section_code }} {{ identity_profile }} {{ versions.body }}', enableCreate: false, enableSelect: false },
			display: 'related-values',
			display_options: { template: '{{ canonical_address }}' },
		},
		json('identity_profile', { en: 'Title', vi: 'Tiêu đề' }, {
			display_options: { format: '{{ title }}' },
			note: {
				en: 'What people call the unit: title, label as written in the source, notes of editors',
				vi: 'Cách gọi đơn vị: tiêu đề (title), nhãn trong văn bản gốc (label), ghi chú của biên tập viên',
			},
		}),
		group('place', { en: 'Place in the document', vi: 'Vị trí trong văn bản' }, 'account_tree', 'open'),
		code('doc_code', { en: 'Document', vi: 'Văn bản' }, { ...READ_ONLY, group: 'place' }),
		related('parent_id', { en: 'Inside', vi: 'Nằm trong' }, '{{ canonical_address }} {{ identity_profile }}', { group: 'place' }),
		code('section_code', { en: 'Section code', vi: 'Mã mục' }, { ...READ_ONLY, display_options: { bold: true }, group: 'place' }),
		integer('sort_order', { en: 'Order', vi: 'Thứ tự' }, { ...READ_ONLY, group: 'place' }),
		group('record', { en: 'Record', vi: 'Hồ sơ' }, 'history', 'closed'),
		code('tier', { en: 'Status decided by', vi: 'Nơi quyết định trạng thái' }, { ...READ_ONLY, group: 'record' }),
		code('owner_ref', { en: 'Owner', vi: 'Người phụ trách' }, { ...READ_ONLY, group: 'record' }),
		time('created_at', { en: 'Created', vi: 'Ngày tạo' }, { group: 'record' }),
		date('born_on', { en: 'In the document from', vi: 'Thuộc văn bản từ ngày' }, { group: 'record' }),
		time('updated_at', { en: 'Changed', vi: 'Ngày thay đổi' }, { group: 'record' }),
		code('canonical_address_format_version', { en: 'Address format', vi: 'Định dạng địa chỉ' }, { ...READ_ONLY, group: 'record' }),
	],
	relations: [
		{ many_field: 'parent_id', one_collection: 'tac_logical_unit', one_field: 'children', sort_field: 'sort_order' },
		{ many_field: 'section_type', one_collection: 'tac_section_type_vocab' },
	],
	presets: [
		{
			columns: ['canonical_address', 'section_type', 'identity_profile', 'versions.body', 'lifecycle_status', 'authority'],
			widths: { canonical_address: 320, section_type: 150, identity_profile: 200, 'versions.body': 380, lifecycle_status: 120, authority: 120 },
			sort: ['doc_code', 'sort_order'],
		},
		{
			bookmark: { en: 'Top level', vi: 'Cấp trên cùng' },
			icon: 'account_tree',
			columns: ['canonical_address', 'section_type', 'identity_profile', 'children', 'lifecycle_status', 'authority'],
			widths: { canonical_address: 300, section_type: 160, identity_profile: 360, children: 100, lifecycle_status: 130, authority: 110 },
			sort: ['doc_code', 'sort_order'],
			filter: { parent_id: { _null: true } },
		},
		{
			bookmark: { en: 'Articles', vi: 'Các điều' },
			icon: 'article',
			columns: ['canonical_address', 'identity_profile', 'children', 'parent_id', 'lifecycle_status'],
			widths: { canonical_address: 280, identity_profile: 320, children: 100, parent_id: 340, lifecycle_status: 130 },
			sort: ['doc_code', 'sort_order'],
			filter: { section_type: { _eq: 'article' } },
		},
	],
};
