import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { formatVerifierKey, generateSignerKey } from '#libs/log-format';

import { UnusableInput } from '../export/line-fault.js';
import { trustFrom } from './verify-request.js';

const key = generateSignerKey('so-noi-vu.example/totrinh/0001', 'note');

let file: string;
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'totrinh-keys-')), 'so.key');
});
afterEach(() => rmSync(join(file, '..'), { recursive: true }));

const keysFrom = (vkey: string) =>
  trustFrom({ vkey: [vkey], witness: [], quorum: undefined, oldCheckpoint: [] }).log;

function refusal(vkey: string): string | null {
  try {
    keysFrom(vkey);
    return null;
  } catch (error) {
    return error instanceof UnusableInput ? error.sentence.vi : String(error);
  }
}

describe('a key on the command line', () => {
  it('is one, or a file with one a line', () => {
    const vkey = formatVerifierKey(key);
    writeFileSync(file, `# của sổ\n${vkey}\n`);
    for (const said of [vkey, file]) expect(keysFrom(said).map(formatVerifierKey)).toEqual([vkey]);
  });

  it('is told as a file that is not there where it looks like none', () => {
    expect(refusal(file)).toMatch(/^Không có tệp "[^"]*so\.key", và đó cũng không phải khóa/);
    expect(refusal('a+b+c')).toMatch(/^Không phải khóa niêm phong dạng/);
  });

  it('is wanted of a file: one that is empty would have the log vouch for itself', () => {
    writeFileSync(file, '# chưa có\n');
    expect(refusal(file)).toMatch(/^Tệp "[^"]*so\.key" không có khóa nào\.$/);
  });
});
