import { hash } from 'node:crypto';
import { FormatError } from '../format-error.js';

export const HASH_BYTES = 32;

/** RFC 6962 §2.1: the first byte keeps a leaf from ever passing for a node. */
export const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;

/** RFC 6962: the root of a tree without leaves is the hash of no bytes. */
export const EMPTY_ROOT: Uint8Array = sha256(new Uint8Array(0));

export function sha256(bytes: Uint8Array | string): Buffer {
  // Twice as fast as asking for a buffer, each of which has memory of its own outside the heap.
  return Buffer.from(hash('sha256', bytes, 'binary'), 'binary');
}

export function sha256Hex(bytes: Uint8Array | string): string {
  return hash('sha256', bytes, 'hex');
}

export function leafHash(leafData: Uint8Array): Buffer {
  return sha256(Buffer.concat([Buffer.of(LEAF_PREFIX), leafData]));
}

// One buffer for all: a tree of a million leaves would else make a million of them.
const pair = Buffer.alloc(1 + 2 * HASH_BYTES, NODE_PREFIX);

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  pair.set(left, 1);
  pair.set(right, 1 + HASH_BYTES);
  return sha256(pair);
}

export function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES;
}

export function requireHash(bytes: Uint8Array): void {
  if (!isHash(bytes)) throw new FormatError('proof', `A hash of ${bytes.length} bytes.`);
}
