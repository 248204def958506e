/** What an amendment leaves to people, in Vietnamese. A code without its sentence does not compile. */
import type { DoubtCode } from '../../core/browser.js';
import type { Vietnamese } from './vietnamese.js';

export const DOUBTS: Record<DoubtCode, Vietnamese> = {
	ADDRESS_ENDED: '{address} trong văn bản là {target}, địa chỉ mà đơn vị {unit} đang có hoặc đã có: mỗi địa chỉ giữ đơn vị của nó mãi mãi.',
	ADDRESS_HELD: '{address} là mới trong văn bản, nhưng đơn vị {unit} đang có hoặc đã có địa chỉ này và giữ nó mãi mãi.',
	ARTICLE_READS_OTHERWISE: 'Đọc riêng, {address} có các đơn vị khác với trong văn bản: những gì luật sửa đổi yêu cầu về điều này được để lại.',
	INSTRUCTION_LABEL: 'Đoạn trích ở {place} không có dòng nào bắt đầu {provision}.',
	INSTRUCTION_NO_ARTICLE: '{place} nêu {provision} mà không nói của điều nào.',
	INSTRUCTION_NO_TEXT: '{place} báo trước một nội dung mới, nhưng không có đoạn trích nào theo sau.',
	INSTRUCTION_OTHER_ACT: '{place} sửa đổi một văn bản khác: {law}.',
	INSTRUCTION_QUOTE_OPEN: 'Đoạn trích ở {place} không có dấu đóng.',
	INSTRUCTION_UNREAD: 'Không hiểu điều văn bản yêu cầu ở {place}: {sentence}',
	PERHAPS_ANOTHER: 'Chỉ nhờ một dấu hiệu ({sign}) mà nhận ra {address} trong văn bản, và hai bên chỉ chung {shared} % số từ: có phải cùng một đơn vị không?',
	PERHAPS_ELSEWHERE: '{address} không còn trong văn bản, nhưng {other} là mới và chung {shared} % số từ: nội dung đã chuyển sang đó chăng?',
	PERHAPS_JOINED: '{address} là mới trong văn bản, nhưng có lời của {parts}: chúng đã được ghép lại chăng?',
	REPEALS_ALL: 'Văn bản này bãi bỏ toàn bộ văn bản đang xét: có phần nào vẫn tiếp tục có hiệu lực không?',
	PERHAPS_OTHER_ACT: 'Văn bản này sửa đổi {law}, còn văn bản đang xét là {title}: có phải cùng một văn bản không?',
	PERHAPS_SPLIT: '{address} không còn trong văn bản, nhưng lời của nó có trong {parts}: nó đã được chia ra chăng?',
	PROVISION_AMBIGUOUS: 'Có nhiều hơn một đơn vị là {provision}.',
	PROVISION_BREAKS: 'Nếu làm theo yêu cầu về {provision}, điều đó không còn đọc được là một điều, hoặc có hai lần cùng một số.',
	PROVISION_MISSING: 'Trong văn bản không có {provision}.',
	PROVISION_OTHER_STEP: 'Yêu cầu về {provision} không phải là bước được đề xuất từ luật sửa đổi: cần một thao tác riêng.',
	PROVISION_THERE: '{provision} được yêu cầu bổ sung, nhưng đã có với nội dung khác: nội dung đó được thay thế.',
	PROVISION_WITHOUT_WORDS: '{provision} không có những từ cần sửa.',
	SUSPENSION_FROM: 'Văn bản nói {provision} được ngưng hoặc áp dụng lại từ ngày {from}: đó có phải ngày của thay đổi này không?',
	WORDS_OTHERWISE_WRITTEN: '“{words}” có trong {provision} nhưng khác chữ hoa, chữ thường hoặc dấu câu: có phải là những từ này không?',
};
