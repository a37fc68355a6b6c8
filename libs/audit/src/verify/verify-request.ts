import { createReadStream, existsSync } from 'node:fs';

import { keyLines, NotAPlainFile, openPlainFile, readPlainFile } from '#libs/log-format';

import { LineFault, notPlain, UnusableInput } from '../export/line-fault.js';
import { linesIn } from '../export/lines.js';
import { trustOf, type Trust } from './trust.js';

/** What whoever verifies says on the command line. */
export interface VerifyArguments {
  /** Keys of the log, or files with one a line. */
  readonly vkey: readonly string[];
  readonly witness: readonly string[];
  readonly quorum: string | undefined;
  /** Files of checkpoints that were kept. */
  readonly oldCheckpoint: readonly string[];
}

/** Throws `UnusableInput` for what is no key, no number, or no file. */
export function trustFrom({ vkey, witness, quorum, oldCheckpoint }: VerifyArguments): Trust {
  return trustOf({
    log: vkey.flatMap(keysIn),
    witnesses: witness.flatMap(keysIn),
    quorum: quorum === undefined ? null : countIn(quorum),
    held: oldCheckpoint.map(readText),
  });
}

/** Lines of an export file; throws `UnusableInput` when there is no such file. */
export async function* linesOfFile(path: string): AsyncGenerator<string[]> {
  try {
    yield* linesIn(createReadStream(path, { fd: openPlainFile(path, 'follow') }));
  } catch (error) {
    throw error instanceof LineFault ? error : unreadable(path, error);
  }
}

/** Nothing but digits: `Number` also reads an empty text, `1e1` and `0x1`. */
function countIn(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : NaN;
}

/** A file that is empty must not come to no key at all, and so to trust in what the log names. */
function keysIn(text: string): string[] {
  if (!existsSync(text)) {
    if (isLikeKey(text)) return [text];
    throw new UnusableInput({
      vi: `Không có tệp ${shown(text)}, và đó cũng không phải khóa dạng <tên>+<mã>+<khóa>.`,
      en: `There is no file ${shown(text)}, nor is it a key in the form <name>+<id>+<key>.`,
    });
  }
  const keys = keyLines(readText(text));
  if (keys.length > 0) return keys;
  throw new UnusableInput({
    vi: `Tệp ${shown(text)} không có khóa nào.`,
    en: `There is no key in the file ${shown(text)}.`,
  });
}

function isLikeKey(text: string): boolean {
  return text.split('+').length >= 3;
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}

function readText(path: string): string {
  try {
    return readPlainFile(path, 'follow').toString('utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): unknown {
  if (error instanceof NotAPlainFile) return notPlain(path);
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  return new UnusableInput({
    vi: `Không đọc được tệp ${path} (${code}).`,
    en: `The file ${path} cannot be read (${code}).`,
  });
}
