import { Intent } from './intent.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('an intended act', () => {
  it('keeps its key while the same body is sent again', () => {
    const intent = new Intent();
    expect(intent.keyFor({ a: 1 })).toBe(intent.keyFor({ a: 1 }));
  });

  it('gets a new key when the body changes', () => {
    const intent = new Intent();
    expect(intent.keyFor({ a: 1 })).not.toBe(intent.keyFor({ a: 2 }));
  });

  it('gets a new key after it was fulfilled', () => {
    const intent = new Intent();
    const first = intent.keyFor({ a: 1 });
    intent.fulfilled();
    expect(intent.keyFor({ a: 1 })).not.toBe(first);
  });

  it('uses UUIDs of version 7, in the order of time', () => {
    const keys = Array.from({ length: 100 }, () => new Intent().keyFor({}));
    for (const key of keys) expect(key).toMatch(UUID);
    expect([...keys].sort()).toEqual(keys);
  });
});
