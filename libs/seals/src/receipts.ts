import { invariant } from '#libs/domain';
import type { EventStore, RecordedEvent, SealedLog } from '#libs/event-store';
import {
  formatProofFile,
  inclusionProof,
  leafData,
  leafHash,
  leafOf,
  linkTo,
  NO_PREVIOUS,
  verifyInclusion,
} from '#libs/log-format';

import type { CheckpointBook } from './checkpoint-book.js';
import type { LogTree } from './log-tree.js';
import { originAtPosition } from './origins.js';
import type { Sealer } from './sealing/sealer.js';

const PAGE_SIZE = 500;

export interface ReceiptsOptions {
  readonly store: EventStore;
  readonly log: SealedLog;
  readonly sealer: Sealer;
  readonly book: CheckpointBook;
  readonly tree: LogTree;
}

/** Proofs that an event is in the log, for whoever will keep them away from it. */
export class Receipts {
  constructor(private readonly options: ReceiptsOptions) {}

  /**
   * A C2SP tlog-proof file under the newest checkpoint that covers the event, a cosigned one where
   * there is one. `null` when nothing can be signed: no key is at hand.
   */
  async of(event: RecordedEvent): Promise<string | null> {
    const { log, sealer, book, tree } = this.options;
    const place = await log.sizeAt(event.position);
    await sealer.cover(place);
    const sealed = book.cosignedFor(place) ?? book.latest();
    if (!sealed || sealed.checkpoint.size < place) return null;
    const { size, root } = sealed.checkpoint;
    const extra = await this.#leafDataOf(event);
    const index = place - 1;
    const proof = inclusionProof(await tree.upTo(size), index, size);
    const claim = { index, size, root, leafHash: leafHash(extra) };
    invariant(verifyInclusion(claim, proof), `Event ${index} is not what was sealed.`);
    return formatProofFile({ extra, index, proof, checkpoint: sealed.note });
  }

  /** Worked out from the events of the stream: it is not kept. */
  async #leafDataOf({ stream, revision }: RecordedEvent): Promise<Buffer> {
    const { store, log } = this.options;
    let data: Buffer | null = null;
    for (let from = 0; from <= revision;) {
      const page = await store.readStream(stream, from, Math.min(PAGE_SIZE, revision + 1 - from));
      invariant(page.length > 0, `${stream} has ${revision + 1} events.`);
      for (const event of page) {
        const origin = await originAtPosition(store, log, event.position);
        data = leafData(leafOf(origin, event, data ? linkTo(data) : NO_PREVIOUS));
      }
      from += page.length;
    }
    invariant(data, `${stream} has events.`);
    return data;
  }
}
