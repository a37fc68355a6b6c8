import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { configOf, kekFileOf, newDirectory, removeDirectories } from '../kit/directories.js';
import { runCli } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';

const CLI = fileURLToPath(new URL('../../dist/programs/cli.js', import.meta.url));
const VERIFIER = fileURLToPath(new URL('../../dist/verify.mjs', import.meta.url));

let env: { readonly TOTRINH_DATA_DIR: string };
let file: string;
beforeAll(async () => {
  env = { TOTRINH_DATA_DIR: newDirectory() };
  file = join(newDirectory(), 'so.jsonl');
  const service = await RunningService.start(env.TOTRINH_DATA_DIR, { TOTRINH_DEMO: 'on' });
  await service.stop();
  expect((await runCli(['export', '--out', file], env)).code).toBe(0);
}, 60_000);
afterAll(removeDirectories);

/** Runs a program whose answer nobody reads. */
async function unread(...args: readonly string[]) {
  const { TOTRINH_DATA_DIR: dataDir } = env;
  const keys = { TOTRINH_KEK_FILE: kekFileOf(dataDir), XDG_CONFIG_HOME: configOf(dataDir) };
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, ...env, ...keys },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr };
}

describe('a reader that goes away', () => {
  it.each([
    ['verify', '--export'],
    ['doctor', '--help'],
    ['log', '--json'],
  ])('is the quiet end of `%s %s`', async (...args) => {
    const named = args.at(-1) === '--export' ? [file] : [];
    const { code, stderr } = await unread(CLI, ...args, ...named);
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/EPIPE|\n {4}at /);
  });

  it('is one of the verifier alone, which still tells an error by its code', async () => {
    expect(await unread(VERIFIER, file)).toEqual({ code: 0, stderr: '' });
    expect((await unread(VERIFIER, `${file}.khong-co`)).code).toBe(2);
  });
});
