import { statSync } from 'node:fs';
import { join } from 'node:path';

import { linesIn, liveLines, newestCheckpoint } from '#libs/audit';
import type { Sentence } from '#libs/domain';
import {
  cutOffIn,
  DataDirectoryInUse,
  ForeignLogFile,
  lockDataDirectory,
  StoredLog,
} from '#libs/event-store';
import { openLog, type StorePlace } from '#libs/runtime';
import { sealedIn } from '#libs/seals';

import { readSealSettings } from '../../api/src/seal-settings.js';
import { CommandFailure, EXIT } from './exit.js';
import { number } from './output.js';
import { runningService } from './service-at-hand.js';

/** Where the checkpoints of a directory lie. */
export function checkpointFolder(directory: string): string {
  return join(directory, 'checkpoints');
}

/**
 * Throws `CommandFailure` where a log of this machine is meant and there is none: yet, where one is
 * being brought and none was sealed here before; with seals of it left, it was not always so.
 */
export function requireLog({ dataDir, eventStoreUrl }: StorePlace, env: NodeJS.ProcessEnv): void {
  if (eventStoreUrl !== null) return;
  const lost = sealedAndLost(dataDir, env);
  if (lost)
    throw new CommandFailure(
      EXIT.integrity,
      `SỔ KHÔNG TOÀN VẸN: ${lost.vi} Hãy khôi phục từ bản sao lưu.`,
      `${lost.en}: restore a backup.`,
    );
  const cutOff = cutOffIn(dataDir);
  if (cutOff) throw new CommandFailure(EXIT.error, cutOff.vi, cutOff.en);
  const isSealed = newestCheckpoint(checkpointFolder(dataDir)) !== null;
  if (!isSealed && (sizeOf(join(dataDir, 'log.db')) ?? 0) === 0)
    throw new CommandFailure(
      EXIT.noData,
      `Thư mục ${dataDir} chưa có sổ sự kiện nào.`,
      `There is no log in ${dataDir}.`,
    );
}

/** That a log was sealed and is not there any more; else `null`. */
export function sealedAndLost(dataDir: string, env: NodeJS.ProcessEnv): Sentence | null {
  const sealed = sealedIn(readSealSettings(env, true), dataDir);
  const lost = sealed && lostLog(join(dataDir, 'log.db'));
  if (!lost) return null;
  const { signed, by } = sealed;
  return {
    vi: `${lost.vi}, mà điểm niêm phong ${by === 'keys' ? 'cạnh khóa' : 'bên cạnh'} đã ký ${number(signed)} sự kiện.`,
    en: `${lost.en}, and the checkpoints beside ${by === 'keys' ? 'the keys' : 'it'} signed ${signed} events`,
  };
}

/** What became of a log that was there; `null` where some log is there, whole or not. */
function lostLog(file: string): Sentence | null {
  const size = sizeOf(file);
  if (size === null) return { vi: `thiếu tệp ${file}`, en: 'log.db is missing' };
  if (size === 0) return { vi: `tệp ${file} trống rỗng`, en: 'log.db is empty' };
  try {
    StoredLog.open(file).close();
  } catch (error) {
    if (error instanceof ForeignLogFile && error.found === 'no-log')
      return { vi: `tệp ${file} không phải sổ sự kiện`, en: 'log.db is no event log' };
  }
  return null; // of one that cannot be read, whoever reads it tells
}

function sizeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null;
}

/**
 * Rows may all be as they were and an index beside them lie: whoever reads by it is not shown some.
 * Throws `CommandFailure` where the file contradicts itself.
 */
export function requireSoundFile(place: StorePlace, env: NodeJS.ProcessEnv): void {
  requireLog(place, env);
  if (place.eventStoreUrl !== null) return;
  const log = StoredLog.open(join(place.dataDir, 'log.db'));
  try {
    const [fault] = log.pageFaults();
    if (fault !== undefined) throw new UnsoundFile(fault, log.readableBefore());
  } finally {
    log.close();
  }
}

/** Its pages or indices are damaged; `index`: of the first event that cannot be read by that. */
export class UnsoundFile extends CommandFailure {
  constructor(
    fault: string,
    readonly index: number | null,
  ) {
    const [vi, en] = index === null ? ['', ''] : unreadFrom(index);
    super(
      EXIT.integrity,
      `SỔ KHÔNG TOÀN VẸN: tệp log.db tự mâu thuẫn, trang hoặc chỉ mục của nó hỏng.${vi} (${fault})`,
      `log.db contradicts itself: a page or an index of it is damaged.${en} (${fault})`,
    );
  }
}

function unreadFrom(index: number): readonly [vi: string, en: string] {
  return [
    ` Sự kiện đầu tiên không đọc được là sự kiện thứ ${number(index + 1)}.`,
    ` The first event that cannot be read is event ${index + 1}.`,
  ];
}

/**
 * The lines of an export of the log: read from the log itself, or, where a service holds the data
 * directory, as that service hands them over.
 */
export async function* linesOfLog(
  place: StorePlace,
  env: NodeJS.ProcessEnv,
): AsyncGenerator<readonly string[]> {
  requireLog(place, env);
  const lock = lockUnlessInUse(place.dataDir);
  if (!lock) {
    // The service looked at the schema of the file when it started, and the lines do not show it.
    if (place.eventStoreUrl === null) StoredLog.open(join(place.dataDir, 'log.db')).close();
    const { operator } = await runningService(place.dataDir);
    yield* linesIn(await operator.stream('/operator/export'));
    return;
  }
  try {
    const { store } = await openLog(place);
    try {
      yield* liveLines(store, checkpointFolder(place.sharedDir));
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}

function lockUnlessInUse(dataDir: string) {
  try {
    return lockDataDirectory(dataDir);
  } catch (error) {
    if (error instanceof DataDirectoryInUse) return null;
    throw error;
  }
}
