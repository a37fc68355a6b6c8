import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { Sentence } from '#libs/domain';
import { UNFINISHED } from '#libs/log-format';

/** What a restore or an import brings, until all else is there: only then it is `log.db`. */
export const RESTORED_LOG = `log.db${UNFINISHED}`;
export const IMPORTED_LOG = 'log.db.import';
/** What a restore puts beside its log before anything else. */
export const RESTORED_MARK = 'restored.json';
/** The checkpoints of an import, until they get their name, after all else but the log. */
export const IMPORTED_CHECKPOINTS = 'checkpoints.import';

/** A log that is begun where another was to be brought stands in its way when that is repeated. */
export class LogCutOff extends Error {
  override readonly name = 'LogCutOff';

  constructor(readonly sentence: Sentence) {
    super(sentence.en);
  }
}

/**
 * Of a directory that a restore or an import was to bring a log to: that it has not, and what to
 * do; else `null`. Whether it is still at it, only the lock says. What lies beside a log is
 * taken for theirs only where all is there that they had to make before it: else it is of a log
 * that was here, and is lost.
 */
export function cutOffIn(directory: string): Sentence | null {
  const isThere = (name: string) => existsSync(join(directory, name));
  if (isThere('log.db')) return null;
  const isSealed = isThere('checkpoints');
  if (isThere(RESTORED_LOG) && (isRestoring(directory) || !isSealed)) return restoreIn(directory);
  // Before the checkpoints an import has put nothing in its place.
  const isNearlyThere = isSealed && !isThere(IMPORTED_CHECKPOINTS);
  return isWritten(join(directory, IMPORTED_LOG)) && isNearlyThere ? importIn(directory) : null;
}

/** Whether a restore has made its mark and its log there, which it makes before anything else. */
export function isRestoring(directory: string): boolean {
  return existsSync(join(directory, RESTORED_MARK)) && isWritten(join(directory, RESTORED_LOG));
}

function isWritten(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
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
