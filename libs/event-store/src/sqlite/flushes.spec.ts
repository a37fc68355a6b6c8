import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { childOf, hasStrace } from '#libs/testing';
import { startChild } from './testing/child-process.js';
import { temporaryDirectory, type TemporaryDirectory } from './testing/temporary-directory.js';

const ACKNOWLEDGED = 160;
const withStrace = hasStrace() ? it : it.skip;

describe('an append that is acknowledged', () => {
  let directory: TemporaryDirectory;
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => directory.remove());

  withStrace.each([1, 16])('has been flushed to the disk, %d at once', async (atOnce) => {
    const answers = await answersAfterEachFlush(directory.path, atOnce, 'FULL');
    expect(answers.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(ACKNOWLEDGED);
    expect(answers[0]).toBe(0);
    expect(Math.max(...answers)).toBeLessThanOrEqual(atOnce);
  });

  withStrace('has not, where SQLite is told not to: the system calls show it', async () => {
    const answers = await answersAfterEachFlush(directory.path, 1, 'NORMAL');
    expect(Math.max(...answers)).toBeGreaterThan(1);
  });
});

/** How many appends were acknowledged before the first flush of the log, and after each. */
async function answersAfterEachFlush(
  directory: string,
  atOnce: number,
  synchronous: string,
): Promise<number[]> {
  const trace = join(directory, 'trace');
  const calls = 'trace=fsync,fdatasync,write';
  const strace = `exec strace -f -y -s 8 -e ${calls} -o '${trace}' "$@";`;
  const args = [join(directory, 'log.db'), String(atOnce), synchronous];
  const traced = startChild('appending-child', args, strace);
  let count = 0;
  traced.lines.on('line', () => {
    count += 1;
    if (count === ACKNOWLEDGED) process.kill(childOf(traced.process.pid), 'SIGKILL');
  });
  await traced.gone;
  const answers = [0];
  for (const line of readFileSync(trace, 'utf8').split('\n')) {
    if (/ f(?:data)?sync\(\d+<[^>]*log\.db-wal>\)/.test(line)) answers.push(0);
    if (line.includes(' write(1<')) answers.push((answers.pop() ?? 0) + 1);
  }
  return answers;
}
