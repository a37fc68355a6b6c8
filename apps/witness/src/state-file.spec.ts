import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { FormatError, leafHash } from '#libs/log-format';

import { StateFile } from './state-file.js';

const ORIGIN = 'so-noi-vu.example/totrinh/0001';
const OTHER = 'so-noi-vu.example/totrinh/0002';
const checkpoint = (origin: string, size: number) => ({
  ...{ origin, size },
  root: leafHash(Buffer.from(`${size}`)),
});

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'totrinh-witness-'));
  file = join(folder, 'state');
});
afterEach(() => rmSync(folder, { recursive: true }));

function written(): string {
  const state = StateFile.begin(file);
  state.keep(checkpoint(ORIGIN, 5));
  state.keep(checkpoint(OTHER, 13));
  return readFileSync(file, 'utf8');
}

describe('what a witness has cosigned', () => {
  it('is nothing at the beginning, which is remembered as well', () => {
    StateFile.begin(file);
    expect(new StateFile(file).latest(ORIGIN)).toBeNull();
    expect(() => StateFile.begin(file)).toThrow('EEXIST');
  });

  it('is read again as it was kept', () => {
    written();
    const state = new StateFile(file);
    expect(state.latest(ORIGIN)).toEqual(checkpoint(ORIGIN, 5));
    expect(state.latest(OTHER)).toEqual(checkpoint(OTHER, 13));
  });

  it('is read from a file of an earlier version, which had no digest', () => {
    writeFileSync(file, written().replace(/^sha256 .*\n/, ''));
    expect(new StateFile(file).latest(OTHER)).toEqual(checkpoint(OTHER, 13));
    writeFileSync(file, '\n');
    expect(new StateFile(file).latest(OTHER)).toBeNull();
  });
});

describe('a state that is damaged', () => {
  it.each([
    ['has another size', (text: string) => text.replace('\n5\n', '\n4\n')],
    ['has another log', (text: string) => text.replace('/0001\n', '/0003\n')],
    ['has lost its end', (text: string) => text.slice(0, text.indexOf(OTHER))],
    ['has lost its begin', (text: string) => text.slice(1)],
    ['holds a log twice', (text: string) => text.slice(text.indexOf('\n') + 1).repeat(2)],
    ['has a line too many', (text: string) => `${text}\n`],
    ['has not a byte', () => ''],
    ['is of an earlier version and not whole', () => `${ORIGIN}\n5\n`],
  ])('is refused where it %s', (_how, damaged) => {
    const before = written();
    writeFileSync(file, damaged(before));
    expect(() => new StateFile(file)).toThrow(FormatError);
    writeFileSync(file, before);
    expect(new StateFile(file).latest(ORIGIN)?.size).toBe(5);
  });

  it('is refused where it is gone', () => {
    written();
    rmSync(file);
    expect(() => new StateFile(file)).toThrow('no state');
  });
});
