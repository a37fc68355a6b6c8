import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type ChildScript = 'appending-child' | 'locking-child' | 'limited-child';

export interface Child {
  readonly process: ChildProcessByStdio<Writable, Readable, null>;
  readonly lines: Interface;
  /** Resolves when it is gone and all that it wrote has been read. */
  readonly gone: Promise<unknown>;
}

/** Runs one of the scripts beside this file; `shell` may prepare what it inherits. */
export function startChild(script: ChildScript, args: readonly string[], shell = ''): Child {
  const hooks = fileURLToPath(new URL('typescript.mjs', import.meta.url));
  const file = fileURLToPath(new URL(`${script}.ts`, import.meta.url));
  const node = [
    '--no-warnings',
    '--expose-gc',
    '--experimental-transform-types',
    '--import',
    hooks,
    file,
  ];
  const child = spawn(
    '/bin/sh',
    ['-c', `${shell} exec "$@"`, 'sh', process.execPath, ...node, ...args],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const lines = createInterface(child.stdout);
  return { process: child, lines, gone: Promise.all([once(child, 'close'), once(lines, 'close')]) };
}

export async function firstLine({ lines }: Child): Promise<string> {
  const [line] = (await once(lines, 'line')) as [string];
  return line;
}

export async function kill(child: Child): Promise<void> {
  child.process.kill('SIGKILL');
  await child.gone;
}
