import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether system calls of a program can be watched here: Linux alone has it, and may forbid it. */
export function hasStrace(): boolean {
  return spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
}

/** The program that strace, process `pid`, watches. */
export function childOf(pid: number | undefined): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return Number(children.trim().split(' ')[0]);
}
