import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SqliteEventStore } from './sqlite-event-store.js';
import { startChild } from './testing/child-process.js';
import { temporaryDirectory, type TemporaryDirectory } from './testing/temporary-directory.js';

const CYCLES = 10;

describe('a process that is killed while it appends', () => {
  let directory: TemporaryDirectory;
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => directory.remove());

  it.each([1, 16])(
    'loses no acknowledged event, %d at once',
    async (atOnce) => {
      const file = join(directory.path, 'log.db');
      const acknowledged = new Map<number, string>();
      for (let cycle = 0; cycle < CYCLES; cycle++) {
        // Spread over the first thousand appends, and over whatever the writer does at that moment.
        await appendAndKill(file, atOnce, 1 + ((cycle * 379) % 997), acknowledged);
        await expectKept(file, acknowledged);
      }
      expect(acknowledged.size).toBeGreaterThan(CYCLES);
    },
    60_000,
  );
});

async function appendAndKill(
  file: string,
  atOnce: number,
  killAfter: number,
  acknowledged: Map<number, string>,
): Promise<void> {
  const child = startChild('appending-child', [file, String(atOnce)]);
  let count = 0;
  child.lines.on('line', (line: string) => {
    const [revision, id = ''] = line.split(' ');
    acknowledged.set(Number(revision), id);
    count += 1;
    if (count === killAfter) child.process.kill('SIGKILL');
  });
  await child.gone;
}

async function expectKept(file: string, acknowledged: Map<number, string>): Promise<void> {
  const store = SqliteEventStore.open(file);
  const kept = await store.readStream('proposal-kept', 0, 1_000_000);
  await store.close();
  expect(kept.map(({ revision }) => revision)).toEqual(kept.map((_, index) => index));
  const lost = [...acknowledged].filter(([revision, id]) => kept[revision]?.id !== id);
  expect(lost).toEqual([]);
}
