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

/** Two chapters of eleven articles: enough that each operation finds units of its own. */
export const elevenArticles = (word) => `HIỆP HỘI ${word.toUpperCase()}
NỘI QUY

Chương I
MƯỢN VÀ TRẢ

Điều 1. Phạm vi
Nội quy này nói về việc dùng chung dụng cụ của hiệp hội ${word}. Mọi thành viên được mượn dụng cụ. Người ngoài hiệp hội phải hỏi thủ kho.

Điều 2. Người mượn
Người mượn dụng cụ gồm:
1. Thành viên đã ghi tên vào sổ;
2. Khách đi cùng một thành viên.

Điều 3. Mượn
Người mượn ký tên vào sổ trước khi lấy dụng cụ.

Điều 4. Trả
Người mượn trả dụng cụ trong bảy ngày.

Điều 5. Thủ kho
Thủ kho do các thành viên bầu ra mỗi năm.

Điều 6. Giờ mở cửa
Kho mở cửa từ thứ hai đến thứ bảy.

Chương II
GIỮ GÌN DỤNG CỤ

Điều 7. Đền bù
Người làm hỏng dụng cụ sửa lại hoặc đền bằng vật.

Điều 8. Sổ kho
Thủ kho giữ sổ của kho.

Điều 9. Kiểm kê
Dụng cụ được kiểm kê hai lần mỗi năm.

Điều 10. Thanh lý
Dụng cụ quá cũ được bán cho thành viên.

Điều 11. Hiệu lực
Nội quy này có hiệu lực như sau:
1. Chương I từ ngày công bố;
2. Chương II từ đầu năm sau.
`;
