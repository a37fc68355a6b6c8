import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, describe, expect, it } from '@jest/globals';

import { formatVerifierKey, generateSignerKey } from '#libs/log-format';

import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, Program, runCli } from '../kit/programs.js';

afterEach(endPrograms);
afterAll(removeDirectories);

const log = formatVerifierKey(generateSignerKey('so-noi-vu.example/totrinh/0001', 'note'));

/** The options of a witness that keeps these files in a folder. */
function options(folder: string, { state = 'state', key = 'key' } = {}): readonly string[] {
  const files = ['--state', join(folder, state), '--key', join(folder, key)];
  return ['witness', '--port', '0', '--log', log, ...files];
}

async function running(args: readonly string[]): Promise<Program> {
  const witness = new Program('cli', { args });
  await witness.says(/^ready /m);
  return witness;
}

describe('a second witness on a state that another one keeps', () => {
  it('does not start, whatever key it has and however the state is named', async () => {
    const folder = newDirectory();
    await running(options(folder));
    symlinkSync(join(folder, 'state'), join(folder, 'link'));
    const before = readdirSync(folder);
    for (const files of [{}, { key: 'other' }, { state: 'link' }]) {
      const { code, stdout, stderr } = await runCli(options(folder, files));
      expect([code, stdout]).toEqual([11, '']);
      expect(stderr).toMatch(/^Một bên chứng kiến khác đang chạy với tệp nhớ \S+\/state: .+\n$/);
    }
    expect(readdirSync(folder)).toEqual(before);
  });

  it('starts once the first is gone, and were it killed', async () => {
    const folder = newDirectory();
    await (await running(options(folder))).kill();
    const next = await running(options(folder));
    expect((await next.interrupt()).code).toBe(130);
    await running(options(folder));
  });
});

describe('a witness with a state of its own', () => {
  it('runs beside another one in the same folder', async () => {
    const folder = newDirectory();
    await running(options(folder));
    await running(options(folder, { state: 'state-2', key: 'key-2' }));
  });
});
