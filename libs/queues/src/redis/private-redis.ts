import { mkdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { findRedisServer } from './find-server.js';
import { isOwnFolder } from './own-folder.js';
import { RedisProcess, type RedisFiles } from './redis-process.js';
import { runtimeDirectory } from './runtime-directory.js';
import { answers, socketCommand } from './socket-command.js';

const RESTART_DELAYS_MS = [50, 250, 1000, 5000, 25_000];
/** After this long without a crash the delays begin anew. */
const STEADY_MS = 60_000;
const ORPHAN_POLL_MS = 20;
const ORPHAN_LIMIT_MS = 10_000;
const DAMAGED_DATA = /append only file|append-only file|AOF MANIFEST|\bRDB\b|rdb file/i;

export interface PrivateRedisOptions {
  /** The caller holds this directory: no other process works in it. */
  readonly dataDir: string;
  /** A crash, a restart, data put aside: worth a line in the log, no reason to stop. */
  readonly report: (problem: Error) => void;
  /** The program to run, when it is not to be looked for on PATH. */
  readonly server?: string;
}

export class RedisNotStarted extends Error {
  override readonly name = 'RedisNotStarted';
}

/**
 * A Redis of our own on a unix socket. It is started again when it dies, and empty when its data
 * cannot be read: everything in it can be derived again.
 */
export class PrivateRedis {
  readonly socketPath: string;
  readonly #files: RedisFiles;
  readonly #server: string;
  readonly #report: (problem: Error) => void;
  readonly #stopping = new AbortController();
  #process: RedisProcess | null = null;
  #supervision: Promise<void> = Promise.resolve();

  /** Resolves when it is ready. Throws `RedisNotStarted` with what the program said. */
  static async start(options: PrivateRedisOptions): Promise<PrivateRedis> {
    const server = options.server ?? findRedisServer();
    if (!server) throw new RedisNotStarted('No redis-server or valkey-server is on PATH.');
    const redis = new PrivateRedis(options, server);
    await endOrphan(redis.#files);
    const first = await redis.#launch();
    redis.#supervision = redis.#supervise(first);
    return redis;
  }

  private constructor({ dataDir, report }: PrivateRedisOptions, server: string) {
    const place = realpathSync(dataDir);
    this.socketPath = path.join(runtimeDirectory(place), 'redis.sock');
    this.#files = { socketPath: this.socketPath, dir: path.join(place, 'redis') };
    this.#server = server;
    this.#report = report;
  }

  /** Undefined while it is being started again. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#process?.stop();
    await this.#supervision;
    this.#process = null;
    rmSync(path.dirname(this.socketPath), { recursive: true, force: true });
  }

  async #launch(): Promise<RedisProcess> {
    const { dir } = this.#files;
    if (!isOwnFolder(dir)) this.#putDataAside('It is, or holds, a link or a pipe.');
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const first = await this.#tryToLaunch();
    if (first.isReady) return first.process;
    if (!DAMAGED_DATA.test(first.process.output)) throw notStarted(first.process);
    this.#putDataAside(first.process.output);
    const second = await this.#tryToLaunch();
    if (!second.isReady) throw notStarted(second.process);
    return second.process;
  }

  async #tryToLaunch(): Promise<{ process: RedisProcess; isReady: boolean }> {
    const process = new RedisProcess(this.#server, this.#files);
    this.#process = process;
    const isReady = await process.becameReady();
    if (!isReady) this.#process = null;
    return { process, isReady };
  }

  /** Keeps the last damaged copy only. */
  #putDataAside(output: string): void {
    const aside = `${this.#files.dir}.damaged`;
    rmSync(aside, { recursive: true, force: true });
    renameSync(this.#files.dir, aside);
    mkdirSync(this.#files.dir, { mode: 0o700 });
    this.#report(new Error(`Redis starts empty; its unreadable data is in ${aside}: ${output}`));
  }

  async #supervise(first: RedisProcess): Promise<void> {
    let current: RedisProcess | null = first;
    let crashes = 0;
    while (current) {
      const since = performance.now();
      await current.exited;
      if (this.#stopping.signal.aborted) return;
      this.#process = null;
      if (performance.now() - since > STEADY_MS) crashes = 0;
      this.#report(new Error(`Redis ended unexpectedly: ${current.output}`));
      current = await this.#launchAgain(crashes);
      crashes += 1;
    }
  }

  /** Null when it is stopped meanwhile, or given up after the last delay. */
  async #launchAgain(crashes: number): Promise<RedisProcess | null> {
    for (const wait of RESTART_DELAYS_MS.slice(crashes)) {
      await delay(wait, null, { signal: this.#stopping.signal }).catch(() => null);
      if (this.#stopping.signal.aborted) return null;
      const launched = await this.#launch().catch((error: unknown) => error as Error);
      if (launched instanceof RedisProcess) return launched;
      this.#report(launched);
    }
    this.#report(new RedisNotStarted('Redis keeps ending and is not started again.'));
    return null;
  }
}

/** A Redis that outlived an earlier run of ours still writes the files we are about to open. */
async function endOrphan({ socketPath, dir }: RedisFiles): Promise<void> {
  if (!(await answers(socketPath))) return;
  const setting = await socketCommand(socketPath, 'CONFIG GET dir');
  if (setting.at(-1) !== dir)
    throw new RedisNotStarted(`${socketPath} belongs to a Redis with other data.`);
  await socketCommand(socketPath, 'SHUTDOWN').catch(() => undefined); // it just hangs up
  const limit = performance.now() + ORPHAN_LIMIT_MS;
  while (await answers(socketPath)) {
    if (performance.now() > limit)
      throw new RedisNotStarted(`The earlier Redis at ${socketPath} does not end.`);
    await delay(ORPHAN_POLL_MS);
  }
}

function notStarted(process: RedisProcess): RedisNotStarted {
  return new RedisNotStarted(`Redis did not start: ${process.output}`);
}
