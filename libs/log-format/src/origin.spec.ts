import { describe, expect, it } from '@jest/globals';

import { originAt } from './origin.js';

describe('the origin of a leaf', () => {
  it('is that of the leaf before', () => {
    expect(originAt('a/1', { type: 'ProposalDrafted', data: { origin: 'b/2' } })).toBe('a/1');
  });

  it('is the new one from the event that records a restore', () => {
    expect(originAt('a/1', { type: 'LogRestored', data: { origin: 'b/2' } })).toBe('b/2');
  });

  it('stays where that event names none', () => {
    expect(originAt('a/1', { type: 'LogRestored', data: {} })).toBe('a/1');
  });
});
