import { describe, expect, it } from '@jest/globals';

import { Frontier, leafHash } from '../index.js';
import { faultOf } from '../testing/golden.js';
import { sampleTree } from '../testing/sample-tree.js';

const { leaves, roots } = sampleTree(300);

describe('a frontier', () => {
  it('is restored from its bytes at every size', () => {
    let frontier = new Frontier();
    for (const [index, leaf] of leaves.entries()) {
      frontier = Frontier.fromBytes(frontier.toBytes());
      expect(frontier.size).toBe(index);
      expect(frontier.root()).toEqual(roots[index]);
      frontier.append(leaf);
    }
  });

  it('is stored as its size and its peaks', () => {
    const frontier = new Frontier();
    for (const leaf of leaves.slice(0, 3)) frontier.append(leaf);
    const bytes = frontier.toBytes();
    expect(bytes.toString('hex', 0, 8)).toBe('0000000000000003');
    expect(bytes.subarray(8, 40)).toEqual(roots[2]);
    expect(bytes.subarray(40)).toEqual(leaves[2]);
  });

  it('keeps what it was given, though the buffer is used again', () => {
    const buffer = Buffer.from(leaves[0] ?? []);
    const frontier = new Frontier();
    frontier.append(buffer);
    buffer.fill(0);
    expect(frontier.root()).toEqual(leaves[0]);
  });

  it('goes on beyond 2^32 leaves', () => {
    const size = Buffer.alloc(8);
    size.writeBigUInt64BE(2n ** 40n);
    const frontier = Frontier.fromBytes(Buffer.concat([size, leafHash(Buffer.from('all'))]));
    frontier.append(leafHash(Buffer.from('one more')));
    expect(frontier.size).toBe(2 ** 40 + 1);
    expect(frontier.toBytes()).toHaveLength(8 + 2 * 32);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['too few peaks', Buffer.from('0000000000000001', 'hex')],
    ['too many peaks', Buffer.concat([Buffer.alloc(8), Buffer.alloc(32)])],
    ['half a peak', Buffer.concat([Buffer.from('0000000000000001', 'hex'), Buffer.alloc(31)])],
    [
      'a size beyond 2^53',
      Buffer.concat([Buffer.from('0020000000000000', 'hex'), Buffer.alloc(32)]),
    ],
  ])('is not restored from %s', (_, bytes) => {
    expect(faultOf(() => Frontier.fromBytes(bytes))).toBe('frontier');
  });

  it('takes only hashes', () => {
    expect(faultOf(() => new Frontier().append(Buffer.alloc(31)))).toBe('proof');
  });
});
