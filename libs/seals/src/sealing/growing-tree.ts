import { setImmediate as nextTurn } from 'node:timers/promises';

import type { SealedLog } from '#libs/event-store';
import { Frontier } from '#libs/log-format';

const HASH_BYTES = 32;
/** Leaves a turn of the event loop: about 3 ms. */
const SLICE = 2_000;

/** Adds the leaves of a log up to `size`, without keeping others from running meanwhile. */
export async function grow(
  tree: Frontier,
  log: Pick<SealedLog, 'leafHashes'>,
  size: number,
): Promise<void> {
  while (tree.size < size) {
    const wanted = Math.min(SLICE, size - tree.size);
    const hashes = log.leafHashes(tree.size, wanted);
    if (hashes.length !== wanted * HASH_BYTES) return; // it is shorter than it says: so is the tree
    for (let at = 0; at < hashes.length; at += HASH_BYTES)
      tree.append(hashes.subarray(at, at + HASH_BYTES));
    if (tree.size < size) await nextTurn();
  }
}

export function copyOf(tree: Frontier): Frontier {
  return Frontier.fromBytes(tree.toBytes());
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
