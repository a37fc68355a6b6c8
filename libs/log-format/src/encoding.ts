import { FormatError, type FormatFault } from './format-error.js';

const HASH_BYTES = 32;
const DECIMAL = /^(?:0|[1-9][0-9]{0,15})$/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Refuses invalid UTF-8; a byte order mark stays, as the character it is. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new FormatError('encoding', 'The bytes are not valid UTF-8.');
  }
}

/** Standard base64 with padding; the one spelling of the bytes, or `null`. */
export function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}

export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** A SHA-256 hash on a line of its own. */
export function decodeHashLine(line: string, fault: FormatFault): Buffer {
  const hash = decodeBase64(line);
  if (hash?.length !== HASH_BYTES)
    throw new FormatError(fault, `Not a SHA-256 hash in base64: ${shown(line)}`);
  return hash;
}

/** ASCII decimal without leading zeroes, up to 2^53 − 1. */
export function decodeDecimal(text: string, fault: FormatFault): number {
  const value = DECIMAL.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(value))
    throw new FormatError(fault, `Not a decimal number: ${shown(text)}`);
  return value;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** Foreign text in a message: short, and in quotes. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
