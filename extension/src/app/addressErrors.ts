/** The core's sentences about a text that is no address, in Vietnamese. English is the core's own, word for word. */
import type { AddressErrorCode } from '../core/browser.js';

/** A sentence for every code of the core; one that is missing does not compile. `{at}` is the byte. */
const VIETNAMESE: Record<AddressErrorCode, string> = {
	EMPTY: 'Địa chỉ đang trống: cần `D` và số văn bản, hoặc một tiền tố và `/`.',
	TOO_LONG: 'Địa chỉ quá dài kể từ byte {at}: v1 tối đa 128 byte; v2 tối đa 208 byte, trong đó tiền tố 48 và đường dẫn 160.',
	NON_ASCII: 'Ở byte {at} có một ký tự ngoài ASCII: chỉ dùng A đến Z, 0 đến 9, `-` và `/`.',
	LOWERCASE: 'Ở byte {at} có một chữ thường: chỉ dùng chữ hoa A đến Z.',
	BAD_PREFIX: 'Địa chỉ không bắt đầu bằng một văn bản, xem byte {at}: cần `D` và số văn bản, hoặc một tiền tố trước `/`.',
	LEADING_ZERO: 'Ở byte {at} có một số bắt đầu bằng 0: cần số không có 0 ở đầu.',
	NUMBER_TOO_LARGE: 'Số ở byte {at} quá lớn: tối đa 9 chữ số.',
	MISSING_NUMBER: 'Thiếu một số ở byte {at}.',
	MISSING_SECTION: 'Thiếu một phần của địa chỉ ở byte {at}: cần phần đầu như `DIEU28`, rồi `ROOT` hoặc `S` và một số.',
	TAIL_ON_ROOT: 'Có phần đuôi theo sau ROOT ở byte {at}: địa chỉ phải kết thúc tại đó.',
	TAIL_TOO_DEEP: 'Phần đuôi có quá nhiều cấp ở byte {at}: địa chỉ phải kết thúc tại đó.',
	EMPTY_TOKEN: 'Thiếu một thành phần ở byte {at}: cần chữ hoa A đến Z hoặc chữ số, và đúng một dấu `/` sau tiền tố.',
	BAD_CHARACTER: 'Ở byte {at} có một ký tự không được đứng tại đó: chỉ dùng A đến Z, 0 đến 9, `-` và `/` đúng chỗ.',
	TRAILING_INPUT: 'Địa chỉ đã đủ, nhưng còn nội dung thừa từ byte {at}.',
};

/** What an error needs to be told. */
export interface AddressErrorShown {
	code: string;
	at?: number | null | undefined;
	message: string;
}

const isKnown = (code: string): code is AddressErrorCode => code in VIETNAMESE;

/** The sentence of an error in the reader's language: the core's own, but for Vietnamese readers. */
export function sentenceOf({ code, at, message }: AddressErrorShown, isVietnamese: boolean): string {
	return isVietnamese && isKnown(code) ? VIETNAMESE[code].replace('{at}', String(at ?? 0)) : message;
}
