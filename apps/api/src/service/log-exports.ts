import { join } from 'node:path';
import { Readable } from 'node:stream';

import { bytesOf, exportLines, liveSource } from '#libs/audit';
import type { EventStore, SealedRows } from '#libs/event-store';
import type { Seals } from '#libs/seals';

/** Exports of the log of this service. */
export class LogExports {
  constructor(
    private readonly sharedDir: string,
    private readonly log: EventStore & SealedRows,
    private readonly seals: Seals,
  ) {}

  /** Seals first, so that a checkpoint covers nearly all of it. */
  async open(): Promise<Readable> {
    await this.seals.sealNow();
    const source = await liveSource(this.log, join(this.sharedDir, 'checkpoints'));
    return Readable.from(bytesOf(exportLines(source)), { objectMode: false });
  }
}
