import { EMPTY_ROOT, nodeHash } from './hash.js';

/**
 * The root of the complete subtree over the leaves from `index · 2^level` up to
 * `(index + 1) · 2^level`; level 0 are the leaf hashes. It never changes once the leaves exist.
 */
export type SubtreeReader = (level: number, index: number) => Uint8Array;

/** The root that the tree had when it had `size` leaves. */
export function rootAt(subtreeAt: SubtreeReader, size: number): Uint8Array {
  return size === 0 ? EMPTY_ROOT : rangeRoot(subtreeAt, 0, size);
}

/** RFC 6962 MTH of the leaves from `begin` up to `end`, where `begin` is where a subtree begins. */
export function rangeRoot(subtreeAt: SubtreeReader, begin: number, end: number): Uint8Array {
  const level = completeLevel(begin, end);
  const width = 2 ** level;
  const left = subtreeAt(level, begin / width);
  return begin + width === end ? left : nodeHash(left, rangeRoot(subtreeAt, begin + width, end));
}

/** Where RFC 6962 divides `count` leaves: the largest power of two below it. */
export function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

function completeLevel(begin: number, end: number): number {
  let level = 0;
  for (let width = 2; begin % width === 0 && begin + width <= end; width *= 2) level += 1;
  return level;
}
