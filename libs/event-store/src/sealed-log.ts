import type { SealedRow } from './event-row.js';
import type { Position } from './port.js';

/** A log over which a Merkle tree is kept: one leaf an event, in log order. */
export interface SealedLog {
  head(): LogHead;
  /** Hashes of `count` leaves from leaf `first` on, 32 bytes each; fewer at the end of the log. */
  leafHashes(first: number, count: number): Uint8Array;
}

/** A sealed log that hands its events over as they are kept: for whoever copies or checks it. */
export interface SealedRows extends SealedLog {
  /** Up to `limit` events after `after`, in log order, their texts as they lie in the store. */
  readRows(after: Position, limit: number): Promise<readonly SealedRow[]>;
}

export interface LogHead {
  /** Name of this log and no other; stands in every leaf and checkpoint. */
  readonly origin: string;
  /** Number of leaves. */
  readonly size: number;
  /** RFC 6962 root over them, 32 bytes. */
  readonly root: Uint8Array;
}
