import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  EMPTY_ROOT,
  consistencyProof,
  inclusionProof,
  rootAt,
  subtreesOf,
  verifyConsistency,
  verifyInclusion,
} from '../index.js';
import { faultOf, withBitFlipped } from '../testing/golden.js';
import { sampleTree } from '../testing/sample-tree.js';

const SIZE_MAX = 130;
const { leaves, roots, subtreeAt, readLeafHashes } = sampleTree(700);
const rootOf = (size: number) => roots[size] ?? EMPTY_ROOT;
const leafAt = (index: number) => leaves[index] ?? EMPTY_ROOT;
const headAt = (size: number) => ({ size, root: rootOf(size) });

describe('inclusion', () => {
  it(`is proven for every leaf of every tree up to ${SIZE_MAX} leaves`, () => {
    const failed: string[] = [];
    for (let size = 1; size <= SIZE_MAX; size++)
      for (let index = 0; index < size; index++) {
        const claim = { index, size, leafHash: leafAt(index), root: rootOf(size) };
        if (!verifyInclusion(claim, inclusionProof(subtreeAt, index, size)))
          failed.push(`${index} in ${size}`);
      }
    expect(failed).toEqual([]);
  });

  it('is proven across the subtrees that are kept', () => {
    for (const [index, size] of [
      [0, 700],
      [255, 257],
      [256, 512],
      [513, 700],
      [699, 700],
    ] as const) {
      const claim = { index, size, leafHash: leafAt(index), root: rootOf(size) };
      expect(verifyInclusion(claim, inclusionProof(subtreeAt, index, size))).toBe(true);
    }
  });

  it('is refused when any bit of proof, leaf or root is another', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 700 }).chain((size) =>
          fc.record({
            size: fc.constant(size),
            index: fc.integer({ min: 0, max: size - 1 }),
            bit: fc.nat({ max: 255 }),
            where: fc.nat(),
          }),
        ),
        ({ size, index, bit, where }) => {
          const proof = inclusionProof(subtreeAt, index, size);
          const all = [leafAt(index), rootOf(size), ...proof];
          const at = where % all.length;
          const spoilt = all.map((hash, i) => (i === at ? withBitFlipped(hash, bit) : hash));
          const [leafHash = EMPTY_ROOT, root = EMPTY_ROOT, ...rest] = spoilt;
          expect(verifyInclusion({ index, size, leafHash, root }, rest)).toBe(false);
        },
      ),
    );
  });

  it.each([
    [-1, 4],
    [4, 4],
    [0, 0],
    [0.5, 4],
    [NaN, 4],
    [0, 2 ** 53],
  ])('refuses a place that is none: %p in %p', (index, size) => {
    const claim = { index, size, leafHash: leafAt(0), root: leafAt(0) };
    expect(verifyInclusion(claim, [])).toBe(false);
  });

  it('cannot be proven for a leaf that is not there', () => {
    expect(faultOf(() => inclusionProof(subtreeAt, 4, 4))).toBe('proof');
    expect(faultOf(() => inclusionProof(subtreeAt, 0, 0))).toBe('proof');
  });
});

describe('consistency', () => {
  it(`is proven between all trees up to ${SIZE_MAX} leaves`, () => {
    const failed: string[] = [];
    for (let size = 0; size <= SIZE_MAX; size++)
      for (let old = 0; old <= size; old++)
        if (!verifyConsistency(headAt(old), headAt(size), consistencyProof(subtreeAt, old, size)))
          failed.push(`${old} to ${size}`);
    expect(failed).toEqual([]);
  });

  it('is refused when any bit of proof or roots is another', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 700 }).chain((size) =>
          fc.record({
            size: fc.constant(size),
            old: fc.integer({ min: 1, max: size - 1 }),
            bit: fc.nat({ max: 255 }),
            where: fc.nat(),
          }),
        ),
        ({ size, old, bit, where }) => {
          const all = [rootOf(old), rootOf(size), ...consistencyProof(subtreeAt, old, size)];
          const at = where % all.length;
          const spoilt = all.map((hash, i) => (i === at ? withBitFlipped(hash, bit) : hash));
          const [oldRoot = EMPTY_ROOT, root = EMPTY_ROOT, ...rest] = spoilt;
          const older = { size: old, root: oldRoot };
          expect(verifyConsistency(older, { size, root }, rest)).toBe(false);
        },
      ),
    );
  });

  // Sizes of one shape pass with one proof: that a size is true is for the checkpoint to say.
  it('is refused for a size of another shape', () => {
    const proof = consistencyProof(subtreeAt, 6, 13);
    const others: readonly (readonly [number, number])[] = [
      [5, 13],
      [7, 13],
      [6, 8],
      [6, 17],
      [13, 6],
    ];
    const accepted = others.filter(([old, size]) =>
      verifyConsistency({ size: old, root: rootOf(6) }, { size, root: rootOf(13) }, proof),
    );
    expect(accepted).toEqual([]);
  });

  it('begins at the empty tree, whose root is known', () => {
    expect(verifyConsistency(headAt(0), headAt(5), [])).toBe(true);
    expect(verifyConsistency({ size: 0, root: rootOf(5) }, headAt(5), [])).toBe(false);
    expect(verifyConsistency(headAt(0), headAt(5), [leafAt(0)])).toBe(false);
  });

  it('cannot be proven with a larger tree', () => {
    expect(faultOf(() => consistencyProof(subtreeAt, 6, 5))).toBe('proof');
  });
});

describe('subtrees of stored leaf hashes', () => {
  it('give the root that the tree had at any size', () => {
    expect(roots.map((_, size) => rootAt(subtreeAt, size))).toEqual(roots);
  });

  it('read every leaf once, and then little', () => {
    let read = 0;
    const counted = subtreesOf((first, count) => {
      read += count;
      return readLeafHashes(first, count);
    });
    inclusionProof(counted, 300, 700);
    expect(read).toBeLessThanOrEqual(700);
    read = 0;
    inclusionProof(counted, 301, 700);
    expect(read).toBeLessThanOrEqual(512);
  });

  it('refuse a store that has fewer leaves than it says', () => {
    expect(faultOf(() => inclusionProof(subtreeAt, 3, 701))).toBe('proof');
  });
});
