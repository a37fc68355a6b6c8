import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { linesIn, liveLines } from '#libs/audit';
import { DataDirectoryInUse, lockDataDirectory, SqliteEventStore } from '#libs/event-store';

import { CommandFailure, EXIT } from './exit.js';
import { runningService } from './service-at-hand.js';

/** Where the checkpoints of a data directory lie. */
export function checkpointFolder(dataDir: string): string {
  return join(dataDir, 'checkpoints');
}

/**
 * The lines of an export of the log in the data directory: read from the log itself, or, where a
 * service holds it, as that service hands them over.
 */
export async function* linesOfLog(dataDir: string): AsyncGenerator<readonly string[]> {
  const file = join(dataDir, 'log.db');
  if (!existsSync(file))
    throw new CommandFailure(EXIT.noData, `Thư mục ${dataDir} chưa có sổ sự kiện nào.`);
  const lock = lockUnlessInUse(dataDir);
  if (!lock) {
    const { operator } = await runningService(dataDir);
    yield* linesIn(await operator.stream('/operator/export'));
    return;
  }
  try {
    const log = SqliteEventStore.open(file);
    try {
      yield* liveLines(log, checkpointFolder(dataDir));
    } finally {
      await log.close();
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
