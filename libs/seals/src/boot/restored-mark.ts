import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { RESTORED_MARK } from '#libs/event-store';
import { readPlainFile, writeDurably } from '#libs/log-format';

import { isInstant } from '../backup/manifest.js';

/** Says that the log of a data directory came out of a backup and nobody has accepted it yet. */
export interface RestoredMark {
  readonly origin: string;
  /** Moment of the backup. */
  readonly backedUpAt: string;
}

export async function markRestored(dataDir: string, mark: RestoredMark): Promise<void> {
  await writeDurably(join(dataDir, RESTORED_MARK), markText(mark), 'replace');
}

/** The very bytes of a mark. */
export function markText({ origin, backedUpAt }: RestoredMark): string {
  return `${JSON.stringify({ origin, backedUpAt })}\n`;
}

export function restoredMark(dataDir: string): RestoredMark | null {
  try {
    const text = readPlainFile(join(dataDir, RESTORED_MARK), 'refuse').toString();
    const { origin, backedUpAt } = JSON.parse(text) as Partial<RestoredMark>;
    // A mark that somebody made up is one all the same; what it says is not to be repeated.
    return {
      origin: String(origin),
      backedUpAt: isInstant(backedUpAt) ? backedUpAt : '(không rõ)',
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export async function removeMark(dataDir: string): Promise<void> {
  await rm(join(dataDir, RESTORED_MARK), { force: true });
}
