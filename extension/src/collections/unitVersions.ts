/** The texts of units. One row is one version, immutable but for its status. */
import { code, date, group, integer, json, primaryKey, related, sourceText, status, text, time } from './fieldKinds.js';
import { BODY_HANDLINGS, LIFECYCLES } from './statuses.js';
import type { CollectionSpec } from './types.js';

const READ_ONLY = { readonly: true };
const ORIGIN = { readonly: true, group: 'origin' };

export const UNIT_VERSIONS: CollectionSpec = {
	collection: 'tac_unit_version',
	icon: 'history_edu',
	name: {
		title: { en: 'Unit versions', vi: 'Phiên bản đơn vị' },
		one: { en: 'Version', vi: 'Phiên bản' },
		many: { en: 'Versions', vi: 'Phiên bản' },
	},
	note: { en: 'The texts of units, each with its digest and its place in the source', vi: 'Nội dung của các đơn vị, kèm mã băm và vị trí trong văn bản gốc' },
	display_template: '{{ version_seq }} · {{ title }}',
	fields: [
		primaryKey('id'),
		related('unit_id', { en: 'Unit', vi: 'Đơn vị' }, '{{ canonical_address }} {{ identity_profile }}', { width: 'full' }),
		text('title', { en: 'Title', vi: 'Tiêu đề' }, { ...READ_ONLY, width: 'full' }),
		sourceText('body', { en: 'Text', vi: 'Nội dung' }, {
			note: { en: 'Own text only; the parts of the unit hold theirs', vi: 'Chỉ nội dung riêng; các phần bên trong giữ nội dung của chúng' },
		}),
		integer('version_seq', { en: 'Version', vi: 'Phiên bản' }, READ_ONLY),
		status('body_handling', { en: 'Content', vi: 'Loại nội dung' }, BODY_HANDLINGS),
		status('lifecycle_status', { en: 'Lifecycle', vi: 'Vòng đời' }, LIFECYCLES),
		code('review_state', { en: 'Review', vi: 'Thẩm định' }, READ_ONLY),
		group('origin', { en: 'Origin and proof', vi: 'Nguồn gốc và bằng chứng' }, 'fingerprint', 'open'),
		related('source_document_id', { en: 'Source document', vi: 'Văn bản gốc' }, '{{ title }}', { group: 'origin' }),
		code('change_set_id', { en: 'Change set', vi: 'Gói thay đổi' }, ORIGIN),
		code('content_hash', { en: 'SHA-256 of the text', vi: 'SHA-256 của nội dung' }, { ...ORIGIN, width: 'full' }),
		code('source_sha256', { en: 'SHA-256 of the source', vi: 'SHA-256 của văn bản gốc' }, { ...ORIGIN, width: 'full' }),
		json('source_span', { en: 'Bytes in the source', vi: 'Vị trí byte trong văn bản gốc' }, { ...ORIGIN, width: 'half' }),
		json('content_profile', { en: 'Facts about the text', vi: 'Thông tin về nội dung' }, { ...ORIGIN, width: 'half' }),
		group('times', { en: 'Times', vi: 'Thời điểm' }, 'schedule', 'closed'),
		code('created_by', { en: 'Written for', vi: 'Người thực hiện' }, { ...READ_ONLY, group: 'times' }),
		time('created_at', { en: 'Created', vi: 'Ngày tạo' }, { group: 'times' }),
		time('updated_at', { en: 'Changed', vi: 'Ngày thay đổi' }, { group: 'times' }),
		date('in_force_from', { en: 'In force from', vi: 'Có hiệu lực từ ngày' }, { group: 'times' }),
		date('in_force_until', { en: 'In force until', vi: 'Hết hiệu lực từ ngày' }, { group: 'times' }),
		time('enacted_at', { en: 'Enacted', vi: 'Ban hành' }, { group: 'times' }),
		time('superseded_at', { en: 'Superseded', vi: 'Bị thay thế' }, { group: 'times' }),
		time('retired_at', { en: 'Retired', vi: 'Hết hiệu lực' }, { group: 'times' }),
	],
	relations: [
		{ many_field: 'unit_id', one_collection: 'tac_logical_unit', one_field: 'versions' },
		// No foreign key in the database; the registry's ids are never reused.
		{ many_field: 'source_document_id', one_collection: 'cutter_source_document' },
	],
	presets: [
		{
			columns: ['unit_id', 'version_seq', 'body', 'lifecycle_status', 'created_at'],
			widths: { unit_id: 420, version_seq: 100, body: 420, lifecycle_status: 150, created_at: 180 },
			sort: ['unit_id.doc_code', 'unit_id.sort_order', 'version_seq'],
		},
	],
};
