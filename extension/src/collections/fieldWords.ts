/** What interface, displays and panel are called in the Studio, and their options; `init` writes the Vietnamese. */
import type { Words } from './types.js';

export const FIELD_WORDS = {
	name: { en: 'Canonical address', vi: 'Địa chỉ chuẩn' },
	interfaceNote: {
		en: 'Checks an address as it is typed, and whether it is taken, an alias, retired or free',
		vi: 'Kiểm tra địa chỉ khi gõ, và cho biết địa chỉ đã dùng, là tên khác, hết hiệu lực hay còn trống',
	},
	displayNote: { en: 'An address to copy, and where it leads', vi: 'Địa chỉ để sao chép, và nơi nó dẫn đến' },
	stateName: { en: 'State of a document', vi: 'Trạng thái văn bản' },
	stateNote: { en: 'Where a source document stands in the pipeline, and for whom it waits', vi: 'Văn bản gốc đang ở bước nào trong quy trình, và đang chờ ai' },
	panelName: { en: 'Cutter backlog', vi: 'Hàng đợi Cutter' },
	panelNote: { en: 'Cut requests by state, day by day', vi: 'Các yêu cầu cắt theo trạng thái, theo từng ngày' },
	panelDays: { en: 'Days', vi: 'Số ngày' },
	format: { en: 'Format', vi: 'Định dạng' },
	eitherFormat: { en: 'Both formats', vi: 'Cả hai định dạng' },
	v1: { en: 'v1, such as D38-DIEU28-S3', vi: 'v1, ví dụ D38-DIEU28-S3' },
	v2: { en: 'v2, such as GDPR/ART-6', vi: 'v2, ví dụ GDPR/ART-6' },
	allowEmpty: { en: 'May be empty', vi: 'Được để trống' },
	checkUnits: { en: 'Look the address up', vi: 'Tra cứu địa chỉ' },
	checkUnitsLabel: { en: 'Tell whether a unit has it', vi: 'Cho biết có đơn vị nào mang địa chỉ' },
	expects: { en: 'What is expected', vi: 'Điều mong đợi' },
	anything: { en: 'Nothing in particular', vi: 'Không có gì cụ thể' },
	existing: { en: 'The address of an existing unit, as in a citation', vi: 'Địa chỉ của một đơn vị đang có, như khi trích dẫn' },
	free: { en: 'A free address, as for a new unit', vi: 'Địa chỉ còn trống, như cho một đơn vị mới' },
	placeholder: { en: 'Placeholder', vi: 'Chữ gợi ý' },
} satisfies Record<string, Words>;
