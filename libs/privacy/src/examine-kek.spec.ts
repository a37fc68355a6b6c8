import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { examineKek } from './examine-kek.js';
import { SubjectKeys } from './subject-keys.js';

let dir: string;
let kek: string;
let keys: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-kek-'));
  kek = join(dir, 'kek');
  keys = join(dir, 'keys.db');
});
afterEach(() => rmSync(dir, { recursive: true }));

const problem = (name: string) => expect.objectContaining({ name: 'KekUnusable', problem: name });

describe('the key file of keys that exist', () => {
  beforeEach(() => new SubjectKeys(keys, kek).close());

  it('fits, and neither is touched', () => {
    const before = [kek, keys].map((file) => readFileSync(file));
    expect(examineKek(kek, keys)).toBe('fits');
    expect([kek, keys].map((file) => readFileSync(file))).toEqual(before);
  });

  it('fits also while the keys are in use', () => {
    const open = new SubjectKeys(keys, kek);
    expect(examineKek(kek, keys)).toBe('fits');
    open.close();
  });

  it('is unusable when it is gone, another one, or open to others', () => {
    chmodSync(kek, 0o640);
    expect(() => examineKek(kek, keys)).toThrow(problem('open-to-others'));
    writeFileSync(kek, '0'.repeat(64), { mode: 0o600 });
    chmodSync(kek, 0o600);
    expect(() => examineKek(kek, keys)).toThrow(problem('another'));
    rmSync(kek);
    expect(() => examineKek(kek, keys)).toThrow(problem('missing'));
    expect(existsSync(kek)).toBe(false);
  });
});

describe('the key file of keys that are yet to be made', () => {
  it('is new, or the one that is there', () => {
    expect(examineKek(kek, keys)).toBe('new');
    expect([kek, keys].map((file) => existsSync(file))).toEqual([false, false]);
    writeFileSync(kek, '0'.repeat(64), { mode: 0o600 });
    expect(examineKek(kek, keys)).toBe('fits');
  });
});
