import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { NotAPlainFile } from '#libs/log-format';

import { LogHome } from './log-home.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'totrinh-home-'));
  mkdirSync(join(root, 'data'));
  mkdirSync(join(root, 'keys'));
});
afterEach(() => rmSync(root, { recursive: true }));

const homeBy = (keys: string) =>
  new LogHome({ keyFile: `${root}/${keys}/seal.key`, configDir: root }, join(root, 'data'));

describe('the record of which log belongs to a data directory', () => {
  it.each(['keys', './keys', 'keys/', 'linked'])('is found by the key place %s', async (place) => {
    symlinkSync(join(root, 'keys'), join(root, 'linked'));
    await homeBy('keys').keep('totrinh/approval-log/1');
    expect(homeBy(place).origin()).toBe('totrinh/approval-log/1');
  });

  it('is another one for other keys', async () => {
    mkdirSync(join(root, 'others'));
    await homeBy('keys').keep('totrinh/approval-log/1');
    expect(homeBy('others').origin()).toBeNull();
    expect(homeBy('not/yet').origin()).toBeNull();
  });

  it('is no pipe that somebody waits at', () => {
    const home = homeBy('keys');
    execFileSync('mkfifo', [join(root, 'keys', home.name)]);
    expect(() => home.origin()).toThrow(NotAPlainFile);
  });
});
