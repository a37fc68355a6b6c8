import { closeSync, lstatSync, readSync, type Stats } from 'node:fs';

import { EXPORT_START } from '#libs/audit';
import { NotAPlainFile, openPlainFile } from '#libs/log-format';

import { CommandFailure, EXIT } from './exit.js';

/** Throws `CommandFailure` where nothing may be put; only an export gives way, and when told to. */
export function requireFree(out: string, force: boolean): void {
  if (out === '') throw refused('--out cần tên một tệp.');
  if (out === '-') throw refused('--out -: lệnh này không ghi ra stdout, --out cần tên một tệp.');
  const found = foundAt(out);
  if (!found) return;
  if (found.isDirectory()) throw refused(`${out} là một thư mục: --out cần tên một tệp.`);
  if (!found.isFile())
    throw refused(
      `${out} không phải tệp thường mà là liên kết, ống hay thiết bị: hãy chọn tên khác.`,
    );
  if (!mayBeReplaced(out, found))
    throw refused(
      `Đã có tệp ${out} và đó không phải tệp xuất của Tờ Trình, ` +
        'nên không ghi đè kể cả khi có --force: hãy chọn tên khác.',
    );
  if (!force) throw refused(`Đã có tệp ${out}: hãy chọn tên khác, hoặc thêm --force để ghi đè.`);
}

function foundAt(out: string): Stats | undefined {
  try {
    return lstatSync(out, { throwIfNoEntry: false });
  } catch (error) {
    throw refused(`Không ghi được tệp ${out} (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** Keys, a log or whatever else a person keeps would be lost for good. */
function mayBeReplaced(out: string, { size }: Stats): boolean {
  if (size === 0) return true;
  try {
    return startOf(out, EXPORT_START.length) === EXPORT_START;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof NotAPlainFile || code !== undefined) return false;
    throw error;
  }
}

function startOf(path: string, length: number): string {
  const descriptor = openPlainFile(path, 'refuse');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.toString('latin1', 0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}

function refused(sentence: string): CommandFailure {
  return new CommandFailure(EXIT.usage, sentence);
}
