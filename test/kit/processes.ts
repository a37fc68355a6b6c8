import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';

/** The private Redis of a service, as the system sees it. */
export interface RedisSeen {
  readonly pid: number;
  readonly socketPath: string;
}

/** The Redis that this process started; throws where there is none. Linux only. */
export function redisOf(servicePid: number): RedisSeen {
  for (const pid of pids().filter((candidate) => parentOf(candidate) === servicePid)) {
    const socketPath = /redis-server.*unixsocket:(\S+)/.exec(commandOf(pid))?.[1];
    if (socketPath !== undefined) return { pid, socketPath };
  }
  throw new Error(`Process ${servicePid} has no Redis.`);
}

export function isAlive(pid: number): boolean {
  const state = /^\d+ \(.*\) (\w)/.exec(readProc(pid, 'stat'))?.[1];
  return state !== undefined && state !== 'Z';
}

/** Sends one command without arguments; resolves with the first line of the answer. */
export async function askRedis({ socketPath }: RedisSeen, command: string): Promise<string> {
  const socket = connect(socketPath).setEncoding('utf8');
  try {
    socket.write(`${command}\r\n`);
    const [answer] = (await once(socket, 'data')) as [string];
    return answer.trim();
  } finally {
    socket.destroy();
  }
}

/** Ends a Redis that a test left without its service. */
export function endRedis({ pid, socketPath }: RedisSeen): void {
  if (isAlive(pid) && commandOf(pid).includes(socketPath)) process.kill(pid, 'SIGKILL');
}

function pids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function parentOf(pid: number): number {
  return Number(/^\d+ \(.*\) \w (\d+)/.exec(readProc(pid, 'stat'))?.[1]);
}

function commandOf(pid: number): string {
  return readProc(pid, 'cmdline').replaceAll('\0', ' ');
}

/** Empty when the process is gone. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
