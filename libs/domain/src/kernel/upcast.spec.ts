import { describe, expect, it } from '@jest/globals';

import { InvariantBroken } from './refusal.js';
import { currentVersion, upcast } from './upcast.js';

const upcasters = {
  Opened: [
    (v1: { name: string }) => ({ ...v1, urgent: false }),
    (v2: { name: string; urgent: boolean }) => ({ ...v2, name: v2.name.toUpperCase() }),
  ],
  Closed: [],
};

describe('reading an event written long ago', () => {
  it('takes the first version through every step to the shape of today', () => {
    const stored = { type: 'Opened', version: 1, data: { name: 'a' } };
    expect(upcast(upcasters, stored)).toEqual({ name: 'A', urgent: false });
  });

  it('takes a later version through the steps that are left', () => {
    const stored = { type: 'Opened', version: 2, data: { name: 'a', urgent: true } };
    expect(upcast(upcasters, stored)).toEqual({ name: 'A', urgent: true });
  });

  it('leaves the current version as it stands', () => {
    const data = { name: 'a', urgent: true };
    expect(upcast(upcasters, { type: 'Opened', version: 3, data })).toBe(data);
    expect(upcast(upcasters, { type: 'Closed', version: 1, data })).toBe(data);
  });

  it('does not change what is stored', () => {
    const data = Object.freeze({ name: 'a' });
    upcast(upcasters, { type: 'Opened', version: 1, data });
    expect(data).toEqual({ name: 'a' });
  });

  it.each([0, -1, 4])('stops at version %i, which is not known', (version) => {
    expect(() => upcast(upcasters, { type: 'Opened', version, data: {} })).toThrow(InvariantBroken);
  });

  it('stops at a type that is not known', () => {
    const stored = { type: 'Burnt', version: 1, data: {} };
    expect(() => upcast(upcasters, stored)).toThrow(InvariantBroken);
    expect(() => currentVersion(upcasters, 'Burnt')).toThrow(InvariantBroken);
  });

  it('writes the version after the last step', () => {
    expect(currentVersion(upcasters, 'Opened')).toBe(3);
    expect(currentVersion(upcasters, 'Closed')).toBe(1);
  });
});
