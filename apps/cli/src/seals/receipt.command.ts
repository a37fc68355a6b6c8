import { existsSync } from 'node:fs';

import {
  checkReceipt,
  FormatError,
  parseVerifierKey,
  readPlainFile,
  type VerifierKey,
} from '#libs/log-format';

import { CommandFailure, EXIT, type ExitCode } from '../exit.js';
import { answer } from '../output.js';

export interface ReceiptArguments {
  readonly vkey: readonly string[];
  readonly witness: readonly string[];
  readonly quorum: string;
}

/** Checks a receipt with nothing but the file and the keys one trusts. */
export function checkReceiptFile(
  file: string,
  { vkey, witness, quorum }: ReceiptArguments,
): ExitCode {
  const trust = {
    log: vkey.flatMap(readKeys),
    witnesses: witness.flatMap(readKeys),
    quorum: readQuorum(quorum),
  };
  const bytes = readOrFail(file);
  try {
    const { leaf, index, opened } = checkReceipt(bytes, trust);
    const witnesses = new Set(opened.cosignatures.map(({ key }) => key.name)).size;
    answer(
      [
        `Đúng: sự kiện ${leaf.type} của ${leaf.stream}, ghi nhận lúc ${leaf.ts},`,
        `đứng thứ ${index + 1} trong sổ ${opened.checkpoint.origin}`,
        `gồm ${opened.checkpoint.size} sự kiện đã niêm phong; ${witnesses} bên chứng kiến xác nhận.`,
      ].join('\n'),
    );
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new CommandFailure(EXIT.integrity, `Giấy biên nhận không đúng: ${error.message}`);
  }
}

/** A key, or a file with one a line. */
function readKeys(text: string): VerifierKey[] {
  const lines = existsSync(text) ? readOrFail(text).toString('utf8').split('\n') : [text];
  const keys = lines.map((line) => line.trim()).filter((line) => line && !line.startsWith('#'));
  return keys.map((key) => {
    try {
      return parseVerifierKey(key);
    } catch {
      throw new CommandFailure(EXIT.usage, `Không phải khóa kiểm: ${key}`);
    }
  });
}

function readQuorum(text: string): number {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  throw new CommandFailure(EXIT.usage, `--quorum ${text}: phải là một số.`);
}

function readOrFail(file: string): Buffer {
  try {
    return readPlainFile(file, 'follow');
  } catch (error) {
    throw new CommandFailure(EXIT.usage, `Không đọc được ${file}. (${String(error)})`);
  }
}
