import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { decodeBase64, encodeBase64, shown } from '../encoding.js';
import { FormatError } from '../format-error.js';
import { sha256 } from '../tree/hash.js';

/** C2SP signed-note signature types: `note` signs a note's text, `cosignature` a checkpoint. */
const KEY_TYPES = { note: 0x01, cosignature: 0x04 } as const;
export type KeyType = keyof typeof KEY_TYPES;

/** A public key, to be configured by whoever trusts it. */
export interface VerifierKey {
  readonly name: string;
  readonly type: KeyType;
  /** Eight hex digits; only name and id together say which key it is. */
  readonly id: string;
  readonly publicKey: KeyObject;
}

export interface SignerKey extends VerifierKey {
  readonly privateKey: KeyObject;
}

const ED25519_BYTES = 32;
const ENCODED_BYTES = 1 + ED25519_BYTES;
/** DER of an Ed25519 key is these bytes and the raw key (RFC 8410). */
const PUBLIC_DER = Buffer.from('302a300506032b6570032100', 'hex');
const PRIVATE_DER = Buffer.from('302e020100300506032b657004220420', 'hex');
const SECRET_MARK = 'PRIVATE+KEY+';

/** Reads `<name>+<id>+<base64 of type and key>`; throws `FormatError`. */
export function parseVerifierKey(text: string): VerifierKey {
  const { name, id, type, raw } = splitKey(text);
  return requireId(id, verifierKey(name, type, raw));
}

export function formatVerifierKey(key: VerifierKey): string {
  return keyText(key, rawPublicKey(key.publicKey));
}

/** Reads `PRIVATE+KEY+<name>+<id>+<base64 of type and seed>`; throws `FormatError`. */
export function parseSignerKey(text: string): SignerKey {
  if (!isSignerKey(text)) throw notAKey();
  const { name, id, type, raw } = splitKey(text.slice(SECRET_MARK.length));
  return requireId(id, signerKey(name, type, raw));
}

/** Whether a line claims to be a secret key. */
export function isSignerKey(text: string): boolean {
  return text.startsWith(SECRET_MARK);
}

/** Secret: for a file that only its owner reads. */
export function formatSignerKey(key: SignerKey): string {
  return SECRET_MARK + keyText(key, derTail(key.privateKey, 'pkcs8'));
}

export function generateSignerKey(name: string, type: KeyType): SignerKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return signerKey(name, type, derTail(privateKey, 'pkcs8'));
}

/** Non-empty, without white space and plus signs. */
export function isKeyName(name: string): boolean {
  return /^[^\p{White_Space}+\p{Cc}]+$/u.test(name) && name.isWellFormed();
}

/** Two entries for one key are the same; two keys under one name and id are not. */
export function isSameKey(a: VerifierKey, b: VerifierKey): boolean {
  return formatVerifierKey(a) === formatVerifierKey(b);
}

export function signEd25519(message: Uint8Array, key: SignerKey): Buffer {
  return sign(null, message, key.privateKey);
}

export function verifyEd25519(
  message: Uint8Array,
  signature: Uint8Array,
  key: VerifierKey,
): boolean {
  return verify(null, message, key.publicKey, signature);
}

function splitKey(text: string): { name: string; id: string; type: KeyType; raw: Buffer } {
  const [, name = '', id = '', encoded = ''] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/.exec(text) ?? [];
  const bytes = decodeBase64(encoded);
  const type = typeOf(bytes?.[0]);
  if (!isKeyName(name) || !type || bytes?.length !== ENCODED_BYTES) throw notAKey();
  return { name, id, type, raw: bytes.subarray(1) };
}

function typeOf(byte: number | undefined): KeyType | undefined {
  if (byte === KEY_TYPES.note) return 'note';
  return byte === KEY_TYPES.cosignature ? 'cosignature' : undefined;
}

function verifierKey(name: string, type: KeyType, raw: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new FormatError('key', `Not a key name: ${shown(name)}`);
  const publicKey = createPublicKey({
    key: Buffer.concat([PUBLIC_DER, raw]),
    format: 'der',
    type: 'spki',
  });
  const named = Buffer.from(`${name}\n`);
  const id = sha256(Buffer.concat([named, Buffer.of(KEY_TYPES[type]), raw]));
  return { name, type, id: id.toString('hex', 0, 4), publicKey };
}

function signerKey(name: string, type: KeyType, seed: Uint8Array): SignerKey {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PRIVATE_DER, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  return { ...verifierKey(name, type, rawPublicKey(createPublicKey(privateKey))), privateKey };
}

function requireId<K extends VerifierKey>(id: string, key: K): K {
  if (key.id !== id) throw notAKey();
  return key;
}

function keyText({ name, type, id }: VerifierKey, raw: Uint8Array): string {
  return `${name}+${id}+${encodeBase64(Buffer.concat([Buffer.of(KEY_TYPES[type]), raw]))}`;
}

function rawPublicKey(key: KeyObject): Buffer {
  return derTail(key, 'spki');
}

function derTail(key: KeyObject, type: 'spki' | 'pkcs8'): Buffer {
  const der = key.export({ format: 'der', type } as { format: 'der'; type: 'spki' });
  return der.subarray(der.length - ED25519_BYTES);
}

/** Says nothing of what stood there: it may have been a secret key. */
function notAKey(): FormatError {
  return new FormatError('key', 'Not an Ed25519 key in the form <name>+<id>+<key>.');
}
