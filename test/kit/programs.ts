import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { configOf, kekFileOf } from './directories.js';

/** From here as written, or from here as built for the bench. */
const ROOT = new URL(
  import.meta.url.includes('/dist/test/') ? '../../../' : '../../',
  import.meta.url,
);
export const PROJECT = fileURLToPath(ROOT);
const MAIN = {
  service: fileURLToPath(new URL('dist/programs/api.js', ROOT)),
  cli: fileURLToPath(new URL('dist/programs/cli.js', ROOT)),
} as const;
/** What Node has compiled is kept from one start to the next, as by `npm start`. */
const COMPILED = fileURLToPath(new URL('node_modules/.cache/compiled', ROOT));

export interface ProgramStart {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** How a program ended; `code` is `null` when a signal ended it. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const running = new Set<Program>();

/** One of our programs as built, in a process of its own. */
export class Program {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<Ended>;
  stdout = '';
  stderr = '';

  constructor(name: keyof typeof MAIN, { args = [], env = {} }: ProgramStart) {
    if (!existsSync(MAIN[name])) throw new Error(`${MAIN[name]} is missing: npm run build:server`);
    this.#child = spawn(process.execPath, ['--enable-source-maps', MAIN[name], ...args], {
      cwd: tmpdir(), // what it does must not depend on where it is called
      env: {
        ...{ PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, NODE_COMPILE_CACHE: COMPILED },
        ...{ ...kekFor(env), ...env },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(this);
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = once(this.#child, 'close').then(([code]) => {
      running.delete(this);
      return { code: code as number | null, stdout: this.stdout, stderr: this.stderr };
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The first match in what it writes to stdout; rejects when it ends without one. */
  says(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#writes('stdout', pattern);
  }

  /** As `says`, on stderr. */
  warns(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#writes('stderr', pattern);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** From now on nobody reads what it writes, as when the terminal is gone. */
  leaveUnread(): void {
    this.#child.stdout.destroy();
    this.#child.stderr.destroy();
  }

  /** Ends it on the spot, as a power cut would. */
  async kill(): Promise<Ended> {
    this.signal('SIGKILL');
    return this.ended;
  }

  async interrupt(): Promise<Ended> {
    this.signal('SIGINT');
    return this.ended;
  }

  async #writes(where: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray> {
    for (let result: object = []; ;) {
      const match = pattern.exec(this[where]);
      if (match) return match;
      if ('code' in result)
        throw new Error(`It ended, code ${String(result.code)}: ${this.stderr}`);
      result = await Promise.race([once(this.#child[where], 'data'), this.ended]);
    }
  }
}

/** A key for each data directory: tests leave those of whoever runs them alone. */
function kekFor({ TOTRINH_DATA_DIR: dataDir }: NonNullable<ProgramStart['env']>) {
  if (dataDir === undefined) return {};
  return { TOTRINH_KEK_FILE: kekFileOf(dataDir), XDG_CONFIG_HOME: configOf(dataDir) };
}

/** For `afterEach` and `afterAll`: whatever the test started ends, also when the test failed. */
export async function endPrograms(): Promise<void> {
  await Promise.all([...running].map((program) => program.interrupt()));
}

/** Runs the command line to its end. */
export function runCli(args: readonly string[], env: ProgramStart['env'] = {}): Promise<Ended> {
  return new Program('cli', { args, env }).ended;
}
