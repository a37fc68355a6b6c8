import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { NotAPlainFile, readPlainFile } from './plain-file.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'totrinh-plain-'));
  path = join(folder, 'file');
});
afterEach(() => rmSync(folder, { recursive: true }));

const linkTo = (target: string) => () => symlinkSync(target, path);

describe('a plain file', () => {
  it('is read', () => {
    writeFileSync(path, 'đây');
    for (const links of ['follow', 'refuse'] as const)
      expect(readPlainFile(path, links).toString()).toBe('đây');
  });

  it('may be named by a link where a person names it, and only there', () => {
    writeFileSync(join(folder, 'other'), 'đây');
    symlinkSync(join(folder, 'other'), path);
    expect(readPlainFile(path, 'follow').toString()).toBe('đây');
    expect(() => readPlainFile(path, 'refuse')).toThrow(NotAPlainFile);
  });

  it.each<[string, () => void]>([
    ['a folder', () => mkdirSync(path)],
    ['a pipe that nobody writes to', () => execFileSync('mkfifo', [path])],
    ['a device', linkTo('/dev/zero')],
    ['a link to itself', () => symlinkSync(path, path)],
  ])('is not %s: it is refused at once', (_what, make) => {
    make();
    for (const links of ['follow', 'refuse'] as const)
      expect(() => readPlainFile(path, links)).toThrow(NotAPlainFile);
  });

  it('that is not there is said to be missing', () => {
    expect(() => readPlainFile(path, 'refuse')).toThrow('ENOENT');
  });
});
