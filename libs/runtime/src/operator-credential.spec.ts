import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { announcedServer, announceServer, operatorCredential } from './operator-credential.js';

const URL_HERE = 'http://127.0.0.1:3000';
const TOKEN = /^[\w-]{43}$/;
const SECRET = 'ab'.repeat(32);

let root: string;
let dataDir: string;
/** A file of somebody else. */
let outside: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'totrinh-operator-'));
  dataDir = join(root, 'data');
  mkdirSync(dataDir);
  outside = join(root, 'kek');
  writeFileSync(outside, SECRET);
});
afterEach(() => rmSync(root, { recursive: true }));

const PLANTED: readonly [string, (path: string) => void][] = [
  ['a link to a file outside', (path) => symlinkSync(outside, path)],
  ['a link to nothing', (path) => symlinkSync(join(root, 'nothing'), path)],
  ['a pipe that nobody writes to', (path) => execFileSync('mkfifo', [path])],
];

function expectOursAlone(name: string): void {
  const found = lstatSync(join(dataDir, name));
  expect([found.isFile(), found.mode & 0o777]).toEqual([true, 0o600]);
  expect(readdirSync(dataDir)).toEqual([name]);
  expect(readdirSync(root).sort()).toEqual(['data', 'kek']);
  expect(readFileSync(outside, 'utf8')).toBe(SECRET);
}

describe('the credential of the operator', () => {
  it('is made once, for its owner alone', async () => {
    const made = await operatorCredential(dataDir);
    expect(made).toMatch(TOKEN);
    expect(await operatorCredential(dataDir)).toBe(made);
    expectOursAlone('operator.token');
  });

  it.each<[string, (path: string) => void]>([
    ...PLANTED,
    ['an empty file', (path) => writeFileSync(path, '')],
    ['an empty line', (path) => writeFileSync(path, '\n')],
  ])('is made anew in the place of %s', async (_what, plant) => {
    plant(join(dataDir, 'operator.token'));
    const made = await operatorCredential(dataDir);
    expect(made).toMatch(TOKEN);
    expect(await operatorCredential(dataDir)).toBe(made);
    expectOursAlone('operator.token');
  });

  it('is not made where a folder lies: that is said', async () => {
    mkdirSync(join(dataDir, 'operator.token'));
    await expect(operatorCredential(dataDir)).rejects.toThrow('EISDIR');
    expect(readdirSync(dataDir)).toEqual(['operator.token']);
  });
});

describe('where the service listens', () => {
  it('is announced over what an earlier one said, for its owner alone', async () => {
    writeFileSync(join(dataDir, 'server.json'), '{"url":"http://127.0.0.1:1"}');
    chmodSync(join(dataDir, 'server.json'), 0o644);
    await announceServer(dataDir, URL_HERE);
    expect(announcedServer(dataDir)).toBe(URL_HERE);
    expectOursAlone('server.json');
  });

  it.each(PLANTED)('is announced in the place of %s', async (_what, plant) => {
    plant(join(dataDir, 'server.json'));
    await announceServer(dataDir, URL_HERE);
    expect(announcedServer(dataDir)).toBe(URL_HERE);
    expectOursAlone('server.json');
  });

  it.each(PLANTED)('is not read from %s', (_what, plant) => {
    writeFileSync(outside, JSON.stringify({ url: URL_HERE }));
    plant(join(dataDir, 'server.json'));
    expect(announcedServer(dataDir)).toBeNull();
  });

  it.each(['', '{', 'null', '{"url":1}'])('is not known from %j', (text) => {
    writeFileSync(join(dataDir, 'server.json'), text);
    expect(announcedServer(dataDir)).toBeNull();
  });
});
