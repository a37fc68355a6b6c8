import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const made: string[] = [];

/** An empty directory of its own for one test. */
export function newDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'totrinh-e2e-'));
  made.push(path);
  return path;
}

/** A directory with these programs in it and no others, to stand on PATH. */
export function pathWith(...programs: readonly string[]): string {
  const path = newDirectory();
  for (const program of programs)
    symlinkSync(program, join(path, program.slice(program.lastIndexOf('/') + 1)));
  return path;
}

/** Where PATH has a program. */
export function whereIs(program: string): string {
  const candidates = (process.env.PATH ?? '').split(delimiter).map((dir) => join(dir, program));
  const found = candidates.find((file) => existsSync(file));
  if (found === undefined) throw new Error(`${program} is not on PATH.`);
  return found;
}

/** Where the programs of a test keep the key-encryption key of a data directory. */
export function kekFileOf(dataDir: string): string {
  return `${dataDir}.kek`;
}

/** Where they keep everything else that may not lie in a data directory: the keys of its seals. */
export function configOf(dataDir: string): string {
  return `${dataDir}.config`;
}

export function removeDirectories(): void {
  for (const path of made.splice(0)) {
    rmSync(path, { recursive: true, force: true });
    rmSync(kekFileOf(path), { force: true });
    rmSync(configOf(path), { recursive: true, force: true });
  }
}
