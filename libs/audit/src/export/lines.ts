import { LineFault } from './line-fault.js';

/** Longer than any event can be: 64 KiB of data, 64 KiB of metadata in escapes, and the rest. */
const LINE_BYTES_MAX = 2_097_152;
const NEWLINE = 0x0a;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Cuts bytes into lines, a few thousand at a time, and never holds more than a chunk and a line.
 * Throws `LineFault` at the place where a line is too long, is no UTF-8, or is cut off.
 */
export async function* linesIn(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    const whole = bytes.lastIndexOf(NEWLINE) + 1;
    yield* decoded(bytes.subarray(0, whole));
    rest = Buffer.from(bytes.subarray(whole));
    if (rest.length > LINE_BYTES_MAX) throw tooLong();
  }
  if (rest.length > 0)
    throw new LineFault({
      vi: 'Tệp bị cắt giữa dòng này.',
      en: 'The file is cut off within this line.',
    });
}

/** Good lines before a bad one are handed over first, so that the bad one is told by its place. */
function* decoded(bytes: Buffer): Generator<string[]> {
  const lines: string[] = [];
  try {
    for (let at = 0; at < bytes.length;) {
      const end = bytes.indexOf(NEWLINE, at);
      lines.push(lineOf(bytes.subarray(at, end)));
      at = end + 1;
    }
  } catch (error) {
    yield lines;
    throw error;
  }
  yield lines;
}

function lineOf(bytes: Buffer): string {
  if (bytes.length > LINE_BYTES_MAX) throw tooLong();
  try {
    return utf8.decode(bytes);
  } catch {
    throw new LineFault({
      vi: 'Dòng không phải văn bản UTF-8.',
      en: 'The line is not UTF-8 text.',
    });
  }
}

function tooLong(): LineFault {
  return new LineFault({
    vi: 'Dòng dài hơn mức một sự kiện có thể có.',
    en: 'The line is longer than an event can be.',
  });
}
