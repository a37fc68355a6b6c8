import { FormatError } from '../format-error.js';
import { HASH_BYTES, nodeHash } from './hash.js';
import type { SubtreeReader } from './subtrees.js';

/** Leaf hashes from leaf `first` on, `count` of them, 32 bytes each, one after the other. */
export type LeafHashReader = (first: number, count: number) => Uint8Array;

/** Subtrees of 256, 65,536 … leaves are kept: 125 KB of hashes for a million leaves. */
const TILE_LEVELS = 8;

/**
 * Subtrees worked out from stored leaf hashes. The first proof over a log reads every leaf hash
 * once; a later one reads a few hundred.
 */
export function subtreesOf(readLeafHashes: LeafHashReader): SubtreeReader {
  const kept = new Map<number, Map<number, Uint8Array>>();

  function subtreeAt(level: number, index: number): Uint8Array {
    return level > 0 && level % TILE_LEVELS === 0 ? keptAt(level, index) : computed(level, index);
  }

  function keptAt(level: number, index: number): Uint8Array {
    const row = kept.get(level) ?? new Map<number, Uint8Array>();
    kept.set(level, row);
    const known = row.get(index) ?? computed(level, index);
    row.set(index, known);
    return known;
  }

  function computed(level: number, index: number): Uint8Array {
    const below = level === 0 ? 0 : (Math.ceil(level / TILE_LEVELS) - 1) * TILE_LEVELS;
    const width = 2 ** (level - below);
    return folded(rowOf(below, index * width, width));
  }

  function rowOf(level: number, first: number, count: number): Uint8Array[] {
    if (level > 0) return Array.from({ length: count }, (_, at) => keptAt(level, first + at));
    const hashes = readLeafHashes(first, count);
    if (hashes.length !== count * HASH_BYTES)
      throw new FormatError('proof', `The hashes of leaves ${first} … are not all there.`);
    return Array.from({ length: count }, (_, at) =>
      hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
    );
  }

  return subtreeAt;
}

function folded(row: readonly Uint8Array[]): Uint8Array {
  let level = row;
  while (level.length > 1) level = pairsOf(level);
  const [root] = level;
  if (!root) throw new FormatError('proof', 'A subtree without leaves.');
  return root;
}

function pairsOf(row: readonly Uint8Array[]): Uint8Array[] {
  const pairs: Uint8Array[] = [];
  let left: Uint8Array | null = null;
  for (const hash of row) {
    if (left) pairs.push(nodeHash(left, hash));
    left = left ? null : hash;
  }
  return pairs;
}
