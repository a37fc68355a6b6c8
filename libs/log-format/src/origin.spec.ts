import { describe, expect, it } from '@jest/globals';

import { firstOriginBy, keyIntroducedBy, originAt, originBefore } from './origin.js';

describe('the origin of a leaf', () => {
  it('is that of the leaf before', () => {
    expect(originAt('a/1', { type: 'ProposalDrafted', data: { origin: 'b/2' } })).toBe('a/1');
  });

  it('is the new one from the event that records a restore', () => {
    expect(originAt('a/1', { type: 'LogRestored', data: { origin: 'b/2' } })).toBe('b/2');
  });

  it('stays where that event names none', () => {
    for (const data of [{}, null, [], 'x', 1, { origin: null }])
      expect(originAt('a/1', { type: 'LogRestored', data })).toBe('a/1');
  });
});

describe('what an event says about names and keys', () => {
  const stream = 'seal-1';

  it('is read from it', () => {
    const restored = { type: 'LogRestored', data: { origin: 'b/2', previous: { origin: 'a/1' } } };
    const introduced = { type: 'SealKeyIntroduced', data: { vkey: 'a/1+x+y' } };
    expect(originBefore(restored)).toBe('a/1');
    expect(keyIntroducedBy(introduced)).toBe('a/1+x+y');
    expect(firstOriginBy({ stream, ...introduced })).toBe('a/1');
    expect(firstOriginBy({ stream: 'seal-2', ...introduced })).toBeNull();
  });

  it.each([{}, null, [], 'x', 1, { previous: null, vkey: {} }, { previous: { origin: 1 } }])(
    'is nothing where it says %j',
    (data) => {
      expect(originBefore({ type: 'LogRestored', data })).toBeNull();
      expect(keyIntroducedBy({ type: 'SealKeyIntroduced', data })).toBeNull();
      expect(firstOriginBy({ stream, type: 'SealKeyIntroduced', data })).toBeNull();
    },
  );
});
