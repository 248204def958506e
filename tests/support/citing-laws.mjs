// A law and circulars that cite it, as gazettes print them: in our own words.

export const BOAT_LAW = `QUỐC HỘI
_______
Luật số: 09/2031/QH18
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
__________________________
LUẬT
BẾN THUYỀN

Điều 1. Phạm vi
Luật này nói về bến thuyền.
Điều 2. Bến
1. Bến có cầu.
2. Bến có đèn theo khoản 1 Điều này.
Điều 3. Giá
Giá vé theo khoản 2 Điều 2 và khoản 7 Điều 2 của Luật này.
`;

/** @param {number} number of the circular @param {string} body what its one article says */
export const circular = (number, body) => `BỘ BẾN BÃI
_______
Số: ${number}/2032/TT-BBB
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
__________________________
THÔNG TƯ
VỀ BẾN SỐ ${number}

Điều 1. Việc thi hành
${body}
`;
