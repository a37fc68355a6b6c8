import { setTimeout as wait } from 'node:timers/promises';

import { DataDirectoryInUse, lockDataDirectory } from '#libs/event-store';

const ASK_EVERY_MS = 50;

/** Runs things one at a time among all processes that share a folder. */
export function turnsIn(folder: string) {
  return async <Answer>(run: () => Promise<Answer>): Promise<Answer> => {
    const lock = await taken(folder);
    try {
      return await run();
    } finally {
      lock.release();
    }
  };
}

async function taken(folder: string) {
  for (;;)
    try {
      return lockDataDirectory(folder);
    } catch (error) {
      if (!(error instanceof DataDirectoryInUse)) throw error;
      await wait(ASK_EVERY_MS);
    }
}
