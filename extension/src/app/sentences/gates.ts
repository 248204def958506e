/** What the gates of the pipeline ask, and anomalies, in Vietnamese. A code without its sentence does not compile. */
import type { AnomalyCode, GateId } from '../../core/browser.js';
import type { Vietnamese } from './vietnamese.js';

/** A gate asks the same of each table, and whoever it is about: what is expected and observed stands beneath. */
export const GATES: Record<GateId, string> = {
	'G-AUTHORITY': 'Không đơn vị nào được nâng giá trị pháp lý qua việc cắt.',
	'G-CUT-APPROVED': 'Có một thẩm định đã duyệt đúng bản kê này và chưa bị thay thế.',
	'G-CUT-COLUMNS': 'Các bảng đích có đúng các cột đã biết.',
	'G-CUT-CONSTRAINTS': 'Địa chỉ là duy nhất trong bảng đích.',
	'G-CUT-COUNTS': 'Số dòng đã ghi đúng như kế hoạch.',
	'G-CUT-DEPS': 'Mọi mục mà mục này chờ đã được kiểm chứng.',
	'G-CUT-FRESH': 'Kế hoạch và dữ liệu vẫn như khi thẩm định.',
	'G-CUT-KEY': 'Làn thực hiện có khóa chưa bị thu hồi.',
	'G-CUT-ONCE': 'Chưa có lần cắt nào cho mục, khóa, mã băm hay đơn vị này.',
	'G-CUT-PRIVILEGES': 'Vai trò thực hiện được ghi những gì việc cắt ghi vào các bảng đích.',
	'G-CUT-SETTLED': 'Mọi thay đổi khác của văn bản đã được kiểm chứng.',
	'G-CUT-TRIGGERS': 'Các bảng đích không có trigger nào ngoài kế hoạch.',
	'G-CUT-UPDATES': 'Vai trò thực hiện được đổi những gì thao tác đổi.',
	'G-CUT-VALID': 'Mười kết luận của thẩm định vẫn đạt.',
	'G-REHEARSAL-FREE': 'Trong vùng thử, chỗ của văn bản này trống hoặc chỉ có lần diễn tập trước.',
	'G-REVIEW-SOD': 'Người đã đánh dấu hoặc cắt bản kê không được thẩm định hay kiểm chứng nó.',
	'G-VERIFY-ONCE': 'Bộ thay đổi chưa có kết quả kiểm chứng.',
	'G-VERIFY-SOD': 'Người kiểm chứng và khóa của họ khác với người và khóa đã đánh dấu hoặc cắt.',
};

/** What gates and findings expect or observe, where it is a word and no identifier. */
export const OBSERVED: Readonly<Record<string, string>> = {
	none: 'không có',
	nothing: 'không có gì',
	'nothing moved': 'không có gì thay đổi',
	'nothing recorded': 'không có gì được ghi',
	'nobody does both': 'không ai làm cả hai',
	'different people': 'những người khác nhau',
	'no difference': 'không khác biệt',
	'no failing finding': 'không kết luận nào không đạt',
	'no review': 'không có thẩm định',
	'a review': 'một thẩm định',
	'a DOT-991 key in force': 'một khóa DOT-991 còn hiệu lực',
	'a DOT-991 signature': 'một chữ ký DOT-991',
	'a registered key': 'một khóa đã đăng ký',
	'a valid signature': 'một chữ ký hợp lệ',
	'a readable manifest': 'một bản kê đọc được',
	'a JSON text': 'một văn bản JSON',
	'another key, of the lane DOT-992 and in force': 'một khóa khác, thuộc làn DOT-992 và còn hiệu lực',
	'every unit keeps it': 'mọi đơn vị giữ nguyên',
	'every unit keeps the authority it has': 'mọi đơn vị giữ giá trị pháp lý đang có',
	'first_cut, every unit as draft': 'first_cut, mọi đơn vị là dự thảo',
	'exactly once': 'đúng một lần',
	'no unit': 'không có đơn vị',
	'in force': 'còn hiệu lực',
	superseded: 'đã bị thay thế',
	'not PASS': 'không duyệt',
	'the registered text': 'văn bản đã đăng ký',
	'the scope as it stood before the cut': 'phạm vi như trước khi cắt',
	'the same before and after': 'như nhau trước và sau',
	'another state': 'trạng thái khác',
};

/** `{label}` is the label as it is written in the text. */
export const ANOMALIES: Record<AnomalyCode, Vietnamese> = {
	collision: { head: '“{label}” sẽ có cùng địa chỉ với một đơn vị khác.' },
	damaged_heading: '“{label}” trông như tiêu đề của một điều mà chữ hoặc số bị hỏng; đã giữ làm nội dung của điều trước.',
	empty_body: '“{label}” không có nội dung và không có phần con.',
	false_ending: '“{label}” đứng sau đoạn trông như phần ký; đoạn đó được giữ làm nội dung của đơn vị trước.',
	gap: { head: '“{label}” bỏ cách số: thiếu số hoặc mục ở trước.' },
	one_unit: 'Không tìm tiêu đề nào: cả văn bản là một đơn vị và chỉ có thể viện dẫn toàn bộ.',
	out_of_order: { head: '“{label}” không đúng thứ tự.' },
	quoted_heading: '“{label}” nằm trong đoạn trích dẫn nên được giữ làm nội dung, nhưng lại là điều kế tiếp.',
	repeat: { head: '“{label}” lặp lại một số đã có.' },
	restart: { head: '“{label}” bắt đầu lại cách đánh số.' },
	skipped_level: { head: '“{label}” bỏ qua một cấp tiêu đề.' },
	unclosed_quotation: 'Một đoạn trích dẫn bắt đầu ở đây và không khép lại; các dòng sau được đọc như nội dung của văn bản này.',
	unnamed_component: 'Sau phần ký có nội dung mà tiêu đề không cho biết là văn bản gì; đã giữ làm một văn bản riêng.',
	unplaced_note: 'Không tìm thấy dấu của chú thích {label} trên trang của nó.',
	unreadable_character: 'Có ký tự không đọc được từ nguồn của văn bản.',
	unlisted: { head: 'Còn các điểm bất thường khác không được liệt kê.' },
};
