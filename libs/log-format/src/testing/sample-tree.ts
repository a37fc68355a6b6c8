import { subtreesOf, type LeafHashReader } from '../tree/cached-subtrees.js';
import { Frontier } from '../tree/frontier.js';
import { HASH_BYTES, leafHash } from '../tree/hash.js';
import type { SubtreeReader } from '../tree/subtrees.js';

export interface SampleTree {
  readonly leaves: readonly Uint8Array[];
  readonly readLeafHashes: LeafHashReader;
  readonly subtreeAt: SubtreeReader;
  /** By size, from the empty tree on. */
  readonly roots: readonly Uint8Array[];
}

/** A tree over numbered leaves, and its root at every size. */
export function sampleTree(size: number): SampleTree {
  return treeOf(Array.from({ length: size }, (_, index) => leafHash(Buffer.from(`leaf ${index}`))));
}

export function treeOf(leaves: readonly Uint8Array[]): SampleTree {
  const stored = Buffer.concat(leaves);
  const readLeafHashes = (first: number, count: number) =>
    stored.subarray(first * HASH_BYTES, (first + count) * HASH_BYTES);
  const frontier = new Frontier();
  const roots = [frontier.root()];
  for (const leaf of leaves) {
    frontier.append(leaf);
    roots.push(frontier.root());
  }
  return { leaves, readLeafHashes, subtreeAt: subtreesOf(readLeafHashes), roots };
}
