import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Path of the Redis (or Valkey) server program, or null where none is installed. */
export function findRedisServer(): string | null {
  return findOnPath('redis-server') ?? findOnPath('valkey-server');
}

export function findOnPath(program: string): string | null {
  const directories = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return directories.map((dir) => path.join(dir, program)).find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
