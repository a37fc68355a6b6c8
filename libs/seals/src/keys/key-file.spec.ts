import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { formatVerifierKey } from '#libs/log-format';

import { SealKeyFile, UnusableSealKey } from './key-file.js';

const ORIGIN = 'so-noi-vu.example/totrinh/0001';

let root: string;
let dataDir: string;
let path: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'totrinh-key-'));
  dataDir = join(root, 'data');
  mkdirSync(dataDir);
  path = join(root, 'config', 'totrinh', '0001.key');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the file of the seal keys', () => {
  it('is made for its owner only', () => {
    new SealKeyFile(path, dataDir).make(ORIGIN);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
  });

  it('keeps what was made, the oldest first', () => {
    const file = new SealKeyFile(path, dataDir);
    const made = [file.make(ORIGIN), file.make(ORIGIN)].map(formatVerifierKey);
    expect(new SealKeyFile(path, dataDir).keysOf(ORIGIN).map(formatVerifierKey)).toEqual(made);
    expect(file.keysOf('another/log')).toEqual([]);
  });

  it('forgets the secret of a key that signs no more, and knows it by what it signed', () => {
    const file = new SealKeyFile(path, dataDir);
    const [old, young] = [file.make(ORIGIN), file.make(ORIGIN)].map(formatVerifierKey);
    file.retire(old ?? '');
    expect(file.keysOf(ORIGIN).map(formatVerifierKey)).toEqual([young]);
    expect(file.verifiersOf(ORIGIN).map(formatVerifierKey)).toEqual([old, young]);
    expect(readFileSync(path, 'utf8').split('PRIVATE+KEY+')).toHaveLength(2);
  });

  it.each([0o640, 0o604, 0o660])('is refused when others may read it: %i', (mode) => {
    const file = new SealKeyFile(path, dataDir);
    file.make(ORIGIN);
    chmodSync(path, mode);
    expect(() => file.keysOf(ORIGIN)).toThrow(UnusableSealKey);
    expect(() => file.make(ORIGIN)).toThrow('chmod 600');
  });

  it('is refused where it is a folder', () => {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const file = new SealKeyFile(path, dataDir);
    for (const use of [() => file.keysOf(ORIGIN), () => file.make(ORIGIN)])
      expect(use).toThrow(/tệp thường.*TOTRINH_SEAL_KEY/);
  });

  it('is refused where it has a name that no file can have', () => {
    const file = new SealKeyFile(join(root, 'a'.repeat(300)), dataDir);
    expect(() => file.keysOf(ORIGIN)).toThrow(/\(ENAMETOOLONG\).*TOTRINH_SEAL_KEY/);
  });

  it('is refused within the data directory, also by way of a link', () => {
    symlinkSync(dataDir, join(root, 'link'));
    for (const place of [dataDir, join(dataDir, 'deep', 'down'), join(root, 'link')])
      expect(() => new SealKeyFile(join(place, '0001.key'), dataDir)).toThrow('thư mục dữ liệu');
    expect(() => new SealKeyFile(join(root, 'data-keys', '1.key'), dataDir)).not.toThrow();
  });

  it('is refused when it holds something else, which is not shown', () => {
    mkdirSync(join(path, '..'), { recursive: true });
    for (const line of ['PRIVATE+KEY+bí mật\n', 'bí mật\n']) {
      writeFileSync(path, line, { mode: 0o600 });
      const read = () => new SealKeyFile(path, dataDir).keysOf(ORIGIN);
      expect(read).toThrow(UnusableSealKey);
      expect(read).not.toThrow('bí mật');
    }
  });
});
