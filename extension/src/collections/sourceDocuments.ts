/** The registry of documents: title and notes are people's, everything else comes from registration. */
import { code, group, notes, primaryKey, status, text, time } from './fieldKinds.js';
import { DOCUMENT_STATUSES } from './statuses.js';
import type { CollectionSpec } from './types.js';

const READ_ONLY = { readonly: true };

export const SOURCE_DOCUMENTS: CollectionSpec = {
	collection: 'cutter_source_document',
	icon: 'description',
	name: {
		title: { en: 'Source documents', vi: 'Văn bản gốc' },
		one: { en: 'Document', vi: 'Văn bản' },
		many: { en: 'Documents', vi: 'Văn bản' },
	},
	note: { en: 'Documents as registered, one row each, with the address prefix that is theirs alone', vi: 'Các văn bản đã đăng ký, mỗi văn bản một dòng, với tiền tố địa chỉ riêng' },
	display_template: '{{ title }} ({{ prefix }})',
	fields: [
		// Its key is what the state is asked by; nobody reads a key.
		{ ...primaryKey('id'), name: { en: 'Pipeline', vi: 'Quy trình' }, display: 'cutter-document-state', display_options: {} },
		text('title', { en: 'Title', vi: 'Tiêu đề' }, { width: 'full', required: true }),
		code('doc_code', { en: 'Document code', vi: 'Mã văn bản' }, READ_ONLY),
		code('prefix', { en: 'Address prefix', vi: 'Tiền tố địa chỉ' }, { ...READ_ONLY, options: { iconLeft: 'tag' } }),
		code('profile', { en: 'Grammar profile', vi: 'Mẫu cấu trúc' }, READ_ONLY),
		code('language', { en: 'Language', vi: 'Ngôn ngữ' }, READ_ONLY),
		status('status', { en: 'Status', vi: 'Trạng thái' }, DOCUMENT_STATUSES),
		notes('notes', { en: 'Notes', vi: 'Ghi chú' }),
		group('record', { en: 'Record', vi: 'Hồ sơ' }, 'history', 'closed'),
		code('current_source_sha256', { en: 'SHA-256 of the newest text', vi: 'SHA-256 của nội dung mới nhất' }, { ...READ_ONLY, width: 'full', group: 'record' }),
		code('created_by', { en: 'Registered by', vi: 'Người đăng ký' }, { ...READ_ONLY, group: 'record' }),
		time('created_at', { en: 'Registered', vi: 'Ngày đăng ký' }, { group: 'record' }),
		time('updated_at', { en: 'Changed', vi: 'Ngày thay đổi' }, { group: 'record' }),
	],
	relations: [],
	presets: [
		{
			columns: ['title', 'prefix', 'id', 'profile', 'language', 'status', 'created_at'],
			widths: { title: 340, prefix: 180, id: 370, profile: 160, language: 100, status: 150, created_at: 180 },
			sort: ['title'],
		},
	],
};
