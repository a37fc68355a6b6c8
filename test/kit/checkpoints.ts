import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Sizes of the checkpoints of a data directory, the smallest first. */
export function checkpointSizes(dataDir: string): number[] {
  return readdirSync(join(dataDir, 'checkpoints'))
    .filter((name) => /^\d{16}\.txt$/.test(name))
    .map((name) => Number.parseInt(name, 10))
    .sort((a, b) => a - b);
}

export function checkpointNote(dataDir: string, size: number): string {
  const name = `${String(size).padStart(16, '0')}.txt`;
  return readFileSync(join(dataDir, 'checkpoints', name), 'utf8');
}
