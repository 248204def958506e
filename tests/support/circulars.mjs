// Circulars of a ministry that keeps stores, an act that amends three of them, and a consolidated text of one. Numbers are given, so that
// several tests can have their own in one library.

const head = (number, day) => `BỘ KHO CHUNG
Số: ${number}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày ${day}

THÔNG TƯ
`;

/** A circular: its number and what it is about. */
export const circular = (number, about) => `${head(number, '01 tháng 02 năm 2029')}VỀ ${about.toUpperCase()}

Điều 1. Giờ mở
1. Kho mở cửa từ bảy giờ.
2. Ngày lễ kho đóng cửa.
Điều 2. Ghi chép
Thủ kho ghi sổ giấy mỗi ngày.
Điều 3. Hiệu lực thi hành
Thông tư này có hiệu lực từ ngày 01 tháng 3 năm 2029.
`;

const about = (number) => `Thông tư số ${number} ngày 01 tháng 02 năm 2029 của Bộ trưởng Bộ Kho chung`;

/** An act on three circulars, law from 1 May 2031, that repeals a fourth. */
export const actOn = (number, [first, second, third, fourth]) => `${head(number, '05 tháng 3 năm 2031')}SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA CÁC THÔNG TƯ VỀ KHO CHUNG

Điều 1. Sửa đổi, bổ sung một số điều của ${about(first)} về giữ kho
1. Sửa đổi, bổ sung khoản 1 Điều 1 như sau:
“1. Kho mở cửa từ sáu giờ.”.
2. Bãi bỏ khoản 2 Điều 1.
Điều 2. Sửa đổi, bổ sung một số điều của ${about(second)} về sổ kho
1. Thay cụm từ “sổ giấy” bằng cụm từ “sổ điện tử” tại Điều 2.
Điều 3. Sửa đổi, bổ sung một số điều của ${about(third)} về gác kho
1. Bãi bỏ Điều 2.
Điều 4. Hiệu lực thi hành
1. Thông tư này có hiệu lực từ ngày 01 tháng 5 năm 2031.
2. Bãi bỏ ${about(fourth)}.
`;
