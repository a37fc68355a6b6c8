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

/** How many events of a log were sealed in a data directory, and what says so; else `null`. */
export interface SealedIn {
  readonly signed: number;
  readonly by: 'checkpoints' | 'keys';
}

/**
 * Checkpoints that a restore or an import has brought, before it was cut off, say nothing of a log
 * that was there; what lies beside the keys does.
 */
export function sealedIn(place: SealKeyPlace, dataDir: string): SealedIn | null {
  const by = cutOffIn(dataDir) === null ? 'checkpoints' : 'keys';
  const [newest = null] = sizesIn(join(dataDir, 'checkpoints'));
  const signed = by === 'keys' ? sealedHere(place, dataDir) : newest;
  return signed === null ? null : { signed, by };
}

/**
 * Throws `LogLost` where the log file of a data directory is missing or empty and was sealed: one
 * begun in its place would be told as another log, and hide that this one is gone.
 */
export function requireNotLost(place: SealKeyPlace, dataDir: string): void {
  const size = statSync(join(dataDir, 'log.db'), { throwIfNoEntry: false })?.size ?? 0;
  const sealed = size > 0 ? null : sealedIn(place, dataDir);
  if (sealed) throw new LogLost(sealed.signed);
}
