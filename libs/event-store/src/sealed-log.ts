import type { SealedRow, StoredRow } from './event-row.js';
import type { Position } from './port.js';

/** A log over which a Merkle tree is kept: one leaf an event, in log order. */
export interface SealedLog {
  head(): LogHead;
  /** Hashes of `count` leaves from leaf `first` on, 32 bytes each; fewer at the end of the log. */
  leafHashes(first: number, count: number): Uint8Array;
  /**
   * Number of leaves up to the event at a position, its own included; resolves once the tree has
   * come to it. Throws `StoreUnavailable` where it does not come so far in time.
   */
  sizeAt(position: Position): Promise<number>;
  /** Position of the event of the last of `size` leaves; 0 where there is none. */
  positionAt(size: number): Position;
}

/** A sealed log that hands its events over as they are kept: for whoever copies or checks it. */
export interface SealedRows extends SealedLog {
  /** Up to `limit` events after `after`, in log order, their texts as they lie in the store. */
  readRows(after: Position, limit: number): Promise<readonly SealedRow[]>;
}

/** A store that keeps no tree, and hands its events over as they are kept. */
export interface StoredEvents {
  /** Up to `limit` events after `after`, in log order. */
  readStored(after: Position, limit: number): Promise<readonly StoredRow[]>;
}

export interface LogHead {
  /** Name of this log and no other; stands in every leaf and checkpoint. */
  readonly origin: string;
  /** Number of leaves. */
  readonly size: number;
  /** RFC 6962 root over them, 32 bytes. */
  readonly root: Uint8Array;
}

/**
 * A row with what was worked out over it when it was written, for whoever works it out again. Its
 * first column is its place in the log from 1; `link` is `null` where only the leaf is kept.
 */
export type LeafRow = readonly [...row: StoredRow, link: Uint8Array | null, leaf: Uint8Array];

/** A log as it lies in its store, to be checked against what was sealed. */
export interface CheckedLog extends Pick<SealedLog, 'head'> {
  /** Name the log began with: restore by restore back from the one it has now. */
  firstOrigin(): string;
  /** Up to `limit` rows after the first `from`. */
  rows(from: number, limit: number): Promise<readonly LeafRow[]>;
  /** Leaf hashes as they are kept, after the first `from`. */
  leaves(from: number, limit: number): readonly Uint8Array[];
  /**
   * What the store's own file contradicts itself in; empty when nothing. Rows are read in their
   * order and never by an index, so that one that hides some is found by this alone. Throws where
   * it cannot be found out, which says nothing about the log.
   */
  pageFaults(): readonly string[];
  /** The same without keeping this process; rejects also once it is called off. */
  pageFaultsAside(calledOff: AbortSignal): Promise<readonly string[]>;
  /** Whether the next event gets the next number: not so where rows were cut off. */
  isNumberedOn(): boolean;
  close(): void;
}
