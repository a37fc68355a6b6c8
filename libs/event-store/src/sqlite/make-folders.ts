import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const OWNER_ONLY = 0o700;

/**
 * Makes a folder for its owner alone, and those above it. One at a time: asked to make all of them,
 * Node asks without end where a system forbids it, as below `/proc`. Throws the system's error;
 * answers those it has made, the outermost first.
 */
export function makeFolders(folder: string): readonly string[] {
  if (isFolder(folder)) return [];
  const above = dirname(folder);
  const made = above === folder ? [] : makeFolders(above);
  try {
    mkdirSync(folder, { mode: OWNER_ONLY });
    return [...made, folder];
  } catch (error) {
    if (!isFolder(folder)) throw error; // another process was faster
    return made;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
