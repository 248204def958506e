// A witness of our own (C2SP tlog-witness), for one log: it remembers what it cosigned last, and refuses what has not grown from it. It shares
// nothing with the core: RFC 9162 and the formats are written here once more.

import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

/** The key id of C2SP signed-note. */
export const keyId = (name, type, key) => sha256(name, '\n', Buffer.of(type), key).subarray(0, 4);
export const vkeyOf = (name, type, key) => `${name}+${keyId(name, type, key).toString('hex')}+${Buffer.concat([Buffer.of(type), key]).toString('base64')}`;
/** The 32 bytes of an Ed25519 key. */
export const rawKey = (publicKey) => Buffer.from(publicKey.export({ format: 'jwk' }).x, 'base64url');
const keyObject = (raw) => createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' });

/** A checkpoint with whatever signatures. */
export function readNote(note) {
	const split = note.lastIndexOf('\n\n');
	const body = note.slice(0, split + 1);
	const signatures = note.slice(split + 2).trimEnd().split('\n').map((line) => {
		const [, name, encoded] = line.split(' ');
		const bytes = Buffer.from(encoded, 'base64');
		return { name, id: bytes.subarray(0, 4), bytes: bytes.subarray(4) };
	});
	const [origin, size, root] = body.split('\n');
	return { body, signatures, origin, size: Number(size), root: Buffer.from(root, 'base64') };
}

/** RFC 6962, 2.1.2 by its definition: what a proof says the old and the new root are. */
function rootsOf(old, size, proof, oldRoot) {
	const rest = [...proof];
	const subproof = (m, n, known) => {
		if (m === n) {
			const hash = known ? oldRoot : rest.shift();
			return [hash, hash];
		}
		const k = 2 ** Math.floor(Math.log2(n - 1));
		if (m <= k) {
			const [before, now] = subproof(m, k, known);
			return [before, nodeHash(now, rest.shift())];
		}
		const [before, now] = subproof(m - k, n - k, false);
		const left = rest.shift();
		return [nodeHash(left, before), nodeHash(left, now)];
	};
	const roots = subproof(old, size, true);
	if (rest.length > 0) throw new Error('too many hashes');
	return roots;
}

/**
 * Starts a witness.
 * @param {{ name?: string, log: string }} options `log`: the verifier key of the log it knows
 * @returns `vkey`, `url`, `seen` (size and root of the last cosigned checkpoint), `requests`, and `answer`, which a test may set to answer
 *   something else
 */
export async function startWitness({ name = 'witness.example/w1', log }) {
	const { privateKey, publicKey } = generateKeyPairSync('ed25519');
	const raw = rawKey(publicKey);
	const [, origin, encoded] = /^([^+]+)\+[0-9a-f]{8}\+(.+)$/.exec(log);
	const logKey = Buffer.from(encoded, 'base64').subarray(1);
	const witness = { vkey: vkeyOf(name, 4, raw), seen: { size: 0, root: sha256() }, requests: [], answer: null };
	const cosign = (body) => {
		const time = Math.floor(Date.now() / 1000);
		const stamp = Buffer.alloc(8);
		stamp.writeBigUInt64BE(BigInt(time));
		const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${body}`), privateKey);
		return `\u2014 ${name} ${Buffer.concat([keyId(name, 4, raw), stamp, signature]).toString('base64')}\n`;
	};
	const decide = (request) => {
		const split = request.indexOf('\n\n');
		const [old, ...proof] = request.slice(0, split).split('\n');
		const note = readNote(request.slice(split + 2));
		const from = /^old (0|[1-9]\d*)$/.exec(old);
		if (!from || proof.length > 63) return [400];
		if (note.origin !== origin) return [404];
		const own = note.signatures.find((each) => each.name === origin && each.id.equals(keyId(origin, 1, logKey)));
		if (!own || !verify(null, Buffer.from(note.body), keyObject(logKey), own.bytes)) return [403];
		const before = Number(from[1]);
		if (before > note.size) return [400];
		if (before !== witness.seen.size) return [409, `${witness.seen.size}\n`];
		if (before === 0 ? proof.length > 0 : !isConsistent(before, note, proof, witness.seen.root)) return [422];
		witness.seen = { size: note.size, root: note.root };
		return [200, cosign(note.body)];
	};
	const server = createServer(async (request, response) => {
		const body = await text(request);
		witness.requests.push(body);
		const [status, answer = ''] = witness.answer?.(body) ?? (request.method === 'POST' && request.url === '/w/add-checkpoint' ? decide(body) : [404]);
		response.writeHead(status, { 'Content-Type': status === 409 ? 'text/x.tlog.size' : 'text/plain' }).end(answer);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return Object.assign(witness, {
		url: `http://127.0.0.1:${server.address().port}/w`,
		cosign,
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	});
}

function isConsistent(before, note, proof, seen) {
	if (before === note.size) return proof.length === 0 && seen.equals(note.root);
	try {
		const [old, now] = rootsOf(before, note.size, proof.map((line) => Buffer.from(line, 'base64')), seen);
		return old.equals(seen) && now.equals(note.root);
	} catch {
		return false;
	}
}
