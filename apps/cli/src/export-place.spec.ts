import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { EXIT } from './exit.js';
import { requireFree } from './export-place.js';

const EXPORT = '{"format":"totrinh-export","keys":[],"origin":"a/b"}\n{}\n';

let dir: string;
let out: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-export-place-'));
  out = join(dir, 'so.jsonl');
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

const refusal = (words: RegExp) =>
  expect.objectContaining({ code: EXIT.usage, message: expect.stringMatching(words) });

function refusedAs(words: RegExp, path = out): void {
  for (const force of [true, false]) {
    let thrown: unknown = null;
    try {
      requireFree(path, force);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toEqual(refusal(words));
  }
}

describe('an export may be put', () => {
  it('where nothing is', () => {
    for (const force of [true, false])
      expect(() => {
        requireFree(out, force);
      }).not.toThrow();
  });

  it.each([
    ['an export', EXPORT],
    ['an empty file', ''],
  ])('in the place of %s, when it is told to', (_what, content) => {
    writeFileSync(out, content);
    expect(() => {
      requireFree(out, true);
    }).not.toThrow();
    expect(() => {
      requireFree(out, false);
    }).toThrow(/thêm --force để ghi đè/);
  });
});

describe('an export never takes the place of', () => {
  it.each([
    ['a database', 'SQLite format 3\u0000khóa'],
    ['a note', 'cũ'],
    ['what only speaks of one', `# ${EXPORT}`],
    ['what another program exported', '{"format":"totrinh-exports","keys":[]}\n'],
  ])('%s', (_what, content) => {
    writeFileSync(out, content);
    refusedAs(/không phải tệp xuất của Tờ Trình.*hãy chọn tên khác\.$/);
    expect(readFileSync(out, 'utf8')).toBe(content);
  });

  it.each<[string, () => void]>([
    [
      'a link to an export',
      () => {
        writeFileSync(join(dir, 'khac'), EXPORT);
        symlinkSync('khac', out);
      },
    ],
    [
      'a link to nothing',
      () => {
        symlinkSync('khong-co', out);
      },
    ],
    ['a pipe', () => execFileSync('mkfifo', [out])],
  ])('%s', (_what, put) => {
    put();
    const before = lstatSync(out).ino;
    refusedAs(/không phải tệp thường/);
    expect(lstatSync(out).ino).toBe(before);
  });

  it('a device', () => {
    refusedAs(/không phải tệp thường/, '/dev/full');
    expect(lstatSync('/dev/full').isCharacterDevice()).toBe(true);
  });

  it('a folder', () => {
    mkdirSync(out);
    refusedAs(/là một thư mục: --out cần tên một tệp\.$/);
  });

  it.each([
    ['nothing', '', /^--out cần tên một tệp\.$/],
    ['a name that no file can have', 'a'.repeat(300), /^Không ghi được tệp a+ \(ENAMETOOLONG\)\.$/],
  ])('%s', (_what, path, words) => {
    refusedAs(words, path);
  });

  it('the output of the command', () => {
    refusedAs(/^--out -: lệnh này không ghi ra stdout/, '-');
  });
});
