import { statSync } from 'node:fs';
import { join } from 'node:path';

import { cutOffIn } from '#libs/event-store';

import { sizesIn } from '../checkpoint-book.js';
import type { SealKeyPlace } from '../keys/key-file.js';
import { sealedHere } from '../keys/sealed-here.js';

/** A log that was sealed here is not there any more, whatever lies there instead. */
export class LogLost extends Error {
  override readonly name = 'LogLost';

  constructor(readonly signed: number) {
    super(`The log is lost; ${signed} events of it were sealed here.`);
  }
}

/**
 * Throws `LogLost` where the log file of a data directory is missing or empty and was sealed: one
 * begun in its place would be told as another log, and hide that this one is gone. Checkpoints that
 * a restore or an import has brought say nothing of it, but what lies beside the keys does.
 */
export function requireNotLost(place: SealKeyPlace, dataDir: string): void {
  const size = statSync(join(dataDir, 'log.db'), { throwIfNoEntry: false })?.size ?? 0;
  if (size > 0) return;
  const signed = cutOffIn(dataDir)
    ? sealedHere(place, dataDir)
    : (sizesIn(join(dataDir, 'checkpoints'))[0] ?? null);
  if (signed !== null) throw new LogLost(signed);
}
