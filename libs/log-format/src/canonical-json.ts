import { decodeUtf8 } from './encoding.js';
import { FormatError } from './format-error.js';

/** Storage format: what the log accepts. Raising a limit makes bytes that older readers refuse. */
export const CANONICAL_DEPTH_MAX = 32;
export const CANONICAL_BYTES_MAX = 65_536;

/** Of `canonicalJson` alone, so that no input can overflow the stack. */
const ANY_DEPTH_MAX = 1_000;

interface Limits {
  readonly depthMax: number;
  readonly integersOnly: boolean;
}

const ANY: Limits = { depthMax: ANY_DEPTH_MAX, integersOnly: false };
const STRICT: Limits = { depthMax: CANONICAL_DEPTH_MAX, integersOnly: true };

/**
 * RFC 8785 text of any JSON value, fractions included.
 * Throws `FormatError` for whatever JSON cannot say (undefined, functions, Date, NaN, lone
 * surrogates …) instead of leaving it out or turning it into something else.
 */
export function canonicalJson(value: unknown): string {
  return write(value, ANY, 0);
}

/**
 * RFC 8785 text under the rules of the log: safe integers only, bounded depth and size. `depth` is
 * that of the place where the text will stand.
 */
export function canonicalText(value: unknown, depth = 0): string {
  const text = write(value, STRICT, depth);
  requireFits(text);
  return text;
}

/** The bytes that are stored and hashed; throws `FormatError` as `canonicalText` does. */
export function canonicalBytes(value: unknown): Buffer {
  return Buffer.from(canonicalText(value));
}

/** Reads stored bytes; throws `FormatError` unless they are the one valid encoding of a value. */
export function parseCanonical(bytes: Uint8Array): unknown {
  requireSize(bytes.length);
  const text = decodeUtf8(bytes);
  const value = parse(text);
  // Catches repeated keys, other spellings of numbers and strings, white space and key order.
  if (write(value, STRICT, 0) !== text)
    throw new FormatError('not-canonical', 'The bytes are not the canonical ones of their value.');
  return value;
}

export function isCanonical(bytes: Uint8Array): boolean {
  try {
    parseCanonical(bytes);
    return true;
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FormatError('not-json', 'The bytes are not JSON.');
  }
}

/** Throws `FormatError` for text of too many bytes: at most three for each of its units. */
export function requireFits(text: string): void {
  if (text.length * 3 > CANONICAL_BYTES_MAX) requireSize(Buffer.byteLength(text));
}

function requireSize(bytes: number): void {
  if (bytes > CANONICAL_BYTES_MAX)
    throw new FormatError('size', `${bytes} bytes, where ${CANONICAL_BYTES_MAX} are allowed.`);
}

function write(value: unknown, limits: Limits, depth: number): string {
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'number':
      return writeNumber(value, limits);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null ? 'null' : writeContainer(value, limits, depth + 1);
    default:
      throw new FormatError('value', `JSON has no ${typeof value}.`);
  }
}

function writeContainer(value: object, limits: Limits, depth: number): string {
  if (depth > limits.depthMax)
    throw new FormatError('depth', `Nested more than ${limits.depthMax} deep.`);
  return Array.isArray(value)
    ? writeArray(value, limits, depth)
    : writeObject(value as Readonly<Record<string, unknown>>, limits, depth);
}

function writeArray(value: readonly unknown[], limits: Limits, depth: number): string {
  if (Object.keys(value).length !== value.length)
    throw new FormatError('value', 'An array with holes or with members of its own.');
  let text = '[';
  for (let index = 0; index < value.length; index++)
    text += (index > 0 ? ',' : '') + write(value[index], limits, depth);
  return `${text}]`;
}

function writeObject(
  value: Readonly<Record<string, unknown>>,
  limits: Limits,
  depth: number,
): string {
  requirePlain(value);
  let text = '';
  for (const key of sortedKeys(value))
    text += `${text === '' ? '' : ','}${writeString(key)}:${write(value[key], limits, depth)}`;
  return `{${text}}`;
}

/** The default order of strings is that of UTF-16 code units, which RFC 8785 asks for. */
function sortedKeys(value: object): readonly string[] {
  const keys = Object.keys(value);
  // What was read from the log is in order already: a look is cheaper than a sort.
  for (let index = 1; index < keys.length; index++)
    if ((keys[index - 1] ?? '') > (keys[index] ?? '')) return keys.sort();
  return keys;
}

/** Objects of other realms count as plain: only `Object.prototype` has no prototype itself. */
function requirePlain(value: object): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain || Object.getOwnPropertySymbols(value).length > 0)
    throw new FormatError('value', 'An object that is not plain data.');
}

/** Printable ASCII but for the quote and the backslash: as it is, in quotes. */
const PLAIN = /^[ !#-[\]-~]*$/;

export function writeString(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`;
  if (!value.isWellFormed()) throw new FormatError('value', 'A string with a lone surrogate.');
  return JSON.stringify(value);
}

function writeNumber(value: number, { integersOnly }: Limits): string {
  if (integersOnly ? !Number.isSafeInteger(value) : !Number.isFinite(value))
    throw new FormatError('number', `Not a number of the format: ${value}`);
  // RFC 8785 takes over the number-to-string rules of ECMAScript; they also write −0 as 0.
  return String(value);
}
