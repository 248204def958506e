// What somebody else's software says of our checkpoints and proofs: the packages of sigstore everywhere, Go's golang.org/x/mod where it is.

import { createPublicKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { inProject } from '../../scripts/lib/paths.mjs';

const require = createRequire(import.meta.url);
const { verifyCheckpoint } = require('@sigstore/verify/dist/tlog/checkpoint.js');
const { verifyMerkleInclusion } = require('@sigstore/verify/dist/tlog/merkle.js');

/** The parts of a verifier key. */
export function partsOf(vkey) {
	const [, name, id, typed] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey);
	const key = Buffer.from(typed, 'base64').subarray(1);
	return { name, id: Buffer.from(id, 'hex'), publicKey: createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.toString('base64url') }, format: 'jwk' }) };
}

/** The parts of a tlog-proof. */
export function readProof(text) {
	const [head, ...rest] = text.split('\n\n');
	const lines = head.split('\n');
	const extra = lines[1].startsWith('extra ') ? Buffer.from(lines[1].slice(6), 'base64').toString('utf8') : null;
	const from = extra === null ? 1 : 2;
	return { extra: JSON.parse(extra), index: Number(lines[from].slice('index '.length)), path: lines.slice(from + 1), note: rest.join('\n\n') };
}

/** The checkpoint of a note as sigstore reads it; throws where its signature or the proof of a leaf (its bytes) does not hold. */
export function sigstoreReads(note, vkey, proven) {
	const { name, id, publicKey } = partsOf(vkey);
	const entry = {
		canonicalizedBody: proven && Buffer.from(proven.leaf),
		inclusionProof: { checkpoint: { envelope: note }, logIndex: String(proven?.index ?? 0), hashes: (proven?.path ?? []).map((hash) => Buffer.from(hash, 'base64')) },
	};
	const checkpoint = verifyCheckpoint(entry, [{ logID: id, publicKey, baseURL: name }]);
	if (proven) verifyMerkleInclusion(entry, checkpoint);
	return { origin: checkpoint.origin, size: Number(checkpoint.logSize), root: checkpoint.logHash.toString('hex') };
}

/** Where Debian puts Go's packages. */
const GOPATH = '/usr/share/gocode';

/** Why Go is not asked; null where it can be. */
export const noGo = () =>
	spawnSync('go', ['version']).status !== 0 || !existsSync(join(GOPATH, 'src/golang.org/x/mod/sumdb'))
		? 'Go with golang.org/x/mod is not here (on Debian: apt-get install golang-go golang-golang-x-mod-dev)'
		: null;

let built;
/** What Go's packages say; throws with their sentence where they refuse. */
export function goReads(asked) {
	if (!built) {
		built = temporaryFolder('iu-cutter-strangers-');
		process.once('exit', () => built.remove());
		const env = { ...process.env, GO111MODULE: 'off', GOPATH, GOFLAGS: '', GOCACHE: join(built.path, 'cache') };
		execFileSync('go', ['build', '-o', join(built.path, 'strangers'), inProject('tests', 'support', 'strangers', 'main.go')], { env, cwd: built.path, stdio: ['ignore', 'ignore', 'inherit'] });
	}
	const { status, stdout } = spawnSync(join(built.path, 'strangers'), { input: JSON.stringify(asked), encoding: 'utf8' });
	if (status !== 0) throw new Error(`Go refuses: ${stdout.trim()}`);
	return JSON.parse(stdout);
}
