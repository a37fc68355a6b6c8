import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { storePlaceFrom, UnusableSetting } from './settings.js';

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-settings-'));
  file = join(dir, 'tep');
  writeFileSync(file, '');
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('the place of the log', () => {
  it('is a directory, there already or yet to be made', () => {
    const link = join(dir, 'link');
    symlinkSync(dir, link);
    for (const place of [dir, join(dir, 'new', 'data'), link])
      expect(storePlaceFrom({ TOTRINH_DATA_DIR: place }).dataDir).toBe(place);
  });

  it.each([
    ['a file', () => file],
    ['something within a file', () => join(file, 'data', 'dir')],
  ])('is not %s', (_what, place) => {
    const cluster = { EVENT_STORE_URL: 'esdb://a:2113', TOTRINH_SHARED_DIR: place() };
    for (const env of [{ TOTRINH_DATA_DIR: place() }, { TOTRINH_DATA_DIR: dir, ...cluster }])
      expect(() => storePlaceFrom(env)).toThrow(UnusableSetting);
    const sentence = `TOTRINH_DATA_DIR: ${file} là một tệp, không phải thư mục.`;
    expect(() => storePlaceFrom({ TOTRINH_DATA_DIR: place() })).toThrow(sentence);
  });
});
