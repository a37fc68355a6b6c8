import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const OWNER_ONLY = 0o700;

/**
 * Makes a folder for its owner alone, and those above it. One at a time: asked to make all of them,
 * Node asks without end where a system forbids it, as below `/proc`. Throws the system's error.
 */
export function makeFolders(folder: string): void {
  if (isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolders(above);
  try {
    mkdirSync(folder, { mode: OWNER_ONLY });
  } catch (error) {
    if (!isFolder(folder)) throw error; // another process was faster
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
