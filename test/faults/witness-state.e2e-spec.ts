import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { afterAll, describe, expect, it } from '@jest/globals';

import {
  formatAddCheckpoint,
  formatVerifierKey,
  generateSignerKey,
  leafHash,
  signCheckpoint,
} from '#libs/log-format';
import { childOf, hasStrace } from '#libs/testing';

import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, Program } from '../kit/programs.js';

const CLI = fileURLToPath(new URL('../../dist/programs/cli.js', import.meta.url));
const withStrace = hasStrace() ? it : it.skip;

const onLinux = process.platform === 'linux' ? it : it.skip;
const origin = 'so-noi-vu.example/totrinh/0001';
const log = generateSignerKey(origin, 'note');

afterAll(async () => {
  await endPrograms();
  removeDirectories();
});

function options(folder: string): readonly string[] {
  const files = ['--state', join(folder, 'state'), '--key', join(folder, 'key')];
  return ['witness', '--port', '0', ...files, '--log', formatVerifierKey(log)];
}

/** Brings the first checkpoint of the log, and answers the status. */
async function bringTo(ready: string): Promise<number> {
  const root = leafHash(Buffer.from('một sự kiện'));
  const checkpoint = signCheckpoint({ origin, size: 1, root }, [log]);
  const response = await fetch(`${ready.replace('ready ', '')}/add-checkpoint`, {
    method: 'POST',
    body: formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint }),
  });
  return response.status;
}

describe('what a witness cosigns', () => {
  withStrace(
    'is on the disk, file and name, before its answer goes out',
    async () => {
      const folder = newDirectory();
      const trace = join(folder, 'trace');
      const traced = spawn(
        'strace',
        [
          ...[
            '-f',
            '-o',
            trace,
            '-s',
            '120',
            '-e',
            'trace=fsync,rename,renameat,renameat2,write,writev',
          ],
          ...[process.execPath, CLI, ...options(folder)],
        ],
        { stdio: ['ignore', 'pipe', 'ignore'] },
      );
      const lines = createInterface(traced.stdout);
      const [ready] = (await once(lines, 'line')) as [string];
      expect(await bringTo(ready)).toBe(200);
      process.kill(childOf(traced.pid), 'SIGINT');
      await once(traced, 'close');
      expect(stepsIn(readFileSync(trace, 'utf8'))).toEqual(['fsync', 'rename', 'fsync', 'answer']);
    },
    20_000,
  );

  onLinux('is nothing that a disk takes but a part of; what was known before stays', async () => {
    const folder = newDirectory();
    const witness = new Program('cli', { args: options(folder) });
    const [ready] = await witness.says(/^ready .*$/m);
    const before = readFileSync(join(folder, 'state'), 'utf8');
    const limit = (bytes: number | 'unlimited') =>
      execFileSync('prlimit', [`--pid=${witness.pid}`, `--fsize=${bytes}:unlimited`]);
    limit(before.length);
    expect(await bringTo(ready)).toBe(500);
    expect(readFileSync(join(folder, 'state'), 'utf8')).toBe(before);
    await witness.warns(/^Không ghi được tệp nhớ \(\w+\), nên không ký\./m);
    limit('unlimited');
    expect(await bringTo(ready)).toBe(200);
  });
});

/** What the witness had the system do from its first look at the state on, up to the answer. */
function stepsIn(trace: string): string[] {
  const calls = trace.split('\n').flatMap((line) => {
    if (/ write.*"sha256 \w+\\nso-noi-vu\.example/.test(line)) return ['state'];
    if (/ writev?\(.*HTTP\/1\.1 200/.test(line)) return ['answer'];
    return /^\d+ +(fsync|rename)/.exec(line)?.[1] ?? [];
  });
  return calls.slice(calls.indexOf('state') + 1, calls.indexOf('answer') + 1);
}
