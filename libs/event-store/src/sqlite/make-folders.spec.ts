import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { makeFolders } from './make-folders.js';
import { temporaryDirectory, type TemporaryDirectory } from './testing/temporary-directory.js';

let directory: TemporaryDirectory;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

it('makes a folder and those above it, for their owner alone, once, and says which', () => {
  const year = join(directory.path, 'so', 'nam');
  const folder = join(year, '2026');
  expect(makeFolders(year)).toEqual([join(directory.path, 'so'), year]);
  expect(makeFolders(folder)).toEqual([folder]);
  expect(makeFolders(folder)).toEqual([]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, '..')).mode & 0o777).toBe(0o700);
});

it('says what the system says where none can be made, and does not ask again', () => {
  expect(() => makeFolders('/proc/totrinh/so')).toThrow(/ENOENT.*mkdir '\/proc\/totrinh'/);
  const file = join(directory.path, 'tep');
  writeFileSync(file, '');
  expect(() => makeFolders(file)).toThrow('EEXIST');
  expect(() => makeFolders(join(file, 'so'))).toThrow('EEXIST');
});
