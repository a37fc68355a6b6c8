import { linkSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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

describe('a second witness with the key of another one', () => {
  it('does not start, whatever state it has and however the key is named', async () => {
    const folder = newDirectory();
    await running(options(folder));
    linkSync(join(folder, 'state'), join(folder, 'state-2'));
    symlinkSync(join(folder, 'key'), join(folder, 'key-link'));
    for (const key of ['key', 'key-link']) {
      const { code, stdout, stderr } = await runCli(options(folder, { state: 'state-2', key }));
      expect([code, stdout]).toEqual([11, '']);
      expect(stderr).toMatch(/^Một bên chứng kiến khác đang chạy với khóa \S+\/key: .+\n$/);
    }
  });

  it('does not start with another name of the file, nor does the first', async () => {
    const folder = newDirectory();
    expect((await (await running(options(folder))).interrupt()).code).toBe(130);
    linkSync(join(folder, 'key'), join(folder, 'key-2'));
    for (const key of ['key', 'key-2']) {
      const { code, stderr } = await runCli(options(folder, { state: `${key}-state`, key }));
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/tệp còn tên khác \(liên kết cứng/),
      ]);
    }
    rmSync(join(folder, 'key-2'));
    await running(options(folder));
  });
});

describe('a witness that cannot have the files it is given', () => {
  const nowhere = (folder: string) => join(folder, 'nowhere');
  it.each<[string, (folder: string) => void, RegExp]>([
    [
      'the state is a link to nothing',
      (folder) => symlinkSync(nowhere(folder), join(folder, 'state')),
      /^--state \S+: là liên kết đến nơi không có gì\./,
    ],
    [
      'the key is a link to nothing',
      (folder) => symlinkSync(nowhere(folder), join(folder, 'key')),
      /^--key \S+: là liên kết đến nơi không có gì\./,
    ],
    [
      'a file is in place of the lock of the state',
      (folder) => writeFileSync(join(folder, 'state.lock'), ''),
      /^--state \S+: cần thư mục \S+\/state\.lock /,
    ],
    [
      'a link to nothing is in place of the lock of the key',
      (folder) => symlinkSync(nowhere(folder), join(folder, 'key.lock')),
      /^--key \S+: cần thư mục \S+\/key\.lock /,
    ],
  ])('makes nothing where %s', async (_where, prepare, words) => {
    const folder = newDirectory();
    prepare(folder);
    const before = readdirSync(folder);
    const { code, stdout, stderr } = await runCli(options(folder));
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(words)]);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('makes nothing where both are one', async () => {
    const folder = newDirectory();
    const { code, stderr } = await runCli(options(folder, { key: 'state' }));
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^--state và --key cùng là tệp /)]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('makes no key where the state is none', async () => {
    const folder = newDirectory();
    writeFileSync(join(folder, 'state'), 'không phải tệp nhớ\n');
    expect((await runCli(options(folder))).code).toBe(2);
    expect(readdirSync(folder)).not.toContain('key');
  });

  it('makes no file where its key can have no such name', async () => {
    const folder = newDirectory();
    const { code, stderr } = await runCli([...options(folder), '--name', 'một tên']);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^--name một tên: không dùng làm/)]);
    const made = readdirSync(folder).filter((name) => !name.endsWith('.lock'));
    expect(made).toEqual([]);
  });
});

describe('a witness with a state of its own', () => {
  it('runs beside another one in the same folder', async () => {
    const folder = newDirectory();
    await running(options(folder));
    await running(options(folder, { state: 'state-2', key: 'key-2' }));
  });
});
