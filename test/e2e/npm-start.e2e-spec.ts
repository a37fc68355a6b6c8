import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { configOf, kekFileOf, newDirectory, removeDirectories } from '../kit/directories.js';
import { PROJECT } from '../kit/programs.js';

let npm: ChildProcessByStdio<null, Readable, null>;
beforeEach(() => {
  const dataDir = newDirectory();
  const places = { TOTRINH_DATA_DIR: dataDir, TOTRINH_KEK_FILE: kekFileOf(dataDir) };
  const config = { XDG_CONFIG_HOME: configOf(dataDir), TOTRINH_DEMO: 'off', PORT: '0' };
  // What comes before a start, the build, is done: others use it at this moment.
  npm = spawn('npm', ['start', '--ignore-scripts'], {
    cwd: PROJECT,
    env: { ...process.env, ...places, ...config },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
});
afterEach(() => {
  endGroup(npm.pid);
  removeDirectories();
});

it('ends the service when npm itself is asked to end', async () => {
  const url = await addressIn(npm.stdout);
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  const left = once(npm.stdout.resume(), 'close'); // when no process holds its other end
  npm.kill('SIGTERM');
  await left;
  await expect(fetch(`${url}/health/ready`)).rejects.toThrow();
});

async function addressIn(stdout: Readable): Promise<string> {
  const lines = createInterface({ input: stdout });
  for await (const line of lines) {
    const [, url] = /^ready (http:\S+)$/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error('It ended before it was ready.');
}

/** Also what the test did not mean to leave. */
function endGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch {
    // Nobody is left of it.
  }
}
