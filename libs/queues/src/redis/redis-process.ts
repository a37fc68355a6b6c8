import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import { findOnPath } from './find-server.js';
import { answers, socketCommand } from './socket-command.js';

const POLL_MS = 10;
/** Loading a large file of commands takes its time. */
const READY_LIMIT_MS = 60_000;
const OUTPUT_KEPT = 4000;
const SHUTDOWN_LIMIT_MS = 5000;
const TERM_LIMIT_MS = 2000;

export interface RedisFiles {
  readonly socketPath: string;
  /** Where it keeps its data. */
  readonly dir: string;
}

/** One run of the server program, from its start to its exit. */
export class RedisProcess {
  readonly #child: ChildProcess;
  readonly #socketPath: string;
  #output = '';
  readonly exited: Promise<void>;

  constructor(server: string, files: RedisFiles) {
    this.#socketPath = files.socketPath;
    const [program, ...args] = commandLine(server, files);
    // A group of its own: Ctrl-C in a terminal reaches us, and we shut Redis down in order.
    this.#child = spawn(program, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk: string) => {
      this.#output = (this.#output + chunk).slice(-OUTPUT_KEPT);
    };
    this.#child.stdout?.setEncoding('utf8').on('data', keep);
    this.#child.stderr?.setEncoding('utf8').on('data', keep);
    this.exited = once(this.#child, 'close').then(
      () => undefined,
      (error: unknown) => keep(String(error)),
    );
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** The end of what it said. */
  get output(): string {
    return this.#output.trim();
  }

  /** False when it ended instead of becoming ready. */
  async becameReady(): Promise<boolean> {
    const limit = performance.now() + READY_LIMIT_MS;
    while (this.#isRunning() && performance.now() < limit) {
      if (await answers(this.#socketPath)) return this.#isRunning();
      await delay(POLL_MS);
    }
    await this.stop();
    return false;
  }

  /** Asks it to write what it holds and end; insists after a while. */
  async stop(): Promise<void> {
    if (!this.#isRunning()) return this.exited;
    await socketCommand(this.#socketPath, 'SHUTDOWN').catch(() => undefined); // it just hangs up
    if (await this.#endsWithin(SHUTDOWN_LIMIT_MS)) return;
    this.#child.kill('SIGTERM');
    if (await this.#endsWithin(TERM_LIMIT_MS)) return;
    this.#child.kill('SIGKILL');
    await this.exited;
  }

  #isRunning(): boolean {
    const { pid, exitCode, signalCode } = this.#child;
    return pid !== undefined && exitCode === null && signalCode === null;
  }

  async #endsWithin(limitMs: number): Promise<boolean> {
    const limit = new AbortController();
    const late = delay(limitMs, false, { signal: limit.signal }).catch(() => false);
    const inTime = await Promise.race([this.exited.then(() => true), late]);
    limit.abort();
    return inTime;
  }
}

/** On Linux the kernel ends Redis when we are killed, so that no orphan is left. */
function commandLine(server: string, { socketPath, dir }: RedisFiles): [string, ...string[]] {
  const setpriv = process.platform === 'linux' ? findOnPath('setpriv') : null;
  const arguments_ = [
    ...['--port', '0', '--unixsocket', socketPath, '--unixsocketperm', '700', '--dir', dir],
    ...['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''],
    ...['--maxmemory-policy', 'noeviction', '--daemonize', 'no'],
  ];
  return setpriv
    ? [setpriv, '--pdeathsig', 'TERM', server, ...arguments_]
    : [server, ...arguments_];
}
