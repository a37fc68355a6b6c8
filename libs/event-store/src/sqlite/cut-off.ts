import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { Sentence } from '#libs/domain';
import { UNFINISHED } from '#libs/log-format';

/** What a restore or an import brings, until all else is there: only then it is `log.db`. */
export const RESTORED_LOG = `log.db${UNFINISHED}`;
export const IMPORTED_LOG = 'log.db.import';

/** A log that is begun where another was to be brought stands in its way when that is repeated. */
export class LogCutOff extends Error {
  override readonly name = 'LogCutOff';

  constructor(readonly sentence: Sentence) {
    super(sentence.en);
  }
}

/**
 * Of a directory that a restore or an import was to bring a log to: that it has not, and what to
 * do; else `null`. Whether it is still at it, only the lock says.
 */
export function cutOffIn(directory: string): Sentence | null {
  const isThere = (name: string) => existsSync(join(directory, name));
  if (isThere('log.db')) return null;
  if (isThere(RESTORED_LOG)) return restoreIn(directory);
  // Before the checkpoints an import has put nothing in its place.
  return isThere(IMPORTED_LOG) && isThere('checkpoints') ? importIn(directory) : null;
}

function restoreIn(directory: string): Sentence {
  return {
    vi: `Thư mục dữ liệu ${directory} chưa có sổ, mới có một phần của lần khôi phục chưa xong. Nếu không có lệnh nào đang khôi phục, hãy chạy lại: totrinh restore --from <thư mục>`,
    en: `There is no log in ${directory} yet: a restore was not finished. If none is running, run it again: totrinh restore --from <folder>`,
  };
}

function importIn(directory: string): Sentence {
  return {
    vi: `Thư mục dữ liệu ${directory} chưa có sổ, mới có một phần của lần nhập chưa xong. Nếu không có lệnh nào đang nhập, hãy chạy lại: totrinh import <tệp>`,
    en: `There is no log in ${directory} yet: an import was not finished. If none is running, run it again: totrinh import <file>`,
  };
}
