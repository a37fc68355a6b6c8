import { describe, expect, it } from '@jest/globals';

import { Turns } from './turns.js';

function gate() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { promise, resolve, reject };
}

describe('works in turn', () => {
  it('of one key begin when the one before has ended, also when it failed', async () => {
    const turns = new Turns();
    const begun: number[] = [];
    const gates = [gate(), gate(), gate()];
    const runs = gates.map(({ promise }, index) =>
      turns.take('a', () => {
        begun.push(index);
        return promise;
      }),
    );
    expect(begun).toEqual([0]);
    gates[0]?.reject(new Error('no'));
    await expect(runs[0]).rejects.toThrow('no');
    gates[1]?.resolve('one');
    expect(await runs[1]).toBe('one');
    gates[2]?.resolve('two');
    expect(await runs[2]).toBe('two');
    expect(begun).toEqual([0, 1, 2]);
  });

  it('of different keys do not wait for each other', async () => {
    const turns = new Turns();
    const slow = gate();
    const first = turns.take('a', () => slow.promise);
    expect(await turns.take('b', () => Promise.resolve('other'))).toBe('other');
    slow.resolve('late');
    expect(await first).toBe('late');
  });
});
