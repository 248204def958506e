/** Time stamps (RFC 3161): a request to the authority that is configured, and the check of what it answers. */
import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { ASN1Obj, RFC3161Timestamp } from '@sigstore/core';

import { refuse } from '../core/index.js';
import type { Environment } from './keys.js';
import { readAtMost } from './witness.js';

/** Who stamps. */
export interface TimeStampAuthority {
	url: URL;
	/** Certificates that it may sign with. */
	certificates: X509Certificate[];
}

const PATIENCE = 10_000;
const MAX_ANSWER = 256 * 1024;

/** Extended key usage id-kp-timeStamping. */
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/** SEQUENCE of version 1, the SHA-256 of what is stamped, a nonce of 8 bytes, and the wish for the certificate. */
const REQUEST_HEAD = '3043020101' + '3031300d060960864801650304020105000420';
const NONCE_HEAD = '0208';
const WITH_CERTIFICATE = '0101ff';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The authority of this host: `CUTTER_TSA_URL`, and the certificates it may sign with in the file `CUTTER_TSA_CERTIFICATE_FILE`; null where none is set. */
export async function authorityOf(env: Environment): Promise<TimeStampAuthority | null> {
	const [address, file] = [env['CUTTER_TSA_URL'], env['CUTTER_TSA_CERTIFICATE_FILE']];
	if (typeof address !== 'string' || !address) return null;
	const wrong = (what: string) => refuse('conflict', 'SETTING_INVALID', what);
	const url = URL.parse(address);
	if (url === null || !['http:', 'https:'].includes(url.protocol)) return wrong('CUTTER_TSA_URL is not an http(s) URL.');
	if (typeof file !== 'string' || !file) return wrong('CUTTER_TSA_CERTIFICATE_FILE must name a file with the certificate the authority signs with.');
	const text = await readFile(file, 'utf8').catch(() => '');
	try {
		const certificates = (text.match(CERTIFICATE) ?? []).map((pem) => new X509Certificate(pem));
		if (certificates.length > 0) return { url, certificates };
	} catch {
		// Said below.
	}
	return wrong(`CUTTER_TSA_CERTIFICATE_FILE: ${file} has no PEM certificate that can be read.`);
}

/** The request for a stamp of `data`. */
export function timeStampRequest(data: Uint8Array, nonce: Buffer): Buffer {
	const digest = createHash('sha256').update(data).digest('hex');
	return Buffer.from(REQUEST_HEAD + digest + NONCE_HEAD + nonce.toString('hex') + WITH_CERTIFICATE, 'hex');
}

/** What a stamp tells. */
export interface TimeStamp {
	/** RFC 3339. */
	stamped_at: string;
	/** The answer to the byte. */
	answer: Buffer;
}

/** Asks for a stamp and checks it; throws where there is none that can be believed. */
export async function askTimeStamp({ url, certificates }: TimeStampAuthority, data: Uint8Array): Promise<TimeStamp> {
	// Its first bit is none, its second is one: an integer of exactly eight bytes in DER.
	const nonce = randomBytes(8);
	nonce[0] = (nonce[0]! & 0x7f) | 0x40;
	const response = await fetch(url, {
		method: 'POST',
		body: timeStampRequest(data, nonce) as Buffer<ArrayBuffer>,
		headers: { 'Content-Type': 'application/timestamp-query' },
		redirect: 'error',
		signal: AbortSignal.timeout(PATIENCE),
	});
	const answer = Buffer.from(await readAtMost(response, MAX_ANSWER));
	if (!response.ok) throw new Error(`The authority answers ${response.status}.`);
	return { stamped_at: checkTimeStamp(answer, data, certificates, nonce).toISOString(), answer };
}

/** The time of a stamp over `data` that one of the certificates signed, and that answers to `nonce` where it is given. */
export function checkTimeStamp(answer: Buffer, data: Uint8Array, certificates: readonly X509Certificate[], nonce: Buffer | null): Date {
	const stamp = RFC3161Timestamp.parse(answer as Buffer<ArrayBuffer>);
	// granted, and granted with changes
	if (stamp.status !== 0n && stamp.status !== 1n) throw new Error('The authority refuses to stamp it.');
	const time = stamp.signingTime;
	const problems = certificates.map((certificate) => {
		try {
			if (!certificate.keyUsage?.includes(TIME_STAMPING)) return 'the certificate is not for time stamps';
			if (time < new Date(certificate.validFrom) || time > new Date(certificate.validTo)) return 'the certificate is not of that time';
			stamp.verify(Buffer.from(data), certificate.publicKey);
			return null;
		} catch (error) {
			return (error as Error).message;
		}
	});
	if (!problems.includes(null)) throw new Error(`The time stamp cannot be believed: ${problems.join('; ')}.`);
	const told = ASN1Obj.parseBuffer(stamp.tstInfo.raw as Buffer<ArrayBuffer>).subs.filter(({ tag }) => tag.isInteger());
	if (nonce && !told.slice(2).some(({ value }) => nonce.equals(value))) throw new Error('The time stamp answers to another request.');
	return time;
}
