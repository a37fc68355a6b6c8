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

function keysIn(text: string): string[] {
  return existsSync(text) ? keyLines(readText(text)) : [text];
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
