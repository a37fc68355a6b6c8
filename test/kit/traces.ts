import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { constants, gunzipSync, inflateSync } from 'node:zlib';

const UNPACKED_MAX = 64 * 1024 * 1024;

/** Ways in which a word may stand in a file. */
export type Form = 'text' | 'half' | 'utf-16' | 'hex' | 'base64' | 'packed';

/** Files under a folder that hold a word in any form, as `<form> <path>`. */
export function tracesUnder(folder: string, word: string): string[] {
  return filesUnder(folder).flatMap((file) =>
    formsIn(readFileSync(file), word).map((form) => `${form} ${relative(folder, file)}`),
  );
}

/** Files under a folder that hold these bytes. */
export function filesWith(folder: string, bytes: Buffer): string[] {
  return filesUnder(folder)
    .filter((file) => readFileSync(file).includes(bytes))
    .map((file) => relative(folder, file));
}

/** The forms in which a word of small letters stands in some bytes. */
export function formsIn(bytes: Buffer, word: string): Form[] {
  const found = plainFormsIn(bytes, word);
  const isPacked = unpacked(bytes).some((inside) => plainFormsIn(inside, word).length > 0);
  return isPacked ? [...found, 'packed'] : found;
}

function plainFormsIn(bytes: Buffer, word: string): Form[] {
  const needles: Readonly<Record<Exclude<Form, 'packed'>, readonly Buffer[]>> = {
    text: [Buffer.from(word), Buffer.from(word.toUpperCase())],
    // Whatever packs by repetition, as Redis does, may leave a word in two pieces.
    half: [word.slice(0, word.length / 2), word.slice(word.length / 2)].map((part) =>
      Buffer.from(part),
    ),
    'utf-16': [Buffer.from(word, 'utf16le'), Buffer.from(word, 'utf16le').swap16()],
    hex: [Buffer.from(word).toString('hex'), Buffer.from(word).toString('hex').toUpperCase()].map(
      (part) => Buffer.from(part),
    ),
    base64: [0, 1, 2].map((offset) => Buffer.from(inBase64(word, offset))),
  };
  const forms = Object.keys(needles) as Exclude<Form, 'packed'>[];
  return forms.filter((form) => needles[form].some((needle) => bytes.includes(needle)));
}

/** What of the word is the same whatever stands around it, when `offset` bytes come before it. */
function inBase64(word: string, offset: number): string {
  const coded = Buffer.from('x'.repeat(offset) + word).toString('base64');
  const whole = Math.floor((offset + word.length) / 3) * 4;
  return coded.slice(offset === 0 ? 0 : 4, whole);
}

/** Everything in the bytes that begins as gzip or zlib does and can be unpacked, if only partly. */
function unpacked(bytes: Buffer): Buffer[] {
  const options = { maxOutputLength: UNPACKED_MAX, finishFlush: constants.Z_SYNC_FLUSH };
  const found: Buffer[] = [];
  for (let at = 0; at < bytes.length - 2; at++) {
    const isGzip = bytes[at] === 0x1f && bytes[at + 1] === 0x8b && bytes[at + 2] === 8;
    const isZlib = bytes[at] === 0x78 && bytes.readUInt16BE(at) % 31 === 0;
    if (!isGzip && !isZlib) continue;
    try {
      found.push((isGzip ? gunzipSync : inflateSync)(bytes.subarray(at), options));
    } catch {
      // It only looked like it.
    }
  }
  return found;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}
