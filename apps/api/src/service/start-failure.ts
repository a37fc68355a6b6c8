import { DataDirectoryInUse, ForeignLogFile } from '#libs/event-store';
import { KekUnusable } from '#libs/privacy';
import { RedisNotStarted } from '#libs/queues';

import { UnusableSealKey } from '#libs/seals';

import { UnusableSetting } from '../unusable-setting.js';

export interface StartFailure {
  /** For whoever started it: what is wrong, and what they can do. */
  readonly sentence: string;
  readonly exitCode: 1 | 2 | 11;
}

/** What kept the service from starting, where it is nothing unexpected; else `null`. */
export function startFailure(error: unknown): StartFailure | null {
  if (!(error instanceof Error)) return null;
  const { message } = error;
  if (error instanceof DataDirectoryInUse)
    return because(11, `Thư mục dữ liệu đang được một tiến trình khác dùng. (${message})`);
  if (error instanceof ForeignLogFile)
    return because(2, `Tệp log.db không phải sổ sự kiện của Tờ Trình. (${message})`);
  if (isSetting(error)) return because(2, message);
  if (error instanceof RedisNotStarted)
    return because(
      1,
      `Không khởi động được Redis: hãy cài redis-server hoặc đặt REDIS_URL. (${message})`,
    );
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
    return because(1, `Cổng đã có chương trình khác dùng: hãy đặt PORT khác. (${message})`);
  return null;
}

function isSetting(error: Error): boolean {
  return [UnusableSetting, UnusableSealKey, KekUnusable].some((kind) => error instanceof kind);
}

function because(exitCode: StartFailure['exitCode'], sentence: string): StartFailure {
  return { sentence, exitCode };
}
