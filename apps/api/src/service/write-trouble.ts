import { randomBytes, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';

import type { Sentence } from '#libs/domain';
import { isLogDamage, sqliteCode, StoreUnavailable } from '#libs/event-store';
import type { ObligationWork } from '#libs/queues';

import type { MetDamage } from './met-damage.js';

/** SQLite: busy, read-only, I/O error, full, cannot open; keys and sessions have files as well. */
const OF_THE_DISK: ReadonlySet<number | undefined> = new Set([5, 8, 10, 13, 14]);

/** Whether it was the storage that failed, and neither what was asked of it nor what it holds. */
export function isStorageAway(error: unknown): boolean {
  if (isLogDamage(error)) return false;
  return error instanceof StoreUnavailable || OF_THE_DISK.has(sqliteCode(error));
}

/** More than a disk that is all but full has left over between two deletions. */
const TRIED_BYTES = 262_144;
/** Whoever asks whether the service is ready waits no longer; a store may take half a minute. */
const ASKED_MS = 2_000;

export interface WriteTroubleOptions {
  /** What must take a file for the trouble to be over. */
  readonly directories: readonly string[];
  /** A small read of a log that lies elsewhere; `null`: the log is in the directories. */
  readonly askStore: (() => Promise<unknown>) | null;
  readonly damage: Pick<MetDamage, 'by'>;
  readonly report: (problem: Error) => void;
}

/**
 * That the storage could not be written, from the first act that it failed until it was written
 * again for real: the next command may be a long time in coming.
 */
export class WriteTrouble {
  readonly #options: WriteTroubleOptions;
  #isOn = false;
  #told = 0;
  #attempt: Promise<void> | null = null;

  constructor(options: WriteTroubleOptions) {
    this.#options = options;
  }

  /** For the operator. */
  get sentence(): Sentence {
    return this.#options.askStore ? ELSEWHERE : HERE;
  }

  /** Somebody could not write what had to be written. */
  tell(): void {
    this.#told += 1;
    if (this.#isOn) return;
    this.#isOn = true;
    this.#options.report(new Error(this.sentence.vi));
  }

  /** The same work; that the storage or the log failed it is told, as nobody else sees it. */
  watched(work: ObligationWork): ObligationWork {
    const tellIfAway = (error: unknown): never => {
      if (isStorageAway(error)) this.tell();
      else this.#options.damage.by(error);
      throw error;
    };
    return {
      handle: (obligation) => work.handle(obligation).catch(tellIfAway),
      exhausted: (obligation, error) => work.exhausted(obligation, error).catch(tellIfAway),
    };
  }

  /** Whether there is trouble still; while there is, it tries for real. */
  async lasts(): Promise<boolean> {
    if (!this.#isOn) return false;
    this.#attempt ??= this.#try().finally(() => (this.#attempt = null));
    await Promise.race([this.#attempt, after(ASKED_MS, undefined, { ref: false })]);
    return this.#isOn;
  }

  async #try(): Promise<void> {
    const toldBefore = this.#told;
    const { directories, askStore, report } = this.#options;
    try {
      for (const directory of directories) await writeSomething(directory);
      await askStore?.();
    } catch {
      return;
    }
    // What failed meanwhile is later than what went well.
    if (this.#told !== toldBefore) return;
    this.#isOn = false;
    report(new Error(OVER));
  }
}

async function writeSomething(directory: string): Promise<void> {
  const path = join(directory, `write-try-${randomUUID()}.tmp`);
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(randomBytes(TRIED_BYTES));
      await file.sync();
    } finally {
      await file.close();
    }
  } finally {
    await rm(path, { force: true });
  }
}

const HERE: Sentence = {
  vi: 'Không ghi được vào thư mục dữ liệu: người dùng chưa gửi được gì mới, những gì đã nhận vẫn còn. Hãy giải phóng chỗ trống hoặc xem ổ đĩa; khi ghi được, hệ thống tự làm tiếp, không cần khởi động lại.',
  en: 'The data directory cannot be written: nothing new is taken, and nothing that was taken is lost. Free some space or look at the disk; the service goes on by itself.',
};

const ELSEWHERE: Sentence = {
  vi: 'Không ghi được vào kho sự kiện hoặc thư mục dữ liệu: người dùng chưa gửi được gì mới, những gì đã nhận vẫn còn. Hãy xem máy chủ của kho sự kiện, giải phóng chỗ trống hoặc xem ổ đĩa; khi ghi được, hệ thống tự làm tiếp, không cần khởi động lại.',
  en: 'The event store or the data directory cannot be written: nothing new is taken, and nothing that was taken is lost. Look at the server, free some space or look at the disk; the service goes on by itself.',
};

const OVER = 'Đã ghi lại được; hệ thống nhận như thường.';
