import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataDirectoryInUse } from '../port.js';
import { lockDataDirectory } from './data-directory-lock.js';
import { firstLine, kill, startChild } from './testing/child-process.js';
import { temporaryDirectory, type TemporaryDirectory } from './testing/temporary-directory.js';

describe('the lock of the data directory', () => {
  let directory: TemporaryDirectory;
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => directory.remove());

  it('makes the directory where it is missing', () => {
    const path = join(directory.path, 'new', 'data');
    lockDataDirectory(path).release();
    expect(existsSync(path)).toBe(true);
  });

  it('is refused to another process while it is held', async () => {
    const lock = lockDataDirectory(directory.path);
    const child = startChild('locking-child', [directory.path]);
    expect(await firstLine(child)).toBe('DataDirectoryInUse');
    await child.gone;
    lock.release();
  });

  it('is refused a second time within one process, and survives the attempt', async () => {
    const lock = lockDataDirectory(directory.path);
    expect(() => lockDataDirectory(directory.path)).toThrow(DataDirectoryInUse);
    const child = startChild('locking-child', [directory.path]);
    expect(await firstLine(child)).toBe('DataDirectoryInUse');
    await child.gone;
    lock.release();
  });

  it('may be taken again after its release, which may be repeated', () => {
    const lock = lockDataDirectory(directory.path);
    lock.release();
    lock.release();
    lockDataDirectory(directory.path).release();
  });

  it('falls with a holder that is killed', async () => {
    const child = startChild('locking-child', [directory.path]);
    expect(await firstLine(child)).toBe('held');
    expect(() => lockDataDirectory(directory.path)).toThrow(DataDirectoryInUse);
    await kill(child);
    lockDataDirectory(directory.path).release();
  });
});
