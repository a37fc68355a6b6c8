import { describe, expect, it } from '@jest/globals';
import { v4 as uuidv4, v7 as uuidv7, validate, version } from 'uuid';

import { derivedId } from './request.js';

describe('a derived id', () => {
  it('is a UUID that follows from the id and the word', () => {
    const id = uuidv4();
    const ids = Array.from({ length: 100 }, (_, n) => derivedId(id, String(n)));
    expect(ids.map((derived) => [validate(derived), version(derived)])).toEqual(
      ids.map(() => [true, 8]),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(derivedId(id, '7')).toBe(ids[7]);
    expect(derivedId(uuidv4(), '7')).not.toBe(ids[7]);
  });

  it('stands in the order of the ids that it follows from, where these begin with the time', () => {
    const seconds = Array.from({ length: 30 }, (_, second) => second);
    const ids = seconds.map((second) => uuidv7({ msecs: Date.UTC(2026, 0, 1, 0, 0, second) }));
    const grandchildren = ids.map((id) => derivedId(derivedId(id, '0'), 'open-step'));
    expect([...grandchildren].sort()).toEqual(grandchildren);
  });

  it('never changes', () => {
    expect(derivedId('0193a5f0-1c2b-7d3e-8f40-5a6b7c8d9e0f', '0')).toBe(
      '0193a5f0-1c2b-86bb-aa9f-09586df7ef8c',
    );
  });
});
