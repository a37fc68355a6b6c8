import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { UnusableBackup } from './manifest.js';
import { copyPlainFile } from './plain-files.js';

let folder: string;
let from: string;
let to: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'totrinh-plain-'));
  [from, to] = [join(folder, 'from'), join(folder, 'to')];
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the copy of a file of a backup', () => {
  it('holds the same bytes, for its owner only, whoever could read the backup', async () => {
    writeFileSync(from, 'khóa', { mode: 0o644 });
    await copyPlainFile(from, to);
    expect([readFileSync(to, 'utf8'), statSync(to).mode & 0o777]).toEqual(['khóa', 0o600]);
  });

  it('takes no other file’s place', async () => {
    writeFileSync(from, 'khóa');
    writeFileSync(to, 'khóa khác');
    await expect(copyPlainFile(from, to)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(readFileSync(to, 'utf8')).toBe('khóa khác');
  });

  it.each([
    ['a link', () => symlinkSync(ofSomebodyElse(), from)],
    ['a link to nothing', () => symlinkSync(join(folder, 'nothing'), from)],
    ['a pipe', () => execFileSync('mkfifo', [from])],
    ['a link to a device', () => symlinkSync('/dev/zero', from)],
  ])('is not made when by now the name stands for %s', async (_what, put) => {
    put();
    await expect(copyPlainFile(from, to)).rejects.toThrow(UnusableBackup);
    expect(existsSync(to)).toBe(false);
  });
});

function ofSomebodyElse(): string {
  const file = join(folder, 'secret');
  writeFileSync(file, 'không phải của bản sao lưu');
  return file;
}
