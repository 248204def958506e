/** What the operations and their options are called in the Studio. */
import type { Words } from './types.js';

const ADDRESS: Words = { en: 'One text, a list, or a template that gives either', vi: 'Một chuỗi, một danh sách, hoặc mẫu cho ra một trong hai' };

export const VALIDATE_WORDS = {
	name: { en: 'Validate address', vi: 'Kiểm tra địa chỉ' },
	description: { en: 'Goes on only with canonical addresses that are well formed', vi: 'Chỉ tiếp tục khi địa chỉ chuẩn được viết đúng' },
	address: { en: 'Address to validate', vi: 'Địa chỉ cần kiểm tra' },
	address_note: ADDRESS,
	if_wrong: { en: 'If an address is wrong', vi: 'Nếu địa chỉ sai' },
	reject: { en: 'Fail, with code and place', vi: 'Từ chối, kèm mã lỗi và vị trí' },
	answer: { en: 'Answer what is wrong and go on', vi: 'Trả lời sai ở đâu rồi tiếp tục' },
} satisfies Record<string, Words>;

export const RESOLVE_WORDS = {
	name: { en: 'Resolve address', vi: 'Tra cứu địa chỉ' },
	description: { en: 'Finds the units that a citation names, through aliases and redirects', vi: 'Tìm các đơn vị mà một trích dẫn chỉ tới, qua bí danh và chuyển hướng' },
	address: { en: 'Citation to resolve', vi: 'Trích dẫn cần tra cứu' },
	address_note: ADDRESS,
	as_of: { en: 'As of', vi: 'Tại thời điểm' },
	as_of_note: { en: 'RFC 3339 or a date, which is 00:00 UTC', vi: 'RFC 3339 hoặc một ngày, tức 00:00 UTC' },
	now: { en: 'Now', vi: 'Bây giờ' },
	follow: { en: 'Retired units', vi: 'Đơn vị hết hiệu lực' },
	latest: { en: 'Follow to what replaced them', vi: 'Theo tới đơn vị thay thế' },
	none: { en: 'Stop at the first unit', vi: 'Dừng ở đơn vị đầu tiên' },
} satisfies Record<string, Words>;

export const OPERATION_WORDS = [VALIDATE_WORDS, RESOLVE_WORDS] as const;
