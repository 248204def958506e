// Sample texts of the tests' own, told apart by a word, so that no two tests register the same text.

/** A decision of one article without clauses: one unit. */
export const oneArticle = (word) => `QUY ĐỊNH VỀ ${word.toUpperCase()}

Điều 1. Phạm vi áp dụng
Văn bản này áp dụng cho mọi người làm việc tại xưởng ${word}, kể cả người học việc.
`;

/** Units that `smallLaw` is cut into, in the order of the document. */
export const SMALL_LAW_PATHS = ['CHUONG-1', 'DIEU-1', 'DIEU-2', 'DIEU-2-KHOAN-1', 'DIEU-2-KHOAN-2', 'DIEU-2-KHOAN-2-DIEM-A', 'DIEU-2-KHOAN-2-DIEM-B', 'CHUONG-2', 'DIEU-3'];

/** Two chapters, three articles, clauses and points: nine units, and words around them that belong to none. */
export const smallLaw = (word) => `HIỆP HỘI ${word.toUpperCase()}
NỘI QUY

Căn cứ nhu cầu của các thành viên, Hiệp hội ban hành Nội quy này.

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi điều chỉnh
Nội quy này nói về việc dùng chung dụng cụ của hiệp hội ${word}.

Điều 2. Người dùng dụng cụ
1. Thành viên được mượn dụng cụ trong giờ mở cửa.
2. Người không phải thành viên được mượn khi:
a) Có một thành viên đi cùng;
b) Đã ghi tên vào sổ mượn.

Chương II
ĐIỀU KHOẢN THI HÀNH

Điều 3. Hiệu lực
Nội quy này có hiệu lực từ ngày công bố.
`;
