import { FormatError } from '../format-error.js';

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

/** C2SP cosignature/v1: what an Ed25519 cosigner signs. `time` in seconds since 1970. */
export function cosignedMessage(checkpointText: string, time: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${checkpointText}`);
}

export function joinCosignature(time: number, signature: Uint8Array): Buffer {
  const head = Buffer.alloc(TIME_BYTES);
  head.writeBigUInt64BE(BigInt(time));
  return Buffer.concat([head, signature]);
}

/** Throws `FormatError` for other lengths and for times beyond 2^53 − 1. */
export function splitCosignature(bytes: Uint8Array): { time: number; signature: Uint8Array } {
  const all = Buffer.from(bytes);
  const time = all.length === TIME_BYTES + SIGNATURE_BYTES ? Number(all.readBigUInt64BE()) : NaN;
  if (!Number.isSafeInteger(time)) throw new FormatError('signature', 'Not a cosignature.');
  return { time, signature: all.subarray(TIME_BYTES) };
}
