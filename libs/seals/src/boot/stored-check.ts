import { setImmediate as nextTurn } from 'node:timers/promises';

import { Rehash, requireWritten, type CheckedLog, type LeafRow } from '#libs/event-store';
import { Frontier } from '#libs/log-format';

import type { CheckpointBook, KeptCheckpoint } from '../checkpoint-book.js';
import {
  changedAt,
  differsAt,
  misnamed,
  notNumberedOn,
  shorterThan,
  treeDiffers,
} from '../faults.js';
import type { LogFault } from '../log-condition.js';
import { copyOf, grow, sameBytes } from '../sealing/growing-tree.js';

/** Rows a turn of the event loop: about 10 ms. */
const SLICE = 500;
const HASH_BYTES = 32;

export interface QuickAnswer {
  readonly fault: LogFault | null;
  /** The tree at the last checkpoint; empty where there is none. */
  readonly tree: Frontier;
}

/**
 * Whether the log still holds the last checkpoint, from the leaves as they are stored: what a
 * start waits for. It costs what was written since, whatever the size of the log.
 */
export async function quickCheck(
  log: CheckedLog,
  book: CheckpointBook,
  last: KeptCheckpoint | null,
): Promise<QuickAnswer> {
  const { size, root } = log.head();
  const tree = new Frontier();
  if (last && size < last.checkpoint.size)
    return { fault: shorterThan(last.checkpoint.size, size), tree };
  if (!endsAt(log, size)) return { fault: treeDiffers(size), tree };
  const leaves = { leafHashes: (first: number, count: number) => storedLeaves(log, first, count) };
  const sealed = last ? await treeAt(last, book, leaves) : tree;
  if (!sealed) return { fault: differsAt(last?.checkpoint.size ?? 0), tree };
  const whole = copyOf(sealed);
  await grow(whole, leaves, size);
  const holds = whole.size === size && sameBytes(whole.root(), root);
  if (!holds) return { fault: treeDiffers(size), tree: sealed };
  return { fault: log.isNumberedOn() ? null : notNumberedOn(), tree: sealed };
}

/** Whether the last row is there, and none after it: below a checkpoint no other row is read. */
function endsAt(log: CheckedLog, size: number): boolean {
  return log.leaves(Math.max(0, size - 1), 2).length === Math.min(size, 1);
}

type Leaves = Parameters<typeof grow>[1];

async function treeAt(
  { checkpoint }: KeptCheckpoint,
  book: CheckpointBook,
  leaves: Leaves,
): Promise<Frontier | null> {
  const kept = frontierOf(book.frontier());
  if (kept && isTreeOf(kept, checkpoint)) return kept;
  const tree = new Frontier();
  await grow(tree, leaves, checkpoint.size);
  return isTreeOf(tree, checkpoint) ? tree : null;
}

function frontierOf(bytes: Uint8Array | null): Frontier | null {
  try {
    return bytes && Frontier.fromBytes(bytes);
  } catch {
    return null;
  }
}

function isTreeOf(tree: Frontier, { size, root }: KeptCheckpoint['checkpoint']): boolean {
  return tree.size === size && sameBytes(tree.root(), root);
}

function storedLeaves(log: CheckedLog, first: number, count: number): Uint8Array {
  const hashes = Buffer.alloc(count * HASH_BYTES);
  const leaves = log.leaves(first, count);
  leaves.forEach((leaf, at) => hashes.set(leaf, at * HASH_BYTES));
  return hashes.subarray(0, leaves.length * HASH_BYTES);
}

/**
 * The first event after the last checkpoint that the service would not have written in these
 * texts; it would be signed next, and others read it otherwise.
 */
export async function strangeAfter(log: CheckedLog, size: number): Promise<LogFault | null> {
  for (let done = size; ;) {
    const rows = await log.rows(done, SLICE);
    const strange = rows.findIndex((row) => !isWritten(row));
    if (strange !== -1)
      return changedAt({ index: done + strange, stream: rows[strange]?.[1] ?? null });
    if (rows.length < SLICE) return null;
    done += rows.length;
    await nextTurn();
  }
}

function isWritten([position, stream, revision, id, type, at, ...rest]: LeafRow): boolean {
  const [actor, commandId, data, meta] = rest;
  try {
    requireWritten([position, stream, revision, id, type, at, actor, commandId, data, meta]);
    return true;
  } catch {
    return false;
  }
}

/**
 * Works every leaf out again from the bytes of its row, in slices, and compares the roots at the
 * checkpoints given (ascending sizes): finds a single changed byte.
 */
export class FullCheck {
  readonly #log: CheckedLog;
  readonly #size: number;
  readonly #root: Uint8Array;
  readonly #origin: string;
  readonly #due: { readonly size: number; readonly root: Uint8Array }[];
  readonly #rehash: Rehash;
  #fault: LogFault | null = null;

  constructor(log: CheckedLog, checkpoints: readonly { size: number; root: Uint8Array }[]) {
    this.#log = log;
    const { origin, size, root } = log.head();
    this.#origin = origin;
    this.#size = size;
    this.#root = root;
    this.#due = checkpoints.filter((checkpoint) => checkpoint.size <= size);
    this.#rehash = new Rehash(log.firstOrigin());
  }

  get done(): number {
    return this.#rehash.frontier.size;
  }

  get total(): number {
    return this.#size;
  }

  get isOver(): boolean {
    return this.#fault !== null || this.done === this.#size;
  }

  get fault(): LogFault | null {
    return this.#fault;
  }

  /** Until it is over, or `goOn` answers false; others run in between. */
  async run(goOn: () => boolean = () => true): Promise<LogFault | null> {
    while (!this.isOver && goOn()) {
      await this.#takeSlice();
      await nextTurn();
    }
    if (this.done === this.#size) this.#fault ??= this.#atItsEnd();
    return this.#fault;
  }

  #atItsEnd(): LogFault | null {
    const { origin, frontier } = this.#rehash;
    if (!sameBytes(frontier.root(), this.#root)) return treeDiffers(this.#size);
    return this.#size > 0 && origin !== this.#origin ? misnamed(origin) : null;
  }

  async #takeSlice(): Promise<void> {
    const [next] = this.#due;
    const end = Math.min(this.done + SLICE, next?.size ?? this.#size, this.#size);
    const rows = await this.#log.rows(this.done, end - this.done);
    const changed = this.#rehash.take(rows);
    if (changed) this.#fault = changedAt(changed);
    else if (this.done < end) this.#fault = changedAt({ index: this.done, stream: null });
    else if (this.done === next?.size) this.#compare(next);
  }

  #compare({ size, root }: { readonly size: number; readonly root: Uint8Array }): void {
    this.#due.shift();
    if (!sameBytes(this.#rehash.frontier.root(), root)) this.#fault = differsAt(size);
  }
}
