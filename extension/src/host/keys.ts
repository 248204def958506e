/** Private keys: only from files, never in the database, logs or answers. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { access, copyFile, constants, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { core, refuse, Refused, type Lane, type ToSign } from '../core/index.js';

export type Environment = Readonly<Record<string, unknown>>;

/** One lane's key pair as this host has it. */
export interface LaneKey {
	keyId: string;
	/** Base64 of the 32 public bytes. */
	publicKey: string;
	privateKey: KeyObject;
}

/** What signs: a lane, or the log whose notes checkpoints are written as. */
type Signer = Lane | 'log';

const KEY_SETTINGS: Record<Signer, string> = { 'DOT-991': 'CUTTER_EXECUTOR_KEY_FILE', 'DOT-992': 'CUTTER_VERIFIER_KEY_FILE', log: 'CUTTER_LOG_KEY_FILE' };

/** File of a private key (PKCS#8 PEM): named by its own variable, or in CUTTER_KEYS_DIR; null where neither is set. */
function keyFileOf(env: Environment, signer: Signer): string | null {
	const own = env[KEY_SETTINGS[signer]];
	if (typeof own === 'string' && own) return own;
	const folder = env['CUTTER_KEYS_DIR'];
	return typeof folder === 'string' && folder ? join(folder, `${signer}.pem`) : null;
}

function keyFile(env: Environment, signer: Signer): string {
	const make = signer === 'log' ? 'keys generate-log' : `keys generate --lane ${signer}`;
	return keyFileOf(env, signer) ?? refuse('conflict', 'KEY_NOT_CONFIGURED', `No private key for ${signer}: set CUTTER_KEYS_DIR and run "directus cutter ${make}".`);
}

/** Base64 of the 32 public bytes. */
const publicKeyOf = (privateKey: KeyObject): string => Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');

async function laneKey(lane: Lane, privateKey: KeyObject): Promise<LaneKey> {
	const publicKey = publicKeyOf(privateKey);
	return { keyId: await core((it) => it.key_id(lane, publicKey)), publicKey, privateKey };
}

/**
 * Whether only this process and root can have written or read a key: its own file that nobody else may touch, or one of root's that root
 * lets this process' group read, as containers are given their secrets.
 */
function isPrivate({ mode, uid, gid }: { mode: number; uid: number; gid: number }): boolean {
	const own = process.getuid?.();
	// Where there are no owners and modes, the operator keeps the folder.
	if (own === undefined) return true;
	const others = mode & 0o077;
	if (uid === own) return others === 0;
	return uid === 0 && (others === 0 || (others === 0o040 && [process.getegid?.(), ...(process.getgroups?.() ?? [])].includes(gid)));
}

/** The bytes of a key, from the very file whose owner and mode were looked at. */
async function readPrivate(file: string, signer: Signer): Promise<Buffer> {
	const opened = await open(file);
	try {
		const about = await opened.stat();
		if (!isPrivate(about)) {
			refuse('conflict', 'KEY_NOT_PRIVATE', `Others than the account of this process may read or replace the private key of ${signer}: give its file to that account and set its mode to 0600, and exchange the key if it lay open ("directus cutter keys rotate").`);
		}
		return await opened.readFile();
	} finally {
		await opened.close();
	}
}

async function readPrivateKey(file: string, signer: Signer): Promise<KeyObject> {
	let privateKey: KeyObject;
	try {
		privateKey = createPrivateKey(await readPrivate(file, signer));
	} catch (error) {
		if (error instanceof Refused) throw error;
		// The cause could quote the file; the sentence must not.
		return refuse('conflict', 'KEY_UNREADABLE', `The private key file of ${signer} cannot be read.`);
	}
	if (privateKey.asymmetricKeyType !== 'ed25519') refuse('conflict', 'KEY_UNREADABLE', `The private key of ${signer} is not an Ed25519 key.`);
	return privateKey;
}

/** Reads the private key of a lane. */
export const readLaneKey = async (env: Environment, lane: Lane): Promise<LaneKey> => laneKey(lane, await readPrivateKey(keyFile(env, lane), lane));

/** Writes a private key where this host will look for it; an existing file is kept. Returns the file. */
async function writePrivateKey(env: Environment, signer: Signer, privateKey: KeyObject): Promise<string> {
	const file = keyFile(env, signer);
	await mkdir(join(file, '..'), { recursive: true, mode: 0o700 });
	try {
		await writeFile(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		refuse('conflict', 'KEY_EXISTS', `There is a private key for ${signer} already; it is never overwritten.`);
	}
	return file;
}

/** Makes a lane's key pair. */
export async function writeLaneKey(env: Environment, lane: Lane): Promise<LaneKey & { file: string }> {
	const { privateKey } = generateKeyPairSync('ed25519');
	const file = await writePrivateKey(env, lane, privateKey);
	return { ...(await laneKey(lane, privateKey)), file };
}

/** The key of the log as this host has it. */
export interface LogKey {
	/** Base64 of the 32 public bytes. */
	publicKey: string;
	/** Signs a text. Returns the base64 signature. */
	signText: (text: string) => string;
}

/** The key of the log; null where this host has none, and checkpoints are no notes. */
export async function readLogKey(env: Environment): Promise<LogKey | null> {
	const file = keyFileOf(env, 'log');
	const isThere = file !== null && (await access(file).then(() => true, (error: NodeJS.ErrnoException) => error.code !== 'ENOENT'));
	if (!isThere) return null;
	const privateKey = await readPrivateKey(file, 'log');
	return { publicKey: publicKeyOf(privateKey), signText: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64') };
}

/** Makes the key pair of the log `origin`; a name that cannot be one is refused before anything is written. */
export async function writeLogKey(env: Environment, origin: string): Promise<{ vkey: string; publicKey: string; file: string }> {
	const { privateKey } = generateKeyPairSync('ed25519');
	const publicKey = publicKeyOf(privateKey);
	const vkey = await core((it) => it.log_vkey(origin, publicKey));
	return { vkey, publicKey, file: await writePrivateKey(env, 'log', privateKey) };
}

/** A lane's next key, made and waiting beside the one in use. */
export interface NextLaneKey extends LaneKey {
	/** The file this host signs from. */
	file: string;
	/** Where the private key in use goes. */
	replacedFile: string;
	/** Puts the next key in its place; at every moment there is a key. */
	takeOver: () => Promise<void>;
	/** Removes it again. */
	discard: () => Promise<void>;
}

/** Makes a lane's next key pair; the one in use, `inUse`, stays in use until the next takes over. */
export async function prepareLaneKey(env: Environment, lane: Lane, inUse: string): Promise<NextLaneKey> {
	const file = keyFile(env, lane);
	const waiting = `${file}.next`;
	const replacedFile = `${file}.${inUse.slice(inUse.indexOf(':') + 1)}`;
	const { privateKey } = generateKeyPairSync('ed25519');
	// What lies there was never in use; a new file is made, so that nobody else has it open and no link leads elsewhere.
	await rm(waiting, { force: true });
	await writeFile(waiting, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
	return {
		...(await laneKey(lane, privateKey)),
		file,
		replacedFile,
		async takeOver() {
			await copyFile(file, replacedFile, constants.COPYFILE_EXCL);
			await rename(waiting, file);
		},
		discard: () => rm(waiting, { force: true }),
	};
}

/** Signs what the core prepared. Returns the base64 signature. */
export function signWith(key: LaneKey, request: ToSign): string {
	return sign(null, Buffer.from(request.pre_authentication_encoding, 'base64'), key.privateKey).toString('base64');
}
