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
	known_at: { en: 'As known at', vi: 'Theo hiểu biết lúc' },
	known_at_note: { en: 'What had been recorded by then: RFC 3339 or a date', vi: 'Những gì đã được ghi nhận tới lúc đó: RFC 3339 hoặc một ngày' },
	everything: { en: 'Everything recorded', vi: 'Mọi điều đã ghi nhận' },
	follow: { en: 'Retired units', vi: 'Đơn vị hết hiệu lực' },
	latest: { en: 'Follow to what replaced them', vi: 'Theo tới đơn vị thay thế' },
	none: { en: 'Stop at the first unit', vi: 'Dừng ở đơn vị đầu tiên' },
} satisfies Record<string, Words>;

const IDS: Words = { en: 'One id, a list, or a template that gives either', vi: 'Một id, một danh sách, hoặc mẫu cho ra một trong hai' };

export const MARK_WORDS = {
	name: { en: 'Mark document', vi: 'Đánh dấu văn bản' },
	description: { en: 'Proposes how registered documents are cut; writes no unit', vi: 'Đề xuất cách cắt văn bản đã đăng ký; không ghi đơn vị nào' },
	document: { en: 'Source document to mark', vi: 'Văn bản nguồn cần đánh dấu' },
	document_note: IDS,
	profile: { en: 'Grammar profile', vi: 'Mẫu cấu trúc' },
	profile_note: { en: 'Empty: the one the document is registered with', vi: 'Để trống: mẫu đã đăng ký cùng văn bản' },
	registered: { en: 'As registered', vi: 'Như đã đăng ký' },
	leaf: { en: 'Smallest level', vi: 'Cấp nhỏ nhất' },
	leaf_note: { en: 'Empty: every level of the profile', vi: 'Để trống: mọi cấp của mẫu' },
	every_level: { en: 'Every level', vi: 'Mọi cấp' },
	scope: { en: 'Units to mark', vi: 'Đơn vị được đánh dấu' },
	all: { en: 'All', vi: 'Tất cả' },
	enacted_only: { en: 'Only what is enacted', vi: 'Chỉ phần đã ban hành' },
} satisfies Record<string, Words>;

export const SWEEP_WORDS = {
	name: { en: 'Send to review', vi: 'Chuyển xét duyệt' },
	description: { en: 'Sends what was marked or deferred to review, oldest first', vi: 'Chuyển những gì đã đánh dấu hoặc đã hoãn sang xét duyệt, cũ nhất trước' },
	manifest: { en: 'These alone', vi: 'Chỉ những mục này' },
	manifest_note: { en: 'Manifests or source documents: one id, a list, or a template; left empty, the whole queue', vi: 'Bản kê hoặc văn bản nguồn: một id, một danh sách, hoặc mẫu; để trống thì cả hàng đợi' },
	batch_size: { en: 'At most', vi: 'Nhiều nhất' },
	batch_size_note: { en: 'Entries of one run, 1 to 1000', vi: 'Số mục trong một lần chạy, từ 1 đến 1000' },
} satisfies Record<string, Words>;

export const CUT_WORDS = {
	name: { en: 'Cut', vi: 'Cắt' },
	description: { en: 'Writes the units of approved manifests, as the person who triggers the flow', vi: 'Ghi các đơn vị của bản kê đã duyệt, với tư cách người kích hoạt luồng' },
	manifest: { en: 'Manifest or source document to cut', vi: 'Bản kê hoặc văn bản nguồn cần cắt' },
	manifest_note: { en: 'One id, a list, or a template; of a document its approved manifest is cut', vi: 'Một id, một danh sách, hoặc mẫu; với văn bản thì bản kê đã duyệt được cắt' },
	target: { en: 'Write to', vi: 'Ghi vào' },
	public: { en: 'The units themselves', vi: 'Các đơn vị chính thức' },
	sandbox: { en: 'The sandbox, as a rehearsal', vi: 'Vùng thử, như một lần diễn tập' },
	dry_run: { en: 'Dry run', vi: 'Chạy thử' },
	dry_run_note: { en: 'Does everything, reports, and takes it back', vi: 'Làm tất cả, báo cáo, rồi hoàn tác' },
	yes: { en: 'Yes', vi: 'Có' },
	no: { en: 'No', vi: 'Không' },
	from_template: { en: 'As the template says', vi: 'Theo mẫu' },
} satisfies Record<string, Words>;

export const VERIFY_WORDS = {
	name: { en: 'Verify', vi: 'Kiểm chứng' },
	description: { en: 'Proves cuts from the source text and the live rows, as the person who triggers the flow', vi: 'Chứng minh các lần cắt từ văn bản nguồn và dữ liệu hiện có, với tư cách người kích hoạt luồng' },
	change_set: { en: 'Change set or source document to verify', vi: 'Bộ thay đổi hoặc văn bản nguồn cần kiểm chứng' },
	change_set_note: { en: 'One id, a list, or a template; of a document its cut that waits is verified', vi: 'Một id, một danh sách, hoặc mẫu; với văn bản thì lần cắt đang chờ được kiểm chứng' },
} satisfies Record<string, Words>;

export const OPERATION_WORDS = [VALIDATE_WORDS, RESOLVE_WORDS, MARK_WORDS, SWEEP_WORDS, CUT_WORDS, VERIFY_WORDS] as const;
