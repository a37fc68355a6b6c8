import { spawn } from 'node:child_process';
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

const CLI = fileURLToPath(new URL('../../dist/apps/cli/src/main.js', import.meta.url));
const withStrace = hasStrace() ? it : it.skip;

afterAll(removeDirectories);

describe('what a witness cosigns', () => {
  withStrace(
    'is on the disk, file and name, before its answer goes out',
    async () => {
      const folder = newDirectory();
      const trace = join(folder, 'trace');
      const origin = 'so-noi-vu.example/totrinh/0001';
      const log = generateSignerKey(origin, 'note');
      const args = ['--port', '0', '--state', join(folder, 'state'), '--key', join(folder, 'key')];
      const traced = spawn(
        'strace',
        [
          ...[
            '-f',
            '-o',
            trace,
            '-s',
            '40',
            '-e',
            'trace=fsync,rename,renameat,renameat2,write,writev',
          ],
          ...[process.execPath, CLI, 'witness', ...args, '--log', formatVerifierKey(log)],
        ],
        { stdio: ['ignore', 'pipe', 'ignore'] },
      );
      const lines = createInterface(traced.stdout);
      const [ready] = (await once(lines, 'line')) as [string];
      const root = leafHash(Buffer.from('một sự kiện'));
      const checkpoint = signCheckpoint({ origin, size: 1, root }, [log]);
      const response = await fetch(`${ready.replace('ready ', '')}/add-checkpoint`, {
        method: 'POST',
        body: formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint }),
      });
      expect(response.status).toBe(200);
      process.kill(childOf(traced.pid), 'SIGINT');
      await once(traced, 'close');
      expect(stepsIn(readFileSync(trace, 'utf8'))).toEqual(['fsync', 'rename', 'fsync', 'answer']);
    },
    20_000,
  );
});

/** What the witness had the system do from its first look at the state on, up to the answer. */
function stepsIn(trace: string): string[] {
  const calls = trace.split('\n').flatMap((line) => {
    if (/ write.*"so-noi-vu\.example/.test(line)) return ['state'];
    if (/ writev?\(.*HTTP\/1\.1 200/.test(line)) return ['answer'];
    return /^\d+ +(fsync|rename)/.exec(line)?.[1] ?? [];
  });
  return calls.slice(calls.indexOf('state') + 1, calls.indexOf('answer') + 1);
}
