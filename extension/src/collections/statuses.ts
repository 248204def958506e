/** The statuses that units and their versions share, and how they look. */
import type { Choice } from './fieldKinds.js';

export const LIFECYCLES: Choice[] = [
	{ value: 'draft_only', name: { en: 'Draft only', vi: 'Chỉ là dự thảo' }, icon: 'edit_note', tone: 'warning' },
	{ value: 'active', name: { en: 'Active', vi: 'Đang hiệu lực' }, icon: 'check_circle', tone: 'success' },
	{ value: 'retired', name: { en: 'Retired', vi: 'Hết hiệu lực' }, icon: 'inventory_2', tone: 'foreground-subdued' },
];

export const AUTHORITIES: Choice[] = [
	{ value: 'draft', name: { en: 'Draft', vi: 'Dự thảo' }, icon: 'draft', tone: 'warning' },
	{ value: 'enacted', name: { en: 'Enacted', vi: 'Đã ban hành' }, icon: 'gavel', tone: 'success' },
	{ value: 'runtime', name: { en: 'Runtime', vi: 'Vận hành' }, icon: 'bolt', tone: 'primary' },
];

export const BODY_HANDLINGS: Choice[] = [
	{ value: 'own_body', name: { en: 'Own text', vi: 'Có nội dung riêng' }, icon: 'notes', tone: 'primary' },
	{ value: 'structural_node', name: { en: 'Structure only', vi: 'Chỉ là cấu trúc' }, icon: 'account_tree', tone: 'foreground-subdued' },
];

/** A document is never a draft alone. */
export const DOCUMENT_STATUSES = LIFECYCLES.filter(({ value }) => value !== 'draft_only');
