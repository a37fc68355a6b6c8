import { readFileSync } from 'node:fs';
import { FormatError } from '../index.js';

/** A file of published vectors; the README beside it names their source. */
export function golden(path: string): unknown {
  const file = new URL(`../../../../test/golden/${path}`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

export function fromHex(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}

export function fromBase64(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}

/** A copy with one bit turned over. */
export function withBitFlipped(bytes: Uint8Array, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8));
  return copy;
}

/** What `work` throws, as the fault it names; `none` when it throws nothing. */
export function faultOf(work: () => unknown): string {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof FormatError ? error.fault : String(error);
  }
}
